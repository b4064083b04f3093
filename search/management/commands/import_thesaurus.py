"""Take concepts from a file into the thesaurus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.management.terminal import TerminalCommand
from search.concepts.entry import UnreadableFile
from search.concepts.files import read
from search.concepts.keeping import apply, compare, lacking

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from search.concepts.entry import Reading


class Command(TerminalCommand):
    help = (
        "Add the concepts of a file (CSV, or SKOS in RDF/XML) to the thesaurus, and give those that are there the "
        "terms of the file. All of it or, where the file has a mistake, nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--whole", action="store_true", help="remove concepts that the file does not have")

    def handle(self, *args: Any, **options: Any) -> None:
        reading = _read(options["file"])
        gone = lacking(reading.entries) if options["whole"] else ()
        difference = compare(reading.entries, gone)
        if difference:
            apply(difference)
        if reading.left_out:
            left_out = _("The thesaurus has no place for this of the file:")
            self.stdout.write(f"{left_out} {', '.join(reading.left_out)}")
        done = _("Concepts added: %(added)s, changed: %(changed)s, removed: %(removed)s.")
        self.stdout.write(done % difference.counts)


def _read(path: Path) -> Reading:
    try:
        return read(path.read_bytes())
    except OSError as error:
        reason = {"file": path, "reason": error.strerror}
        raise CommandError(_("The file “%(file)s” cannot be opened: %(reason)s.") % reason) from error
    except UnreadableFile as refusal:
        raise CommandError("\n".join(str(problem) for problem in refusal.problems)) from refusal
