"""The upload script in a real browser: progress, a connection cut in the middle, several files, a wrong one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.documents import queries
from caunoi.documents.tests.samples import image
from caunoi.people import testing as people
from caunoi.ui.testing import axe, chromium, open_page, overflow
from caunoi.ui.uploads import UploadInput

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("uploads-browser")]
PART = 512 * 1024


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def awake(page: Page, root: str) -> None:
    """The check page's file field becomes one that uploads: the script asks no more of a page than this."""
    widget = UploadInput()
    attributes = {key: str(value) for key, value in widget.get_context("file", None, {})["widget"]["attrs"].items()}
    page.evaluate(
        """attributes => {
            const input = document.querySelector("input[type=file]");
            for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
        }""",
        attributes,
    )
    page.add_script_tag(url=f"{root}/static/dist/uploads.js", type="module")
    page.wait_for_selector(".cn-uploads", state="attached")


def big_png(size: int) -> bytes:
    """A picture whose file is a little over `size` bytes: noise does not compress."""
    from PIL import Image

    side = int((size / 3) ** 0.5) + 20
    picture = Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))
    import io

    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def cookies_of(person: Any, root: str) -> list[dict[str, Any]]:
    from django.test import Client

    client = Client()
    people.sign_in(client, person.id)
    return [{"name": c.key, "value": c.value, "url": root} for c in client.cookies.values()]


def test_an_upload_goes_on_after_the_connection_was_lost(live_server: Any, tmp_path: Path) -> None:
    root, file = live_server.url, tmp_path / "giấy chứng sinh.png"
    file.write_bytes(big_png(3 * PART))
    cut: list[int] = []
    me = people.citizen()

    def lift(route: Route) -> None:
        """The second and the third part do not get through; then the phone is out of the lift."""
        offset = int(route.request.headers.get("upload-offset", "0"))
        if route.request.method == "PATCH" and offset > 0 and len(cut) < 2:
            cut.append(offset)
            route.abort("connectionreset")
        else:
            route.continue_()

    with chromium() as browser:
        page = open_page(browser, root + "/verify/", width=390, cookies=cookies_of(me, root))
        awake(page, root)
        page.route(lambda url: urlsplit(url).path.startswith("/uploads/"), lift)
        page.set_input_files("input[type=file]", file)
        page.wait_for_selector("input[name=file-upload]", state="attached", timeout=30_000)
        assert cut == [PART, PART]
        upload_id = UUID(page.locator("input[name=file-upload]").input_value())
        upload = queries.upload(upload_id, actor=Person(me.id), now=SystemClock().now())
        assert upload.offset == upload.size == file.stat().st_size
        assert page.locator(".cn-upload__state").inner_text() == "Đã tải lên"
        assert page.evaluate("document.querySelector('input[type=file]').files.length") == 0
        assert overflow(page) <= 0
        assert (
            axe(page, ignore=["label-content-name-mismatch"]) == []
        )  # govuk-frontend's own button says more than its label


def test_several_files_each_have_their_row_and_a_wrong_one_says_why(live_server: Any, tmp_path: Path) -> None:
    root = live_server.url
    good, wrong = tmp_path / "tốt.png", tmp_path / "xấu.png"
    good.write_bytes(image("PNG", (300, 200)))
    wrong.write_bytes(b"MZ program")
    with chromium() as browser:
        page = open_page(browser, root + "/verify/", cookies=cookies_of(people.citizen(), root))
        awake(page, root)
        page.set_input_files("input[type=file]", [good, wrong])
        page.wait_for_selector(".cn-upload--wrong")
        page.wait_for_selector("input[name=file-upload]", state="attached")
        assert "chương trình" in page.locator(".cn-upload--wrong .cn-upload__state").inner_text()
        assert "ghép thành một tệp" in page.locator(".cn-uploads + p").inner_text()
        page.locator(".cn-upload--wrong").get_by_role("button", name="Bỏ tệp").click()
        assert page.locator(".cn-upload").count() == 1
        page.locator(".cn-upload").get_by_role("button", name="Bỏ tệp").click()
        page.wait_for_function("document.querySelectorAll('.cn-upload').length === 0")
