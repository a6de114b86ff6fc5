"""Addresses of berichtenverkeer."""

app_name = "berichtenverkeer"
urlpatterns: list = []
