"""Answers to opinions at the door (意见答复): what was heard and answered, and putting together what is alike."""

from __future__ import annotations

from typing import Any

from domain.deliberation.answers import AnswersPage, ClusterPage
from domain.outcomes import Outcome, Refusal
from handlers import answers_writing
from handlers.turn import Turn
from rendering import answers as drawn
from rendering import answers_sorting as sorting
from rendering.answer_buttons import (
    AskAnswer,
    ForwardDigest,
    PlaceOpinion,
    ReadDigest,
    ReadSpots,
    ReopenAnswer,
    ShowCluster,
    SortOpinions,
    TakeOutOpinion,
)
from services import answers as acts
from services.answer_pages import answers_page, cluster_page, next_to_place
from services.dossiers import NO_MATTER


async def on_digest(turn: Turn, button: ReadDigest) -> None:
    """[意见和答复]."""
    found = await _digest(turn, button.matter_id)
    if found is not None:
        await turn.redraw(drawn.digest(turn.texts, found, button.page))


async def on_forward(turn: Turn, button: ForwardDigest) -> None:
    """[整理成文字]."""
    found = await _digest(turn, button.matter_id)
    for screen in () if found is None else drawn.forwarded(turn.texts, found):
        await turn.show(screen)


async def on_spots(turn: Turn, button: ReadSpots) -> None:
    """[海报带来的]."""
    found = await _digest(turn, button.matter_id)
    if found is not None:
        await turn.redraw(drawn.spots(turn.texts, found, button.page))


async def _digest(turn: Turn, matter_id: int) -> AnswersPage | None:
    """What was heard, as they may read it; else they hear that there is none."""
    found = await answers_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    return found


async def on_cluster(turn: Turn, button: ShowCluster) -> None:
    """One cluster."""
    await _cluster(turn, button.cluster_id, button.page)


async def _cluster(turn: Turn, cluster_id: int, page: int = 0) -> None:
    found = await _found(turn, cluster_id)
    if found is not None:
        await turn.redraw(drawn.cluster(turn.texts, found, page))


async def _found(turn: Turn, cluster_id: int) -> ClusterPage | None:
    """The cluster, as they may read it; else they hear that there is none."""
    found = await cluster_page(turn.database, actor=turn.actor, cluster_id=cluster_id, at=turn.at)
    if found is None:
        await turn.refuse(acts.NO_CLUSTER)
    return found


async def on_sort(turn: Turn, button: SortOpinions) -> None:
    """[归类], [下一条]."""
    await _sort(turn, button.matter_id, button.after, button.page)


async def _sort(turn: Turn, matter_id: int, after: int, page: int = 0) -> None:
    found = await next_to_place(turn.database, actor=turn.actor, matter_id=matter_id, after=after, at=turn.at)
    if found is None:
        await turn.redraw(sorting.all_sorted(turn.texts, matter_id))
    else:
        await turn.redraw(sorting.sort(turn.texts, matter_id, *found, page))


async def on_place(turn: Turn, button: PlaceOpinion) -> None:
    """Into this cluster; the next one follows."""
    number, chosen = button.cluster_id, [button.opinion_id]
    outcome = await acts.place_opinions(turn.database, cluster_id=number, opinion_ids=chosen, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("answers.toast.placed"))
    await _sort(turn, outcome["matter_id"], button.opinion_id)


async def on_take_out(turn: Turn, button: TakeOutOpinion) -> None:
    """[拿出来]."""
    outcome = await acts.take_out_opinion(turn.database, opinion_id=button.opinion_id, **turn.acting)
    await _done(turn, outcome, button.cluster_id)


async def _done(turn: Turn, outcome: Outcome, cluster_id: int) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await _cluster(turn, cluster_id)


async def on_answer(turn: Turn, button: AskAnswer) -> None:
    """[答复]: which of the three?"""
    found = await _found(turn, button.cluster_id)
    if found is not None:
        await turn.redraw(sorting.ask_verdict(turn.texts, found))


async def on_reopen(turn: Turn, button: ReopenAnswer) -> None:
    """[重新答复]: a second look, then another answer is owed."""
    if button.sure:
        outcome = await acts.reopen_answer(turn.database, cluster_id=button.cluster_id, **turn.acting)
        await _done(turn, outcome, button.cluster_id)
        return
    found = await _found(turn, button.cluster_id)
    if found is not None:
        await turn.redraw(sorting.ask_reopen(turn.texts, found))


BUTTONS: dict[Any, Any] = {
    ReadDigest: on_digest,
    ForwardDigest: on_forward,
    ReadSpots: on_spots,
    ShowCluster: on_cluster,
    SortOpinions: on_sort,
    PlaceOpinion: on_place,
    TakeOutOpinion: on_take_out,
    AskAnswer: on_answer,
    ReopenAnswer: on_reopen,
    **answers_writing.BUTTONS,
}
STEPS = answers_writing.STEPS
