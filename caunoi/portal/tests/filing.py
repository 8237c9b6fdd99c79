"""Steps of a filing through the pages, for tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.dossiers.testing import BIRTH, PNG, Office

CODES = ("1.001193", "1.001612", "1.004873", "2.000815", "3.000330")
LISTED = "1.000080"
"""Published, but not filed here."""
WARD = "00082"
START = f"/procedures/{BIRTH}/start/?unit={WARD}"
SCREENS: list[tuple[str, dict[str, Any]]] = [
    ("requester", {"requester_relation": "mother"}),
    ("child_name", {"child_full_name": "Trần Thị Ví Dụ"}),
    (
        "child_birth",
        {
            "child_birth_date_0": "15",
            "child_birth_date_1": "9",
            "child_birth_date_2": "2026",
            "child_birth_time": "07:30",
        },
    ),
    ("child_identity", {"child_sex": "female", "child_ethnicity": "Kinh", "child_nationality": "Việt Nam"}),
    ("child_place", {"child_birth_place": "Bệnh viện Mẫu, Hà Nội", "child_home_town": "Hà Nội"}),
    (
        "mother",
        {
            "mother_full_name": "Nguyễn Thị Mẫu",
            "mother_birth_date": "29/02/1996",
            "mother_ethnicity": "Kinh",
            "mother_nationality": "Việt Nam",
            "mother_residence": "Phường Cửa Nam, Hà Nội",
            "mother_personal_id": "",
        },
    ),
    ("father_known", {"father_known": "false"}),
    ("copies", {"copies": "1"}),
]


def few_procedures(folder: Path) -> Path:
    """A catalogue of the procedures of CODES and an entry that is only listed, in `folder`."""
    source = settings.DATA / "procedures"
    for code in CODES:
        shutil.copy(source / f"{code}.json", folder)
    shutil.copytree(source / "common", folder / "common")
    shutil.copy(source / "provincial_rates.csv", folder)
    lines = (source / "catalogue.csv").read_text().splitlines()
    few = [line for line in lines[1:] if line.startswith((*CODES, LISTED))]
    (folder / "catalogue.csv").write_text("\n".join([lines[0], *few]) + "\n")
    return folder


def started(client: Client, office: Office, where: str = START) -> str:
    """Choose the ward and start; the address of the task list."""
    answer = client.post(where)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def hand_in(client: Client, home: str, component_id: str = "birth_proof", name: str = "giay-chung-sinh.png") -> None:
    """Upload one paper."""
    files = {"files": SimpleUploadedFile(name, PNG, "image/png")}
    answer = client.post(f"{home}papers/{component_id}/", files)
    assert answer.status_code == 302, answer.content.decode()


def answered(client: Client, office: Office) -> str:
    """Start, answer every question, upload the paper; the address of the task list."""
    home = started(client, office)
    for section, data in SCREENS:
        answer = client.post(f"{home}form/{section}/", data)
        assert answer.status_code == 302, answer.content.decode()
    hand_in(client, home)
    return home


def filed(client: Client, office: Office, key: str = "khoa-1") -> str:
    """File; the address of the confirmation."""
    home = answered(client, office)
    answer = client.post(f"{home}check/", {"idempotency_key": key, "declaration": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def dossier_id(home: str) -> UUID:
    """The id in a task list's address."""
    return UUID(home.strip("/").split("/")[1])
