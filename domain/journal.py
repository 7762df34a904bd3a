"""The journal (留痕): the canonical form, the commitments and the chain that anyone can check again."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
LARGEST = 2**53


@dataclass(frozen=True)
class Entry:
    """One entry of a stream (留痕条目); `prev` is the hash of the entry before it."""

    stream: str
    seq: int
    prev: str
    type: str
    body: Mapping[str, Any]


def canonical(value: Any) -> bytes:
    """Standard-library JSON: sorted ASCII keys, NFC strings, whole numbers within 2⁵³, no spaces.

    Raises ValueError for anything else (floats, large numbers, non-ASCII keys).
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int):
        return _within(value)
    if isinstance(value, Mapping):
        return {_ascii(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise ValueError(f"not canonical: {type(value).__name__}")


def _within(value: int) -> int:
    if abs(value) > LARGEST:
        raise ValueError("not canonical: a number beyond 2**53")
    return value


def _ascii(key: object) -> str:
    if isinstance(key, str) and key.isascii():
        return key
    raise ValueError("not canonical: a key that is not ASCII text")


def digest(entry: Entry) -> str:
    """SHA-256 of the entry's canonical form, in hex."""
    form = {"stream": entry.stream, "seq": entry.seq, "prev": entry.prev, "type": entry.type, "body": entry.body}
    return hashlib.sha256(canonical(form)).hexdigest()


def commit(value: str, salt: bytes) -> str:
    """A salted commitment (承诺值): the value can be shown later, and cannot be guessed without the salt."""
    return hashlib.sha256(salt + unicodedata.normalize("NFC", value).encode()).hexdigest()


def first_break(entries: Iterable[Entry], head: str) -> int | None:
    """The `seq` of the first entry that does not follow from the one before it, or None when the chain holds."""
    prev, last = GENESIS, 0
    for entry in entries:
        if entry.prev != prev or entry.seq != last + 1:
            return entry.seq
        prev, last = digest(entry), entry.seq
    return None if prev == head else last
