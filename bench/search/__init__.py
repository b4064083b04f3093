"""Search compared with other engines, in quality and in speed, on archives made for it alone.

Importing this package makes Django ready on a scratch archive (unless it is ready already, as in the tests), so that
nothing here can touch the archive this machine serves. BENCH_DIR keeps what was made between runs.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django
from django.apps import apps

_scratch = tempfile.TemporaryDirectory(prefix="huqyq-bench-", ignore_cleanup_errors=True)  # gone with this process
FOLDER = Path(os.environ.get("BENCH_DIR") or _scratch.name).resolve()

if not apps.ready:
    FOLDER.mkdir(parents=True, exist_ok=True)
    # An .env beside manage.py may describe a real site: everything that would lead there is emptied.
    os.environ |= dict.fromkeys(["DATABASE_URL", "REDIS_URL", "SEARCH_URL", "SITE_URL", "BEHIND_PROXY", "DEBUG"], "")
    os.environ |= {"DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    django.setup()
