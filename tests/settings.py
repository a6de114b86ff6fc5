"""The product's settings for tests: an own var folder, a fast password hasher, plain static files."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("STELSEL_VAR", tempfile.mkdtemp(prefix="stelsel-test-"))
os.environ.setdefault("STELSEL_SHARED", str(Path(__file__).resolve().parents[2] / "shared"))

from stelsel.project.settings import *  # noqa: F403  # after the environment

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405 - from the product's settings
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
AXES_ENABLED = False
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # noqa: F405 - the name of Django's test client
