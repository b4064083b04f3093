"""The record: what a report is, and how a file becomes linked sections."""

from archive.celery import app as celery_app

__all__ = ["celery_app"]
