"""What is said of deadlines, and the screens of the ladder (期限和督办的屏)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.issues import Issue, Progress
from domain.issues_deadlines import ClockKind
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.buttons import Button
from rendering.issues_buttons import LeaveIt, OpenIssues, SeeIssue, ShowUtilities
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class HoldIt(Button, prefix="ida"):
    """我来盯."""

    issue_id: int


@dataclass(frozen=True)
class SeeLetter(Button, prefix="idb"):
    """打12345怎么说."""

    issue_id: int


@dataclass(frozen=True)
class PreviewLetter(Button, prefix="idc"):
    """打印成一页: as it will look, first."""

    issue_id: int


@dataclass(frozen=True)
class PrintLetter(Button, prefix="idf"):
    """打印."""

    issue_id: int


@dataclass(frozen=True)
class ShowLeads(Button, prefix="idd"):
    """水电气找谁; 0: of the only compound."""

    compound_id: int


@dataclass(frozen=True)
class SetLead(Button, prefix="ide"):
    """写上这一样找谁."""

    compound_id: int
    kind: str


def is_late(issue: Issue, at: datetime | None) -> bool:
    """Whether a deadline of it was missed."""
    return at is not None and issue.deadlines is not None and issue.deadlines.missed(at) is not None


def until_words(texts: Texts, issue: Issue, at: datetime | None, zone: ZoneInfo, *, short: bool = False) -> str | None:
    """最迟3月18日（周三）办好; 晚了2天; that the time stands still."""
    found = issue.deadlines
    if found is None or at is None:
        return None
    if found.stands:
        return None if short else texts.plain(f"issues.stands.{issue.state.value}")
    missed = found.missed(at)
    if missed is not None:
        n = found.days_late(at, zone)
        late = texts.plain("issues.late.days", n=n) if n else texts.plain("issues.late.today")
        what = "solve" if missed == found.solve_by else "answer"
        return late if short else texts.plain(f"issues.late.{what}", late=late, by=dates.until(texts, missed, zone))
    if found.solve_by is None:
        return None
    until = texts.plain("issues.by", by=dates.until(texts, found.solve_by, zone))
    if short or found.answer_by is None:
        return until
    return texts.plain("issues.answered_by", by=dates.until(texts, found.answer_by, zone), until=until)


def ladder_keys(texts: Texts, seen: Progress) -> list[Key]:
    """我来盯, 打12345怎么说."""
    number = seen.issue.id
    hold = [Key(texts.plain("issues.hold"), HoldIt(number))] if seen.holds else []
    return hold + ([Key(texts.plain("issues.letter.key"), SeeLetter(number))] if seen.writes else [])


def held(texts: Texts, facts: Facts, zone: ZoneInfo) -> Screen:
    """Who said 我来盯 hears until when it waits."""
    until = facts["until"]
    words = (
        texts.say("issues.held_bare", number=facts["number"])
        if until is None
        else texts.say("issues.held", number=facts["number"], until=dates.until(texts, read_moment(until), zone))
    )
    see = Key(texts.plain("issues.see"), SeeIssue(facts["id"]))
    return Screen(words, rows(see, Key(texts.plain("issues.see_all"), OpenIssues())))


def leads(texts: Texts, compound_id: int, found: Mapping[ClockKind, str]) -> Screen:
    """水电气找谁, one line each."""
    said = [
        texts.say(
            "issues.leads.line",
            kind=texts.plain(f"issues.clock.{kind.value}"),
            lead=lead or texts.plain("issues.leads.nobody"),
        )
        for kind, lead in found.items()
    ]
    keys = [Key(texts.plain(f"issues.clock.{kind.value}"), SetLead(compound_id, kind.value)) for kind in found]
    stand = Key(texts.plain("issues.utilities.key"), ShowUtilities(compound_id))
    text = lines(texts.say("issues.leads.title"), *said, texts.say("issues.leads.which"))
    return Screen(text, (*rows(*keys, per_row=3), *rows(stand, Key(texts.plain("issues.see_all"), OpenIssues()))))


def which_compound(texts: Texts, compounds: Sequence[tuple[int, str]]) -> Screen:
    """水电气找谁: in which of the compounds served."""
    return Screen(texts.say("issues.leads.where"), rows(*(Key(name, ShowLeads(key)) for key, name in compounds)))


def ask_lead(texts: Texts, kind: str, draft_id: int) -> Screen:
    """The unit and its telephone."""
    words = texts.say("issues.leads.ask", kind=texts.plain(f"issues.clock.{kind}"))
    return Screen(words, rows(Key(texts.plain("issues.ask.leave"), LeaveIt(draft_id))))
