"""An ordinary hour's requests at a rate: officers' pages, machines that ask and file; every answer is checked.

`sustainable` finds how many a second the server answers when nobody waits in vain; `at_rate` sends so many a second
whether they are answered or not, from connections enough that the sender never holds back.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

from bench import harness
from bench.country import Commune, Country, Desk, Filings
from bench.line import Answer

SHARES = {"queue": 0.4, "dossier": 0.3, "asked": 0.2, "filed": 0.1}
EXAMINED = "1.004873"
MIX = {"2.000815": 0.7, EXAMINED: 0.3}
TURNED_AWAY = (429, 503)


@dataclass
class Seen:
    """What came back: when each was sent, how long it took, what it was."""

    took: list[tuple[float, float]] = field(default_factory=list)
    turned_away: list[tuple[float, float]] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    filed: list[str] = field(default_factory=list)

    def p95(self, since: float = 0.0, until: float = 1e18) -> float:
        """Of those answered that were sent between two moments, in milliseconds; 0 when there were none."""
        found = [took for at, took in self.took if since <= at < until]
        return harness.spread(found)[1] if found else 0.0

    @property
    def asked(self) -> int:
        """All of them."""
        return len(self.took) + len(self.turned_away) + sum(self.wrong.values())


class Traffic:
    """The requests of some communes, drawn in one fixed order."""

    def __init__(self, country: Country) -> None:
        from caunoi.core.clock import local_date
        from caunoi.units import queries as units

        self.country = country
        self.filings = Filings(MIX, country.now, dossiers=10_000)
        self.places: list[tuple[Commune, UUID, str]] = []
        self._numbers = itertools.count(1_000_000)
        desk, day = Desk(country), local_date(country.now)
        for commune in country.communes:
            committee = units.agencies_of(commune.code, on=day, kind="peoples_committee")[0].id
            said = desk.api(commune, "/dossiers", self._examined(), str(uuid4()))
            assert said.status == 201, said.body[:400]
            self.places.append((commune, committee, str(said.json()["code"])))
            country.session(committee, "specialist")
        desk.close()

    def _examined(self) -> dict[str, Any]:
        """One that waits for an examiner, so that their queue is never empty."""
        drawn = (self.filings.draw(number) for number in self._numbers)
        return next(one for one in drawn if one["procedure_code"] == EXAMINED)

    def ask(self, desk: Desk, number: int, seen: Seen) -> None:
        """The request of that number: sent, checked, noted."""
        random = Random(number)
        what = random.choices([*SHARES], [*SHARES.values()])[0]
        commune, committee, code = random.choice(self.places)
        begun = time.perf_counter()
        try:
            answer = self._sent(desk, what, commune, committee, code)
        except OSError as error:
            seen.wrong[f"{what}: {type(error).__name__}"] += 1
            desk.close()
            return
        took = time.perf_counter() - begun
        if answer.status in TURNED_AWAY and answer.headers.get("retry-after", "").isdigit():
            seen.turned_away.append((begun, took))
        elif self._right(what, answer, code):
            seen.took.append((begun, took))
            if what == "filed":
                seen.filed.append(answer.json()["code"])
        else:
            seen.wrong[f"{what}: {answer.status}"] += 1

    def _sent(self, desk: Desk, what: str, commune: Commune, committee: UUID, code: str) -> Answer:
        match what:
            case "queue":
                return desk.page(committee, "specialist", "/desk/queue/to_examine/")
            case "dossier":
                return desk.page(committee, "specialist", f"/desk/dossiers/{code}/")
            case "asked":
                return desk.asked(commune, f"/dossiers/{code}")
        return desk.api(commune, "/dossiers", self.filings.draw(next(self._numbers)), str(uuid4()))

    def _right(self, what: str, answer: Answer, code: str) -> bool:
        if what == "filed":
            return answer.status == 201 and bool(answer.json()["code"])
        own = code.partition("-")[0] if what == "queue" else code  # the first page shows the newest, of its own agency
        return answer.status == 200 and own.encode() in answer.body

    def sustainable(self, seconds: float, clients: int = 8) -> tuple[float, Seen]:
        """How many a second are answered to so many clients who wait for each answer."""
        seen, numbers = Seen(), itertools.count()
        until = time.perf_counter() + seconds

        def client() -> None:
            desk = Desk(self.country)
            while time.perf_counter() < until:
                self.ask(desk, next(numbers), seen)
            desk.close()

        begun = time.perf_counter()
        harness.together(client, clients)
        return len(seen.took) / (time.perf_counter() - begun), seen

    def at_rate(
        self, rate: float, seconds: float, *, seen: Seen, clients: int, each: Callable[[float], Any] = lambda gone: None
    ) -> float:
        """So many a second for so long; the rate at which they were really sent. `each` is called every second."""
        begun, count = time.perf_counter(), int(rate * seconds)
        numbers, lock = iter(range(count)), threading.Lock()

        def client() -> None:
            desk = Desk(self.country)
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    break
                time.sleep(max(0.0, begun + number / rate - time.perf_counter()))
                self.ask(desk, number, seen)
            desk.close()

        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(1):
                each(time.perf_counter() - begun)

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            harness.together(client, clients)
        finally:
            stop.set()
            watching.join()
        return count / (time.perf_counter() - begun)


def missing(codes: list[str]) -> int:
    """How many of the acknowledged dossiers the database does not hold."""
    with harness.connect() as connection:
        row = connection.execute("SELECT count(*) FROM dossiers_dossier WHERE code = ANY(%s)", [codes]).fetchone()
    return len(codes) - int(row[0])


def received() -> int:
    """Dossiers that were filed, all together."""
    with harness.connect() as connection:
        row = connection.execute("SELECT count(*) FROM dossiers_dossier WHERE submitted_at IS NOT NULL").fetchone()
    return int(row[0])
