"""A server process is killed (SIGKILL) while a machine files or delivers: with the same key it is done once, and whole.

Places to die are chosen over the whole request, the moments around each commit among them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from caunoi.api.tests.conftest import NOW, Caller, birth
from caunoi.core.ids import new_id
from caunoi.documents.forms import printing
from caunoi.dossiers import testing as dossiers
from caunoi.dossiers.testing import Office
from caunoi.exchange import testing
from caunoi.exchange.operations import calls
from tests.killing import Steps, killed_at

Dossier = apps.get_model("dossiers.Dossier")
IdempotentRequest = apps.get_model("exchange.IdempotentRequest")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BETWEEN = 3
"""Places to die on the way, besides those around commits."""


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(calls, "ABANDONED", timedelta(0))  # the same key may go on at once, not after a minute
    monkeypatch.setattr(printing, "compile_with", first_print())
    return dossiers.office(NOW)


@pytest.fixture
def machine(office: Office) -> Caller:
    caller = Caller(testing.machine(office.centre_id, now=NOW))
    caller.get("/me")
    return caller


def first_print() -> Callable[..., Any]:
    """Typst's first page again and again: its threads do not live on in a process that was forked, so it would hang."""
    compiled, kept = printing.compile_with, list[Any]()

    def compile_with(*args: Any, **options: Any) -> Any:
        if not kept:
            kept.append(compiled(*args, **options))
        return kept[0]

    return compile_with


def places(work: Callable[[], Any]) -> tuple[list[int], list[int]]:
    """Where to die, by the steps of a request that is not killed: on its way, and around its commits."""
    steps, commits = Steps(0), []
    commit = getattr(connection, "_commit")  # noqa: B009  the stubs do not know it

    def noted() -> None:
        steps.step()
        commits.append(steps.done)
        commit()
        steps.step()

    connection.close()  # as in the process to come, whose connection is a new one
    setattr(connection, "_commit", noted)  # noqa: B010
    try:
        with connection.execute_wrapper(steps.statement):
            work()
    finally:
        setattr(connection, "_commit", commit)  # noqa: B010
    begun, done = commits[0], commits[-1]
    way = [begun + (done - begun) * n // (BETWEEN + 1) for n in range(1, BETWEEN + 1)]
    return way, sorted({*commits, *(place + 1 for place in commits)})


def test_a_filing_that_died_anywhere_is_done_once_by_the_same_key(machine: Caller) -> None:
    def one() -> tuple[dict[str, Any], str]:
        file = machine.upload().json()["id"]
        papers = [{"component_id": "birth_proof", "files": [file]}, {"component_id": "declaration_paper"}]
        return birth(components=papers), str(new_id())

    first, second = one(), one()
    machine.post("/dossiers", first[0], key=first[1])
    way, around = places(lambda: machine.post("/dossiers", second[0], key=second[1]))
    before = Dossier.objects.count()
    for number, step in enumerate([1, *way, *around], start=1):
        body, key = one()
        assert killed_at(step, partial(machine.post, "/dossiers", body, key=key))
        code = machine.post("/dossiers", body, key=key).json()["code"]
        assert machine.post("/dossiers", body, key=key).json()["code"] == code
        assert Dossier.objects.count() == before + number, step
    assert not IdempotentRequest.objects.filter(status=None).exists()


def test_a_hand_over_that_died_around_its_commit_is_answered_as_done(office: Office, machine: Caller) -> None:
    body = {"received_by": "Nguyễn Thị Mẫu", "delivered_at": NOW.isoformat()}
    paths = [f"/dossiers/{dossiers.walk(office, 'signed', now=NOW).code}/hand-over" for _ in range(4)]
    machine.post(paths.pop(), body, 200)
    _way, around = places(lambda: machine.post(paths.pop(), body, 200))
    for step in around[-2:]:
        path, key = paths.pop(), str(new_id())
        assert killed_at(step, partial(machine.post, path, body, 200, key=key))
        done = machine.post(path, body, 200, key=key).json()
        assert (done["status"], done["hand_over"]["received_by"]) == (10, "Nguyễn Thị Mẫu")
