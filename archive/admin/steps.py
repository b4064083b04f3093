"""The steps a document takes: imported again, in review, published, withdrawn. Each is refused where it makes no sense.

A refusal is a ValidationError whose message says what to do first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Document, ImportState, State
from archive.saving import change_state, publish
from archive.uploads import request_import

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import _StrPromise

Take = Callable[[Document, "User"], None]
UNDER_WAY = (ImportState.QUEUED, ImportState.RUNNING)


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the step's place in addresses, `permission` who may take it, `taken` what the audit trail says."""

    name: str
    permission: str
    label: _StrPromise
    taken: _StrPromise
    take: Take

    def is_open_to(self, user: User) -> bool:
        return user.has_perm(self.permission)


def take(step: Step, document: Document, user: User) -> None:
    """Take the step with the document as it is now, whatever the page showed.

    Raises ValidationError where the step makes no sense.
    """
    with transaction.atomic():
        step.take(Document.objects.select_for_update().get(pk=document.pk), user)


def _import(document: Document, user: User) -> None:
    _refuse_under_way(document)
    request_import(document, user)


def _review(document: Document, user: User) -> None:
    if document.state not in {State.DRAFT, State.WITHDRAWN}:
        raise ValidationError(_("Only a draft or a withdrawn document is sent to review."))
    change_state(document, State.IN_REVIEW)


def _publish(document: Document, user: User) -> None:
    if document.state == State.PUBLISHED:
        raise ValidationError(_("The document is published already."))
    _refuse_under_way(document)
    last = document.imports.first()
    if document.imported is None or (last and last.state == ImportState.FAILED):
        raise ValidationError(_("The import has not succeeded. Import the document first."))
    if not document.sections.exists():
        raise ValidationError(_("The document has no sections. Import it again, or upload a better file."))
    publish(document)


def _withdraw(document: Document, user: User) -> None:
    if document.state != State.PUBLISHED:
        raise ValidationError(_("Only a published document can be withdrawn."))
    change_state(document, State.WITHDRAWN)


def _refuse_under_way(document: Document) -> None:
    if document.imports.filter(state__in=UNDER_WAY).exists():
        raise ValidationError(_("An import of this document is under way. Wait until it is done."))


IMPORT = Step("import", "archive.add_import", gettext_lazy("Import again"), gettext_lazy("Import requested."), _import)
REVIEW = Step(
    "review", "archive.change_document", gettext_lazy("Send to review"), gettext_lazy("Sent to review."), _review
)
PUBLISH = Step("publish", "archive.publish_document", gettext_lazy("Publish"), gettext_lazy("Published."), _publish)
WITHDRAW = Step("withdraw", "archive.publish_document", gettext_lazy("Withdraw"), gettext_lazy("Withdrawn."), _withdraw)
STEPS = (IMPORT, REVIEW, PUBLISH, WITHDRAW)


def offered(document: Document, user: User) -> list[Step]:
    """The steps that are this person's to take and lead on from the document's state."""
    leads_on = {
        State.DRAFT: (IMPORT, REVIEW, PUBLISH),
        State.IN_REVIEW: (IMPORT, PUBLISH),
        State.PUBLISHED: (IMPORT, WITHDRAW),
        State.WITHDRAWN: (IMPORT, REVIEW, PUBLISH),
    }
    return [step for step in leads_on[State(document.state)] if step.is_open_to(user)]
