"""Addresses of bekostiging."""

from django.urls import path

from . import views

app_name = "bekostiging"
urlpatterns = [
    path("", views.BudgettenView.as_view(), name="budgetten"),
    path("/kostprijs", views.KostprijzenView.as_view(), name="kostprijzen"),
    path("/kostprijs/nieuw", views.NieuweKostprijsView.as_view(), name="kostprijs_nieuw"),
    path("/kostprijs/<str:nummer>", views.KostprijsView.as_view(), name="kostprijs"),
    path("/tarievenboek", views.TarievenboekenView.as_view(), name="tarievenboeken"),
    path("/tarievenboek/nieuw", views.NieuwTarievenboekView.as_view(), name="tarievenboek_nieuw"),
    path("/tarievenboek/<str:nummer>", views.TarievenboekView.as_view(), name="tarievenboek"),
    path("/tarievenboek/<str:nummer>/indexeren", views.IndexeerView.as_view(), name="tarievenboek_index"),
    path("/vergelijken", views.VergelijkenView.as_view(), name="vergelijken"),
    path("/vergelijken/bewaard", views.VergelijkingenView.as_view(), name="vergelijkingen"),
    path("/vergelijken/bewaard/<str:nummer>", views.VergelijkingView.as_view(), name="vergelijking"),
]
