"""Signing records (PAdES) and telling whether a signed record still holds."""

from caunoi.documents.signing.signs import SealBox, sign
from caunoi.documents.signing.verification import Verification, verify

__all__ = ["SealBox", "Verification", "sign", "verify"]
