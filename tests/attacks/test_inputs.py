"""What is typed, sent or named so that it does something else than it says."""

from __future__ import annotations

import io
import json
import struct
import time
import zipfile
import zlib
from itertools import islice
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import get_resolver

from caunoi.core.errors import InvalidInput
from caunoi.documents import rules
from caunoi.documents.inspection import media_type_of
from caunoi.exchange import testing as exchange
from tests.architecture.walls import access_of, addresses
from tests.attacks import poison
from tests.journeys.scene_base import NOW, Scene
from tests.journeys.test_every_page import candidates, visitors

SCRIPT = "<script>evil(1)</script>\"'><img src=x onerror=evil(2)>{{7*'7'}}"
FORMULAS = ("=cmd|'/C calc'!A1", "+1+1", "-1+1", "@SUM(1)", "\t=1", '=HYPERLINK("http://evil.example")')
STRANGE = (
    "' OR 1=1 --", "'; DROP TABLE core_journal; --", "%' UNION SELECT 1 --", "\\", "%", "_", "{{7*7}}", "{% debug %}",
    "${7*7}", "\0", "a\0b", "\ud800", "\u202e", "\ufffe", "x" * 5000, "[" * 500, "(" * 300, "٣", "1e999", "-1",
    "99999999999999999999", "NaN",
)  # fmt: skip
SEARCHES = {
    "nobody": ["/procedures/?q={}", "/units/?q={}", "/track/?code={}", "/voices/?q={}", "/voices/?page={}",
               "/voices/map/?lat={}", "/voices/near/pothole/?lat={}&lon={}", "/voices/answers/?q={}",
               "/catalogue/?q={}",
               "/indices/?on={}", "/procedures/{}/", "/units/{}/", "/voices/{}/", "/voices/follow/{}/",
               "/procedures/1.001193/start/?unit={}", "/open311/v2/requests.json?service_code={}&start_date={}",
               "/api/v1/units/search?q={}", "/api/v1/units/{}", "/accounts/login/?next={}"],
    "specialist": ["/desk/find/?q={}", "/desk/queue/all/?q={}&page={}", "/desk/tasks/?q={}&page={}",
                   "/desk/voices/?q={}",
                   "/desk/dossiers/{}/", "/desk/counter/?q={}", "/board/?on={}", "/board/indices/766/?year={}",
                   "/desk/plans/?q={}", "/desk/meetings/?q={}"],
    "citizen": ["/store/?q={}", "/dossiers/?state={}", "/notices/?page={}", "/dossiers/{}/"],
}  # fmt: skip
PATHS = (
    "/static/../caunoi/config/settings.py", "/static/%2e%2e/%2e%2e/pyproject.toml", "/static/..%2f..%2fpyproject.toml",
    "/static//etc/passwd", "/static/%00", "/units/downloads/..%2f..%2fetc%2fpasswd", "/catalogue/..%2f..%2fx.ttl",
    "/catalogue/....//x.jsonld", "/board/indices/..%2f766/", "/voices/photos/..%2f..%2f/", "/uploads/..%2fkeys/",
    "/open311/v2/media/..%2fx",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_address_leads_out_of_its_folder(path: str, db: None) -> None:
    answer = Client().get(path)
    assert answer.status_code in (301, 302, 400, 404)
    if answer.status_code in (301, 302):
        assert answer["Location"].startswith("/")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.png", "/etc/passwd", "a\0.png", "con\r\nX: y", "." * 400]
)
def test_the_name_of_a_file_is_only_a_name(name: str) -> None:
    safe = rules.safe_name(name, rules.PNG)
    assert not set(safe) & set("/\\\0\r\n")
    assert not safe.startswith(".")
    assert len(safe) <= 160
    assert safe.endswith(".png")


def zipped(*entries: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return kept.getvalue()


def wide_png(side: int) -> bytes:
    """A picture whose header speaks of side × side points, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def lying_zip() -> bytes:
    """A zip whose directory says that its big part is small."""
    content = bytearray(zipped(("word/document.xml", bytes(600 * 2**20))))
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    return bytes(content)


@pytest.mark.parametrize(
    "made",
    [
        lambda: zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", bytes(400 * 2**20))),
        lambda: zipped(*((f"{n}.xml", b"") for n in range(20_000))),
        lambda: zipped(("a.zip", zipped(("b.zip", bytes(2**20))))),
        lying_zip,
        lambda: wide_png(60_000),
        lambda: wide_png(2**31 - 1),
        lambda: zipped(("../../etc/cron.d/x", b"* * * * * root true")),
    ],
    ids=["large", "many", "nested", "lying", "wide", "widest", "slip"],
)
def test_what_would_unpack_into_too_much_is_refused_quickly(made: Any, settings: Any) -> None:
    content = made()
    started = time.process_time()
    with pytest.raises(InvalidInput):
        media_type_of(content)
    assert time.process_time() - started < 3


def pages(scene: Scene, ending: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Addresses and who may open them; those that end so, or all."""
    found = []
    for route, entry in addresses(get_resolver().url_patterns):
        slow = route.startswith("board/indices/") and not ending
        if "^" in route or slow or route.startswith(("api/", "accounts/")) or (ending and not route.endswith(ending)):
            continue
        for path in islice(candidates(route, scene), 3 if ending else 1):
            for who in visitors(access_of(entry.callback), scene):
                if not ending or scene.clients[who].get(path).status_code == 200:
                    found.append((path, who))
                    if ending:
                        break
    return found


@pytest.mark.long
def test_nothing_written_is_ever_markup(scene: Scene) -> None:
    """A script in every free text of the database, and every page that the specialist, leader or citizen may open."""
    taken = poison.every_text(SCRIPT)
    assert len(taken) > 60
    found, seen = [], 0
    for path, who in pages(scene):
        if who not in ("nobody", "citizen", "specialist", "leader"):
            continue
        answer = scene.clients[who].get(path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            html = answer.content.decode()
            seen += "evil(1)" in html
            if "<script>evil" in html or "<img src=x" in html or "7777777" in html:
                found.append(f"{path} as {who}")
    assert seen > 60
    assert not found, "\n".join(found)


@pytest.mark.parametrize("formula", FORMULAS[:1])
@pytest.mark.long
def test_no_cell_of_any_workbook_is_a_formula(formula: str, scene: Scene) -> None:
    assert len(poison.every_text(formula)) > 60
    seen, found = 0, []
    for path, who in pages(scene, (".xlsx",)):
        answer = scene.clients[who].get(path)
        assert answer.status_code == 200, path
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        seen += any(formula in str(cell.value) for cell in cells)
        found += [f"{path}: {cell.coordinate}" for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert seen >= 4
    assert not found, "\n".join(found[:20])


@pytest.mark.long
def test_strange_signs_in_searches_and_addresses_break_nothing(scene: Scene) -> None:
    found = []
    for who, paths in SEARCHES.items():
        client = scene.clients[who]
        for path in paths:
            for number, strange in enumerate(STRANGE):
                if len(strange) > 1000 and "?" not in path:
                    continue
                where, _, asked = path.partition("?")
                sent = {pair.partition("=")[0]: strange for pair in asked.split("&") if pair}
                try:
                    answer = client.get(where.replace("{}", _quoted(strange)), _encodable(sent))
                    if answer.status_code >= 500 or "DROP TABLE core_journal; --</script" in str(answer.headers):
                        found.append(f"{path} with {number} {strange[:20]!r}: {answer.status_code}")
                except Exception as error:
                    found.append(f"{path} with {number} {strange[:20]!r}: {type(error).__name__} {str(error)[:80]}")
    assert not found, "\n".join(found)


def _quoted(strange: str) -> str:
    from urllib.parse import quote

    return quote(strange.encode("utf-8", "surrogatepass"), safe="")


def _encodable(sent: dict[str, str]) -> Any:
    """As bytes when the text is no proper one: a client of ours would refuse to send it."""
    return {name: text.encode("utf-8", "surrogatepass") if "\ud800" in text else text for name, text in sent.items()}


@pytest.mark.parametrize("strange", ["\0", "a\0b", "\\ud800", "{{7*7}}", "' OR 1=1 --"])
@pytest.mark.long
def test_strange_signs_in_forms_break_nothing(strange: str, scene: Scene) -> None:
    found = []
    fields = ("code", "phone", "login", "password", "title", "text", "reason", "name", "q", "words", "abstract", "due")
    for who, path in (
        ("nobody", "/track/"), ("nobody", "/accounts/login/"), ("nobody", "/voices/new/pothole/"),
        ("specialist", "/desk/tasks/new/"), ("leader", "/desk/meetings/new/"), ("specialist", "/desk/voices/new/"),
        ("leader", "/desk/tasks/new/"), ("head", "/desk/people/absence/"), ("nobody", "/api/oauth/token"),
        ("nobody", "/language/"), ("nobody", "/uploads/"), ("nobody", "/verify/"),
    ):  # fmt: skip
        try:
            answer = scene.clients[who].post(path, dict.fromkeys(fields, strange))
            if answer.status_code >= 500:
                found.append(f"{path}: {answer.status_code}")
        except Exception as error:
            found.append(f"{path}: {type(error).__name__} {str(error)[:100]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("strange", ["\0", "\ud800", "' OR 1=1 --", {"$ne": 1}, ["x"] * 50, 10**400, None])
@pytest.mark.long
def test_strange_values_in_json_break_nothing(strange: Any, scene: Scene) -> None:
    machine = exchange.machine(scene.office.centre_id, now=NOW)
    client = Client()
    head = {"HTTP_AUTHORIZATION": f"Bearer {exchange.token(client, machine)}", "HTTP_IDEMPOTENCY_KEY": "attack-0001"}
    bodies = {
        "/api/v1/dossiers": {"procedure": strange, "person": strange, "answers": {"child_full_name": strange}},
        "/api/v1/subscriptions": {"url": strange, "kinds": [strange]},
    }
    for path, body in bodies.items():
        answer = client.post(path, json.dumps(body), content_type="application/json", **head)  # type: ignore[arg-type]
        assert 400 <= answer.status_code < 500, (path, answer.content[:200])
