"""The preparatory group at the door (筹备组)."""

from __future__ import annotations

from typing import Any

from domain.election_refusals import NO_ELECTION
from domain.outcomes import Outcome, Refusal
from domain.voting.founding import GroupSeat
from handlers.elections_pages import then
from handlers.turn import Turn
from rendering import elections_candidates as writing
from rendering import elections_groups as drawn
from rendering.election_buttons import ChooseSeat, ClearGroup, PostGroup, SeatMember, ShowGroup
from services import drafts
from services import elections_groups as acts
from services.drafts import Draft
from services.election_pages import election_page


async def _show(turn: Turn, election_id: int, *, anew: bool = False) -> None:
    page = await election_page(turn.database, actor=turn.actor, election_id=election_id, at=turn.at)
    if page is None or not page.runs or page.election.terms["group"] is None:
        await turn.refuse(NO_ELECTION)
        return
    screen = drawn.group(turn.texts, page)
    await (turn.show(screen) if anew else turn.redraw(screen))


async def on_show(turn: Turn, button: ShowGroup) -> None:
    """[筹备组]."""
    await _show(turn, button.election_id)


async def on_add(turn: Turn, button: ChooseSeat) -> None:
    """[加一位]."""
    await turn.redraw(drawn.seats(turn.texts, button.election_id))


async def on_seat(turn: Turn, button: SeatMember) -> None:
    """For whom; the next words are the name."""
    if button.seat not in set(GroupSeat):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind="election",
        body={"what": "member", "election": button.election_id, "seat": button.seat},
        awaiting="elections.member",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(writing.typed(turn.texts, "member", outcome["draft_id"]))


async def on_member(turn: Turn, draft: Draft) -> None:
    """The name, typed."""
    words = (turn.message.text or turn.message.caption or "").strip()
    seat, number = GroupSeat(draft.body["seat"]), draft.body["election"]
    outcome = await acts.seat_member(
        turn.database, election_id=number, seat=seat, name=words, draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await _show(turn, number, anew=True)


async def on_clear(turn: Turn, button: ClearGroup) -> None:
    """[重新记]."""
    outcome = await acts.clear_group(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.declared", button.election_id)


async def on_post(turn: Turn, button: PostGroup) -> None:
    """[公布筹备组]."""
    outcome = await acts.post_group(turn.database, election_id=button.election_id, **turn.acting)
    await _then(turn, outcome, "elections.toast.posted", button.election_id)


async def _then(turn: Turn, outcome: Outcome, words: str, election_id: int) -> None:
    """Answered, then drawn anew."""
    await then(turn, outcome, words, lambda _: _show(turn, election_id))


BUTTONS: dict[Any, Any] = {
    ShowGroup: on_show,
    ChooseSeat: on_add,
    SeatMember: on_seat,
    ClearGroup: on_clear,
    PostGroup: on_post,
}
STEPS = {"elections.member": on_member}
