"""Addresses of declaraties."""

app_name = "declaraties"
urlpatterns: list = []
