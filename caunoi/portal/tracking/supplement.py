"""Answer a request for supplement: what exactly is asked, one thing a page, then send it all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caunoi.core.errors import NotFound
from caunoi.core.ids import new_id
from caunoi.dossiers import operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import InvalidAnswers
from caunoi.dossiers.queries import DossierView, RequestView
from caunoi.portal.filing import kept
from caunoi.portal.filing.forms import PaperForm
from caunoi.portal.filing.papers import handed_in, paper_of
from caunoi.portal.tracking import asked as asking
from caunoi.portal.tracking.opened import own_dossier, to_dossier
from caunoi.portal.visitors import Visit
from caunoi.ui.questions import form_for


def _open(here: Visit, view: DossierView) -> RequestView | None:
    found = dossiers.requests(view.id, actor=here.actor, now=here.now)
    return asking.open_request(found, "supplement")


@own_dossier
def supplement(request: HttpRequest, here: Visit, view: DossierView) -> HttpResponse:
    """Everything that is asked, what was given, and the button that sends it."""
    asked = _open(here, view)
    if asked is None:
        messages.info(request, _("Hồ sơ này không chờ bổ sung gì."))
        return to_dossier(view)
    items = asking.items(view, asked)
    complete = all(item.done for item in items)
    late = asked.late
    if request.method == "POST" and complete and not late:
        operations.answer_supplement(
            dossier_id=view.id, idempotency_key=request.POST.get("idempotency_key", "")[:80], actor=here.actor,
            now=here.now,
        )  # fmt: skip
        messages.success(request, _("Đã gửi bổ sung. Cơ quan giải quyết sẽ xem tiếp hồ sơ của bạn."))
        return to_dossier(view)
    context = {
        "dossier": view, "asked": asked, "items": items, "complete": complete, "late": late, "key": str(new_id()),
    }  # fmt: skip
    status = 409 if late else 422 if request.method == "POST" else 200
    return render(request, "portal/tracking/supplement.html", context, status=status)


@own_dossier
def item(request: HttpRequest, here: Visit, view: DossierView, number: int) -> HttpResponse:
    """One thing that is asked: a paper to send, or an answer to give."""
    asked = _open(here, view)
    if asked is None or asked.late:
        return redirect("portal:supplement", view.code)
    found = next((i for i in asking.items(view, asked) if i.number == number), None)
    if found is None:
        raise NotFound
    if found.component_id:
        return _paper(request, here, view, found)
    if found.field in view.form["properties"]:
        return _answer(request, here, view, found)
    raise NotFound


def _paper(request: HttpRequest, here: Visit, view: DossierView, found: asking.Item) -> HttpResponse:
    component = paper_of(view, found.component_id)
    form = PaperForm(component=component)
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES, component=component)
        if form.is_valid() and handed_in(form, here, view, component.component_id):
            return redirect("portal:supplement", view.code)
    context = {"dossier": view, "item": found, "paper": component, "form": form}
    return render(request, "portal/tracking/supplement_paper.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, here: Visit, view: DossierView, found: asking.Item) -> HttpResponse:
    typed = request.POST if request.method == "POST" else kept.take(request)
    form = form_for(view.form, [found.field], typed, on=here.today, known=view.answers)
    if request.method == "POST":
        if again := form.regrouped():
            form = again
        elif form.is_valid():
            try:
                operations.save_answers(dossier_id=view.id, answers=form.answers(), actor=here.actor, now=here.now)
                return redirect("portal:supplement", view.code)
            except InvalidAnswers as error:
                form.refuse(error.problems)
    elif typed is not None:
        form = form.unchecked()
    context = {"dossier": view, "item": found, "form": form}
    return render(request, "portal/tracking/supplement_answer.html", context, status=422 if form.wrong else 200)
