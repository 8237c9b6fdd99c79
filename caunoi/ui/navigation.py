"""The main navigation. Rooms above put their entries here at start-up (in `AppConfig.ready`); ui knows no subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Audience = Literal["everyone", "citizen", "officer"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a translatable title, a URL name without arguments, who sees it, and its place.

    `citizen` is a signed-in person, `officer` one who acts for an agency now; `roles` narrows it further. Who acts for
    an agency finds at the top only the officers' entries and those that are `at_work`; the others are in the footer.
    """

    title: str | Promise
    url_name: str
    audience: Audience = "everyone"
    order: int = 50
    roles: tuple[str, ...] = ()
    at_work: bool = False
    also: tuple[str, ...] = ()
    """URL names of other places that belong to the entry: it is active on their pages, too."""
    when: Callable[[HttpRequest], bool] | None = None
    """What else must hold for somebody who fits the rest; asked on every page, so it must cost nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    title: str
    href: str
    active: bool
    at_top: bool = True


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries; the same `url_name` twice keeps the last."""
    _entries.update({entry.url_name: entry for entry in entries})


def _seen_by(entry: Entry, request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    if entry.audience == "everyone":
        return True
    if entry.audience == "citizen":
        return bool(getattr(actor, "person_id", None))
    acts = getattr(actor, "membership_id", None) is not None
    fits = acts and (not entry.roles or getattr(actor, "role", None) in entry.roles)
    return fits and (entry.when is None or entry.when(request))


def home_of(request: HttpRequest) -> str | None:
    """Where work begins for the role in which the visitor acts: the first entry that names it; None without one."""
    role = getattr(getattr(request, "actor", None), "role", None)
    mine = sorted((entry for entry in _entries.values() if role in entry.roles), key=lambda entry: entry.order)
    return reverse(mine[0].url_name) if mine else None


def links(request: HttpRequest) -> list[Link]:
    """What this visitor may go to. The entry is active whose address, or that of a place
    that belongs to it, is the longest beginning of the page's own."""
    found: list[tuple[Entry, str]] = []
    places: dict[str, str] = {}
    for entry in sorted(_entries.values(), key=lambda e: e.order):
        if not _seen_by(entry, request):
            continue
        try:
            href = reverse(entry.url_name)
            places |= {reverse(name): href for name in entry.also}
        except NoReverseMatch:
            continue
        found.append((entry, href))
    places |= {href: href for _, href in found}
    inside = max((place for place in places if place != "/" and request.path.startswith(place)), key=len, default="")
    here = places.get(inside) or ("/" if request.path == "/" else "")
    at_work = getattr(getattr(request, "actor", None), "membership_id", None) is not None
    return [
        Link(str(entry.title), href, href == here, not at_work or entry.at_work or entry.audience == "officer")
        for entry, href in found
    ]
