"""Message entities in UTF-16 units: what Telegram finds in plain text, and lengths as it counts them."""

import re
from typing import Any

Json = dict[str, Any]
PATTERNS = (
    ("url", re.compile(r"https?://[^\s<>\"'，。；！？（）【】]+|(?<![\w@.])t\.me/[\w?=&/-]+")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@`])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w+")),
)


def units(text: str) -> int:
    """The length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def found(text: str) -> list[Json]:
    """The entities Telegram finds by itself in plain text, without overlaps, the first kind winning."""
    taken: list[range] = []
    entities: list[Json] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < span.stop and span.start < match.end() for span in taken):
                taken.append(range(match.start(), match.end()))
                entities.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())})
    return sorted(entities, key=order)


def order(entity: Json) -> tuple[int, int]:
    """Telegram's order: by offset, the longer first."""
    return entity["offset"], -entity["length"]


def overlaps(one: Json, other: Json) -> bool:
    """Whether two entities share a unit."""
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def with_found(text: str, given: list[Json]) -> list[Json]:
    """Given entities plus those found in the text outside code and links."""
    own = [one for one in given if one["type"] in {"code", "pre", "text_link"}]
    same = {(one["type"], one["offset"]) for one in given}
    extra = [
        one
        for one in found(text)
        if (one["type"], one["offset"]) not in same and not any(overlaps(one, other) for other in own)
    ]
    return sorted([*given, *extra], key=order)


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts white space at both ends; entities move along."""
    stripped = text.strip()
    lead, total = units(text[: len(text) - len(text.lstrip())]), units(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        stop = min(total, entity["offset"] + entity["length"] - lead)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return stripped, kept
