"""The keys file (密钥文件): made at first start with mode 0600, kept apart from the data and from its backups."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from storage.sealing import Keys

LENGTH = 32
"""Bytes of an AES-256 key."""


class KeysUnreadable(Exception):
    """The keys file is there and cannot be used; it is never overwritten."""


def open_keys(path: Path) -> Keys:
    """The keys in the file, made if there is none. Raises KeysUnreadable."""
    if not path.exists():
        _write(path, Keys("k1", {"k1": secrets.token_bytes(LENGTH)}))
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        keys = {name: base64.b64decode(value) for name, value in found["keys"].items()}
        whole = found["active"] in keys and all(len(key) == LENGTH for key in keys.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysUnreadable(str(path)) from error
    if not whole:
        raise KeysUnreadable(str(path))
    return Keys(found["active"], keys)


def rotate(path: Path) -> Keys:
    """A new active key; the old ones stay, to open what they sealed."""
    old = open_keys(path)
    name = f"k{len(old.keys) + 1}"
    keys = Keys(name, {**old.keys, name: secrets.token_bytes(LENGTH)})
    _write(path, keys)
    return keys


def _write(path: Path, keys: Keys) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"active": keys.active, "keys": {n: base64.b64encode(k).decode() for n, k in keys.keys.items()}}
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
