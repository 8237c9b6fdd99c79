"""As many requests in work as the machine can carry; a few more wait a moment; the rest are asked to come again.

Without a bound everybody waits for everybody: at ten times what can be done no answer comes in time any more, and the
queue goes on after the rush. With it those who are let in are served as quickly as ever. Each server process counts for
itself and asks nobody.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language_from_request, gettext, gettext_lazy, override

from caunoi.core.errors import Unavailable
from caunoi.ui import answers

EXEMPT = ("/healthz",)
"""Whoever watches over the server must hear that it lives, also in a rush. Static files never come here."""
_SOONEST, _LATEST = 2, 8
_log = logging.getLogger("django.request")


class Busy(Unavailable):
    """More is asked at once than can be done (HTTP 503); nothing was done."""

    code = "busy"
    text = gettext_lazy("Hệ thống đang nhận quá nhiều yêu cầu. Yêu cầu này chưa được thực hiện; hãy gửi lại sau.")


class _Places:
    """Places that are taken in the order of asking: whoever leaves hands theirs to the first who waits."""

    def __init__(self, count: int, waiting: int) -> None:
        self._free, self._most = count, waiting
        self._lock = threading.Lock()
        self._queue: deque[threading.Event] = deque()

    def enter(self, patience: float) -> bool:
        """Whether there was a place, at once or within so many seconds."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._queue) >= self._most:
                return False
            turn = threading.Event()
            self._queue.append(turn)
        if turn.wait(patience):
            return True
        with self._lock:
            if turn.is_set():  # it was handed over while we gave up
                return True
            self._queue.remove(turn)
        return False

    def leave(self) -> None:
        """Give the place on."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1


class Admission:
    """Stands before everything that costs: sessions, the database, pages. Answers 503 with Retry-After to the surplus.

    `settings.AT_ONCE` requests are in work, `settings.WAITING` wait for `settings.PATIENCE` seconds at most.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._places = _Places(settings.AT_ONCE, settings.WAITING)
        self._refused, self._told_at = 0, 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(EXEMPT):
            return self.get_response(request)
        if not self._places.enter(settings.PATIENCE):
            self._tell()
            return turned_away(request)
        try:
            return self.get_response(request)
        finally:
            self._places.leave()

    def _tell(self) -> None:
        """A line a minute, not one for each: the rush must not fill the disk too."""
        self._refused += 1
        if time.monotonic() - self._told_at >= 60:
            self._told_at = time.monotonic()
            _log.error("busy: %d requests turned away so far", self._refused)


def turned_away(request: HttpRequest) -> HttpResponse:
    """Come again in some seconds: as a page, or as machines read it; asks neither session nor database.

    The seconds differ, so that those who were turned away together do not come back together.
    """
    with override(get_language_from_request(request)):
        if answers.wants_json(request):
            answer = answers.for_machine(request, Busy())
        else:
            answer = HttpResponse(_page(get_language_from_request(request)), status=503)
    answer["Retry-After"] = str(random.randint(_SOONEST, _LATEST))
    answer["Cache-Control"] = "no-store"
    setattr(answer, "_has_been_logged", True)  # noqa: B010  Django would log each
    return answer


@cache
def _page(language: str) -> str:
    said = {"status": Busy.status, "title": gettext("Hệ thống đang bận"), "message": Busy.text, "again": True}
    return loader.render_to_string("ui/pages/broken.html", {"language": language, **said})
