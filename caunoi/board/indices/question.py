"""What a page of an index is asked for: which index, level, day, geography and province; kept in its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from caunoi.board.asking import place_of, when
from caunoi.board.indices.words import GEOGRAPHIES, LEVELS
from caunoi.board.reading import Place
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import InvalidInput, Problem
from caunoi.measures import queries as measures
from caunoi.measures.errors import UnknownLevel
from caunoi.measures.shapes import IndexInfo, IndexView, UnitScore
from caunoi.ui.forms import DateField, Form, errors_of
from caunoi.units import queries as units

WEEK = timedelta(days=7)
EVERYWHERE = "all"


class AskForm(Form):
    """The choices above a ranking."""

    level = forms.ChoiceField(label=_("Cấp"))
    province = forms.ChoiceField(label=_("Tỉnh, thành phố"))
    geography = forms.ChoiceField(label=_("Địa giới"), choices=list(GEOGRAPHIES.items()))
    on = DateField(label=_("Tính đến hết ngày"))

    def __init__(self, *args: Any, levels: tuple[str, ...], provinces: dict[str, str], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["level"].choices = [(level, LEVELS[level]) for level in levels]  # type: ignore[attr-defined]
        self.fields["province"].choices = [(EVERYWHERE, _("Cả nước")), *provinces.items()]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """A day that has come already."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Ngày tính không được sau hôm nay."))
        return on


@dataclass(frozen=True, slots=True)
class Question:
    """One question about an index. `as_of` is now when `on` is today, else the last moment of that day."""

    info: IndexInfo
    level: str
    on: date
    geography: str
    province: str
    now: datetime
    place: Place
    provinces: dict[str, str]

    @property
    def as_of(self) -> datetime:
        """The moment up to which things count."""
        return moment_of(self.on, self.now)

    def view(self, *, before: timedelta | None = None) -> IndexView:
        """The ranking; `before`: as it stood so much earlier, in the same year."""
        return measures.index(
            self.info.id, level=self.level, as_of=self.as_of - (before or timedelta()), now=self.now,
            geography=self.geography, province=self.province or None,
        )  # fmt: skip

    def last_week(self) -> dict[str, UnitScore]:
        """Every unit as it stood a week earlier, by key; empty in the first week of a year."""
        if (self.on - WEEK).year != self.on.year:
            return {}
        return {unit.key: unit for unit in self.view(before=WEEK).units}

    def query(self, **more: Any) -> str:
        """The question as the end of an address; `more` replaces, an empty value leaves out."""
        wide = EVERYWHERE if self.level == "commune" else ""
        said: dict[str, Any] = {"level": self.level, "province": self.province or wide}
        said |= {"geography": "" if self.geography == "as_recorded" else self.geography}
        said |= {"on": "" if self.on == local_date(self.now) else self.on.isoformat()}
        kept = {name: value for name, value in (said | more).items() if value not in ("", None)}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def day(self) -> str:
        """Only the day, for pages whose address names the unit."""
        return "" if self.on == local_date(self.now) else f"?on={self.on.isoformat()}"


def moment_of(on: date, now: datetime) -> datetime:
    """`now` for today, else the last moment of the day in Việt Nam."""
    if on >= local_date(now):
        return now
    return datetime.combine(on + timedelta(days=1), time(), VIETNAM) - timedelta(microseconds=1)


def day_asked(request: HttpRequest) -> date:
    """The day of a page whose address names the unit; today when none is asked. Raises InvalidInput."""
    today = local_date(when(request))
    if "on" not in request.GET:
        return today
    form = AskForm({"on": request.GET["on"]}, levels=(), provinces={}, today=today)
    form.is_valid()
    if errors := form.errors.get("on"):
        raise InvalidInput([Problem(str(error), field="on") for error in errors])
    on: date = form.cleaned_data["on"]
    return on


def asked(request: HttpRequest, index_id: str) -> tuple[Question, AskForm]:
    """The question of an address and its form. What is wrong is said beside the form; the rest is as by default.

    By default an officer of a commune sees the communes of their province, others the provinces. Raises UnknownIndex.
    """
    now = when(request)
    today, place = local_date(now), place_of(request)
    info = measures.index_info(index_id, on=today)
    names = {unit.code: unit.full_name for unit in units.units_at(on=today, level="province")}
    given = {name: request.GET[name] for name in ("level", "province", "geography", "on") if name in request.GET}
    if "level" not in given and place.agency and "commune" in info.levels:
        given |= {"level": "commune", "province": given.get("province") or place.province_code}
    given.setdefault("level", info.levels[0])
    given.setdefault("geography", "as_recorded")
    given.setdefault("province", EVERYWHERE)
    form = AskForm(
        {**given, "on": given.get("on") or _parts(request, today)}, levels=info.levels, provinces=names, today=today
    )
    form.is_valid()  # what is wrong is left out of the cleaned data
    good = form.cleaned_data
    question = Question(
        info=info, level=good.get("level") or info.levels[0], on=good.get("on") or today,
        geography=good.get("geography") or "as_recorded", province=_fitting(good), now=now, place=place,
        provinces=names,
    )  # fmt: skip
    return question, form


def _fitting(good: dict[str, Any]) -> str:
    """Provinces are ranked among all of them."""
    chosen: str = good.get("province") or EVERYWHERE
    return "" if good.get("level") == "province" or chosen == EVERYWHERE else chosen


def _parts(request: HttpRequest, today: date) -> str:
    """The date's three parts, when the form sent them."""
    parts = [request.GET.get(f"on_{i}", "") for i in range(3)]
    return "/".join(parts) if any(parts) else f"{today:%d/%m/%Y}"


def required(request: HttpRequest, index_id: str) -> Question:
    """The question of an address that has no form of its own: a file. Raises InvalidInput, UnknownIndex."""
    question, form = asked(request, index_id)
    if not form.is_valid():
        raise InvalidInput([Problem(error.text) for error in errors_of(form)])
    return question


def check_level(info: IndexInfo, level: str) -> None:
    """Raises UnknownLevel when the index does not rank the level."""
    if level not in info.levels:
        raise UnknownLevel(level=level, known=", ".join(str(LEVELS[known]) for known in info.levels))
