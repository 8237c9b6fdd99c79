"""A dossier's process moves to another version: what waits for officers follows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caunoi.dossiers.models import Dossier, WorkItem
from caunoi.dossiers.testing import office, walk
from caunoi.processes import operations, queries
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
