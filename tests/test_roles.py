"""Who may open which screen and take which step."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from archive.models import Import, Instrument, Publisher, State, Violation
from tests.factories import make_document, make_editor, make_report, make_section
from tests.people import AIGUL, BOLAT, PASSWORD, SAULE, VISITOR, person, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from archive.models import Document

pytestmark = pytest.mark.django_db

EVERYBODY = (VISITOR, AIGUL, BOLAT, SAULE)
LISTS_OF_WORK = ("report", "document", "import", "section", "publisher", "instrument", "article", "violation")
LISTS_OF_ADMINS = ("auth_user", "auth_group", "admin_logentry")
LISTS = (*(f"archive_{name}" for name in LISTS_OF_WORK), "search_concept", *LISTS_OF_ADMINS)

STARTS = {"review": State.DRAFT, "publish": State.IN_REVIEW, "withdraw": State.PUBLISHED, "import": State.DRAFT}
MAY_TAKE = {"import": {BOLAT, SAULE}, "review": {BOLAT, SAULE}, "publish": {SAULE}, "withdraw": {SAULE}}


@pytest.fixture
def document() -> Document:
    document = make_document(make_report(), state=State.DRAFT, imported=timezone.now())
    make_section(document, "Условия содержания")
    return document


def opens(client: Client, address: str) -> bool:
    return bool(client.get(address).status_code == HTTPStatus.OK)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", LISTS)
def test_it_opens_each_list_to_those_who_work_with_it(client: Client, who: str, name: str) -> None:
    allowed = {SAULE} if name in LISTS_OF_ADMINS else {BOLAT, SAULE}
    assert opens(sign_in(client, who), reverse(f"admin:{name}_changelist")) == (who in allowed)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("archive_report", {BOLAT, SAULE}),
        ("archive_publisher", {BOLAT, SAULE}),
        ("archive_instrument", {SAULE}),
        ("archive_article", {SAULE}),
        ("archive_violation", {SAULE}),
        ("search_concept", {SAULE}),
        ("auth_user", {SAULE}),
        ("auth_group", {SAULE}),
        ("archive_document", set()),  # a document comes in as a file
        ("archive_import", set()),
        ("archive_section", set()),
        ("admin_logentry", set()),
    ],
)
def test_it_lets_each_role_add_what_is_its_own(client: Client, who: str, name: str, allowed: set[str]) -> None:
    assert opens(sign_in(client, who), reverse(f"admin:{name}_add")) == (who in allowed)


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_lets_editors_and_admins_upload(client: Client, who: str, document: Document) -> None:
    address = reverse("admin:archive_report_upload", args=[document.report_id])
    assert opens(sign_in(client, who), address) == (who in {BOLAT, SAULE})


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("step", STARTS)
def test_it_lets_each_role_take_its_own_steps(client: Client, who: str, step: str, document: Document) -> None:
    document.state = STARTS[step]
    document.save()
    sign_in(client, who).post(reverse(f"admin:document_{step}", args=[document.pk]))
    document.refresh_from_db()
    taken = document.state != STARTS[step] or Import.objects.exists()
    assert taken == (who in MAY_TAKE[step])


@pytest.mark.parametrize(("who", "shown"), [(BOLAT, {"import", "review"}), (SAULE, {"import", "review", "publish"})])
def test_it_shows_only_the_steps_a_person_may_take(
    client: Client, who: str, shown: set[str], document: Document
) -> None:
    page = sign_in(client, who).get(reverse("admin:archive_document_change", args=[document.pk]))
    assert {step for step in STARTS if f'action="../{step}/"' in page.content.decode()} == shown


@pytest.mark.parametrize("who", [BOLAT, SAULE])
def test_it_offers_many_documents_the_same_steps(client: Client, who: str, document: Document) -> None:
    address = reverse("admin:archive_document_changelist")
    sign_in(client, who).post(address, {"action": "publish", "_selected_action": [document.pk]})
    document.refresh_from_db()
    assert (document.state == State.PUBLISHED) == (who == SAULE)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("name", ["report", "document"])
def test_it_lets_only_admins_delete(client: Client, who: str, name: str, document: Document) -> None:
    thing = document if name == "document" else document.report
    address = reverse(f"admin:archive_{name}_delete", args=[thing.pk])
    sign_in(client, who).post(address, {"post": "yes"})
    assert type(thing)._default_manager.filter(pk=thing.pk).exists() == (who != SAULE)


@pytest.mark.parametrize("who", [BOLAT, SAULE])
def test_it_lets_editors_read_vocabularies_and_admins_change_them(client: Client, who: str) -> None:
    violation = Violation.objects.create(slug="torture", name_ru="Пытки")
    values = {"name_ru": "Пытки и жестокое обращение", "order": 0}
    sign_in(client, who).post(reverse("admin:archive_violation_change", args=[violation.pk]), values)
    violation.refresh_from_db()
    assert (violation.name_ru == values["name_ru"]) == (who == SAULE)


def test_it_asks_for_the_right_itself_and_not_for_a_place_in_the_office(client: Client, document: Document) -> None:
    client.force_login(make_editor("view_report", "view_document"))
    upload = reverse("admin:archive_report_upload", args=[document.report_id])
    assert client.get(upload).status_code == HTTPStatus.FORBIDDEN
    for step in STARTS:
        address = reverse(f"admin:document_{step}", args=[document.pk])
        assert client.post(address).status_code == HTTPStatus.FORBIDDEN
    assert opens(client, reverse("admin:archive_document_change", args=[document.pk]))


def test_it_does_not_let_an_editor_change_the_state_by_hand(client: Client, document: Document) -> None:
    values = {"title": document.title, "language": "ru", "state": State.PUBLISHED}
    sign_in(client, BOLAT).post(reverse("admin:archive_document_change", args=[document.pk]), values)
    document.refresh_from_db()
    assert document.state == State.DRAFT


def test_it_takes_no_step_by_a_link(client: Client, document: Document) -> None:
    """A page elsewhere can make a browser follow a link; it cannot make it post our form."""
    response = sign_in(client, SAULE).get(reverse("admin:document_publish", args=[document.pk]))
    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_it_lets_people_in_by_their_password(client: Client) -> None:
    for name in (BOLAT, SAULE):
        person(name)
        response = client.post(reverse("admin:login"), {"username": name, "password": PASSWORD})
        assert response.status_code == HTTPStatus.FOUND
    person(AIGUL)
    response = client.post(reverse("admin:login"), {"username": AIGUL, "password": PASSWORD})
    assert response.status_code == HTTPStatus.OK, "a reader stays before the door"


def test_it_restores_the_roles_with_every_migration() -> None:
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    Group.objects.get(name="editor").permissions.clear()
    Group.objects.get(name="admin").delete()
    call_command("migrate", verbosity=0)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before


def test_it_gives_the_admin_all_an_editor_has() -> None:
    editor = set(person(BOLAT).get_all_permissions())
    admin = set(person(SAULE).get_all_permissions())
    assert editor < admin
    assert not {right for right in editor if ".delete_" in right and right != "archive.delete_relation"}
    assert "archive.publish_document" in admin - editor


def test_it_lets_only_admins_delete_a_vocabulary_entry_in_use_by_nobody(client: Client) -> None:
    publisher = Publisher.objects.create(slug="memory", name_ru="Память")
    instrument = Instrument.objects.create(code="CAT", adopted=1984, name_ru="Конвенция против пыток")
    for who, left in ((BOLAT, 1), (SAULE, 0)):
        sign_in(client, who)
        client.post(reverse("admin:archive_publisher_delete", args=[publisher.pk]), {"post": "yes"})
        client.post(reverse("admin:archive_instrument_delete", args=[instrument.pk]), {"post": "yes"})
        assert Publisher.objects.count() == Instrument.objects.count() == left
