"""Django's registration of the composition root: it carries the commands that know every room."""

from django.apps import AppConfig
from django.contrib.messages.apps import MessagesConfig
from django.utils.module_loading import autodiscover_modules


class Root(AppConfig):
    name = "caunoi.config"
    label = "config"
    default = True

    def ready(self) -> None:
        """Every room's events are known in every process: one that is not known is a newer program's."""
        autodiscover_modules("events", "cascading.events")


class FlashMessages(MessagesConfig):
    """Django's one-time messages under another label: `messages` is our room of notices."""

    label = "flash"
