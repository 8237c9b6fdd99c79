"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.people"
    label = "people"

    def ready(self) -> None:
        from caunoi.people import succession
        from caunoi.people.sign_in import idle, signals  # noqa: F401  connects the handlers

        succession.start()
