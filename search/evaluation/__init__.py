"""How well judged questions are answered by the archive's own index: the figures a change of ranking is held to."""

from search.evaluation.judged import SamplesMissing
from search.evaluation.pairs import pair_figures, read_pairs
from search.evaluation.questions import KINDS, SCOPES, Question, read_questions
from search.evaluation.scoring import Score, figures, grouped, score

__all__ = [
    "KINDS",
    "SCOPES",
    "Question",
    "SamplesMissing",
    "Score",
    "figures",
    "grouped",
    "pair_figures",
    "read_pairs",
    "read_questions",
    "score",
]
