"""What carries a text to a person. A new carrier is a class with these two members, named in a setting."""

from __future__ import annotations

import smtplib
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from caunoi.messages.errors import NotDelivered
from caunoi.messages.templates import Text
from caunoi.people.queries import AccountView

SECONDS = 20


class Channel(Protocol):
    """Carries texts. `send` raises NotDelivered, or any OSError when the carrier cannot be reached.

    It may be called again for the same `notice_id` after a crash: a carrier that can should use it to send once.
    """

    urgent_only: bool

    def address(self, person: AccountView) -> str:
        """Where the person is reached, empty when they are not."""

    def send(self, address: str, text: Text, *, notice_id: UUID) -> None:
        """Hand the text to the carrier."""


class Email:
    """E-mail over SMTP (`CAUNOI_SMTP`). The Message-ID is the notice's, so that a repetition is known as one."""

    urgent_only = False

    def address(self, person: AccountView) -> str:
        return person.email

    def send(self, address: str, text: Text, *, notice_id: UUID) -> None:
        message = EmailMessage(
            text.subject,
            text.body,
            settings.DEFAULT_FROM_EMAIL,
            [address],
            headers={"Message-ID": f"<{notice_id}@caunoi>", "Auto-Submitted": "auto-generated"},
            connection=get_connection(timeout=SECONDS),
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise NotDelivered(f"{codes}", final=all(code >= 500 for code in codes)) from error
        except smtplib.SMTPResponseException as error:
            raise NotDelivered(f"{error.smtp_code}", final=False) from error
        except smtplib.SMTPException as error:
            raise NotDelivered(type(error).__name__) from error


@lru_cache(maxsize=1)
def _plugged_in(paths: tuple[tuple[str, str], ...]) -> dict[str, Channel]:
    return {name: import_string(path)() for name, path in paths}


def channels() -> dict[str, Channel]:
    """The channels that are set up, by name. None at all leaves notices to be read on the pages."""
    return _plugged_in(tuple(settings.MESSAGE_CHANNELS.items()))
