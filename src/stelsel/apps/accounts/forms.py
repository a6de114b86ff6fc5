"""The login form in plain Dutch."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class InlogForm(AuthenticationForm):
    """User name and password; says the same for a wrong name as for a wrong password."""

    error_messages = {  # noqa: RUF012 - Django's own form
        "invalid_login": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Kijk of u ze goed "
        "hebt getypt, ook de hoofdletters.",
        "inactive": "Met deze gebruikersnaam kunt u niet meer inloggen. Vraag uw beheerder om hulp.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["username"].label = "Gebruikersnaam"
        self.fields["password"].label = "Wachtwoord"
