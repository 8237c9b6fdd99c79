"""What this room's queries return, and the words it knows: scopes, roles of machines. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope(StrEnum):
    """What a token may be used for."""

    PROCEDURES_READ = "procedures:read"
    DOSSIERS_FILE = "dossiers:file"
    DOSSIERS_READ = "dossiers:read"
    DOSSIERS_DELIVER = "dossiers:deliver"
    PAYMENTS_READ = "payments:read"
    WEBHOOKS_MANAGE = "webhooks:manage"
    REPORTS_READ = "reports:read"


SCOPE_NAMES: dict[Scope, str | Promise] = {
    Scope.PROCEDURES_READ: _("Xem danh mục thủ tục và biểu mẫu"),
    Scope.DOSSIERS_FILE: _("Nộp hồ sơ, bổ sung hồ sơ"),
    Scope.DOSSIERS_READ: _("Theo dõi hồ sơ, tải kết quả"),
    Scope.DOSSIERS_DELIVER: _("Trả kết quả cho người dân"),
    Scope.PAYMENTS_READ: _("Xem phí, lệ phí của hồ sơ"),
    Scope.WEBHOOKS_MANAGE: _("Đăng ký nhận sự kiện"),
    Scope.REPORTS_READ: _("Đọc số liệu các đợt báo cáo"),
}
MACHINE_ROLES = ("counter_officer", "support_staff", "auditor")
"""Roles that a machine may act in: it receives (a post office for a centre), helps to file, or only reads. No machine
examines, decides or signs: those are acts of persons (Decree 118/2025/NĐ-CP art. 17, 18)."""


@dataclass(frozen=True, slots=True)
class MachineView:
    """A registered system. `person_id` is its service account, which holds `role` in the agency."""

    id: UUID
    client_id: str
    name: str
    contact: str
    agency_id: UUID
    agency_name: str
    role: str
    role_name: str | Promise
    person_id: UUID
    scopes: tuple[str, ...]
    per_minute: int
    made_at: datetime
    closed_at: datetime | None
    last_call_at: datetime | None = None

    @property
    def scope_names(self) -> list[str | Promise]:
        """The scopes in words."""
        return [SCOPE_NAMES[Scope(scope)] for scope in self.scopes]


@dataclass(frozen=True, slots=True)
class Registered:
    """A machine with its secret, which is shown this once and cannot be read again."""

    machine: MachineView
    secret: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls with a token: the machine, what the token allows, the membership it acts in (None: none any more)."""

    machine_id: UUID
    person_id: UUID
    agency_id: UUID
    role: str
    membership_id: UUID | None
    scopes: frozenset[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many calls a minute there are, how many are left in this one, and in how many seconds the next begins."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool = False


@dataclass(frozen=True, slots=True)
class CallView:
    """One call that a machine made."""

    at: datetime
    method: str
    path: str
    status: int
    code: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What was answered to the same request before."""

    status: int
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """Where a machine is told of events. Empty `kinds`: all. `secret` is given only when it is made."""

    id: UUID
    machine_id: UUID
    url: str
    kinds: tuple[str, ...]
    made_at: datetime
    paused_at: datetime | None
    closed_at: datetime | None
    failing_since: datetime | None
    waiting: int = 0
    secret: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One event on its way: `state` is `waiting`, `delivered` or `failed`; `body` is what is sent."""

    id: UUID
    subscription_id: UUID
    url: str
    kind: str
    state: str
    attempts: int
    next_at: datetime | None
    last_status: int | None
    last_error: str
    made_at: datetime
    delivered_at: datetime | None
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """That something happened to a dossier which the caller may follow."""

    position: int
    dossier_id: UUID
    kind: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ProofView:
    """That a result was brought to its owner."""

    way: str
    tracking_number: str
    received_by: str
    delivered_at: datetime
    file_id: UUID | None
