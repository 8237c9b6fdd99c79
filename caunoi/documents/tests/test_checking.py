"""`caunoi documents check`: a lost, a changed and a left-over file are told; a sound store is said to be sound."""

from __future__ import annotations

import io
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.documents import forms
from caunoi.documents.operations import keep
from caunoi.documents.signing import sign
from caunoi.documents.tests.samples import AGENCY, NOW, image, receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    settings.DEVELOPMENT, settings.SIGNING_KEYS = True, tmp_path / "keys"
    settings.SIGNING_CERTIFICATE = settings.SIGNING_TRUST = settings.SIGNING_TIMESTAMP_URL = ""
    return tmp_path / "files"


def kept(content: bytes) -> str:
    return keep(content=content, name="giấy.pdf", subject=None, actor=System("tests"), now=NOW).sha256


def check(*flags: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    try:
        call_command("documents", "check", "--json", *flags, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_a_sound_store_is_sound() -> None:
    size = len(image("PNG")) + len(image("JPEG"))
    kept(image("PNG"))
    kept(image("JPEG"))
    status, said = check()
    assert (status, said["sound"], said["files"], said["size"]) == (0, True, 2, size)
    assert (said["troubles"], said["orphans"]) == ([], [])


def test_an_empty_store_is_sound() -> None:
    assert check()[0] == 0


def test_a_lost_and_a_changed_file_are_told(files: Path) -> None:
    lost, changed, longer = kept(image("PNG")), kept(image("JPEG")), kept(forms.receipt_slip(receipt()))
    (files / lost[:2] / lost).unlink()
    (files / changed[:2] / changed).write_bytes(image("JPEG")[:-1] + b"x")
    with (files / longer[:2] / longer).open("ab") as file:
        file.write(b"\n")
    status, said = check()
    assert (status, said["sound"], said["files"]) == (1, False, 3)
    assert {(one["what"], one["sha256"]) for one in said["troubles"]} == {
        ("missing", lost), ("altered", changed), ("altered", longer)
    }  # fmt: skip


def test_a_file_that_no_row_names_is_told_with_its_age_and_is_no_harm(files: Path) -> None:
    digest = kept(image("PNG"))
    for name in ("00", digest[:2]):
        (files / name).mkdir(exist_ok=True)
        (files / name / ".new-half").write_bytes(b"half")
        old = (SystemClock().now() - timedelta(hours=3)).timestamp()
        os.utime(files / name / ".new-half", (old, old))
    status, said = check()
    assert status == 0
    assert [(one["path"], one["size"], one["age"][:2]) for one in said["orphans"]] == [
        (f"{name}/.new-half", 4, "3:") for name in sorted(["00", digest[:2]])
    ]


def test_a_signature_that_does_not_hold_is_told_when_asked_for() -> None:
    signed = sign(
        forms.receipt_slip(receipt()), signer_name="Lê Mẫu", reason="Thử", agency_name=AGENCY, now=NOW, box=None
    )
    kept(signed)
    assert check("--signatures")[1]["signatures"] == 1
    broken = kept(_bent(signed))
    assert check()[0] == 0
    status, said = check("--signatures")
    assert status == 1
    assert said["troubles"] == [{"what": "broken_seal", "sha256": broken}]


def _bent(signed: bytes) -> bytes:
    """The same paper with one byte of what was signed changed."""
    at = signed.index(b"%%EOF") - 20
    return signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
