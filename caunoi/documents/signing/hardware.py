"""Keys that never leave their hardware: PKCS #11, by settings. One session a process, opened at the first signature."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from django.conf import settings
from pkcs11 import Attribute, ObjectClass, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from caunoi.documents.errors import SigningUnavailable
from caunoi.documents.signing.naming import naming

_one_at_a_time = threading.RLock()


class HardwareSigner(PKCS11Signer):
    """pyHanko's signer; the token is asked by one thread at a time."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        with _one_at_a_time:
            return await super().async_sign_raw(data, digest_algorithm, dry_run)


def hardware_signer(agency_code: str) -> HardwareSigner:
    """The signer whose key and certificate bear the configured label. Raises SigningUnavailable."""
    label = settings.PKCS11_KEY.replace("{agency}", agency_code)
    try:
        with _one_at_a_time:
            return _signer(os.getpid(), settings.PKCS11_MODULE, settings.PKCS11_TOKEN, label)
    except (PKCS11Error, OSError, IndexError, LookupError, ValueError) as error:
        raise SigningUnavailable from error


def forget() -> None:
    """Close nothing, remember nothing: the next signature opens the token anew (another token, another PIN)."""
    _signer.cache_clear()
    _session.cache_clear()


@lru_cache(maxsize=256)
def _signer(process: int, module: str, token: str, label: str) -> HardwareSigner:
    session = _session(process, module, token)
    found = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: label}))
    if not found:
        raise LookupError(label)
    certificate = asn1_x509.Certificate.load(found[0][Attribute.VALUE])
    # The digest is made here: not every token knows the mechanisms that hash and sign at once.
    signer = HardwareSigner(
        session, signing_cert=certificate, key_label=label, embed_roots=False, use_raw_mechanism=True
    )
    naming(signer)
    return signer


@lru_cache(maxsize=4)
def _session(process: int, module: str, token: str) -> Any:
    """A session does not survive a fork, so each process has its own."""
    pin = Path(settings.PKCS11_PIN_FILE).read_text().splitlines()[0]
    return open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)
