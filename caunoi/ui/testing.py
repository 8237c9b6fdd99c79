"""For browser tests of every room: a real Chromium, screenshots, page weight, accessibility.

with chromium() as browser:
    page = open_page(browser, live_server.url + "/units/", width=390, language="th")
    assert weight(page).total < LIMIT
    assert axe(page) == []
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, Response, sync_playwright

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
SIZES = (390, 1280)
LANGUAGES = ("vi", "en", "th")
LIMIT = 150_000
"""Bytes of a whole page without maps, compressed, fonts included."""


def executable() -> str:
    """Debian's Chromium. Raises RuntimeError with what to install."""
    found = os.environ.get("CAUNOI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("Chromium is missing: apt-get install chromium (or set CAUNOI_CHROMIUM to its path)")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser, closed at the end. Django is told that its database may be used beside Playwright's loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Weight:
    """Compressed bytes by kind of file."""

    parts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of the page."""
        return sum(self.parts.values())


def _compressed(response: Response) -> int:
    body = response.body()
    kind = response.headers.get("content-type", "")
    return len(body) if "font" in kind or "image/png" in kind else len(gzip.compress(body, 9))


def _kind(response: Response) -> str:
    return str(response.request.resource_type)


def open_page(
    browser: Browser,
    url: str,
    *,
    width: int = 1280,
    language: str = "vi",
    script: bool = True,
    cookies: Iterable[dict[str, Any]] = (),
) -> Page:
    """A new page at `url`, fully loaded with fonts. Everything that it loaded is kept for `weight`."""
    context = browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 900},
        locale={"vi": "vi-VN", "en": "en-GB", "th": "th-TH"}[language],
        java_script_enabled=script,
    )
    root = "/".join(url.split("/")[:3])
    given: list[Any] = [{"name": "lang", "value": language, "url": root}, *cookies]
    context.add_cookies(given)
    page = context.new_page()
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(url, wait_until="load")
    if script:
        page.evaluate("() => document.fonts.ready.then(() => true)")
    page.caunoi_loaded = loaded  # type: ignore[attr-defined]
    return page


def follow(control: Locator, *, key: str = "") -> None:
    """Click on what leads to another page, or press `key` on it; that page is there afterwards.

    A bare click does not wait: what is asked next may still be answered by the page that is being left.
    """
    with control.page.expect_navigation():
        if key:
            control.press(key)
        else:
            control.click()


def weight(page: Page) -> Weight:
    """What a first visit to the page costs. What maps and diagrams load is left out (it comes apart)."""
    parts: dict[str, int] = {}
    for response in page.caunoi_loaded:  # type: ignore[attr-defined]
        if response.status != 200 or any(part in response.url for part in ("/map.", "/diagram.", "boundaries")):
            continue
        parts[_kind(response)] = parts.get(_kind(response), 0) + _compressed(response)
    return Weight(parts)


def axe(page: Page, *, ignore: Iterable[str] = ()) -> list[str]:
    """What axe-core finds wrong (WCAG 2.2 A and AA and good practice): one line a finding, empty when all is well."""
    page.evaluate((settings.DATA.parent / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{violation['id']}: {node['target']} {violation['help']}"
        for violation in found
        if violation["id"] not in set(ignore)
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 is right."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))


def screenshots(
    browser: Browser,
    root: str,
    paths: Iterable[str],
    folder: Path,
    *,
    sizes: Iterable[int] = SIZES,
    languages: Iterable[str] = LANGUAGES,
    cookies: Iterable[dict[str, Any]] = (),
) -> list[Path]:
    """Every page in every size and language, as PNG files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    for path in paths:
        for size in sizes:
            for language in languages:
                page = open_page(browser, root + path, width=size, language=language, cookies=cookies)
                name = f"{path.strip('/').replace('/', '_').replace('?', '_') or 'home'}-{language}-{size}.png"
                page.screenshot(path=folder / name, full_page=True)
                page.context.close()
                taken.append(folder / name)
    return taken
