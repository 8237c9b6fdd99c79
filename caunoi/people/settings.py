"""Sign-in settings, imported by the composition root."""

from __future__ import annotations
