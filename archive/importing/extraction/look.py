"""How letters are set, as far as a style, a tag or a property says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """None where nothing is said. `size` in the unit of the file's format; `raised`: superscript."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    raised: bool | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, elsewhere `base`."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.size if self.size is None else self.size,
            base.hidden if self.hidden is None else self.hidden,
            base.raised if self.raised is None else self.raised,
        )
