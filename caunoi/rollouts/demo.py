"""The demonstration's roll-out: an invented system, plainly a sample, tried in one province and then taken to all."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from docx import Document

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.rollouts import operations, queries
from caunoi.rollouts.models import Rollout
from caunoi.rollouts.shapes import CriterionDraft, Guidance, ItemDraft, RolloutDraft

CODE = "TK-MAU-2026"


@transaction.atomic
def make_sample(*, leader: Person, pilot_agency_id: UUID, now: datetime) -> int:
    """The sample, led by the leader's agency; how many provinces it was opened to, 0 when it is there already."""
    if leader.agency_id is None or Rollout.objects.filter(code=CODE).exists():
        return 0
    today = local_date(now)
    draft = RolloutDraft(
        code=CODE, title="Hệ thống mẫu: sổ tay điện tử của cán bộ",
        abstract="Dữ liệu mẫu: một hệ thống không có thật, thử ở một tỉnh rồi nhân rộng ra cả nước.",
        person_id=leader.person_id, pilot_agency_id=pilot_agency_id, pilot_starts_on=today - timedelta(days=60),
        pilot_ends_on=today,
        entry=(CriterionDraft("Có đường truyền dự phòng"), CriterionDraft("Có phòng tập huấn", obligatory=False)),
        exit=(CriterionDraft("Dùng liên tục 30 ngày không gián đoạn"), CriterionDraft("Cán bộ dùng thấy dễ")),
        items=(
            ItemDraft("Tạo tài khoản cho cán bộ", "Văn phòng Ủy ban nhân dân"),
            ItemDraft("Tập huấn cán bộ", "Sở Khoa học và Công nghệ"),
            ItemDraft("Kiểm tra an toàn thông tin", "Sở Khoa học và Công nghệ"),
            ItemDraft("Bảng hướng dẫn tại quầy", "Trung tâm Phục vụ hành chính công", obligatory=False),
        ),
        is_sample=True,
    )  # fmt: skip
    rollout_id = operations.draft_rollout(agency_id=leader.agency_id, draft=draft, actor=leader, now=now)
    _meet(rollout_id, "entry", leader, now)
    operations.start_pilot(rollout_id=rollout_id, actor=leader, now=now)
    _meet(rollout_id, "exit", leader, now)
    guidance = Guidance("01/HD-MAU", today, "Hướng dẫn nhân rộng hệ thống mẫu", ("huong-dan-mau.docx", _document()))
    operations.end_pilot(rollout_id=rollout_id, outcome="roll_out", guidance=guidance, actor=leader, now=now)
    opened = operations.open_wave(
        rollout_id=rollout_id, name="Mọi tỉnh, thành phố", due_on=today + timedelta(days=90), provinces=True,
        actor=leader, now=now,
    )  # fmt: skip
    _begun(rollout_id, leader, now)
    return opened


def _meet(rollout_id: UUID, side: str, leader: Person, now: datetime) -> None:
    view = queries.rollout(rollout_id, actor=leader, now=now)
    for one in view.entry if side == "entry" else view.exit:
        operations.record_result(
            rollout_id=rollout_id, criterion_id=one.id, met=True, note_text="Dữ liệu mẫu: đạt", actor=leader, now=now
        )


def _begun(rollout_id: UUID, leader: Person, now: datetime) -> None:
    """A few places have begun, so that the map has every colour: some live, some ready, some preparing."""
    for number, place in enumerate(queries.places(rollout_id, actor=leader, now=now, wave=1)[:9]):
        items = queries.place(place.id, actor=leader, now=now).items
        for item in items[: 1 if number >= 6 else 3]:
            operations.record_item(
                place_id=place.id, item_id=item.id, state="done", note_text="Dữ liệu mẫu: đã làm", actor=leader, now=now
            )
        if number < 3:
            operations.go_live(place_id=place.id, actor=leader, now=now)


def _document() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_heading("Hướng dẫn nhân rộng hệ thống mẫu", 1)
    document.add_paragraph("Tài liệu mẫu của bản trình diễn, không có giá trị pháp lý.")
    document.save(out)
    return out.getvalue()
