"""Settings from the environment; the defaults run the embedded demo (SQLite, Parquet) on one machine."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from stelsel.lake.pseudoniem import create_sleutel, get_pseudonimiseerder

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(os.environ.get("STELSEL_VAR", BASE_DIR / "var"))
# Database, messages and lake hold persons: nobody else on this machine looks in.
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def _get_geheim(naam: str, env: str) -> str:
    """A secret from the environment, else one made once and kept outside database and lake."""
    if env in os.environ:
        return os.environ[env]
    pad = VAR_DIR / "geheim" / naam
    pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Web and worker start side by side: whole under another name first, so that one wins and all read that.
    nieuw = pad.with_name(f".{naam}.{secrets.token_hex(8)}")
    if not pad.exists():
        with os.fdopen(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as bestand:
            bestand.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(nieuw, pad)
        nieuw.unlink()
    return pad.read_text()


SECRET_KEY = _get_geheim("django", "STELSEL_GEHEIM")
_sleutelbestand = Path(os.environ.get("STELSEL_SLEUTELBESTAND", VAR_DIR / "geheim" / "pseudoniem"))
create_sleutel(_sleutelbestand)
#: The key (bytes) under which facts about persons go to the lake; outside database and lake.
STELSEL_PSEUDONIEM_SLEUTEL = get_pseudonimiseerder(
    {"STELSEL_SLEUTELBESTAND": str(_sleutelbestand)} | os.environ
).sleutel
DEBUG = os.environ.get("STELSEL_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("STELSEL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

STELSEL_DEMO = os.environ.get("STELSEL_DEMO") == "1"
_vandaag = os.environ.get("STELSEL_VANDAAG", "")
#: Another today, for the demo and tests only; None is the real calendar.
STELSEL_VANDAAG = date.fromisoformat(_vandaag) if _vandaag else None
STELSEL_LAKE = os.environ.get("STELSEL_LAKE", str(VAR_DIR / "lake"))
#: Where the engine reads the same files, when the lake is copied to an object store.
STELSEL_LAKE_ADRES = os.environ.get("STELSEL_LAKE_ADRES", "")
STELSEL_ENGINE = os.environ.get("STELSEL_ENGINE", "duckdb")
#: Where outgoing messages are delivered and incoming ones are picked up, as files.
STELSEL_POST = Path(os.environ.get("STELSEL_POST", VAR_DIR / "post"))

#: How often one address may use the public berichtencontrole in a minute, per web process.
STELSEL_CONTROLES_PER_MINUUT = int(os.environ.get("STELSEL_CONTROLES_PER_MINUUT", "60"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_tables2",
    "stelsel.apps.journal",
    "stelsel.apps.accounts",
    "stelsel.apps.web",
    "stelsel.apps.basis",
    "stelsel.apps.profielen",
    "stelsel.apps.bekostiging",
    "stelsel.apps.verwerving",
    "stelsel.apps.toegang",
    "stelsel.apps.declaraties",
    "stelsel.apps.resultaten",
    "stelsel.apps.berichtenverkeer",
    "stelsel.apps.marktschets",
    "stelsel.apps.sturing",
    "stelsel.apps.portaal",
    "django.forms",  # last: our widget templates come first
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "stelsel.apps.web.middleware.adres.AdresMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stelsel.apps.web.middleware.klok.KlokMiddleware",
    "stelsel.apps.web.middleware.sessie.SessieMiddleware",
    "stelsel.apps.web.middleware.koppen.PersoonlijkeKoppenMiddleware",
    "axes.middleware.AxesMiddleware",
]

APPEND_SLASH = False
ROOT_URLCONF = "stelsel.project.urls"
WSGI_APPLICATION = "stelsel.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stelsel.apps.web.render.schil.schil",
            ],
        },
    },
]

_sqlite = f"sqlite:///{VAR_DIR / 'stelsel.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL", _sqlite), conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction takes the write lock at its start, so it waits instead of failing half-way.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "/inloggen"
LOGIN_REDIRECT_URL = "/mijn-werk"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/geblokkeerd.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORM_RENDERER = "stelsel.apps.web.render.formulier.NlDesignRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
_npm = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    (f"npm/{naam.split('/')[-1]}", _npm / naam / map_)
    for naam, map_ in (
        ("@utrecht/component-library-css", "dist"),
        ("@nl-design-system-unstable/voorbeeld-design-tokens", "dist"),
        ("@nl-design-system-candidate/button-css", "dist"),
        ("@nl-design-system-candidate/data-badge-css", "dist"),
        ("@nl-design-system-candidate/heading-css", "dist"),
        ("@nl-design-system-candidate/link-css", "dist"),
        ("@nl-design-system-candidate/paragraph-css", "dist"),
        ("@nl-design-system-candidate/skip-link-css", "dist"),
        ("@fontsource-variable/noto-sans", "files"),
    )
    if (_npm / naam / map_).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
#: A folder of messages goes in one form; the form itself says how many it takes.
DATA_UPLOAD_MAX_NUMBER_FILES = 1001

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
#: A desk that is left alone is closed after a working day: eight hours without a click. SessieMiddleware
#: starts them anew while somebody is at work.
SESSION_COOKIE_AGE = 8 * 60 * 60
if os.environ.get("STELSEL_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DJANGO_TABLES2_TEMPLATE = "web/tabel.html"
DJANGO_TABLES2_TABLE_ATTRS = {"class": "utrecht-table"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"kort": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "kort"}},
    "root": {"handlers": ["console"], "level": os.environ.get("STELSEL_LOG", "WARNING")},
}
