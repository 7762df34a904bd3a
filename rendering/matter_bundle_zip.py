"""The archive as a file (归档文件): a ZIP whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import hashlib
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in it: the earliest that a ZIP knows."""

UNIX, READABLE = 3, 0o644


class BundleWriter:
    """Writes one file after the other, nothing compressed: the same files are the same bytes on every machine."""

    def __init__(self, into: IO[bytes]) -> None:
        self._archive = ZipFile(into, "w", ZIP_STORED)
        self.hashes: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """One more file, and its hash."""
        info = ZipInfo(name, LONG_AGO)
        info.create_system, info.external_attr = UNIX, READABLE << 16
        self._archive.writestr(info, content)
        self.hashes[name] = hashlib.sha256(content).hexdigest()

    def close(self) -> None:
        """No more files."""
        self._archive.close()
