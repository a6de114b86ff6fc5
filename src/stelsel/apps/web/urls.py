"""Addresses of the shell itself."""

urlpatterns: list = []
