"""Addresses of declaraties."""

from django.urls import path

from . import views

app_name = "declaraties"
urlpatterns = [
    path("", views.DeclaratiesView.as_view(), name="declaraties"),
    path("/declaratie/<int:pk>", views.DeclaratieView.as_view(), name="declaratie"),
    path("/betaalvoorstellen", views.BetaalvoorstellenView.as_view(), name="betaalvoorstellen"),
]
