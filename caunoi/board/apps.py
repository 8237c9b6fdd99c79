"""Django's registration of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Room(AppConfig):
    name = "caunoi.board"
    label = "board"

    def ready(self) -> None:
        """Put the room's entry into the main navigation."""
        from caunoi.ui.navigation import Entry, register

        register(Entry(_("Chỉ số"), "board:home", audience="officer", order=15))
