"""Uploads: a file is sent first, then named by its id in what it belongs to."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from caunoi.api.access import scoped
from caunoi.api.frame import MachineToken, caller_of
from caunoi.api.schemas_dossiers import FileOut
from caunoi.core.errors import DomainError, Problem
from caunoi.documents import operations as documents
from caunoi.documents.errors import FileTooLarge
from caunoi.exchange import operations as exchange

router = Router(tags=["files"])
FILE = "dossiers:file"


class UploadTooLarge(DomainError):
    """One file over the limit (HTTP 413)."""

    code = "file_too_large"
    status = 413
    text = _("Tệp quá lớn.")


@router.post("/files", response={201: FileOut}, auth=MachineToken(FILE), summary="Upload a file")
@scoped(FILE)
def upload_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Status[FileOut]:
    """PDF, JPEG, PNG, HEIC, DOCX, XLSX or ODT by its content, checked at once; kept a day until it is handed in."""
    actor, now = exchange.actor_of(caller_of(request)), request.now  # type: ignore[attr-defined]
    try:
        begun = documents.begin_upload(name=file.name or "", size=file.size or 0, subject=None, actor=actor, now=now)
        whole = documents.append(begun.id, offset=0, content=file.chunks(), actor=actor, now=now)
    except FileTooLarge as error:
        raise UploadTooLarge([Problem(error.message, field="file")]) from error
    except DomainError as error:
        error.problems = error.problems or (Problem(error.message, field="file"),)
        raise
    return Status(201, FileOut(id=whole.id, name=whole.name, size=whole.size, expires_at=whole.expires_at))
