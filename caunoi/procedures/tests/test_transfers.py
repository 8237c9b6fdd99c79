"""Transfer of authority: many procedures at once by a decision, refused with the list of what lacks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.ids import new_id
from caunoi.core.journal.queries import latest
from caunoi.people import testing as people
from caunoi.procedures import handlers, operations, queries
from caunoi.procedures.errors import DecisionInvalid, NotCatalogueOffice, NotYourProvince, TransferRefused
from caunoi.procedures.handlers import ProcessStep
from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.procedures.publishing import version_row
from caunoi.procedures.shapes_work import TransferReport
from caunoi.procedures.tests import office as pieces
from caunoi.procedures.tests.office import NOW, TODAY, begun, published
from caunoi.procedures.tests.pieces import CODE, load, version
from caunoi.units import testing as units

pytestmark = pytest.mark.django_db
STEPS = (
    ProcessStep("receive", "counter_officer", "receiving"), ProcessStep("examine", "specialist", "competent"),
    ProcessStep("sign", "leader", "competent"),
)  # fmt: skip
DAY = TODAY + timedelta(days=9)


@pytest.fixture(autouse=True)
def _processes() -> Iterator[None]:
    before = handlers._steps[:], handlers._codes[:]
    handlers.on_processes(steps=lambda code: STEPS if code == "generic" else None, codes=lambda: ["generic"])
    yield
    handlers._steps[:], handlers._codes[:] = before


@pytest.fixture
def ministry(tmp_path: Path) -> pieces.Office:
    load(tmp_path, version(level="province", competent_kind="department"))
    units.ward("00082", "Cửa Nam", now=NOW)
    return pieces.ministry()


def staff(ward: str = "00082", *, without: str = "") -> None:
    committee, centre = units.ward(ward, "Cửa Nam", now=NOW)
    wanted = ((centre, "counter_officer"), (committee, "specialist"), (committee, "leader"))
    for agency, role in wanted:
        if role != without:
            people.officer(agency.id, role, second_factor=False)


def transfer(ministry: pieces.Office, *codes: str, **more: Any) -> TransferReport:
    wanted = {"to_level": "commune", "to_kind": "peoples_committee", "on": DAY, "decision_ref": "133/2026/NĐ-CP"}
    return operations.transfer_authority(
        codes=codes or (CODE,), actor=more.pop("actor", ministry.leader), now=NOW, **{**wanted, **more}
    )


def test_who_is_competent_changes_on_the_day_and_not_before(ministry: pieces.Office) -> None:
    staff()
    old = queries.procedure(CODE, on=TODAY)
    report = transfer(ministry)
    assert (report.agencies, [line.from_level for line in report.lines]) == (1, ["province"])
    assert queries.procedure(CODE, on=TODAY).level == "province"
    new = queries.procedure(CODE, on=DAY)
    assert (new.level, new.competent_kind, new.decision_ref) == ("commune", "peoples_committee", "133/2026/NĐ-CP")
    assert new.version_id == report.lines[0].version_id
    assert (new.cases, new.form) == (old.cases, old.form)
    assert queries.transfer(report.id, actor=ministry.manager, now=NOW).lines == report.lines  # type: ignore[arg-type]
    assert latest(kind="catalogue.authority_transferred")[0].data["procedures"] == 1
    assert latest(kind="procedure.transferred")[0].data["to_level"] == "commune"
    assert "Cấp giải quyết: cấp tỉnh → cấp xã" in [c.sentence for c in queries.version_changes(new.version_id)]


def test_it_is_refused_while_an_agency_lacks_an_officer_and_nothing_is_changed(ministry: pieces.Office) -> None:
    staff()
    units.ward("00004", "Ba Đình", now=NOW)
    with pytest.raises(TransferRefused) as refused:
        transfer(ministry)
    assert [(lack.kind, lack.role) for lack in refused.value.lacks] == [
        ("officer", "leader"), ("officer", "specialist"), ("officer", "counter_officer")
    ]  # fmt: skip
    assert "phường Ba Đình chưa có người giữ vai trò lãnh đạo" in str(refused.value)
    assert len(queries.history(CODE)) == 1
    assert latest(kind="procedure.transferred") == []


def test_what_a_procedure_lacks_is_named_for_each(ministry: pieces.Office, tmp_path: Path) -> None:
    staff()
    load(
        tmp_path, version(level="province", competent_kind="department", process="gone"),
        entries="9.000009,Chỉ công bố,,,,,,,,\n",
    )  # fmt: skip
    with pytest.raises(TransferRefused) as refused:
        transfer(ministry, CODE, "9.000009", "9.999999")
    assert [(lack.kind, lack.code) for lack in refused.value.lacks] == [
        ("process", CODE), ("version", "9.000009"), ("unknown", "9.999999")
    ]  # fmt: skip


def test_one_that_waits_or_is_there_already_is_named(ministry: pieces.Office) -> None:
    staff()
    published(ministry, begun(ministry, "amend", CODE), start=DAY + timedelta(days=1))
    with pytest.raises(TransferRefused) as refused:
        transfer(ministry)
    assert [lack.kind for lack in refused.value.lacks] == ["waiting"]
    with pytest.raises(TransferRefused) as refused:
        transfer(ministry, to_level="province", to_kind="department", on=DAY + timedelta(days=9))
    assert {lack.kind for lack in refused.value.lacks} == {"same", "agency"}


def test_only_a_ministrys_leader_transfers_and_its_managers_look_at_it_first(ministry: pieces.Office) -> None:
    staff(without="leader")
    with pytest.raises(NotCatalogueOffice):
        transfer(ministry, actor=ministry.manager)
    with pytest.raises(NotYourProvince):
        transfer(ministry, actor=pieces.hanoi().leader)
    looked = operations.transfer_preview(
        codes=[CODE], to_level="commune", to_kind="peoples_committee", on=DAY, actor=ministry.manager, now=NOW
    )
    assert (looked.id, [lack.role for lack in looked.lacks]) == (None, ["leader"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2026, 9, 21)}, "on"), ({"to_level": "district"}, "to_level"), ({"to_kind": "x"}, "to_kind"),
        ({"decision_ref": " "}, "decision_ref"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(ministry: pieces.Office, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(DecisionInvalid) as refused:
        transfer(ministry, **wrong)
    assert [p.field for p in refused.value.problems] == [field]


def test_597_procedures_are_transferred_at_once(ministry: pieces.Office) -> None:
    staff()
    first = ProcedureVersion.objects.get(procedure__code=CODE)
    codes = [f"8.{number:06d}" for number in range(597)]
    rows = Procedure.objects.bulk_create(Procedure(id=new_id(), code=code, name=code) for code in codes)
    ProcedureVersion.objects.bulk_create(
        version_row(row.id, first.body, start=first.effective_from, end=None, now=NOW, origin="files") for row in rows
    )
    began = time.monotonic()
    with CaptureQueriesContext(
        connection,
    ) as made:
        report = transfer(ministry, *codes)
    assert len(report.lines) == 597
    assert time.monotonic() - began < 10
    assert len(made.captured_queries) - 597 < 40  # the journal's entries go in one round trip each few thousand
    assert {queries.procedure(code, on=DAY).level for code in codes[::100]} == {"commune"}
    assert len(latest(kind="procedure.transferred", limit=1000)) == 597
