"""What changed in the catalogue, as an Atom feed (RFC 4287): what was published or abolished, the newest first."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from caunoi.procedures.models import ProcedureDraft, ProcedureVersion
from caunoi.procedures.phrasing import changes_in_words
from caunoi.procedures.rules import text_in

SIZE = 100
"""Entries on a page of the feed; `next` leads to older ones (RFC 5005)."""
MOST_SENTENCES = 40
KEPT = 32
_kept: OrderedDict[str, bytes] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One change: when, of which version, and which version it follows; `ends` for an abolition, with its reason."""

    id: UUID
    at: datetime
    version: ProcedureVersion
    before: ProcedureVersion | None = None
    ends: date | None = None
    decision: str = ""
    reason: str = ""


class _Feed(Atom1Feed):
    """With links to the pages beside it."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("previous", "next"):
            if href := self.feed.get(rel):
                handler.addQuickElement("link", "", {"rel": rel, "href": href})


def feed_etag(*, base: str, language: str, page: int = 1) -> str:
    """Changes when a version is published, closed or replaced; one statement."""
    last = ProcedureVersion.objects.aggregate(
        n=Count("id"), published=Max("published_at"), replaced=Max("superseded_at"), closed=Count("effective_to")
    )
    said = "|".join(map(str, (base, language, page, *last.values())))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def changes_feed(*, base: str, language: str, address: str, page: int = 1) -> bytes:
    """A page of the feed in one language; `base` is the address of the site, `address` the feed's own without `page`.

    Made once for what stands in the catalogue, then from memory: one statement; else five.
    """
    etag = feed_etag(base=base, language=language, page=page)
    if etag not in _kept:
        _kept[etag] = _written(base, language, address, page)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[etag]


def _written(base: str, language: str, address: str, page: int) -> bytes:
    entries, more = _entries(page)
    with translation.override(language):
        about = _("Thủ tục mới, sửa đổi và bãi bỏ, nói rõ điều gì thay đổi.")
        feed = _Feed(
            title=_("Thay đổi trong danh mục thủ tục hành chính"),
            link=f"{base}/procedures/",
            description=about,
            subtitle=about,
            feed_url=_at(address, page),
            feed_guid=address,
            author_name=_("Cổng dịch vụ công Cầu Nối"),
            language=language,
            previous=_at(address, page - 1) if page > 1 else "",
            next=_at(address, page + 1) if more else "",
        )
        for entry in entries:
            feed.add_item(**_item(entry, base, language))
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def _at(address: str, page: int) -> str:
    if page == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={page}"


def _entries(page: int) -> tuple[list[_Entry], bool]:
    """The entries of a page, and whether there are older ones."""
    until = page * SIZE + 1
    published = ProcedureVersion.objects.exclude(published_at=None).order_by("-published_at", "procedure__code", "-id")
    marks = [(at, False, i) for at, i in published.values_list("published_at", "id")[:until] if at is not None]
    ended = ProcedureDraft.objects.filter(kind="abolish", state="published").order_by("-decided_at")
    marks += [(at, True, i) for at, i in ended.values_list("decided_at", "id")[:until] if at is not None]
    marks.sort(key=lambda mark: mark[0], reverse=True)
    shown = marks[(page - 1) * SIZE : page * SIZE]
    made = {**_versions(i for _at, gone, i in shown if not gone), **_ends(i for _at, gone, i in shown if gone)}
    return [made[i] for _at, _gone, i in shown], len(marks) > page * SIZE


def _versions(ids: Iterable[UUID]) -> dict[UUID, _Entry]:
    rows = list(ProcedureVersion.objects.filter(id__in=list(ids)).select_related("procedure"))
    found: dict[UUID, list[ProcedureVersion]] = {}
    for row in ProcedureVersion.objects.filter(procedure__in={row.procedure_id for row in rows}):
        found.setdefault(row.procedure_id, []).append(row)
    return {row.id: _Entry(row.id, _when(row), row, _before(row, found[row.procedure_id])) for row in rows}


def _before(row: ProcedureVersion, others: list[ProcedureVersion]) -> ProcedureVersion | None:
    """The version that this one followed or stood in the place of."""
    earlier = [
        other
        for other in others
        if other.id != row.id and _when(other) <= _when(row) and other.effective_from <= row.effective_from
        and (other.effective_from, other.revision) < (row.effective_from, row.revision)
    ]  # fmt: skip
    return max(earlier, key=lambda other: (other.effective_from, other.revision), default=None)


def _when(row: ProcedureVersion) -> datetime:
    assert row.published_at is not None
    return row.published_at


def _ends(ids: Iterable[UUID]) -> dict[UUID, _Entry]:
    found = {}
    for draft in ProcedureDraft.objects.filter(id__in=list(ids)).select_related("version__procedure"):
        assert draft.decided_at is not None
        assert draft.version is not None
        found[draft.id] = _Entry(
            draft.id, draft.decided_at, draft.version, ends=draft.effective_from, decision=draft.decision_ref,
            reason=draft.body.get("reason", ""),
        )  # fmt: skip
    return found


def _item(entry: _Entry, base: str, language: str) -> dict[str, Any]:
    version = entry.version
    named = {"name": text_in(version.body["name"], language), "code": version.procedure.code}
    if entry.ends:
        title = _("%(name)s (%(code)s), bãi bỏ từ %(day)s") % {**named, "day": f"{entry.ends:%d/%m/%Y}"}
    else:
        title = _("%(name)s (%(code)s), hiệu lực từ %(day)s") % {**named, "day": f"{version.effective_from:%d/%m/%Y}"}
    return {
        "title": title,
        "link": f"{base}/procedures/{version.procedure.code}/",
        "unique_id": f"urn:uuid:{entry.id}",
        "pubdate": entry.at,
        "updateddate": entry.at,
        "description": _words(entry),
        "categories": [version.body["field"]] if version.body["field"] else [],
    }


def _words(entry: _Entry) -> str:
    """The decision, and the changes as a list; a first version is new, an abolition says why."""
    decision = entry.decision or entry.version.decision_ref or _("chưa biết")
    head = format_html("<p>{}</p>", _("Quyết định công bố: %(decision)s.") % {"decision": decision})
    if entry.ends:
        text = _("Không nhận hồ sơ mới từ ngày này; hồ sơ đã nộp được giải quyết tiếp.")
        return head + format_html("<p>{} {}</p>", text, entry.reason)
    if entry.before is None:
        return head + format_html("<p>{}</p>", _("Thủ tục mới trong danh mục nộp hồ sơ."))
    changed = changes_in_words(entry.before.body, entry.version.body)[:MOST_SENTENCES]
    return head + format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((c.sentence,) for c in changed)))
