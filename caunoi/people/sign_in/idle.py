"""A session ends after an hour in which nothing is asked, and twelve hours after it began whatever is asked.

The times are seconds of the machine's own clock, as the sign-in library counts them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

IDLE, WHOLE = 60 * 60, 12 * 60 * 60
NOTED = 5 * 60
"""How exactly it is known when somebody asked last: a session is not written at every page."""
_BEGUN, _SEEN = "people.begun", "people.seen"


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """From now on it counts."""
    request.session[_BEGUN] = request.session[_SEEN] = int(time.time())


class EndsWhenIdle:
    """Signs out whoever came back too late, before anything is done; the page then says so and leads to the door.

    Whoever was signed out, by themselves too, has their browser forget what it kept of this site (ASVS 14.3.1).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = request.user.is_authenticated
        if known:
            now = int(time.time())
            begun, seen = (int(request.session.get(key, now)) for key in (_BEGUN, _SEEN))
            if now - seen > IDLE or now - begun > WHOLE:
                logout(request)
                messages.info(request, _("Phiên làm việc đã kết thúc vì lâu không thao tác. Hãy đăng nhập lại."))
            elif now - seen > NOTED or _SEEN not in request.session:
                request.session[_BEGUN], request.session[_SEEN] = begun, now
        answer = self.get_response(request)
        if known and not request.user.is_authenticated:
            answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
