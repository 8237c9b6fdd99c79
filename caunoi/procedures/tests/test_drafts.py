"""Drafts: begun, saved, checked by another, decided; what is refused and why."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caunoi.core.journal.queries import latest
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import (
    BaseMoved,
    DecisionInvalid,
    DraftElsewhere,
    DraftExists,
    DraftNotFound,
    DraftNotReady,
    DraftStateConflict,
    NotCatalogueOffice,
    NotYourProvince,
    OwnDraft,
    ProcedureExists,
    ProcedureNotInForce,
    StaleDraft,
)
from caunoi.procedures.shapes_work import DraftView
from caunoi.procedures.tests import office as pieces
from caunoi.procedures.tests.office import NEW, NOW, TODAY, begun, published, saved
from caunoi.procedures.tests.pieces import CODE, ON, load, texts, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> pieces.Office:
    return pieces.ministry()


def with_limit(body: dict[str, Any], value: str) -> dict[str, Any]:
    new = copy.deepcopy(body)
    new["cases"][0]["limits"]["direct"]["value"] = value
    return new


def test_a_new_procedure_begins_whole_but_for_its_field_and_is_in_force_when_decided(ministry: pieces.Office) -> None:
    draft = begun(ministry, field="")
    assert [p.field for p in draft.problems] == ["field"]
    with pytest.raises(DraftNotReady, match="field: không được để trống"):
        operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    draft = saved(ministry, draft, {**draft.body, "field": "Hộ tịch"})
    assert draft.problems == ()
    assert draft.may == {"save", "send", "drop", "undo"}
    published(ministry, draft)
    found = queries.procedure(NEW, on=TODAY)
    assert (found.name, found.process_code, found.decision_ref) == ("Cấp giấy xác nhận thử", "generic", "12/QĐ-BTP")
    assert queries.search("xac nhan thu", on=TODAY).entries[0].can_file
    row = queries.history(NEW)[0]
    assert (row.origin, row.made_by, row.checked_by, row.decided_by) == (
        "office", ministry.manager.person_id, ministry.other.person_id, ministry.leader.person_id
    )  # fmt: skip
    kinds = ["procedure.draft_started", "procedure.draft_sent", "procedure.draft_checked", "procedure.published"]
    assert [latest(kind=kind)[0].kind for kind in kinds] == kinds


def test_what_is_incomplete_is_kept_but_not_sent_and_each_lack_is_named(ministry: pieces.Office) -> None:
    draft = begun(ministry)
    body = {**draft.body, "name": texts("Tên") | {"th": ""}, "cases": []}
    draft = saved(ministry, draft, body)
    assert draft.body["cases"] == []
    with pytest.raises(DraftNotReady) as refused:
        operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    assert [p.field for p in refused.value.problems] == ["name/th", "cases"]
    assert draft.state == "drafting"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"process": "nowhere"}, "process", "nowhere"),
        ({"process": "birth_residence_insurance"}, "agencies", "police"),
        ({"level": "district"}, "level", "chỉ nhận một trong"),
    ],
)
def test_parts_that_do_not_fit_are_named_with_their_place(
    ministry: pieces.Office, change: dict[str, Any], field: str, words: str
) -> None:
    draft = begun(ministry)
    draft = saved(ministry, draft, {**draft.body, **change})
    assert field in [p.field for p in draft.problems]
    assert words in "\n".join(map(str, draft.problems))


def form_of(draft: DraftView) -> dict[str, Any]:
    """The draft's form with a section that hangs on a question, and a day that is compared with another."""
    form: dict[str, Any] = copy.deepcopy(draft.body["form"])
    form["properties"] |= {
        "abroad": {"type": "boolean", "x-title-i18n": texts("Ở nước ngoài")},
        "start": {"type": "string", "format": "date", "x-title-i18n": texts("Từ ngày")},
        "end": {"type": "string", "format": "date", "x-not-before": "start", "x-title-i18n": texts("Đến ngày")},
    }
    form["x-sections"][0]["fields"] += ["abroad"]
    when = {"field": "abroad", "equals": True}
    form["x-sections"].append(
        {"id": "stay", "x-title-i18n": texts("Ở lại"), "fields": ["start", "end"], "x-when": when}
    )
    return form


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        (("x-sections", 2, "x-when", "field"), "gone", "form/x-sections/stay", "“gone”, nay không còn"),
        (("x-sections", 2, "x-when", "field"), "end", "form/x-sections/stay", "được hỏi sau nhóm này"),
        (("x-sections", 2, "x-when", "field"), "content", "form/x-sections/stay", "loại không dùng được"),
        (("x-sections", 2, "x-when", "equals"), "maybe", "form/x-sections/stay", "“maybe”, nay không chọn được"),
        (("properties", "end", "x-not-before"), "gone", "form/properties/end", "so với ngày ở câu hỏi “gone”"),
        (("properties", "end", "x-hint-i18n"), texts("Ngày") | {"th": " "}, "form/properties/end", "tiếng Thái"),
        (("required",), ["full_name", "gone"], "form", "bắt buộc trả lời câu hỏi “gone”"),
        (("x-sections", 0, "fields"), ["full_name"], "form/properties/abroad", "không thuộc nhóm câu hỏi nào"),
        (("x-sections", 1, "fields"), [], "form/x-sections/request", "chưa có câu hỏi nào"),
    ],
)
def test_a_form_that_the_builder_would_mark_is_not_sent_and_the_place_is_named(
    ministry: pieces.Office, path: tuple[Any, ...], value: Any, field: str, words: str
) -> None:
    draft = begun(ministry)
    form = form_of(draft)
    assert saved(ministry, draft, {**draft.body, "form": form}).problems == ()
    at: Any = form
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    draft = operations.save_draft(
        draft_id=draft.id, body={**draft.body, "form": form}, revision=2, actor=ministry.manager, now=NOW
    )
    with pytest.raises(DraftNotReady) as refused:
        operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    assert field in [p.field for p in refused.value.problems]
    assert words in str(refused.value)


def test_the_second_of_two_is_told_who_changed_what_and_keeps_what_they_typed(ministry: pieces.Office) -> None:
    draft = begun(ministry)
    saved(ministry, draft, with_limit(draft.body, "5"))
    typed = {**draft.body, "field": "Hộ tịch"}
    with pytest.raises(StaleDraft) as told:
        operations.save_draft(
            draft_id=draft.id, body=typed, revision=draft.revision, actor=ministry.other, now=NOW + timedelta(minutes=5)
        )
    assert "Quách Văn Giả Danh" in told.value.message
    assert "09:00 22/09/2026" in told.value.message
    assert [c.sentence for c in told.value.changes] == [
        "Thời hạn trực tiếp của trường hợp “Thông thường”: 3 ngày làm việc → 5 ngày làm việc"
    ]
    assert told.value.typed == typed
    after = operations.save_draft(
        draft_id=draft.id, body=typed, revision=told.value.revision, actor=ministry.other, now=NOW
    )
    assert after.changed_by == "Thái Thị Giả Soát"


def test_steps_can_be_undone_and_done_again_until_something_else_is_saved(ministry: pieces.Office) -> None:
    first = begun(ministry)
    second = saved(ministry, first, with_limit(first.body, "5"))
    assert "undo" in second.may
    back = operations.undo_draft(draft_id=first.id, revision=second.revision, actor=ministry.manager, now=NOW)
    assert (back.body, "redo" in back.may, "undo" in back.may) == (first.body, True, False)
    again = operations.redo_draft(draft_id=first.id, revision=back.revision, actor=ministry.manager, now=NOW)
    assert again.body == second.body
    back = operations.undo_draft(draft_id=first.id, revision=again.revision, actor=ministry.manager, now=NOW)
    other = saved(ministry, back, with_limit(first.body, "7"))
    assert "redo" not in other.may


def test_who_made_a_draft_neither_checks_nor_decides_it(ministry: pieces.Office) -> None:
    draft = begun(ministry)
    operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    with pytest.raises(OwnDraft):
        operations.check_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    assert "check" not in queries.draft(draft.id, actor=ministry.manager, now=NOW).may
    assert "check" in queries.draft(draft.id, actor=ministry.other, now=NOW).may


def test_one_who_only_helped_to_make_it_does_not_check_it_either(ministry: pieces.Office) -> None:
    draft = begun(ministry)
    operations.save_draft(
        draft_id=draft.id, body=with_limit(draft.body, "5"), revision=1, actor=ministry.other, now=NOW
    )
    operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    with pytest.raises(OwnDraft):
        operations.check_draft(draft_id=draft.id, actor=ministry.other, now=NOW)


def test_a_draft_comes_back_with_the_reason_and_is_checked_anew(ministry: pieces.Office) -> None:
    draft = begun(ministry)
    operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    with pytest.raises(DraftNotReady):
        operations.return_draft(draft_id=draft.id, remark=" ", actor=ministry.other, now=NOW)
    back = operations.return_draft(draft_id=draft.id, remark="Thiếu căn cứ", actor=ministry.other, now=NOW)
    assert [(r.name, r.text) for r in back.remarks] == [("Thái Thị Giả Soát", "Thiếu căn cứ")]
    assert queries.draft(draft.id, actor=ministry.manager, now=NOW).state == "drafting"
    with pytest.raises(DraftStateConflict):
        operations.check_draft(draft_id=draft.id, actor=ministry.other, now=NOW)


def test_only_an_office_that_keeps_a_catalogue_drafts_and_only_in_its_own_scope(ministry: pieces.Office) -> None:
    province = pieces.hanoi()
    with pytest.raises(NotYourProvince):
        begun(province)
    with pytest.raises(NotCatalogueOffice):
        operations.start_draft(kind="new", code=NEW, name="Tên", actor=ministry.leader, now=NOW)
    draft = begun(ministry)
    with pytest.raises(DraftNotFound):
        queries.draft(draft.id, actor=province.manager, now=NOW)
    with pytest.raises(DraftNotFound):
        operations.save_draft(draft_id=draft.id, body={}, revision=1, actor=province.manager, now=NOW)
    assert queries.drafts(actor=province.manager, now=NOW) == []


def test_one_procedure_has_one_open_draft(ministry: pieces.Office, tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(ProcedureExists):
        begun(ministry, code=CODE)
    first = begun(ministry, "amend", CODE)
    with pytest.raises(DraftExists) as refused:
        begun(ministry, "amend", CODE)
    assert refused.value.draft_id == first.id
    operations.drop_draft(draft_id=first.id, actor=ministry.manager, now=NOW)
    begun(ministry, "abolish", CODE)


def test_another_agency_is_told_who_works_on_it_since_when_but_no_name_of_a_person(
    ministry: pieces.Office, tmp_path: Path
) -> None:
    load(tmp_path)
    begun(ministry, "amend", CODE)
    with pytest.raises(DraftElsewhere) as refused:
        begun(pieces.ministry_of_home_affairs(), "amend", CODE)
    assert refused.value.message.startswith(f"Bộ Tư pháp đang soạn thủ tục {CODE} từ ngày 22/09/2026")
    assert "Giả" not in str(refused.value)


@pytest.mark.parametrize("code", ["1", "CT-abc", "1.0011930", "../x", ""])
def test_a_code_that_cannot_be_one_is_refused(ministry: pieces.Office, code: str) -> None:
    with pytest.raises(DraftNotReady, match="viết dạng"):
        begun(ministry, code=code)


def test_a_later_version_waits_and_the_one_before_ends_on_its_day(ministry: pieces.Office, tmp_path: Path) -> None:
    load(tmp_path)
    old = queries.procedure(CODE, on=ON)
    draft = begun(ministry, "amend", CODE)
    draft = saved(ministry, draft, {**with_limit(draft.body, "1"), "name": texts("Tên từ tháng mười")})
    start = date(2026, 10, 1)
    new_id = published(ministry, draft, start=start)
    assert queries.procedure(CODE, on=TODAY).version_id == old.version_id
    assert queries.procedure(CODE, on=TODAY).effective_to == start
    assert queries.procedure(CODE, on=start).version_id == new_id
    assert queries.entry(CODE, on=TODAY).name == "Thủ tục ví dụ"
    operations.begin_versions(on=start)
    assert queries.entry(CODE, on=start).name == "Tên từ tháng mười"
    assert [(r.effective_from, r.effective_to) for r in queries.history(CODE)] == [
        (start, None), (date(2026, 1, 1), start)
    ]  # fmt: skip
    said = [c.sentence for c in queries.version_changes(new_id)]
    assert "Thời hạn trực tiếp của trường hợp “Thường”: 3 ngày làm việc → 1 ngày làm việc" in said


def test_a_correction_of_the_same_day_stands_in_place_of_the_first(ministry: pieces.Office) -> None:
    published(ministry, begun(ministry))
    draft = begun(ministry, "amend", NEW)
    draft = saved(ministry, draft, with_limit(draft.body, "1"))
    published(ministry, draft, ref="13/QĐ-BTP")
    assert queries.procedure(NEW, on=TODAY).cases[0].limits["direct"].value == 1
    assert [(row.revision, row.superseded) for row in queries.history(NEW)] == [(2, False), (1, True)]


def test_an_abolished_procedure_cannot_be_filed_from_that_day(ministry: pieces.Office, tmp_path: Path) -> None:
    load(tmp_path)
    day = date(2026, 10, 1)
    published(ministry, begun(ministry, "abolish", CODE), start=day, ref="20/QĐ-BTP")
    assert queries.procedure(CODE, on=TODAY)
    with pytest.raises(ProcedureNotInForce):
        queries.procedure(CODE, on=day)
    assert (queries.history(CODE)[0].abolished, queries.history(CODE)[0].abolished_by) == (True, "20/QĐ-BTP")
    assert latest(kind="procedure.abolished")[0].data["procedure"] == CODE


def test_a_version_cannot_begin_before_the_newest_or_before_its_decision(
    ministry: pieces.Office, tmp_path: Path
) -> None:
    load(tmp_path, version(effective_from="2026-12-01"))
    draft = begun(ministry, "amend", CODE)
    with pytest.raises(DecisionInvalid, match="01/12/2026"):
        published(ministry, draft)
    with pytest.raises(DecisionInvalid, match="trước ngày ký"):
        operations.publish_draft(
            draft_id=draft.id, decision_ref="", decision_on=TODAY, effective_from=TODAY - timedelta(1),
            actor=ministry.leader, now=NOW,
        )  # fmt: skip
    assert queries.history(CODE)[0].effective_to is None


def test_a_draft_of_an_older_text_is_not_published_over_a_newer_one(ministry: pieces.Office, tmp_path: Path) -> None:
    load(tmp_path)
    old = queries.procedure(CODE, on=ON).version_id
    draft = begun(ministry, "amend", CODE)
    published(ministry, saved(ministry, draft, with_limit(draft.body, "1")))
    late = begun(ministry, "amend", CODE, base_version_id=old)
    assert late.base_moved
    with pytest.raises(BaseMoved):
        operations.send_draft(draft_id=late.id, actor=ministry.manager, now=NOW)
    moved = operations.rebase_draft(draft_id=late.id, actor=ministry.manager, now=NOW)
    assert not moved.base_moved
    assert [c.after for c in queries.changes(moved.base, moved.body)] == ["3 ngày làm việc"]


def test_loading_leaves_alone_what_the_office_published(ministry: pieces.Office, tmp_path: Path) -> None:
    load(tmp_path)
    draft = begun(ministry, "amend", CODE)
    ours = published(ministry, saved(ministry, draft, {**draft.body, "name": texts("Tên của bộ")}))
    assert load(tmp_path, version(keywords=["không đổi gì khác"])).kept == (CODE,)
    assert queries.procedure(CODE, on=TODAY).version_id == ours
    assert queries.entry(CODE, on=TODAY).name == "Tên của bộ"
    assert len(queries.history(CODE)) == 2
