"""Screens of 挂单派单: five columns, four reports at a time, one tap an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import Issue, shorten
from domain.issues_board import OFFERED, Board, Column, accept_by
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.buttons import Button
from rendering.dates import moment
from rendering.dispatch import Dispatch, Drawing
from rendering.issues_buttons import IssueStep, OpenIssues, SeeIssue
from rendering.issues_words import words_of
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, TITLE = 4, 20


@dataclass(frozen=True)
class ShowBoard(Button, prefix="ibd"):
    """[挂单板]: one column, a page."""

    column: str
    page: int


def board(texts: Texts, found: Board, column: Column, page: int, *, zone: ZoneInfo) -> Screen:
    """One column, and how many stand in each."""
    standing = found.of(column)
    last = max(0, (len(standing) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = standing[page * A_PAGE : (page + 1) * A_PAGE]
    said = [_line(texts, issue, zone) for issue in shown] or [texts.say("issues.board.none")]
    late = texts.say("issues.board.late", n=found.late) if found.late else None
    text = lines(texts.say(f"issues.board.head.{column}"), late, *said)
    tabs = [
        Key(texts.plain(f"issues.board.tab.{one}", count=len(found.of(one))), ShowBoard(one.value, 0)) for one in Column
    ]
    turning = [(page - 1, "back")] if page else []
    turning += [(page + 1, "on")] if page < last else []
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowBoard(column.value, to)) for to, name in turning]
    acts = [_acts(texts, issue, column) for issue in shown]
    return Screen(
        text, (*acts, *rows(*pages), *rows(*tabs, per_row=3), (Key(texts.plain("issues.see_all"), OpenIssues()),))
    )


def to_board(texts: Texts) -> Key:
    """[挂单板]."""
    return Key(texts.plain("issues.board.open"), ShowBoard(Column.HUNG.value, 0))


def _acts(texts: Texts, issue: Issue, column: Column) -> tuple[Key, ...]:
    """The report itself, then what is done with it from here."""
    keys = [Key(issue.called, SeeIssue(issue.id))]
    keys += [Key(texts.plain(f"issues.do.{step}"), IssueStep(issue.id, step.value)) for step in OFFERED[column]]
    return tuple(keys)


def _line(texts: Texts, issue: Issue, zone: ZoneInfo) -> Markup:
    title = shorten(words_of(texts, issue, " ".join(issue.text.split())), TITLE)
    until = accept_by(issue)
    since = moment(texts, issue.changed_at, zone)
    place = issue.building or issue.compound or texts.plain("issues.no_place")
    line = texts.say("issues.board.line", number=issue.called, place=place, title=title)
    if until is not None:
        holder = issue.holder or texts.plain("issues.somebody")
        return lines(line, texts.say("issues.board.accept_by", name=holder, when=dates.until(texts, until, zone)))
    state = texts.plain(f"issues.state.{issue.state.value}")
    return lines(line, texts.say("issues.board.since", state=state, when=since))


def unaccepted(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever supervises hears that it was not taken in time and hangs again."""
    texts = drawing.texts
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    holder = facts["holder"] or texts.plain("issues.somebody")
    text = lines(
        texts.say("issues.title", number=facts["number"], place=place),
        texts.say(
            "issues.board.unaccepted",
            name=holder,
            when=moment(texts, read_moment(facts["since"]), drawing.zone),
        ),
    )
    keys: Sequence[Key] = [
        Key(texts.plain(f"issues.do.{step}"), IssueStep(facts["id"], step.value)) for step in OFFERED[Column.HUNG]
    ]
    return Dispatch(Screen(text, rows(*keys, Key(texts.plain("issues.see"), SeeIssue(facts["id"])), per_row=3)))


NOTICES = {"issues.unaccepted": unaccepted}
