"""A person's deadlines as iCalendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from caunoi.core.actor import Actor
from caunoi.people import queries as people
from caunoi.tasks.errors import CalendarNotFound
from caunoi.tasks.keeping import person_of
from caunoi.tasks.models import CalendarToken, Task

MOST = 500


def calendar_feed(token: str, *, now: datetime, base_url: str = "") -> bytes:
    """The open tasks of whoever the secret belongs to, as iCalendar (RFC 5545): titles and days only.

    A day-long event on each deadline. Somebody who serves in no agency any more has an empty calendar. `base_url` makes
    links to the tasks, which ask for a sign-in. Raises CalendarNotFound.
    """
    row = CalendarToken.objects.filter(digest=sha256(token.encode()).hexdigest()).first()
    if row is None:
        raise CalendarNotFound
    agencies = {one.agency_id for one in people.memberships(row.person_id, at=now)}
    own = Task.objects.filter(person_id=row.person_id, stage="open", lead_agency_id__in=agencies)
    language = people.languages([row.person_id]).get(row.person_id, "vi")
    with override(language):
        calendar = _calendar(_("Nhiệm vụ của tôi"))
    for one in own.order_by("due_on", "id")[:MOST]:
        calendar.add_component(_event(one, now, base_url))
    return bytes(calendar.to_ical())


def has_calendar(*, actor: Actor) -> datetime | None:
    """Since when the actor's calendar has the secret it has; None when it has none."""
    mine = Q(person_id=person_of(actor))
    return CalendarToken.objects.filter(mine).values_list("made_at", flat=True).first()


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Cau Noi//tasks//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    return calendar


def _event(row: Task, now: datetime, base_url: str) -> Event:
    event = Event()
    event.add("uid", f"{row.pk}@tasks.cau-noi")
    event.add("dtstamp", now)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("summary", row.title)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if base_url:
        event.add("url", f"{base_url.rstrip('/')}/desk/tasks/{row.pk}/")
    return event
