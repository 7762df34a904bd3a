"""What a report is about (报事归类): two guesses on the offer, the whole list behind a key, for staff too."""

from __future__ import annotations

from dataclasses import dataclass

from domain.issues import Issue
from domain.issues_categories import LEADS, Category, read_category
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.issues_buttons import KeepOffer, SeeIssue
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class PickCategory(Button, prefix="ka"):
    """归到这一类, of an offer."""

    draft_id: int
    category: str


@dataclass(frozen=True)
class AllCategories(Button, prefix="kb"):
    """别的类, of an offer."""

    draft_id: int


@dataclass(frozen=True)
class SortIssue(Button, prefix="kc"):
    """改成这一类, of a report."""

    issue_id: int
    category: str


@dataclass(frozen=True)
class AskCategory(Button, prefix="kd"):
    """改类别, of a report."""

    issue_id: int


def named(texts: Texts, category: str) -> str:
    """What a category is called."""
    return texts.plain(f"intake.category.{category}")


def about(texts: Texts, category: str | None) -> str | None:
    """类别：电梯, in a line with others."""
    return None if category is None else texts.plain("intake.about", category=named(texts, category))


def guess_keys(texts: Texts, facts: Facts) -> tuple[tuple[Key, ...], ...]:
    """The likeliest two, the one that counts so far marked, and the way to the others."""
    if not facts["text"]:
        return ()
    number, chosen = facts["draft_id"], facts["category"]
    shown = list(dict.fromkeys([*facts["guesses"], *([chosen] if chosen else [])]))[-2:]
    if facts["buildings"]:  # six keys, and the building is asked as well: the one that counts is read
        shown = [chosen] if chosen else shown[:1]
    keys = [Key(_marked(texts, one, chosen), PickCategory(number, one)) for one in shown]
    return rows(*keys, Key(texts.plain("intake.others"), AllCategories(number)), per_row=3)


def sorting_key(texts: Texts, facts: Facts, *, beside: int) -> tuple[tuple[Key, ...], ...]:
    """The way to every category alone, as long as no more than two keys stand `beside` those of the offer."""
    return () if beside > 2 else rows(Key(texts.plain("intake.others"), AllCategories(facts["draft_id"])))


def _marked(texts: Texts, category: str, chosen: str | None) -> str:
    name = named(texts, category)
    return texts.plain("intake.marked", category=name) if category == chosen else name


def all_categories(texts: Texts, facts: Facts) -> Screen:
    """哪一类: every category, for the author of an offer."""
    number = facts["draft_id"]
    keys = [Key(_marked(texts, one.value, facts["category"]), PickCategory(number, one.value)) for one in Category]
    keep = Key(texts.plain("issues.edit.keep"), KeepOffer(number))
    return Screen(texts.say("intake.which"), (*rows(*keys, per_row=3), (keep,)))


def for_staff(texts: Texts, issue: Issue) -> Screen:
    """改类别: every category, and what follows from it."""
    keys = [Key(_marked(texts, one.value, issue.category), SortIssue(issue.id, one.value)) for one in Category]
    back = Key(texts.plain("issues.see"), SeeIssue(issue.id))
    return Screen(texts.say("intake.sort", number=issue.called), (*rows(*keys, per_row=3), (back,)))


def sort_key(texts: Texts, issue: Issue) -> Key:
    """改类别, under a report."""
    return Key(texts.plain("intake.sort_key"), AskCategory(issue.id))


def led(texts: Texts, category: str | None) -> str | None:
    """类别：电梯，物业牵头: for those who serve."""
    known = read_category(category or "")
    if known is None:
        return None
    lead = texts.plain(f"intake.lead.{LEADS[known].value}")
    return texts.plain("intake.led", category=named(texts, known.value), lead=lead)


def sorted_toast(texts: Texts, facts: Facts) -> str:
    """What staff hear once it is sorted."""
    return texts.plain("intake.sorted", number=facts["number"], category=named(texts, facts["category"]))
