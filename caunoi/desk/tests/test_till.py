"""The till: what is due is found, taken once, receipted; taken back, given back, closed, compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers import queries, testing
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.testing import Office
from caunoi.payments import queries as payments
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db
TILL = "/desk/payments/"


@pytest.fixture
def cashier(office: Office) -> Person:
    return people.actor(people.officer(office.centre_id, "cashier", second_factor=False).id, at=NOW)


@pytest.fixture
def owing(office: Office) -> DossierView:
    """A dossier whose applicant owes 20,000 đồng."""
    view = testing.walk(office, "accepted", now=NOW)
    testing.owe(view.id, 20_000)
    return view


@pytest.fixture
def till(cashier: Person, signed_in: As) -> Iterator[Client]:
    return signed_in(cashier)  # type: ignore[return-value]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def take(client: Client, code: str, **typed: str) -> tuple[int, str]:
    """Fill in the form as it was shown, but for what is typed; the status and where it leads, or the page."""
    shown = page(client, f"{TILL}take/{code}/")
    key = re.search(r'name="key" value="([^"]+)"', shown)
    assert key
    data = {"key": key[1], "amount": "20.000", "method": "cash", "payer_name": "Trần Văn Thử", **typed}
    answer = client.post(f"{TILL}take/{code}/", data)
    return answer.status_code, answer.headers.get("Location", "") or unescape(answer.content.decode())


def receipt_id(where: str) -> UUID:
    return UUID(where.rstrip("/").rpartition("/")[2])


def state_of(view: DossierView, office: Office) -> str:
    return queries.dossier(view.id, actor=office.counter, now=NOW).fee_state


@pytest.mark.parametrize("said", ["nguyen thi mau", "mẫu", "0001"])
def test_who_owes_is_found_by_name_without_diacritics_and_by_code(till: Client, owing: DossierView, said: str) -> None:
    shown = page(till, f"{TILL}?q={said}")
    assert owing.code in shown
    assert "20.000 đ" in shown
    assert "Không có khoản phải thu nào khớp" in page(till, f"{TILL}?q=khong co ai")


def test_a_code_opens_its_dossier_at_once(till: Client, owing: DossierView) -> None:
    assert till.get(f"{TILL}?q={owing.code.lower()}").headers["Location"].endswith(f"/take/{owing.code}/")


def test_money_is_taken_once_and_receipted(till: Client, owing: DossierView, office: Office) -> None:
    status, where = take(till, owing.code)
    assert status == 302
    assert "000001/2026" in page(till, where)
    assert till.get(f"{where}print/").content.startswith(b"%PDF")
    assert state_of(owing, office) == "paid"
    assert owing.code not in page(till, TILL)


def test_the_same_form_sent_twice_is_one_receipt(till: Client, owing: DossierView, cashier: Person) -> None:
    first, second = (take(till, owing.code, key="till-twice") for _ in range(2))
    assert first == second
    closing = payments.closing(agency_id=cashier.agency_id or UUID(int=0), day=NOW.date(), actor=cashier, now=NOW)
    assert closing.total == 20_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "hai mươi"}, "Hãy nhập số tiền bằng chữ số"),
        ({"amount": ""}, "Hãy nhập số tiền."),
        ({"amount": "1.5"}, "Hãy nhập số tiền bằng chữ số"),
        ({"amount": "-5"}, "20.000"),
        ({"payer_name": ""}, "Hãy ghi tên người nộp tiền"),
        ({"method": "online"}, "online"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(
    till: Client, owing: DossierView, office: Office, typed: dict[str, str], said: str
) -> None:
    status, shown = take(till, owing.code, **typed)
    assert status == 422
    assert said in shown
    assert state_of(owing, office) == "due"


def test_a_part_leaves_the_rest_due(till: Client, owing: DossierView, office: Office) -> None:
    take(till, owing.code, amount="5 000")
    assert state_of(owing, office) == "due"
    assert "15.000 đ" in page(till, TILL)
    assert "Đã nộp" in page(till, f"{TILL}take/{owing.code}/")


def test_a_fee_that_nobody_knew_is_set_at_the_till(till: Client, owing: DossierView, office: Office) -> None:
    testing.owe(owing.id, None)
    assert "chưa rõ mức thu" in page(till, TILL)
    status, _where = take(till, owing.code, fee="50.000", amount="50.000")
    assert status == 302
    assert queries.dossier(owing.id, actor=office.counter, now=NOW).fee_due == 50_000


def test_a_receipt_of_today_is_taken_back_with_a_reason(till: Client, owing: DossierView, office: Office) -> None:
    _status, where = take(till, owing.code)
    assert till.post(f"{where}void/", {"reason": "x"}).status_code == 422
    assert till.post(f"{where}void/", {"reason": "Thu nhầm hồ sơ"}).status_code == 302
    assert "đã hủy" in page(till, where)
    assert state_of(owing, office) == "due"


def test_yesterdays_receipt_is_not_taken_back(
    till: Client, owing: DossierView, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, where = take(till, owing.code)
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW + timedelta(days=1))
    assert f"{where}void/" not in page(till, where)
    answer = till.post(f"{where}void/", {"reason": "Thu nhầm hồ sơ"})
    assert answer.status_code == 409
    assert "trong ngày" in unescape(answer.content.decode())


def test_a_refund_is_proposed_by_one_and_granted_by_another(
    till: Client, owing: DossierView, office: Office, signed_in: As
) -> None:
    _status, where = take(till, owing.code)
    assert till.post(f"{where}refund/", {"amount": "20.000", "reason": "Người nộp được miễn"}).status_code == 302
    listed = page(till, f"{TILL}refunds/")
    address = re.search(r'href="(/desk/payments/refunds/[0-9a-f-]{36}/)"', listed)
    assert address
    assert "Ghi quyết định" not in page(till, address[1]), "not by a cashier"
    manager = signed_in(office.manager)
    assert manager.post(address[1], {"grant": "no", "remark": ""}).status_code == 422
    assert manager.post(address[1], {"grant": "yes"}).status_code == 302
    assert till.post(f"{address[1]}hand-out/").status_code == 302
    assert "đã hoàn" in page(till, address[1])
    assert "Đã hoàn" in page(till, where)


def test_more_than_was_taken_is_not_given_back(till: Client, owing: DossierView) -> None:
    _status, where = take(till, owing.code)
    answer = till.post(f"{where}refund/", {"amount": "30.000", "reason": "Người nộp được miễn"})
    assert answer.status_code == 422
    assert "30.000" in unescape(answer.content.decode())


def test_the_day_is_closed_in_a_workbook_with_its_sums(till: Client, owing: DossierView) -> None:
    take(till, owing.code, amount="12.000", method="transfer", payer_name="=cmd()")
    take(till, owing.code, amount="8.000")
    answer = till.get(f"{TILL}day/?as=xlsx")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[4][0] == "000001/2026"
    assert rows[4][3] == "=cmd()"
    assert sheet.cell(5, 4).data_type == "s", "a text, never a formula"
    assert [row[5] for row in rows if row[0] == "Cộng"] == [20_000]


def test_receipts_are_found_again(till: Client, owing: DossierView) -> None:
    take(till, owing.code)
    for said in ("1", "000001/2026", owing.code, "Trần Văn"):
        assert "000001/2026" in page(till, f"{TILL}day/?q={said}")
    assert "Không có biên lai nào" in page(till, f"{TILL}day/?q=999")


def test_an_odd_day_or_page_is_today_and_the_first(till: Client) -> None:
    assert "22/09/2026" in page(till, f"{TILL}day/?day=2026-99-99")
    assert page(till, f"{TILL}?page=-3")
    assert page(till, f"{TILL}online/?state=bogus")


@pytest.mark.parametrize("address", ["", "day/", "online/", "refunds/", "reconciliations/"])
def test_a_specialist_does_not_see_the_till(office: Office, signed_in: As, address: str) -> None:
    assert signed_in(office.specialist).get(f"{TILL}{address}").status_code == 403


def test_another_agencys_cashier_finds_nothing(office: Office, owing: DossierView, till: Client, signed_in: As) -> None:
    _status, where = take(till, owing.code)
    away = testing.office(NOW, ward_code="00004", name="Ba Đình")
    stranger = people.actor(people.officer(away.centre_id, "cashier", second_factor=False).id, at=NOW)
    client = signed_in(stranger)
    assert client.get(where).status_code == 404
    assert client.get(f"{TILL}take/{owing.code}/").status_code == 404
    assert owing.code not in page(client, TILL)
    assert receipt_id(where)
