"""`caunoi voices check|sample|demo|escalate`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from caunoi.core.actor import Person, System
from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as BaseCommand
from caunoi.people import queries as people
from caunoi.voices import operations, queries
from caunoi.voices.demo import make_sample
from caunoi.voices.queries.checking import Checked
from caunoi.voices.sampling import Sampled, sample
from caunoi.voices.tables import topic_name
from caunoi.voices.texts import LEVELS

WARD, MINISTRY = "lanhdao.cuanam", "lanhdao.bokhcn"


class Command(BaseCommand):
    """Voices: the routing tables and what waits without an answerer, samples, escalation by hand."""

    help = "Phản ánh, vướng mắc: kiểm tra bảng phân công, dữ liệu mẫu, báo quá hạn."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="check|sample|demo|escalate")
        check = actions.add_parser("check", help="bảng phân công thiếu gì, việc nào chưa có cơ quan trả lời")
        given = actions.add_parser("sample", help="nêu vướng mắc mẫu và xem có đến đúng nơi không (chỉ khi phát triển)")
        given.add_argument("--count", type=int, default=200, help="số vướng mắc mẫu")
        given.add_argument("--seed", type=int, default=1, help="số khởi tạo; cùng số thì cùng dữ liệu")
        demo = actions.add_parser("demo", help="vài vướng mắc và phản ánh mẫu của bản trình diễn (chỉ khi phát triển)")
        escalate = actions.add_parser("escalate", help="báo lãnh đạo các việc quá hạn trả lời")
        for sub in (check, given, demo, escalate):
            sub.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        now, actor, as_json = SystemClock().now(), System("voices"), options["as_json"]
        if options["action"] == "check":
            found = queries.check(actor=actor, now=now)
            self.emit(asdict(found), _checked(found), as_json=as_json)
        elif options["action"] in ("sample", "demo") and not settings.DEVELOPMENT:
            raise CommandError(_("Chỉ nêu vướng mắc mẫu khi phát triển hoặc trình diễn."), returncode=2)
        elif options["action"] == "demo":
            ward, ministry = (_serving(name, now) for name in (WARD, MINISTRY))
            count = make_sample(ward=ward, ministry=ministry, now=now)
            self.emit({"made": count}, _("Đã tạo %(count)s việc mẫu.") % {"count": count}, as_json=as_json)
        elif options["action"] == "sample":
            done = sample(max(1, options["count"]), seed=options["seed"], actor=actor, now=now)
            self.emit(asdict(done), _sampled(done), as_json=as_json)
        else:
            told = operations.escalate_late(actor=actor, now=now)
            self.emit({"escalated": told}, _("Đã báo %(count)s việc quá hạn.") % {"count": told}, as_json=as_json)


def _serving(username: str, now: datetime) -> Person:
    """The demonstration's officer, in the first role that they hold."""
    person_id = people.account_by_username(username).id
    held = people.memberships(person_id, at=now)
    if not held:
        raise CommandError(_("Tài khoản %(name)s chưa làm việc ở cơ quan nào.") % {"name": username})
    return Person(person_id, role=held[0].role, agency_id=held[0].agency_id, membership_id=held[0].id)


def _sampled(done: Sampled) -> str:
    return _(
        "Đã nêu %(raised)s vướng mắc mẫu: %(reached)s đến đúng cơ quan phụ trách (%(agencies)s cơ quan), "
        "%(unrouted)s chưa có cơ quan trả lời và được giữ lại, %(astray)s sai nơi."
    ) % asdict(done)


def _checked(found: Checked) -> str:
    lines = [_("Dòng riêng đang áp dụng: %(count)s.") % {"count": found.own_rows}]
    lines += [_("Dẫn đến cơ quan đã chấm dứt: %(row)s") % {"row": one} for one in found.dead_rows]
    for gap in found.gaps:
        said = {"level": LEVELS[gap.level], "topic": topic_name(gap.topic), "count": gap.places}
        lines.append(_("Chưa có cơ quan trả lời, %(level)s: %(topic)s (%(count)s nơi).") % said)
    lines.append(_("Việc chưa có cơ quan trả lời: %(count)s.") % {"count": found.waiting_count})
    lines += [f"  {one.code}  {one.topic_name}  {one.title}" for one in found.waiting]
    return "\n".join(lines)
