"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.meetings"
    label = "meetings"

    def ready(self) -> None:
        from caunoi.meetings import notifying, succession

        notifying.start()
        succession.start()
