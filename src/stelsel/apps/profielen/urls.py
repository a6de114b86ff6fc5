"""Addresses of profielen."""

from django.urls import path

from . import views

app_name = "profielen"
urlpatterns = [
    path("", views.ProfielenView.as_view(), name="start"),
    path("/omzetting", views.OmzettingView.as_view(), name="omzetting"),
    path("/ontwerp", views.OntwerpView.as_view(), name="ontwerp"),
    path("/referenties", views.ReferentiesView.as_view(), name="referenties"),
    path("/<str:code>", views.ProfielView.as_view(), name="profiel"),
]
