"""Sealing (加密): AES-256-GCM under a named key, so that a leaked database shows nothing without the keys file."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes of random nonce before each sealed text."""


@dataclass(frozen=True)
class Keys:
    """The keys (密钥): all can open, the active one seals. Each is 32 bytes."""

    active: str
    keys: Mapping[str, bytes]

    def seal(self, content: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + AESGCM(self.keys[self.active]).encrypt(nonce, content, None)

    def open(self, key_id: str, sealed: bytes) -> bytes:
        """Raises KeyError for an unknown key, cryptography's InvalidTag when the bytes were touched."""
        return AESGCM(self.keys[key_id]).decrypt(sealed[:NONCE], sealed[NONCE:], None)
