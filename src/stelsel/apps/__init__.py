"""The web application: one Django app per bounded context; arrows point down only."""
