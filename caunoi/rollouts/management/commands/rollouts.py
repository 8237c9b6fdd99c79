"""`caunoi rollouts demo`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command as BaseCommand
from caunoi.people import queries as people
from caunoi.rollouts.demo import make_sample
from caunoi.units import queries as units

LEADER, PILOT = "lanhdao.bokhcn", "lanhdao.nghean"


class Command(BaseCommand):
    """The demonstration's pilot and roll-out."""

    help = "Thí điểm và nhân rộng: dữ liệu mẫu của bản trình diễn."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="demo")
        demo = actions.add_parser("demo", help="một hệ thống mẫu, thí điểm rồi nhân rộng (chỉ khi phát triển)")
        demo.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError(_("Dữ liệu mẫu chỉ dùng khi phát triển và trình diễn."))
        now = SystemClock().now()
        leader, pilot = (self._serving(name, now) for name in (LEADER, PILOT))
        assert pilot.agency_id
        opened = make_sample(leader=leader, pilot_agency_id=pilot.agency_id, now=now)
        said = _("Đã mở hệ thống mẫu cho %(count)s nơi.") % {"count": opened}
        self.emit({"places": opened, "on": local_date(now).isoformat()}, said, as_json=options["as_json"])

    @staticmethod
    def _serving(username: str, now: Any) -> Person:
        person_id = people.account_by_username(username).id
        held = people.memberships(person_id, at=now)
        if not held or held[0].agency_id not in units.agencies([held[0].agency_id]):
            raise CommandError(_("Tài khoản %(name)s chưa làm việc ở cơ quan nào.") % {"name": username})
        return Person(person_id, role=held[0].role, agency_id=held[0].agency_id, membership_id=held[0].id)
