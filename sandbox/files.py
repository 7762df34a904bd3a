"""Files, byte for byte: what was uploaded is what is downloaded, and pictures know their size."""

import hashlib
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
EXTENSIONS = {
    "photo": "jpg",
    "voice": "oga",
    "video": "mp4",
    "video_note": "mp4",
    "audio": "mp3",
    "sticker": "webp",
    "animation": "mp4",
}


@dataclass
class StoredFile:
    """What is known about a file; its bytes lie beside."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    facts: Json = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file_path of getFile."""
        suffix = Path(self.name).suffix.lstrip(".") or EXTENSIONS.get(self.kind, "bin")
        return f"{self.kind}s/{self.id}.{suffix}"

    def base(self) -> Json:
        """The three fields every file object has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


def png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from a PNG's first chunk."""
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from a JPEG's frame header."""
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG."""
    return png_size(data) or jpeg_size(data)


def fingerprint(data: bytes) -> str:
    """The file_unique_id: the same bytes, the same mark."""
    return "AQAD" + hashlib.sha256(data).hexdigest()[:16]


class FileRoom:
    """Bytes by file id, in memory, and on disk when the town is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.bytes: dict[str, bytes] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def put(self, file_id: str, data: bytes) -> None:
        """Keep the bytes; a file never changes, so it is written once."""
        self.bytes[file_id] = data
        if self.folder:
            partial = self.folder / f".{file_id}"
            partial.write_bytes(data)
            partial.replace(self.folder / file_id)

    def get(self, file_id: str) -> bytes | None:
        """The bytes, from memory or disk."""
        if file_id not in self.bytes and self.folder and (self.folder / file_id).is_file():
            self.bytes[file_id] = (self.folder / file_id).read_bytes()
        return self.bytes.get(file_id)

    def clear(self) -> None:
        """Forget everything."""
        self.bytes.clear()
        for path in self.folder.iterdir() if self.folder else ():
            path.unlink()
