"""Addresses of sturing."""

app_name = "sturing"
urlpatterns: list = []
