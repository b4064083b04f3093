"""RawText → CleanText: repair what fonts, PDF tools and web exports did to a report, and form its paragraphs."""

from archive.importing.cleaning.detached import restore_detached_links
from archive.importing.cleaning.enumerators import repair_enumerators
from archive.importing.cleaning.furniture import drop_furniture, remove_furniture
from archive.importing.cleaning.letters import normalise_signs, repair_letters
from archive.importing.cleaning.lines import join_torn_lines, split_layout, tidy_blanks
from archive.importing.cleaning.links import restore_links
from archive.importing.cleaning.paragraphs import form_paragraphs, gather_paragraphs
from archive.importing.cleaning.spacing import close_spaced_letters, join_torn_words
from archive.importing.draft import CleanText, RawText, Repair

__all__ = ["clean"]


def clean(raw: RawText) -> CleanText:
    """Return the paragraphs of a text, in order, each with the source lines its words stand on.

    Repairs permute, join or replace letters and never lose a word; only page numbers, running headers and lists of
    addresses are left out. Every change is listed as a Repair with the words before and after. What layout lets guess
    in plain text is known where the file tells how its lines are set: its paragraphs, its page furniture, the places
    of its links.
    """
    raw = join_torn_lines(raw)
    log: list[Repair] = []
    lines = split_layout(normalise_signs(raw))
    lines = repair_enumerators(repair_letters(lines, log), log)
    plain = raw.format == "text"
    lines = remove_furniture(lines, log) if plain else drop_furniture(lines, log)
    lines = close_spaced_letters(lines, log)
    lines = join_torn_words(lines, log)
    if plain:
        lines = restore_links(lines, log)
        lines = restore_detached_links(lines, log)
    lines = tidy_blanks(lines)
    return CleanText(form_paragraphs(lines) if plain else gather_paragraphs(lines), tuple(log))
