"""Where work is done: by the workers, or, in a command a person runs, in this very process."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

in_this_process: ContextVar[bool] = ContextVar("in_this_process", default=False)


@contextmanager
def here() -> Iterator[None]:
    """Inside, what would be queued for the workers is done at once: a command needs no worker."""
    token = in_this_process.set(True)
    try:
        yield
    finally:
        in_this_process.reset(token)


def is_here() -> bool:
    return in_this_process.get()
