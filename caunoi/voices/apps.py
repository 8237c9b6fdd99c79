"""Django's registration of this room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "caunoi.voices"
    label = "voices"

    def ready(self) -> None:
        from caunoi.voices import notifying, petition_notifying, succession
        from caunoi.voices import petition_events as _known  # noqa: F401  the journal knows their kinds

        notifying.start()
        petition_notifying.start()
        succession.start()
