"""A process is tried: with one token, and with last month's dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.processes import reading
from caunoi.desk.processes.forms import MixForm
from caunoi.desk.processes.reading import MANAGERS
from caunoi.desk.taking import first_moment
from caunoi.processes import queries
from caunoi.processes.shapes_modelling import Mix, MixResult, TokenStep, VersionView
from caunoi.ui.access import role
from caunoi.ui.formats import number, percent

LONGEST = 60
"""Moves that a token is followed for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be chosen next: the whole list of choices with it, and its words."""

    choices: str
    text: str


@role(*MANAGERS)
@require_GET
def token(request: HttpRequest, process_code: str) -> HttpResponse:
    """One token through the process, a choice at a time (`?do=examine:sign,...`); the drawing shows where it stands."""
    version = reading.chosen(request, process_code)
    problems = reading.problems(version)
    context: dict[str, Any] = {"version": version, "problems": problems, "key": reading.key_of(version)}
    if not problems:
        context |= _walked(request, version)
    return render(request, "desk/processes/token.html", context | {"words": _titles()})


def _walked(request: HttpRequest, version: VersionView) -> dict[str, Any]:
    channel = request.GET.get("channel", "online")
    channel = channel if channel in reading.CHANNELS else "online"
    done = [choice for choice in request.GET.get("do", "").split(",") if choice][:LONGEST]
    wrong = ""
    try:
        steps = queries.simulate_token(version.code, version.text, done, channel=channel)
    except InvalidInput as error:
        wrong, done = error.message, []
        steps = queries.simulate_token(version.code, version.text, done, channel=channel)
    names = _names(version)
    here = steps[-1].at
    passed = sorted({id_ for step in steps for id_ in step.passed} - set(here))
    return {
        "places": f"&current={','.join(here)}&done={','.join(passed)}",
        "steps": reading.listed(version),
        "walk": [_said(step, names) for step in steps], "now": steps[-1], "wrong": wrong, "channel": channel,
        "at": [names.get(id_, id_) for id_ in steps[-1].at], "channels": reading.CHANNELS.items(),
        "offers": [Offer(",".join([*done, offer]), _choice(offer, names)) for offer in steps[-1].offers],
        "before": ",".join(done[:-1]), "started": bool(done),
    }  # fmt: skip


def _names(version: VersionView) -> dict[str, str]:
    return queries.picture(version.code, version.text).names


def _said(step: TokenStep, names: dict[str, str]) -> tuple[str, str]:
    """A move in words: what was chosen, and where it led."""
    to = ", ".join(names.get(id_, id_) for id_ in step.at) or _("kết thúc")
    return (_choice(step.chosen, names) if step.chosen else _("Hồ sơ được nộp"), to)


def _choice(offer: str, names: dict[str, str]) -> str:
    element, _colon, action = offer.partition(":")
    action, _colon, outcome = action.partition(":")
    words = queries.vocabulary().actions
    name = names.get(element, element)
    if not action:
        return name
    said = words.get(action, action) + (f" ({outcome})" if outcome else "")
    return _("%(step)s: %(action)s") % {"step": name, "action": said}


def _titles() -> dict[str, str]:
    """The library's English titles and ours."""
    return {
        "Trigger Event": _("Cho đi tiếp"),
        "Set Sequence Flow": _("Chọn lối đi"),
        "Add pause point": _("Dừng ở đây"),
        "Remove pause point": _("Không dừng ở đây"),
        "Reset Simulation": _("Bắt đầu lại"),
        "Play/Pause Simulation": _("Chạy hoặc tạm dừng"),
    }


@role(*MANAGERS)
@require_GET
def mix(request: HttpRequest, process_code: str) -> HttpResponse:
    """Last month's arrivals and decisions through this version: where do dossiers wait."""
    version = reading.chosen(request, process_code)
    problems = reading.problems(version)
    context: dict[str, Any] = {"version": version, "problems": problems, "key": reading.key_of(version)}
    if not problems:
        context |= _simulated(request, version)
    return render(request, "desk/processes/mix.html", context)


def _simulated(request: HttpRequest, version: VersionView) -> dict[str, Any]:
    start, end = reading.last_month(local_date(when(request)))
    real = queries.recent_mix(
        version.code, start=first_moment(start), end=first_moment(end), actor=who(request), now=when(request)
    )
    form_of = partial(MixForm, places=_places(version))
    asked = "days" in request.GET and real.dossiers > 0
    form = form_of(request.GET) if asked else form_of()
    context: dict[str, Any] = {"real": real, "start": start, "form": form}
    if asked and form.is_valid():
        data = form.cleaned_data
        result = queries.simulate_mix(
            version.code, version.text, _scaled(real, data["arrivals"]), officers=form.officers(), days=data["days"],
            seed=data["seed"],
        )  # fmt: skip
        context |= {
            "result": result,
            "heat": _heat(result, queries.picture(version.code, version.text).ways),
            "steps": reading.listed(version),
            "rows": _rows(result),
            "loads": _loads(result),
        }
    return context


def _places(version: VersionView) -> dict[str, str]:
    """Each role of each agency word that the process has, in words, by `word:role`."""
    words = queries.vocabulary()
    steps = queries.check(version.code, version.text)
    return {
        f"{step.agency}:{step.role}": _("Số người: %(role)s, %(agency)s")
        % {"role": words.roles.get(step.role, step.role), "agency": words.agencies.get(step.agency, step.agency)}
        for step in steps
    }


def _scaled(real: Mix, share: int) -> Mix:
    return replace(real, arrivals={day: count * share / 100 for day, count in real.arrivals.items()})


def _rows(result: MixResult) -> list[dict[str, Any]]:
    """The steps, where dossiers wait longest first."""
    longest = max((step.waiting_median for step in result.steps), default=0.0)
    order = sorted(result.steps, key=lambda step: -step.waiting_median)
    return [{"step": s, "level": reading.level(s.waiting_median, longest)} for s in order]


def _loads(result: MixResult) -> list[dict[str, Any]]:
    """Each kind of officer with how much of their hours they worked."""
    words = queries.vocabulary()
    return [
        {
            "name": _("%(role)s, %(agency)s")
            % {"role": words.roles.get(o.role, o.role), "agency": words.agencies.get(o.agency, o.agency)},
            "officers": o.officers, "utilisation": o.utilisation, "share": f"{min(1.0, o.utilisation):.3f}",
            "label": _("bận %(share)s") % {"share": percent(o.utilisation, 0)},
        }
        for o in sorted(result.officers, key=lambda o: -o.utilisation)
    ]  # fmt: skip


def _heat(result: MixResult, ways: Iterable[str]) -> dict[str, Any]:
    """What is drawn over the diagram: how long dossiers wait, how often each way is taken."""
    longest = max((step.waiting_median for step in result.steps), default=0.0)
    most = max(result.flows.values(), default=0)
    return {
        "elements": {
            step.id: {
                "level": reading.level(step.waiting_median, longest),
                "text": _("chờ %(hours)s giờ · %(share)s")
                % {"hours": number(step.waiting_median, 1), "share": percent(step.share)},
            }
            for step in result.steps
        },
        "flows": {flow: reading.level(result.flows.get(flow, 0), most) for flow in ways},
    }
