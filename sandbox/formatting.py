"""The words of a call: parse mode, entities and Telegram's limits on length."""

from typing import Any

from sandbox import markup
from sandbox.call import Call
from sandbox.entities import trimmed, units, with_found
from sandbox.errors import Refusal, bad_request

Json = dict[str, Any]
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100


def parsed(source: str, mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """Text and entities as Telegram would keep them."""
    if mode and mode.lower() == "html":
        text, given = markup.parse(source)
    elif mode and mode.lower() in {"markdown", "markdownv2"}:
        raise Refusal(501, f"sandbox: parse_mode {mode} is not played")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, given = source, entities or []
    text, given = trimmed(text, given)
    return text, with_found(text, given)


def body(text: str, entities: list[Json], field: str) -> Json:
    """The message fields for text or caption."""
    names = {"text": "entities", "caption": "caption_entities"}
    return {field: text, **({names[field]: entities[:MAX_ENTITIES]} if entities else {})}


def text_of(call: Call) -> Json:
    """The text of a message; empty and overlong ones are refused."""
    text, entities = parsed(call.get("text", ""), call.get("parse_mode"), call.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return body(text, entities, "text")


def caption_of(source: Json) -> Json:
    """The caption of a medium, from a call's parameters or from one item of an album."""
    mode, given = source.get("parse_mode"), source.get("caption_entities")
    text, entities = parsed(source.get("caption") or "", mode, given)
    if units(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return body(text, entities, "caption") if text else {}
