"""Which certificate signs, and whose signatures are believed: from settings, or the demonstration's in development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caunoi.documents.errors import SigningUnavailable
from caunoi.documents.signing.keys import KeyRing, Pair
from caunoi.documents.signing.timestamps import DemoTimeStamper


@dataclass(frozen=True, slots=True)
class Credentials:
    """Ready to sign with. `demo` says that the certificate is the demonstration's and proves nothing to the outside."""

    signer: SimpleSigner
    timestamper: TimeStamper | None
    demo: bool


def credentials_for(agency_name: str, *, now: datetime) -> Credentials:
    """The configured certificate, else in development the agency's demonstration certificate.

    Raises SigningUnavailable in production without a certificate, or when the configured one cannot be opened.
    """
    if settings.SIGNING_CERTIFICATE:
        return Credentials(_from_file(Path(settings.SIGNING_CERTIFICATE)), _outside_timestamper(), demo=False)
    if not settings.DEVELOPMENT:
        raise SigningUnavailable
    ring = KeyRing(Path(settings.SIGNING_KEYS))
    timestamps = ring.timestamper()
    demo_time = DemoTimeStamper(_certificate(timestamps), _key(timestamps), fixed_dt=now.replace(microsecond=0))
    return Credentials(_simple_signer(ring.signer(agency_name)), _outside_timestamper() or demo_time, demo=True)


def trusted_roots() -> list[asn1_x509.Certificate]:
    """Whose signatures are believed: the configured roots, and in development the demonstration's authority."""
    roots = _roots_from(Path(settings.SIGNING_TRUST)) if settings.SIGNING_TRUST else []
    if settings.DEVELOPMENT:
        roots.append(_certificate(KeyRing(Path(settings.SIGNING_KEYS)).authority()))
    return roots


def _outside_timestamper() -> TimeStamper | None:
    return HTTPTimeStamper(settings.SIGNING_TIMESTAMP_URL, timeout=5) if settings.SIGNING_TIMESTAMP_URL else None


def _from_file(path: Path) -> SimpleSigner:
    """A PKCS #12 file; its passphrase is the first line of a file, so that it stands in no process list."""
    passphrase_file = settings.SIGNING_PASSPHRASE_FILE
    try:
        passphrase = Path(passphrase_file).read_bytes().splitlines()[0] if passphrase_file else None
        signer = SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=passphrase)
    except (OSError, IndexError, ValueError) as error:
        raise SigningUnavailable from error
    if not isinstance(signer, SimpleSigner):
        raise SigningUnavailable
    return signer


def _roots_from(path: Path) -> list[asn1_x509.Certificate]:
    certificates = x509.load_pem_x509_certificates(path.read_bytes())
    return [asn1_x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in certificates]


def _simple_signer(pair: Pair) -> SimpleSigner:
    """Only the signer's own certificate is embedded: the root is what the verifier must already have."""
    return SimpleSigner(_certificate(pair), _key(pair), SimpleCertificateStore(), embed_roots=False)


def _certificate(pair: Pair) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pair.certificate)


def _key(pair: Pair) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(pair.key)
