"""A time-stamping authority inside the program, for development: it vouches for whatever time it is told."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from asn1crypto import cms, core, tsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper

from caunoi.documents.signing.naming import first

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class DemoTimeStamper(DummyTimeStamper):
    """pyHanko's in-process authority, with the key opened once instead of once a stamp (a tenth of a second each)."""

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """As it would come over the network: encoded, so that nobody encodes its parts again."""
        return tsp.TimeStampResp.load(super().request_tsa_response(req).dump())

    def _sign_tst_info(self, tst_info_data: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        algorithm = _HASHES[md_algorithm]
        digest = hashes.Hash(algorithm)
        digest.update(tst_info_data)
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                simple_cms_attribute("signing_certificate", first(self.tsa_cert)),
                simple_cms_attribute("message_digest", digest.finalize()),
            ]
        )
        return _opened(self.tsa_key.dump()).sign(attributes.dump(), padding.PKCS1v15(), algorithm), attributes


@lru_cache(maxsize=4)
def _opened(key: bytes) -> rsa.RSAPrivateKey:
    """Unchecked arithmetic: the key is one that this program made and keeps to itself."""
    private = serialization.load_der_private_key(key, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("the demonstration's time stamps are made with RSA")
    return private
