"""Hidden words in words (遮住的话): why, on the card, for staff, for the author, in the list for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.issues import Issue, number_words
from domain.issues_hiding import SHOWN, HideReason, Hiding
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.dates import day
from rendering.dispatch import Dispatch, Drawing
from rendering.issues_buttons import SeeIssue
from rendering.issues_words import words_of
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class AskHide(Button, prefix="kj"):
    """遮住原话: why?"""

    issue_id: int


@dataclass(frozen=True)
class HideWords(Button, prefix="kk"):
    """遮住, for this reason."""

    issue_id: int
    reason: str


@dataclass(frozen=True)
class ShowWords(Button, prefix="kl"):
    """恢复原话."""

    issue_id: int


def public_words(texts: Texts, issue: Issue) -> str:
    """What the public reads of a report: a masked line, or why it is hidden."""
    if issue.hidden is not None:
        return instead(texts, issue.hidden)
    return words_of(texts, issue, on_card(issue.text))


def instead(texts: Texts, reason: str) -> str:
    """What stands in place of hidden words."""
    return texts.plain("intake.hidden_words", reason=texts.plain(f"intake.hide.{reason}"))


def hide_key(texts: Texts, issue: Issue) -> list[Key]:
    """遮住原话, or bring it back; what is sealed nobody reads anyway."""
    if issue.sealed_to is not None:
        return []
    if issue.hidden is not None:
        return [Key(texts.plain("intake.show_key"), ShowWords(issue.id))]
    return [Key(texts.plain("intake.hide_key"), AskHide(issue.id))]


def why(texts: Texts, issue: Issue) -> Screen:
    """为什么遮住."""
    keys = [Key(texts.plain(f"intake.hide.{reason.value}"), HideWords(issue.id, reason.value)) for reason in HideReason]
    back = Key(texts.plain("issues.see"), SeeIssue(issue.id))
    return Screen(texts.say("intake.hide_why", number=issue.called), rows(*keys, back, per_row=1))


def toast(texts: Texts, facts: Facts) -> str:
    """What staff hear once it is done."""
    done = "intake.words_shown" if facts["reason"] == SHOWN else "intake.words_hidden"
    return texts.plain(done, number=facts["number"])


def listed(texts: Texts, found: Sequence[Hiding], zone: ZoneInfo) -> Screen:
    """遮住了什么: number, day, reason; the latest first."""
    if not found:
        return Screen(texts.say("intake.none_hidden"))
    shown = [
        texts.say(
            "intake.hiding",
            number=number_words(one.number),
            when=day(texts, one.at, zone),
            reason=texts.plain(f"intake.hide.{one.reason}"),
        )
        for one in found
    ]
    return Screen(lines(texts.say("intake.hidings"), *shown))


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """The author reads why."""
    texts, reason = drawing.texts, facts["reason"]
    words = (
        texts.say("intake.told_shown", number=facts["number"])
        if reason == SHOWN
        else texts.say("intake.told_hidden", number=facts["number"], reason=texts.plain(f"intake.hide.{reason}"))
    )
    return Dispatch(Screen(words, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"])))))
