"""What is sent: JSON in UTF-8 that a database can keep, and nothing else; each refusal says what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from caunoi.core.errors import DomainError, Problem

NOT_JSON = _("không phải JSON đúng")


class Malformed(DomainError):
    """A body that is not JSON."""

    code = "malformed"
    status = 400
    text = _("Không đọc được nội dung gửi lên. Nội dung phải là JSON, tối đa 1 MB.")


class MalformedForm(Malformed):
    """An upload that cannot be taken apart."""

    text = _("Không đọc được nội dung gửi lên. Tệp phải gửi dạng multipart/form-data, có boundary trong Content-Type.")


class BodyTooLarge(DomainError):
    """More than a body may have."""

    code = "request_too_large"
    status = 413
    text = _("Nội dung gửi lên quá lớn. Nội dung JSON tối đa 1 MB; giấy tờ gửi trước bằng POST /api/v1/files.")


class UnknownContent(DomainError):
    """A body in a format that the address does not take."""

    code = "unsupported_media_type"
    status = 415
    text = _("Địa chỉ này chỉ nhận nội dung dạng %(taken)s; Content-Type gửi lên là %(given)s.")


class JsonBody(Parser):
    """Reads bodies, and says where one that is not JSON goes wrong."""

    def parse_body(self, request: HttpRequest) -> Any:
        if not is_json(request.content_type or ""):
            raise UnknownContent(taken="application/json", given=(request.content_type or "-")[:80])
        try:
            found = json.loads(request.body, parse_constant=_no_number)
            _can_be_kept(found, request.body)
        except json.JSONDecodeError as error:
            raise Malformed([Problem(NOT_JSON, line=error.lineno, column=str(error.colno))]) from error
        except UnicodeDecodeError as error:
            raise Malformed([Problem(_("nội dung không phải UTF-8"))]) from error
        except RecursionError as error:
            raise Malformed([Problem(_("các mục lồng nhau quá sâu"))]) from error
        return found


def is_json(content_type: str) -> bool:
    """`application/json` and its relatives (`application/…+json`)."""
    kind = content_type.lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _no_number(word: str) -> Any:
    raise Malformed([Problem(_("%(word)s không phải là giá trị JSON"), params=(("word", word),))])


def _can_be_kept(found: Any, body: bytes) -> None:
    """Characters that only an escape can bring in and that no database keeps: U+0000 and halves of pairs."""
    if b"\\u" not in body:
        return
    said = json.dumps(found, ensure_ascii=False)
    # `\\u0000` of the text itself comes out of dumps with its backslash doubled.
    if "\\u0000" in said.replace("\\\\", ""):
        raise Malformed([Problem(_("có ký tự U+0000, không lưu được"))])
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise Malformed([Problem(_("có ký tự Unicode không trọn vẹn (một nửa cặp surrogate)"))]) from error
