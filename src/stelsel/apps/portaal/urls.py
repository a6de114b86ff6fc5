"""Addresses of portaal."""

app_name = "portaal"
urlpatterns: list = []
