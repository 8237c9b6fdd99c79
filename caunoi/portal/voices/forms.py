"""What citizens type in about a petition."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caunoi.portal.voices.words import RATINGS, said
from caunoi.ui.forms import Form, lazy_format
from caunoi.ui.questions.places import PlaceField, written
from caunoi.units import queries as units
from caunoi.voices.petition_photos import MAX_PHOTOS
from caunoi.voices.petition_shapes import PetitionDraft, PhotoDraft
from caunoi.voices.rules.services import Attribute, Service

PREFIX = "attribute_"
CONTACT = ("name", "phone", "email")


class ManyFiles(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class PhotosField(forms.Field):
    """Pictures; what is in them is looked at by the operation."""

    widget = ManyFiles

    def clean(self, value: Any) -> list[UploadedFile[Any]]:
        return list(value or [])


class PetitionForm(Form):
    """What, where, pictures, and who one is, if one wants to say."""

    text = forms.CharField(
        label=_("Có chuyện gì?"), max_length=4000, widget=forms.Textarea(attrs={"rows": "5"}),
        help_text=_("Viết ngắn, đủ để người đến xem nhận ra. Không ghi tên, số điện thoại của người khác."),
        error_messages={"required": _("Hãy viết có chuyện gì.")},
    )  # fmt: skip
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("Địa chỉ hoặc chỗ dễ nhận ra"), required=False, max_length=300,
        help_text=_("Ví dụ: trước số nhà 12, đối diện chợ."),
    )  # fmt: skip
    photos = PhotosField(
        label=_("Ảnh"), required=False, widget=ManyFiles(attrs={"accept": "image/*"}),
        help_text=lazy_format(
            _("Nhiều nhất %(most)s ảnh. Nơi và giờ chụp trong ảnh được xóa trước khi lưu."), most=MAX_PHOTOS
        ),
    )  # fmt: skip
    anonymous = forms.BooleanField(
        label=_("Gửi mà không cho biết tôi là ai"), required=False,
        help_text=_(
            "Tên và liên lạc của bạn không được lưu. Bạn theo dõi bằng đường dẫn bí mật nhận được sau khi gửi."
        ),
    )  # fmt: skip
    name = forms.CharField(label=_("Họ và tên"), required=False, max_length=150)
    phone = forms.CharField(label=_("Số điện thoại"), required=False, max_length=20)
    email = forms.CharField(label=_("Thư điện tử"), required=False, max_length=200)
    agrees = forms.BooleanField(
        label=_("Cho công khai phản ánh này sau khi được kiểm tra, không kèm tên của tôi"), required=False, initial=True
    )

    def __init__(self, *args: Any, service: Service, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service, self.on = service, on
        place = PlaceField(level="commune", label=_("Thuộc xã, phường, đặc khu nào?"), required=False)
        place.on = on
        self.fields["commune"] = place
        for one in service.attributes:
            self.fields[f"{PREFIX}{one.code}"] = _question(one)
        asked = [f"{PREFIX}{one.code}" for one in service.attributes]
        self.order_fields(
            [
                "text",
                *asked,
                "lat",
                "lon",
                "commune",
                "address",
                "photos",
                "anonymous",
                "name",
                "phone",
                "email",
                "agrees",
            ]
        )

    @property
    def question_names(self) -> list[str]:
        """The fields that belong to the category."""
        return [f"{PREFIX}{one.code}" for one in self.service.attributes]

    def draft(self, *, language: str, sender: str) -> PetitionDraft:
        """What the operation takes."""
        given = self.cleaned_data
        attributes = {one.code: _answers(given.get(f"{PREFIX}{one.code}")) for one in self.service.attributes}
        return PetitionDraft(
            service=self.service.code, text=given["text"], lat=given["lat"], lon=given["lon"],
            commune_code=_code_of(given.get("commune") or "", self.on), address=given["address"],
            anonymous=given["anonymous"], name=given["name"], phone=given["phone"], email=given["email"],
            agrees_to_publish=given["agrees"], attributes={k: v for k, v in attributes.items() if v},
            photos=tuple(PhotoDraft(str(one.name), one.size or 0, one.read) for one in given["photos"]),
            language=language, sender=sender,
        )  # fmt: skip


class RateForm(Form):
    """Stars in words."""

    rating = forms.TypedChoiceField(
        label=_("Bạn có hài lòng với cách xử lý không?"), coerce=int, widget=forms.RadioSelect,
        choices=list(RATINGS.items()), error_messages={"required": _("Hãy chọn một mức.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Bạn muốn nói thêm gì?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": "3"})
    )


class ReopenForm(Form):
    """Why the answer does not do."""

    reason = forms.CharField(
        label=_("Vì sao bạn chưa đồng ý?"), max_length=1000, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Hãy nói vì sao bạn chưa đồng ý.")},
    )  # fmt: skip


def _question(one: Attribute) -> forms.Field:
    label, need = said(one.names), one.required
    errors = {"required": _("Hãy trả lời câu hỏi này.")}
    if one.values:
        choices = [(value.key, said(value.names)) for value in one.values]
        many = one.datatype == "multivaluelist"
        if many:
            return forms.MultipleChoiceField(
                label=label, required=need, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors
            )
        return forms.ChoiceField(
            label=label, required=need, choices=choices, widget=forms.RadioSelect, error_messages=errors
        )
    widget = forms.Textarea(attrs={"rows": "3"}) if one.datatype == "text" else forms.TextInput()
    found = forms.CharField(label=label, required=need, max_length=2000, widget=widget, error_messages=errors)
    if one.datatype == "number":
        found.width = 5  # type: ignore[attr-defined]
    if one.datatype == "datetime":
        found.help_text = _("Ví dụ: 2026-09-22T08:30")
    return found


def _answers(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value not in (None, "") else []


def _code_of(name: str, on: date) -> str:
    """The code of the commune that was chosen by its full name."""
    if not name:
        return ""
    hits = units.search(name.split(",")[0], on=on, level="commune", limit=20)
    return next((hit.unit.code for hit in hits if written(hit.unit) == name), "")
