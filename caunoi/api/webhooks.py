"""Operations about events: subscriptions, what was sent, sending again; and who the caller is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from caunoi.api.access import scoped
from caunoi.api.frame import MachineToken, caller_of
from caunoi.api.once import Done, once
from caunoi.api.schemas_dossiers import Strict
from caunoi.exchange import operations as exchange
from caunoi.exchange import queries as machines
from caunoi.exchange.queries import DeliveryView, SubscriptionView

router = Router(tags=["webhooks"])
MANAGE = "webhooks:manage"


class SubscriptionIn(Strict):
    """Where to send which events."""

    url: str = Field(max_length=500, description="https://; in development also http://127.0.0.1")
    kinds: list[str] = Field(default=[], max_length=60, description="Of docs/howto/events.md; empty: all")


class SubscriptionOut(Schema):
    """Where events are sent. `secret` is in the answer to POST only: keep it."""

    id: UUID
    url: str
    kinds: list[str]
    made_at: datetime
    paused_at: datetime | None = Field(description="Since when nothing is sent, because nothing arrived for two days")
    failing_since: datetime | None
    waiting: int
    secret: str = ""

    @classmethod
    def of(cls, view: SubscriptionView) -> SubscriptionOut:
        """The view as the API gives it."""
        plain = {name: getattr(view, name) for name in cls.model_fields if name != "kinds"}
        return cls(kinds=list(view.kinds), **plain)


class DeliveryOut(Schema):
    """One event on its way."""

    id: UUID
    subscription_id: UUID
    kind: str
    state: str = Field(description="waiting, delivered or failed")
    attempts: int
    next_at: datetime | None
    last_status: int | None
    last_error: str
    made_at: datetime
    delivered_at: datetime | None

    @classmethod
    def of(cls, view: DeliveryView) -> DeliveryOut:
        """The view as the API gives it."""
        return cls(**{name: getattr(view, name) for name in cls.model_fields})


class MachineOut(Schema):
    """Who calls, and what the token allows."""

    name: str
    agency_id: UUID
    role: str
    scopes: list[str]


@router.get("/me", response={200: MachineOut}, auth=MachineToken(), summary="Who am I", tags=["machine"])
@scoped("")
def get_me(request: HttpRequest) -> MachineOut:
    """The machine behind the token. Any token will do."""
    caller = caller_of(request)
    return MachineOut(name=caller.name, agency_id=caller.agency_id, role=caller.role, scopes=sorted(caller.scopes))


@router.get("/event-kinds", response={200: list[str]}, auth=MachineToken(MANAGE), summary="Kinds of events")
@scoped(MANAGE)
def list_kinds(request: HttpRequest) -> list[str]:
    """What may be subscribed to."""
    return machines.kinds()


@router.get(
    "/subscriptions", response={200: list[SubscriptionOut]}, auth=MachineToken(MANAGE), summary="My subscriptions"
)
@scoped(MANAGE)
def list_subscriptions(request: HttpRequest) -> list[SubscriptionOut]:
    """Those that are open, oldest first."""
    caller = caller_of(request)
    found = machines.subscriptions(caller.machine_id, actor=exchange.actor_of(caller), now=_now(request))
    return [SubscriptionOut.of(view) for view in found]


@router.post("/subscriptions", response={201: SubscriptionOut}, auth=MachineToken(MANAGE), summary="Subscribe")
@scoped(MANAGE)
@once
def make_subscription(request: HttpRequest, body: SubscriptionIn) -> Done:
    """Events from now on are sent there, signed with the secret in the answer."""
    caller = caller_of(request)
    view = exchange.subscribe(
        machine_id=caller.machine_id, url=body.url, kinds=body.kinds, actor=exchange.actor_of(caller), now=_now(request)
    )
    return Done(SubscriptionOut.of(view), 201)


@router.delete("/subscriptions/{subscription_id}", response={204: None}, auth=MachineToken(MANAGE), summary="Stop")
@scoped(MANAGE)
def end_subscription(request: HttpRequest, subscription_id: UUID) -> Status[None]:
    """Nothing more is sent; what waits is dropped."""
    actor = exchange.actor_of(caller_of(request))
    exchange.unsubscribe(subscription_id=subscription_id, actor=actor, now=_now(request))
    return Status(204, None)


@router.post(
    "/subscriptions/{subscription_id}/resume", response={200: SubscriptionOut}, auth=MachineToken(MANAGE),
    summary="Go on after a pause",
)  # fmt: skip
@scoped(MANAGE)
def resume_subscription(request: HttpRequest, subscription_id: UUID) -> SubscriptionOut:
    """Everything that waited is sent now."""
    actor = exchange.actor_of(caller_of(request))
    return SubscriptionOut.of(exchange.go_on(subscription_id=subscription_id, actor=actor, now=_now(request)))


@router.get(
    "/subscriptions/{subscription_id}/deliveries", response={200: list[DeliveryOut]}, auth=MachineToken(MANAGE),
    summary="What was sent",
)  # fmt: skip
@scoped(MANAGE)
def list_deliveries(
    request: HttpRequest, subscription_id: UUID, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[DeliveryOut]:
    """Newest first."""
    caller = caller_of(request)
    found = machines.deliveries(
        caller.machine_id, subscription_id=subscription_id, actor=exchange.actor_of(caller), now=_now(request),
        limit=limit,
    )  # fmt: skip
    return [DeliveryOut.of(view) for view in found]


@router.post(
    "/deliveries/{delivery_id}/resend", response={202: None}, auth=MachineToken(MANAGE), summary="Send once more"
)
@scoped(MANAGE)
def resend_delivery(request: HttpRequest, delivery_id: UUID) -> Status[None]:
    """With the same `webhook-id`, within a few seconds."""
    actor = exchange.actor_of(caller_of(request))
    exchange.resend(delivery_id=delivery_id, actor=actor, now=_now(request))
    return Status(202, None)


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now
