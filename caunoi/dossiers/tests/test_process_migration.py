"""A dossier's process moves to another version: what waits for officers follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from caunoi.dossiers import operations as operations_of_dossiers
from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.testing import office, walk
from caunoi.processes import operations, queries
from caunoi.processes.shapes_modelling import Rescheduled
from caunoi.processes.testing import office as ministry_of
from caunoi.processes.testing import publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


def test_an_open_item_gets_the_role_of_the_new_version_and_the_dossier_goes_on() -> None:
    ward, ministry = office(NOW), ministry_of(now=NOW)
    view = walk(ward, "accepted", now=NOW)
    dossier = Dossier.objects.get(id=view.id)
    before = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
    assert (before.step, before.role) == ("examine", "specialist")
    old = queries.shipped(dossier.process_code, actor=ministry.drawer, now=NOW)
    text = old.text.replace('"role" value="specialist"', '"role" value="head_of_unit"')
    version = publish(ministry, dossier.process_code, text, now=NOW)
    shown = queries.migrate_preview(
        code=old.code, from_digest=old.digest, to_number=version.number, actor=ministry.drawer, now=NOW
    )
    report = operations.migrate(
        code=old.code,
        from_digest=old.digest,
        to_number=version.number,
        fingerprint=shown.fingerprint,
        actor=ministry.drawer,
        now=NOW,
    )
    assert (report.moved, report.stayed) == (1, 0)
    after = WorkItem.objects.get(id=before.id)
    assert (after.role, after.agency_id, after.assignee_id) == ("head_of_unit", before.agency_id, None)
    assert after.actions == queries.open_tasks_of_agency(after.agency_id, roles=["head_of_unit"])[0].actions


def moved(text_of: Callable[[str], str], pause: bool = False) -> tuple[Rescheduled, WorkItem, WorkItem]:
    """A dossier being examined moves to another text: what was foreseen, its item before and after."""
    ward, ministry = office(NOW), ministry_of(now=NOW)
    view = walk(ward, "accepted", now=NOW)
    if pause:
        reason = "Chờ xác minh"
        operations_of_dossiers.stop(dossier_id=view.id, reason=reason, actor=ward.specialist, now=NOW)
        later = NOW + timedelta(hours=2)
        operations_of_dossiers.resume(dossier_id=view.id, note=reason, actor=ward.specialist, now=later)
    dossier = Dossier.objects.get(id=view.id)
    before = WorkItem.objects.get(dossier_id=view.id, closed_at=None)
    old = queries.shipped(dossier.process_code, actor=ministry.drawer, now=NOW)
    version = publish(ministry, dossier.process_code, text_of(old.text), now=NOW)
    shown = queries.migrate_preview(
        code=old.code, from_digest=old.digest, to_number=version.number, actor=ministry.drawer, now=NOW
    )
    assert WorkItem.objects.get(id=before.id).step_due_at == before.step_due_at, "a preview writes nothing"
    operations.migrate(
        code=old.code, from_digest=old.digest, to_number=version.number, fingerprint=shown.fingerprint,
        actor=ministry.drawer, now=NOW,
    )  # fmt: skip
    after = WorkItem.objects.get(id=before.id)
    assert Dossier.objects.get(id=view.id).due_at == dossier.due_at, "the legal deadline never changes"
    assert after.due_at == before.due_at
    return shown.rescheduled, before, after


def shares(text: str, step: str, share: str) -> str:
    """The text with another share of the limit for a step."""
    found = re.search(rf'<[\w:]*userTask id="{step}".*?</[\w:]*userTask>', text, re.DOTALL)
    assert found
    changed = re.sub(r'("share_of_limit" value=")[\d.]+', rf"\g<1>{share}", found[0])
    assert changed != found[0]
    return text.replace(found[0], changed)


def test_an_open_step_is_due_earlier_under_a_smaller_share() -> None:
    shown, before, after = moved(lambda text: shares(shares(text, "examine", "0.2"), "sign", "0.7"))
    assert (shown.earlier, shown.later, shown.same) == (1, 0, 0)
    assert before.step_due_at is not None
    assert after.step_due_at is not None
    assert before.opened_at < after.step_due_at < before.step_due_at


def test_a_step_keeps_its_date_under_the_same_share_with_the_pauses_since() -> None:
    shown, before, after = moved(lambda text: text.replace('name="', 'name="Bước ', 1), pause=True)
    assert (shown.earlier, shown.later, shown.same) == (0, 0, 1)
    assert after.step_due_at == before.step_due_at
