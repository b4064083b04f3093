"""Settings of the tests: the project's own, with every folder in a temporary place."""

import os
import tempfile
from pathlib import Path

_scratch = tempfile.TemporaryDirectory(prefix="huqyq-tests-", ignore_cleanup_errors=True)  # gone with this process
SCRATCH = Path(_scratch.name)
(SCRATCH / "static").mkdir()  # WhiteNoise warns where there is none
os.environ["DATA_DIR"] = str(SCRATCH)
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# An .env beside manage.py may describe a real site; the tests are about a local one.
os.environ |= dict.fromkeys(["SITE_URL", "BEHIND_PROXY", "DEBUG", "UPLOAD_LIMIT", "PAGE_LIMIT", "SEARCH_URL"], "")
# A queue that was given is for the workers of test_worker.py alone: the other tests empty theirs.
REDIS_OF_WORKERS = os.environ.get("REDIS_URL", "")
os.environ["REDIS_URL"] = ""

from archive.settings import *

# Test pages name static files without a collectstatic run.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
