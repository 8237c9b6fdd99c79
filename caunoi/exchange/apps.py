"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Follow the journal, in the background worker."""
        from caunoi.exchange import following

        following.start()
