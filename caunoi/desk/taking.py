"""A form that shows what an operation refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caunoi.core.clock import VIETNAM
from caunoi.core.errors import Conflict, DomainError, InvalidInput
from caunoi.ui.forms import Form


class TakingForm(Form):
    """Puts each problem of a refused operation at the field that it names, the rest on top."""

    def take(self, error: DomainError) -> None:
        """Put what an operation refused where it belongs."""
        for problem in error.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))
        if not error.problems:
            only = [bound.name for bound in self.visible_fields()]
            self.add_error(only[0] if len(only) == 1 else None, error.message)


def asked(
    request: HttpRequest,
    form_of: Callable[..., Any],
    run: Callable[[Any], str],
    *,
    template: str,
    context: dict[str, Any],
    to: str,
) -> HttpResponseBase:
    """A page with a form: shown on GET; on POST `run` does it and says what was done, and the visitor goes `to`.

    What the operation refuses as wrong or as changed meanwhile is said on the same page, with what was typed.
    """
    if request.method != "POST":
        return render(request, template, {**context, "form": form_of()})
    form = form_of(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            said = run(form)
        except (InvalidInput, Conflict) as error:
            form.take(error)
            status = error.status
        else:
            messages.success(request, said)
            return redirect(to)
    return render(request, template, {**context, "form": form}, status=status)


@dataclass(frozen=True, slots=True)
class Question:
    """“Are you sure?”: what is about to happen, and the button. `done`: said after it in place of “done: title”."""

    title: str
    text: str
    button: str
    warning: bool = False
    done: str = ""


def confirmed(
    request: HttpRequest, question: Question, run: Callable[[], Any], to: str, *args: Any
) -> HttpResponseBase:
    """Ask on GET; on POST `run` does it and the visitor goes `to`, where a refusal for a changed state is said."""
    if request.method != "POST":
        context = {
            "title": question.title, "text": question.text, "button": question.button, "warning": question.warning,
            "back": reverse(to, args=args),
        }  # fmt: skip
        return render(request, "ui/pages/confirm.html", context)
    try:
        run()
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, question.done or _("Đã xong: %(what)s.") % {"what": question.title})
    return redirect(to, *args)


def first_moment(day: date) -> datetime:
    """The day's beginning in Việt Nam."""
    return datetime.combine(day, time(), VIETNAM)


def past_last(day: date) -> datetime:
    """The moment after the last one of the day: the open end of a period that includes it."""
    return first_moment(day + timedelta(days=1))
