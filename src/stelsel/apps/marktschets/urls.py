"""Addresses of marktschets."""

from django.urls import path

from . import views

app_name = "marktschets"
urlpatterns = [
    path("", views.MarktschetsView.as_view(), name="marktschets"),
    path("/verdieping", views.VerdiepingView.as_view(), name="verdieping"),
]
