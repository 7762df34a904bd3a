"""Matters at the door (议题): the list, one matter, what was said of it, and every press that moves it on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.deliberation.matters import MatterPage
from domain.deliberation.stages import MatterAct
from domain.deliberation.votes import evenings
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, places
from handlers import (
    deliberation_calling,
    deliberation_full,
    deliberation_pressing,
    deliberation_revisions,
    deliberation_spoken,
    deliberation_stops,
    deliberation_texts,
    deliberation_urgent,
    deliberation_wizard,
    deliberation_words,
    deliberation_writing,
    matter_bundles,
    proposals,
)
from handlers.turn import Turn
from rendering import deliberation as drawn
from rendering import deliberation_full as full_drawn
from rendering.deliberation_buttons import (
    AskEvening,
    MoreOnMatter,
    OpenMatters,
    OpenOverview,
    PutMatter,
    ReadMatter,
    ReadOpinions,
    ShowMatter,
    SupportOpinion,
    WithdrawOpinion,
)
from rendering.deliberation_overview import overview
from rendering.screens import Screen
from rendering.texts import texts
from services.deliberation_pages import matter_page, matters_for, opinions_of
from services.opinions import support_opinion, withdraw_opinion
from services.registry import choose_locale
from services.voting_matters import put_matter

Show = Callable[[Screen], Awaitable[object]]
NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def any_there(turn: Turn) -> bool:
    """Whether there is any matter this person may read."""
    return bool(await matters_for(turn.database, actor=turn.actor))


async def on_matters(turn: Turn) -> None:
    """Matters of theirs, in private."""
    await turn.show(await _list(turn))


async def on_list(turn: Turn, _: OpenMatters) -> None:
    """[全部议题]."""
    await turn.redraw(await _list(turn))


async def on_overview(turn: Turn, button: OpenOverview) -> None:
    """[大事清单]."""
    found = sorted(await matters_for(turn.database, actor=turn.actor), key=lambda matter: -matter.id)
    await turn.redraw(overview(turn.texts, found, button.page))


async def _list(turn: Turn) -> Screen:
    found = await matters_for(turn.database, actor=turn.actor)
    starts = bool(places(turn.actor, Act.RUN_MATTER))
    return drawn.matters(turn.texts, found, starts=starts, proposing=await proposals.doors(turn))


async def on_start(turn: Turn, payload: str) -> None:
    """The button under the group's card; a number alone tells whoever is registered nowhere not even a title."""
    number = int(payload) if payload.isdecimal() and len(payload) < 18 else 0
    if turn.actor.roles:
        await _page(turn, number, turn.show)
        return
    await _in_their_language(turn)
    await turn.show(drawn.unregistered(turn.texts))


async def _in_their_language(turn: Turn) -> None:
    """Whoever has chosen none yet is spoken to in their phone's from now on, where that is not Chinese: in English."""
    user = turn.update.effective_user
    spoken = (user.language_code or "zh") if user is not None else "zh"
    if turn.visit.locale is None and not spoken.startswith("zh"):
        await choose_locale(turn.database, locale="en", **turn.acting)
        turn.texts = texts("en").speaking(turn.visit.terms)


async def on_show(turn: Turn, button: ShowMatter) -> None:
    """One matter."""
    await _page(turn, button.matter_id, turn.redraw)


async def _page(turn: Turn, matter_id: int, show: Show) -> None:
    found = await _found(turn, matter_id)
    if found is not None:
        await show(drawn.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def on_more(turn: Turn, button: MoreOnMatter) -> None:
    """[更多]: what its page, or the page of whoever runs it, has no room for."""
    found = await _found(turn, button.matter_id)
    if found is not None:
        more = full_drawn.run_more if button.run and found.leads else drawn.more
        await turn.redraw(more(turn.texts, found, button.page, at=turn.at, zone=turn.zone))


async def _found(turn: Turn, matter_id: int) -> MatterPage | None:
    """The matter as they may see it; else they hear that there is none."""
    found = await matter_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    return found


async def on_read(turn: Turn, button: ReadMatter) -> None:
    """[看全文]."""
    found = await _found(turn, button.matter_id)
    if found is not None:
        await turn.redraw(drawn.whole_text(turn.texts, found.matter))


async def on_opinions(turn: Turn, button: ReadOpinions) -> None:
    """[大家说的]."""
    await _opinions(turn, button.matter_id, button.page)


async def _opinions(turn: Turn, matter_id: int, page: int) -> None:
    found = await _found(turn, matter_id)
    said = None if found is None else await opinions_of(turn.database, actor=turn.actor, matter_id=matter_id)
    if found is not None and said is not None:
        open_ = MatterAct.SUPPORT in found.matter.procedure.step(found.matter.stage).acts
        await turn.redraw(drawn.opinions(turn.texts, matter_id, said, page, open_=open_))


async def on_support(turn: Turn, button: SupportOpinion) -> None:
    """[同感]."""
    outcome = await support_opinion(turn.database, opinion_id=button.opinion_id, **turn.acting)
    await _redraw_opinions(turn, outcome, button.page)


async def on_withdraw(turn: Turn, button: WithdrawOpinion) -> None:
    """[收回]."""
    outcome = await withdraw_opinion(turn.database, opinion_id=button.opinion_id, **turn.acting)
    await _redraw_opinions(turn, outcome, button.page)


async def _redraw_opinions(turn: Turn, outcome: Outcome, page: int) -> None:
    if isinstance(outcome, Done):
        await _opinions(turn, outcome["matter_id"], page)
    else:
        await turn.refuse(outcome)


async def on_evening(turn: Turn, button: AskEvening) -> None:
    """[开始表决]: until which evening?"""
    found = await _found(turn, button.matter_id)
    if found is not None:
        await turn.redraw(drawn.ask_evening(turn.texts, found, evenings(turn.at, turn.zone), turn.zone))


async def on_put(turn: Turn, button: PutMatter) -> None:
    """Until this evening: the vote begins."""
    outcome = await put_matter(turn.database, matter_id=button.matter_id, days=button.days, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.thanks(turn.texts, button.matter_id, "put"))
    else:
        await turn.refuse(outcome)


BUTTONS: dict[Any, Any] = {
    OpenMatters: on_list,
    OpenOverview: on_overview,
    ShowMatter: on_show,
    MoreOnMatter: on_more,
    ReadMatter: on_read,
    ReadOpinions: on_opinions,
    SupportOpinion: on_support,
    WithdrawOpinion: on_withdraw,
    AskEvening: on_evening,
    PutMatter: on_put,
    **deliberation_words.BUTTONS,
    **deliberation_wizard.BUTTONS,
    **deliberation_full.BUTTONS,
    **deliberation_spoken.BUTTONS,
    **deliberation_revisions.BUTTONS,
    **deliberation_stops.BUTTONS,
    **deliberation_writing.BUTTONS,
    **deliberation_calling.BUTTONS,
    **deliberation_texts.BUTTONS,
    **deliberation_pressing.BUTTONS,
    **deliberation_urgent.BUTTONS,
    **matter_bundles.BUTTONS,
}
STEPS = {
    **deliberation_words.STEPS,
    **deliberation_wizard.STEPS,
    **deliberation_spoken.STEPS,
    **deliberation_writing.STEPS,
    **deliberation_calling.STEPS,
    **deliberation_texts.STEPS,
    **deliberation_pressing.STEPS,
    **deliberation_urgent.STEPS,
}
STARTS = {"matter": on_start}
