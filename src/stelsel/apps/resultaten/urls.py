"""Addresses of resultaten."""

app_name = "resultaten"
urlpatterns: list = []
