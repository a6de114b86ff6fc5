"""Addresses of sturing."""

from django.urls import path
from django.views.generic import RedirectView

from . import views

app_name = "sturing"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="sturing:budget", query_string=True), name="begin"),
    path("/budget", views.BudgetView.as_view(), name="budget"),
]
