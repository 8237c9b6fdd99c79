"""What is done again and again while processes die: filing, paying, signing, exporting, reorganising."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from django.apps import apps

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.errors import Conflict, NotFound
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import Status
from caunoi.units import operations as units_operations
from caunoi.units import queries as units
from caunoi.units.rules.model import Kind, Mutation
from tests.faults import scene
from tests.faults.logs import NotYet, log_of

Act = Callable[[str], Any]
FEE = 100_000
COPY = "2.000815"
"""Certified copies: filed and settled without a fee."""
OFFICE = "00082"
"""The ward of the others' office: it stays."""
SIGNING = "sign"
PAUSE = 0.25
"""Seconds between two exports: others shall have something to export."""
LATER = (409, 429, 500, 502, 503, 504)
DOSSIER: dict[str, Any] = {
    "procedure_code": COPY, "channel": "direct",
    "applicant": {"full_name": "Trần Thị Ví Dụ", "personal_id": "001196000117"},
    "answers": {"document_name": "Bằng tốt nghiệp đại học", "original_pages": 2, "copies": 3},
    "components": [{"component_id": "original", "originals": 1}],
}  # fmt: skip


def filing() -> Act:
    """A machine files over HTTP with an Idempotency-Key; acknowledged is the code."""
    there = scene.read()
    base, headers = os.environ["CAUNOI_BASE_URL"], {"authorization": f"Bearer {there.token}"}

    def act(key: str) -> str:
        sent = {**headers, "idempotency-key": key}
        answer = httpx.post(f"{base}/api/v1/dossiers", json=DOSSIER, headers=sent, timeout=20)
        if answer.status_code in LATER:
            raise NotYet(answer.text)
        return str(answer.raise_for_status().json()["code"])

    return act


def paying() -> Act:
    """A fee falls due, the applicant pays at the service, the service tells us; acknowledged is our reference there."""
    there, known = scene.read(), log_of("owing", Path(os.environ["CAUNOI_DATA"]))
    owing: dict[str, Any] = {key: UUID(dossier) for key, dossier in known.done().items()}
    office = there.office

    def act(key: str) -> str:
        now = SystemClock().now()
        if key not in owing:
            view = testing.walk(office, "accepted", now=now)
            testing.owe(view.id, FEE)
            known.write("done", key, str(view.id))
            owing[key] = view.id
        try:
            attempt = operations.begin_payment(
                dossier_id=owing[key], provider="local", return_url=f"{os.environ['CAUNOI_BASE_URL']}/", key=key,
                actor=office.citizen, now=now,
            )  # fmt: skip
        except Conflict as error:
            if queries.dossier(owing[key], actor=office.counter, now=now).fee_state == "paid":
                return _reference(owing[key])
            raise NotYet(error.code) from error
        if attempt.state == "started":
            raise NotYet("the service has not said where to pay")
        if attempt.state == "pending":
            pressed = httpx.post(attempt.redirect_url, data={"action": "pay"}, timeout=20)
            if pressed.status_code in LATER:
                raise NotYet(pressed.text)
        return attempt.reference

    return act


def signing() -> Act:
    """A dossier is received, examined, signed, handed over; each step where it stands. Acknowledged is its code."""
    there = scene.read()
    office = there.office

    def act(key: str) -> str:
        view = _received(there, testing.BIRTH, testing.ANSWERS, key)
        while True:
            now = SystemClock().now()
            view = queries.dossier(view.id, actor=office.counter, now=now)
            if view.status == Status.RETURNED:
                return view.code
            if view.status == Status.DONE:
                operations.hand_over(dossier_id=view.id, actor=office.counter, now=now)
            elif view.step == SIGNING:
                operations.sign(dossier_id=view.id, actor=office.leader, now=now)
            else:
                operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=now)

    return act


def exporting() -> Act:
    """Everything settled of the journal is written to the lake's files; acknowledged is how far they go."""
    from caunoi.measures.lake import export

    def act(key: str) -> int:
        time.sleep(PAUSE)
        return export.export_closed(now=SystemClock().now(), whole=True, patience=5).watermark

    return act


def reorganising() -> Act:
    """A commune goes into its neighbour today, with an open dossier; acknowledged are the two codes."""
    actor, today = System("units"), local_date(SystemClock().now())
    pairs = _neighbours(today - timedelta(days=1))

    def act(key: str) -> list[str]:
        old, into = pairs[int(key.rpartition("-")[2])]
        now = SystemClock().now()
        ending = _unit(old, today)
        if ending is not None:
            if not _filed(key):
                testing.receive(testing.office(now, ward_code=old), COPY, key=key, now=now)
            heir = units.unit_at(into, on=today, level="commune")
            change = Mutation(
                id=uuid.uuid5(uuid.NAMESPACE_URL, key), new_id=uuid.uuid5(uuid.NAMESPACE_OID, key), kind=Kind.MERGE,
                on=today, decree="01/NQ-MAU", units=(ending.id,), into=(heir.id,),
            )  # fmt: skip
            units_operations.apply_mutations(register="vn", mutations=[change], actor=actor, now=now)
        units_operations.reorganise(on=today, actor=actor, now=now)
        return [old, into]

    return act


def _neighbours(on: date) -> list[tuple[str, str]]:
    """Communes of the country in pairs, each of one province and in no other pair."""
    found = []
    for province in units.units_at(on=on, level="province"):
        below = units.units_at(on=on, level="commune", parent_code=province.code)
        codes = [one.code for one in below if one.code != OFFICE]
        found += list(zip(codes[::2], codes[1::2], strict=False))
    return found


def _unit(code: str, on: Any) -> Any:
    with suppress(NotFound):
        return units.unit_at(code, on=on, level="commune")
    return None


def _filed(key: str) -> bool:
    """Whether this key was received before: whoever tries again is another officer, and a key is its officer's own."""
    return bool(apps.get_model("dossiers.Dossier").objects.filter(submission_key=key).exists())


def _received(there: scene.Scene, procedure: str, answers: dict[str, Any], key: str) -> Any:
    return testing.receive(there.office, procedure, answers=answers, key=key, now=SystemClock().now())


def _reference(dossier_id: UUID) -> str:
    order = apps.get_model("payments.Order").objects.get(subject_id=dossier_id)
    return str(apps.get_model("payments.Attempt").objects.get(order=order, state="succeeded").reference)


KINDS: dict[str, Callable[[], Act]] = {
    "filing": filing, "paying": paying, "signing": signing, "exporting": exporting, "reorganising": reorganising,
}  # fmt: skip
