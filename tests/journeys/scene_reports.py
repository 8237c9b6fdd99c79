"""Reports for the walk over every page: one returned with remarks and half mended, one to check, one accepted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.reports import operations, queries
from caunoi.reports.shapes import Typed
from caunoi.units.testing import agency

WORDS = "Đã ban hành kế hoạch"
_ROWS = {"officials": 1, "teams": 2, "citizens": 1, "total": 4}
GOOD = {
    "direction": WORDS, "next": WORDS, "documents_issued": "3", "meetings": "1", "budget": "1.250",
    "disbursed": "200,5", "coverage.broadband.all": "20", "coverage.broadband.covered": "19",
    "coverage.fibre.all": "20", "coverage.fibre.covered": "18",
    **{f"training.{row}.courses": str(value) for row, value in _ROWS.items()},
    **{f"training.{row}.people": str(value * 10) for row, value in _ROWS.items()},
}  # fmt: skip


def made(ward_id: UUID, head: Person, picture: bytes, now: datetime) -> dict[str, list[str]]:
    """Values of addresses. `head` answers for the ward."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    department = agency("department", "province", "Sở Mẫu", code="000.00.07.H26", province_code="01")
    leader, other = (
        people.actor(people.officer(one.id, "leader", second_factor=False, full_name="Đinh Văn Giả Thử").id, at=now)
        for one in (province, department)
    )

    def opened(number: int, *agencies: UUID) -> UUID:
        period = operations.period("quarterly", 2026, number)
        return operations.open_round(
            agency_id=province.id, form="dx-quarterly", period=period, agency_ids=agencies, due_on=date(2026, 9, 30),
            actor=leader, now=now,
        ).id  # fmt: skip

    def sent(round_id: UUID, by: Person) -> UUID:
        mine = queries.my_reports(agency_id=by.agency_id or ward_id, actor=by, now=now)
        report_id = next(one.id for one in mine if one.round_id == round_id)
        typed = [Typed(code, 0, text) for code, text in GOOD.items()]
        operations.save(report_id=report_id, typed=typed, actor=by, now=now)
        if by is head:
            operations.attach(
                report_id=report_id, code="money", name="minh-chung.png", content=picture, actor=by, now=now
            )
        operations.submit(report_id=report_id, actor=by, now=now)
        return report_id

    accepted = sent(opened(2, ward_id), head)
    operations.accept(report_id=accepted, actor=leader, now=now)
    round_id = opened(3, ward_id, department.id)
    returned, to_check = sent(round_id, head), sent(round_id, other)
    for code in ("disbursed", "training.teams.people", "services", ""):
        operations.remark(report_id=returned, code=code, text=WORDS, actor=leader, now=now)
    operations.return_report(report_id=returned, note_text=WORDS, actor=leader, now=now)
    half = [Typed("meetings", 1, "1,5"), Typed("training.teams.people", 1, "999"), Typed("disbursed", 1, "12.5")]
    operations.save(report_id=returned, typed=half, actor=head, now=now)
    operations.remark(report_id=to_check, code="budget", text=WORDS, actor=leader, now=now)
    page = queries.report(returned, actor=head, now=now)
    return {
        "report_id": [str(one) for one in (returned, to_check, accepted)], "round_id": [str(round_id)],
        "step_id": [str(page.steps[0].id)], "evidence_id": [str(page.evidence[0].id)],
        "remark_id": [str(page.remarks[0].id)],
    }  # fmt: skip
