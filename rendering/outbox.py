"""What became of a notice, in words (发件结果): asked of its poster, told to its poster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.wall_words import named

CLOSED = ("chat closed", "chat not found", "kicked", "blocked", "deactivated")
MUTED = ("not enough rights", "have no rights", "chat_write_forbidden", "restricted")


@dataclass(frozen=True)
class SawNotice(Button, prefix="xs"):
    """看到了（1）、没看到（0）."""

    notice_id: int
    seen: int


def label_words(texts: Texts, label: object) -> str:
    """What a notice is called: its own words, or a message of the catalogue with its facts."""
    if isinstance(label, Mapping):
        return texts.plain(str(label["id"]), **{key: value for key, value in label.items() if key != "id"})
    return str(label) if label else texts.plain("outbox.unnamed")


def why_words(texts: Texts, error: str | None) -> str:
    """Why it did not arrive, and nothing of the machinery."""
    said = (error or "").lower()
    if any(sign in said for sign in CLOSED):
        return texts.plain("outbox.why.closed")
    if any(sign in said for sign in MUTED):
        return texts.plain("outbox.why.muted")
    return texts.plain("outbox.why.again" if "unknown again" in said else "outbox.why.refused")


def doubt(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """您在群里看到了吗."""
    texts, number = drawing.texts, int(facts["notice_id"])
    label, wall = label_words(texts, facts["label"]), facts.get("wall")
    if wall is None:
        question = texts.say("outbox.doubt.question", label=label, group=facts["group"])
    else:
        question = texts.say("outbox.doubt.wall", label=label, wall=named(texts, wall, facts["group"]))
    keys = rows(
        Key(texts.plain("outbox.doubt.seen"), SawNotice(number, 1)),
        Key(texts.plain("outbox.doubt.unseen"), SawNotice(number, 0)),
    )
    known = texts.say("outbox.doubt.part" if facts.get("part") else "outbox.doubt.else")
    return Dispatch(Screen(lines(question, known), keys))


def failed(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """没发成: where, why, what to do."""
    texts, why = drawing.texts, facts["why"]
    told = texts.say("outbox.failed.told", label=label_words(texts, facts["label"]), group=facts["group"])
    return Dispatch(Screen(lines(told, why_words(texts, why))))


def answered(texts: Texts, *, resent: bool) -> Screen:
    """After the poster's answer."""
    return Screen(texts.say("outbox.answered.resent" if resent else "outbox.answered.seen"))


NOTICES: dict[str, Template] = {"outbox.doubt": doubt, "outbox.failed": failed}
