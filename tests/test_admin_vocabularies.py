"""Vocabularies and people, as Сәуле keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client as DjangoClient
from django.urls import reverse

from archive.models import Article, Instrument, Law, Link, LinkKind, Tag, Violation
from archive.vocabulary import current_vocabulary
from tests.factories import make_document, make_report, make_section
from tests.people import AIGUL, BOLAT, PASSWORD, SAULE, person, sign_in, text

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def saule(client: Client) -> Client:
    return sign_in(client, SAULE)


def test_it_takes_search_terms_one_on_a_line(saule: Client) -> None:
    group = Violation.objects.create(slug="freedom", name_kk="Бостандық")
    values = {"slug": "torture", "parent": group.pk, "order": 1, "name_kk": "Азаптау"}
    values |= {"terms_kk": "азаптау\r\n\r\n  қинау  әрекеті \r\nазаптау", "terms_ru": "пытки", "terms_en": ""}
    saule.post(reverse("admin:archive_violation_add"), values)
    terms = {"kk": ["азаптау", "қинау әрекеті"], "ru": ["пытки"], "en": []}
    violation = Violation.objects.get(slug="torture")
    assert violation.terms == terms
    page = text(saule.get(reverse("admin:archive_violation_change", args=[violation.pk])))
    assert "азаптау\nқинау әрекеті</textarea>" in page
    (known,) = current_vocabulary().violations
    assert known.terms["kk"] == ("азаптау", "қинау әрекеті")


def test_it_takes_the_names_texts_use_for_an_instrument(saule: Client) -> None:
    instrument = Instrument.objects.create(code="CAT", adopted=1984, mentions={"ru": ["КПП"], "kk": [], "en": []})
    values = {"adopted": 1984, "order": 0, "terms_ru": "КПП\nКонвенция против пыток", "code": "XXX"}
    saule.post(reverse("admin:archive_instrument_change", args=[instrument.pk]), values)
    instrument.refresh_from_db()
    assert instrument.mentions["ru"] == ["КПП", "Конвенция против пыток"]
    assert instrument.code == "CAT", "a code is part of addresses"


def user_form(user: User, **changes: Any) -> dict[str, Any]:
    return {"username": user.username, "is_active": "on", "groups": []} | changes


@pytest.mark.parametrize(("role", "opens"), [("editor", True), ("admin", True), ("guests", False)])
def test_it_opens_the_screens_by_role_alone(saule: Client, role: str, opens: bool) -> None:
    group, _ = Group.objects.get_or_create(name=role)
    aigul = person(AIGUL)
    saule.post(reverse("admin:auth_user_change", args=[aigul.pk]), user_form(aigul, groups=[group.pk]))
    aigul.refresh_from_db()
    assert aigul.is_staff == opens
    saule.post(reverse("admin:auth_user_change", args=[aigul.pk]), user_form(aigul))
    aigul.refresh_from_db()
    assert not aigul.is_staff


def test_it_adds_a_reader_who_stays_outside(saule: Client) -> None:
    values = {"username": "Дана", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    saule.post(reverse("admin:auth_user_add"), values)
    assert not User.objects.get(username="Дана").is_staff


def test_it_makes_nobody_more_than_an_admin(saule: Client) -> None:
    me = person(SAULE)
    role = Group.objects.get(name="admin")
    form = user_form(me, groups=[role.pk], is_superuser="on", is_staff="on", user_permissions=[1, 2])
    saule.post(reverse("admin:auth_user_change", args=[me.pk]), form)
    me.refresh_from_db()
    assert not me.is_superuser
    assert not me.user_permissions.exists()
    assert me.is_staff


def test_it_keeps_the_superuser_from_admins(saule: Client) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    saule.post(reverse("admin:auth_user_change", args=[root.pk]), user_form(root, username="mine"))
    new = {"usable_password": "true", "password1": f"{PASSWORD}!", "password2": f"{PASSWORD}!"}
    saule.post(reverse("admin:auth_user_password_change", args=[root.pk]), new)
    saule.post(reverse("admin:auth_user_delete", args=[root.pk]), {"post": "yes"})
    root.refresh_from_db()
    assert root.username == "root"
    assert root.check_password(PASSWORD)


def test_it_keeps_the_two_roles_as_they_are(saule: Client) -> None:
    role = Group.objects.get(name="editor")
    saule.post(reverse("admin:auth_group_change", args=[role.pk]), {"name": "guests", "permissions": []})
    saule.post(reverse("admin:auth_group_delete", args=[role.pk]), {"post": "yes"})
    role.refresh_from_db()
    assert role.permissions.exists()


def test_it_writes_down_who_changed_a_vocabulary(saule: Client) -> None:
    violation = Violation.objects.create(slug="torture", name_en="Torture")
    address = reverse("admin:archive_violation_change", args=[violation.pk])
    saule.post(address, {"order": 0, "name_en": "Torture and cruelty"})
    trail = text(saule.get(reverse("admin:admin_logentry_changelist")))
    assert "Torture and cruelty" in trail
    assert SAULE in trail
    assert BOLAT not in trail


def test_it_keeps_people_whose_deeds_are_written_down(saule: Client) -> None:
    """The audit trail outlives an account: the account is made inactive instead."""
    bolat = person(BOLAT)
    other = sign_in(DjangoClient(), BOLAT)
    other.post(reverse("admin:archive_publisher_add"), {"slug": "memory", "kind": "ngo", "name_kk": "Жад"})
    saule.post(reverse("admin:auth_user_delete", args=[bolat.pk]), {"post": "yes"})
    listed = {"action": "delete_selected", "_selected_action": [bolat.pk], "post": "yes"}
    saule.post(reverse("admin:auth_user_changelist"), listed)
    assert User.objects.filter(pk=bolat.pk).exists()
    assert BOLAT in text(saule.get(reverse("admin:admin_logentry_changelist")))


@pytest.mark.parametrize("way", ["moved", "deleted", "deleted among others"])
def test_it_finds_documents_anew_when_a_subject_moves_or_goes(saule: Client, way: str) -> None:
    violation = Violation.objects.create(slug="torture", name_kk="Азаптау")
    group = Violation.objects.create(slug="cruelty", name_kk="Қатыгездік")
    tagged, untouched = make_document(make_report("tagged")), make_document(make_report("other"))
    Tag.objects.create(section=make_section(tagged, "Камералар"), violation=violation)
    if way == "moved":
        form = {"parent": group.pk, "order": 0, "name_kk": "Азаптау"}
        saule.post(reverse("admin:archive_violation_change", args=[violation.pk]), form)
    elif way == "deleted":
        saule.post(reverse("admin:archive_violation_delete", args=[violation.pk]), {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": [violation.pk, group.pk], "post": "yes"}
        saule.post(reverse("admin:archive_violation_changelist"), form)
    tagged.refresh_from_db()
    untouched.refresh_from_db()
    assert (tagged.revision, untouched.revision) == (1, 0)


def test_it_leads_references_to_the_laws_and_articles_an_admin_adds(saule: Client) -> None:
    section = make_section(make_document(make_report()), "Условия")
    law = Link.objects.create(section=section, kind=LinkKind.LAW, target="bread-law:5", quote="ст. 5")
    article = Link.objects.create(section=section, kind=LinkKind.ARTICLE, target="CAT:2(1)", quote="статья 2")
    old = {"code": "bread-law", "year": 1995, "name_ru": "Закон о хлебе", "terms_ru": "о хлебе\n"}
    saule.post(reverse("admin:archive_law_add"), old)
    cat = Instrument.objects.create(code="CAT", adopted=1984)
    added = {"code": "CAT:2", "instrument": cat.pk, "number": "2", "order": 0, "name_ru": "Запрет"}
    saule.post(reverse("admin:archive_article_add"), added)
    law.refresh_from_db()
    article.refresh_from_db()
    assert law.to_law == Law.objects.get()
    assert law.to_law.mentions == {"kk": [], "ru": ["о хлебе"], "en": []}
    assert article.to_article == Article.objects.get()

    saule.post(reverse("admin:archive_law_add"), old | {"year": 2018})
    newer = Law.objects.get(year=2018)
    law.refresh_from_db()
    assert law.to_law == newer, "the report covers 2020"
    saule.post(reverse("admin:archive_law_delete", args=[newer.pk]), {"post": "yes"})
    law.refresh_from_db()
    assert law.to_law == Law.objects.get(year=1995)
