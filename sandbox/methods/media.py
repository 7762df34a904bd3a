"""Photos, documents, voice, video, albums: uploaded, attached or sent again by file_id."""

from typing import Any

from sandbox import formatting
from sandbox.attachments import MIMES, check_photo, content_of, keep
from sandbox.call import Call, Upload
from sandbox.errors import Refusal, bad_request
from sandbox.files import StoredFile
from sandbox.methods.messages import send
from sandbox.methods.registry import method
from sandbox.views import message_view

Json = dict[str, Any]
FACTS = ("duration", "width", "height", "length", "performer", "title")
KINDS = {"VideoNote": "video_note"}
TWENTY_MB, FIFTY_MB = 20 * 1024 * 1024, 50 * 1024 * 1024


def store_upload(call: Call, kind: str, upload: Upload, facts: Json) -> StoredFile:
    """Keep an uploaded file; an empty one or one too large is refused."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > FIFTY_MB:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo":
        facts = check_photo(upload.data)
    mime = upload.mime if upload.mime != "application/octet-stream" else MIMES.get(kind, upload.mime)
    return keep(call.world, kind, upload.name, mime, upload.data, facts)


def resolve(call: Call, kind: str, value: str | None, own: Upload | None, facts: Json) -> StoredFile:
    """The file meant: uploaded under the parameter's name, attached, or known by its file_id."""
    upload = call.uploads.get(value.removeprefix("attach://")) if value and value.startswith("attach://") else own
    if upload:
        return store_upload(call, kind, upload, facts)
    if value and value.startswith(("http://", "https://")):
        raise Refusal(501, "sandbox: sending files by URL is not played")
    known = call.world.state.files.get(value or "")
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind and kind == "photo":
        raise bad_request(f"can't use file of type {known.kind.title()} as Photo")
    return known


@method("sendPhoto", "sendDocument", "sendVoice", "sendVideo", "sendAudio", "sendAnimation", "sendVideoNote")
def send_file(call: Call) -> Json:
    """One file with a caption."""
    call.open_chat()
    name = call.method.removeprefix("send")
    kind = KINDS.get(name, name.lower())
    facts = {name: call.params[name] for name in FACTS if name in call.params}
    caption = formatting.caption_of(call.params)
    stored = resolve(call, kind, call.get(kind), call.uploads.get(kind), facts)
    return message_view(call.world, send(call, content_of(stored) | caption))


@method("sendSticker")
def send_sticker(call: Call) -> Json:
    """A sticker already known."""
    known = call.world.state.files.get(call.get("sticker", ""))
    if known is None or known.kind != "sticker":
        raise bad_request("wrong file identifier/HTTP URL specified")
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return message_view(call.world, send(call, {"sticker": known.base() | look}))


def input_medium(call: Call, item: Json) -> Json:
    """The content of one InputMedia."""
    facts = {name: item[name] for name in FACTS if name in item}
    stored = resolve(call, item["type"], item["media"], None, facts)
    return content_of(stored) | formatting.caption_of(item)


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """An album: 2 to 10 photos and videos, or documents, or music, one message each."""
    call.open_chat()
    items = call.params["media"]
    if not 2 <= len(items) <= 10:
        raise bad_request("too many messages to send as an album" if len(items) > 10 else "wrong number of items")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise bad_request("documents and audio files can't be mixed with other media in an album")
    contents = [input_medium(call, item) for item in items]
    call.world.state.counters.album += 1
    album = {"media_group_id": str(call.world.state.counters.album)}
    return [message_view(call.world, send(call, content | album)) for content in contents]


@method("getFile")
def get_file(call: Call) -> Json:
    """Where to download a file of at most 20 MB."""
    stored = call.world.state.files.get(call.params["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > TWENTY_MB:
        raise bad_request("file is too big")
    return stored.base() | {"file_path": stored.path}
