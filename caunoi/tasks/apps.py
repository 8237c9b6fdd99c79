"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.tasks"
    label = "tasks"

    def ready(self) -> None:
        from caunoi.tasks import notifying, succession

        notifying.start()
        succession.start()
