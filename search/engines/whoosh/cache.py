"""What a reader keeps because it may be asked again: the least recently asked for goes first when room is short."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from search.engines.postings import Kept, Made

OVERHEAD = 1000  # bytes that an entry takes beside its numbers, roughly


class Cache:
    """At most `limit` bytes of what was made. Threads may share it; two that ask at once may both make."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for `key`, or what `make` makes now; what is larger than the limit is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("Made", self._kept[key])
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self.size += made.nbytes + OVERHEAD
            while self.size > self.limit:
                self.size -= self._kept.popitem(last=False)[1].nbytes + OVERHEAD
        return made
