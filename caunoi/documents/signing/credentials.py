"""Which certificate signs, and whose signatures are believed: from settings, or the demonstration's in development."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caunoi.documents.errors import SigningUnavailable
from caunoi.documents.signing.hardware import hardware_signer
from caunoi.documents.signing.keys import KeyRing, Pair
from caunoi.documents.signing.naming import naming
from caunoi.documents.signing.timestamps import DemoTimeStamper

_CODE = re.compile(r"[A-Za-z0-9._-]{1,60}")
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credentials:
    """Ready to sign with. `demo` says that the certificate is the demonstration's and proves nothing to the outside."""

    signer: Signer
    timestamper: TimeStamper | None
    demo: bool


class _QuickSigner(SimpleSigner):
    """A signer that opens an elliptic key once instead of at each signature."""

    opened: ec.EllipticCurvePrivateKey | None = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if self.opened is None:
            key = serialization.load_der_private_key(self.signing_key.dump(), password=None)
            if not isinstance(key, ec.EllipticCurvePrivateKey):
                return super().sign_raw(data, digest_algorithm)
            self.opened = key
        return self.opened.sign(data, ec.ECDSA(_HASHES[digest_algorithm]))


def credentials_for(agency_name: str, *, now: datetime, agency_code: str = "") -> Credentials:
    """Hardware, else the agency's or the installation's certificate file, else in development a demonstration one.

    Raises SigningUnavailable in production without a certificate, or when the configured one cannot be used.
    """
    if settings.PKCS11_MODULE:
        return Credentials(hardware_signer(agency_code), _outside_timestamper(), demo=False)
    if path := _certificate_file(agency_code):
        return Credentials(_from_file(path), _outside_timestamper(), demo=False)
    if not settings.DEVELOPMENT:
        raise SigningUnavailable
    ring = KeyRing(Path(settings.SIGNING_KEYS))
    timestamps = ring.timestamper()
    demo_time = DemoTimeStamper(_certificate(timestamps), _key(timestamps), fixed_dt=now.replace(microsecond=0))
    return Credentials(_demo_signer(ring.signer(agency_name)), _outside_timestamper() or demo_time, demo=True)


def trusted_roots() -> list[asn1_x509.Certificate]:
    """Whose signatures are believed: the configured roots, and in development the demonstration's authority."""
    roots = _roots_from(Path(settings.SIGNING_TRUST)) if settings.SIGNING_TRUST else []
    if settings.DEVELOPMENT:
        roots.append(_certificate(KeyRing(Path(settings.SIGNING_KEYS)).authority()))
    return roots


def _certificate_file(agency_code: str) -> Path | None:
    """The agency's own file in the folder of certificates, else the installation's."""
    if settings.SIGNING_CERTIFICATES and _CODE.fullmatch(agency_code):
        own = Path(settings.SIGNING_CERTIFICATES) / f"{agency_code}.p12"
        if own.exists():
            return own
    return Path(settings.SIGNING_CERTIFICATE) if settings.SIGNING_CERTIFICATE else None


def _outside_timestamper() -> TimeStamper | None:
    return HTTPTimeStamper(settings.SIGNING_TIMESTAMP_URL, timeout=5) if settings.SIGNING_TIMESTAMP_URL else None


def _from_file(path: Path) -> SimpleSigner:
    """A PKCS #12 file; its passphrase is the first line of a file, so that it stands in no process list."""
    passphrase_file = settings.SIGNING_PASSPHRASE_FILE
    try:
        passphrase = Path(passphrase_file).read_bytes().splitlines()[0] if passphrase_file else None
        return _opened_file(path, path.stat().st_mtime_ns, passphrase)
    except (OSError, IndexError, ValueError) as error:
        raise SigningUnavailable from error


@lru_cache(maxsize=512)
def _opened_file(path: Path, changed: int, passphrase: bytes | None) -> SimpleSigner:
    """Opened once: deriving the file's key from its passphrase takes longer than signing. Raises ValueError."""
    signer = _QuickSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=passphrase)
    if not isinstance(signer, SimpleSigner):
        raise ValueError("not a PKCS #12 file, or not this passphrase")
    naming(signer)
    return signer


def _roots_from(path: Path) -> list[asn1_x509.Certificate]:
    certificates = x509.load_pem_x509_certificates(path.read_bytes())
    return [asn1_x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in certificates]


@lru_cache(maxsize=512)
def _demo_signer(pair: Pair) -> SimpleSigner:
    """Only the signer's own certificate is embedded: the root is what the verifier must already have."""
    signer = _QuickSigner(_certificate(pair), _key(pair), SimpleCertificateStore(), embed_roots=False)
    naming(signer)
    return signer


@lru_cache(maxsize=512)
def _certificate(pair: Pair) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pair.certificate)


@lru_cache(maxsize=512)
def _key(pair: Pair) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(pair.key)
