"""Other words to try, for a search that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from search.suggesting import suggest_instead

if TYPE_CHECKING:
    from search.suggesting import Suggestion

register = template.Library()


@register.simple_tag
def words_to_try(typed: str) -> list[Suggestion]:
    return suggest_instead(typed)
