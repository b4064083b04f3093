"""What a search finds, on a small named archive in a real index."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client, TestCase

from archive.models import Article, Document, Instrument, Section, State, Tag, Violation
from archive.saving import change_state
from archive.work import here
from search.finding import find
from search.request import Request
from search.updating import bring_up_to_date, rebuild, waiting
from tests.factories import make_document, make_report, make_section

pytestmark = pytest.mark.django_db

PRISON = "Түрмедегі азаптаудың салдарынан екі адам қаза тапты. Тергеу басталды."
COURT = "Сот азаптауды растамады. Прокурор шағым берді."
SCHOOL = "Мектептер ауылда жетіспейді. Балалар қалаға барып оқиды."
CELLS = "В камерах не хватает света. О пытках сообщили трое заключённых."
CLAIM = "Жалоба на пытки отклонена судом."


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    kazakh = make_document(make_report("kk-2012", title="Баяндама", period_start=2010, period_end=2012), language="kk")
    make_section(kazakh, "Түрме", text=PRISON)
    make_section(kazakh, "Сот", text=COURT)
    make_section(kazakh, "Білім", text=SCHOOL)
    russian = make_document(make_report("ru-2022", title="Доклад", period_start=2022, period_end=2022), language="ru")
    make_section(russian, "Тюрьмы", text=CELLS)
    make_section(russian, "Суд", text=CLAIM)
    rebuild()


def headings(q: str, **filters: str) -> list[str]:
    return [hit.heading for hit in find(request(q, **filters)).hits]


def request(q: str, **filters: str) -> Request:
    """A search for the words as typed; what the thesaurus adds is seen in test_thesaurus.py."""
    return Request(q=q, filters=tuple((name, (value,)) for name, value in filters.items()), literal=True)


@pytest.mark.parametrize("typed", ["азаптау", "азаптаудың", "азаптауға", "АЗАПТАУ", "aзaптaу"])
def test_it_finds_every_form_of_a_kazakh_word(typed: str) -> None:
    assert set(headings(typed)) == {"Түрме", "Сот"}


@pytest.mark.parametrize("typed", ["пытки", "пыток", "пытками"])
def test_it_finds_every_form_of_a_russian_word(typed: str) -> None:
    assert set(headings(typed)) == {"Тюрьмы", "Суд"}


def test_it_ranks_the_exact_form_first() -> None:
    assert headings("азаптауды")[0] == "Сот"
    assert headings("азаптаудың")[0] == "Түрме"


def test_it_ranks_sections_with_all_words_first_and_says_how_many_have_them() -> None:
    page = find(request("азаптау прокурор"))
    assert page.hits[0].heading == "Сот"
    assert not page.interpretation.all_words
    assert any("1" in message and "2" in message for message in page.interpretation.messages)


def test_it_names_words_that_stand_nowhere() -> None:
    page = find(request("азаптау ғарышкер"))
    assert page.total == 2
    assert any("ғарышкер" in message for message in page.interpretation.messages)


def test_it_finds_a_phrase_only_where_its_words_follow() -> None:
    assert headings('"екі адам"') == ["Түрме"]
    assert headings('"адам екі"') == []


def test_it_finds_either_of_two_words() -> None:
    assert set(headings("заключённых OR салдарынан")) == {"Тюрьмы", "Түрме"}
    assert headings("(заключённых | салдарынан) пытки")[0] == "Тюрьмы"


def test_it_counts_either_word_as_much_as_the_other() -> None:
    scores = {hit.heading: hit.score for q in ("шағым OR жалоба", "жалоба OR шағым") for hit in find(request(q)).hits}
    again = {hit.heading: hit.score for hit in find(request("жалоба OR шағым")).hits}
    assert scores == again
    assert set(scores) == {"Сот", "Суд"}


def test_it_finds_and_marks_every_word_that_begins_so() -> None:
    page = find(request("азаптау*"))
    assert {hit.heading for hit in page.hits} == {"Түрме", "Сот"}
    assert all("<mark>азаптау" in hit.passages[0].html for hit in page.hits)
    assert headings("сот азапт*")[0] == "Сот"


def test_it_says_when_too_many_words_begin_so() -> None:
    many = " ".join(f"су{a}{b}" for a in "абвгдежзик" for b in "лмнопрстуфх")
    make_section(Document.objects.get(language="ru"), "Слова", text=many)
    rebuild()
    page = find(request("су*"))
    assert any("су" in message for message in page.interpretation.messages)
    assert not find(request("суд*")).interpretation.messages


def test_it_looks_only_in_the_heading_or_the_title() -> None:
    assert headings("heading:сот") == ["Сот"]
    assert headings("heading:(сот OR түрме) прокурор") == ["Сот"]
    assert set(headings("title:доклад")) == {"Тюрьмы", "Суд"}
    assert headings("heading:ғарышкер пытки") == []


def test_it_leaves_out_what_has_an_unwanted_heading() -> None:
    assert headings("азаптау -heading:сот") == ["Түрме"]


def test_it_leaves_out_what_has_an_unwanted_word() -> None:
    assert headings("азаптау -сот") == ["Түрме"]


def test_it_finds_words_of_the_heading() -> None:
    assert headings("түрме")[0] == "Түрме"


def test_it_finds_a_renamed_section_by_its_printed_words() -> None:
    Section.objects.filter(heading="Білім").update(heading="Оқу", printed="Білім")
    rebuild()
    assert headings("білім") == ["Оқу"]


def test_it_quotes_the_passage_with_its_lines() -> None:
    [passage] = find(request("салдарынан")).hits[0].passages
    assert passage.text == PRISON
    assert "<mark>салдарынан</mark>" in passage.html
    assert passage.place.source == {"line_start": 5, "line_end": 5}


def test_it_lists_everything_when_nothing_is_asked() -> None:
    assert find(Request()).total == 5


def test_it_answers_on_one_letter() -> None:
    assert headings("в") == ["Тюрьмы"]


def test_it_orders_by_year() -> None:
    newest = find(Request(sort="newest"))
    assert newest.hits[0].report_slug == "ru-2022"
    assert find(Request(sort="oldest")).hits[0].report_slug == "kk-2012"


def test_it_gives_the_last_page_in_full_order() -> None:
    every = [hit.heading for hit in find(Request(sort="oldest")).hits]
    pages = [hit.heading for n in (1, 2, 3) for hit in find(Request(sort="oldest", page=n, page_size=2)).hits]
    assert pages == every


def test_it_counts_in_a_facet_exactly_what_opens() -> None:
    _tag("Сот", "torture")
    rebuild()
    narrowed = (request("", language="kk"), request("пытки", year="2022"))
    for asked in (Request(), request("азаптау"), Request(q="пытки суд"), *narrowed):
        for facet in find(asked).facets:
            for value in facet.values:
                if not value.selected:
                    alone = replace(asked, filters=tuple(f for f in asked.filters if f[0] != facet.name))
                    opened = find(alone.switched(facet.name, value.value))
                    assert opened.total == value.count, (asked, facet.name, value.value)


def test_it_adds_up_several_choices_of_a_facet() -> None:
    both = Request(filters=(("language", ("kk", "ru")),))
    assert find(both).total == 5


def test_it_counts_a_group_with_the_types_below_it() -> None:
    _tag("Сот", "torture")
    _tag("Түрме", "life")
    rebuild()
    values = {value.value: value for facet in find(Request()).facets for value in facet.values}
    assert values["group-x"].count == 2
    assert find(request("", violation="group-x")).total == 2


def test_it_names_a_chosen_type_of_violation_that_has_nothing() -> None:
    _tag("Сот", "torture")
    Violation.objects.filter(slug="torture").update(name_kk="Азаптау")
    rebuild()
    labels = [value.label for f in find(request("мектептер", violation="torture")).facets for value in f.values]
    assert "— Азаптау" in labels


def test_it_counts_a_paragraph_with_its_article() -> None:
    cat = Instrument.objects.create(code="CAT", adopted=1984)
    section = Section.objects.get(heading="Сот")
    article = Article.objects.create(instrument=cat, code="CAT:2(1)", number="2(1)")
    Article.objects.create(instrument=cat, code="CAT:2", number="2")
    Tag.objects.create(section=section, article=article)
    rebuild()
    assert headings("", article="CAT:2") == ["Сот"]


def test_it_hides_a_withdrawn_document_at_once() -> None:
    document = Document.objects.get(language="ru")
    change_state(document, State.WITHDRAWN)
    assert waiting() == [document.pk]
    bring_up_to_date(document.pk)
    assert headings("пытки") == []
    assert waiting() == []


def test_it_builds_the_whole_index_where_it_was_lost() -> None:
    shutil.rmtree(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    change_state(Document.objects.get(language="ru"), State.WITHDRAWN)
    bring_up_to_date(Document.objects.get(language="ru").pk)
    assert find(Request()).total == 3
    assert waiting() == []


def test_it_indexes_what_a_command_publishes() -> None:
    document = make_document(make_report("new"), state=State.DRAFT)
    make_section(document, "Жаңа", text="Журналист қамауға алынды.")
    with here(), TestCase.captureOnCommitCallbacks(execute=True):
        change_state(document, State.PUBLISHED)
    assert headings("журналист") == ["Жаңа"]


def test_it_serves_the_search_contract(client: Client) -> None:
    answer = client.get("/api/v1/search/?q=азаптау&report=kk-2012&page_size=1").json()
    assert answer["count"] == 2
    [hit] = answer["results"]
    place = {"id", "url", "report", "heading", "path", "language"}
    assert set(hit) == place | {"score", "passages", "found_by", "translations", "same_text_as"}
    assert hit["report"] == {"slug": "kk-2012", "title": "Баяндама"}
    assert set(hit["passages"][0]) == {"text", "html", "source"}
    assert set(hit["passages"][0]["source"]) == {"line_start", "line_end"}
    assert set(answer["facets"]) == {"year", "article", "violation", "language", "report", "publisher"}
    years = answer["facets"]["year"]
    assert [(value["value"], value["count"]) for value in years] == [("2012", 2), ("2011", 2), ("2010", 2)]
    assert set(years[0]) == {"value", "label", "count", "selected"}


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999"])
def test_it_answers_any_page_number(client: Client, page: str) -> None:
    assert client.get("/api/v1/search/", {"page": page}).status_code == 200
    assert client.get("/", {"page": page}).status_code == 200


def _tag(heading: str, slug: str) -> None:
    group, _ = Violation.objects.get_or_create(slug="group-x", defaults={"name_kk": "Топ"})
    violation, _ = Violation.objects.get_or_create(slug=slug, defaults={"name_kk": slug, "parent": group})
    Tag.objects.create(section=Section.objects.get(heading=heading), violation=violation)


def test_it_falls_back_to_any_of_the_words_where_the_choices_leave_nothing() -> None:
    page = find(request("прокурор тілінде азаптау мектептер", report="ru-2022"))
    assert page.total == 0
    page = find(request("прокурор мектептер жалоба балалар", report="ru-2022"))
    assert [hit.heading for hit in page.hits] == ["Суд"]
    assert page.interpretation.messages
    reports = next(facet for facet in page.facets if facet.name == "report")
    assert {value.value: value.count for value in reports.values}["ru-2022"] == 1


def test_it_says_that_nothing_chosen_has_the_words() -> None:
    page = find(request("мектептер", report="ru-2022"))
    assert page.total == 0
    assert any("бірде-бірі жоқ" in message for message in page.interpretation.messages)


def test_it_leaves_the_words_of_a_question_out() -> None:
    assert headings("сколько жалоб почему") == ["Суд"]
    assert headings("қанша мектеп қайда") == ["Білім"]
