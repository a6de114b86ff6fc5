"""Addresses of bekostiging."""

from django.urls import path

from . import views

app_name = "bekostiging"
urlpatterns = [path("", views.BudgettenView.as_view(), name="budgetten")]
