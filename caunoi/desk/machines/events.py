"""Where machines are told of events, what was sent, sending again by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.errors import Conflict, InvalidInput, NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.machines.forms import SubscriptionForm
from caunoi.desk.taking import Question, confirmed
from caunoi.exchange import operations, queries
from caunoi.exchange.queries import SubscriptionView
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
ONE, EVENTS = "desk:machine", "desk:machine-events"


@role("administrator")
@never_cache
@require_http_methods(GET_POST)
def subscribe(request: HttpRequest, machine_id: UUID) -> HttpResponseBase:
    """A new subscription. The key that signs its events is in the answer to this POST, and nowhere else."""
    actor, now = who(request), when(request)
    found = queries.machine(machine_id, actor=actor, now=now)
    form = SubscriptionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = operations.subscribe(machine_id=machine_id, **form.cleaned_data, actor=actor, now=now)
                context = {"machine": found, "secret": made.secret, "subscription": made}
                return render(request, "desk/machines/secret.html", context)
            except (InvalidInput, Conflict) as error:
                form.take(error)
                status = error.status
    words = {"title": _("Đăng ký nhận sự kiện"), "button": _("Đăng ký"), "machine": found, "form": form}
    return render(request, "desk/machines/form.html", words, status=status)


@role("administrator")
def deliveries(request: HttpRequest, machine_id: UUID) -> HttpResponse:
    """What was sent and what waits, newest first."""
    actor, now = who(request), when(request)
    context = {
        "machine": queries.machine(machine_id, actor=actor, now=now),
        "deliveries": queries.deliveries(machine_id, actor=actor, now=now),
    }
    return render(request, "desk/machines/events.html", context)


@role("administrator")
@require_http_methods(GET_POST)
def resend(request: HttpRequest, machine_id: UUID, delivery_id: UUID) -> HttpResponseBase:
    """Send one once more."""
    actor, now = who(request), when(request)
    found = queries.deliveries(machine_id, actor=actor, now=now, limit=10_000)
    chosen = next((delivery for delivery in found if delivery.id == delivery_id), None)
    if chosen is None:
        raise NotFound
    words = Question(
        _("Gửi lại sự kiện"),
        _("Sự kiện %(kind)s được gửi lại tới %(url)s trong vài giây nữa, với mã cũ để nơi nhận biết là trùng.")
        % {"kind": chosen.kind, "url": chosen.url},
        _("Gửi lại"),
    )
    return confirmed(
        request, words, lambda: operations.resend(delivery_id=delivery_id, actor=actor, now=now), EVENTS, machine_id
    )


@role("administrator")
@require_http_methods(GET_POST)
def end(request: HttpRequest, machine_id: UUID, subscription_id: UUID) -> HttpResponseBase:
    """Tell there no more."""
    actor, now = who(request), when(request)
    found = _subscription(request, machine_id, subscription_id)
    words = Question(
        _("Thôi gửi sự kiện"),
        _("Không gửi gì tới %(url)s nữa; những sự kiện đang chờ cũng bỏ.") % {"url": found.url},
        _("Thôi gửi"),
        warning=True,
    )
    return confirmed(
        request, words, lambda: operations.unsubscribe(subscription_id=found.id, actor=actor, now=now), ONE, machine_id
    )


@role("administrator")
@require_POST
def resume(request: HttpRequest, machine_id: UUID, subscription_id: UUID) -> HttpResponseBase:
    """Go on after a pause: what waited is sent."""
    found = _subscription(request, machine_id, subscription_id)
    words = Question(_("Gửi tiếp sự kiện"), "", "")
    return confirmed(
        request,
        words,
        lambda: operations.go_on(subscription_id=found.id, actor=who(request), now=when(request)),
        ONE,
        machine_id,
    )


def _subscription(request: HttpRequest, machine_id: UUID, subscription_id: UUID) -> SubscriptionView:
    found = queries.subscriptions(machine_id, actor=who(request), now=when(request))
    chosen = next((subscription for subscription in found if subscription.id == subscription_id), None)
    if chosen is None:
        raise NotFound
    return chosen
