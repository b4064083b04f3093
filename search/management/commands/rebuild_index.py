from typing import Any

from django.core.management.base import BaseCommand

from archive.models import Section
from search.updating import rebuild


class Command(BaseCommand):
    help = "Build the search index anew beside the one in use, then swap. Readers notice nothing."

    def add_arguments(self, parser: Any) -> None:
        # Haystack's command asks before it throws the index away; this one throws nothing away.
        parser.add_argument("--noinput", action="store_true", help="accepted for scripts; there is nothing to ask")

    def handle(self, *args: Any, **options: Any) -> None:
        total = Section.objects.published().count()

        def show(count: int) -> None:
            if count % 100 == 0 or count == total:
                self.stderr.write(f"{count} of {total} sections")

        self.stdout.write(f"The index has {rebuild(show)} sections.")
