"""What the builder asks about a section or a question, by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.forms import records, words
from caunoi.procedures.form_wording import LANGUAGE_NAMES
from caunoi.procedures.rules.building import CannotBuild, is_required
from caunoi.procedures.rules.form_kinds import CONDITIONS, IN_A_GROUP, LANGUAGES, SETTINGS, Rules, choices_of, kind_of
from caunoi.ui.forms import Form, lazy_format

PATTERNS: dict[str, Any] = {
    "": _("Chữ gì cũng được"),
    "^[0-9]{12}$": _("12 chữ số (số định danh cá nhân)"),
    "^0[0-9]{9}$": _("Số điện thoại: 10 chữ số, bắt đầu bằng 0"),
    "^[0-9]+$": _("Chỉ chữ số"),
    "^[^0-9<>@]+$": _("Không có chữ số (họ tên)"),
}
TEXTS = (("title", _("Tên hiện cho người dân")), ("hint", _("Lời giải thích")), ("entry", _("Một mục gọi là")))
_PLACES = {
    "no_title": "title_vi", "taken": "name", "bad_name": "name", "range": "low", "pattern": "pattern",
    "no_choice": "choices", "twice": "choices", "not_before": "field", "no_condition": "field",
    "no_such_answer": "field", "no_kind": "kind", "not_in_group": "kind", "last_section": "", "wrong_value": "",
}  # fmt: skip
_LOW_HIGH: dict[str, tuple[str, str, Any, Any]] = {
    "minLength": ("minLength", "maxLength", _("Ít nhất bao nhiêu ký tự"), _("Nhiều nhất bao nhiêu ký tự")),
    "minimum": ("minimum", "maximum", _("Số nhỏ nhất"), _("Số lớn nhất")),
    "minItems": ("minItems", "maxItems", _("Ít nhất bao nhiêu mục"), _("Nhiều nhất bao nhiêu mục")),
}


class TextField(NamedTuple):
    """One of the three fields of a text. `lacks`: the text stands in another language but not in this one."""

    bound: forms.BoundField
    code: str
    language: Any
    lacks: bool


class AlwaysChosen(forms.ChoiceField):
    """A list in which something is always chosen, be it “none”: nothing optional about it."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class BuildForm(Form):
    """A form of the builder: texts in three languages side by side, refusals at their field."""

    def texts(self, name: str, label: Any, value: Mapping[str, str] | None, *, needed: bool = False) -> None:
        """Three fields for one text. Only Vietnamese may be asked for at once: a draft may lack the others."""
        for language in LANGUAGES:
            own = lazy_format("%(label)s, %(language)s", label=label, language=LANGUAGE_NAMES[language])
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=own, max_length=300, required=needed and language == "vi",
                initial=(value or {}).get(language, ""),
                widget=forms.TextInput(attrs={"lang": language, "autocomplete": "off"}),
                error_messages={"required": _("Hãy viết chữ tiếng Việt.")},
            )  # fmt: skip

    def text_of(self, name: str) -> dict[str, str]:
        """What was written in the three languages."""
        return {language: self.cleaned_data.get(f"{name}_{language}", "") for language in LANGUAGES}

    def row(self, name: str) -> list[TextField]:
        """The three fields of a text, for the page. A text that nobody began lacks nothing, but a title does."""
        bounds = [self[f"{name}_{code}"] for code in LANGUAGES]
        begun = name == "title" or any(bound.value() for bound in bounds)
        return [
            TextField(bound, code, LANGUAGE_NAMES[code], begun and not bound.value())
            for bound, code in zip(bounds, LANGUAGES, strict=True)
        ]

    def text_rows(self) -> list[tuple[Any, list[TextField]]]:
        """The texts of the section or question itself."""
        return [(label, self.row(name)) for name, label in TEXTS if f"{name}_vi" in self.fields]

    def bounds(self, *names: str) -> list[forms.BoundField]:
        """Those of the fields that the form has."""
        return [self[name] for name in names if name in self.fields]

    def hush(self) -> None:
        """Show what was typed without judging it: the page is not finished."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    def refuse(self, error: CannotBuild) -> None:
        """Say why a command was refused, at its field when it has one."""
        place = _PLACES.get(error.kind, "")
        self.add_error(place if place in self.fields else None, words.refusal(error))


class SectionForm(BuildForm):
    """A section: its title, and on what it depends."""

    def __init__(
        self, data: Any, form: dict[str, Any], section: Mapping[str, Any] | None, *, field: str | None = None
    ) -> None:
        super().__init__(data)
        self.texts("title", _("Tên nhóm câu hỏi"), section and section["x-title-i18n"], needed=True)
        if section is None:
            return
        self.form = form
        when = section.get("x-when") or {}
        deciding = deciding_fields(form, section["id"])
        self.fields["field"] = AlwaysChosen(
            label=_("Hỏi nhóm này khi nào?"), initial=when.get("field", ""),
            choices=[("", _("Luôn hỏi")), *((name, words.title_of(form, name)) for name in deciding)],
            help_text=_("Dựa vào một câu hỏi đã hỏi ở nhóm trước: chọn một, có hoặc không, số nguyên."),
        )  # fmt: skip
        self.chosen = when.get("field", "") if field is None else field
        if self.chosen in deciding:
            self._answers(form["properties"][self.chosen], when)

    def _answers(self, rules: Rules, when: Mapping[str, Any]) -> None:
        given = (when.get("in") or [when.get("equals")]) if when.get("field") == self.chosen else []
        if kind_of(rules) == "whole":
            self.fields["numbers"] = forms.CharField(
                label=_("Khi câu trả lời là các số"), initial=", ".join(map(str, given)), max_length=200,
                help_text=_("Cách nhau bằng dấu phẩy, ví dụ: 1, 2"),
            )  # fmt: skip
            return
        options = [(_code(value), words.answer(rules, value)) for value in rules.get("enum", [True, False])]
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("Khi câu trả lời là"), choices=options, widget=forms.CheckboxSelectMultiple,
            initial=[_code(value) for value in given],
            error_messages={"required": _("Hãy chọn ít nhất một câu trả lời.")},
        )  # fmt: skip

    @property
    def field_bound(self) -> forms.BoundField | None:
        """What it depends on; None for a section that is not there yet."""
        return self["field"] if "field" in self.fields else None

    def answer_bounds(self) -> list[forms.BoundField]:
        """The answers that the condition waits for."""
        return self.bounds("answers", "numbers")

    def clean_numbers(self) -> str:
        """Whole numbers, separated by commas."""
        text: str = self.cleaned_data["numbers"]
        if not all(part.strip().lstrip("-").isdigit() for part in text.split(",")):
            raise forms.ValidationError(_("Hãy viết các số nguyên, cách nhau bằng dấu phẩy."))
        return text

    def values(self) -> list[Any]:
        """The answers that the condition waits for, as JSON has them."""
        if "numbers" in self.fields:
            return [int(part) for part in self.cleaned_data["numbers"].split(",")]
        rules = self.form["properties"].get(self.chosen, {})
        said = self.cleaned_data.get("answers", [])
        return [value == "true" for value in said] if rules.get("type") == "boolean" else list(said)


class NewForm(BuildForm):
    """A new question: its title and kind."""

    def __init__(self, data: Any, *, inner: bool) -> None:
        super().__init__(data)
        self.texts("title", _("Câu hỏi"), None, needed=True)
        kinds = [(code, name) for code, name in words.KINDS.items() if not inner or code in IN_A_GROUP]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Người dân trả lời bằng gì?"), choices=kinds, widget=forms.RadioSelect, initial="text"
        )
        self.fields["kind"].choice_hints = words.KIND_HINTS  # type: ignore[attr-defined]

    @property
    def kind_bound(self) -> forms.BoundField:
        """The kinds to choose from."""
        return self["kind"]


class QuestionForm(BuildForm):
    """A question with the rules of its kind."""

    def __init__(self, data: Any, form: dict[str, Any], place: str, rules: Rules, *, on: date, rows: int = 2) -> None:
        super().__init__(data)
        self.place, self.rules, self.kind, self.built = place, rules, kind_of(rules), form
        self.known = SETTINGS[self.kind] - ({"x-prefill", "x-prefill-from"} if "." in place else set())
        self.texts("title", _("Câu hỏi"), rules["x-title-i18n"], needed=True)
        self.texts("hint", _("Lời giải thích"), rules.get("x-hint-i18n"))
        if self.kind == "group":
            self.texts("entry", _("Một mục gọi là"), rules["items"].get("x-title-i18n"))
        self.fields["required"] = forms.BooleanField(
            label=_("Bắt buộc trả lời"), required=False, initial=is_required(form, place)
        )
        self._place(form)
        self._limits()
        self._kind_rules(form)
        self.choice_rows: list[int] = []
        if self.kind in ("choice", "choices"):
            self._choices(data, rows)
        self._prefill(on)

    def _place(self, form: dict[str, Any]) -> None:
        kinds = [(c, name) for c, name in words.KINDS.items() if "." not in self.place or c in IN_A_GROUP]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Loại câu trả lời"), choices=kinds, initial=self.kind,
            help_text=_("Đổi loại thì các quy tắc của loại cũ mất đi; chữ vẫn giữ."),
        )  # fmt: skip
        if "." not in self.place:
            sections = [(s["id"], words.said(s["x-title-i18n"], s["id"])) for s in form["x-sections"]]
            home = next((s["id"] for s in form["x-sections"] if self.place in s["fields"]), "")
            self.fields["section"] = forms.ChoiceField(label=_("Thuộc nhóm"), choices=sections, initial=home)
        self.fields["name"] = forms.CharField(
            label=_("Mã câu hỏi"), initial=self.place.rpartition(".")[2], max_length=60,
            help_text=_(
                "Đổi mã thì điều kiện và khoản thu dùng mã này đổi theo; mẫu kết quả dùng mã này phải sửa riêng."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )  # fmt: skip
        self.fields["name"].width = 20  # type: ignore[attr-defined]

    def _limits(self) -> None:
        for first, (low, high, low_label, high_label) in _LOW_HIGH.items():
            if first in self.known:
                for name, key, label in (("low", low, low_label), ("high", high, high_label)):
                    self.fields[name] = self._number(label, self.rules.get(key))

    def _number(self, label: Any, value: Any) -> forms.Field:
        kind = forms.DecimalField if self.kind == "number" else forms.IntegerField
        widget = forms.TextInput(attrs={"inputmode": "decimal" if self.kind == "number" else "numeric"})
        field: Any = kind(
            label=label, required=False, initial=value, widget=widget,
            error_messages={"invalid": _("Hãy nhập một số, ví dụ 2.")},
        )  # fmt: skip
        field.width = 5
        made: forms.Field = field
        return made

    def _kind_rules(self, form: dict[str, Any]) -> None:
        if "pattern" in self.known:
            own = self.rules.get("pattern", "")
            kept = [] if own in PATTERNS else [(own, _("Mẫu đang có, giữ nguyên"))]
            self.fields["pattern"] = AlwaysChosen(
                label=_("Chữ viết được"), initial=own, choices=[*PATTERNS.items(), *kept]
            )
            self.fields["suggestions"] = forms.CharField(
                label=_("Gợi ý khi gõ"), required=False, initial="\n".join(self.rules.get("x-suggestions", [])),
                help_text=_("Mỗi dòng một gợi ý; người dân vẫn gõ được chữ khác."),
                widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
            )  # fmt: skip
        if "x-not-before" in self.known:
            self._dates(form)
        if self.kind == "tick":
            self.fields["const"] = forms.BooleanField(
                label=_("Phải đánh dấu mới đi tiếp được (cam đoan)"), required=False,
                initial=self.rules.get("const") is True,
            )  # fmt: skip

    def _dates(self, form: dict[str, Any]) -> None:
        own = "past" if self.rules.get("x-not-future") else "future" if self.rules.get("x-not-past") else ""
        options = [("", _("Ngày nào cũng được")), ("past", _("Hôm nay hoặc trước đó")), ("future", _("Từ hôm nay"))]
        self.fields["when"] = AlwaysChosen(
            label=_("Ngày được nhập"), initial=own, choices=options, widget=forms.RadioSelect
        )
        group, _dot, name = self.place.rpartition(".")
        around = form["properties"][group]["items"]["properties"] if group else form["properties"]
        dates = {n: r for n, r in around.items() if kind_of(r) == "date" and n != name}
        others = [(n, words.said(r["x-title-i18n"], n)) for n, r in dates.items()]
        gone = self.rules.get("x-not-before", "")
        if gone and gone not in dict(others):
            others.append((gone, gone))
        self.fields["not_before"] = AlwaysChosen(
            label=_("Không trước ngày ở câu hỏi"), initial=gone, choices=[("", "–"), *others]
        )

    def _choices(self, data: Any, rows: int) -> None:
        own = choices_of(self.rules)
        given = [(value, own.get("x-enum-i18n", {}).get(value, {})) for value in own.get("enum", [])]
        count = min(int(data.get("count", 0) or 0) if data is not None else len(given) + rows, 200)
        self.choice_rows = list(range(count))
        for number in self.choice_rows:
            value, said = given[number] if number < len(given) else ("", {})
            self.fields[f"choice{number}_value"] = forms.CharField(
                required=False, initial=value, widget=forms.HiddenInput, max_length=60
            )
            self.texts(f"choice{number}", lazy_format(_("Lựa chọn %(n)s"), n=number + 1), said)

    def rows(self) -> list[tuple[int, str, list[TextField]]]:
        """The choices: number, value, the three texts."""
        return [(n, self[f"choice{n}_value"].value() or "", self.row(f"choice{n}")) for n in self.choice_rows]

    def _prefill(self, on: date) -> None:
        options: list[tuple[str, Any]] = [("", _("Không điền sẵn"))]
        if "x-prefill" in self.known:
            people = [(f"person|{code}", name) for code, name in words.PERSON.items()]
            options.append((str(_("Tài khoản của người nộp")), people))
        if "x-prefill-from" in self.known:
            options += records.choices(self.kind, self.rules.get("x-prefill-from"), on=on)
        if len(options) > 1:
            source = self.rules.get("x-prefill-from", {})
            own = f"person|{p}" if (p := self.rules.get("x-prefill")) else "|".join(source.values())
            own = f"{source['component']}|{source['field']}" if source else own
            self.fields["prefill"] = AlwaysChosen(
                label=_("Điền sẵn từ"), initial=own, choices=options,
                help_text=_("Người dân thấy câu trả lời đã biết và sửa được. Kết quả trước lấy từ kho dữ liệu của họ."),
            )  # fmt: skip

    def choices(self) -> list[tuple[str, Mapping[str, str]]]:
        """The choices that have a Vietnamese text or a value with any text."""
        found: list[tuple[str, Mapping[str, str]]] = []
        for number in self.choice_rows:
            said = self.text_of(f"choice{number}")
            if any(said.values()):
                found.append((self.cleaned_data.get(f"choice{number}_value", ""), said))
        return found

    @property
    def required_bound(self) -> forms.BoundField:
        """Whether it must be answered."""
        return self["required"]

    @property
    def prefill_bound(self) -> forms.BoundField | None:
        """From where it is answered beforehand."""
        return self["prefill"] if "prefill" in self.fields else None

    def rule_bounds(self) -> list[forms.BoundField]:
        """The rules of the kind."""
        return self.bounds("low", "high", "pattern", "suggestions", "when", "not_before", "const")

    def place_bounds(self) -> list[forms.BoundField]:
        """Where the question is, and what kind it is."""
        return self.bounds("kind", "section", "name")

    def rules_given(self) -> dict[str, Any]:
        """The rules of the kind as `set_rules` takes them."""
        data = self.cleaned_data
        found: dict[str, Any] = {}
        for first, (low, high, _low, _high) in _LOW_HIGH.items():
            if first in self.known:
                found |= {low: _plain(data.get("low")), high: _plain(data.get("high"))}
        if "pattern" in self.known:
            lines = [" ".join(line.split()) for line in data["suggestions"].splitlines()]
            found |= {"pattern": data["pattern"], "x-suggestions": [line for line in lines if line]}
        if "x-not-before" in self.known:
            found |= {
                "x-not-future": data["when"] == "past", "x-not-past": data["when"] == "future",
                "x-not-before": data["not_before"],
            }  # fmt: skip
        if self.kind == "tick":
            found["const"] = data["const"]
        return found | self._prefill_given()

    def _prefill_given(self) -> dict[str, Any]:
        source, _sep, name = self.cleaned_data.get("prefill", "").partition("|")
        found: dict[str, Any] = {}
        if "x-prefill" in self.known:
            found["x-prefill"] = name if source == "person" else None
        if "x-prefill-from" in self.known:
            found["x-prefill-from"] = {"component": source, "field": name} if source not in ("", "person") else None
        return found


def deciding_fields(form: Mapping[str, Any], section_id: str) -> list[str]:
    """The questions before a section whose answers may decide whether it is asked."""
    found: list[str] = []
    for section in form["x-sections"]:
        if section["id"] == section_id:
            break
        found += [n for n in section["fields"] if n in form["properties"]]
    return [name for name in found if kind_of(form["properties"][name]) in CONDITIONS]


def _code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    return None if value is None else int(value) if value == int(value) else float(value)


def moved(data: Any, do: str) -> Any:
    """What was typed with one choice a place higher or lower (`up:2`, `down:2`)."""
    verb, _sep, number = do.partition(":")
    count = int(data.get("count", 0) or 0)
    first = int(number) + (-1 if verb == "up" else 0) if number.isdigit() else -1
    if not 0 <= first < count - 1:
        return data
    changed = data.copy()
    for part in ("value", *LANGUAGES):
        one, two = f"choice{first}_{part}", f"choice{first + 1}_{part}"
        changed[one], changed[two] = data.get(two, ""), data.get(one, "")
    return changed
