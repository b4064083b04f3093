"""An editor's verdict on a tag holds below its section too, where the tag was inherited."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from archive.models import Tag

if TYPE_CHECKING:
    from archive.models import Section


def pass_on(tag: Tag) -> None:
    """Reject with a tag what was inherited from it, and give it back with it. An editor's yes stays a yes."""
    inherited = Tag.objects.filter(
        section__in=_below(tag.section), article=tag.article, violation=tag.violation, inherited=True
    )
    if tag.rejected:
        inherited.by_rule().update(rejected=True, editor=tag.editor)
    else:
        inherited.filter(rejected=True).update(rejected=False, editor=None)


def _below(section: Section) -> list[int]:
    """The sections under this one: those after it, until one that stands as high."""
    after = section.document.sections.filter(order__gt=section.order).values_list("pk", "level")
    return [pk for pk, _ in takewhile(lambda other: other[1] > section.level, after)]
