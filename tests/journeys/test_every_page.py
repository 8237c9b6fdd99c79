"""Every page of the program, found from its addresses, is opened by somebody who may: it reads well for everybody.

Each is opened in a real browser in one language and size by turns (axe-core finds nothing wrong), made as narrow as a
phone (nothing runs out of the window), and read in English and in Thai (no Vietnamese of ours is left in it).
A page that is added tomorrow is opened too; one that nobody can open fails the test unless it says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Browser, BrowserContext, Page

from caunoi.core.clock import SystemClock
from caunoi.ui.testing import overflow
from tests.architecture.walls import access_of, addresses
from tests.journeys import scene as scenes
from tests.journeys.pages import faults, keep, session
from tests.journeys.scene_base import NOW, Scene

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOOKS = (("vi", 1280), ("en", 390), ("th", 390))
ALL = (
    "file/<uuid:dossier_id>/form/<slug:section_id>/", "dossiers/<str:code>/", "desk/dossiers/<str:code>/",
    "desk/catalogue/drafts/<uuid:draft_id>/", "desk/reports/<uuid:report_id>/",
    "desk/voices/<uuid:voice_id>/", "voices/follow/<str:secret>/",
    "desk/meetings/<uuid:meeting_id>/", "desk/meetings/<uuid:meeting_id>/room/",
    "desk/meetings/<uuid:meeting_id>/outcome/",
)  # fmt: skip
"""Addresses whose pages differ so much by what they show that each of their values is opened, not only the first."""
ASKED = {
    "desk/find/": "?q=nguyen", "desk/counter/": "?q=khai", "procedures/": "?q=khai+sinh", "track/": "?code=000",
    "procedures/<str:code>/start/": "?unit=00082", "procedures/<str:code>/help/": "?q=cua+nam", "units/": "?q=cua",
    "desk/voices/": "?state=open", "voices/new/": "?q=o+ga",
}  # fmt: skip
"""What is asked at pages that say more when they are asked something."""
_NO_KEY = "no passkey without a device"
_AGAIN = "asks for the second factor again first, a code that is given in test_sign_in"
ELSEWHERE = {
    "healthz": "no page; it compares the true clock with the scene's, which stands still (tests/faults/test_clock)",
    "account_signup": "leads to the sign-in: nobody signs up here",
    "socialaccount_signup": "leads to the sign-in: nobody signs up here",
    "socialaccount_login_error": "answers 401 (test_sign_in)",
    "openid_connect_login": "leads to the identity provider (test_sign_in)",
    "openid_connect_callback": "comes back from the identity provider (test_sign_in)",
    "mfa_authenticate": "between password and code, where sign-in stands still (test_sign_in)",
    "mfa_login_webauthn": _NO_KEY,
    "mfa_reauthenticate_webauthn": _NO_KEY,
    "mfa_remove_webauthn": _NO_KEY,
    "mfa_edit_webauthn": _NO_KEY,
    "mfa_deactivate_totp": _AGAIN,
    "mfa_view_recovery_codes": _AGAIN,
    "mfa_download_recovery_codes": _AGAIN,
    "forward": "a step of other processes than a birth's, in the shape of the acts that are opened",
    "submit_check": "a step of other processes than a birth's, in the shape of the acts that are opened",
    "keep_result": "answers a report of a wrong result, in the shape of the acts that are opened",
    "payment-back": "asks the service and leads to the page of the payment, which is opened",
    "first-index": "leads to the first index, which is opened",
    "dossier-by-id": "leads to the dossier by its code, which is opened",
    "reconciliation": "needs a payment service's file (test of reconciliation)",
    "form-section": "opened with a real form in test_form_builder",
    "form-new-question": "opened with a real form in test_form_builder",
    "form-new-inner": "opened with a real form in test_form_builder",
    "form-question": "opened with a real form in test_form_builder",
    "form-remove": "opened with a real form in test_form_builder",
    "draft-fee-table": "opened with a real table in caunoi/desk/tests/test_tables.py",
    "report-consolidated-file": "needs a report that the job made (caunoi/desk/tests/test_consolidated.py)",
    "upload": "answers what is left to send, to scripts",
    "reform": "needs the whole country's register (test of units)",
    "voice-near": "a piece of the form's page, asked by its script (test_pothole)",
    "provinces-csv": "needs the whole country's register (test of units)",
}
"""Addresses by name that have no page of their own for a visitor of ours, and why."""
_KINDS = {
    "procedures/": "procedure", "desk/catalogue/": "procedure", "desk/counter/": "procedure", "units/": "unit",
    "catalogue/": "procedure", "desk/voices/published/": "voice_code",
    "voices/": "petition", "voices/answers/": "voice_code",
}  # fmt: skip
"""What `code` is at addresses that begin so; elsewhere it is a dossier's."""
_SCRIPTS = "api/v1/"
"""For programs, not for people; its documentation is a page."""
TONES = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
SIGNS = re.compile(r"\bđ(ồng)?\b|\S+/QĐ-\S+")
"""The currency and the numbers of decisions, which no language translates."""
NAMES = ["Cầu Nối", "Tiếng Việt", "phường Trúc Bạch", "Phường Ba Đình"]
"""Proper names that pages say of themselves, or as an example."""
NOT_READ = frozenset({"script", "style", "template", "textarea", "svg"})
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A page: its address's pattern, the address itself, and who saw it."""

    route: str
    path: str
    who: str


@dataclass
class Walk:
    """What was found on the way from address to address."""

    pages: list[Opened] = field(default_factory=list)
    shut: list[str] = field(default_factory=list)
    """Addresses that nobody could open."""


def places(route: str) -> list[tuple[str, str]]:
    """The places of an address: how each is written, and its name."""
    found = [(f"<{inside}>", inside.rpartition(":")[2]) for inside in re.findall(r"<([^>]+)>", route)]
    start = route.partition("<")[0]
    return [(written, _KINDS.get(start, name) if name == "code" else name) for written, name in found]


def candidates(route: str, scene: Scene) -> Iterator[str]:
    """The address with every combination of values that its places may take."""
    found = places(route)
    for chosen in product(*(scene.values.get(name, []) for _, name in found)):
        path = route
        for (written, _), value in zip(found, chosen, strict=True):
            path = path.replace(written, value)
        yield f"/{path}{ASKED.get(route, '')}"


def visitors(access: str | None, scene: Scene) -> list[str]:
    """Who is asked to open it, the likeliest first."""
    names = list(scene.clients)
    if access is None or access == "public":
        return names
    return names[1:] if access == "citizen" else names[2:]


def walk(scene: Scene) -> Walk:
    """Every address, opened."""
    done = Walk()
    for route, entry in addresses(get_resolver().url_patterns):
        if (entry.name or "") in ELSEWHERE or "^" in route or (route.startswith(_SCRIPTS) and "docs" not in route):
            continue
        pages, answered = _opened(route, access_of(entry.callback), scene)
        done.pages += pages
        if not answered:
            done.shut.append(f"{entry.name}: /{route}")
    return done


def asked(client: Client, path: str) -> Any:
    """The answer, without what earlier pages left to be said on the next."""
    client.cookies.pop("messages", None)
    return client.get(path)


def _opened(route: str, access: str | None, scene: Scene) -> tuple[list[Opened], bool]:
    """The pages behind an address, and whether anybody was answered at all (a file, or that it only takes POST)."""
    pages: list[Opened] = []
    answered = False
    for path in candidates(route, scene):
        for who in visitors(access, scene):
            answer = asked(scene.clients[who], path)
            if answer.status_code == 405:
                return pages, True
            if answer.status_code == 200:
                answered = True
                if "text/html" not in answer.headers.get("Content-Type", ""):
                    return pages, True
                pages.append(Opened(route, path, who))
                break
            if answer.status_code == 404 and not path.startswith("/desk/"):
                break  # it is nobody's
        if pages and route not in ALL:
            break
    return pages, answered


class Reader(HTMLParser):
    """The words of a page that are said in its own language: not marked as Vietnamese, not typed by somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self.open[-1][1] if self.open else True
        read = above and tag not in NOT_READ
        if "lang" in given:
            read = given["lang"] != "vi" and tag not in NOT_READ
        if tag not in VOID:
            self.open.append((tag, read))
        if read:
            self.words += [given[name] for name in ("aria-label", "title", "placeholder", "alt") if name in given]

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in {name for name, _ in self.open}:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and (not self.open or self.open[-1][1]):
            self.words.append(" ".join(data.split()))


def left_in_vietnamese(html: str, names: list[str]) -> list[str]:
    """Texts of a page in another language that are still Vietnamese, proper names apart."""
    reader = Reader()
    reader.feed(html)
    found = []
    for words in reader.words:
        rest = SIGNS.sub("", words)
        for name in names:
            rest = rest.replace(name, "").replace(name[:1].lower() + name[1:], "")
        if TONES.search(rest):
            found.append(words)
    return found


@pytest.fixture
def scene(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: NOW)
    for cache in ("default", "local"):
        caches[cache].clear()
    made = scenes.made()
    tasks = made.clients["citizen"].get(f"/file/{made.values['dossier_id'][0]}/").content.decode()
    made.values["section_id"] = list(dict.fromkeys(re.findall(r"/form/([\w-]+)/", tasks)))
    return made


class Windows:
    """One window a visitor, kept for all the pages that the visitor opens."""

    def __init__(self, browser: Browser, root: str, scene: Scene) -> None:
        self.browser, self.root, self.scene = browser, root, scene
        self.pages: dict[str, Page] = {}

    def open(self, page: Opened, language: str, width: int) -> Page:
        """The page in this language and width, fully loaded."""
        window = self.pages.get(page.who) or self._new(page.who)
        window.context.add_cookies([{"name": "lang", "value": language, "url": self.root}])
        window.set_viewport_size({"width": width, "height": 844})
        answer = window.goto(self.root + page.path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, page
        window.evaluate("() => document.fonts.ready.then(() => true)")
        return window

    def _new(self, who: str) -> Page:
        context: BrowserContext = self.browser.new_context()
        client = self.scene.clients[who]
        if settings.SESSION_COOKIE_NAME in client.cookies:
            context.add_cookies(session(client, self.root))
        self.pages[who] = context.new_page()
        return self.pages[who]


def looked_at(page: Opened, number: int, windows: Windows) -> list[str]:
    """What is wrong with a page as people see it."""
    language, width = LOOKS[number % len(LOOKS)]
    window = windows.open(page, language, width)
    found = faults(window)
    name = page.path.partition("?")[0].strip("/").replace("/", "_") or "home"
    keep(window, f"{number:03d}-{name[:60]}-{language}-{width}")
    window.set_viewport_size({"width": 390, "height": 844})
    wide = overflow(window)
    return found + ([f"{wide} px wider than a phone ({language})"] if wide > 0 else [])


def test_every_page_can_be_opened_and_reads_well_for_everybody(
    browser: Browser, scene: Scene, live_server: Any
) -> None:
    done = walk(scene)
    windows, names = Windows(browser, str(live_server.url), scene), NAMES + scenes.proper_names()
    wrong = [f"nobody can open it, and ELSEWHERE does not say why: {address}" for address in done.shut]
    for number, page in enumerate(done.pages):
        said = f"{page.path} ({page.who})"
        wrong += [f"{said}: {finding}" for finding in looked_at(page, number, windows)]
        client = scene.clients[page.who]
        for language in ("en", "th"):
            client.cookies["lang"] = language
            html = asked(client, page.path).content.decode()
            wrong += [f"{said}: Vietnamese in {language}: {text!r}" for text in left_in_vietnamese(html, names)]
            del client.cookies["lang"]
    assert not wrong, "\n".join(wrong)
