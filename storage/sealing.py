"""Sealing (加密): AES-256-GCM under a named key, so that a leaked database shows nothing without the keys file."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
"""Bytes of random nonce before each sealed text."""


@dataclass(frozen=True)
class Keys:
    """The keys (密钥): all can open, the active one seals. Each is 32 bytes."""

    active: str
    keys: Mapping[str, bytes]

    def seal(self, content: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + _cipher(self.keys[self.active]).encrypt(nonce, content, None)

    def open(self, key_id: str, sealed: bytes) -> bytes:
        """Raises KeyError for an unknown key, cryptography's InvalidTag when the bytes were touched."""
        return _cipher(self.keys[key_id]).decrypt(sealed[:NONCE], sealed[NONCE:], None)

    def seal_text(self, text: str) -> str:
        """Text for a column (密文): the key's name and the sealed bytes, `k1:…`."""
        return f"{self.active}:{base64.b64encode(self.seal(text.encode())).decode()}"

    def open_text(self, sealed: str) -> str:
        """What `seal_text` sealed. Raises as `open` does."""
        key_id, _, content = sealed.partition(":")
        return self.open(key_id, base64.b64decode(content)).decode()

    def digest(self, purpose: str, text: str) -> str:
        """A keyed hash (密钥散列) in hex, its own for each purpose: finds the same text again, tells nothing."""
        return self._digest(self.active, purpose, text)

    def digests(self, purpose: str, text: str) -> list[str]:
        """The keyed hash under every key there is, the active one first: what an older key hashed is still found."""
        return [self._digest(name, purpose, text) for name in self._names]

    def marker(self, purpose: str) -> Callable[[str], list[bytes]]:
        """The same for thousands of short texts, by a hash that is made ready once: several times as fast."""
        ready = [hashlib.blake2b(key=_derived(self.keys[name], purpose), digest_size=32) for name in self._names]

        def marks(text: str) -> list[bytes]:
            under = [one.copy() for one in ready]
            for one in under:
                one.update(text.encode())
            return [one.digest() for one in under]

        return marks

    @property
    def _names(self) -> list[str]:
        return [self.active, *(name for name in self.keys if name != self.active)]

    def _digest(self, name: str, purpose: str, text: str) -> str:
        return hmac.digest(_derived(self.keys[name], purpose), text.encode(), hashlib.sha256).hex()


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> bytes:
    """The key for one purpose; many words are looked up under one."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)
