"""Claims about who is told what of a roll-out."""

from __future__ import annotations

from uuid import UUID

import pytest

from caunoi.core.journal.queries import entries_of
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill
from caunoi.rollouts import operations, queries
from caunoi.rollouts.notices import NOTICES
from caunoi.rollouts.notifying import KINDS, tell
from caunoi.rollouts.testing import ready, walked
from caunoi.rollouts.tests.conftest import NOW, Land


def _told(place: UUID) -> None:
    tell([entry for entry in entries_of("rollout_place", place) if entry.kind in KINDS])


def test_a_place_is_told_of_its_checklist_and_that_it_is_live(land: Land) -> None:
    rollout = walked(
        "rolling", leader=land.leader, pilot_agency_id=land.province.id, places=[land.commune.id], now=NOW
    )  # fmt: skip
    found = queries.places(rollout, actor=land.leader, now=NOW)
    place = next(one.id for one in found if one.agency_id == land.commune.id)
    _told(place)
    (opened,) = messages.notices(actor=land.commune_head)
    assert opened.subject == "Cần chuẩn bị triển khai: Hệ thống mẫu: sổ tay điện tử của cán bộ"
    assert "chậm nhất ngày 22/10/2026" in opened.body
    assert opened.link == f"/desk/rollouts/places/{place}/"
    assert messages.notices(actor=land.leader) == []
    ready(place, land.commune_head, NOW)
    operations.go_live(place_id=place, actor=land.commune_leader, now=NOW)
    _told(place)
    _told(place)
    for actor, count in ((land.commune_head, 2), (land.commune_leader, 2), (land.leader, 1), (land.stranger, 0)):
        told = messages.notices(actor=actor)
        assert len(told) == count
        assert not told or told[0].subject.startswith("Đã vận hành")
    assert land.commune.name in messages.notices(actor=land.leader)[0].body


@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_every_notice_has_a_text_in_every_language(language: str) -> None:
    params = dict.fromkeys(("title", "wave", "due", "place", "on"), "X")
    texts = [fill(one.name, params, language=language) for one in NOTICES]
    assert all("X" in text.subject and "X" in text.body for text in texts)
    others = [fill(one.name, params, language="vi") for one in NOTICES]
    assert language == "vi" or not set(texts) & set(others)
