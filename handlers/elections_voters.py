"""The voters' list at the door (选民名单): posted, looked at, objected to, answered, corrected."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.election_voters import NO_LIST
from domain.outcomes import Refusal
from handlers.elections_counts import one_home
from handlers.elections_pages import election_found, then
from handlers.elections_writing import begin
from handlers.turn import Turn
from rendering import elections_voters as drawn
from rendering.election_voter_buttons import (
    AnswerVoters,
    CorrectVoters,
    ListVoterObjections,
    ObjectToVoters,
    PostVoters,
    PrintVoters,
    RepostVoters,
    ShowVoters,
)
from services import drafts, elections_voters, rosters
from services.drafts import Draft
from services.elections_voters_pages import voters_to_print


async def on_show(turn: Turn, button: ShowVoters) -> None:
    """[选民名单]."""
    await _list(turn, button.election_id)


async def _list(turn: Turn, election_id: int) -> None:
    page = await election_found(turn, election_id)
    if page is None:
        return
    if page.voters is None:
        await turn.refuse(NO_LIST)
    else:
        await turn.redraw(drawn.voters(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_post(turn: Turn, button: PostVoters) -> None:
    """[公布选民名单], asked back once."""
    if not button.sure:
        await turn.redraw(drawn.surely_post_voters(turn.texts, button.election_id))
        return
    outcome = await elections_voters.post_voters(turn.database, election_id=button.election_id, **turn.acting)
    await then(turn, outcome, "elections.toast.voters", lambda _: _list(turn, button.election_id))


async def on_repost(turn: Turn, button: RepostVoters) -> None:
    """[重新公布], asked back once."""
    if not button.sure:
        await turn.redraw(drawn.surely_repost_voters(turn.texts, button.election_id))
        return
    outcome = await elections_voters.repost_voters(turn.database, election_id=button.election_id, **turn.acting)
    await then(turn, outcome, "elections.toast.voters", lambda _: _list(turn, button.election_id))


async def on_print(turn: Turn, button: PrintVoters) -> None:
    """[印选民名单]: to be put up, and signed on the day."""
    found = await voters_to_print(turn.database, actor=turn.actor, election_id=button.election_id)
    page = None if isinstance(found, Refusal) else await election_found(turn, button.election_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    elif page is not None:
        await turn.settle()
        compound = (await rosters.place_names(turn.database)).of(page.election.place)
        await turn.show(await asyncio.to_thread(drawn.voters_sheet, turn.texts, compound, found))


async def on_object(turn: Turn, button: ObjectToVoters) -> None:
    """[对名单提异议]."""
    await begin(turn, "voter_objection", {"election": button.election_id})


async def on_objections(turn: Turn, button: ListVoterObjections) -> None:
    """[答复名单异议]."""
    page = await election_found(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.voter_objection(turn.texts, page, turn.zone))


async def on_answer(turn: Turn, button: AnswerVoters) -> None:
    """[成立], [不成立]."""
    await begin(turn, "voter_answer", {"objection": button.objection_id, "upheld": button.upheld})


async def on_correct(turn: Turn, button: CorrectVoters) -> None:
    """[补一户], [去一户]: which door?"""
    asked = "voter_on" if button.on else "voter_off"
    await begin(turn, "voter_door", {"election": button.election_id, "on": bool(button.on)}, asked=asked)


async def on_door(turn: Turn, draft: Draft) -> None:
    """The door, typed."""
    page = await election_found(turn, draft.body["election"])
    if page is None:
        return
    on, home = bool(draft.body["on"]), await one_home(turn, page)
    if isinstance(home, Refusal):
        await turn.refuse(home)
        return
    outcome = await elections_voters.correct_voters(
        turn.database, election_id=draft.body["election"], unit_id=home.id, on=on, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(drawn.corrected(turn.texts, outcome.facts, on=on))
    await drafts.drop_draft(turn.database, draft_id=draft.id, **turn.acting)


BUTTONS: dict[Any, Any] = {
    ShowVoters: on_show,
    PostVoters: on_post,
    PrintVoters: on_print,
    RepostVoters: on_repost,
    ObjectToVoters: on_object,
    ListVoterObjections: on_objections,
    AnswerVoters: on_answer,
    CorrectVoters: on_correct,
}
STEPS = {"elections.voter_door": on_door}
