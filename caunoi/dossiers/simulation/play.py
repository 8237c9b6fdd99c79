"""Lets a plan happen: a queue of moments, each of which does one real operation with that moment as `now`."""

from __future__ import annotations

import heapq
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from caunoi.core.clock import local_date
from caunoi.dossiers import operations
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier, DossierRequest, WorkItem
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.simulation.filing import Filer
from caunoi.dossiers.simulation.plan import Course
from caunoi.dossiers.simulation.players import Players
from caunoi.processes import queries as processes

HOURS_A_DAY = Decimal(8)
_REFUSAL = "Giấy tờ nộp kèm không thuộc trường hợp được giải quyết theo quy định (hồ sơ mô phỏng)."
_REMARK = "Đề nghị đối chiếu lại phần khai với giấy tờ kèm theo (hồ sơ mô phỏng)."
_LATE_QUESTION = "Phải xác minh trước khi biết giấy tờ nào còn thiếu (hồ sơ mô phỏng)."
_APOLOGY = "Số lượng hồ sơ tăng, chưa thẩm định kịp (hồ sơ mô phỏng)."
_LACK = "Bản chụp chưa đọc được, đề nghị gửi lại bản rõ hơn (hồ sơ mô phỏng)."


@dataclass
class Life:
    """One dossier while it is played."""

    course: Course
    random: Random
    filed: UUID | None = None
    seen: set[UUID] = field(default_factory=set)
    asked: bool = False
    sent_back: bool = False
    extended: bool = False
    paid: bool = False

    @property
    def dossier_id(self) -> UUID:
        """The dossier's id, once it was filed."""
        assert self.filed is not None
        return self.filed


@dataclass
class Play:
    """The stage: what is to happen when, and how often each thing happened."""

    players: Players
    filer: Filer
    until: datetime
    counts: Counter[str] = field(default_factory=Counter)
    done: int = 0
    _queue: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    _number: itertools.count[int] = field(default_factory=itertools.count)

    def run(
        self, courses: Iterable[Course], *, speed: float | None, progress: Callable[[int, datetime], None]
    ) -> Counter[str]:
        """Play everything that happens before `until`; the counts by journal entry's kind.

        `speed` is how many simulated seconds pass in a real one; None does not wait at all.
        """
        for course in courses:
            life = Life(course, Random(course.seed))
            self._at(course.filed_at, lambda now, life=life: self._file(life, now))  # type: ignore[misc]
        started, first = time.monotonic(), self._queue[0][0] if self._queue else self.until
        while self._queue and self._queue[0][0] < self.until:
            moment, _, act = heapq.heappop(self._queue)
            if speed:
                time.sleep(max(0.0, (moment - first).total_seconds() / speed - (time.monotonic() - started)))
            act(moment)
            progress(self.done, moment)
        return self.counts

    def _at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self._queue, (moment, next(self._number), act))

    def _file(self, life: Life, now: datetime) -> None:
        life.filed, kinds = self.filer.file(life.course, life.random, now)
        self.counts.update(kinds)
        self.done += 1
        if life.course.withdrawn:
            self._at(_later(now, Decimal(3)), lambda at: self._withdraw(life, at))
        self._foresee(life, now)
        self._go_on(life, now)

    def _foresee(self, life: Life, now: datetime) -> None:
        """Where it will be late, some agencies say so in time: one new date, more than a day before the old one."""
        due = Dossier.objects.values_list("due_at", flat=True).get(id=life.dossier_id)
        if life.course.extended and due is not None and (early := due - timedelta(hours=30)) > now:
            self._at(vietnam().opening(early), lambda at: self._extend(life, at))

    def _extend(self, life: Life, now: datetime) -> None:
        dossier = Dossier.objects.get(id=life.dossier_id)
        if life.extended or dossier.status not in (Status.ACCEPTED, Status.IN_PROCESS) or dossier.due_at is None:
            return
        calendar = vietnam()
        if local_date(now) >= local_date(dossier.due_at):
            return
        life.extended = True
        self._do(
            "dossier.extended", operations.extend, dossier_id=dossier.id, reason=_APOLOGY,
            new_due=calendar.add_working_days(local_date(dossier.due_at), 3),
            actor=self.players.officer(dossier.competent_agency_id, "leader"), now=now,
        )  # fmt: skip

    def _go_on(self, life: Life, now: datetime) -> None:
        """Let whoever has something to do now do it after a while."""
        items = WorkItem.objects.filter(dossier_id=life.dossier_id, closed_at__isnull=True, held=False)
        for item in items.exclude(id__in=life.seen):
            life.seen.add(item.id)
            self._at(self._when(life, item, now), lambda at, item=item: self._act(life, item, at))  # type: ignore[misc]

    def _when(self, life: Life, item: WorkItem, now: datetime) -> datetime:
        """The step's share of the limit at the dossier's pace; counters are quick."""
        dossier = Dossier.objects.only("limit_value", "limit_unit", "process_instance_id").get(id=life.dossier_id)
        if "accept" in item.actions:
            return _later(now, Decimal(str(round(life.random.uniform(0.1, 1.5), 2))))
        if "hand_over" in item.actions:
            return _later(now, Decimal(str(round(life.random.uniform(0.3, 9), 2))))
        run = dossier.process_instance_id
        step = processes.run_steps(run).get(item.step) if run else None
        share = step.share_of_limit if step else Decimal("0.2")
        hours = _hours(dossier.limit_value, dossier.limit_unit) * Decimal(str(round(life.course.pace, 3)))
        return _later(now, max(Decimal("0.1"), hours * share))

    def _act(self, life: Life, item: WorkItem, now: datetime) -> None:
        fresh = WorkItem.objects.filter(id=item.id, closed_at__isnull=True, held=False).first()
        if fresh is None:
            return
        who = self.players.officer(fresh.agency_id, fresh.role)
        course, actions = life.course, fresh.actions
        about: dict[str, Any] = {"dossier_id": life.dossier_id, "actor": who, "now": now}
        if "accept" in actions:
            if course.refused_at_counter:
                self._do("dossier.refused", operations.refuse, reason=_REFUSAL, **about)
            else:
                self._do("dossier.accepted", operations.accept, **about)
                self._foresee(life, now)
        elif "answer_consultation" in actions:
            self._consulted(life, fresh, who, now)
        elif "request_supplement" in actions and course.supplement and not life.asked:
            self._ask(life, about, now)
        elif "refuse" in actions and course.refused_after_examination:
            self._do("dossier.refused", operations.refuse, reason=_REFUSAL, **about)
        elif "request_payment" in actions and not life.paid and self._owes(life):
            self._charge(life, about, now)
        elif "submit_for_signature" in actions:
            self._do("dossier.examined", operations.submit_for_signature, result={}, **about)
        elif "sign" in actions:
            self._sign(life, actions, about, now)
        elif "hand_over" in actions:
            self._do("dossier.handed_over", operations.hand_over, **about)
            self._rate(life, now)
        else:
            self._do("dossier.step_done", operations.forward, action=_onward(actions), **about)
        self._go_on(life, now)

    def _do(self, kind: str, operation: Callable[..., object], **arguments: object) -> None:
        operation(**arguments)
        self.counts[kind] += 1

    def _sign(self, life: Life, actions: Iterable[str], about: dict[str, Any], now: datetime) -> None:
        if "return_to_specialist" in actions and life.course.returned_to_specialist and not life.sent_back:
            life.sent_back = True
            self._do("dossier.returned_to_specialist", operations.return_to_specialist, note=_REMARK, **about)
            return
        view = operations.sign(**about)
        if view.status != Status.DONE or view.due_at is None:  # one of several results, the dossier goes on
            self.counts["dossier.result_signed"] += 1
        else:
            self.counts["dossier.signed"] += 1
            self.counts["on time" if on_time(now, view.due_at, vietnam()) else "late"] += 1

    def _ask(self, life: Life, about: dict[str, Any], now: datetime) -> None:
        life.asked = True
        component = self.filer.first_component(life.dossier_id)
        items = [{"component_id": component, "what": _LACK} if component else {"what": _LACK}]
        self._do(
            "dossier.supplement_requested",
            operations.request_supplement,
            items=items,
            reason=_LACK,
            exception_reason=_LATE_QUESTION,
            **about,
        )
        if life.course.supplement_answered:
            hours = Decimal(str(round(life.random.uniform(4, 40), 1)))
            self._at(_later(now, hours), lambda at: self._answer(life, at))

    def _answer(self, life: Life, now: datetime) -> None:
        if self._status(life) != Status.SUPPLEMENT:
            return
        self.filer.answer(life.dossier_id, now)
        self.counts["dossier.supplement_answered"] += 1
        self._go_on(life, now)

    def _owes(self, life: Life) -> bool:
        """Whether there is something to pay: known and not paid, or set by the province and not known here."""
        dossier = Dossier.objects.only("fee", "fee_state", "fee_due").get(id=life.dossier_id)
        return dossier.fee_state == "due" or (dossier.fee_due is None and bool(dossier.fee.get("lines")))

    def _charge(self, life: Life, about: dict[str, Any], now: datetime) -> None:
        life.paid = True
        self._do(
            "dossier.payment_requested",
            operations.request_payment,
            amount=100_000,
            reason="Lệ phí (mô phỏng).",
            **about,
        )
        self._at(_later(now, Decimal(2)), lambda at: self._pay(life, at))

    def _pay(self, life: Life, now: datetime) -> None:
        if self._status(life) != Status.PAYMENT:
            return
        dossier = Dossier.objects.only("receiving_agency_id").get(id=life.dossier_id)
        cashier = self.players.officer(dossier.receiving_agency_id, "counter_officer")
        self._do(
            "dossier.paid", operations.record_payment,
            dossier_id=life.dossier_id, amount=100_000, method="cash", actor=cashier, now=now,
        )  # fmt: skip
        self._go_on(life, now)

    def _consulted(self, life: Life, item: WorkItem, who: object, now: datetime) -> None:
        if DossierRequest.objects.filter(id=item.id).exists():
            self._do(
                "dossier.consultation_answered", operations.answer_consultation,
                request_id=item.id, answer="Thống nhất (mô phỏng).", outcome="agree", actor=who, now=now,
            )  # fmt: skip
        else:
            self._do(
                "dossier.step_done", operations.forward, action="answer_consultation", outcome="agree",
                note="Thống nhất (mô phỏng).", dossier_id=life.dossier_id, actor=who, now=now,
            )  # fmt: skip

    def _withdraw(self, life: Life, now: datetime) -> None:
        if self._status(life) not in (Status.NEW, Status.ACCEPTED, Status.IN_PROCESS, Status.SUPPLEMENT):
            return
        owner = self.filer.owner(life.dossier_id)
        self._do(
            "dossier.withdrawn", operations.withdraw,
            dossier_id=life.dossier_id, reason="Tôi không còn nhu cầu (mô phỏng).", actor=owner, now=now,
        )  # fmt: skip

    def _rate(self, life: Life, now: datetime) -> None:
        if not life.course.rated:
            return
        best = 2 if life.course.satisfied else 0
        scores = {number: best if life.random.random() < 0.8 else 1 for number in (1, 2, 3, 4, 7)}
        self._at(now + timedelta(hours=life.random.uniform(0.2, 30)), lambda at: self._rated(life, scores, at))

    def _rated(self, life: Life, scores: dict[int, int], now: datetime) -> None:
        owner = self.filer.owner(life.dossier_id)
        self._do("dossier.rated", operations.rate, dossier_id=life.dossier_id, scores=scores, actor=owner, now=now)

    def _status(self, life: Life) -> int:
        return Dossier.objects.values_list("status", flat=True).get(id=life.dossier_id)


def _onward(actions: Iterable[str]) -> str:
    return next((action for action in actions if action in ("forward", "submit_check")), "forward")


def _hours(value: Decimal, unit: str) -> Decimal:
    """A limit in working hours, roughly: for pacing, not for deadlines."""
    match unit:
        case "working_hours":
            return value
        case "working_days":
            return value * HOURS_A_DAY
        case "calendar_days":
            return value * HOURS_A_DAY * 5 / 7
    return Decimal(4)


def _later(moment: datetime, hours: Decimal) -> datetime:
    """So many office hours on."""
    return vietnam().add_working_hours(vietnam().opening(moment), hours)
