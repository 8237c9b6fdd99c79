"""What the applicant is to do now, on the page of a dossier: first thing on it, one sentence and one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.dossiers.queries import DossierView, RequestView, Status
from caunoi.ui.questions import answer_words

S = Status


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; `name` is the page's."""

    title: Promise
    text: Promise
    button: Promise
    href: str


def open_request(requests: list[RequestView], kind: str) -> RequestView | None:
    """The request of a kind that waits for an answer."""
    return next((r for r in requests if r.kind == kind and r.open), None)


def task(view: DossierView, *, rated: bool) -> Task | None:
    """What is asked of the applicant now; None when nothing is."""
    if view.status == S.SUPPLEMENT:
        return Task(
            _("Cần bạn bổ sung"), _("Hồ sơ đang chờ bạn. Thời hạn giải quyết tạm dừng cho đến khi bạn gửi."),
            _("Xem và bổ sung"), reverse("portal:supplement", args=[view.code]),
        )  # fmt: skip
    if view.status == S.PAYMENT:
        return Task(
            _("Cần bạn nộp tiền"), _("Thời hạn giải quyết tạm dừng cho đến khi bạn nộp phí, lệ phí."),
            _("Xem số tiền và cách nộp"), reverse("portal:payment", args=[view.code]),
        )  # fmt: skip
    if view.fee_state == "due" and view.fee_due and may_withdraw(view):
        return Task(
            _("Phí, lệ phí chưa nộp"), _("Bạn có thể nộp ngay bây giờ, trực tuyến hoặc bằng chuyển khoản."),
            _("Xem số tiền và cách nộp"), reverse("portal:payment", args=[view.code]),
        )  # fmt: skip
    if view.status == S.RETURNED and not rated:
        return Task(
            _("Bạn thấy việc phục vụ thế nào?"), _("Năm câu hỏi, mất một phút; cơ quan được chấm điểm theo đó."),
            _("Đánh giá"), reverse("portal:rate", args=[view.code]),
        )  # fmt: skip
    return None


def may_withdraw(view: DossierView) -> bool:
    """Whether the applicant may still take the dossier back."""
    return view.status in (S.NEW, S.ACCEPTED, S.IN_PROCESS, S.SUPPLEMENT, S.PAYMENT)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a supplement asks: a paper, an answer, or only something to read."""

    number: int
    what: str
    title: str
    component_id: str
    field: str
    given: str
    done: bool


def items(view: DossierView, asked: RequestView) -> list[Item]:
    """What the open supplement asks, item by item, with what was given since."""
    return [_item(number, view, item, asked) for number, item in enumerate(asked.raw_items, start=1)]


def _item(number: int, view: DossierView, item: dict[str, str], asked: RequestView) -> Item:
    component = next((c for c in view.components if c.component_id == item.get("component_id")), None)
    if component is not None:
        done = component.attached_at is not None and component.attached_at >= asked.asked_at
        return Item(number, item["what"], component.title, component.component_id, "", component.file_name, done)
    name = item.get("field", "")
    rules = view.form["properties"].get(name, {})
    given = answer_words(rules, view.answers.get(name))
    return Item(number, item["what"], rules.get("title", ""), "", name, given, bool(given) or not rules)


def files_of(view: DossierView, requests: list[RequestView]) -> list[tuple[Any, UUID]]:
    """Slips that can be downloaded: what each is called, and its file."""
    found: list[tuple[Any, UUID]] = []
    if view.receipt_file_id:
        found.append((_("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"), view.receipt_file_id))
    return [*found, *((r.title, r.file_id) for r in requests if r.file_id)]
