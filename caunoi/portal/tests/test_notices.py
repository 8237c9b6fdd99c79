"""The page of notices: one's own, newest first, marked as read by a button."""

from __future__ import annotations

from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import notices  # noqa: F401  registers the templates
from caunoi.dossiers.testing import Office
from caunoi.messages.operations import Told, notify_many


def tell(office: Office, key: str) -> None:
    params = {"code": "000.00.05.H26-260922-0001", "procedure": "Đăng ký khai sinh", "due": "23/09/2026"}
    notify_many(
        [Told(office.citizen.person_id, "dossier.accepted", key, params, "/dossiers/x/")], now=SystemClock().now()
    )


def test_it_shows_what_is_new_and_marks_it_as_read(office: Office, citizen: Client) -> None:
    tell(office, "a")
    page = citizen.get("/notices/").content.decode()
    assert "Hồ sơ 000.00.05.H26-260922-0001 đã được tiếp nhận" in page
    assert "Bạn có 1 thông báo chưa đọc" in page
    after = citizen.post("/notices/", follow=True).content.decode()
    assert "chưa đọc" not in after


def test_nobody_sees_another_persons_notices(office: Office, stranger: Client) -> None:
    tell(office, "a")
    assert "Bạn chưa có thông báo nào" in stranger.get("/notices/").content.decode()
    assert Client().get("/notices/").status_code == 302


def test_it_speaks_the_readers_language(office: Office, citizen: Client) -> None:
    tell(office, "a")
    citizen.cookies["lang"] = "en"
    assert "has been received" in citizen.get("/notices/").content.decode()
    citizen.cookies["lang"] = "th"
    assert "รับคำขอ" in citizen.get("/notices/").content.decode()
