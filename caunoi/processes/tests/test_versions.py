"""Drafts and published versions."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.journal.queries import entries_of
from caunoi.processes import current, engine, operations, queries
from caunoi.processes.errors import (
    BadCode,
    DefinitionInvalid,
    LastVersion,
    NotADraft,
    NotForProcesses,
    NotProcessManager,
    NotPublisher,
    ProcessNotFound,
    StaleProcessDraft,
    TextRefused,
    VersionNotFound,
)
from caunoi.processes.models import ProcessInstance, ProcessVersion
from caunoi.processes.testing import ACTOR, NOW, Office, do, office, play, publish, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> Office:
    return office()


def renamed(code: str = "generic", name: str = "Thẩm tra") -> str:
    """The shipped text with another name of its examining step: a text of its own."""
    return engine.shipped(code).text.replace('name="Thẩm định hồ sơ"', f'name="{name}"')


def digest_of_run(view_id: UUID) -> str:
    return ProcessInstance.objects.get(id=view_id).definition_id


def test_new_runs_begin_with_what_was_published_and_old_ones_stay(ministry: Office) -> None:
    before = start("generic")
    version = publish(ministry, "generic", renamed())
    after = start("generic")
    assert (version.number, version.current, version.state) == (1, True, "published")
    assert digest_of_run(before.id) == engine.shipped("generic").digest
    assert digest_of_run(after.id) == version.digest
    assert [t.name for t in do(before, before.opened[0].id, "accept").opened] == ["Thẩm định hồ sơ"]
    assert [t.name for t in do(after, after.opened[0].id, "accept").opened] == ["Thẩm tra"]


def test_a_run_of_the_first_ends_while_the_second_is_published(ministry: Office) -> None:
    first = publish(ministry, "generic", renamed())
    view = play("generic", "accept")
    second = publish(ministry, "generic", renamed(name="Thẩm tra lần hai"))
    assert (first.number, second.number) == (1, 2)
    for action in ("submit_for_signature", "sign", "hand_over"):
        view = do(view, view.opened[0].id, action)
    assert view.completed_at == NOW
    assert digest_of_run(view.id) == first.digest


def test_a_start_takes_two_statements_also_under_a_published_version(ministry: Office) -> None:
    publish(ministry, "building_permit", engine.shipped("building_permit").text + "\n")
    start("building_permit")  # the first after a publication asks
    with CaptureQueriesContext(connection) as starting:
        view = start("building_permit")
    view = do(view, view.opened[0].id, "accept")
    with CaptureQueriesContext(connection) as completing:
        do(view, view.opened[0].id, "forward")
    assert (len(starting), len(completing)) == (2, 4)


def test_a_process_that_remembers_an_older_version_begins_with_the_one_in_force(ministry: Office) -> None:
    start("generic")
    version = publish(ministry, "generic", renamed())
    current._remembered.clear()  # another worker, which has not heard of it
    assert digest_of_run(start("generic").id) == version.digest
    current._remembered["generic", ""] = "0" * 64
    current._stored["0" * 64] = engine.shipped("generic")
    assert digest_of_run(start("generic").id) == version.digest
    del current._stored["0" * 64]


def test_a_province_goes_by_its_own_version_and_the_others_by_the_nations(ministry: Office) -> None:
    province = office(province="01")
    national = publish(ministry, "generic", renamed())
    own = publish(province, "generic", renamed(name="Thẩm tra ở tỉnh"))
    assert digest_of_run(start("generic", province="01").id) == own.digest
    assert digest_of_run(start("generic", province="04").id) == national.digest
    assert digest_of_run(start("generic").id) == national.digest
    assert queries.steps("generic", province="01")["examine"].name == "Thẩm tra ở tỉnh"
    assert queries.steps("generic")["examine"].name == "Thẩm tra"


def test_a_retired_version_gives_way_to_the_one_before(ministry: Office) -> None:
    first = publish(ministry, "generic", renamed())
    second = publish(ministry, "generic", renamed(name="Khác"))
    running = start("generic")
    assert second.id is not None
    operations.retire_process(version_id=second.id, actor=ministry.leader, now=NOW)
    assert digest_of_run(start("generic").id) == first.digest
    assert do(running, running.opened[0].id, "accept").opened[0].name == "Khác"


def test_the_only_version_of_a_new_code_cannot_be_retired(ministry: Office) -> None:
    draft = operations.start_process_draft(code="fishing_permit", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    with pytest.raises(ProcessNotFound):
        start("fishing_permit")
    assert "fishing_permit" not in queries.codes()
    version = operations.publish_process(draft_id=draft.id, revision=1, actor=ministry.leader, now=NOW)
    assert "fishing_permit" in queries.codes()
    view = start("fishing_permit")
    for action in ("accept", "submit_for_signature", "sign", "hand_over"):
        view = do(view, view.opened[0].id, action)
    assert view.completed_at == NOW
    assert version.id is not None
    with pytest.raises(LastVersion, match="fishing_permit"):
        operations.retire_process(version_id=version.id, actor=ministry.drawer, now=NOW)
    assert ProcessVersion.objects.get(id=version.id).state == "published"


def test_who_draws_does_not_publish_alone(ministry: Office) -> None:
    draft = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    assert draft.may == {"save", "drop"}
    with pytest.raises(NotPublisher):
        operations.publish_process(draft_id=draft.id, revision=1, actor=ministry.drawer, now=NOW)
    with pytest.raises(NotProcessManager):
        operations.save_process_draft(draft_id=draft.id, text="", revision=1, actor=ministry.leader, now=NOW)
    elsewhere = office(province="01")
    with pytest.raises(VersionNotFound):
        operations.publish_process(draft_id=draft.id, revision=1, actor=elsewhere.leader, now=NOW)
    with pytest.raises(VersionNotFound):
        queries.version(draft.id, actor=elsewhere.drawer, now=NOW)
    with pytest.raises(NotForProcesses):
        queries.processes(actor=ACTOR, now=NOW)


def test_of_two_who_edit_the_second_is_told_and_nothing_is_lost(ministry: Office) -> None:
    draft = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    assert operations.start_process_draft(code="generic", actor=ministry.second, now=NOW).id == draft.id
    text = renamed()
    operations.save_process_draft(draft_id=draft.id, text=text, revision=1, actor=ministry.drawer, now=NOW)
    with pytest.raises(StaleProcessDraft, match="Nguyễn Văn Mẫu"):
        operations.save_process_draft(
            draft_id=draft.id, text=renamed(name="X"), revision=1, actor=ministry.second, now=NOW
        )
    with pytest.raises(StaleProcessDraft):
        operations.publish_process(draft_id=draft.id, revision=1, actor=ministry.leader, now=NOW)
    assert queries.version(draft.id, actor=ministry.second, now=NOW).text == text


def test_an_unready_draft_is_kept_but_not_published(ministry: Office) -> None:
    draft = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    bad = draft.text.replace('"role" value="leader"', '"role" value="king"').replace('value="0.6"', 'value="0.7"')
    operations.save_process_draft(draft_id=draft.id, text=bad, revision=1, actor=ministry.drawer, now=NOW)
    with pytest.raises(DefinitionInvalid) as refused:
        operations.publish_process(draft_id=draft.id, revision=2, actor=ministry.leader, now=NOW)
    assert {dict(p.params)["element"] for p in refused.value.problems if "element" in dict(p.params)} == {"sign"}
    assert len(refused.value.problems) == 2
    assert ProcessVersion.objects.get(id=draft.id).state == "draft"


def test_what_is_published_or_dropped_is_no_draft_any_more(ministry: Office) -> None:
    version = publish(ministry, "generic", renamed())
    assert version.id is not None
    with pytest.raises(NotADraft):
        operations.save_process_draft(draft_id=version.id, text=renamed(), revision=2, actor=ministry.drawer, now=NOW)
    draft = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    assert draft.text == renamed()
    operations.drop_process_draft(draft_id=draft.id, actor=ministry.drawer, now=NOW)
    with pytest.raises(VersionNotFound):
        queries.version(draft.id, actor=ministry.drawer, now=NOW)


@pytest.mark.parametrize("code", ["", "Ab", "a b", "x" * 61, "được", "../etc"])
def test_a_code_that_cannot_be_an_id_is_refused(ministry: Office, code: str) -> None:
    with pytest.raises(BadCode):
        operations.start_process_draft(code=code, actor=ministry.drawer, now=NOW)


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;">]><b>&c;</b>'


@pytest.mark.parametrize(
    "text", ["", "<a>", BOMB, "<a/>", "\x00", "<a>" * 200_000, "<!--" + "x" * 1_000_001 + "--><a/>"]
)
def test_hostile_text_is_not_kept(ministry: Office, text: str) -> None:
    draft = operations.start_process_draft(code="generic", actor=ministry.drawer, now=NOW)
    assert draft.id is not None
    with pytest.raises(TextRefused):
        operations.save_process_draft(draft_id=draft.id, text=text, revision=1, actor=ministry.drawer, now=NOW)
    assert queries.check_text("generic", text)[0].sentence


def test_the_list_says_what_is_in_force_and_what_runs(ministry: Office) -> None:
    start("generic")
    publish(ministry, "generic", renamed())
    start("generic")
    seen = {p.code: p for p in queries.processes(actor=ministry.drawer, now=NOW)}
    generic = seen["generic"]
    assert [(v.number, v.state, v.current, v.running) for v in generic.versions] == [
        (1, "published", True, 1),
        (0, "shipped", False, 1),
    ]
    assert (generic.current, generic.running, generic.ships) == (1, 2, True)
    assert set(seen) == set(engine.codes())
    assert queries.process("generic", actor=ministry.leader, now=NOW).versions[0].may == {"retire"}


def test_the_journal_tells_of_it(ministry: Office) -> None:
    version = publish(ministry, "generic", renamed())
    assert version.id is not None
    told = [(e.kind, e.data.get("number")) for e in entries_of("process_version", version.id)]
    assert told == [("process.drafted", None), ("process.published", 1)]
