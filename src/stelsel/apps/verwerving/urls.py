"""Addresses of verwerving."""

from django.urls import path

from . import views

app_name = "verwerving"
urlpatterns = [
    path("", views.ContractenView.as_view(), name="contracten"),
    path("/tarieven", views.TarievenView.as_view(), name="tarieven"),
    path("/contract/<str:nummer>", views.ContractView.as_view(), name="contract"),
]
