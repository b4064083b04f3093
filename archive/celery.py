"""Entry point of the workers: `celery -A archive worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

app = Celery("huqyq")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
