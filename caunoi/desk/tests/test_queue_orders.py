"""A pile in another order, or of one procedure only, a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers import queries, testing
from caunoi.dossiers.testing import BIRTH, Office, walk

pytestmark = pytest.mark.django_db
NAMES = ("Đỗ Thị Mẫu", "Bùi Thị Mẫu", "Ân Thị Mẫu")


@pytest.fixture
def codes(office: Office) -> list[str]:
    """Three births, filed a minute apart, the first due first."""
    found = []
    for minutes, name in enumerate(NAMES):
        at = NOW + timedelta(minutes=minutes)
        found.append(walk(office, "submitted", now=at, citizen=testing.citizen(NOW, full_name=name)).code)
    return found


def _read(office: Office, order: str) -> list[str]:
    """The whole pile, one row a page."""
    seen, after = [], ""
    while True:
        page = queries.queue(
            agency_id=office.centre_id, actor=office.counter, now=NOW, pile="unit", order=order, after=after, size=1
        )
        seen += [row.code for row in page.rows]
        after = page.next
        if not after:
            return seen


@pytest.mark.parametrize(("order", "expected"), [("due", [0, 1, 2]), ("newest", [2, 1, 0]), ("name", [2, 1, 0])])
def test_a_pile_is_read_through_in_any_order(office: Office, codes: list[str], order: str, expected: list[int]) -> None:
    assert _read(office, order) == [codes[i] for i in expected]


def test_a_pile_is_narrowed_to_one_procedure_and_keeps_it_on_the_next_page(
    office: Office, codes: list[str], signed_in: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caunoi.desk.queues.views.SIZE", 1)
    client = signed_in(office.counter)
    answer = client.get("/desk/queue/to_receive/", {"procedure": BIRTH, "order": "newest"})
    text = answer.content.decode()
    assert codes[2] in text
    assert f'<option value="{BIRTH}" selected>' in text
    assert f"&amp;order=newest&amp;procedure={BIRTH}" in text
    nothing = client.get("/desk/queue/to_receive/", {"procedure": "9.999999"}).content.decode()
    assert "Không có hồ sơ nào của thủ tục này ở đây" in nothing


@pytest.mark.parametrize("wrong", ["x", "AAAA", "%00", "MTIz"])
def test_a_mangled_link_begins_at_the_first_page(office: Office, codes: list[str], signed_in: As, wrong: str) -> None:
    for order in ("due", "newest", "name", "nonsense"):
        answer = signed_in(office.counter).get(f"/desk/queue/to_receive/?order={order}&after={wrong}")
        assert answer.status_code == 200
        assert all(code in answer.content.decode() for code in codes)
