"""Opinions said in a group, in words (群里的意见): one line in the group, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rendering.buttons import Button
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts

MOST = 3
"""Matters to choose from in the group: the latest."""


@dataclass(frozen=True)
class AgreeOpinion(Button, prefix="mty"):
    """[记到…]: its author agrees that it is taken down."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class LeaveWords(Button, prefix="mtv"):
    """[只是说说]: it stays what was said in the group."""

    draft_id: int


def ask_author(texts: Texts, draft: int, matters: Sequence[tuple[int, str]]) -> Screen:
    """记成意见吗？ Asked under the message itself; only its author can answer."""
    agree = [
        Key(texts.plain("opinions.group.agree", title=title), AgreeOpinion(draft, number))
        for number, title in matters[:MOST]
    ]
    leave = Key(texts.plain("opinions.group.leave"), LeaveWords(draft))
    return Screen(texts.say("opinions.group.ask"), rows(*agree, leave, per_row=1))


def group_line(texts: Texts, what: str) -> Screen:
    """One line in the group: how to, why not, or what became of it."""
    return Screen(texts.say(f"opinions.group.{what}"))
