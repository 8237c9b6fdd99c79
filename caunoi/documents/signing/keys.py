"""The demonstration's certificate authority, signers and time stamps, made at first need and kept with the data.

They stand where an agency's certificate from the Government's own authority stands in production. Private keys are
files that only the program's user may read.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Made = tuple[x509.Certificate, Key]
_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
"""Long, so that a simulated day in a demonstration is always inside; a real certificate lives a few years."""
_DEMO = "Cầu Nối, chứng thư thử nghiệm"
_MAX_COMMON_NAME = 64


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key, both DER (the key PKCS #8)."""

    certificate: bytes
    key: bytes


class KeyRing:
    """The demonstration's keys in one folder. Safe when several processes start at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def authority(self) -> Pair:
        """The self-signed demonstration authority."""
        return self._pair("ca", _authority)

    def signer(self, agency_name: str) -> Pair:
        """An agency's demonstration certificate, by the agency's name."""
        return self._pair(self._signer_path(agency_name).stem, lambda: _signer(self.authority(), agency_name))

    @property
    def revocation_list(self) -> Path:
        """The authority's published list of revoked certificates (PEM); absent while none is."""
        return self.folder / "revoked.pem"

    def revoke(self, agency_name: str, *, now: datetime) -> int:
        """Revoke an agency's certificate and publish it; the next signature makes a new one. Returns the serial number.

        Raises LookupError when the agency has none.
        """
        path = self._signer_path(agency_name)
        authority = self.authority()
        with self._locked():
            if not path.exists():
                raise LookupError(agency_name)
            serial = x509.load_der_x509_certificate(_read(path).certificate).serial_number
            _write_list(self.revocation_list, authority, serial, now)
            os.replace(path, path.with_name(f"revoked-{serial}.pem"))
        return serial

    def _signer_path(self, agency_name: str) -> Path:
        return self.folder / f"signer-{hashlib.sha256(agency_name.encode()).hexdigest()[:16]}.pem"

    def timestamper(self) -> Pair:
        """The demonstration's time-stamping certificate."""
        return self._pair("tsa", lambda: _timestamper(self.authority()))

    def _pair(self, name: str, make: Callable[[], Made]) -> Pair:
        path = self.folder / f"{name}.pem"
        if not path.exists():
            made = make()
            with self._locked():
                if not path.exists():
                    _write_private(path, made)
        return _read(path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _write_private(path: Path, made: Made) -> None:
    """Both in one file, into place in one step, readable by the program's user only."""
    certificate, key = made
    armoured = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(armoured)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _write_list(path: Path, authority: Pair, serial: int, now: datetime) -> None:
    """The list so far with one more certificate, signed anew, into place in one step."""
    issuer = x509.load_der_x509_certificate(authority.certificate)
    key = serialization.load_der_private_key(authority.key, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
    builder = builder.last_update(now.astimezone(UTC)).next_update(_TO)
    before = list(x509.load_pem_x509_crl(path.read_bytes())) if path.exists() else []
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now.astimezone(UTC)).build()
    for revoked in [*before, entry]:
        builder = builder.add_revoked_certificate(revoked)
    temporary = path.with_suffix(".new")
    temporary.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    os.replace(temporary, path)


def _read(path: Path) -> Pair:
    """Read again only when the file is another one."""
    state = path.stat()
    return _read_once(path, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=1024)
def _read_once(path: Path, changed: int, node: int) -> Pair:
    (_kind, _headers, certificate), (_kind, _headers, key) = pem.unarmor(path.read_bytes(), multiple=True)
    return Pair(certificate, key)


def _name(common_name: str) -> x509.Name:
    """A common name holds 64 characters at most (RFC 5280); a longer agency's name is cut."""
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _DEMO),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:_MAX_COMMON_NAME]),
    ]
    return x509.Name(attributes)


def _builder(subject: x509.Name, issuer: x509.Name, key: Key) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, digital_signature: bool = False, commitment: bool = False, authority: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _authority() -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Cầu Nối Demo CA")
    builder = _builder(name, name, key)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(_usage(authority=True), critical=True).sign(key, hashes.SHA256()), key


def _issued(
    authority: Pair, subject: x509.Name, key: Key, usage: x509.KeyUsage, purpose: x509.ObjectIdentifier | None
) -> Made:
    issuer = x509.load_der_x509_certificate(authority.certificate)
    issuer_key = serialization.load_der_private_key(authority.key, password=None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    builder = _builder(subject, issuer.subject, key)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    builder = builder.add_extension(usage, critical=True)
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256()), key


def _signer(authority: Pair, agency_name: str) -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    return _issued(authority, _name(agency_name), key, _usage(digital_signature=True, commitment=True), None)


def _timestamper(authority: Pair) -> Made:
    """RSA, because pyHanko's in-process time stamper knows no other."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = _name("Cầu Nối Demo TSA")
    return _issued(authority, name, key, _usage(digital_signature=True), ExtendedKeyUsageOID.TIME_STAMPING)
