"""The demonstration's voices: a ward asks a department and a ministry, which answers for everybody; and a pothole."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Anonymous, Person
from caunoi.core.clock import local_date
from caunoi.voices import operations
from caunoi.voices.models import Voice
from caunoi.voices.petition_shapes import PetitionDraft
from caunoi.voices.shapes import CommitmentDraft

PORTAL = (
    "Dữ liệu mẫu: khi trả kết quả trên cổng dịch vụ công, phần mềm báo lỗi hệ thống và hồ sơ đứng yên. Phường cần "
    "biết nhập lại thế nào để không quá hạn."
)
STAFF = (
    "Dữ liệu mẫu: phường thiếu người phụ trách công nghệ, cán bộ phải kiêm nhiệm nhiều việc. Đề nghị hướng dẫn về "
    "biên chế."
)
ANSWER = (
    "Câu trả lời mẫu: hãy đồng bộ lại hồ sơ ở mục Quản trị, sau đó gửi kết quả lần nữa; hệ thống tính thời điểm gửi "
    "lần đầu. Bộ sẽ gửi tài liệu hướng dẫn cho mọi địa phương."
)


@transaction.atomic
def make_sample(*, ward: Person, ministry: Person, now: datetime) -> int:
    """The demonstration's voices, once; how many were made. `ward` raises, `ministry` answers and publishes."""
    if ward.agency_id is None or ministry.agency_id is None:
        return 0
    if Voice.objects.filter(is_sample=True, author_agency_id=ward.agency_id).exists():
        return 0
    asked = _raised(ward, PORTAL, "portal", "straight", now - timedelta(days=6))
    for text, topic, days in ((STAFF, "staff", 4), (PORTAL, "portal", 1)):
        _raised(ward, text, topic, "step", now - timedelta(days=days))
    promise = CommitmentDraft(
        "Gửi tài liệu hướng dẫn cho các địa phương (mẫu)", local_date(now) + timedelta(days=20), ministry.agency_id,
        ministry.person_id,
    )  # fmt: skip
    operations.answer(
        voice_id=asked, text=ANSWER, commitments=[promise], actor=ministry, now=now - timedelta(days=2)
    )  # fmt: skip
    operations.publish_answer(
        voice_id=asked, public_title="Hồ sơ đứng yên khi trả kết quả (mẫu)", public_text=PORTAL, public_answer=ANSWER,
        actor=ministry, now=now - timedelta(days=1),
    )  # fmt: skip
    filed = operations.file_petition(
        PetitionDraft(
            service="pothole", text="Phản ánh mẫu: ổ gà sâu trước cổng chợ, xe máy dễ ngã.", commune_code="00082",
            address="Trước cổng chợ (mẫu)", attributes={"size": ["large"]}, anonymous=True,
        ),
        actor=Anonymous(), now=now - timedelta(days=3),
    )  # fmt: skip
    Voice.objects.filter(pk=filed.voice_id).update(is_sample=True)
    return 4


def _raised(ward: Person, text: str, topic: str, way: str, at: datetime) -> UUID:
    assert ward.agency_id is not None
    return operations.raise_difficulty(
        text=text, topic=topic, way=way, agency_id=ward.agency_id, actor=ward, now=at, is_sample=True
    )
