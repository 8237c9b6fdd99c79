"""Every operation of the OpenAPI document, asked with what fits its schema and with what does not.

No answer is a failure of ours, each has a status, a content type and a body that the document promises. Each call is
undone. CAUNOI_EXAMPLES chooses how many calls an operation gets of each kind.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from caunoi.api.v1 import api
from caunoi.config.wsgi import application
from caunoi.exchange import testing as exchange
from tests.journeys.scene_base import NOW, Scene

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
SHORT, LONG = 2, int(os.environ.get("CAUNOI_EXAMPLES", "60"))


def operations() -> list[tuple[str, str]]:
    """Method and path of every documented operation."""
    found = api.get_openapi_schema()["paths"]
    return [(method.upper(), path) for path, methods in found.items() for method in methods]


@pytest.fixture(scope="module")
def document() -> Any:
    """The document with the real application behind it."""
    said = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    found = schemathesis.openapi.from_dict(said)
    found.app = application
    return found


@contextmanager
def connected() -> Iterator[None]:
    """The application keeps the test's own connection, and what it does is undone."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for one in signals:
            one.connect(close_old_connections)


@pytest.fixture(scope="module")
def kept_token(kept_scene: Scene, django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        machine = exchange.machine(kept_scene.office.centre_id, now=NOW, per_minute=6_000)
        return exchange.token(Client(), machine)


@pytest.fixture
def token(kept_token: str, db: None) -> str:
    """Of a machine of the office that has something on every page."""
    return kept_token


def asked(document: Any, method: str, path: str, token: str, mode: GenerationMode, examples: int) -> list[str]:
    """What was wrong with the answers to so many calls, each kind of failure once."""
    wrong: dict[str, str] = {}

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=document[path][method].as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        caches["local"].clear()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with connected():
            try:
                case.call_and_validate(headers=headers, checks=CHECKS)
            except (Failure, FailureGroup) as error:
                for one in getattr(error, "exceptions", [error]):
                    wrong.setdefault(type(one).__name__, f"{method} {path}: {one}"[:1500])

    try:
        call()
    except Unsatisfiable:  # whatever is sent fits: it takes any text, or nothing at all
        assert mode == GenerationMode.NEGATIVE
    return list(wrong.values())


@pytest.mark.parametrize(("method", "path"), operations(), ids=lambda one: one)
def test_every_operation_answers_as_the_document_says(method: str, path: str, document: Any, token: str) -> None:
    wrong = asked(document, method, path, token, GenerationMode.POSITIVE, SHORT)
    wrong += asked(document, method, path, "", GenerationMode.POSITIVE, 1)
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
@pytest.mark.parametrize(("method", "path"), operations(), ids=lambda one: one)
def test_nothing_sent_to_any_operation_breaks_it(
    method: str, path: str, mode: GenerationMode, document: Any, token: str
) -> None:
    wrong = asked(document, method, path, token, mode, LONG)
    assert not wrong, "\n".join(wrong)
