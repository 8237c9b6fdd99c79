"""The check page in a real browser: weight, accessibility, width; a QR code held before the camera."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import sync_playwright

from caunoi.core.clock import SystemClock
from caunoi.documents import forms, signing
from caunoi.documents.tests.samples import AGENCY, certificate
from caunoi.ui.testing import ARGS, LANGUAGES, LIMIT, SIZES, axe, chromium, executable, open_page, overflow, weight

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("verification-browser"),
]
OWN_BUTTON = ["label-content-name-mismatch"]
CODE = "000.00.05.H26-260922-0114"


def test_the_page_is_light_sound_and_fits_every_size_and_language(live_server: Any, tmp_path: Path) -> None:
    pdf = forms.birth_certificate(certificate())
    record = tmp_path / "giay-khai-sinh.pdf"
    now = SystemClock().now()
    record.write_bytes(signing.sign(pdf, signer_name="Lê Thị Lãnh Đạo", reason="Cấp", agency_name=AGENCY, now=now))
    with chromium() as browser:
        for language in LANGUAGES:
            page = open_page(browser, live_server.url + "/verify/", width=390, language=language)
            assert weight(page).total < LIMIT, weight(page).parts
            assert axe(page, ignore=OWN_BUTTON) == []
            page.set_input_files("input[type=file]", record)
            page.locator("form[enctype] button[type=submit], form[enctype] .govuk-button").last.click()
            page.wait_for_selector("#verdict")
            for width in (320, *SIZES):
                page.set_viewport_size({"width": width, "height": 800})
                assert overflow(page) <= 0, (language, width)
            assert axe(page, ignore=OWN_BUTTON) == []
            page.context.close()


def test_a_qr_code_before_the_camera_becomes_the_code(live_server: Any, tmp_path: Path) -> None:
    film = tmp_path / "qr.mjpeg"
    film.write_bytes(_film(f"http://127.0.0.1:8000/dossiers/{CODE}/"))
    pretended = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    import os

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=[*ARGS, *pretended, f"--use-file-for-fake-video-capture={film}"]
        )
        context = browser.new_context(permissions=["camera"], locale="vi-VN")
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(live_server.url + "/verify/")
        assert not any("jsqr" in url for url in asked)
        page.get_by_role("button", name="Quét mã QR bằng máy ảnh").click()
        page.wait_for_url("**/verify/?code=*", timeout=30_000)
        assert CODE in page.locator("#code").input_value()
        browser.close()


def _film(text: str) -> bytes:
    """A second of a still picture, as motion JPEG."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=8, border=6)
    still = Image.new("RGB", (640, 480), "white")
    code = Image.open(picture).convert("RGB")
    still.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    frame = io.BytesIO()
    still.save(frame, "JPEG", quality=90)
    return frame.getvalue() * 30
