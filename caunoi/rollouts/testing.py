"""For tests of all rooms: a pilot designed in one line, and walked to any stage by the real operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.rollouts import operations, queries
from caunoi.rollouts.shapes import CriterionDraft, Guidance, ItemDraft, RolloutDraft

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FILE = ("huong-dan.png", PNG)


def draft(person_id: UUID, pilot_agency_id: UUID, now: datetime, **change: object) -> RolloutDraft:
    """An invented system, plainly a sample."""
    today = local_date(now)
    made = RolloutDraft(
        code="TK-MAU-1", title="Hệ thống mẫu: sổ tay điện tử của cán bộ",
        abstract="Dữ liệu mẫu: một hệ thống không có thật, thử ở một nơi rồi nhân rộng.", person_id=person_id,
        pilot_agency_id=pilot_agency_id, pilot_starts_on=today, pilot_ends_on=today + timedelta(days=60),
        entry=(CriterionDraft("Có đường truyền dự phòng"), CriterionDraft("Có phòng tập huấn", obligatory=False)),
        exit=(CriterionDraft("Xử lý được ít nhất 100 việc"), CriterionDraft("Cán bộ hài lòng", obligatory=False)),
        items=(
            ItemDraft("Tài khoản của cán bộ", "Văn phòng"),
            ItemDraft("Tập huấn cán bộ", "Sở Khoa học và Công nghệ"),
            ItemDraft("Bảng hướng dẫn tại quầy", "Trung tâm Phục vụ hành chính công", obligatory=False),
        ),
        is_sample=True,
    )  # fmt: skip
    return replace(made, **change)  # type: ignore[arg-type]


def walked(
    to: str, *, leader: Person, pilot_agency_id: UUID, now: datetime, places: Sequence[UUID] = (),
    code: str = "TK-MAU-1",
) -> UUID:  # fmt: skip
    """A roll-out in stage `to` (`draft`, `pilot`, `piloted`, `rolling`), led by the leader's agency."""
    assert leader.agency_id
    made = draft(leader.person_id, pilot_agency_id, now, code=code)
    rollout_id = operations.draft_rollout(agency_id=leader.agency_id, draft=made, actor=leader, now=now)
    if to == "draft":
        return rollout_id
    meet(rollout_id, "entry", leader, now)
    operations.start_pilot(rollout_id=rollout_id, actor=leader, now=now)
    if to == "pilot":
        return rollout_id
    meet(rollout_id, "exit", leader, now)
    guidance = Guidance("12/HD-MAU", local_date(now), "Hướng dẫn nhân rộng hệ thống mẫu", FILE)
    operations.end_pilot(rollout_id=rollout_id, outcome="roll_out", guidance=guidance, actor=leader, now=now)
    if to == "rolling":
        operations.open_wave(
            rollout_id=rollout_id, name="Đợt 1", due_on=local_date(now) + timedelta(days=30), agency_ids=places,
            actor=leader, now=now,
        )  # fmt: skip
    return rollout_id


def meet(rollout_id: UUID, side: str, actor: Person, now: datetime) -> None:
    """Every criterion of a side is met."""
    view = queries.rollout(rollout_id, actor=actor, now=now)
    for one in view.entry if side == "entry" else view.exit:
        operations.record_result(
            rollout_id=rollout_id, criterion_id=one.id, met=True, note_text="Đạt theo biên bản kiểm tra", actor=actor,
            now=now,
        )  # fmt: skip


def ready(place_id: UUID, actor: Person, now: datetime) -> None:
    """Every item of a place's checklist is done."""
    for one in queries.place(place_id, actor=actor, now=now).items:
        operations.record_item(
            place_id=place_id, item_id=one.id, state="done", note_text="Đã làm, có biên bản", actor=actor, now=now
        )
