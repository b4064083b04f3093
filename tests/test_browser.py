"""Pages as a browser shows them: nothing overflows, nothing is loaded from elsewhere, nothing needs JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser import IN_BROWSER, WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from archive.models import Document

LANGUAGES = ("kk", "ru")
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 success criterion 2.5.8

pytestmark = IN_BROWSER


@pytest.fixture
def addresses(archive_with_samples: list[Document]) -> list[str]:
    document = archive_with_samples[0]
    section = document.sections.filter(tags__isnull=False, links__isnull=False).first()
    assert section is not None
    search = ["/", "/?q=азаптау", "/?q=абракадабра", "/?violation=torture&language=kk"]
    search += ["/search/help/", "/?q=(CAT/C/XYZ/4+OR+азапта*)+lang:kk+article:XXX:99"]
    record = ["/reports/", "/reports/sample-cat-2019/", document.get_absolute_url(), section.get_absolute_url()]
    return [*search, *record, "/about/", "/privacy/", "/nothing/"]


def open_page(browser: Browser, server: LiveServer, width: int, language: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
    return context.new_page()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_the_screen_and_stays_at_home(
    browser: Browser, live_server: LiveServer, addresses: list[str], width: int, language: str
) -> None:
    page = open_page(browser, live_server, width, language)
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    for address in addresses:
        page.goto(live_server.url + address)
        assert page.locator("html").get_attribute("lang") == language
        assert content_width(page) <= width, f"{address} is wider than the screen"
        assert not skipped_headings(page), address
        assert not small_targets(page), address
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(live_server.url).netloc}
    assert not [text for text in complaints if "/nothing/" not in text]


def content_width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def skipped_headings(page: Page) -> list[str]:
    """Headings more than one level below the heading before them; a page begins with its only h1."""
    headings = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => [Number(h.tagName[1]), h.textContent.trim()])"
    )
    levels = [level for level, _ in headings]
    assert levels.count(1) == 1
    before = [0, *levels]
    return [text for above, (level, text) in zip(before, headings, strict=False) if level > above + 1]


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links outside sentences that a trembling hand would miss."""
    boxes = page.evaluate(
        """[...document.querySelectorAll('button, input:not([type=hidden]), summary, nav a, .values a, .chip')]
           .filter(e => e.checkVisibility() && getComputedStyle(e).display != 'inline')
           .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])"""
    )
    return [f"{text}: {height}" for text, height in boxes if height < SMALLEST_TARGET]


def test_it_searches_narrows_and_reads_without_javascript(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    page = open_page(browser, live_server, 1280, "ru")
    page.goto(live_server.url)
    page.locator("main input[name=q]").fill("пытки")
    page.locator("main search button").click()
    page.locator(".values a").first.click()
    assert "q=" in page.url
    assert page.locator(".active .chip").count() == 1
    page.locator(".hit h2 a").first.click()
    assert page.locator("article.text > p").first.is_visible()
    assert page.locator(".reading nav.contents li").first.is_visible()


def test_it_changes_the_language_and_stays_on_the_page(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    page = open_page(browser, live_server, 390, "kk")
    page.goto(f"{live_server.url}/?q=азаптау")
    address = page.url
    page.get_by_role("button", name="Русский").click()
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.url == address


def test_it_skips_to_the_content_with_the_keyboard(browser: Browser, live_server: LiveServer, db: None) -> None:
    page = open_page(browser, live_server, 1280, "kk")
    page.goto(f"{live_server.url}/about/")
    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    assert link.evaluate("e => e === document.activeElement && e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_it_folds_filters_on_a_phone_and_shows_them_on_a_desk(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    for width, shown in zip(WIDTHS, (True, False), strict=True):
        page = open_page(browser, live_server, width, "kk")
        page.goto(f"{live_server.url}/?q=азаптау")
        assert page.locator(".filters .values a").first.is_visible() == shown
    page.locator(".filters > summary").click()
    assert page.locator(".filters .values a").first.is_visible()


def test_it_suggests_while_words_are_typed(
    browser: Browser, live_server: LiveServer, archive_with_samples: list[Document]
) -> None:
    page = browser.new_page()
    page.goto(live_server.url)
    box = page.locator("#q")
    box.press_sequentially("азап")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert all("азап" in text.lower() for text in options.all_inner_texts())
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    wanted = page.locator("[aria-selected]").inner_text()
    box.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator("#q").input_value() == wanted
    page.locator("#q").press_sequentially("қ")
    page.locator("#q").press("Escape")
    assert not page.locator(".suggestions").is_visible()
