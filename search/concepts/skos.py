"""The thesaurus as SKOS (W3C Recommendation of 18 August 2009) in RDF/XML, for other thesaurus programs.

Read is what such programs write: elements skos:Concept, or rdf:Description with that type, each with its labels inside.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from archive.keys import slug_of
from archive.models.vocabulary import LANGUAGES
from search.concepts.entry import Entry, Problem, Reading, UnreadableFile, problems_of, tidy, tidy_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Element = etree._Element

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT, RESOURCE = f"{{{RDF}}}about", f"{{{RDF}}}resource"
CONCEPT, NOTATION, NOTE = f"{{{SKOS}}}Concept", f"{{{SKOS}}}notation", f"{{{SKOS}}}note"
PREFERRED, ALTERNATIVE = f"{{{SKOS}}}prefLabel", f"{{{SKOS}}}altLabel"
# What every file has and nothing is lost with.
EXPECTED = frozenset({NOTATION, NOTE, f"{{{SKOS}}}inScheme", f"{{{SKOS}}}topConceptOf", f"{{{RDF}}}type"})


def write_skos(entries: Iterable[Entry]) -> str:
    """The thesaurus as one concept scheme."""
    root = etree.Element(f"{{{RDF}}}RDF", nsmap={"rdf": RDF, "skos": SKOS})
    scheme = f"{settings.SITE_URL}/#thesaurus"
    etree.SubElement(root, f"{{{SKOS}}}ConceptScheme", {ABOUT: scheme})
    for entry in entries:
        concept = etree.SubElement(root, CONCEPT, {ABOUT: f"{settings.SITE_URL}/#concept-{entry.slug}"})
        etree.SubElement(concept, f"{{{SKOS}}}inScheme", {RESOURCE: scheme})
        etree.SubElement(concept, NOTATION).text = entry.slug
        for language in LANGUAGES:
            for number, text in enumerate(entry.terms(language)):
                label = etree.SubElement(concept, ALTERNATIVE if number else PREFERRED, {LANGUAGE: language})
                label.text = text
        if entry.note:
            etree.SubElement(concept, NOTE).text = entry.note
    return '<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(root, encoding="unicode", pretty_print=True)


def read_skos(data: bytes) -> Reading:
    """The concepts of a file. Raises UnreadableFile with a problem for each line that has one."""
    concepts = list(_concepts(_parsed(data)))
    if not concepts:
        raise UnreadableFile([Problem(_("The file has no concept (skos:Concept)."))])
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for concept in concepts:
        entry = _entry(concept)
        wrong = [*_twice_preferred(concept), *problems_of(entry)]
        if entry.slug in entries:
            wrong.append(_("“%(slug)s” stands in the file already.") % {"slug": entry.slug})
        problems += [Problem(each, concept.sourceline or 0) for each in wrong]
        entries[entry.slug] = entry
    if problems:
        raise UnreadableFile(problems)
    return Reading(tuple(entries.values()), tuple(_left_out(concepts)))


def _parsed(data: bytes) -> Element:
    """The root of the file, read without fetching, expanding or validating anything."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        text = _("The file is no well-formed XML (%(reason)s).") % {"reason": error.msg}
        raise UnreadableFile([Problem(text, error.lineno or 0)]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile([Problem(_("The file has a document type (DOCTYPE). Save it without one."))])
    return root


def _concepts(root: Element) -> Iterator[Element]:
    for node in root.iter(CONCEPT, f"{{{RDF}}}Description"):
        types = [kind.get(RESOURCE) for kind in node.findall(f"{{{RDF}}}type")]
        if node.tag == CONCEPT or f"{SKOS}Concept" in types:
            yield node


def _entry(concept: Element) -> Entry:
    terms = {language: _terms(concept, language) for language in LANGUAGES}
    note = concept.find(NOTE)
    return Entry(_slug(concept), **terms, note=None if note is None else tidy_note(note.text or ""))


def _slug(concept: Element) -> str:
    """The notation, else the end of the concept's address in Latin letters."""
    notation = concept.findtext(NOTATION, "").strip()
    return notation or slug_of(re.split(r"[#/]", concept.get(ABOUT, ""))[-1])


def _terms(concept: Element, language: str) -> tuple[str, ...]:
    labels = [label for tag in (PREFERRED, ALTERNATIVE) for label in concept.findall(tag)]
    return tidy(label.text or "" for label in labels if _language(label) == language)


def _language(label: Element) -> str:
    """The language of a label without country or script; "" where none is said."""
    return label.get(LANGUAGE, "").partition("-")[0].lower()


def _twice_preferred(concept: Element) -> Iterator[str]:
    """A concept has one preferred term in a language (S14 of the SKOS Reference)."""
    counts = Counter(_language(label) for label in concept.findall(PREFERRED))
    for language in LANGUAGES:
        if counts[language] > 1:
            yield _("The concept has several preferred terms in the language “%(language)s”.") % {"language": language}


def _left_out(concepts: list[Element]) -> Iterator[str]:
    """Properties, and labels of other languages, that the thesaurus has no place for, with how many there are."""
    counts: Counter[str] = Counter()
    for node in (node for concept in concepts for node in concept):
        name = etree.QName(node)
        if node.tag in (PREFERRED, ALTERNATIVE):
            language = _language(node)
            if language not in LANGUAGES:
                counts[f"{name.localname} ({language or '–'})"] += 1
        elif node.tag not in EXPECTED:
            counts[name.localname] += 1
    yield from (f"{name}: {count}" for name, count in sorted(counts.items()))
