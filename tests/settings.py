"""Settings of the tests: the project's own, with every folder in a temporary place."""

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="huqyq-tests-"))
os.environ["DATA_DIR"] = str(SCRATCH)
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from archive.settings import *

# Test pages name static files without a collectstatic run.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
