"""Provinces' variants: drafted by the province, laid over the nation's text field by field."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from caunoi.procedures import operations, queries
from caunoi.procedures.errors import DraftNotReady
from caunoi.procedures.rules import merged, overrides_between
from caunoi.procedures.tests import office as pieces
from caunoi.procedures.tests.office import NOW, TODAY, begun, published, saved
from caunoi.procedures.tests.pieces import CODE, load, texts

pytestmark = pytest.mark.django_db
HANOI = "01"


@pytest.fixture
def hanoi(tmp_path: Path) -> pieces.Office:
    load(tmp_path)
    return pieces.hanoi()


def vary(hanoi: pieces.Office, **overrides: Any) -> None:
    draft = begun(hanoi, "variant", CODE, province=HANOI)
    own = {"reference": "45/2026/QĐ-UBND", "unsure": False, "overrides": {**draft.body["overrides"], **overrides}}
    published(hanoi, saved(hanoi, draft, own), ref="45/2026/QĐ-UBND")


FASTER = {"cases": [{"id": "normal", "limits": {"direct": {"value": "1", "unit": "working_days"}}}]}


def test_a_province_publishes_what_it_does_differently_and_the_nation_stays_as_it_was(hanoi: pieces.Office) -> None:
    before = queries.procedure(CODE, on=TODAY)
    vary(hanoi, **FASTER)
    nation, own = queries.procedure(CODE, on=TODAY), queries.procedure(CODE, on=TODAY, province=HANOI)
    assert nation.cases == before.cases
    assert own.cases[0].limits["direct"].value == 1
    assert own.cases[0].limits["post"].value == 3
    assert queries.history(CODE)[0].province == HANOI
    found = queries.overrides(nation.version_id, HANOI)
    assert [(o.place, o.national, o.provincial, o.reference) for o in found] == [
        ("cases/normal/limits/direct", "3 ngày làm việc", "1 ngày làm việc", "45/2026/QĐ-UBND")
    ]
    assert found[0].what == "Thời hạn trực tiếp của trường hợp “Thường”"


def test_the_next_variant_begins_from_the_one_before(hanoi: pieces.Office) -> None:
    vary(hanoi, **FASTER)
    draft = begun(hanoi, "variant", CODE, province=HANOI)
    assert draft.body["overrides"] == FASTER
    assert draft.whole["cases"][0]["limits"]["direct"]["value"] == "1"


def test_a_variant_that_says_nothing_or_breaks_the_text_is_not_sent(hanoi: pieces.Office) -> None:
    draft = begun(hanoi, "variant", CODE, province=HANOI)
    assert [p.field for p in draft.problems] == ["reference", "overrides"]
    broken = {"reference": "45", "unsure": False, "overrides": {"cases": [{"id": "third", "name": texts("Ba")}]}}
    draft = saved(hanoi, draft, broken)
    with pytest.raises(DraftNotReady, match="limits"):
        operations.send_draft(draft_id=draft.id, actor=hanoi.manager, now=NOW)


def test_a_national_change_shows_each_province_what_it_overrides(hanoi: pieces.Office) -> None:
    vary(hanoi, **FASTER, legal_basis=["Chỉ văn bản này"])
    ministry = pieces.ministry()
    draft = begun(ministry, "amend", CODE)
    body = copy.deepcopy(draft.body)
    body["cases"][0]["limits"]["direct"]["value"] = "2"
    draft = saved(ministry, draft, body)
    shown = queries.affected_provinces(draft.id, actor=ministry.manager, now=NOW)
    assert [(a.province, a.fits, [o.place for o in a.overrides]) for a in shown] == [
        (HANOI, True, ["cases/normal/limits/direct"])
    ]
    published(ministry, draft)
    assert queries.procedure(CODE, on=TODAY).cases[0].limits["direct"].value == 2
    assert queries.procedure(CODE, on=TODAY, province=HANOI).cases[0].limits["direct"].value == 1


def test_a_variant_that_no_longer_fits_is_left_out_and_said_beforehand(hanoi: pieces.Office) -> None:
    vary(hanoi, **FASTER)
    ministry = pieces.ministry()
    draft = begun(ministry, "amend", CODE)
    body = copy.deepcopy(draft.body)
    body["cases"][0]["id"] = "usual"
    body["components"][0]["cases"] = ["usual"]
    draft = saved(ministry, draft, body)
    assert [a.fits for a in queries.affected_provinces(draft.id)] == [False]
    published(ministry, draft)
    assert queries.procedure(CODE, on=TODAY, province=HANOI).province == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(supplement_days=5),
        lambda body: body.pop("summary"),
        lambda body: body["cases"].pop(),
        lambda body: body["cases"][0]["limits"].pop("post"),
        lambda body: body["cases"].append({**copy.deepcopy(body["cases"][0]), "id": "third"}),
        lambda body: body["form"]["properties"].pop("country"),
        lambda body: body.update(legal_basis=[]),
    ],
)
def test_what_is_laid_over_gives_back_the_provinces_text(hanoi: pieces.Office, change: Any) -> None:
    base = begun(pieces.ministry(), "amend", CODE).body
    whole = copy.deepcopy(base)
    assert overrides_between(base, whole) == {}
    change(whole)
    assert merged(base, overrides_between(base, whole)) == whole


def test_differences_are_said_in_the_readers_language(hanoi: pieces.Office) -> None:
    old = begun(pieces.ministry(), "amend", CODE).body
    new = copy.deepcopy(old)
    new["name"]["th"] = "อีกชื่อ"
    new["components"][0]["required"] = False
    new["legal_basis"].append("Luật mới")
    new["cases"][0]["fees"]["direct"] = [
        {"id": "local", "kind": "fixed", "name": texts("Lệ phí"), "amount": 12000, "reference": "Thông tư"}
    ]
    new["form"]["properties"]["country"]["x-title-i18n"] = texts("Quốc gia")
    said = [c.sentence for c in queries.changes(old, new)]
    fee = "Khoản thu “Lệ phí” khi nộp trực tiếp của trường hợp “Thường”"
    assert said == [
        "Tên thủ tục: [th] Thủ tục ví dụ (th) → [th] อีกชื่อ",
        f"{fee}: do Hội đồng nhân dân cấp tỉnh quy định – Thông tư 85/2019/TT-BTC → 12.000 đồng – Thông tư",
        "Bắt buộc nộp thành phần hồ sơ “Giấy chứng minh”: có → không",
        "Thêm: Căn cứ pháp lý (Luật mới)",
        "Câu hỏi “Quốc gia”: Nước → Quốc gia",
    ]
    with override("en"):
        assert "12,000" in "\n".join(c.sentence for c in queries.changes(old, new))
