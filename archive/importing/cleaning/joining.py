"""How two pieces of text are put side by side."""

import re

# A hyphen at a line end belongs to its word nearly always in Kazakh and Russian (іс-|әрекет, 14-|бабы), and so do a
# dash without a blank and a stroke (іс–|әрекет, және/|немесе, A/HRC/|47).
_GLUED = re.compile(r"\w[-–/]$")
_HANGING = re.compile(r"[.,;:!?)»”%]|-[^\W_]")
_CONTEXT = 3  # characters of the left piece that decide
_OPENING = re.compile(r"(?:[«“(\[]|(?:^|[\s(])\")$")


def join(left: str, right: str) -> str:
    """Put a blank between two pieces, unless a hyphen, a bracket or punctuation belongs to its neighbour."""
    return left + seam(left, right) + right


def seam(left: str, right: str) -> str:
    """What belongs between two pieces: a blank or nothing."""
    left = left[-_CONTEXT:]
    if not left or not right or _GLUED.search(left) or _HANGING.match(right) or _OPENING.search(left):
        return ""
    return " "
