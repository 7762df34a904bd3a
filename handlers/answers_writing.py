"""What is typed for answers to opinions (答复时要写的): titles, reasons, visits, an opinion in other words."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.deliberation.answers import Verdict
from domain.deliberation.channel_uses import read_use
from domain.deliberation.opinions import ENTERED, Channel
from domain.outcomes import Done, Outcome, Refusal
from handlers.conversations import own_draft
from handlers.turn import Turn
from rendering import answers as drawn
from rendering import answers_sorting as asked
from rendering.answer_buttons import AmendOpinion, AnswerSo, DropAnswer, NewCluster, UseChannel, UseDay, UseWay
from rendering.screens import Screen
from services import answers as acts
from services import drafts
from services.answer_pages import answers_page, cluster_page, next_to_place
from services.deliberation_pages import matter_page, opinions_of
from services.dossiers import NO_MATTER
from services.drafts import Draft
from services.opinions import NO_OPINION, NOT_MINE, amend_opinion

KIND = "answers"
TITLE, REASON, HOMES, WORDS = "answers.title", "answers.reason", "answers.homes", "answers.words"
MOST_DAYS = 8
"""Days to choose from."""


async def _begin(turn: Turn, awaiting: str | None, **body: Any) -> int | None:
    """What is going to be written, as a draft; None where it cannot be."""
    chat = turn.visit.chat.id
    begun = await drafts.begin_draft(
        turn.database, chat_id=chat, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(begun, Refusal):
        await turn.refuse(begun)
        return None
    return int(begun["draft_id"])


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def on_new(turn: Turn, button: NewCluster) -> None:
    """[新的一类]: what is it called?"""
    matter_id, chosen = button.matter_id, button.opinion_id
    found = await next_to_place(turn.database, actor=turn.actor, matter_id=matter_id, after=chosen - 1, at=turn.at)
    if found is None or found[0].opinion.id != chosen:
        await turn.refuse(NO_OPINION)
        return
    ids = [chosen, *(one.id for one in found[0].alike if button.alike)]
    draft = await _begin(turn, TITLE, matter_id=matter_id, opinions=ids)
    if draft is not None:
        await turn.redraw(asked.ask_title(turn.texts, draft, matter_id, len(ids)))


async def on_title(turn: Turn, draft: Draft) -> None:
    """The title of a new cluster, typed; the next opinion follows."""
    matter_id, ids = draft.body["matter_id"], draft.body["opinions"]
    outcome = await acts.gather_opinions(
        turn.database, matter_id=matter_id, opinion_ids=ids, title=_words(turn), draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(await _next(turn, matter_id, ids[0]))


async def _next(turn: Turn, matter_id: int, after: int) -> Screen:
    found = await next_to_place(turn.database, actor=turn.actor, matter_id=matter_id, after=after, at=turn.at)
    if found is None:
        return asked.all_sorted(turn.texts, matter_id)
    return asked.sort(turn.texts, matter_id, *found, 0)


async def on_verdict(turn: Turn, button: AnswerSo) -> None:
    """采纳, 部分采纳, 不采纳: why?"""
    found = await cluster_page(turn.database, actor=turn.actor, cluster_id=button.cluster_id, at=turn.at)
    if found is None:
        await turn.refuse(acts.NO_CLUSTER)
        return
    if button.verdict not in set(Verdict):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    one, verdict = found.cluster, Verdict(button.verdict)
    draft = await _begin(turn, REASON, cluster_id=one.id, verdict=verdict.value)
    if draft is not None:
        await turn.redraw(asked.ask_reason(turn.texts, draft, one, verdict))


async def on_reason(turn: Turn, draft: Draft) -> None:
    """Why, typed: it is published, and everybody it concerns is told."""
    number, verdict = draft.body["cluster_id"], Verdict(draft.body["verdict"])
    outcome = await acts.answer_cluster(
        turn.database, cluster_id=number, verdict=verdict, reason=_words(turn), draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(asked.thanks(turn.texts, outcome["matter_id"], "answered", n=outcome["told"]))


async def on_use(turn: Turn, button: UseChannel) -> None:
    """[记走访]: by which way?"""
    found = await answers_page(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
        return
    draft = await _begin(turn, None, matter_id=button.matter_id)
    if draft is not None:
        await turn.redraw(asked.ask_way(turn.texts, draft, button.matter_id))


async def on_way(turn: Turn, button: UseWay) -> None:
    """By this way: on which day?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.channel not in ENTERED:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    matter_id = draft.body["matter_id"]
    found = await matter_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    outcome = await _change(turn, draft, None, channel=button.channel)
    if outcome and found is not None:
        today, began = (moment.astimezone(turn.zone).date() for moment in (turn.at, found.matter.since))
        days = min((today - began).days + 1, MOST_DAYS)
        await turn.redraw(asked.ask_day(turn.texts, draft.id, matter_id, today, days))


async def on_day(turn: Turn, button: UseDay) -> None:
    """On that day: how many homes?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and await _change(turn, draft, HOMES, day=button.day):
        await turn.redraw(asked.ask_homes(turn.texts, draft.id, draft.body["matter_id"]))


async def _change(turn: Turn, draft: Draft, awaiting: str | None, **changes: Any) -> bool:
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    return isinstance(outcome, Done)


async def on_homes(turn: Turn, draft: Draft) -> None:
    """How many homes, and what there is to say of it, typed."""
    homes, words = read_use(_words(turn))
    outcome = await acts.record_channel_use(
        turn.database,
        matter_id=draft.body["matter_id"],
        channel=Channel(draft.body["channel"]),
        day=date.fromisoformat(draft.body["day"]),
        homes=homes,
        words=words,
        draft_id=draft.id,
        **turn.acting,
    )
    await _thanked(turn, outcome, "used")


async def _thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(asked.thanks(turn.texts, outcome["matter_id"], what))


async def on_amend(turn: Turn, button: AmendOpinion) -> None:
    """[改]: in which other words?"""
    said = await opinions_of(turn.database, actor=turn.actor, matter_id=button.matter_id) or []
    opinion = next((one for one in said if one.id == button.opinion_id), None)
    if opinion is None or not opinion.mine:
        await turn.refuse(NO_OPINION if opinion is None else NOT_MINE)
        return
    draft = await _begin(turn, WORDS, matter_id=button.matter_id, opinion_id=opinion.id)
    if draft is not None:
        await turn.redraw(asked.ask_amend(turn.texts, draft, button.matter_id, opinion.words))


async def on_words(turn: Turn, draft: Draft) -> None:
    """The other words, typed."""
    number = draft.body["opinion_id"]
    outcome = await amend_opinion(
        turn.database, opinion_id=number, words=_words(turn), draft_id=draft.id, **turn.acting
    )
    await _thanked(turn, outcome, "amended")


async def on_drop(turn: Turn, button: DropAnswer) -> None:
    """[算了]: back to what was heard, and nothing is waited for."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await answers_page(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(drawn.digest(turn.texts, found, 0))


BUTTONS: dict[Any, Any] = {
    NewCluster: on_new,
    AnswerSo: on_verdict,
    UseChannel: on_use,
    UseWay: on_way,
    UseDay: on_day,
    AmendOpinion: on_amend,
    DropAnswer: on_drop,
}
STEPS = {TITLE: on_title, REASON: on_reason, HOMES: on_homes, WORDS: on_words}
