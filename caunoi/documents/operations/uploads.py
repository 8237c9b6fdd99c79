"""Files that arrive in parts and go on after a lost connection: begin, append until the end, take, discard.

The parts lie on this machine's disk. What has arrived is checked like any file at once, so that a wrong one is said
while the person still looks at the field; it becomes a file of a subject only when the subject's room stores it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, transaction

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import NotPermitted
from caunoi.core.subjects import SubjectRef
from caunoi.documents import parts
from caunoi.documents.errors import (
    EmptyFile,
    FileTooLarge,
    TooManyUploads,
    UploadBusy,
    UploadChanged,
    UploadIncomplete,
    UploadNotFound,
    WrongOffset,
)
from caunoi.documents.inspection import check_size, megabytes
from caunoi.documents.models import Upload
from caunoi.documents.operations.store import checked
from caunoi.documents.queries import UploadView, upload_view

LIFETIME = timedelta(hours=24)
AT_ONCE = 50


def begin_upload(
    *, name: str, size: int, subject: SubjectRef | None, actor: Actor, now: datetime, sha256: str = ""
) -> UploadView:
    """Announce a file of `size` bytes; `sha256` as hexadecimal digits, if known.

    Raises NotPermitted (nobody signed in), FileTooLarge, EmptyFile, TooManyUploads.
    """
    owner = _owner(actor)
    if size < 1:
        raise EmptyFile
    check_size(size)
    if Upload.objects.filter(owner_id=owner, expires_at__gt=now).count() >= AT_ONCE:
        raise TooManyUploads
    row = Upload.objects.create(
        owner_id=owner,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        name=name[:150],
        size=size,
        sha256=sha256.lower()[:64],
        created_at=now,
        expires_at=now + LIFETIME,
    )
    parts.create(row.pk)
    return upload_view(row)


def append(upload_id: UUID, *, offset: int, content: Iterable[bytes], actor: Actor, now: datetime) -> UploadView:
    """Add a part that continues at `offset`; returns the new state. What came before a broken connection stays.

    Raises UploadNotFound, WrongOffset (params: `offset`), FileTooLarge; at the end of the file UploadChanged and what
    `store` raises about content: the upload is then gone.
    """
    with transaction.atomic():
        row = _own(upload_id, actor=actor, now=now, lock=True)
        if offset != row.offset:
            raise WrongOffset(offset=row.offset)
        row.offset, beyond = parts.write(row.pk, offset, content, row.size)
        row.save(update_fields=["offset"])
    if beyond:
        discard(upload_id, actor=actor, now=now)
        raise FileTooLarge(size_mb=megabytes(row.size + 1), limit_mb=megabytes(row.size))
    if row.offset == row.size:
        _check_whole(row, actor=actor, now=now)
    return upload_view(row)


def taken(upload_id: UUID, *, actor: Actor, now: datetime) -> tuple[str, bytes]:
    """Name and content of an upload that has arrived. It stays until `discard`, so that a refused form loses nothing.

    Raises UploadNotFound, UploadIncomplete.
    """
    row = _own(upload_id, actor=actor, now=now)
    if row.offset < row.size:
        raise UploadIncomplete(name=row.name)
    return row.name, parts.read(row.pk)


def discard(upload_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Forget an upload: it was handed in, or is not wanted. Raises UploadNotFound."""
    row = _own(upload_id, actor=actor, now=now)
    row.delete()
    transaction.on_commit(lambda: parts.remove(upload_id))  # undone with the rest, the parts are still there


def remove_expired(*, now: datetime) -> int:
    """Remove what nobody finished or handed in within a day, rows and parts; how many rows."""
    gone = list(Upload.objects.filter(expires_at__lte=now).values_list("pk", flat=True)[:1000])
    Upload.objects.filter(pk__in=gone).delete()
    for upload_id in gone:
        parts.remove(upload_id)
    parts.remove_orphans(before=now - 2 * LIFETIME)
    return len(gone)


def _check_whole(row: Upload, *, actor: Actor, now: datetime) -> None:
    content = parts.read(row.pk)
    subject = SubjectRef(row.subject_kind, row.subject_id) if row.subject_id else None
    try:
        if row.sha256 and parts.digest(content) != row.sha256:
            raise UploadChanged
        checked(content, subject=subject, actor=actor, now=now)
    except Exception:
        discard(row.pk, actor=actor, now=now)
        raise


def _owner(actor: Actor) -> UUID:
    if not isinstance(actor, Person):
        raise NotPermitted
    return actor.person_id


def _own(upload_id: UUID, *, actor: Actor, now: datetime, lock: bool = False) -> Upload:
    rows = Upload.objects.select_for_update(nowait=True) if lock else Upload.objects.all()
    try:
        row = rows.filter(pk=upload_id, owner_id=_owner(actor), expires_at__gt=now).first()
    except OperationalError as error:  # a part of it is arriving just now, perhaps over a connection already lost
        raise UploadBusy from error
    if row is None:
        raise UploadNotFound
    return row
