"""Who may ask, and the values that places of addresses may take: what the pieces of the scene fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from django.test import Client
from PIL import Image

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.units.testing import agency

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
NEW_NAMES = {"vi": "Cấp giấy xác nhận mẫu", "en": "Sample certificate", "th": "หนังสือรับรองตัวอย่าง"}
REASON = "Ảnh giấy chứng sinh bị mờ"
"""What an officer wrote: data, in Vietnamese whatever the page's language is."""
MORE_ROLES = ("clerk", "support_staff", "administrator")


@dataclass
class Scene:
    """Who may ask (by name), and the values that places of addresses may take, the most telling first."""

    office: Office
    clients: dict[str, Client]
    values: dict[str, list[str]] = field(default_factory=dict)


def province_leader(name: str, now: datetime) -> Person:
    """A leader of the province's committee."""
    province = agency("peoples_committee", "province", "Ủy ban nhân dân Mẫu", code="000.00.00.H26", province_code="01")
    found = people.officer(province.id, "leader", second_factor=False, full_name=name)
    return people.actor(found.id, at=now)


def picture() -> bytes:
    """A white one."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    return picture.getvalue()
