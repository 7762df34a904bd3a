"""The screen of 来龙去脉: one line of time from a report to what came of it, with what can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues_chain import BEGUN, Chain, Link, Part, page_of
from rendering.buttons import Button
from rendering.dates import day
from rendering.deliberation_buttons import ShowMatter
from rendering.issues_buttons import SeeIssue
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, MOST_KEYS = 7, 4
"""Lines on a screen; reports that can be opened from it, the latest."""


@dataclass(frozen=True)
class ChainOfIssue(Button, prefix="kci"):
    """[来龙去脉] of a report, a page."""

    issue_id: int
    page: int


@dataclass(frozen=True)
class ChainOfMatter(Button, prefix="kcm"):
    """[来龙去脉] of a matter, a page."""

    matter_id: int
    page: int


ChainButton = ChainOfIssue | ChainOfMatter


def chain_of_issue(texts: Texts, issue_id: int) -> Key:
    """[来龙去脉], on a report's page."""
    return Key(texts.plain("issues.chain.key"), ChainOfIssue(issue_id, 0))


def chain_of_matter(texts: Texts, matter_id: int) -> Key:
    """[来龙去脉], on a matter's page."""
    return Key(texts.plain("issues.chain.key"), ChainOfMatter(matter_id, 0))


def chain(texts: Texts, found: Chain, asked: ChainButton, zone: ZoneInfo) -> Screen:
    """The line of time, a page of it."""
    page, last, shown = page_of(found.links, asked.page, A_PAGE)
    text = lines(texts.say("issues.chain.head"), *(_line(texts, link, zone) for link in shown))
    turning = [(page - 1, "back")] if page else []
    turning += [(page + 1, "on")] if page < last else []
    pages = [Key(texts.plain(f"issues.open.{name}"), _at(asked, to)) for to, name in turning]
    reports = [Key(issue.called, SeeIssue(issue.id)) for issue in found.issues[-MOST_KEYS:]]
    number = found.matter_id
    matter = [] if number is None else [Key(texts.plain("issues.cause.key.matter"), ShowMatter(number))]
    return Screen(text, (*rows(*pages), *rows(*reports, per_row=4), *rows(*matter, go(texts, "start"))))


def _at(asked: ChainButton, page: int) -> ChainButton:
    if isinstance(asked, ChainOfIssue):
        return ChainOfIssue(asked.issue_id, page)
    return ChainOfMatter(asked.matter_id, page)


def _line(texts: Texts, link: Link, zone: ZoneInfo) -> Markup:
    return texts.say("issues.chain.line", day=day(texts, link.at, zone), what=step_words(texts, link))


def step_words(texts: Texts, link: Link) -> str:
    """Of what, which step of it."""
    if link.part is Part.ISSUE:
        step = texts.plain(f"issues.step.{link.step}")
    elif link.part is Part.MATTER and link.step != BEGUN:
        step = texts.plain(f"deliberation.stage.{link.step}")
    else:
        which = f"{link.part.value}_{link.step}"
        step = texts.plain(f"issues.chain.step.{which}")
    return texts.plain(f"issues.chain.part.{link.part.value}", number=link.number, step=step)
