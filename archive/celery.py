"""Entry point of the workers: `celery -A archive worker`."""

from __future__ import annotations

import os
import threading
import time

from celery import Celery
from celery.signals import beat_embedded_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

app = Celery("huqyq")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
WORKER = os.getpid()  # noted here, before the clock is forked: asked there, the worker may be gone already


@beat_embedded_init.connect
def end_with_worker(**_: object) -> None:
    """A worker that is killed cannot stop the clock it started (--beat), and the next worker starts another."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    """End this process when its parent is no longer the worker."""
    while os.getppid() == WORKER:
        time.sleep(1)
    os._exit(0)
