"""What is done with a voice: answered, sent on, joined, published, taken back, closed, opened again."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.errors import Conflict, DomainError, InvalidInput, NotFound, NotPermitted
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.desk.voices import words
from caunoi.desk.voices.forms import (
    MOST_ROWS,
    AnswerForm,
    CommitmentForm,
    ForwardForm,
    PublishForm,
    ReasonForm,
)
from caunoi.ui.access import role
from caunoi.ui.forms import errors_of
from caunoi.voices import operations, queries
from caunoi.voices.rules import personal
from caunoi.voices.shapes import VoiceView

GET_POST = ["GET", "HEAD", "POST"]
ASK = "desk/voices/ask.html"


def found(request: HttpRequest, voice_id: UUID, name: str) -> VoiceView:
    """The voice, when the officer may do this with it now. Raises VoiceNotFound, NotPermitted."""
    view = queries.voice(voice_id, actor=who(request), now=when(request))
    if name not in view.may and request.method != "POST":
        raise NotPermitted
    return view


def _context(view: VoiceView, title: str, button: str, text: str = "", **more: Any) -> dict[str, Any]:
    back = reverse("desk:voice", args=[view.row.id])
    return {"title": title, "button": button, "text": text, "back": back, "caption": view.row.title, **more}


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def answer(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """The answer with its commitments; `do=more` gives another row, with everything that was typed."""
    view = found(request, voice_id, "answer")
    given = request.POST if request.method == "POST" else None
    more = given is not None and given.get("do") == "more"
    form = AnswerForm(given)
    rows = _rows(request, _count(given, more))
    status = 200
    if given is not None and not more:
        fine = all([form.is_valid(), *(row.is_valid() for row in rows)])
        if fine and _answered(request, voice_id, form, rows):
            return redirect("desk:voice", voice_id)
        status = 422
    wrong = [] if more or given is None else [*errors_of(form), *(one for row in rows for one in errors_of(row))]
    if more:
        for each in (form, *rows):
            each.full_clean()
            each.errors.clear()
    context = {
        "view": view, "one": view.row, "form": form, "rows": rows, "wrong": wrong, "more": len(rows) < MOST_ROWS,
        "back": reverse("desk:voice", args=[voice_id]), "headed": words.headed(view.row.title, view.text),
    }  # fmt: skip
    return render(request, "desk/voices/answer.html", context, status=status)


def _count(given: Any, more: bool) -> int:
    text = (given or {}).get("rows", "1")
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1
    return min(MOST_ROWS, max(1, count + more))


def _rows(request: HttpRequest, count: int) -> list[CommitmentForm]:
    given = request.POST if request.method == "POST" else None
    return [
        CommitmentForm(
            given, prefix=f"c{number}", now=when(request), agency_id=agency_of(request), me=who(request).person_id
        )
        for number in range(count)
    ]


def _answered(request: HttpRequest, voice_id: UUID, form: AnswerForm, rows: list[CommitmentForm]) -> bool:
    """Whether it was taken; what was refused stands in the form, at its row when it names one."""
    said = [row for row in rows if row.said]
    try:
        operations.answer(
            voice_id=voice_id, text=form.cleaned_data["text"], commitments=[row.draft() for row in said],
            actor=who(request), now=when(request),
        )  # fmt: skip
    except (InvalidInput, Conflict) as error:
        _take(form, said, error)
        return False
    messages.success(request, _("Đã gửi trả lời. Nơi hỏi được báo ngay."))
    return True


def _take(form: AnswerForm, rows: list[CommitmentForm], error: DomainError) -> None:
    """Put each problem where it belongs: `commitments.N.field` at its row."""
    for problem in error.problems:
        of, _dot, rest = problem.field.partition(".")
        number, _dot, name = rest.partition(".")
        place: Any = rows[int(number)] if of == "commitments" and number.isdigit() else form
        name = name if place is not form else problem.field
        place.add_error(name if name in place.fields else None, str(problem))
    if not error.problems:
        form.add_error(None, error.message)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def forward(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """To another agency that answers for it; from the second time on with a reason."""
    view = found(request, voice_id, "forward")

    def run(form: Any) -> str:
        operations.forward(
            voice_id=voice_id, to_agency_id=form.cleaned_data["to_agency_id"], reason=form.cleaned_data["reason"],
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã chuyển. Cơ quan nhận và nơi hỏi được báo ngay.")

    text = _("Cơ quan nhận trả lời thay cơ quan bạn. Nơi đã từng giữ việc này thì không chuyển lại được.")
    context = _context(view, _("Chuyển cơ quan khác"), _("Chuyển tiếp"), text)
    form_of = partial(ForwardForm, now=when(request), forwards=view.forwards)
    return asked(request, form_of, run, template=ASK, context=context, to=context["back"])


def _reasoned(
    request: HttpRequest, view: VoiceView, title: str, button: str, text: str, run: Any, *, warning: bool = False
) -> HttpResponseBase:
    context = _context(view, title, button, text, warning=warning)
    return asked(request, ReasonForm, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def pass_up(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """It cannot be settled at this level."""
    view = found(request, voice_id, "pass_up")

    def run(form: Any) -> str:
        operations.pass_up(voice_id=voice_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request))
        return _("Đã chuyển lên cấp trên. Nơi hỏi được báo ngay.")

    text = _("Việc vượt thẩm quyền của cơ quan bạn được chuyển lên cấp trên, với hạn trả lời của cấp ấy.")
    return _reasoned(request, view, _("Chuyển lên cấp trên"), _("Chuyển lên"), text, run)


@role(*words.MAY_RAISE)
@require_POST
def same(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """“We have it too.”"""
    try:
        operations.add_same(voice_id=voice_id, actor=who(request), now=when(request))
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã ghi cơ quan bạn cũng vướng. Trả lời sẽ được báo cho bạn."))
    try:
        queries.voice(voice_id, actor=who(request), now=when(request))
    except NotFound:  # published, but not in the agency's own sight
        return redirect("desk:voices-published")
    return redirect("desk:voice", voice_id)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def publish(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """The wording that everybody may read, looked through for personal data."""
    view = found(request, voice_id, "publish_answer")

    def run(form: Any) -> str:
        operations.publish_answer(voice_id=voice_id, **form.cleaned_data, actor=who(request), now=when(request))
        return _("Đã công khai. Nơi khác cùng vướng sẽ thấy khi đang viết.")

    last = view.answers[-1].text if view.answers else ""
    initial = {
        "public_title": view.public_title or view.row.title, "public_text": view.public_text or view.text,
        "public_answer": view.public_answer or last,
    }  # fmt: skip
    shown = {name: request.POST.get(name, text) for name, text in initial.items()}
    text = _("Bỏ tên, số điện thoại, địa chỉ và điều gì nhận ra được một người. Nội dung gốc vẫn giữ nguyên.")
    context = _context(view, _("Công khai câu trả lời"), _("Công khai"), text, hints=hinted(shown))
    return asked(request, partial(PublishForm, initial=initial), run, template=ASK, context=context, to=context["back"])


def hinted(texts: dict[str, str]) -> list[tuple[Any, str]]:
    """In which text what kind of personal data may stand."""
    found = [(PublishForm.base_fields[name].label, personal.hints(text)) for name, text in texts.items()]
    return [(label, ", ".join(str(words.HINTS[one]) for one in kinds)) for label, kinds in found if kinds]


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def unpublish(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """Nobody else reads it any more."""
    found(request, voice_id, "unpublish")
    question = Question(
        _("Thôi công khai"), _("Câu trả lời không còn hiện cho nơi khác. Công khai lại được bất cứ lúc nào."),
        _("Thôi công khai"), warning=True, done=_("Đã thôi công khai."),
    )  # fmt: skip
    run = partial(operations.unpublish, voice_id=voice_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:voice", voice_id)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def withdraw(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """The author needs no answer any more."""
    view = found(request, voice_id, "withdraw")

    def run(form: Any) -> str:
        operations.withdraw(
            voice_id=voice_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã rút lại.")

    text = _("Cơ quan đang giữ không phải trả lời nữa. Lịch sử vẫn được giữ.")
    return _reasoned(request, view, _("Rút lại"), _("Rút lại"), text, run, warning=True)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def close(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """The author is content with the answer."""
    found(request, voice_id, "close")
    question = Question(
        _("Đồng ý với câu trả lời"), _("Việc kết thúc. Các cam kết vẫn được theo dõi đến khi xong."), _("Đồng ý"),
        done=_("Việc đã kết thúc."),
    )  # fmt: skip
    run = partial(operations.close, voice_id=voice_id, actor=who(request), now=when(request))
    return confirmed(request, question, run, "desk:voice", voice_id)


@role(*words.MAY_RAISE)
@require_http_methods(GET_POST)
def reopen(request: HttpRequest, voice_id: UUID) -> HttpResponseBase:
    """The answer does not help."""
    view = found(request, voice_id, "reopen")

    def run(form: Any) -> str:
        operations.reopen(voice_id=voice_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request))
        return _("Đã mở lại. Cơ quan trả lời được báo ngay.")

    text = _("Hãy ghi rõ điều gì chưa được giải quyết, để lần trả lời sau đúng chỗ vướng.")
    return _reasoned(request, view, _("Mở lại"), _("Mở lại"), text, run)
