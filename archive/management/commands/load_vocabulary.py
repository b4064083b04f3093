"""Load the instruments with their articles, the types of violation and the national laws."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from archive.management.terminal import TerminalCommand
from archive.vocabulary import load_vocabulary


class Command(TerminalCommand):
    help = "Load the instruments, their articles, types of violation and laws. What is there stays as editors left it."

    def handle(self, *args: Any, **options: Any) -> None:
        new = load_vocabulary(settings.BASE_DIR / "fixtures" / "vocabulary")
        self.stdout.write(_("Vocabulary: %(new)d new entries") % {"new": new})
