"""Sealed reports and reports for others in words (只给一个人看、代报): who will read it, said before it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from domain.issues import Issue, Progress, View
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.issues_buttons import KeepOffer
from rendering.issues_words import quoted, words_of
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class AskReader(Button, prefix="kf"):
    """只给一个人看: to whom?"""

    draft_id: int


@dataclass(frozen=True)
class SealFor(Button, prefix="kg"):
    """给这个人看; 0: everybody who serves there."""

    draft_id: int
    person_id: int


@dataclass(frozen=True)
class FileFor(Button, prefix="kh"):
    """我替邻居报; 0: 是我自己的事."""

    draft_id: int
    neighbour: int


@dataclass(frozen=True)
class Unseal(Button, prefix="ki"):
    """给办事的人都看."""

    issue_id: int


@dataclass(frozen=True)
class TakeOver(Button, prefix="km"):
    """是我的事，告诉我."""

    issue_id: int
    token: str


def who_sees(texts: Texts, facts: Facts) -> Markup:
    """Who will read it, in one line."""
    if facts["sealed_to"] is not None:
        return texts.say("intake.sealed", name=facts["sealed_name"] or "")
    return texts.say("intake.filed" if facts["for_neighbour"] else "issues.offer.who_sees")


def private_keys(texts: Texts, facts: Facts) -> list[Key]:
    """只给一个人看, 我替邻居报, or back; nobody seals what is dangerous to others."""
    number, keys = facts["draft_id"], []
    if facts["sealed_to"] is not None:
        keys.append(Key(texts.plain("intake.open_key"), SealFor(number, 0)))
    elif not facts["urgent"]:
        keys.append(Key(texts.plain("intake.seal_key"), AskReader(number)))
    if facts["for_neighbour"]:
        keys.append(Key(texts.plain("intake.own_key"), FileFor(number, 0)))
    elif facts["serves"]:
        keys.append(Key(texts.plain("intake.file_key"), FileFor(number, 1)))
    return keys


def readers(texts: Texts, facts: Facts) -> Screen:
    """给谁看: building leader and committee, by role and name."""
    number = facts["draft_id"]
    keys = [
        Key(texts.plain("intake.reader", role=texts.plain(f"roles.{kind}"), name=name), SealFor(number, person))
        for person, kind, name in facts["readers"]
    ]
    keep = Key(texts.plain("issues.edit.keep"), KeepOffer(number))
    return Screen(texts.say("intake.which_reader"), rows(*keys, keep, per_row=2))


def pass_on(texts: Texts, issue_id: int, token: str) -> tuple[Key, ...]:
    """The neighbour's link, under the receipt that whoever filed it passes on."""
    return (Key(texts.plain("intake.mine_key"), start=f"dai_{issue_id}-{token}"),)


def for_me(texts: Texts, issue: Issue, token: str) -> Screen:
    """替您报的: do you want to hear how far it is?"""
    words = quoted(words_of(texts, issue, issue.text))
    text = lines(texts.say("intake.for_me", number=issue.called), words, texts.say("intake.for_me_ask"))
    return Screen(text, rows(Key(texts.plain("intake.tell_me"), TakeOver(issue.id, token)), go(texts, "start")))


def sealed_line(texts: Texts, seen: Progress) -> Markup | None:
    """That it is for one reader alone."""
    if seen.issue.sealed_to is None:
        return None
    return texts.say("intake.sealed_for_you" if seen.view is View.STAFF else "intake.sealed_here")


def unseal_keys(texts: Texts, seen: Progress) -> list[Key]:
    """Its reporter may open it to everybody who serves there."""
    if seen.issue.sealed_to is None or seen.view is not View.REPORTER:
        return []
    return [Key(texts.plain("intake.unseal_key"), Unseal(seen.issue.id))]
