"""The minutes as a paper, in Vietnamese as all official papers are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import DomainError
from caunoi.documents.papers import Column, Paper, Row, Section, Table, Text
from caunoi.meetings.models import AgendaItem, Conclusion, Meeting, Point, Question
from caunoi.people import queries as people
from caunoi.units import queries as units

_OF_STATE = {"answered": "Đã trả lời", "assigned": "Đã giao", "joined": "Gộp"}


def minutes_paper(row: Meeting, *, now: datetime) -> Paper:
    """The minutes of what was written down; about a dozen statements whatever the size."""
    points = list(row.points.order_by("name"))
    agenda = list(row.agenda.order_by("position"))
    questions = list(row.questions.exclude(state="withdrawn").select_related("point", "joined_to").order_by("number"))
    conclusions = list(row.conclusions.order_by("number"))
    agencies = _names(row, agenda, questions, conclusions)
    host = agencies.get(row.agency_id, "")
    sections = [_attendance(points)]
    if agenda:
        sections.append(_agenda(agenda, agencies))
    sections += [_questions(questions, agencies), _conclusions(conclusions, agencies)]
    return Paper(
        kind="BIÊN BẢN", about=f"Cuộc họp: {row.title}", number=row.code, agency_name=host, place_name=_place(row, now),
        issued_at=now, opening=_opening(row, host, points), sections=tuple(sections),
        source=f"Biên bản cuộc họp {row.code}", receivers=("Các điểm cầu", "Lưu: VT"),
        signer_block="TM. Ủy ban nhân dân" if host.startswith(("Ủy ban nhân dân", "UBND")) else "",
        signer_title="Chủ trì cuộc họp", sealed=True,
    )  # fmt: skip


def _opening(row: Meeting, host: str, points: Sequence[Point]) -> tuple[str, ...]:
    begun, over = row.started_at or row.starts_at, row.ended_at or row.ends_at
    came = [one for one in points if one.joined_at]
    where = [one for one in (row.place, f"phòng họp trực tuyến {row.room_url}" if row.room_url else "") if one]
    said = (
        f"{host} chủ trì cuộc họp “{row.title}” từ {_at(begun)} đến {_at(over)}, tại: {'; '.join(where)}.",
        f"Đã mời {len(points)} điểm cầu; {len(came)} điểm cầu đã kết nối với {sum(one.present for one in came)} người.",
    )
    return (*said, f"Mục đích: {row.purpose}") if row.purpose else said


def _attendance(points: Sequence[Point]) -> Section:
    columns = (
        Column("TT", 1, number=True),
        Column("Điểm cầu", 6),
        Column("Kết nối lúc", 3),
        Column("Số người", 2, number=True),
    )
    rows = tuple(
        Row((str(number), one.name, _at(one.joined_at) if one.joined_at else "Không kết nối",
             str(one.present) if one.joined_at else ""))
        for number, one in enumerate(points, 1)
    )  # fmt: skip
    return Section("Điểm cầu", (Table("Điểm cầu và số người dự", columns, rows),))


def _agenda(agenda: Sequence[AgendaItem], agencies: dict[UUID, str]) -> Section:
    columns = (
        Column("TT", 1, number=True),
        Column("Nội dung", 7),
        Column("Trình bày", 4),
        Column("Phút", 1, number=True),
    )
    rows = tuple(
        Row((str(one.position), one.title, agencies.get(one.agency_id, "") if one.agency_id else "", str(one.minutes)))
        for one in agenda
    )
    return Section("Chương trình", (Table("Chương trình họp", columns, rows),))


def _questions(questions: Sequence[Question], agencies: dict[UUID, str]) -> Section:
    if not questions:
        return Section("Câu hỏi và trả lời", (Text(("Không có câu hỏi.",)),))
    columns = (Column("Số", 1, number=True), Column("Câu hỏi", 6), Column("Kết quả", 6))
    rows = tuple(Row((str(one.number), _asked(one), _became(one, agencies))) for one in questions)
    return Section("Câu hỏi và trả lời", (Table("Câu hỏi của các điểm cầu", columns, rows),))


def _asked(one: Question) -> str:
    also = f" (và {one.same} điểm cầu cùng vướng mắc)" if one.same else ""
    return f"{one.point.name}: {one.text}{also}"


def _became(one: Question, agencies: dict[UUID, str]) -> str:
    if one.state == "answered":
        return f"{_OF_STATE[one.state]}: {one.answer}"
    if one.state == "assigned" and one.agency_id and one.due_on:
        given = f"{_OF_STATE[one.state]} {agencies.get(one.agency_id, '')}, hạn {_day(one.due_on)}."
        return f"{given} {one.answer}".strip()
    if one.state == "joined" and one.joined_to:
        return f"{_OF_STATE[one.state]} vào câu hỏi số {one.joined_to.number}."
    return "Chưa trả lời; chuyển sang cuộc họp sau."


def _conclusions(conclusions: Sequence[Conclusion], agencies: dict[UUID, str]) -> Section:
    if not conclusions:
        return Section("Kết luận", (Text(("Không có kết luận giao nhiệm vụ.",)),))
    persons = people.names({one.person_id for one in conclusions})
    columns = (
        Column("Số", 1, number=True),
        Column("Kết luận", 6),
        Column("Cơ quan, người chịu trách nhiệm", 5),
        Column("Hạn", 2),
    )
    rows = tuple(
        Row((str(one.number), one.text, f"{agencies.get(one.agency_id, '')}; {persons.get(one.person_id, '')}",
             _day(one.due_on)))
        for one in conclusions
    )  # fmt: skip
    return Section("Kết luận", (Table("Kết luận và nhiệm vụ được giao", columns, rows),))


def _names(
    row: Meeting, agenda: Sequence[AgendaItem], questions: Sequence[Question], conclusions: Sequence[Conclusion]
) -> dict[UUID, str]:
    ids = {row.agency_id, *(one.agency_id for one in conclusions)}
    ids |= {one.agency_id for one in agenda if one.agency_id} | {one.agency_id for one in questions if one.agency_id}
    return {one.id: one.name for one in units.agencies(ids).values()}


def _place(row: Meeting, now: datetime) -> str:
    if not row.province:
        return "Hà Nội"
    try:
        return units.unit_at(row.province, on=local_date(now), level="province").name
    except DomainError:  # a register that does not know the province: the paper leaves the place to its editor
        return "…"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
