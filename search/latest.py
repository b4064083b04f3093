"""What is made anew whenever its version is another, and is costly to make.

Whoever asks makes it and waits, unless a thread keeps it up to date: then the one before is given meanwhile.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Version = TypeVar("Version")
Made = TypeVar("Made")


class Latest(Generic[Version, Made]):
    """Only the newest is kept, and it is never made twice at once."""

    def __init__(self, version: Callable[[], Version], make: Callable[[Version], Made]) -> None:
        self._version = version
        self._make = make
        self._kept: tuple[Version, Made] | None = None
        self._making = threading.Lock()
        self.is_kept_up = False
        self._asked = threading.Event()

    def get(self) -> Made:
        """What there is, of this version or of the one before; only who finds nothing waits."""
        kept = self._kept
        if kept is None or not self.is_kept_up:
            return self.newest()
        if kept[0] != self._version():
            self._asked.set()
        return kept[1]

    def newest(self) -> Made:
        """That of this version, which may have to be made first."""
        version = self._version()
        kept = self._kept
        if kept and kept[0] == version:
            return kept[1]
        with self._making:
            if self._kept is None or self._kept[0] != version:  # else another thread made it while this one waited
                self._kept = version, self._make(version)
            return self._kept[1]

    def keep_up(self) -> None:
        """Return when somebody has been given what is no longer the newest; who calls this makes the next.

        From the first call on nobody else waits.
        """
        self.is_kept_up = True
        self._asked.wait()
        self._asked.clear()
