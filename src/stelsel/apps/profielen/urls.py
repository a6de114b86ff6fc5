"""Addresses of profielen."""

from django.urls import path

from . import views

app_name = "profielen"
urlpatterns = [
    path("", views.ProfielenView.as_view(), name="start"),
    path("/omzetting", views.OmzettingView.as_view(), name="omzetting"),
    path("/plekken", views.PlekkenView.as_view(), name="plekken"),
    path("/trends", views.TrendsView.as_view(), name="trends"),
    path("/indelen", views.GroeperingView.as_view(), name="groepering"),
    path("/ontwerp", views.OntwerpView.as_view(), name="ontwerp"),
    path("/catalogus", views.VersiesView.as_view(), name="versies"),
    path("/catalogus/nieuw", views.NieuweVersieView.as_view(), name="versie_nieuw"),
    path("/catalogus/<str:nummer>", views.VersieView.as_view(), name="versie"),
    path("/catalogus/<str:nummer>/vaststellen", views.VaststelView.as_view(), name="versie_vaststellen"),
    path("/catalogus/<str:nummer>/intrekken", views.IntrekView.as_view(), name="versie_intrekken"),
    path("/catalogus/<str:nummer>/gegevens", views.GegevensView.as_view(), name="versie_gegevens"),
    path("/catalogus/<str:nummer>/assen", views.AssenView.as_view(), name="versie_assen"),
    path("/catalogus/<str:nummer>/producten", views.AfsprakenView.as_view(), name="versie_afspraken"),
    path("/catalogus/<str:nummer>/profiel", views.NieuwProfielView.as_view(), name="versie_profiel_nieuw"),
    path("/catalogus/<str:nummer>/profiel/<str:code>", views.BewerkView.as_view(), name="versie_profiel"),
    path("/catalogus/<str:nummer>/groep", views.NieuweGroepView.as_view(), name="versie_groep_nieuw"),
    path("/catalogus/<str:nummer>/groep/<str:code>", views.GroepView.as_view(), name="versie_groep"),
    path("/<str:code>", views.ProfielView.as_view(), name="profiel"),
]
