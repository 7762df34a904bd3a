"""Screens of reports alike (相似报事): what may be the same, one tap to join, one to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import Progress, View
from domain.issues_life import ENDED
from domain.issues_similar import Alike
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.dates import day
from rendering.issues_buttons import SeeIssue
from rendering.issues_hiding import public_words
from rendering.issues_words import quoted
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class MeToo(Button, prefix="isa"):
    """我也是; 0: nothing was about to be reported."""

    issue_id: int
    draft_id: int


@dataclass(frozen=True)
class ReportAnyway(Button, prefix="isb"):
    """不一样，接着报."""

    draft_id: int


@dataclass(frozen=True)
class NotMine(Button, prefix="isc"):
    """不是一回事: taken back."""

    issue_id: int


def asking(texts: Texts, found: Sequence[Alike], draft_id: int, zone: ZoneInfo) -> Screen:
    """可能有人报过了: up to three, each with one tap; nothing is put together by itself."""
    keys = [_join(texts, one, draft_id) for one in found]
    text = lines(
        texts.say("issues.similar.title"),
        *(_candidate(texts, one, zone) for one in found),
        texts.say("issues.similar.what_follows"),
    )
    return Screen(text, rows(*keys, Key(texts.plain("issues.similar.differs"), ReportAnyway(draft_id)), per_row=1))


def _join(texts: Texts, one: Alike, draft_id: int) -> Key:
    key = "issues.similar.add" if one.own else "issues.similar.join"
    return Key(texts.plain(key, number=one.issue.called), MeToo(one.issue.id, draft_id))


def _candidate(texts: Texts, one: Alike, zone: ZoneInfo) -> Markup:
    issue = one.issue
    head = texts.say(
        "issues.similar.one",
        number=issue.called,
        words=public_words(texts, issue),
        state=texts.plain(f"issues.state.{issue.state.value}"),
        since=day(texts, issue.reported_at, zone),
    )
    return lines(head, too(texts, one.homes))


def too(texts: Texts, homes: int) -> Markup | None:
    """另有 n 户也遇到."""
    return texts.say("issues.similar.homes", n=homes) if homes else None


def me_too(texts: Texts, issue_id: int) -> Key:
    """我也是, with nothing to add."""
    return Key(texts.plain("issues.similar.me_too"), MeToo(issue_id, 0))


def joining(texts: Texts, seen: Progress) -> list[Key]:
    """我也是, or taken back, on a report's page."""
    issue = seen.issue
    if seen.joined:
        return [Key(texts.plain("issues.similar.not_mine"), NotMine(issue.id))]
    asked = issue.state not in ENDED and seen.view is View.PUBLIC
    return [me_too(texts, issue.id)] if asked else []


def added_lines(texts: Texts, seen: Progress) -> list[Markup]:
    """What neighbours added, a masked line each, for staff."""
    return [texts.say("issues.similar.added", words=words) for words in seen.added]


def joined(texts: Texts, facts: Facts) -> Screen:
    """记下了: what follows from it, and the way back."""
    key = "own" if facts["own"] else "joined"
    text = lines(
        texts.say(f"issues.similar.{key}", number=facts["number"]),
        too(texts, facts["homes"]),
        None if facts["counted"] else texts.say("issues.similar.no_door"),
    )
    back = Key(texts.plain("issues.similar.not_mine"), NotMine(facts["id"]))
    return Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"])), back))


def in_passing(texts: Texts, facts: Facts) -> str:
    """The same for a press in the group."""
    key = "own" if facts["own"] else "joined"
    words = texts.plain(f"issues.similar.{key}", number=facts["number"])
    return words if facts["counted"] else f"{words}\n{texts.plain('issues.similar.no_door')}"


def left(texts: Texts, facts: Facts) -> Screen:
    """好的，不算您家."""
    text = texts.say("issues.similar.left", number=facts["number"])
    return Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"]))))


def followed_words(texts: Texts, facts: Facts) -> Markup:
    """A step, to whoever said 我也是."""
    state = texts.plain(f"issues.state.{facts['state']}")
    told = texts.say("issues.similar.told", number=facts["number"], state=state)
    return lines(told, quoted(facts["text"]) if facts["text"] else None)
