"""Import the reports a manifest names."""

from __future__ import annotations

import logging
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive import work
from archive.accession import Change, Outcome, hand_over, take_in
from archive.importing.draft import ImportProblem
from archive.likeness import Likeness, Match, elsewhere
from archive.management.terminal import TerminalCommand
from archive.manifest import Entry, Refusal, read_manifest
from archive.models import Instrument, Stage
from archive.problems import message
from archive.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from django.core.management.base import OutputWrapper

log = logging.getLogger("archive")
FAILED = "failed"
CLEAR = "\r\x1b[K"  # back to the beginning of the line, and empty it (ECMA-48: CR, EL)
INTERRUPTED = 130  # exit code of a program ended by Ctrl-C, as shells have it


class Command(TerminalCommand):
    help = (
        "Import, publish and index the reports of a manifest: a CSV table with one row for each text file beside it. "
        "What is in already and unchanged is skipped. Exits with 1 if any file failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("manifest", type=Path, metavar="MANIFEST.csv")
        parser.add_argument("--queue", action="store_true", help="hand the work to the workers and return")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        _need_vocabulary()
        rows = _read(options["manifest"])
        self.intake = self._queue if options["queue"] else self._import
        try:
            counts = Counter(self._row(row, f"{n}/{len(rows)}") for n, row in enumerate(rows, start=1))
        except KeyboardInterrupt:
            stopped = _("Stopped. What is in stays in; the same command goes on where this one stopped.")
            raise CommandError(stopped, returncode=INTERRUPTED) from None
        self.stdout.write(_total(counts, time.monotonic() - began))
        if counts[FAILED]:
            raise SystemExit(1)

    def _row(self, row: Entry | Refusal, place: str) -> str:
        """Do the work of one row, say what became of it, and return that in a word."""
        if isinstance(row, Refusal):
            return self._failed(row.line, row.file, row.problem)
        began = time.monotonic()
        try:
            outcome = self.intake(row, place)
        except ImportProblem as problem:
            return self._failed(row.line, row.path.name, problem)
        except Exception:  # one file that meets a bug must not keep the others out; the traceback is in the log
            log.exception("Import of %s", row.path)
            return self._failed(row.line, row.path.name, ImportProblem("internal"))
        self.stdout.write(_line(row, outcome, time.monotonic() - began))
        if outcome.change is Change.IMPORTED:
            for match in elsewhere(outcome.document):
                self.stdout.write(_note(row, match))
        return outcome.change.name

    def _import(self, entry: Entry, place: str) -> Outcome:
        progress = Progress(self.stderr, f"{place} {entry.path.name}")
        try:
            with work.here():
                outcome = take_in(entry, progress.reached)
        finally:
            progress.clear()
        outcome.document.refresh_from_db()
        if not outcome.document.is_indexed:
            raise ImportProblem("not-indexed")
        return outcome

    def _queue(self, entry: Entry, place: str) -> Outcome:
        return hand_over(entry)

    def _failed(self, line: int, file: str, problem: ImportProblem) -> str:
        place = "" if "line" in problem.details else _("Line %(line)s: ") % {"line": line}
        self.stderr.write(f"{file}: {place}{message(problem.code, problem.details)}")
        return FAILED


class Progress:
    """Where the work is, on stderr: one line that changes on a terminal, one line for each file elsewhere."""

    def __init__(self, out: OutputWrapper, name: str) -> None:
        self.out, self.name = out, name
        if not out.isatty():
            out.write(name, style_func=str)

    def reached(self, stage: str, page: int = 0, of: int = 0) -> None:
        if self.out.isatty():
            pages = f" {page}/{of}" if of else ""
            self.out.write(f"{CLEAR}{self.name}: {Stage(stage).label}{pages}", style_func=str, ending="")
            self.out.flush()

    def clear(self) -> None:
        if self.out.isatty():
            self.out.write(CLEAR, style_func=str, ending="")


def _need_vocabulary() -> None:
    """Without the instruments and violations every report would come in without tags."""
    if not Instrument.objects.exists():
        load_vocabulary(settings.BASE_DIR / "fixtures" / "vocabulary")


def _read(manifest: Path) -> list[Entry | Refusal]:
    try:
        return read_manifest(manifest)
    except ImportProblem as problem:
        raise CommandError(f"{manifest}: {message(problem.code, problem.details)}") from problem


def _line(entry: Entry, outcome: Outcome, seconds: float) -> str:
    sections = outcome.document.sections.count()
    figures = {"sections": ngettext("%d section", "%d sections", sections) % sections, "seconds": f"{seconds:.1f}"}
    patterns = {
        Change.IMPORTED: _("imported, %(sections)s, %(seconds)s s"),
        Change.NONE: _("unchanged, skipped, %(sections)s, %(seconds)s s"),
        Change.QUEUED: _("handed to the workers, %(seconds)s s"),
        Change.WAITING: _("waits for the workers already, %(seconds)s s"),
    }
    return f"{entry.path.name}: {patterns[outcome.change] % figures}"


def _note(entry: Entry, match: Match) -> str:
    """That another report has this text, or this report: it may be in the manifest by mistake."""
    patterns = {
        Likeness.NEAR: _("%(file)s: note: nearly the same text as “%(report)s”, %(percent)s %% of its words"),
        Likeness.LANGUAGE: _("%(file)s: note: seems to be “%(report)s” in another language"),
    }
    figures = {"file": entry.path.name, "report": match.document.report.slug, "percent": match.percent}
    return patterns[match.kind] % figures


def _total(counts: Counter[str], seconds: float) -> str:
    done = counts[Change.IMPORTED.name] + counts[Change.QUEUED.name]
    skipped = counts[Change.NONE.name] + counts[Change.WAITING.name]
    pattern = _("Files: %(all)d, done: %(done)d, skipped: %(skipped)d, failed: %(failed)d, %(seconds)s s")
    figures = {"all": counts.total(), "done": done, "skipped": skipped, "failed": counts[FAILED]}
    return pattern % (figures | {"seconds": f"{seconds:.1f}"})
