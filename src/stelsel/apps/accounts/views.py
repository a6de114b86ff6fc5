"""Logging in, logging out, and who I am here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.views.generic import TemplateView

from . import queries
from .forms import InlogForm

DEMO_WACHTWOORD = "demo"


class InlogView(LoginView):
    """The login page; in the demo it names the logins, and `?als=` fills one in."""

    template_name = "accounts/inloggen.html"
    authentication_form = InlogForm
    redirect_authenticated_user = True

    def get_initial(self) -> dict[str, Any]:
        """The name chosen from the list of the demo."""
        return {"username": self.request.GET.get("als", "")} if settings.STELSEL_DEMO else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The logins of the demo, only in the demo."""
        context = super().get_context_data(**kwargs)
        if settings.STELSEL_DEMO:
            context |= {"demologins": queries.list_demologins(), "demowachtwoord": DEMO_WACHTWOORD}
        return context


class UitlogView(LogoutView):
    """Ends the session; by POST only, so that a link or picture cannot log anybody out."""


class AccountView(TemplateView):
    """Own name, role and organisation, as they decide what the product shows."""

    template_name = "accounts/account.html"
