"""Django's registration of the composition root: it carries the commands that know every room."""

from django.apps import AppConfig
from django.contrib.messages.apps import MessagesConfig


class Root(AppConfig):
    name = "caunoi.config"
    label = "config"


class FlashMessages(MessagesConfig):
    """Django's one-time messages under another label: `messages` is our room of notices."""

    label = "flash"
