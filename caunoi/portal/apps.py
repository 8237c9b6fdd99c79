"""Django's registration of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Room(AppConfig):
    name = "caunoi.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the room's entries into the main navigation."""
        from caunoi.ui.navigation import Entry, register

        register(
            Entry(_("Thủ tục"), "portal:procedures", order=10, at_work=True),
            Entry(_("Hồ sơ của tôi"), "portal:mine", audience="citizen", order=20),
            Entry(_("Thông báo"), "portal:notices", audience="citizen", order=22, at_work=True),
            Entry(_("Kho giấy tờ"), "portal:store", audience="citizen", order=22),
            Entry(_("Tra cứu hồ sơ"), "portal:track", order=25),
            Entry(_("Phản ánh, kiến nghị"), "portal:voices", order=27),
            Entry(_("Kiểm tra giấy tờ số"), "portal:verify", order=30),
            Entry(_("Chất lượng phục vụ"), "portal:indices", order=35),
            Entry(_("Đơn vị hành chính"), "units:search", order=40),
        )
