"""Our own failures: said as a problem without anything of the inside, and nothing half done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError
from django.test import RequestFactory

from caunoi.api import dossiers as views
from caunoi.api import once
from caunoi.api.tests.conftest import NOW, Caller, birth
from caunoi.core.actor import Person
from caunoi.dossiers import queries
from caunoi.ui.views import server_error

pytestmark = pytest.mark.django_db


def broken(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError("secret of the inside")


def filed(machine: Caller) -> int:
    view = machine.registered.machine
    actor = Person(view.person_id, role=view.role, agency_id=view.agency_id)
    return len(queries.find("mau", actor=actor, now=NOW).rows)


def test_a_failure_after_the_filing_undoes_it_and_the_same_key_files_once(
    post_office: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = post_office.upload().json()["id"]
    body = birth(components=[{"component_id": "birth_proof", "files": [file]}, {"component_id": "declaration_paper"}])
    with monkeypatch.context() as patched:
        patched.setattr(views, "_said", broken)  # the dossier is filed, its page fails
        failed = post_office.post("/dossiers", body, 500, key="gap-su-co", accept_language="en")
    said = failed.json()
    assert said["code"] == "server_error"
    assert said["problems"] == []
    assert "secret" not in failed.content.decode()
    number = said["detail"].rstrip(".").rpartition(" ")[2]
    assert number in caplog.text  # whoever is told the number finds what happened
    assert "secret of the inside" in caplog.text
    assert filed(post_office) == 0
    again = post_office.post("/dossiers", body, key="gap-su-co")
    assert "Idempotency-Replayed" not in again
    assert filed(post_office) == 1


def test_a_failure_while_reading_is_a_problem_too(post_office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_said", broken)
    assert post_office.get("/dossiers/000-nothing", 500).json()["code"] == "server_error"


def test_a_call_that_cannot_be_kept_spoils_no_answer(post_office: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    def gone(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("the connection is gone")

    monkeypatch.setattr("caunoi.exchange.operations.record_call", gone)
    post_office.get("/me")


def test_a_failure_outside_the_api_s_own_frame_is_a_problem_as_well() -> None:
    answer = server_error(RequestFactory().get("/api/v1/dossiers"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"server_error" in answer.content


def test_while_the_database_is_away_a_machine_is_told_when_to_come_again(
    post_office: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(views, "_said", away)
    answer = post_office.get("/dossiers/000-nothing", 503)
    assert answer.json()["code"] == "unavailable"
    assert answer["Retry-After"] == "5"


def test_a_filing_whose_confirmation_was_lost_is_answered_and_not_done_again(
    post_office: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit went through, the connection broke before its answer: the caller learns of it by its key."""
    done = once._done

    def lost(*args: Any, **kwargs: Any) -> Any:
        done(*args, **kwargs)
        raise OperationalError("the connection is lost")

    file = post_office.upload().json()["id"]
    body = birth(components=[{"component_id": "birth_proof", "files": [file]}, {"component_id": "declaration_paper"}])
    with monkeypatch.context() as patched:
        patched.setattr(once, "_done", lost)
        post_office.post("/dossiers", body, 503, key="mat-ket-noi")
    assert filed(post_office) == 1
    assert post_office.post("/dossiers", body, key="mat-ket-noi")["Idempotency-Replayed"] == "true"
    assert filed(post_office) == 1


def test_a_filing_that_stalled_until_its_key_was_given_away_does_nothing(
    post_office: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = views._said

    def stalling(*args: Any, **kwargs: Any) -> Any:
        apps.get_model("exchange.IdempotentRequest").objects.update(made_at=NOW + timedelta(minutes=2))
        return said(*args, **kwargs)

    file = post_office.upload().json()["id"]
    body = birth(components=[{"component_id": "birth_proof", "files": [file]}, {"component_id": "declaration_paper"}])
    monkeypatch.setattr(views, "_said", stalling)
    assert post_office.post("/dossiers", body, 409, key="dung-lai-lau").json()["code"] == "idempotency_key_in_progress"
    assert filed(post_office) == 0
