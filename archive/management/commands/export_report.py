"""Print a report as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from archive.export import export
from archive.management.terminal import TerminalCommand
from archive.models import Report

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(TerminalCommand):
    help = "Print a report, published or not, as JSON: the latest version in each language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the report's short name in addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.with_names().filter(slug=options["slug"]).first()
        if report is None:
            raise CommandError(_("There is no report “%(slug)s”.") % {"slug": options["slug"]})
        self.stdout.write(json.dumps(export(report), ensure_ascii=False, indent=1))
