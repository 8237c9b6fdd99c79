"""Django's registration of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Room(AppConfig):
    name = "caunoi.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the room's entries into the main navigation."""
        from caunoi.ui.navigation import Entry, register

        register(Entry(_("Đơn vị hành chính"), "units:search", order=40))
