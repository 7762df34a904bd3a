"""Telegram's HTML parse mode: the subset of tags in use, and the errors it gives for bad markup."""

import html
import re
from dataclasses import dataclass
from typing import Any

from sandbox.entities import order, units
from sandbox.errors import Refusal, bad_request

Json = dict[str, Any]
SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*)\s*>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
REFERENCE = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


@dataclass
class Opened:
    """A tag that waits for its end."""

    tag: str
    entity: Json | None
    start: int


def refused(words: str) -> Refusal:
    """A markup error in Telegram's words."""
    return bad_request(f"can't parse entities: {words}")


class Reader:
    """Reads markup from left to right into text and entities."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[Opened] = []

    def read(self) -> tuple[str, list[Json]]:
        """Text and entities, or a refusal saying where the markup breaks."""
        at = 0
        while at < len(self.source):
            at = self._tag(at) if self.source[at] == "<" else self._plain(at)
        if self.open:
            raise refused(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.text, sorted(self.entities, key=order)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _plain(self, at: int) -> int:
        end = self.source.find("<", at)
        end = len(self.source) if end < 0 else end
        piece = self.source[at:end]
        self.text += REFERENCE.sub(lambda match: html.unescape(match.group()), piece)
        return end

    def _tag(self, at: int) -> int:
        match = TAG.match(self.source, at)
        if not match:
            raise refused(self._broken(at))
        slash, tag, attributes = match.groups()
        if slash:
            self._end(tag.lower(), at)
        else:
            self._start(tag.lower(), attributes, at)
        return match.end()

    def _broken(self, at: int) -> str:
        name = re.match(r"</?([a-zA-Z0-9-]*)", self.source[at:])
        if ">" not in self.source[at:]:
            return f"Unclosed start tag at byte offset {self._bytes(at)}"
        return f'Unsupported start tag "{name.group(1) if name else ""}" at byte offset {self._bytes(at)}'

    def _start(self, tag: str, attributes: str, at: int) -> None:
        pairs = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(attributes)}
        known, entity = self._entity(tag, pairs)
        if not known:
            raise refused(f'Unsupported start tag "{tag}" at byte offset {self._bytes(at)}')
        self.open.append(Opened(tag, entity, units(self.text)))

    def _entity(self, tag: str, pairs: dict[str, str]) -> tuple[bool, Json | None]:
        if tag == "code" and self.open and self.open[-1].tag == "pre":
            self._language(pairs)
            return True, None
        if tag in SIMPLE:
            return True, {"type": SIMPLE[tag]}
        if tag == "a":
            return True, {"type": "text_link", "url": pairs["href"]} if pairs.get("href") else None
        if tag == "blockquote":
            return True, {"type": "expandable_blockquote" if "expandable" in pairs else "blockquote"}
        if tag == "span":
            return pairs.get("class") == "tg-spoiler", {"type": "spoiler"}
        return False, None

    def _language(self, pairs: dict[str, str]) -> None:
        """A code inside a pre names the language of the pre."""
        outer = self.open[-1].entity
        if outer is not None and pairs.get("class", "").startswith("language-"):
            outer["language"] = pairs["class"].removeprefix("language-")

    def _end(self, tag: str, at: int) -> None:
        if not self.open:
            raise refused(f"Unexpected end tag at byte offset {self._bytes(at)}")
        opened = self.open.pop()
        if opened.tag != tag:
            where = f"at byte offset {self._bytes(at)}"
            raise refused(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"')
        length = units(self.text) - opened.start
        if opened.entity and length:
            entity = self._linked(opened, length) if opened.tag == "a" else opened.entity
            self.entities.append(entity | {"offset": opened.start, "length": length})

    def _linked(self, opened: Opened, length: int) -> Json:
        """A tg://user link is a mention of somebody without a username."""
        entity = opened.entity or {}
        user = re.fullmatch(r"tg://user\?id=(\d+)", entity.get("url", ""))
        known = {"id": int(user.group(1)), "is_bot": False, "first_name": ""} if user else None
        return {"type": "text_mention", "user": known} if known else entity


def parse(source: str) -> tuple[str, list[Json]]:
    """Read HTML markup into plain text and its entities."""
    return Reader(source).read()
