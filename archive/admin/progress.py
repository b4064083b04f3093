"""How far an import is, in the words of the person who waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.models import Import, ImportState, Stage
from archive.problems import message

if TYPE_CHECKING:
    from archive.models import Upload

DONE, NOW, FAILED, AHEAD = "done", "now", "failed", "ahead"
ORDER = [stage.value for stage in Stage]


@dataclass(frozen=True, slots=True)
class StageShown:
    label: str
    mark: str  # done, now, failed or ahead


@dataclass(frozen=True, slots=True)
class Progress:
    stages: tuple[StageShown, ...]
    summary: str
    problem: str
    under_way: bool


def progress_of(job: Import | Upload) -> Progress:
    under_way = job.state in {ImportState.QUEUED, ImportState.RUNNING}  # a new file has states of the same names
    problem = message(job.problem, job.details) if job.problem else ""
    stages = tuple(StageShown(str(Stage(stage).label), _mark(job, place)) for place, stage in enumerate(_order(job)))
    return Progress(stages, _summary(job), problem, under_way)


def _order(job: Import | Upload) -> list[str]:
    """The stages ahead: a new file is read and not saved."""
    return ORDER if isinstance(job, Import) else ORDER[: ORDER.index(Stage.SAVING)]


def _reached(job: Import | Upload) -> int:
    """The place of the stage the import is at; -1 before the first."""
    return ORDER.index(job.stage) if job.stage in ORDER else -1


def _mark(job: Import | Upload, place: int) -> str:
    if job.state == ImportState.DONE or place < _reached(job):
        return DONE
    if place == _reached(job) and job.state != ImportState.QUEUED:
        return FAILED if job.state == ImportState.FAILED else NOW
    return AHEAD


def _summary(job: Import | Upload) -> str:
    if job.state == ImportState.RUNNING and job.stage:
        places = {"place": _reached(job) + 1, "count": len(_order(job)), "stage": job.get_stage_display()}
        stage = _("Stage %(place)s of %(count)s: %(stage)s") % places
        pages = _(", page %(page)s of %(pages)s") % {"page": job.page, "pages": job.pages}
        return stage + pages if job.pages else stage
    return job.get_state_display()
