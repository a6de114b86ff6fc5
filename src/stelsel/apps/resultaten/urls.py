"""Addresses of resultaten."""

from django.urls import path

from . import views

app_name = "resultaten"
urlpatterns = [
    path("", views.UitkomstenView.as_view(), name="start"),
    path("/aanbieder/<str:agb>", views.AanbiederView.as_view(), name="aanbieder"),
    path("/toewijzing/<int:pk>", views.ToewijzingView.as_view(), name="toewijzing"),
    path("/toewijzing/<int:pk>/<str:moment>", views.MeetView.as_view(), name="meten"),
]
