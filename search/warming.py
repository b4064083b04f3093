"""What the first readers of a web process would wait for, got ready before they come; then kept up to date.

The web server starts this (gunicorn.conf.py). Commands and tests have no such thread: who asks there waits.
"""

from __future__ import annotations

import logging
import threading
from typing import NoReturn

from django.db import connections

from search.engines.contract import CannotSearch
from search.features import LATEST
from search.finding import backend
from search.thesaurus import concepts

log = logging.getLogger("search")


def start() -> None:
    """Start the one thread of this process that does so."""
    threading.Thread(target=_keep, name="warming", daemon=True).start()


def _keep() -> NoReturn:
    while True:
        _get_ready()
        LATEST.keep_up()


def _get_ready() -> None:
    """The thesaurus, the index and its words by what may be typed for them, and what its sections name."""
    try:
        concepts()
        engine = backend()
        engine.sounding("")
        engine.typed_plainly("")
        engine.similar("", 1)
        log.info("Ready for searching: %s sections", len(LATEST.newest().features.ids))
    except CannotSearch as error:  # readers are told the same, and the next of them tries again
        log.warning("Nothing was got ready for searching: %s", error)
    except Exception:  # whatever it is, this thread must be there for the next generation
        log.exception("Nothing was got ready for searching")
    finally:
        connections.close_all()  # of this thread alone
