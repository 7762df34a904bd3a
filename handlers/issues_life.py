"""Working on reports, inward (办理报事): each step a press, what it needs asked for; the list of what is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.issues import Progress, is_reportable
from domain.issues_life import FORMS, Form, Step, Words
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, places
from handlers import issues_ratings
from handlers.issues_reopening import on_not_fixed
from handlers.issues_said import Written, written_for
from handlers.turn import Turn
from rendering import issues as screens
from rendering import issues_life as drawn
from rendering.buttons import Button
from rendering.issues_buttons import (
    AssignTo,
    DeclineWhy,
    IssueMore,
    IssueStep,
    LeaveIt,
    NotFixed,
    OpenIssues,
    SuspendFor,
    TurnPage,
)
from rendering.issues_hiding import hide_key
from rendering.issues_sorting import sort_key
from rendering.issues_urgent import urgent_keys
from rendering.menu import ending
from rendering.screens import Screen
from services import issues
from services.drafts import Draft, change_draft, drop_draft


async def on_step(turn: Turn, button: IssueStep) -> None:
    """One step: taken at once, or what it needs is asked first."""
    if button.step not in set(Step):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    step = Step(button.step)
    if step is Step.REOPEN:
        await on_not_fixed(turn, NotFixed(button.issue_id))
        return
    form = FORMS.get(step, Form())
    if form.choice:
        await _choose(turn, button.issue_id, form.choice)
    elif form.words is not Words.NO or form.proof:
        await _ask(turn, button.issue_id, step, {})
    else:
        await _taken(turn, await issues.take_step(turn.database, issue_id=button.issue_id, step=step, **turn.acting))


async def _seen(turn: Turn, issue_id: int) -> Progress | None:
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
        return None
    return seen


async def _choose(turn: Turn, issue_id: int, choice: str) -> None:
    """派给谁、放多久、为什么不受理."""
    seen = await _seen(turn, issue_id)
    if seen is None:
        return
    if choice == "holder":
        staff = await issues.stewards(turn.database, seen.issue, turn.at)
        await turn.show(drawn.choose_holder(turn.texts, seen, staff))
    elif choice == "days":
        await turn.show(drawn.choose_days(turn.texts, seen))
    else:
        await turn.show(drawn.choose_why(turn.texts, seen))


async def on_more(turn: Turn, button: IssueMore) -> None:
    """其他办法."""
    seen = await _seen(turn, button.issue_id)
    if seen is not None:
        beside = [*urgent_keys(turn.texts, seen), sort_key(turn.texts, seen.issue), *hide_key(turn.texts, seen.issue)]
        await turn.redraw(drawn.more(turn.texts, seen, beside if Step.ANSWER in seen.steps else []))


async def on_assign(turn: Turn, button: AssignTo) -> None:
    """派给这位."""
    chosen: dict[str, Any] = {"issue_id": button.issue_id, "given": {"holder": button.person_id}}
    await _taken(turn, await issues.take_step(turn.database, step=Step.ASSIGN, **chosen, **turn.acting))


async def on_suspend(turn: Turn, button: SuspendFor) -> None:
    """放这么多天: why?"""
    await _ask(turn, button.issue_id, Step.SUSPEND, {"days": button.days})


async def on_decline(turn: Turn, button: DeclineWhy) -> None:
    """因为这个不受理: whom should they ask?"""
    await _ask(turn, button.issue_id, Step.DECLINE, {"why": button.why})


async def _ask(turn: Turn, issue_id: int, step: Step, given: Mapping[str, Any]) -> None:
    """The question comes as a new message: the notice it was pressed under stays as it is."""
    chat = turn.visit.chat.id
    outcome = await issues.ask_for_words(
        turn.database, issue_id=issue_id, step=step, chat_id=chat, given=given, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.asking(turn.texts, step, outcome.facts))


def _on_words(step: Step) -> Callable[[Turn, Draft], Awaitable[None]]:
    async def on_words(turn: Turn, draft: Draft) -> None:
        written = written_for(draft, turn.message)
        if not is_reportable(written["text"]) and not written["files"]:
            await turn.show(Screen(turn.texts.say("refusals.empty.issue_words")))
        elif FORMS[step].proof and not written["files"]:
            await _keep_words(turn, draft, written)
        else:
            text = written["text"] or draft.body.get("text", "")
            said: dict[str, Any] = {**written, "text": text, "given": draft.body["given"]}
            await _taken(turn, await issues.take_step(turn.database, step=step, **said, **turn.acting))

    return on_words


async def _keep_words(turn: Turn, draft: Draft, written: Written) -> None:
    """Words came without the photo: they are kept until it comes."""
    changes = {"text": written["text"]}
    outcome = await change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=draft.awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.proof_wanted(turn.texts, draft.id))


THEIRS = frozenset({Step.SOLVED, Step.WITHDRAW})
"""Steps of whoever reported, who is thanked; those who work on it read on where they are."""


async def _taken(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif turn.press is None:
        await turn.show(drawn.taken(turn.texts, outcome.facts))
    elif outcome["step"] == Step.SOLVED:
        await issues_ratings.ask(turn, outcome["id"])
    elif outcome["step"] in THEIRS:
        await turn.redraw(drawn.taken(turn.texts, outcome.facts))
    else:
        await turn.toast(turn.texts.plain(f"issues.taken.{outcome['step']}", number=outcome["number"]))
        await _read_on(turn, outcome["id"])


async def _read_on(turn: Turn, issue_id: int) -> None:
    """The report as it stands now, with what comes next, in place of what was pressed."""
    seen = await _seen(turn, issue_id)
    if seen is not None:
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


async def on_leave(turn: Turn, button: LeaveIt) -> None:
    """先不写."""
    outcome = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(ending(turn.texts, turn.texts.say("issues.ask.left")))


async def on_open_list(turn: Turn, _: OpenIssues | None = None) -> None:
    """待办报事, as a new message."""
    found = await issues.open_list(turn.database, actor=turn.actor, at=turn.at)
    await turn.show(
        screens.open_issues(turn.texts, found, 0, turn.zone, at=turn.at, leads=bool(places(turn.actor, Act.SET_LEADS)))
    )


async def on_page(turn: Turn, button: TurnPage) -> None:
    """上一页、下一页."""
    found = await issues.open_list(turn.database, actor=turn.actor, at=turn.at)
    await turn.redraw(screens.open_issues(turn.texts, found, button.page, turn.zone, at=turn.at))


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    IssueStep: on_step,
    IssueMore: on_more,
    AssignTo: on_assign,
    SuspendFor: on_suspend,
    DeclineWhy: on_decline,
    LeaveIt: on_leave,
    OpenIssues: on_open_list,
    TurnPage: on_page,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    f"issue.{step.value}": _on_words(step)
    for step, form in FORMS.items()
    if (form.words is not Words.NO or form.proof) and step is not Step.REOPEN
}
