"""Commands speak the language of the terminal they run in, not that of the site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import translation

from archive.models import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

# The first that is set decides (POSIX, Base Definitions, 8.2 Internationalization Variables).
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language(environ: Mapping[str, str]) -> str:
    """kk, ru or en: that of a locale such as ru_RU.UTF-8; English where the archive does not know the language."""
    locale = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    language = locale.replace("-", "_").partition("_")[0].lower()
    return language if language in Language.values else Language.ENGLISH.value


class TerminalCommand(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(terminal_language(os.environ)):
            return super().execute(*args, **options)
