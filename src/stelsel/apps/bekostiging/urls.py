"""Addresses of bekostiging."""

app_name = "bekostiging"
urlpatterns: list = []
