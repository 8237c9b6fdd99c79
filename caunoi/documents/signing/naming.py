"""The attribute by which a signature names its certificate (RFC 5035), encoded once for each certificate.

The library builds it anew for every signature out of nested parts, and encodes all of them again whenever one is put
into another: more than a thousand times a signature. What is read back from its own encoding is not encoded again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from asn1crypto import tsp, x509
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.general import as_signing_certificate, as_signing_certificate_v2
from pyhanko.sign.signers.pdf_cms import Signer


class _Named(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: x509.Certificate) -> None:
        self._certificate = certificate

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return tsp.SigningCertificateV2.load(_second(self._certificate.dump()))


class Naming(SignedAttributeProviderSpec):
    """What PAdES asks for besides digest and type, which the library adds: the certificate's name, nothing else."""

    def __init__(self, certificate: x509.Certificate) -> None:
        self._certificate = certificate

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:
        return [_Named(self._certificate)]


def naming(signer: Signer) -> None:
    """Let the signer name its certificate by the encoded attribute."""
    if signer.signing_cert is not None:
        signer.signed_attr_prov_spec = Naming(signer.signing_cert)


def first(certificate: x509.Certificate) -> tsp.SigningCertificate:
    """The older attribute of the same meaning (RFC 2634), which time stamps carry."""
    return tsp.SigningCertificate.load(_first(certificate.dump()))


@lru_cache(maxsize=1024)
def _second(certificate: bytes) -> bytes:
    return bytes(as_signing_certificate_v2(x509.Certificate.load(certificate)).dump())


@lru_cache(maxsize=8)
def _first(certificate: bytes) -> bytes:
    return bytes(as_signing_certificate(x509.Certificate.load(certificate)).dump())
