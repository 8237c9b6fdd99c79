"""What is written for whoever runs the program names nobody, whatever people type and whatever fails."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from caunoi.config.logs import Discreet, DiscreetJson, masked
from caunoi.dossiers import queries, testing
from caunoi.people import testing as people
from tests.journeys.scene_base import NOW

NAME, PERSONAL_ID, PHONE, MAIL = "Nguyễn Thị Bí Mật", "001196000117", "0912 345 678", "bi.mat@example.vn"
PASSWORD, CODE = "mat-khau-rat-bi-mat-9", "000.11.A0.H26-260922-0777"
SECRETS = (NAME, "Bí Mật", PERSONAL_ID, PHONE, "0912345678", MAIL, PASSWORD, CODE)


@pytest.fixture(params=[Discreet, DiscreetJson])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that any logger says, in the form in which the program writes it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(request.param("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in ("", "django", "caunoi.security")]
    for one in loggers:
        one.addHandler(handler)
    yield lines
    for one in loggers:
        one.removeHandler(handler)


def nothing_of(written: io.StringIO) -> str:
    said = written.getvalue()
    assert not [secret for secret in SECRETS if secret in said], said
    return said


def broken(*_args: Any, **_more: Any) -> Any:
    raise ValueError(f"'{NAME}' with {PERSONAL_ID} cannot be read by {MAIL}, “{PHONE}”: {NAME} of {CODE}")


@pytest.fixture
def officer(db: None) -> Client:
    """A specialist of a ward, signed in."""
    return people.signed_in_officer(testing.office(NOW).specialist.person_id)


def test_what_is_typed_searched_and_refused_is_in_no_line(officer: Client, written: io.StringIO) -> None:
    nobody, stranger = Client(), Client()
    people.sign_in(stranger, people.citizen(full_name=NAME).id)
    nobody.post("/accounts/login/", {"login": MAIL, "password": PASSWORD})
    nobody.post("/track/", {"code": PERSONAL_ID, "phone": PHONE})
    officer.get("/desk/find/", {"q": NAME})
    stranger.get("/desk/find/", {"q": NAME})
    nobody.get(f"/no-such-page/{PERSONAL_ID}/", {"mail": MAIL})
    nobody.get("/api/v1/dossiers", {"q": NAME}, headers={"authorization": f"Bearer {PASSWORD}"})
    said = nothing_of(written)
    assert "sign-in failed" in said
    assert "refused 403 GET /desk/find/" in said


def test_a_page_that_fails_leaves_where_and_what_kind_and_nothing_typed(
    officer: Client, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "find", broken)
    officer.raise_request_exception = False
    try:
        assert officer.get("/desk/find/", {"q": f"{NAME} {PERSONAL_ID} {MAIL}"}).status_code == 500
    finally:
        officer.raise_request_exception = True
    said = nothing_of(written)
    assert "ValueError" in said
    assert "/desk/find/" in said
    assert "Traceback" in said


def test_an_address_is_named_by_its_pattern_whoever_it_is_about(
    officer: Client, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path of a failing page holds a code or, when somebody typed it there, a name."""
    nobody = Client(raise_request_exception=False)
    monkeypatch.setattr(queries, "public_status", broken)
    assert nobody.post("/track/", {"code": CODE, "phone": PHONE}).status_code == 500
    assert nobody.get("/healthz", headers={"host": f"{PASSWORD}.vn"}).status_code == 400
    for path in (f"/desk/dossiers/{CODE}/", f"/dossiers/{NAME}/", f"/voices/follow/{PASSWORD}/", f"/{NAME}/"):
        officer.get(path)
        nobody.get(path)
    said = nothing_of(written)
    assert "POST /track/ 500" in said
    assert "Traceback" in said


def test_what_the_database_says_of_a_row_is_not_written(written: io.StringIO, db: None) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE people_who (name text UNIQUE, id text)")
            cursor.executemany("INSERT INTO people_who VALUES (%s, %s)", [[NAME, PERSONAL_ID]] * 2)
    except IntegrityError:
        logging.getLogger("caunoi").exception("not kept")
    said = nothing_of(written)
    assert "duplicate key value violates unique constraint" in said
    assert "people_who_name_key" in said


def test_the_program_writes_by_these_forms_only_and_watching_is_on_in_production() -> None:
    logging_settings: dict[str, Any] = settings.LOGGING
    forms = {one["()"] for one in logging_settings["formatters"].values()}
    assert forms == {"caunoi.config.logs.Discreet", "caunoi.config.logs.DiscreetJson"}
    handlers = logging_settings["handlers"].values()
    assert all(one["formatter"] in logging_settings["formatters"] for one in handlers)
    assert logging_settings["root"]["handlers"] == ["stderr"]


def test_a_line_for_machines_is_one_object_with_its_zone() -> None:
    record = logging.LogRecord("caunoi", logging.ERROR, __file__, 1, "line\nwith %s", (MAIL,), None)
    said = json.loads(DiscreetJson().format(record))
    assert said["message"] == "line\nwith …"
    assert said["at"].endswith("+07:00")
    assert "\n" not in DiscreetJson().format(record)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("01a2077e-e303-76ff-99b5-04946efc75f2", True), ("000.05.A4.H26-261123-0046", False), ("15:27:48,915", True),
        (PERSONAL_ID, False), ("0912.345.678", False), ("+84 912 345 678", False), ("a.b@c.vn", False),
    ],
)  # fmt: skip
def test_what_names_a_person_is_masked_and_what_names_a_thing_is_not(text: str, kept: bool) -> None:
    assert (masked(f"at {text} here") == f"at {text} here") is kept
