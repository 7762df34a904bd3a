"""Paper ballots that a home says are not theirs, at the door (不是自己投的纸票): by number; looked into."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from domain.voting.papers import disowning_refusal
from handlers.conversations import GONE
from handlers.turn import Turn
from handlers.vote_papers import ask_number, homes_of, look_beside, settle_paper, typed_paper
from rendering import vote_papers_aside as drawn
from rendering.vote_papers import DisownAtDoor, DisownPaper, disowned
from rendering.vote_papers_aside import LookAtPaper, TakeOutPaper
from services import vote_papers, vote_papers_pages
from services.drafts import Draft

AWAITING = "voting.paper_disowned"


async def on_disown_at_door(turn: Turn, button: DisownAtDoor) -> None:
    """[住户说不是自己投的]: the next words are its number."""
    await ask_number(turn, button.vote_id, AWAITING)


async def on_number(turn: Turn, draft: Draft) -> None:
    """Whose it is; it goes with the next press."""
    found = await typed_paper(turn, draft)
    refusal = found if isinstance(found, Refusal) else disowning_refusal(found.vote, found.paper, turn.at)
    if isinstance(found, Refusal) or refusal is not None:
        await turn.refuse(refusal or GONE)
    else:
        await turn.show(drawn.surely_disowned(turn.texts, found.paper, homes_of(turn, found)))


async def on_disown(turn: Turn, button: DisownPaper) -> None:
    """[这不是我投的], at once."""
    outcome = await vote_papers.disown_paper(turn.database, paper_id=button.paper_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(disowned(turn.texts, outcome["serial"], sealed=outcome["sealed"]))


async def on_take_out(turn: Turn, button: TakeOutPaper) -> None:
    """[撤出，不计], on the home's word."""
    await settle_paper(turn, vote_papers.disown_paper, button.paper_id, "taken_out")


async def on_look(turn: Turn, button: LookAtPaper) -> None:
    """[看第0137号的照片], while the result is sealed."""
    found = await vote_papers_pages.paper_to_look_at(
        turn.database, actor=turn.actor, vote_id=button.vote_id, serial=button.serial, at=turn.at
    )
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await look_beside(turn, found, drawn.look)


BUTTONS: dict[Any, Any] = {
    DisownAtDoor: on_disown_at_door,
    DisownPaper: on_disown,
    TakeOutPaper: on_take_out,
    LookAtPaper: on_look,
}
STEPS = {AWAITING: on_number}
