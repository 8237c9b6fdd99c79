"""Accounts. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from caunoi.core.ids import new_id


class Account(AbstractUser):
    """One person who signs in, citizen or officer."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
