from typing import Any

from django.core.management.base import BaseCommand

from search.analysis import stem


class Command(BaseCommand):
    help = "Print the stem of a word."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("word")
        parser.add_argument("--language", choices=["kk", "ru", "en"], default="kk")

    def handle(self, *args: Any, word: str, language: str, **options: Any) -> None:
        self.stdout.write(stem(word, language))
