"""What is measured is what is said: replayed statements do what the call did, a multiplied dossier is a dossier."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test import Client

from bench import harness, million
from bench.machines import DOSSIER
from bench.replay import Replay, bare_connection
from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.dossiers import queries, testing
from caunoi.dossiers.testing import Office
from caunoi.exchange import testing as machines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db: None) -> Office:
    caches["local"].clear()
    return testing.office(SystemClock().now())


@pytest.fixture
def bare(office: Office) -> Iterator[Any]:
    """A connection to the test's database, beside Django's."""
    found = bare_connection()
    yield found
    found.close()


def counts() -> dict[str, int]:
    labels = ("dossiers.Dossier", "dossiers.WorkItem", "processes.TaskRecord", "exchange.Call")
    return {label: apps.get_model(label)._default_manager.count() for label in labels}


def test_a_replay_writes_what_the_call_wrote_each_time_anew(office: Office, bare: Any) -> None:
    client = Client()
    registered = machines.machine(office.centre_id, now=SystemClock().now())
    headers = {"authorization": f"Bearer {machines.token(client, registered)}"}
    given: dict[str, Any] = {"path": "/api/v1/dossiers", "data": DOSSIER, "content_type": "application/json"}
    client.post(**given, headers={**headers, "idempotency-key": str(new_id())})
    key, before, begun = str(new_id()), counts(), time.time()
    with harness.statements() as said:
        answer = client.post(**given, headers={**headers, "idempotency-key": key})
    assert answer.status_code == 201, answer.content.decode()
    one = {name: number - before[name] for name, number in counts().items()}
    replay = Replay(said, since=begun, texts=[answer.json()["code"], key])
    for number in range(2):
        replay.send(bare, number)
    after = counts()
    assert {name: number - before[name] for name, number in after.items()} == {n: 3 * k for n, k in one.items()}
    codes = apps.get_model("dossiers.Dossier")._default_manager.values_list("code", flat=True)
    assert len(set(codes)) == len(codes)


def test_multiplied_dossiers_are_found_and_opened_as_others_are(office: Office) -> None:
    now = SystemClock().now()
    templates = [testing.walk(office, stage, now=now).id for stage in ("returned", "accepted")]
    million.multiply(templates, 40, say=lambda *said, **more: None)
    assert apps.get_model("dossiers.Dossier")._default_manager.count() == 42
    found = queries.queue(agency_id=office.committee_id, actor=office.specialist, now=now, pile="all")
    copied = [row for row in found.rows if row.id not in templates]
    assert len(copied) == 40
    page = queries.page(copied[0].code, actor=office.specialist, now=now)
    assert page.timeline[0].kind == "dossier.submitted"
    assert queries.find(copied[0].applicant_name, actor=office.specialist, now=now).rows
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT id) = count(*) FROM core_journal")
        assert cursor.fetchone()[0]


def test_results_stand_beside_their_limits_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness, "RESULTS", tmp_path)
    report = harness.Report("example", {"size": 1})
    report.add("a figure", 2.0, "/s", limit=4.0, limit_is="/s bare", ratio=0.5, target=">= 0.40", met=True)
    kept = json.loads(report.save().read_text())
    assert kept["figures"][0] | {"what": "a figure", "ratio": 0.5, "met": True} == kept["figures"][0]
    assert kept["machine"]
    assert harness.at_once(3, 9, lambda client, number: None).errors == 0
