"""The registry at the door (名册): claiming, founding a compound, inviting, the roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.joining import NOT_GIVEN, read_name
from domain.layouts import Layout, from_facts, read_founding, to_facts
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import ANYWHERE
from handlers import homes, registry_import
from handlers.commands import show_commands
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import menu as menus
from rendering import readiness
from rendering import registry as drawn
from rendering.readiness import ShowReadiness
from rendering.registry import (
    SKIPPABLE,
    BeginCompound,
    DropCompound,
    FoundCompound,
    ShowShortfalls,
    ShowWaiting,
    SkipStep,
)
from rendering.registry import (
    STEPS as QUESTIONS,
)
from rendering.rosters import MoreOfRoster, ShowRoster
from rendering.screens import Screen
from services import issues, rosters, seats
from services import registry as acts
from services.drafts import Draft, begin_draft, change_draft, drop_draft, find_draft
from services.profiles import cities

KIND = "compound"
READERS: dict[str, Callable[[str], str | int | Layout | Refusal]] = {
    "street": read_name,
    "community": read_name,
    "name": read_name,
    "buildings": read_founding,
}


async def on_code(turn: Turn, code: str) -> None:
    """Eight digits while nobody has claimed the bot."""
    outcome = await acts.claim(turn.database, actor=turn.actor, code=code, source=turn.source, at=turn.at)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(drawn.claimed(turn.texts, await issues.unplaced(turn.database)))
    actor = await rosters.actor_now(turn.database, person_id=turn.person_id, at=turn.at)
    await show_commands(turn.bot, turn.visit.chat.telegram_id, actor, turn.texts)


async def on_begin_compound(turn: Turn, _: BeginCompound) -> None:
    """建一个小区: the first question."""
    refusal = permit(turn.actor, Act.FOUND_COMPOUND, ANYWHERE)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    begun = await begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={},
        awaiting=_awaiting(QUESTIONS[0]),
        source=turn.source,
        at=turn.at,
    )
    assert not isinstance(begun, Refusal), "beginning is never refused"
    await turn.redraw(drawn.ask_step(turn.texts, begun["draft_id"], QUESTIONS[0]))


def _awaiting(step: str) -> str:
    return f"registry.{step}"


async def on_step(turn: Turn, draft: Draft) -> None:
    """The person's words answer one question."""
    step = (draft.awaiting or "").removeprefix("registry.")
    value = READERS[step](turn.message.text or "")
    if isinstance(value, Refusal):
        await turn.refuse(value)
        return
    if isinstance(value, Layout):
        await _answer(turn, draft.id, {step: value.buildings, "layout": to_facts(value)})
        return
    await _answer(turn, draft.id, {step: value})


async def on_skip(turn: Turn, button: SkipStep) -> None:
    """不清楚."""
    draft = await _draft(turn, button.draft_id)
    if draft is None or draft.awaiting != _awaiting(button.step) or button.step not in SKIPPABLE:
        await turn.refuse(GONE if draft is None else Refusal(Reason.STALE))
        return
    await _answer(turn, draft.id, {button.step: NOT_GIVEN})


async def _draft(turn: Turn, draft_id: int) -> Draft | None:
    draft = await find_draft(turn.database, draft_id=draft_id, at=turn.at)
    return draft if draft is not None and (draft.kind, draft.person_id) == (KIND, turn.person_id) else None


async def _answer(turn: Turn, draft_id: int, answer: Mapping[str, Any]) -> None:
    """Keep the answer; ask the next question, or show all of it once more."""
    later = QUESTIONS[QUESTIONS.index(next(iter(answer))) + 1 :]
    outcome = await change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft_id,
        changes=answer,
        awaiting=_awaiting(later[0]) if later else None,
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    body = outcome["body"]  # after a crash it is the first try's: what is asked next follows from it, not from `answer`
    missing = next((question for question in QUESTIONS if question not in body), None)
    screen = (
        drawn.ask_step(turn.texts, draft_id, missing) if missing else drawn.check_compound(turn.texts, draft_id, body)
    )
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def on_drop(turn: Turn, button: DropCompound) -> None:
    """算了."""
    outcome = await drop_draft(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.dropped(turn.texts)))


async def on_found(turn: Turn, button: FoundCompound) -> None:
    """就这样建; reports that waited come along."""
    draft = await _draft(turn, button.draft_id)
    if draft is None or any(question not in draft.body for question in QUESTIONS):
        await turn.refuse(GONE)
        return
    answers = {question: draft.body[question] for question in QUESTIONS}
    layout = from_facts(draft.body["layout"]) if draft.body.get("layout") else None
    outcome = await acts.found_compound(
        turn.database, actor=turn.actor, **answers, layout=layout, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    adopted = await issues.adopt_reports(
        turn.database, actor=turn.actor, compound_id=outcome["compound_id"], source=turn.source, at=turn.at
    )
    n = 0 if isinstance(adopted, Refusal) else adopted["n"]
    choice = len(await cities(turn.database))
    screen = drawn.founded(turn.texts, **outcome.facts, adopted=n, group_url=_group_url(turn), cities=choice)
    await turn.redraw(screen)
    await drop_draft(turn.database, actor=turn.actor, draft_id=draft.id, source=turn.source, at=turn.at)


def _group_url(turn: Turn) -> str:
    """Telegram's own way of adding a bot to a group one chooses."""
    return f"https://t.me/{turn.bot.username}?startgroup=yishiting"


async def on_roster(turn: Turn, _: str) -> None:
    """/mingce: the roster, after asking which where there are several."""
    if not turn.private:
        await turn.show(menus.in_private(turn.texts, "m_roster"))
        return
    await show_roster(turn)


async def show_roster(turn: Turn) -> None:
    """The roster of the one compound, or those somebody serves, what waits for them first.

    Their own homes for those who do not see it.
    """
    if not places(turn.actor, Act.SEE_ROSTER) and places(turn.actor, Act.EXPORT_REGISTRY):
        await registry_import.offer_export(turn)
        return
    refusal = None if places(turn.actor, Act.SEE_ROSTER) else permit(turn.actor, Act.SEE_ROSTER, ANYWHERE)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    found = await seats.waiting(turn.database, actor=turn.actor, at=turn.at)
    if not found:
        await turn.show(menus.founding(turn.texts, actor=turn.actor, begin=BeginCompound()))
    elif len(found) > 1:
        await turn.show(drawn.which_compound(turn.texts, found, 0))
    else:
        screen = await _roster(turn, found[0].compound.id)
        await (turn.refuse(screen) if isinstance(screen, Refusal) else turn.show(screen))


async def _roster(turn: Turn, compound_id: int, page: int = 0) -> Screen | Refusal:
    view = await rosters.overview(turn.database, actor=turn.actor, compound_id=compound_id, at=turn.at)
    if isinstance(view, Refusal):
        return view
    return drawn.roster(turn.texts, view, actor=turn.actor, group_url=_group_url(turn), page=page)


async def on_show_roster(turn: Turn, button: ShowRoster) -> None:
    """One of several compounds was chosen."""
    screen = await _roster(turn, button.compound_id)
    await (turn.refuse(screen) if isinstance(screen, Refusal) else turn.redraw(screen))


async def on_more(turn: Turn, button: MoreOfRoster) -> None:
    """名册里其余的事."""
    screen = await _roster(turn, button.compound_id, button.page)
    await (turn.refuse(screen) if isinstance(screen, Refusal) else turn.redraw(screen))


async def on_waiting(turn: Turn, button: ShowWaiting) -> None:
    """Another page of the compounds somebody serves."""
    found = await seats.waiting(turn.database, actor=turn.actor, at=turn.at)
    await turn.redraw(drawn.which_compound(turn.texts, found, max(button.page, 0)))


async def on_shortfalls(turn: Turn, button: ShowShortfalls) -> None:
    """各小区还缺什么."""
    found = await seats.situations(turn.database, actor=turn.actor, at=turn.at)
    if not found:
        await turn.refuse(permit(turn.actor, Act.SEE_ROSTER, ANYWHERE) or Refusal(Reason.NOT_FOUND))
        return
    await turn.redraw(drawn.shortfall_list(turn.texts, found, max(button.page, 0)))


async def on_readiness(turn: Turn, button: ShowReadiness) -> None:
    """表决还缺什么."""
    view = await rosters.overview(turn.database, actor=turn.actor, compound_id=button.compound_id, at=turn.at)
    if isinstance(view, Refusal):
        await turn.refuse(view)
        return
    await turn.redraw(readiness.page(turn.texts, view.compound.name, view.ready, button.compound_id))


COMMANDS = {"mingce": on_roster, "roster": on_roster, **homes.COMMANDS}
BUTTONS = {
    BeginCompound: on_begin_compound,
    SkipStep: on_skip,
    DropCompound: on_drop,
    FoundCompound: on_found,
    ShowRoster: on_show_roster,
    MoreOfRoster: on_more,
    ShowWaiting: on_waiting,
    ShowShortfalls: on_shortfalls,
    ShowReadiness: on_readiness,
    **homes.BUTTONS,
}
STEPS = {_awaiting(question): on_step for question in QUESTIONS}
