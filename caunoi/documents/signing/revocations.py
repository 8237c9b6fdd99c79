"""Certificates that their authority has taken back: revocation lists, each believed by its signature only."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from django.conf import settings

from caunoi.documents.signing.keys import KeyRing

_PEM = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.S)


def revoked_since(certificate: asn1_x509.Certificate, roots: list[asn1_x509.Certificate]) -> datetime | None:
    """Since when (aware) `certificate` is revoked, by a list that one of `roots` signed as its issuer; else None."""
    issuers = [x509.load_der_x509_certificate(root.dump()) for root in roots if root.subject == certificate.issuer]
    for path in _files():
        for revocations in _lists(path, path.stat().st_mtime_ns):
            entry = revocations.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None and any(_signed_by(revocations, issuer) for issuer in issuers):
                return entry.revocation_date_utc
    return None


def _files() -> list[Path]:
    named = [Path(settings.SIGNING_REVOCATIONS)] if settings.SIGNING_REVOCATIONS else []
    if settings.DEVELOPMENT:
        named.append(KeyRing(Path(settings.SIGNING_KEYS)).revocation_list)
    return [path for path in named if path.exists()]


@lru_cache(maxsize=8)
def _lists(path: Path, changed: int) -> list[x509.CertificateRevocationList]:
    """Read again when the file has changed. Raises ValueError for a file that is no list."""
    content = path.read_bytes()
    if found := _PEM.findall(content):
        return [x509.load_pem_x509_crl(pem) for pem in found]
    return [x509.load_der_x509_crl(content)]


def _signed_by(revocations: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    return revocations.issuer == issuer.subject and bool(revocations.is_signature_valid(key))  # type: ignore[arg-type]
