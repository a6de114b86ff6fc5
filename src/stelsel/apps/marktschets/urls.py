"""Addresses of marktschets."""

app_name = "marktschets"
urlpatterns: list = []
