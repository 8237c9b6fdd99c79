"""A province's meeting from its agenda to closed tasks, with three connection points at once, each in its own browser.

Every page on the way reads well, on a desk and on a phone, in Vietnamese, English and Thai.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.people import testing as people
from caunoi.tasks import testing
from caunoi.tasks.testing import Office
from caunoi.ui.testing import follow, open_page
from caunoi.units.testing import agency
from tests.journeys.pages import MORNING, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COMMUNES = (("xã Thí Dụ", "000.41.31.H26"), ("xã Ví Dụ", "000.42.31.H26"))
LIVE = 15_000
"""Milliseconds within which everybody in the room must see what somebody did."""


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: MORNING)
    return testing.office(MORNING)


@pytest.fixture
def officers(place: Office) -> list[Person]:
    """One officer at each of three points."""
    found = [place.specialist]
    for name, code in COMMUNES:
        made = agency("peoples_committee", "commune", f"Ủy ban nhân dân {name}", code=code, province_code="01")
        found.append(people.actor(people.officer(made.id, "specialist", second_factor=False).id, at=MORNING))
    return found


def _open(browser: Browser, root: str, person: Person, path: str, width: int = 1280, language: str = "vi") -> Page:
    client = people.signed_in_officer(person.person_id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def _main(page: Page, name: str) -> None:
    follow(page.locator("main").get_by_role("button", name=name, exact=True).first)


def _link(page: Page, name: str) -> None:
    follow(page.locator("main").get_by_role("link", name=name, exact=True).first)


def _fill(page: Page, given: dict[str, str]) -> None:
    for name, value in given.items():
        page.fill(f"[name={name}]", value)


def test_a_meeting_goes_from_its_agenda_to_closed_tasks(
    browser: Browser, place: Office, officers: list[Person], live_server: Any
) -> None:
    root = str(live_server.url)
    chair = _open(browser, root, place.issuer_leader, "/desk/meetings/")
    reads_well(chair, "meetings-empty-vi-1280")
    where = _prepared(chair)
    rooms = [
        _open(browser, root, officer, f"{where}room/", width, language)
        for officer, width, language in zip(officers, (390, 1280, 390), ("vi", "en", "th"), strict=True)
    ]
    chair.goto(f"{root}{where}")
    _main(chair, "Bắt đầu họp")
    press(chair)
    wall = _open(browser, root, place.issuer_leader, f"{where}wall/", 1280)
    _joined_and_asked(rooms, chair)
    _answered(chair, rooms, wall)
    _assigned(chair)
    _concluded(chair)
    for number, room in enumerate(rooms):
        expect(room.locator("main")).to_contain_text("Cấp thiết bị cho các xã", timeout=LIVE)
        reads_well(room, f"meetings-room-late-{number}")
    reads_well(wall, "meetings-wall-late-vi-1280")
    _written(chair, root, where)
    _closed(browser, root, place, where)
    _followed(chair, root, where)


def _prepared(page: Page) -> str:
    """Title, agenda, invitation of every commune with its preview. Gives the meeting's address."""
    _main(page, "Chuẩn bị cuộc họp")
    _fill(page, {"title": "Họp giao ban chuyển đổi số quý IV", "on_0": "22", "on_1": "9", "on_2": "2026"})
    _fill(page, {"starts_at": "9:30", "ends_at": "11:00", "place": "Phòng họp số 2", "purpose": "Gỡ vướng cho các xã"})
    page.fill("[name=room_url]", "http://khong-an-toan.example.vn")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("https://")
    expect(page.locator("[name=title]")).to_have_value("Họp giao ban chuyển đổi số quý IV")
    reads_well(page, "meetings-new-wrong-vi-1280")
    page.fill("[name=room_url]", "https://hop.example.vn/giao-ban")
    press(page)
    for title, minutes in (("Kết quả quý III", "20"), ("Giải đáp vướng mắc của các xã", "60")):
        _fill(page, {"title": title, "minutes": minutes})
        press(page)
    reads_well(page, "meetings-agenda-vi-1280")
    _link(page, "Xong, về cuộc họp")
    where = f"/{page.url.split('/', 3)[3]}"
    _main(page, "Mời các điểm cầu")
    press(page)
    expect(page.locator("main")).to_contain_text("Sẽ mời 3 điểm cầu")
    reads_well(page, "meetings-invite-vi-1280")
    _main(page, "Mời 3 điểm cầu")
    expect(page.locator("main")).to_contain_text("Đã mời 3 điểm cầu")
    reads_well(page, "meetings-meeting-vi-1280")
    return where


def _joined_and_asked(rooms: list[Page], chair: Page) -> None:
    """Three points join with one press; two ask, the third has the same; what is half typed is never taken away."""
    asked = ("Bao giờ xã được cấp máy quét hồ sơ?", "Ai trả phí đường truyền của bộ phận một cửa?")
    for number, room in enumerate(rooms):
        expect(room.locator("#join")).to_be_visible(timeout=LIVE)
        room.locator("#join").click()
        expect(room.locator("#leave")).to_be_visible()
        reads_well(room, f"meetings-room-joined-{number}")
    rooms[2].locator("#text").fill("Câu đang viết dở")
    for room, text in zip(rooms, asked, strict=False):
        room.locator("#text").fill(text)
        room.locator("#ask").click()
        expect(room.locator("[data-part=queue]")).to_contain_text(text)
        expect(room.locator("#text")).to_have_value("")
    expect(rooms[2].locator("[data-part=queue]")).to_contain_text(asked[1], timeout=LIVE)
    expect(rooms[2].locator("#text")).to_have_value("Câu đang viết dở")
    rooms[2].locator("#same-1").click()
    expect(rooms[2].locator("[data-part=queue]")).not_to_contain_text("same-1")
    expect(rooms[2].locator("#same-1")).to_have_count(0)
    expect(rooms[2].locator("#text")).to_have_value("Câu đang viết dở")
    expect(chair.locator("[data-part=queue]")).to_contain_text("+1 điểm cầu", timeout=LIVE)
    expect(chair.locator("main")).to_contain_text("3 / 3 điểm cầu đang dự")


def _answered(chair: Page, rooms: list[Page], wall: Page) -> None:
    """The chair takes the first question and answers it: every room and the wall see both, by themselves."""
    chair.locator("#take-next").click()
    expect(chair.locator("#answer")).to_be_visible()
    for page in (*rooms, wall):
        expect(page.locator(".cn-room__now")).to_contain_text("máy quét hồ sơ", timeout=LIVE)
    reads_well(chair, "meetings-room-chair-vi-1280")
    reads_well(rooms[0], "meetings-room-vi-390")
    reads_well(wall, "meetings-wall-vi-1280")
    chair.locator("#answer").fill("Sở cấp trước ngày 15/10, xã không phải mua.")
    rooms[2].locator("#ask").click()
    expect(chair.locator("[data-part=queue]")).to_contain_text("Câu đang viết dở", timeout=LIVE)
    expect(chair.locator("#answer")).to_have_value("Sở cấp trước ngày 15/10, xã không phải mua.")
    chair.locator("#write-answer").click()
    for page in (chair, *rooms):
        expect(page.locator("[data-part=last]")).to_contain_text("Sở cấp trước ngày 15/10", timeout=LIVE)


def _assigned(page: Page) -> None:
    """The second question becomes a task: agency, person, deadline."""
    _link(page, "Giao 2")
    page.fill("[name=lead_agency_id]", "phuong cua nam uy ban")
    _fill(page, {"person_id": "không có ai", "due_on_0": "15", "due_on_1": "10", "due_on_2": "2026"})
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("không có ai")
    reads_well(page, "meetings-assign-wrong-vi-1280")
    page.fill("[name=person_id]", "tran van mau phuong")
    reads_well(page, "meetings-assign-vi-1280")
    press(page)
    expect(page.locator("[data-part=last]")).to_contain_text("15/10/2026")


def _concluded(page: Page) -> None:
    _main(page, "Ghi kết luận")
    _fill(page, {"text": "Cấp thiết bị cho các xã trước 31/10", "lead_agency_id": "phuong cua nam uy ban"})
    _fill(page, {"person_id": "tran van mau phuong", "due_on_0": "31", "due_on_1": "10", "due_on_2": "2026"})
    press(page)
    expect(page.locator("main")).to_contain_text("Cấp thiết bị cho các xã")


def _written(page: Page, root: str, where: str) -> None:
    """The meeting ends, what waits is answered in writing, the minutes are made, read, signed and sent."""
    _link(page, "Kết thúc cuộc họp")
    press(page)
    expect(page.locator("main")).to_contain_text("Còn 1 câu chưa trả lời")
    reads_well(page, "meetings-outcome-vi-1280")
    _link(page, "Xem các câu ấy")
    _link(page, "Trả lời câu này 3")
    page.fill("[name=answer]", "Câu này được trả lời bằng văn bản.")
    press(page)
    _main(page, "Lập biên bản")
    press(page)
    answer = page.request.get(f"{root}{where}minutes.pdf")
    assert answer.body().startswith(b"%PDF")
    page.goto(f"{root}{where}outcome/")
    _main(page, "Ký số biên bản")
    press(page)
    expect(page.locator("main")).to_contain_text("Biên bản đã ký (PDF)")
    _main(page, "Gửi kết quả")
    press(page)
    expect(page.locator("main")).to_contain_text("Đã gửi đến các điểm cầu")
    reads_well(page, "meetings-outcome-signed-vi-1280")


def _closed(browser: Browser, root: str, place: Office, where: str) -> None:
    """Who got the tasks closes one of them; the outcome says so, in every language."""
    ward = _open(browser, root, place.specialist, f"{where}outcome/", 390)
    follow(ward.locator(".cn-owing a").first)
    _main(ward, "Báo cáo hoàn thành")
    ward.fill("[name=words]", "Đã trả lời các xã bằng văn bản")
    press(ward)
    path = ward.url.split("/", 3)[3]
    leader = _open(browser, root, place.issuer_leader, f"/{path}")
    _main(leader, "Xác nhận hoàn thành")
    press(leader)
    for language, width in (("vi", 390), ("en", 1280), ("th", 390)):
        page = _open(browser, root, place.specialist, f"{where}outcome/", width, language)
        expect(page.locator(".cn-strip li").nth(1)).to_contain_text("1")
        reads_well(page, f"meetings-outcome-{language}-{width}")


def _followed(page: Page, root: str, where: str) -> None:
    """The next meeting opens with what became of this one."""
    page.goto(f"{root}{where}")
    _link(page, "Chuẩn bị cuộc họp sau")
    _fill(page, {"title": "Họp giao ban quý I", "on_0": "22", "on_1": "12", "on_2": "2026", "place": "Phòng họp số 2"})
    _fill(page, {"starts_at": "9:30", "ends_at": "11:00"})
    press(page)
    page.goto(page.url.replace("agenda/", ""))
    expect(page.locator("main")).to_contain_text("Mở đầu: kết quả cuộc họp trước")
    reads_well(page, "meetings-next-vi-1280")
    _link(page, "Xem từng việc: ai, hạn nào, đến đâu")
    expect(page.locator("main")).to_contain_text("Ai trả phí đường truyền")
