"""Addresses of toegang."""

app_name = "toegang"
urlpatterns: list = []
