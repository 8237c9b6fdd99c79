"""How much each server process takes on at once: the web server, the program and its database pool must agree on it."""

from __future__ import annotations

import os

AT_ONCE = int(os.environ.get("CAUNOI_AT_ONCE", "2"))
"""Requests in work."""
WAITING = int(os.environ.get("CAUNOI_WAITING", "32"))
"""Requests that wait for a place."""
SPARE = 4
"""Threads and database connections beside them: for static files, for the health check, for turning away."""
