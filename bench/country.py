"""The people and machines of Hà Nội's communes for a measurement, and how they reach the program: HTTP, nothing else.

A machine at a service centre files and hands over through the API; persons examine, decide and sign on their pages. An
officer's page is asked for and its form is sent as a browser would, without the pictures and scripts.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from bench.line import Answer, Line

CSRF = "caunoibench0caunoibench0caunoibe"
PROVINCE = "01"


@dataclass
class Commune:
    """A commune with its centre's machine; its officers are found by agency and role."""

    code: str
    centre: UUID
    token: str


@dataclass
class Country:
    """Communes, and a session for each officer who has something to do; made when first needed."""

    base: str
    now: datetime
    communes: list[Commune] = field(default_factory=list)
    _sessions: dict[tuple[UUID, str], str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, count: int) -> None:
        """So many communes of Hà Nội, each with a machine at its service centre."""
        from caunoi.core.clock import local_date
        from caunoi.exchange import testing
        from caunoi.units import queries as units

        day, line = local_date(self.now), Line(self.base)
        found = units.units_at(on=day, level="commune", parent_code=PROVINCE)
        for unit in sorted(found, key=lambda one: one.code)[:count]:
            centre = units.agencies_of(unit.code, on=day, kind="service_centre")[0]
            made = testing.machine(centre.id, now=self.now, per_minute=6_000, name=f"Thử {unit.code}")
            token = line.token(made.machine.client_id, made.secret)
            self.communes.append(Commune(unit.code, centre.id, token))
        line.close()

    def session(self, agency_id: UUID, role: str) -> str:
        """The cookies of somebody who serves there in that role."""
        with self._lock:
            if (agency_id, role) not in self._sessions:
                self._sessions[agency_id, role] = self._signed_in(agency_id, role)
            return self._sessions[agency_id, role]

    def _signed_in(self, agency_id: UUID, role: str) -> str:
        from django.conf import settings
        from django.test import Client

        from caunoi.people import testing

        client, account = Client(), testing.officer(agency_id, role)
        testing.sign_in(client, account.id)
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={client.cookies[name].value}; csrftoken={CSRF}"


class Desk:
    """One client's way to the program: a connection, and what it asks as whom."""

    def __init__(self, country: Country) -> None:
        self._country, self._line = country, Line(country.base)
        self.requests = 0

    def api(self, commune: Commune, path: str, said: Any, key: str) -> Answer:
        """A machine's call that changes something."""
        self.requests += 1
        headers = {
            "authorization": f"Bearer {commune.token}", "content-type": "application/json", "idempotency-key": key,
        }  # fmt: skip
        return self._line.ask("POST", f"/api/v1{path}", body=json.dumps(said).encode(), headers=headers)

    def asked(self, commune: Commune, path: str) -> Answer:
        """A machine's question."""
        self.requests += 1
        return self._line.ask("GET", f"/api/v1{path}", headers={"authorization": f"Bearer {commune.token}"})

    def page(self, agency_id: UUID, role: str, path: str) -> Answer:
        """An officer opens a page."""
        self.requests += 1
        return self._line.ask("GET", path, headers={"cookie": self._country.session(agency_id, role)})

    def send(self, agency_id: UUID, role: str, path: str, form: list[tuple[str, str]]) -> Answer:
        """An officer sends a form."""
        self.requests += 1
        headers = {
            "cookie": self._country.session(agency_id, role), "x-csrftoken": CSRF,
            "content-type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        return self._line.ask("POST", path, body=urlencode(form).encode(), headers=headers)

    def close(self) -> None:
        """Hang up."""
        self._line.close()


class Filings:
    """What is filed: the everyday mix of procedures that a commune's committee settles, each with a person."""

    def __init__(self, mix: dict[str, float], now: datetime, *, dossiers: int) -> None:
        from caunoi.core.clock import local_date
        from caunoi.procedures import queries as procedures

        self.day: date = local_date(now)
        found = {code: procedures.procedure(code, on=self.day, province=PROVINCE) for code in mix}
        self._of = {code: one for code, one in found.items() if one.competent_kind == "peoples_committee"}
        self._weights = [mix[code] for code in self._of]
        self._people = max(1, int(dossiers * 0.7))

    def form(self, code: str) -> dict[str, Any]:
        """The procedure's questions."""
        return dict(self._of[code].form)

    def draw(self, number: int) -> dict[str, Any]:
        """The dossier of that number, as a machine files it; the same number gives the same dossier."""
        from caunoi.procedures.testing import invented_name, sample_answers

        random = Random(number)
        procedure = self._of[random.choices([*self._of], self._weights)[0]]
        case = procedure.cases[0]
        person = random.randrange(self._people)
        papers = [
            {"component_id": one.id, "originals": max(1, one.originals)}
            for one in procedure.components
            if one.required and not one.from_form and one.asked_for(case.id, "direct")
        ]
        return {
            "procedure_code": procedure.code, "case_id": case.id, "channel": "direct", "components": papers,
            "applicant": {"full_name": invented_name(Random(person)), "personal_id": f"001190{person:06d}"},
            "answers": sample_answers(procedure.form, case.id, on=self.day, random=random),
        }  # fmt: skip
