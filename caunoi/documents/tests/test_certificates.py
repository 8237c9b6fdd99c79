"""Where certificates come from (a token, a folder by agency), and when they are taken back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509 import load_der_x509_certificate
from django.core.management import CommandError, call_command

from caunoi.documents import errors, forms
from caunoi.documents.signing import hardware, sign, verify
from caunoi.documents.signing.keys import KeyRing
from caunoi.documents.tests.samples import AGENCY, NOW, certificate

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4711"


@pytest.fixture(autouse=True)
def ring(settings: Any, tmp_path: Path) -> KeyRing:
    settings.DEVELOPMENT, settings.SIGNING_KEYS = True, tmp_path / "keys"
    settings.SIGNING_CERTIFICATE = settings.SIGNING_PASSPHRASE_FILE = settings.SIGNING_TRUST = ""
    settings.SIGNING_TIMESTAMP_URL = ""
    return KeyRing(tmp_path / "keys")


def signed(**changes: Any) -> bytes:
    values: dict[str, Any] = {"signer_name": "Lê Thị Lãnh Đạo", "reason": "Cấp", "agency_name": AGENCY, "now": NOW}
    return sign(forms.birth_certificate(certificate()), **(values | changes))


def written(folder: Path, ring: KeyRing, agency: str, code: str) -> None:
    pair = ring.signer(agency)
    key: Any = load_der_private_key(pair.key, password=None)
    bundle = pkcs12.serialize_key_and_certificates(
        b"x", key, load_der_x509_certificate(pair.certificate), None, BestAvailableEncryption(b"bi-mat")
    )
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.p12").write_bytes(bundle)


def production(settings: Any, tmp_path: Path, ring: KeyRing) -> None:
    root = load_der_x509_certificate(ring.authority().certificate)
    (tmp_path / "trust.pem").write_bytes(root.public_bytes(Encoding.PEM))
    settings.DEVELOPMENT, settings.SIGNING_TRUST = False, str(tmp_path / "trust.pem")


def test_each_agency_signs_with_its_own_certificate(settings: Any, tmp_path: Path, ring: KeyRing) -> None:
    for agency, code in (("Ủy ban nhân dân xã Một", "H26.01"), ("Ủy ban nhân dân xã Hai", "H26.02")):
        written(tmp_path / "p12", ring, agency, code)
    (tmp_path / "passphrase").write_text("bi-mat\n")
    production(settings, tmp_path, ring)
    settings.SIGNING_CERTIFICATES = str(tmp_path / "p12")
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    assert verify(signed(agency_code="H26.01")).signer == "Ủy ban nhân dân xã Một"
    assert verify(signed(agency_code="H26.02")).signer == "Ủy ban nhân dân xã Hai"
    for missing in ("H26.03", "", "../p12/H26.01"):
        with pytest.raises(errors.SigningUnavailable):
            signed(agency_code=missing)


@pytest.fixture
def token(tmp_path: Path, ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A software token with one agency's key and certificate, both labelled H26.05."""
    assert MODULE.exists(), "run scripts/test-tools.sh: this test needs SoftHSM 2"
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    pair = ring.signer(AGENCY)
    key: Any = load_der_private_key(pair.key, password=None)
    pem = tmp_path / "key.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    tool = shutil.which("softhsm2-util")
    assert tool
    for words in (
        ["--init-token", "--free", "--label", "cau-noi", "--so-pin", "0815", "--pin", PIN],
        ["--import", str(pem), "--token", "cau-noi", "--label", "H26.05", "--id", "05", "--pin", PIN],
    ):
        subprocess.run([tool, *words], check=True, capture_output=True, env=dict(os.environ))
    _store_certificate(pair.certificate)
    pem.unlink()
    hardware.forget()
    yield
    hardware.forget()


def _store_certificate(der: bytes) -> None:
    import pkcs11
    from pkcs11 import Attribute, CertificateType, ObjectClass

    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    with library.get_token(token_label="cau-noi").open(rw=True, user_pin=PIN) as session:
        subject = load_der_x509_certificate(der).subject.public_bytes()
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: "H26.05",
                Attribute.ID: b"\x05",
                Attribute.SUBJECT: subject,
                Attribute.VALUE: der,
            }
        )


@pytest.mark.usefixtures("token")
def test_a_key_in_hardware_signs(settings: Any, tmp_path: Path, ring: KeyRing) -> None:
    production(settings, tmp_path, ring)
    (tmp_path / "pin").write_text(f"{PIN}\n")
    settings.PKCS11_MODULE, settings.PKCS11_TOKEN = str(MODULE), "cau-noi"
    settings.PKCS11_PIN_FILE, settings.PKCS11_KEY = str(tmp_path / "pin"), "{agency}"
    for _ in range(2):
        found = verify(signed(agency_code="H26.05"))
        assert (found.status, found.signer, found.signer_person) == ("valid", AGENCY, "Lê Thị Lãnh Đạo")
    with pytest.raises(errors.SigningUnavailable):
        signed(agency_code="H26.99")
    hardware.forget()
    (tmp_path / "pin").write_text("0000\n")
    with pytest.raises(errors.SigningUnavailable):
        signed(agency_code="H26.05")


def test_a_record_signed_after_the_revocation_is_revoked_and_one_before_it_holds(ring: KeyRing) -> None:
    before, after = signed(), signed(now=NOW + timedelta(days=2))
    assert (verify(before).status, verify(after).status) == ("valid", "valid")
    ring.revoke(AGENCY, now=NOW + timedelta(days=1))
    assert (verify(before).status, verify(after).status) == ("valid", "revoked")


def test_the_agency_signs_on_with_a_new_certificate_and_others_are_not_touched(ring: KeyRing) -> None:
    other = signed(agency_name="Ủy ban nhân dân xã Ví Dụ")
    signed()
    first = ring.revoke(AGENCY, now=NOW - timedelta(days=1))
    assert verify(signed()).status == "valid"
    second = ring.revoke(AGENCY, now=NOW - timedelta(days=1))
    assert first != second
    assert verify(other).status == "valid"


def test_without_a_time_stamp_nobody_can_say_that_it_was_before(settings: Any, tmp_path: Path, ring: KeyRing) -> None:
    written(tmp_path / "p12", ring, AGENCY, "H26.05")
    (tmp_path / "passphrase").write_text("bi-mat\n")
    ring.revoke(AGENCY, now=NOW + timedelta(days=1))
    production(settings, tmp_path, ring)
    settings.SIGNING_CERTIFICATES, settings.SIGNING_REVOCATIONS = str(tmp_path / "p12"), str(ring.revocation_list)
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    assert verify(signed(agency_code="H26.05")).status == "revoked"


def test_a_list_that_somebody_else_signed_revokes_nothing(tmp_path: Path, settings: Any, ring: KeyRing) -> None:
    record, stranger = signed(now=NOW + timedelta(days=2)), KeyRing(tmp_path / "stranger")
    stranger.signer(AGENCY)
    stranger.revoke(AGENCY, now=NOW)
    settings.SIGNING_REVOCATIONS = str(stranger.revocation_list)
    assert verify(record).status == "valid"


def test_an_altered_record_stays_altered_whatever_was_revoked(ring: KeyRing) -> None:
    record = bytearray(signed())
    record[3000] ^= 1
    ring.revoke(AGENCY, now=NOW - timedelta(days=1))
    assert verify(bytes(record)).status == "altered"


def test_the_command_revokes_and_tells_by_its_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "a.pdf"
    record.write_bytes(signed(now=NOW + timedelta(days=700)))
    call_command("documents", "revoke-certificate", AGENCY, "--json")
    assert "serial" in capsys.readouterr().out
    with pytest.raises(SystemExit) as caught:
        call_command("documents", "verify", str(record))
    assert caught.value.code == 3
    with pytest.raises(CommandError):
        call_command("documents", "revoke-certificate", "Không có cơ quan này")
