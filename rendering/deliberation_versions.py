"""Versions of a matter's text in words (第几稿): each with what is different from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter, Version
from rendering import dates
from rendering.deliberation_full_buttons import ReadVersion
from rendering.deliberation_lines import to_matter
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

WHOLE = re.compile(r"\d(?:[\d,.]*\d)?|[A-Za-z]+|.", re.DOTALL)
"""What stands or falls as one where two texts are compared: a number, a word in letters, else a sign."""


def version(texts: Texts, matter: Matter, found: Sequence[Version], number: int, zone: ZoneInfo) -> Screen:
    """A version, and what is different from the one before."""
    at = next((place for place, one in enumerate(found) if one.number == number), len(found) - 1)
    one, before = found[at], found[at - 1] if at else None
    words = lines(
        texts.say("deliberation.version.head", number=one.number, of=len(found), day=dates.day(texts, one.at, zone)),
        texts.say("deliberation.version.why", words=one.why) if one.why else None,
        texts.say("deliberation.version.text", words=one.text if before is None else difference(texts, before, one)),
    )
    turning = [("version_before", found[at - 1].number)] if at else []
    turning += [("version_after", found[at + 1].number)] if at + 1 < len(found) else []
    turns = [Key(texts.plain(f"deliberation.key.{name}"), ReadVersion(matter.id, to)) for name, to in turning]
    return Screen(words, (*rows(*turns), (to_matter(texts, matter.id),)))


def difference(texts: Texts, before: Version, after: Version) -> Markup:
    """The later words, with what was taken out and what was put in marked; a number is changed whole."""
    old, new = WHOLE.findall(before.text), WHOLE.findall(after.text)
    parts = [
        _part(texts, tag, "".join(old[i:j]), "".join(new[k:m]))
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    return Markup("").join(parts)


NEAR = 10
"""Signs around a change that say where it stands."""


def changes(texts: Texts, before: Version, after: Version) -> Markup:
    """The changes alone, in one line, with a few signs around each."""
    old, new = WHOLE.findall(" ".join(before.text.split())), WHOLE.findall(" ".join(after.text.split()))
    parts = [
        _near("".join(old[i:j]), first=not i, last=j == len(old))
        if tag == "equal"
        else _part(texts, tag, "".join(old[i:j]), "".join(new[k:m]))
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    return Markup("").join(parts)


def _near(words: str, *, first: bool, last: bool) -> Markup:
    """What did not change, as far as it stands beside something that did."""
    begins, ends = ("" if first else words[:NEAR]), ("" if last else words[-NEAR:])
    return Markup.escape(words if len(words) <= len(begins) + len(ends) else f"{begins}…{ends}")


def _part(texts: Texts, tag: str, old: str, new: str) -> Markup:
    if tag == "equal":
        return Markup.escape(new)
    gone = texts.say("deliberation.version.gone", words=old) if old else Markup("")
    return gone + (texts.say("deliberation.version.come", words=new) if new else Markup(""))
