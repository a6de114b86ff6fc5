"""Addresses of portaal."""

from django.urls import path

from . import views

app_name = "portaal"
urlpatterns = [
    path("", views.StartView.as_view(), name="start"),
    path("mijn-werk", views.MijnWerkView.as_view(), name="mijn_werk"),
    path("zoek", views.zoek, name="zoek"),
    path("journaal", views.JournaalView.as_view(), name="journaal"),
    path("gezond", views.gezond, name="gezond"),
]
