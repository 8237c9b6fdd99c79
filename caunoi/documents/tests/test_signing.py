"""Signed records: what holds, what does not, and that nothing makes verification fall over."""

from __future__ import annotations

import asyncio
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_der_private_key, pkcs12
from cryptography.x509 import load_der_x509_certificate
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from caunoi.documents import errors, forms
from caunoi.documents.signing import SealBox, sign, verify
from caunoi.documents.signing.keys import KeyRing
from caunoi.documents.tests.pdf_text import pages_of, text_of
from caunoi.documents.tests.samples import AGENCY, NOW, certificate, receipt

WHO: dict[str, Any] = {
    "signer_name": "Lê Thị Lãnh Đạo",
    "reason": "Cấp Giấy khai sinh",
    "agency_name": AGENCY,
    "now": NOW,
}


@pytest.fixture(scope="session")
def demo_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def development(settings: Any, demo_keys: Path) -> None:
    settings.DEVELOPMENT, settings.SIGNING_KEYS = True, demo_keys
    settings.SIGNING_CERTIFICATE = settings.SIGNING_PASSPHRASE_FILE = settings.SIGNING_TRUST = ""
    settings.SIGNING_TIMESTAMP_URL = ""


@pytest.fixture
def signed() -> bytes:
    return sign(forms.birth_certificate(certificate()), **WHO)


def test_a_signed_record_is_valid_and_says_whose_it_is(signed: bytes) -> None:
    found = verify(signed)
    assert (found.status, found.signer, found.signer_person) == ("valid", AGENCY, "Lê Thị Lãnh Đạo")
    assert (found.signed_at, found.timestamped, found.reason) == (NOW, True, "Cấp Giấy khai sinh")


def test_a_record_is_believed_on_a_thread_that_runs_an_event_loop(signed: bytes) -> None:
    async def ask() -> str:
        return verify(signed).status

    assert asyncio.run(ask()) == "valid"


def test_signing_leaves_the_bytes_before_it_alone() -> None:
    plain = forms.birth_certificate(certificate())
    assert sign(plain, **WHO).startswith(plain)


def test_the_seal_shows_agency_person_and_time(signed: bytes) -> None:
    (annotation,) = [a.get_object() for a in pages_of(signed)[0]["/Annots"]]
    assert annotation["/FT"] == "/Sig"
    left, bottom, right, top = (float(v) / 72 * 25.4 for v in annotation["/Rect"])
    x, y, width, height = forms.SEAL_BOX_MM
    assert (left, bottom, right, top) == pytest.approx((x, y, x + width, y + height), abs=0.3)


def test_the_signature_is_pades(signed: bytes) -> None:
    assert b"ETSI.CAdES.detached" in signed


def test_any_changed_byte_shows(signed: bytes) -> None:
    """A hundred places all over the file, in the signature itself and around its gap."""
    chance = random.Random(7)
    gap = signed.rindex(b"/Contents <")
    places = chance.sample(range(len(signed)), 60) + chance.sample(range(gap, gap + 9000), 40) + [gap + 9, gap + 10]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        assert verify(bytes(changed)).status != "valid", place


def test_a_changed_byte_of_the_content_is_called_altered(signed: bytes) -> None:
    changed = bytearray(signed)
    changed[len(forms.birth_certificate(certificate())) // 2] ^= 1
    assert verify(bytes(changed)).status == "altered"


def test_an_incremental_update_is_called_altered(signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/CauNoiNote"] = writer.add_object(pages_of(signed)[0]["/MediaBox"])
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    assert verify(changed.getvalue()).status == "altered"


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF", bytes(10)])
def test_appended_bytes_are_called_altered(signed: bytes, tail: bytes) -> None:
    assert verify(signed + tail).status == "altered"


def test_a_file_cut_short_is_called_altered(signed: bytes) -> None:
    assert verify(signed[:-200]).status == "altered"


def test_a_signer_of_another_authority_is_unknown(signed: bytes, tmp_path: Path, settings: Any) -> None:
    settings.SIGNING_KEYS = tmp_path / "other"
    assert verify(signed).status == "unknown_signer"
    assert verify(sign(forms.birth_certificate(certificate()), **WHO)).status == "valid"


def test_the_demonstration_is_not_believed_in_production(signed: bytes, settings: Any) -> None:
    settings.DEVELOPMENT = False
    assert verify(signed).status == "unknown_signer"
    with pytest.raises(errors.SigningUnavailable):
        sign(forms.birth_certificate(certificate()), **WHO)


def test_a_plain_pdf_is_unsigned() -> None:
    found = verify(forms.receipt_slip(receipt()))
    assert (found.status, found.readable) == ("unsigned", True)


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail))
@runs(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_never_makes_it_fall_over(garbage: bytes) -> None:
    assert verify(garbage).status in {"unsigned", "altered"}


def test_what_was_never_signed_is_called_unsigned() -> None:
    assert {verify(b).status for b in (b"", b"garbage", b"/ByteRange", b"%PDF-1.7")} == {"unsigned"}


def test_a_configured_certificate_signs_in_production(tmp_path: Path, settings: Any) -> None:
    ring = KeyRing(tmp_path / "ring")
    pair, root = ring.signer("Ủy ban nhân dân xã Ví Dụ"), load_der_x509_certificate(ring.authority().certificate)
    key: Any = load_der_private_key(pair.key, password=None)
    bundle = pkcs12.serialize_key_and_certificates(
        b"agency", key, load_der_x509_certificate(pair.certificate), [root], BestAvailableEncryption(b"bi-mat")
    )
    (tmp_path / "agency.p12").write_bytes(bundle)
    (tmp_path / "passphrase").write_text("bi-mat\n")
    from cryptography.hazmat.primitives.serialization import Encoding

    (tmp_path / "trust.pem").write_bytes(root.public_bytes(Encoding.PEM))
    settings.DEVELOPMENT = False
    settings.SIGNING_CERTIFICATE = str(tmp_path / "agency.p12")
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    settings.SIGNING_TRUST = str(tmp_path / "trust.pem")
    found = verify(sign(forms.birth_certificate(certificate()), **WHO))
    assert (found.status, found.signer, found.timestamped) == ("valid", "Ủy ban nhân dân xã Ví Dụ", False)
    (tmp_path / "passphrase").write_text("sai\n")
    with pytest.raises(errors.SigningUnavailable):
        sign(forms.birth_certificate(certificate()), **WHO)


def test_an_agencys_seal_can_follow_the_leaders_signature(signed: bytes) -> None:
    twice = sign(signed, **(WHO | {"agency_name": "Văn thư phường Cửa Nam"}), box=SealBox(20, 60, 60, 20))
    found = verify(twice)
    assert (found.status, found.signatures, found.signer) == ("valid", 2, "Văn thư phường Cửa Nam")
    assert twice.startswith(signed)
    changed = bytearray(twice)
    changed[5000] ^= 1
    assert verify(bytes(changed)).status == "altered"


def test_what_is_no_pdf_cannot_be_signed() -> None:
    with pytest.raises(errors.NotSignable):
        sign(b"garbage", **WHO)


def test_a_seal_that_does_not_fit_goes_into_the_corner() -> None:
    small = sign(forms.receipt_slip(receipt()), **WHO)
    (annotation,) = [a.get_object() for a in pages_of(small)[0]["/Annots"]]
    left, bottom, right, top = (float(v) / 72 * 25.4 for v in annotation["/Rect"])
    assert 0 < left < right < 148
    assert 0 < bottom < top < 210
    assert verify(small).status == "valid"


def test_it_signs_without_a_seal_too() -> None:
    assert verify(sign(forms.receipt_slip(receipt()), **WHO, box=None)).status == "valid"
    assert verify(sign(forms.receipt_slip(receipt()), **WHO, box=SealBox(10, 10, 60, 20))).status == "valid"


def test_the_text_stays_readable_after_signing(signed: bytes) -> None:
    assert "GIẤY KHAI SINH" in text_of(signed)


def test_private_keys_are_readable_by_their_owner_only_and_made_once(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    first = ring.signer(AGENCY)
    assert KeyRing(tmp_path / "keys").signer(AGENCY) == first
    assert ring.signer("Một cơ quan khác") != first
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "keys").glob("*.pem")} == {0o600}


def test_the_command_prints_json_and_says_no_by_its_exit_status(
    signed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(signed)
    bad.write_bytes(signed + b"x")
    call_command("documents", "verify", str(good), "--json")
    assert json.loads(capsys.readouterr().out)["status"] == "valid"
    with pytest.raises(SystemExit) as caught:
        call_command("documents", "verify", str(bad))
    assert caught.value.code == 1
    assert "đã bị thay đổi" in capsys.readouterr().out
