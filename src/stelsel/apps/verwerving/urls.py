"""Addresses of verwerving."""

app_name = "verwerving"
urlpatterns: list = []
