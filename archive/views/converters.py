"""Parts of an address that are more than a word."""

from archive.models import Language


class LanguageConverter:
    """A language documents are written in."""

    regex = "|".join(Language.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
