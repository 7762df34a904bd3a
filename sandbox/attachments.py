"""Files entering the town and the Bot API objects that describe them, whoever sends them."""

from typing import Any

from sandbox.errors import bad_request
from sandbox.files import StoredFile, fingerprint, picture_size
from sandbox.world import World

Json = dict[str, Any]
UNKNOWN_PICTURE = (1280, 960)
MIMES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "video_note": "video/mp4",
}


def keep(world: World, kind: str, name: str, mime: str, data: bytes, facts: Json | None = None) -> StoredFile:
    """Store bytes under a new file_id."""
    world.state.counters.file += 1
    file_id = f"BQACAgUAAxkDAAI{world.state.counters.file:08d}{fingerprint(data)[4:12]}"
    stored = StoredFile(file_id, fingerprint(data), kind, name, mime, len(data), facts or {})
    world.state.files[file_id] = stored
    world.files.put(file_id, data)
    world.touch()
    return stored


def measured(data: bytes) -> Json:
    """A picture's width and height; what cannot be read gets a usual size."""
    width, height = picture_size(data) or UNKNOWN_PICTURE
    return {"width": width, "height": height}


def content_of(stored: StoredFile) -> Json:
    """The message field for a file, as a photo, a document, a voice message and so on."""
    base = stored.base()
    if stored.kind == "photo":
        return {"photo": [base | stored.facts]}
    named = {} if stored.kind == "video_note" else {"mime_type": stored.mime}
    named |= {"file_name": stored.name} if stored.kind not in ("voice", "video_note") else {}
    defaults: Json = {
        "voice": {"duration": 1},
        "audio": {"duration": 1},
        "video": {"width": 1280, "height": 720, "duration": 1},
        "video_note": {"length": 240, "duration": 1},
        "animation": {"width": 320, "height": 240, "duration": 1},
    }.get(stored.kind, {})
    content: Json = {stored.kind: base | named | defaults | stored.facts}
    if stored.kind == "animation":
        content["document"] = base | named
    return content


def sticker(world: World, emoji: str) -> Json:
    """A sticker has an emoji and nobody looks at its bytes."""
    stored = keep(world, "sticker", f"{emoji}.webp", "image/webp", emoji.encode())
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": stored.base() | look | {"emoji": emoji}}


def check_photo(data: bytes) -> Json:
    """What Telegram demands of a photo sent by a bot."""
    if len(data) > 10 * 1024 * 1024:
        raise bad_request("file is too big for a photo")
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": size[0], "height": size[1]}
