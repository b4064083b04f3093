"""Print the thesaurus as a file for spreadsheets or for other thesaurus programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.management.terminal import TerminalCommand
from search.concepts.files import WRITERS
from search.concepts.keeping import current

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(TerminalCommand):
    help = "Print the thesaurus: as a table (csv), or as SKOS in RDF/XML (skos)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=[*WRITERS], default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(WRITERS[options["format"]](current().values()), ending="")
