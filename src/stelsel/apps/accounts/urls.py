"""Addresses of accounts."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("inloggen", views.InlogView.as_view(), name="inloggen"),
    path("uitloggen", views.UitlogView.as_view(), name="uitloggen"),
    path("mijn-account", views.AccountView.as_view(), name="account"),
]
