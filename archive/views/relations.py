"""How a report stands to other reports, read in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.models import Relation, RelationKind, Report

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

# The same relation, said from the other report.
CONVERSE = {
    RelationKind.RESPONDS_TO: _("is answered by"),
    RelationKind.FOLLOWS: _("is followed by"),
    RelationKind.ALTERNATIVE_TO: _("has the alternative"),
    RelationKind.SAME_EVENTS: _("covers the same events as"),
    RelationKind.TRANSLATION_OF: _("is translated as"),
}


@dataclass(frozen=True, slots=True)
class Related:
    label: str
    report: Report


def relations_of(report: Report, user: AbstractUser | AnonymousUser) -> list[Related]:
    visible = Report.objects.visible_to(user)
    own = Relation.objects.filter(source=report, target__in=visible).select_related("target")
    others = Relation.objects.filter(target=report, source__in=visible).select_related("source")
    return [Related(relation.get_kind_display(), relation.target) for relation in own] + [
        Related(str(CONVERSE[RelationKind(relation.kind)]), relation.source) for relation in others
    ]
