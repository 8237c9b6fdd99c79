"""Claims about who is told what of a classification."""

from __future__ import annotations

from uuid import UUID

import pytest

from caunoi.classification import operations
from caunoi.classification.notices import NOTICES
from caunoi.classification.notifying import KINDS, tell
from caunoi.classification.tests.test_classification import AFTER, NOW, Land, by_hand, land, mine, proposed
from caunoi.core.journal.queries import entries_of
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill

__all__ = ["land"]


def _told(kind: str, subject: UUID) -> None:
    tell([entry for entry in entries_of(kind, subject) if entry.kind in KINDS])


def test_the_one_classified_is_told_to_explain_and_what_was_decided(land: Land) -> None:
    classing = proposed(land)
    outcome = mine(land, classing)
    _told("classification", classing)
    assert messages.notices(actor=land.commune_head) == []
    operations.send(classing_id=classing, actor=land.leader, now=NOW)
    _told("classification", classing)
    (sent,) = messages.notices(actor=land.commune_head)
    assert sent.subject == "Dự kiến xếp loại năm 2026: hãy xem và giải trình nếu cần"
    assert "chậm nhất ngày 06/12/2026" in sent.body
    assert sent.link == f"/desk/classification/results/{outcome}/"
    by_hand(land, outcome)
    operations.decide(outcome_id=outcome, actor=land.leader, now=AFTER)
    _told("classification_result", outcome)
    _told("classification_result", outcome)
    decided, _sent = messages.notices(actor=land.commune_head)
    assert decided.subject.startswith("Kết quả xếp loại năm 2026: ")
    assert ",50 điểm" in decided.body
    assert messages.notices(actor=land.stranger) == messages.notices(actor=land.specialist) == []


def test_who_classifies_is_told_of_an_explanation(land: Land) -> None:
    classing = proposed(land)
    outcome = mine(land, classing)
    operations.send(classing_id=classing, actor=land.leader, now=NOW)
    text = "Số liệu tháng 12 chưa được tính."
    operations.explain(outcome_id=outcome, text=text, actor=land.commune_head, now=NOW)
    _told("classification_result", outcome)
    (told,) = messages.notices(actor=land.leader)
    assert told.subject.endswith("đã giải trình về xếp loại năm 2026")
    assert told.link == f"/desk/classification/results/{outcome}/"
    assert messages.notices(actor=land.commune_head) == []


@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_every_notice_has_a_text_in_every_language(language: str) -> None:
    params = dict.fromkeys(("year", "grade", "points", "scheme", "by", "agency"), "X")
    texts = [fill(one.name, params, language=language) for one in NOTICES]
    assert all("X" in text.subject and "X" in text.body for text in texts)
    others = [fill(one.name, params, language="vi") for one in NOTICES]
    assert language == "vi" or not set(texts) & set(others)
