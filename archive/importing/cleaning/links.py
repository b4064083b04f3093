"""Link texts that a web page's PDF moved to the end of their line go back into the holes they left.

On every line such a PDF prints the plain text first, with a hole for each link, and the link texts after it in their
order. How many of the last words are link texts is not printed; where they have run together with the plain text the
seam is certain, elsewhere the reading wins whose words follow each other best in the rest of the document.
"""

from collections import Counter
from dataclasses import replace

from archive.importing.cleaning.alignment import Tear, read
from archive.importing.cleaning.holes import HoledText, find_holes, has_leading_hole
from archive.importing.cleaning.layout import has_objects, pair_lines
from archive.importing.cleaning.letters import Log
from archive.importing.cleaning.lines import Line
from archive.importing.cleaning.tails import Tail, split_tail
from archive.importing.cleaning.words import Words
from archive.importing.draft import Repair

_MIN_CERTAIN = 3  # lines with a certain tear that make a text one of torn links
_MIN_INDENT = 3
_HANGING = ".,;:!?)»”-"
_REACH = 6  # words of a tail beyond one for each hole
_ALWAYS_TRAILING = 0.95  # share of lines with a blank at the end above which that blank says nothing


def restore_links(lines: list[Line], log: Log) -> list[Line]:
    """Put link texts at line ends back into their holes, where the text is one of torn links at all."""
    words, tears = _survey(lines)
    certain = {position: read(tear, words) for position, tear in tears.items() if tear.sure}
    if len(certain) < _MIN_CERTAIN:
        return lines
    words.add(certain.values())
    restored = list(lines)
    for position, tear in tears.items():
        before = restored[position - 1].text if position else ""
        text = read(replace(tear, before=before), words)
        if text.replace(" ", "") != lines[position].text.replace(" ", ""):  # else its holes stay open for other links
            log.append(Repair("moved-link", lines[position].number, lines[position].text, text))
            restored[position] = replace(lines[position], text=text)
    return restored


def _survey(lines: list[Line]) -> tuple[Words, dict[int, Tear]]:
    """Find the torn lines, and learn the words of all others."""
    indent = usual_indent(lines)
    holed = {position: cut for position, line in enumerate(lines) if len((cut := find_holes(line, indent)).parts) > 1}
    words = Words()
    words.add(_whole_runs(lines, set(holed)))
    plain_ends = sum(line.trailing for line in lines) <= len(lines) * _ALWAYS_TRAILING
    objects = has_objects(pair_lines(lines))
    tears = {
        position: _tear(lines, position, cut, words)
        for position, cut in holed.items()
        if not (plain_ends and _goes_on(lines, position, objects))
    }
    return words, tears


def _goes_on(lines: list[Line], position: int, objects: bool) -> bool:
    """Whether a line ends with its own words and not with a link; `objects` as in `has_objects`."""
    line = lines[position]
    if objects:
        return line.trailing > 0 or line.text.endswith("-")
    return line.trailing > 0 and not _wraps(lines, position)


def usual_indent(lines: list[Line]) -> int:
    """The blanks before the first line of a paragraph, 0 where paragraphs are not indented."""
    indents = Counter(line.indent for line in lines if line.indent >= _MIN_INDENT)
    return indents.most_common(1)[0][0] if indents.total() > len(lines) * 0.05 else 0


def _whole_runs(lines: list[Line], torn: set[int]) -> list[str]:
    """The texts between torn lines, so that word pairs across a line end count too."""
    runs: list[list[str]] = [[]]
    for position, line in enumerate(lines):
        if position in torn:
            runs.append([])
        else:
            runs[-1].append(line.text)
    return [" ".join(run) for run in runs]


def _wraps(lines: list[Line], position: int) -> bool:
    return position + 1 < len(lines) and has_leading_hole(lines[position + 1])


def _tear(lines: list[Line], position: int, cut: HoledText, words: Words) -> Tear:
    before = lines[position - 1].text if position else ""
    after = lines[position + 1].text if position + 1 < len(lines) else ""
    wraps = _wraps(lines, position)
    tail = split_tail(cut.parts[-1], after, words, len(cut.strong) + _REACH)
    if not tail.sure:
        tail = _possible_tail(cut)
    return Tear((*cut.parts[:-1], tail.text), cut.strong, tail.words, before, after, tail.sure, wraps)


def _possible_tail(cut: HoledText) -> Tail:
    """The last words of a line that may be link texts: none when the line ends with punctuation."""
    words = cut.parts[-1].split()
    if not words or not (words[-1][-1].isalnum() or words[-1][-1] == "-"):
        return Tail(cut.parts[-1], (), sure=False)
    hanging = words[0][0] in _HANGING
    size = min(len(words) - hanging, len(cut.strong) + _REACH)
    return Tail(" ".join(words[: len(words) - size]), tuple(words[len(words) - size :]), sure=False)
