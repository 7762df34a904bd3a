"""Versions of a matter's text in words (第几稿): each with what is different from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter, Version
from domain.issues import shorten
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


MOST_CHANGED, MOST_PARTS = 40, 12
"""Signs of a change, and parts of the line, that are read at a glance; the whole is a press away."""


def changed_line(texts: Texts, before: Version, after: Version) -> Markup:
    """改的地方, in one line: the new title by name; the changes alone, or that the words are the same."""
    words, whole = changes(texts, before, after)
    said = texts.say("deliberation.revise.changes" if whole else "deliberation.revise.changes_cut", words=words)
    if before.text.split() == after.text.split():
        said = texts.say("deliberation.revise.breaks")
    retitled = before.title != after.title
    return texts.say("deliberation.revise.retitled", title=after.title, rest=said) if retitled else said


def changes(texts: Texts, before: Version, after: Version) -> tuple[Markup, bool]:
    """The changes alone, in one line, with a few signs around each; whether those are all of them."""
    old, new = WHOLE.findall(" ".join(before.text.split())), WHOLE.findall(" ".join(after.text.split()))
    parts, whole = [], True
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            parts.append(_near(gone, first=not i, last=j == len(old)))
        else:
            parts.append(_part(texts, tag, shorten(gone, MOST_CHANGED), shorten(come, MOST_CHANGED)))
            whole = whole and max(len(gone), len(come)) <= MOST_CHANGED
    return Markup("").join(parts[:MOST_PARTS]), whole and len(parts) <= MOST_PARTS


def _near(words: str, *, first: bool, last: bool) -> Markup:
    """What did not change, as far as it stands beside something that did."""
    begins, ends = ("" if first else words[:NEAR]), ("" if last else words[-NEAR:])
    return Markup.escape(words if len(words) <= len(begins) + len(ends) else f"{begins}…{ends}")


def _part(texts: Texts, tag: str, old: str, new: str) -> Markup:
    if tag == "equal":
        return Markup.escape(new)
    gone = texts.say("deliberation.version.gone", words=old) if old else Markup("")
    return gone + (texts.say("deliberation.version.come", words=new) if new else Markup(""))
