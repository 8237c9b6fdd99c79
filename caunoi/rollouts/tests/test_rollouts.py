"""A pilot in one place, decided on, then place by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test.utils import CaptureQueriesContext

from caunoi.core.errors import InvalidInput
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of
from caunoi.documents.errors import ProgramFile, UnknownFileType
from caunoi.rollouts import operations, queries
from caunoi.rollouts.demo import make_sample
from caunoi.rollouts.errors import (
    CodeTaken,
    CriteriaNotMet,
    EvidenceNeeded,
    ItemsOpen,
    NeedsGuidance,
    NewEndNeeded,
    NotAtThisPlace,
    NothingToOpen,
    NotTheDecider,
    NotTheOwner,
    NotTheSwitch,
    NotYourAgency,
    OnlyALeaderPassesOver,
    PlaceNotFound,
    PlacesOpen,
    RolloutNotFound,
    SayWhy,
    UnfitRollout,
    UnknownPlaces,
    WrongStage,
    WrongState,
)
from caunoi.rollouts.shapes import CriterionDraft, Guidance, ItemDraft, PlaceLine
from caunoi.rollouts.testing import FILE, draft, meet, ready, walked
from caunoi.rollouts.tests.conftest import NOW, Land, serving
from caunoi.units.testing import agency

LATER = NOW + timedelta(days=5)
GUIDANCE = Guidance("12/HD-MAU", NOW.date(), "Hướng dẫn nhân rộng hệ thống mẫu", FILE)


@pytest.fixture
def rolling(land: Land) -> UUID:
    return walked(
        "rolling", leader=land.leader, pilot_agency_id=land.province.id, places=[land.commune.id], now=NOW
    )  # fmt: skip


def commune_of(rollout_id: UUID, land: Land) -> PlaceLine:
    found = queries.places(rollout_id, actor=land.leader, now=LATER)
    return next(one for one in found if one.agency_id == land.commune.id)


def item(place_id: UUID, land: Land, number: int) -> UUID:
    return queries.place(place_id, actor=land.leader, now=LATER).items[number].id


def test_a_pilot_goes_from_its_design_to_places_that_work(land: Land) -> None:
    rollout_id = walked("pilot", leader=land.leader, pilot_agency_id=land.province.id, now=NOW)
    view = queries.rollout(rollout_id, actor=land.province_specialist, now=NOW)
    assert (view.line.stage, [one.met for one in view.entry], [one.met for one in view.exit]) == (
        "pilot", [True, True], [None, None],
    )  # fmt: skip
    operations.record_result(
        rollout_id=rollout_id, criterion_id=view.exit[0].id, met=True, note_text="132 việc, theo báo cáo", file=FILE,
        actor=land.province_specialist, now=NOW,
    )  # fmt: skip
    operations.end_pilot(rollout_id=rollout_id, outcome="roll_out", guidance=GUIDANCE, actor=land.leader, now=NOW)
    opened = operations.open_wave(
        rollout_id=rollout_id, name="Đợt 1", due_on=NOW.date(), agency_ids=[land.commune.id], actor=land.leader, now=NOW
    )
    assert opened == 1
    place = commune_of(rollout_id, land)
    assert (place.state, place.open, place.late) == ("planned", 2, True)
    ready(place.id, land.commune_head, LATER)
    assert commune_of(rollout_id, land).state == "ready"
    operations.go_live(place_id=place.id, actor=land.commune_head, now=LATER)
    operations.finish_rollout(rollout_id=rollout_id, actor=land.leader, now=LATER)
    done = queries.rollout(rollout_id, actor=land.commune_head, now=LATER)
    assert (done.line.stage, done.line.live, done.line.total) == ("finished", 2, 2)
    assert done.guidance is not None
    assert done.guidance.number == "12/HD-MAU"
    file, content = queries.evidence_file(done.guidance.file_id, actor=land.commune_head, now=LATER)  # type: ignore[arg-type]
    assert (file.media_type, content[:4]) == ("image/png", b"\x89PNG")
    kinds = [entry.kind for entry in entries_of("rollout", rollout_id)]
    assert kinds[0] == "rollout.drafted"
    assert kinds[-1] == "rollout.ended"
    assert "rollout.pilot_decided" in kinds
    states = [entry.data["state"] for entry in entries_of("rollout_place", place.id) if "before" in entry.data]
    assert states == ["planned", "preparing", "ready", "live"]


def test_every_past_day_can_be_asked(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    ready(place.id, land.commune_head, LATER)
    operations.go_live(place_id=place.id, actor=land.commune_head, now=LATER)
    operations.pause_place(
        place_id=place.id, reason="Mất điện kéo dài", actor=land.commune_head, now=LATER + timedelta(days=1)
    )
    now = LATER + timedelta(days=9)

    def state(days: int) -> str:
        at = LATER + timedelta(days=days)
        return queries.place(place.id, actor=land.leader, now=now, as_of=at).line.state

    assert [state(days) for days in (-1, 0, 1)] == ["planned", "live", "paused"]
    earlier = queries.place(place.id, actor=land.leader, now=now, as_of=LATER - timedelta(days=1))
    assert [one.state for one in earlier.items] == ["todo"] * 3
    (line,) = queries.rollouts(actor=land.leader, now=now, as_of=LATER)
    assert line.counts == {"live": 2}
    assert queries.rollouts(actor=land.leader, now=now, as_of=NOW - timedelta(days=1)) == []


def test_open_obligatory_items_are_named_and_only_a_leader_passes_over_them(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    with pytest.raises(ItemsOpen) as error:
        operations.go_live(place_id=place.id, actor=land.commune_leader, now=LATER)
    assert "Tài khoản của cán bộ; Tập huấn cán bộ" in str(error.value)
    assert "Bảng hướng dẫn" not in str(error.value)
    with pytest.raises(OnlyALeaderPassesOver):
        operations.go_live(place_id=place.id, actor=land.commune_head, now=LATER, reason="Cần dùng ngay")
    with pytest.raises(SayWhy):
        operations.go_live(place_id=place.id, actor=land.commune_leader, now=LATER, reason="vì")
    operations.go_live(place_id=place.id, actor=land.commune_leader, now=LATER, reason="Cần dùng ngay trong bão")
    last = queries.place(place.id, actor=land.commune_leader, now=LATER).history[-1]
    assert (last.state, last.despite, last.reason) == ("live", 2, "Cần dùng ngay trong bão")
    assert entries_of("rollout_place", place.id)[-1].data["despite"] == 2


def test_an_item_is_done_with_evidence_and_not_needed_with_a_reason(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    first = item(place.id, land, 0)
    common = {"place_id": place.id, "item_id": first, "actor": land.commune_head, "now": LATER}
    with pytest.raises(EvidenceNeeded):
        operations.record_item(state="done", note_text="", **common)  # type: ignore[arg-type]
    with pytest.raises(SayWhy):
        operations.record_item(state="not_needed", note_text="", **common)  # type: ignore[arg-type]
    with pytest.raises(UnfitRollout):
        operations.record_item(state="almost", note_text="", **common)  # type: ignore[arg-type]
    assert operations.record_item(state="doing", note_text="", **common) == "preparing"  # type: ignore[arg-type]
    assert operations.record_item(state="done", note_text="", file=FILE, **common) == "preparing"  # type: ignore[arg-type]
    second = {**common, "item_id": item(place.id, land, 1)}
    words = "Đã được tập huấn từ năm trước"
    assert operations.record_item(state="not_needed", note_text=words, **second) == "ready"  # type: ignore[arg-type]
    assert operations.record_item(state="todo", note_text="", **second) == "preparing"  # type: ignore[arg-type]


@pytest.mark.parametrize(("content", "error"), [(b"MZ\x90\x00program", ProgramFile), (b"just words", UnknownFileType)])
def test_evidence_of_a_wrong_kind_is_refused_and_nothing_is_kept(
    land: Land, rolling: UUID, content: bytes, error: type[InvalidInput]
) -> None:
    place = commune_of(rolling, land)
    with pytest.raises(error):
        operations.record_item(
            place_id=place.id, item_id=item(place.id, land, 0), state="done", note_text="Xem tệp đính kèm",
            file=("minh-chung.pdf", content), actor=land.commune_head, now=LATER,
        )  # fmt: skip
    view = queries.place(place.id, actor=land.commune_head, now=LATER)
    assert (view.items[0].state, view.line.state) == ("todo", "planned")


def test_the_pilot_needs_its_criteria_and_its_guidance(land: Land) -> None:
    rollout_id = walked("draft", leader=land.leader, pilot_agency_id=land.province.id, now=NOW)
    with pytest.raises(CriteriaNotMet) as error:
        operations.start_pilot(rollout_id=rollout_id, actor=land.leader, now=NOW)
    assert "Có đường truyền dự phòng" in str(error.value)
    assert "phòng tập huấn" not in str(error.value)
    operations.start_pilot(rollout_id=rollout_id, actor=land.leader, now=NOW, reason="Đường truyền có trong tuần này")
    end = {"rollout_id": rollout_id, "actor": land.leader, "now": NOW}
    with pytest.raises(CriteriaNotMet):
        operations.end_pilot(outcome="roll_out", guidance=GUIDANCE, **end)  # type: ignore[arg-type]
    with pytest.raises(NewEndNeeded):
        operations.end_pilot(outcome="extend", reason="Chưa đủ việc", **end)  # type: ignore[arg-type]
    new_end = NOW.date() + timedelta(days=200)
    operations.end_pilot(outcome="extend", reason="Chưa đủ việc", new_end=new_end, **end)  # type: ignore[arg-type]
    assert queries.rollout(rollout_id, actor=land.leader, now=NOW).line.pilot_ends_on == new_end
    meet(rollout_id, "exit", land.leader, NOW)
    for wrong in (None, replace(GUIDANCE, file=None), replace(GUIDANCE, dated=NOW.date() + timedelta(days=1))):
        with pytest.raises(NeedsGuidance):
            operations.end_pilot(outcome="roll_out", guidance=wrong, **end)  # type: ignore[arg-type]
    operations.end_pilot(outcome="stop", reason="Không ai dùng hệ thống này", **end)  # type: ignore[arg-type]
    with pytest.raises(WrongStage):
        operations.open_wave(
            rollout_id=rollout_id, name="Đợt 1", due_on=NOW.date(), provinces=True, actor=land.leader, now=NOW
        )


def test_who_may_do_what(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    made = draft(land.leader.person_id, land.province.id, NOW, code="TK-2")
    with pytest.raises(NotTheOwner):
        operations.draft_rollout(agency_id=land.ministry.id, draft=made, actor=land.commune_leader, now=NOW)
    drafted = operations.draft_rollout(agency_id=land.ministry.id, draft=made, actor=land.specialist, now=NOW)
    with pytest.raises(NotTheDecider):
        operations.start_pilot(rollout_id=drafted, actor=land.specialist, now=NOW)
    with pytest.raises(RolloutNotFound):  # a draft is its own agency's
        queries.rollout(drafted, actor=land.province_specialist, now=NOW)
    with pytest.raises(RolloutNotFound):
        queries.rollout(rolling, actor=land.stranger, now=NOW)
    with pytest.raises(NotAtThisPlace):
        operations.record_item(
            place_id=place.id,
            item_id=item(place.id, land, 0),
            state="doing",
            note_text="",
            actor=land.stranger,
            now=NOW,
        )
    with pytest.raises(NotTheSwitch):
        operations.go_live(place_id=place.id, actor=land.specialist, now=NOW)
    with pytest.raises(NotTheDecider):
        operations.stop_place(place_id=place.id, reason="Không cần nữa", actor=land.commune_leader, now=NOW)
    with pytest.raises(PlaceNotFound):
        queries.place(place.id, actor=land.stranger, now=NOW)
    assert queries.place(place.id, actor=land.province_specialist, now=NOW).line.agency_id == land.commune.id


def test_places_go_only_where_their_state_leads(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    with pytest.raises(WrongState):
        operations.resume_place(place_id=place.id, actor=land.leader, now=NOW)
    with pytest.raises(PlacesOpen):
        operations.finish_rollout(rollout_id=rolling, actor=land.leader, now=NOW)
    operations.stop_place(place_id=place.id, reason="Xã đã sáp nhập", actor=land.leader, now=NOW)
    with pytest.raises(WrongState):
        operations.go_live(place_id=place.id, actor=land.leader, now=NOW, reason="Vẫn muốn làm tiếp")
    operations.finish_rollout(rollout_id=rolling, actor=land.leader, now=NOW)
    with pytest.raises(WrongStage):
        operations.stop_rollout(rollout_id=rolling, reason="Không cần nữa", actor=land.leader, now=NOW)


def test_a_wave_leaves_out_who_is_in_already_and_names_what_is_no_place(land: Land, rolling: UUID) -> None:
    wave = {"rollout_id": rolling, "name": "Đợt 2", "due_on": NOW.date(), "actor": land.leader, "now": NOW}
    with pytest.raises(NothingToOpen):
        operations.open_wave(communes_of="01", **wave)  # type: ignore[arg-type]
    unknown = new_id()
    with pytest.raises(UnknownPlaces) as error:
        operations.open_wave(agency_ids=[unknown], **wave)  # type: ignore[arg-type]
    assert str(unknown) in str(error.value)
    with pytest.raises(UnfitRollout):
        operations.open_wave(provinces=True, **{**wave, "due_on": NOW.date() - timedelta(days=1)})  # type: ignore[arg-type]


def test_everything_wrong_with_a_design_is_said_at_once(land: Land) -> None:
    bad = draft(
        land.commune_head.person_id, land.province.id, NOW, code="có dấu", title="x", pilot_ends_on=NOW.date(),
        entry=(CriterionDraft("Chỉ nên có", obligatory=False),), exit=(CriterionDraft("Đạt"), CriterionDraft("Đạt")),
        items=(ItemDraft("Tập huấn", ""), ItemDraft("x", "Văn phòng")),
    )  # fmt: skip
    with pytest.raises(UnfitRollout) as error:
        operations.draft_rollout(agency_id=land.ministry.id, draft=bad, actor=land.specialist, now=NOW)
    found = {problem.field for problem in error.value.problems}
    assert found == {"code", "title", "pilot_ends_on", "person_id", "entry", "exit", "items"}
    assert "Tập huấn" in str(error.value)
    good = draft(land.leader.person_id, land.province.id, NOW)
    operations.draft_rollout(agency_id=land.ministry.id, draft=good, actor=land.specialist, now=NOW)
    with pytest.raises(CodeTaken):
        operations.draft_rollout(agency_id=land.ministry.id, draft=good, actor=land.specialist, now=NOW)


def test_the_checklist_follows_the_pilot_until_places_use_it(land: Land) -> None:
    rollout_id = walked("pilot", leader=land.leader, pilot_agency_id=land.province.id, now=NOW)
    items = [ItemDraft("Máy quét tại quầy", "Văn phòng")]
    operations.change_checklist(rollout_id=rollout_id, items=items, actor=land.specialist, now=NOW)
    assert [one.text for one in queries.rollout(rollout_id, actor=land.leader, now=NOW).items] == ["Máy quét tại quầy"]
    meet(rollout_id, "exit", land.leader, NOW)
    operations.end_pilot(rollout_id=rollout_id, outcome="roll_out", guidance=GUIDANCE, actor=land.leader, now=NOW)
    with pytest.raises(WrongStage):
        operations.change_checklist(rollout_id=rollout_id, items=items, actor=land.specialist, now=NOW)


def test_the_number_of_statements_does_not_grow_with_the_places(
    land: Land, rolling: UUID, django_assert_max_num_queries: object
) -> None:
    from django.db import connection

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.places(rolling, actor=land.leader, now=LATER)
        return len(seen)

    before = count()
    operations.open_wave(
        rollout_id=rolling, name="Đợt 2", due_on=LATER.date(), agency_ids=[land.stranger.agency_id or new_id()],
        actor=land.leader, now=NOW,
    )  # fmt: skip
    assert count() == before


def test_what_a_place_owes_is_owed_to_who_leads(land: Land, rolling: UUID) -> None:
    place = commune_of(rolling, land)
    (mine,) = queries.owed(land.commune.id, actor=land.commune_head, now=NOW)
    assert (mine.subject.id, mine.to_id, mine.state) == (place.id, land.ministry.id, "open")
    assert queries.owed_to(land.ministry.id, actor=land.specialist, now=NOW) == [mine]
    late = queries.owed(land.commune.id, actor=land.commune_head, now=NOW + timedelta(days=40))
    assert [one.state for one in late] == ["late"]
    with pytest.raises(NotYourAgency):
        queries.owed(land.commune.id, actor=land.stranger, now=NOW)
    ready(place.id, land.commune_head, NOW)
    operations.go_live(place_id=place.id, actor=land.commune_head, now=NOW)
    assert queries.owed(land.commune.id, actor=land.commune_head, now=NOW) == []
    piloted = walked("pilot", leader=land.leader, pilot_agency_id=land.province.id, now=NOW, code="TK-3")
    assert [one.subject.id for one in queries.owed(land.ministry.id, actor=land.leader, now=NOW)] == [piloted]


def test_the_sample_is_marked_as_one_and_made_once(land: Land) -> None:
    third = agency("peoples_committee", "province", "UBND mẫu hai", code="000.00.00.H27", province_code="01")
    opened = make_sample(leader=land.leader, pilot_agency_id=land.province.id, now=NOW)
    (line,) = queries.rollouts(actor=land.leader, now=NOW)
    assert (opened, line.is_sample, line.stage, line.counts) == (1, True, "rolling", {"live": 2})
    assert queries.owed(third.id, actor=serving(third, "leader"), now=NOW) == []
    assert make_sample(leader=land.leader, pilot_agency_id=land.province.id, now=NOW) == 0
