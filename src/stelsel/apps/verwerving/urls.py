"""Addresses of verwerving."""

from django.urls import path

from . import views

app_name = "verwerving"
urlpatterns = [
    path("", views.ContractenView.as_view(), name="contracten"),
    path("/tarieven", views.TarievenView.as_view(), name="tarieven"),
    path("/eisen", views.EisenlijstenView.as_view(), name="eisenlijsten"),
    path("/eisen/nieuw", views.NieuweEisenlijstView.as_view(), name="eisenlijst_nieuw"),
    path("/eisen/<str:nummer>", views.EisenlijstView.as_view(), name="eisenlijst"),
    path("/contract/<str:nummer>", views.ContractView.as_view(), name="contract"),
]
