"""What a message says (所述): its words, files, place on the map, whoever sent it."""

from __future__ import annotations

import re
from typing import Any, TypedDict

from telegram import Animation, Audio, Document, Message, PhotoSize, Video, VideoNote, Voice

from domain.issues import File, Said
from services.drafts import Draft
from services.issues import Author

COMMAND = re.compile(r"\A/(?:bao|report)(?:@\w+)?(?:\s+|\Z)", re.IGNORECASE)
"""A picture's caption may begin with the command; the words after it are what is reported."""

MILLIONTHS = 1_000_000

Medium = PhotoSize | Voice | Video | VideoNote | Audio | Animation | Document


def said_by(message: Message) -> Said:
    """The content of a message, as far as a report can carry it."""
    words = COMMAND.sub("", message.text or message.caption or "")
    files = tuple(_file(kind, medium) for kind, medium in _media(message))
    return Said(words, files, _spot(message), message.media_group_id)


class Written(TypedDict):
    """Words and files for a report that stands (写下的话), as its acts take them."""

    issue_id: int
    draft_id: int
    text: str
    files: tuple[File, ...]
    album: str | None


def written_for(draft: Draft, message: Message) -> Written:
    """What came in answer to the question that `draft` remembers."""
    said = said_by(message)
    return {
        "issue_id": draft.body["issue_id"],
        "draft_id": draft.id,
        "text": said.text,
        "files": said.files,
        "album": said.album,
    }


def _media(message: Message) -> list[tuple[str, Medium]]:
    found: list[tuple[str, Medium | None]] = [
        ("photo", message.photo[-1] if message.photo else None),
        ("voice", message.voice),
        ("video", message.video),
        ("video_note", message.video_note),
        ("audio", message.audio),
        ("animation", message.animation),
        ("document", None if message.animation else message.document),  # an animation comes as a document too
    ]
    return [(kind, medium) for kind, medium in found if medium is not None]


def _file(kind: str, medium: Medium) -> File:
    details: Any = medium
    name, mime = getattr(details, "file_name", None), getattr(details, "mime_type", None)
    return File(kind, medium.file_id, name or "", mime or "", medium.file_size)


def _spot(message: Message) -> tuple[int, int] | None:
    if message.location is None:
        return None
    return round(message.location.latitude * MILLIONTHS), round(message.location.longitude * MILLIONTHS)


def answered_message(message: Message) -> Message | None:
    """The message this one replies to; in a topic everything replies to the topic's own opening, which is none."""
    reply = message.reply_to_message
    return None if reply is None or reply.forum_topic_created is not None else reply


def author_of(message: Message) -> Author | None:
    """The person who wrote it; None for bots, channels and anonymous admins."""
    user = message.from_user
    if user is None or user.is_bot or message.sender_chat is not None:
        return None
    return Author(user.id, user.full_name)
