"""Settings of the tests: the project's own, with every folder in a temporary place."""

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="huqyq-tests-"))
os.environ["DATA_DIR"] = str(SCRATCH)
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# A queue that was given is for the workers of test_worker.py alone: the other tests empty theirs.
REDIS_OF_WORKERS = os.environ.get("REDIS_URL", "")
os.environ["REDIS_URL"] = ""

from archive.settings import *

# Test pages name static files without a collectstatic run.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
