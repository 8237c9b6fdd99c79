"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.rollouts"
    label = "rollouts"

    def ready(self) -> None:
        from caunoi.rollouts import notifying, succession

        notifying.start()
        succession.start()
