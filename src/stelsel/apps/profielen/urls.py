"""Addresses of profielen."""

app_name = "profielen"
urlpatterns: list = []
