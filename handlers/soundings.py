"""征集问题 at the door: asked by the committee, answered by a home at a tap, made into a list."""

from __future__ import annotations

from typing import Any

from domain.issues import clean
from domain.outcomes import Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE
from domain.soundings import SOUNDING_DAYS, asking_refusal, options_in, options_refusal
from handlers.conversations import go_on, own_draft
from handlers.turn import Turn
from rendering import checklists as listed
from rendering import menu
from rendering import soundings as drawn
from rendering.screens import Screen
from rendering.soundings import (
    ChooseOption,
    LeaveSounding,
    MakeListOf,
    NewSounding,
    ShowSounding,
    ShowSoundings,
    SoundingFor,
)
from services import drafts
from services import soundings as acts
from services.checklists import list_from_sounding
from services.drafts import Draft

KIND = "sounding_words"
QUESTION, OPTIONS = "soundings.question", "soundings.options"
SAMPLE = ("1", "2")
"""Options that would do, while the question alone is looked at."""


async def on_command(turn: Turn, _: str) -> None:
    """/zhengji."""
    await turn.show(await _list(turn) if turn.private else menu.in_private(turn.texts, "zj_0"))


async def on_start(turn: Turn, argument: str) -> None:
    """One question, from its card in the group."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    page = await acts.sounding_page(turn.database, actor=turn.actor, sounding_id=number)
    if page is None:
        await turn.show(await _list(turn))
    else:
        await turn.show(drawn.sounding(turn.texts, page, at=turn.at, zone=turn.zone))


async def _list(turn: Turn) -> Screen:
    found = await acts.sounding_list(turn.database, actor=turn.actor)
    asks = first_compound(turn.actor, Act.ASK_HOMES) is not None
    return drawn.soundings(turn.texts, found, asks=asks)


async def on_list(turn: Turn, _: ShowSoundings) -> None:
    """[全部征集]."""
    await turn.redraw(await _list(turn))


async def on_show(turn: Turn, button: ShowSounding) -> None:
    """One question."""
    page = await acts.sounding_page(turn.database, actor=turn.actor, sounding_id=button.sounding_id)
    if page is None:
        await turn.refuse(acts.NO_SOUNDING)
    else:
        await turn.redraw(drawn.sounding(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_choose(turn: Turn, button: ChooseOption) -> None:
    """One choice, or taken back."""
    outcome = await acts.choose(turn.database, sounding_id=button.sounding_id, option=button.option, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    chosen = button.option in outcome["choices"]
    await turn.toast(turn.texts.plain("soundings.toast.chosen" if chosen else "soundings.toast.back"))
    await on_show(turn, ShowSounding(button.sounding_id))


async def on_new(turn: Turn, _: NewSounding) -> None:
    """[征集问题]: what is asked?"""
    place = first_compound(turn.actor, Act.ASK_HOMES)
    refusal = permit(turn.actor, Act.ASK_HOMES, place or ANYWHERE)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body={}, awaiting=QUESTION, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask(turn.texts, "question", outcome["draft_id"]))


async def on_question(turn: Turn, draft: Draft) -> None:
    """The question, typed; now the choices."""
    question = clean(turn.message.text or "")
    if (refusal := asking_refusal(question, SAMPLE, SOUNDING_DAYS[0])) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"question": question}, OPTIONS):
        await turn.show(drawn.ask(turn.texts, "options", draft.id))


async def on_options(turn: Turn, draft: Draft) -> None:
    """The choices, one a line; now how long."""
    options = options_in(clean(turn.message.text or ""))
    if (refusal := options_refusal(options)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"options": options}, None):
        await turn.show(drawn.ask_days(turn.texts, draft.id, draft.body["question"], options))


async def on_days(turn: Turn, button: SoundingFor) -> None:
    """So many days: it is asked."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    outcome = await acts.ask_homes(
        turn.database,
        place=first_compound(turn.actor, Act.ASK_HOMES) or ANYWHERE,
        question=draft.body.get("question", ""),
        options=draft.body.get("options", []),
        days=button.days,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.sent(turn.texts, outcome["sounding_id"]))


async def on_leave(turn: Turn, button: LeaveSounding) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(await _list(turn))


async def on_make_list(turn: Turn, button: MakeListOf) -> None:
    """[变成清单]."""
    outcome = await list_from_sounding(turn.database, sounding_id=button.sounding_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(listed.thanks(turn.texts, "made", outcome["checklist_id"], None))


COMMANDS = {"zhengji": on_command, "survey": on_command}
BUTTONS: dict[Any, Any] = {
    ShowSoundings: on_list,
    ShowSounding: on_show,
    ChooseOption: on_choose,
    NewSounding: on_new,
    SoundingFor: on_days,
    LeaveSounding: on_leave,
    MakeListOf: on_make_list,
}
STEPS = {QUESTION: on_question, OPTIONS: on_options}
STARTS = {"zj": on_start}
