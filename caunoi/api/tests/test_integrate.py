"""docs/howto/integrate.md is followed to the letter, and a client is generated and used, against a live server."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from django.core.cache import caches
from django.core.management import call_command

from caunoi.core.clock import SystemClock
from caunoi.core.testing import catch_up
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.testing import Office
from caunoi.exchange import following
from caunoi.exchange import testing as machines

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"```bash\n(.*?)```", re.DOTALL)
CREATE = re.compile(r"\.venv/bin/caunoi (machine create .*?--env)")


class Shell:
    """The shell of a stranger who copies one block after the other."""

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base
        (folder / "state").write_text("")

    def run(self, block: str) -> str:
        """What the block prints; its variables and functions are there for the next."""
        text = block.replace("http://127.0.0.1:8000", self.base)
        script = f"set -euo pipefail\nsource ./state\n{self._registered(text)}\n"
        script += "{ declare -p; declare -f; } > ./state.new\n"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        kept = (self.folder / "state.new").read_text()
        # Variables that the shell itself keeps are not set again.
        (self.folder / "state").write_text(re.sub(r"^declare -[a-zA-Z]*r[a-zA-Z]* .*\n", "", kept, flags=re.MULTILINE))
        return done.stdout

    def value(self, name: str) -> str:
        """A variable's value."""
        found = re.search(rf'^declare -[-x]+ {name}="(.*)"$', (self.folder / "state").read_text(), re.MULTILINE)
        assert found, name
        return found[1]

    def _registered(self, text: str) -> str:
        """The command runs in this process, on this database: the shell gets what it printed."""
        found = CREATE.search(text)
        if found is None:
            return text
        printed = StringIO()
        words = [w.replace("$AGENCY", self.value("AGENCY")) for w in shlex.split(found[1])]
        call_command(*words, stdout=printed)
        (self.folder / "registered").write_text(printed.getvalue())
        return CREATE.sub("cat registered", text)


@pytest.fixture
def office(transactional_db: None) -> Office:
    caches["local"].clear()
    return testing.office(SystemClock().now())


def settle(office: Office, code: str) -> None:
    """The office does its work: whatever waits, by who has to do it, until the result waits to be handed over."""
    for _ in range(12):
        now = SystemClock().now()
        view = queries.by_code(code, actor=office.counter, now=now)
        if view.status == 9:
            return
        dossier: dict[str, Any] = {"dossier_id": view.id, "now": now}
        acts = {
            "forward": lambda d=dossier: operations.forward(**d, actor=office.counter),
            "submit_for_signature": lambda d=dossier: operations.submit_for_signature(
                **d, result={}, actor=office.specialist
            ),
            "sign": lambda d=dossier: operations.sign(**d, actor=office.leader),
        }
        for officer in (office.counter, office.specialist, office.head, office.leader):
            offered = queries.available_actions(view.id, actor=officer, now=now)
            chosen = next((a.code for a in offered if a.allowed and a.code in acts), None)
            if chosen:
                acts[chosen]()
                break
    raise AssertionError("the office did not come to an end")


def test_a_stranger_follows_the_page_from_the_token_to_the_delivered_result(
    office: Office, live_server: Any, tmp_path: Path
) -> None:
    text = (ROOT / "docs" / "howto" / "integrate.md").read_text()
    before, after = text.split("## 6.")
    shell = Shell(tmp_path, str(live_server.url))
    said = ""
    for block in BLOCK.findall(before):
        if "limit=50" in block:
            catch_up(following.reader())
        said += shell.run(block)
    code = shell.value("CODE")
    assert f"filed once: {code}" in said
    assert '"field": "aplicant"' in said
    assert "304" in said
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    assert f'"code": "{code}"' in said
    settle(office, code)
    for block in BLOCK.findall(after):
        shell.run(block)
    assert (tmp_path / "result.pdf").read_bytes().startswith(b"%PDF")
    view = queries.by_code(code, actor=office.counter, now=SystemClock().now())
    assert view.status == 10


@pytest.fixture
def client_package(tmp_path: Path) -> ModuleType:
    """The client that `make client` writes, generated anew and imported."""
    description = StringIO()
    call_command("openapi", stdout=description)
    (tmp_path / "openapi.json").write_text(description.getvalue())
    command = [
        str(Path(sys.executable).with_name("openapi-python-client")), "generate", "--path", "openapi.json",
        "--meta", "none", "--output-path", str(tmp_path / "caunoi_client"), "--fail-on-warning",
    ]  # fmt: skip
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PATH": path}, check=True, capture_output=True)
    sys.path.insert(0, str(tmp_path))
    try:
        return importlib.import_module("caunoi_client")
    finally:
        sys.path.remove(str(tmp_path))


def test_a_generated_client_files_and_follows_a_dossier(
    office: Office, live_server: Any, client_package: ModuleType
) -> None:
    base = str(live_server.url)
    made = machines.machine(office.centre_id, now=SystemClock().now())
    asked = {"grant_type": "client_credentials"}
    answer = httpx.post(f"{base}/api/oauth/token", data=asked, auth=(made.machine.client_id, made.secret))
    part, models = _parts("caunoi_client")
    with client_package.AuthenticatedClient(base_url=base, token=answer.json()["access_token"]) as client:
        file = part("types").File(payload=BytesIO(testing.PNG), file_name="scan.png", mime_type="image/png")
        body = models.UploadFileFileParams(file=file)
        sent = part("api.files.upload_file").sync(client=client, body=body)
        dossier = models.DossierIn(
            procedure_code="2.000815",
            channel=models.DossierInChannel.DIRECT,
            applicant=models.PersonIn(full_name="Trần Thị Ví Dụ", personal_id="001196000117"),
            answers=models.DossierInAnswers.from_dict({"document_name": "Bằng mẫu", "original_pages": 2, "copies": 3}),
            components=[models.ComponentIn(component_id="original", files=[sent.id])],
        )
        filed = part("api.dossiers.file_dossier").sync(client=client, body=dossier, idempotency_key="client-00000001")
        assert isinstance(filed, models.DossierOut), filed
        found = part("api.dossiers.get_dossier").sync(filed.code, client=client)
        assert found.status == 2
        refused = part("api.dossiers.get_dossier").sync("000-nothing", client=client)
        assert refused.code == "dossier_not_found"


def _parts(package: str) -> tuple[Any, Any]:
    def part(name: str) -> Any:
        return importlib.import_module(f"{package}.{name}")

    return part, part("models")
