"""File fields that take several files, and files that a script has sent already in parts (docs/howto/files.md).

Without scripts the files come with the form. With them each is sent as soon as it is chosen, and the form brings only
the uploads' ids, in `<field>-upload`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.documents import operations, queries
from caunoi.documents.errors import UploadNotFound

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.docx,.xlsx,.odt,application/pdf,image/jpeg,image/png,image/heic"
_TEXTS = {
    "data-text-sending": _("Đang tải lên"),
    "data-text-done": _("Đã tải lên"),
    "data-text-waiting": _("Mất kết nối. Sẽ tự tải tiếp khi có mạng."),
    "data-text-failed": _("Chưa tải lên được. Hãy thử lại."),
    "data-text-retry": _("Thử lại"),
    "data-text-remove": _("Bỏ tệp"),
    "data-text-camera": _("Chụp ảnh"),
    "data-text-several": _("Các ảnh sẽ được ghép thành một tệp theo thứ tự này."),
    "data-text-too-large": _("Tệp lớn hơn mức cho phép ({limit} MB). Hãy giảm dung lượng hoặc chọn tệp khác."),
    "data-text-wait": _("Biểu mẫu sẽ được gửi khi các tệp tải lên xong."),
}


@dataclass(frozen=True)
class Handed:
    """What came in one field, in the order in which it was chosen: files of the form, and uploads sent before it."""

    files: tuple[UploadedFile[Any], ...] = ()
    uploads: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.uploads)

    def read(self, *, actor: Actor, now: datetime) -> tuple[str, bytes]:
        """Name and content; several pictures or PDFs become one PDF under the first one's name.

        Raises UploadNotFound, UploadIncomplete and, for several, what `documents.operations.merge` raises.
        """
        parts = [operations.taken(upload_id, actor=actor, now=now) for upload_id in self.uploads]
        parts += [(file.name or "", file.read()) for file in self.files]
        if len(parts) == 1:
            return parts[0]
        stem = parts[0][0].rpartition(".")[0] or parts[0][0]
        return f"{stem}.pdf", operations.merge([content for _name, content in parts])

    def forget(self, *, actor: Actor, now: datetime) -> None:
        """The content was kept where it belongs: the uploads are not needed any more."""
        for upload_id in self.uploads:
            try:
                operations.discard(upload_id, actor=actor, now=now)
            except UploadNotFound:
                continue


class UploadInput(forms.FileInput):
    """`<input type="file" multiple>` that `dist/uploads.js` makes better."""

    allow_multiple_selected = True
    use_required_attribute = lambda self, initial: False  # noqa: E731  an upload sent before counts too

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        fixed = {"multiple": True, "accept": ACCEPT, "data-upload": reverse_lazy("portal:uploads")}
        super().__init__(fixed | _TEXTS | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the limit in force, in bytes."""
        return super().get_context(name, value, {**(attrs or {}), "data-limit": queries.limits().file})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Handed:
        """Everything that came under this name."""
        sent = files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []
        ids = data.getlist(f"{name}-upload") if hasattr(data, "getlist") else []
        return Handed(tuple(sent), tuple(_ids(ids)))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether nothing came."""
        return not self.value_from_datadict(data, files, name)


class UploadField(forms.Field):
    """Gives a `Handed`; empty when nothing was chosen and nothing is required."""

    widget = UploadInput
    default_error_messages = {
        "required": _("Hãy chọn tệp."),
        "empty": _("Tệp không có nội dung. Hãy chọn tệp khác."),
    }

    def clean(self, value: Any) -> Handed:
        handed = value if isinstance(value, Handed) else Handed()
        if self.required and not handed:
            raise ValidationError(self.error_messages["required"], code="required")
        if any(not file.size for file in handed.files):
            raise ValidationError(self.error_messages["empty"], code="empty")
        return handed


def _ids(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts[:50]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
