"""Who is told what about a petition: a reader of the journal, after the act. Never what somebody wrote.

The people of the agency that it reaches or comes back to, the keepers of the table when nobody answers for it, and its
author, when signed in, that there is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.messages.templates import Template
from caunoi.voices.models import Petition
from caunoi.voices.notifying import answerers, keepers
from caunoi.voices.viewing import topic_name

NOTICES = (
    Template(
        "petition.reached",
        _("Có phản ánh, kiến nghị chờ cơ quan bạn trả lời, hạn %(due)s"),
        _("Phản ánh, kiến nghị %(code)s về lĩnh vực %(topic)s chờ cơ quan bạn duyệt nội dung công khai và trả lời, hạn "
          "%(due)s."),
    ),
    Template(
        "petition.unrouted",
        _("Có phản ánh, kiến nghị chưa có cơ quan trả lời"),
        _("Chưa có cơ quan trả lời phản ánh, kiến nghị %(code)s về lĩnh vực %(topic)s. Hãy chọn cơ quan trả lời và sửa "
          "bảng phân công."),
    ),
    Template(
        "petition.reopened",
        _("Người gửi đề nghị xem lại %(code)s, hạn mới %(due)s"),
        _("Người gửi phản ánh, kiến nghị %(code)s chưa đồng ý với câu trả lời. Hãy xem lý do và trả lời lại, hạn mới "
          "%(due)s."),
    ),
    Template(
        "petition.answered",
        _("Phản ánh, kiến nghị %(code)s của bạn đã có trả lời"),
        _("Phản ánh, kiến nghị %(code)s của bạn về lĩnh vực %(topic)s đã có trả lời. Hãy đọc, đánh giá, hoặc đề nghị "
          "xem lại nếu chưa đồng ý."),
    ),
)  # fmt: skip
KINDS = frozenset({"petition.filed", "petition.reached", "petition.reopened", "petition.answered"})
_MOST = 20


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `petitions.notices`."""
    return Reader("petitions.notices", tell, kinds=KINDS)


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; a few statements for each agency that is told."""
    ids = {entry.subject_id for entry in entries}
    found = {row.pk: row for row in Petition.objects.select_related("voice").filter(pk__in=ids)}
    told = [one for entry in entries if (row := found.get(entry.subject_id)) for one in _told(entry, row)]
    if told:
        notify_many(told, now=max(entry.occurred_at for entry in entries))


def _told(entry: Entry, row: Petition) -> list[Told]:
    template, whom = _whom(entry, row)
    due = entry.data.get("due_on") or ""
    params = {
        "code": row.voice.code, "topic": topic_name("petition", row.voice.topic),
        "due": f"{due[8:10]}/{due[5:7]}/{due[:4]}" if due else "—",
    }  # fmt: skip
    link = f"/voices/mine/{row.pk}/" if template == "petition.answered" else f"/desk/voices/{row.pk}/"
    return [Told(person, template, f"{entry.id}/{template}/{person}", params, link) for person in sorted(whom)[:_MOST]]


def _whom(entry: Entry, row: Petition) -> tuple[str, frozenset[UUID]]:
    holder, at = entry.data.get("competent_agency"), entry.occurred_at
    if entry.kind == "petition.answered":
        return entry.kind, frozenset({row.person_id} if row.person_id else ())
    if entry.kind == "petition.filed":
        return "petition.unrouted", frozenset() if holder else keepers(row.voice, at)
    return entry.kind, answerers(row.voice, UUID(holder), at) if holder else frozenset()
