from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.contract import CannotSearch
from search.finding import backend
from search.updating import astray, complete, rebuild, reconcile, waiting


class Command(BaseCommand):
    help = "Say whether the index is there, fits this program and has what is published; --if-needed puts it right."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--if-needed", action="store_true", help="rebuild or complete the index where it is needed")

    def handle(self, *args: Any, if_needed: bool, **options: Any) -> None:
        health = backend().health()
        if not health.fits:
            self._mend(if_needed, health.trouble, rebuild)
        late = waiting()
        if late:
            text = f"{len(late)} documents wait for the index."
            self._mend(if_needed, text, complete)
        other = astray()
        if other:
            self._mend(
                if_needed, f"Of {len(other)} documents the index has other sections than the archive.", reconcile
            )
        health = backend().health()
        self.stdout.write(health.trouble or f"The index is in order: {health.sections} sections.")

    def _mend(self, if_needed: bool, trouble: str, cure: Any) -> None:
        if not if_needed:
            raise CommandError(f"{trouble} Run: python manage.py check_index --if-needed")
        self.stdout.write(trouble)
        try:
            cure()
        except CannotSearch as error:
            raise CommandError(str(error)) from error
