"""The Ed25519 key that signs checkpoints: from `CAUNOI_JOURNAL_KEY` (a PEM file), or made once beside the data."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings


@cache
def signing_key() -> Ed25519PrivateKey:
    """The private key. Raises ValueError when the named file holds another kind of key."""
    path = key_path()
    if not path.exists():
        _create(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} does not hold an Ed25519 private key")
    return key


def key_path() -> Path:
    """The file that holds the key, or will when it is first needed."""
    return Path(os.environ.get("CAUNOI_JOURNAL_KEY") or settings.STATE / "keys" / "journal_ed25519.pem")


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)


def fingerprint() -> str:
    """SHA-256 of the public key, in hexadecimal digits; empty when no key has been made yet."""
    if not key_path().exists():
        return ""
    return hashlib.sha256(signing_key().public_key().public_bytes_raw()).hexdigest()
