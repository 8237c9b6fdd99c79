"""The pages of a round's consolidated report: asked for, followed, taken home; beside the round before."""

from __future__ import annotations

import re

import pytest

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.desk.tests.test_reports import (  # the round and its people
    REPORTS,
    address,  # noqa: F401
    head,  # noqa: F401
    leader,  # noqa: F401
    page,
    typed,
)
from caunoi.reports import queries
from caunoi.reports.consolidating import making

pytestmark = pytest.mark.django_db


def test_a_consolidated_report_is_made_and_taken_home(
    address: str,  # noqa: F811
    leader: Person,  # noqa: F811
    head: Person,  # noqa: F811
    signed_in: As,
) -> None:
    ward, above = signed_in(head), signed_in(leader)
    (found,) = queries.rounds(actor=leader, now=NOW)
    here = f"{REPORTS}rounds/{found.id}/"
    assert f"{here}consolidated/" in page(above, here)
    assert "Chưa lập báo cáo tổng hợp nào" in page(above, f"{here}consolidated/")
    assert "Chưa có gì để so sánh" in page(above, f"{here}comparison/")
    for name, begins in (("data.json", b"{"), ("structure.xml", b"<?xml")):
        for client in (above, ward):
            assert f"{here}{name}" in page(client, here)
            assert client.get(f"{here}{name}").content.startswith(begins)
    ward.post(address, {**typed(ward, address), "do": "submit"})
    ward.post(f"{address}submit/")
    above.post(f"{address}check/", {"do": "accept"})
    assert above.post(f"{here}consolidated/new/").status_code == 302
    assert "chờ lập" in page(above, f"{here}consolidated/")
    (waiting,) = making.consolidations(found.id, actor=leader, now=NOW)
    making.make(waiting.id, now=NOW)
    shown = page(above, f"{here}consolidated/")
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        link = re.search(rf'href="([^"]+/{kind}/)"', shown)
        assert link
        assert above.get(link[1]).content.startswith(begins)
        assert ward.get(link[1]).status_code == 404
