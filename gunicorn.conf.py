"""How the web server runs, in `make run` and in the containers alike; only the address differs.

Threads of one process share one reader of the index and one cache; a host with more cores runs more containers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gunicorn.http import message

if TYPE_CHECKING:
    from gunicorn.workers.base import Worker

# A query of 10,000 Kazakh letters has 60,000 bytes in an address, and its reader is owed a sentence, not a bare 414.
# Gunicorn's own 8,190 cannot be raised by the setting alone; 0 would lift the limit altogether.
message.MAX_REQUEST_LINE = limit_request_line = 100_000

wsgi_app = "archive.wsgi"
worker_class = "gthread"
workers = 1
threads = 4
timeout = 60  # seconds
control_socket_disable = True  # its default place is one per user: two archives would fight for it


def post_worker_init(worker: Worker) -> None:
    """Get ready what the first readers would wait for; the program is loaded only now."""
    import_module("search.warming").start()
