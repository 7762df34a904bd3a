"""Papers of a matter (议题文书): what is proposed or was decided word for word, how far the work is, its cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.bulletins import Lettering, PaperHead, PaperKind, PaperPhoto, Spending
from domain.deliberation.matters import LONGEST_TITLE, Matter
from domain.deliberation.tasks import Task, TaskState
from domain.voting.votes import HASH_SHOWN
from rendering import dates
from rendering.bulletin_form import Sheet, bar, listing, pair, paragraphs, sheet, until_words
from rendering.deliberation_figures import yuan
from rendering.paper import is_picture, legible, one_line
from rendering.texts import Texts

PHOTOS_SHOWN, LARGEST_PHOTO = 6, 3_000_000
TEXTS: frozenset[PaperKind] = frozenset({PaperKind.SOLICITATION, PaperKind.PLAN, PaperKind.DECISION})
"""What hangs word for word."""


def money(cents: int) -> str:
    """12,600.50 / -12,600.50: the minus our fonts have."""
    return f"{'-' if cents < 0 else ''}{yuan(abs(cents))}"


def text_sheet(
    texts: Texts,
    head: PaperHead,
    matter: Matter,
    until: datetime | None,
    zone: ZoneInfo,
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """征求意见、方案、决议: its words as they stand, and what its text is known by."""
    assert head.kind in TEXTS, "the others are figures"
    say, title = texts.plain, one_line(texts, matter.title, LONGEST_TITLE)
    ends = "" if until is None else until_words(texts, until, zone)
    lead = say(f"bulletin.lead.{head.kind}" if ends else f"bulletin.lead.{head.kind}_open", title=title, until=ends)
    middle: dict[str, Any] = {
        "lead": [lead],
        "heading": say("bulletin.heading.text", title=title, version=matter.version),
        "text": _body(texts, matter),
        "after": [
            say(f"bulletin.after.{head.kind}"),
            say("bulletin.text_hash", hash=matter.text_hash[:HASH_SHOWN]),
        ],
    }
    return sheet(texts, head, lettering, "bulletin_text.typ", middle, (lead, middle["heading"]), about=title)


def _body(texts: Texts, matter: Matter) -> list[str]:
    """Its text; a first line that is the title again stands in the heading already."""
    first, *more = paragraphs(texts, matter.text) or [""]
    return more if more and first == legible(texts, matter.title) else [first, *more]


def progress_sheet(
    texts: Texts,
    head: PaperHead,
    matter: Matter,
    spent: Spending,
    photos: Sequence[PaperPhoto],
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """实施进展: how many of the tasks are done, what each costs, what it looks like."""
    standing = len(spent.standing)
    title = one_line(texts, matter.title, LONGEST_TITLE)
    lead = texts.plain("bulletin.lead.progress", title=title, number=matter.number)
    figure = texts.plain("bulletin.figure.tasks", done=spent.done, of=standing)
    middle: dict[str, Any] = {
        "lead": [lead],
        "bars": [bar(texts.plain("bulletin.bar.tasks"), figure, spent.done, standing), *cost_bars(texts, spent)],
        "listing": listing(
            texts,
            ("+task", "holder", "due", "state", "#cost"),
            [_task(texts, task) for task in spent.tasks],
            [texts.plain("bulletin.total"), "", "", "", money(sum(task.cost for task in spent.standing))],
        ),
        "photos": [_photo(texts, one) for one in photos[:PHOTOS_SHOWN]],
        "after": [texts.plain("bulletin.after.progress")] if spent.tasks else [],
    }
    said = (lead, *_figures(middle["bars"]))
    return sheet(texts, head, lettering, "bulletin_progress.typ", middle, said, about=title)


def _figures(bars: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The bars in words."""
    return tuple(" ".join(part for part in (one["name"], one["figure"], one["note"]) if part) for one in bars)


def cost_bars(texts: Texts, spent: Spending) -> list[dict[str, Any]]:
    """What the tasks come to, of the budget."""
    if spent.budget is None:
        return []
    cost = sum(task.cost for task in spent.tasks)
    figure = texts.plain("bulletin.figure.money", spent=money(cost), of=money(spent.budget))
    return [bar(texts.plain("bulletin.bar.cost"), figure, cost, spent.budget)]


def _task(texts: Texts, task: Task) -> list[str]:
    return [
        task.plan.what,
        task.plan.holder,
        dates.calendar_day(texts, task.plan.due),
        texts.plain(f"bulletin.task.{task.state}"),
        "—" if task.state is TaskState.CANCELLED else money(task.cost),
    ]


def _photo(texts: Texts, photo: PaperPhoto) -> dict[str, Any]:
    content = photo.content
    shown = content is not None and len(content) <= LARGEST_PHOTO and is_picture(content)
    missing = "" if shown else texts.plain("bulletin.photo_missing")
    return {
        "said": texts.plain(f"bulletin.photo.{photo.shows}"),
        "image": content if shown else None,
        "missing": missing,
    }


def accounts_sheet(
    texts: Texts, head: PaperHead, matter: Matter, spent: Spending, lettering: Lettering = Lettering.PLAIN
) -> Sheet:
    """决算: what it was to cost, what it has cost, task by task."""
    title = one_line(texts, matter.title, LONGEST_TITLE)
    lead = texts.plain("bulletin.lead.accounts", title=title, number=matter.number)
    sums = {"budget": spent.budget, "spent": spent.spent, "left": spent.left}
    middle: dict[str, Any] = {
        "lead": [lead],
        "bars": _spent_bar(texts, spent),
        "pairs": [pair(texts, name, _sum(texts, cents)) for name, cents in sums.items()],
        "listing": listing(
            texts,
            ("+task", "state", "#planned", "#spent"),
            [_cost(texts, task) for task in spent.tasks],
            _costs(texts, spent),
        ),
        "after": [texts.plain("bulletin.after.accounts")],
    }
    words = tuple(f"{one['name']} {one['said']}" for one in middle["pairs"])
    return sheet(texts, head, lettering, "bulletin_money.typ", middle, (lead, *words), about=title)


def _sum(texts: Texts, cents: int | None) -> str:
    return texts.plain("bulletin.not_said") if cents is None else texts.plain("bulletin.yuan", amount=money(cents))


def _cost(texts: Texts, task: Task) -> list[str]:
    """What is not done costs nothing: it is in no sum."""
    planned = "—" if task.state is TaskState.CANCELLED else money(task.plan.planned)
    return [task.plan.what, texts.plain(f"bulletin.task.{task.state}"), planned, _paid(task)]


def _costs(texts: Texts, spent: Spending) -> list[str]:
    planned = sum(task.plan.planned for task in spent.standing)
    paid = sum(task.spent or 0 for task in spent.standing if task.state is TaskState.DONE)
    return [texts.plain("bulletin.total"), "", money(planned), money(paid)]


def _paid(task: Task) -> str:
    return "—" if task.state is not TaskState.DONE or task.spent is None else money(task.spent)


def _spent_bar(texts: Texts, spent: Spending) -> list[dict[str, Any]]:
    if spent.budget is None or spent.spent is None:
        return []
    figure = texts.plain("bulletin.figure.money", spent=money(spent.spent), of=money(spent.budget))
    return [bar(texts.plain("bulletin.bar.spent"), figure, spent.spent, spent.budget)]
