"""No slack around a signature.

A signature leaves a gap in the file for itself, and its own envelope has parts that no signature covers and that
validation does not read: padding, redundant names of algorithms and issuers. A change there changes nothing that was
signed, but whoever compares two files sees a difference, so it counts as altering: every byte of the file matters.
"""

from __future__ import annotations

from typing import Any

from asn1crypto import cms, parser
from pyhanko.sign.validation import EmbeddedPdfSignature

_STAMP = "signature_time_stamp_token"


def tight(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the gap holds the signature and zeros only, and the envelope agrees with itself."""
    stamp = time_stamp_of(signature.signer_info)
    return (
        _gap_is_full(signature, pdf)
        and _agrees(signature.signed_data)
        and (stamp is None or _agrees(stamp))
        and _attributes_are_known(signature.signer_info)
    )


def time_stamp_of(signer_info: cms.SignerInfo) -> cms.SignedData | None:
    """The time-stamping authority's envelope, when the signature carries one."""
    for attribute in signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == _STAMP:
            return attribute["values"][0]["content"]
    return None


def _gap_is_full(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    first, length, second, _rest = (int(value) for value in signature.byte_range)
    gap = pdf[first + length : second]
    digits, content = gap[1:-1], bytes(signature.pkcs7_content)
    envelope = content[: parser.peek(content)]
    one_case = digits in (digits.lower(), digits.upper())
    return (
        gap[:1] == b"<"
        and gap[-1:] == b">"
        and one_case
        and digits.lower() == envelope.hex().encode().ljust(len(digits), b"0")
        and _reads_to_the_end(envelope)
    )


def _reads_to_the_end(envelope: bytes) -> bool:
    """Written anew it is as long as it was; in another order perhaps, for not all signers sort their sets."""
    info = cms.ContentInfo.load(envelope)["content"]["signer_infos"][0]
    return len(info.copy().dump(force=True)) == len(info.dump())


def _agrees(envelope: cms.SignedData) -> bool:
    """One signer; versions as RFC 5652 (5.1, 5.3) says; the digest and the issuer named the same way twice."""
    infos = list(envelope["signer_infos"])
    if len(infos) != 1:
        return False
    info = infos[0]
    by_issuer = info["sid"].name == "issuer_and_serial_number"
    plain = envelope["encap_content_info"]["content_type"].native == "data"
    versions = ("v1",) if plain and by_issuer else ("v3", "v4", "v5")
    return (
        envelope["version"].native in versions
        and info["version"].native == ("v1" if by_issuer else "v3")
        and info["digest_algorithm"].dump() in [algorithm.dump() for algorithm in envelope["digest_algorithms"]]
        and (not by_issuer or _issuer_is_named_exactly(envelope, info["sid"].chosen))
    )


def _issuer_is_named_exactly(envelope: cms.SignedData, sid: Any) -> bool:
    named = (sid["issuer"].dump(), sid["serial_number"].native)
    certificates = [choice.chosen for choice in envelope["certificates"] if choice.name == "certificate"]
    return named in [(certificate.issuer.dump(), certificate.serial_number) for certificate in certificates]


def _attributes_are_known(info: cms.SignerInfo) -> bool:
    """An unsigned attribute whose kind is only a number is not one that a signer puts there."""
    return all(not attribute["type"].native[0].isdigit() for attribute in info["unsigned_attrs"] or ())
