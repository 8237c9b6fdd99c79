"""Papers of office programs are zips: what they are is told by what lies in them. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile

from caunoi.documents import errors, rules

_PARTS = {
    "word/document.xml": (rules.DOCX, b"wordprocessingml.document.main+xml"),
    "xl/workbook.xml": (rules.XLSX, b"spreadsheetml.sheet.main+xml"),
}
_TYPES = "[Content_Types].xml"
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_RUNS = (".exe", ".dll", ".com", ".bat", ".cmd", ".ps1", ".js", ".vbs", ".scr", ".msi", ".jar", ".sh", "vbaproject.bin")


def office_type(content: bytes) -> str:
    """DOCX, XLSX or ODT. Every byte is unpacked and counted, so that a zip that lies about its sizes shows.

    Raises UnknownFileType for any other zip, ProgramFile, LockedFile, PackedTooMuch, DamagedFile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive)
            return _type_of(archive)
    except (errors.UnknownFileType, errors.LockedFile, errors.PackedTooMuch):
        raise
    except Exception as error:  # hostile bytes may make it raise anything
        raise errors.DamagedFile(format="Word/Excel/ODT") from error


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > rules.MAX_ENTRIES or sum(entry.file_size for entry in entries) > rules.MAX_UNPACKED:
        raise errors.PackedTooMuch
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise errors.LockedFile
    if any(entry.filename.lower().endswith(_RUNS) for entry in entries):
        raise errors.ProgramFile
    left = rules.MAX_UNPACKED
    for entry in entries:
        left = _unpacked(archive, entry, left)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise errors.PackedTooMuch
    return left


def _type_of(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if names[0] == "mimetype" and archive.read("mimetype").strip() == rules.ODT.encode():
        return rules.ODT
    types = archive.read(_TYPES) if _TYPES in names else b""
    for part, (media_type, said) in _PARTS.items():
        if part in names and said in types:
            return media_type
    raise errors.UnknownFileType
