"""What becomes of an election at the door (选举结果): put to the vote, the lot, filing and handing over."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Done, Outcome
from domain.voting.timelines import Milestone
from handlers.elections_pages import election_found, then
from handlers.turn import Turn
from rendering import elections as pages
from rendering import elections_candidates as writing
from rendering import elections_results as drawn
from rendering.election_buttons import (
    AskToPut,
    ConfirmAppointment,
    ConfirmLot,
    PutElection,
    RecordDone,
    RecordLot,
)
from services import elections_appointments as appointments
from services import elections_results as acts
from services.voting_elections import put_election


async def on_ask(turn: Turn, button: AskToPut) -> None:
    """[发起投票]: for how many days."""
    page = await election_found(turn, button.election_id)
    if page is not None:
        await turn.redraw(drawn.ask_to_put(turn.texts, page))


async def on_put(turn: Turn, button: PutElection) -> None:
    """[7天]: posted with its roll; voting follows the notice."""
    page = await election_found(turn, button.election_id)
    if page is None:
        return
    outcome = await put_election(
        turn.database,
        election_id=button.election_id,
        title=drawn.title(turn.texts, page.election),
        text=drawn.text(turn.texts, page),
        days=button.days,
        **turn.acting,
    )
    await _then(turn, outcome, "elections.toast.put", button.election_id)


async def _then(turn: Turn, outcome: Outcome, words: str, election_id: int) -> None:
    """Answered, then drawn anew."""
    await then(turn, outcome, words, lambda _: _page(turn, election_id))


async def _page(turn: Turn, election_id: int) -> None:
    """The election as it is now."""
    page = await election_found(turn, election_id)
    if page is not None:
        await turn.redraw(pages.page(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_lot(turn: Turn, button: RecordLot) -> None:
    """[抽中某某]."""
    election, candidacy = button.election_id, button.candidacy_id
    outcome = await acts.record_lot(turn.database, election_id=election, candidacy_id=candidacy, **turn.acting)
    await _then(turn, outcome, "elections.toast.lot", election)


async def on_confirm_lot(turn: Turn, button: ConfirmLot) -> None:
    """[抽签属实], by a second person."""
    election, right = button.election_id, bool(button.right)
    outcome = await acts.confirm_lot(
        turn.database, election_id=election, right=right, draws=button.draws, **turn.acting
    )
    await _then(turn, outcome, "elections.toast.lot_confirmed" if right else "elections.toast.lot_anew", election)


async def on_appointment(turn: Turn, button: ConfirmAppointment) -> None:
    """[和文件一样，公布], [不对，重记], by a second person; who is not known here yet is named."""
    election, right = button.election_id, bool(button.right)
    outcome = await appointments.confirm_appointment(
        turn.database, election_id=election, right=right, read=button.read, **turn.acting
    )
    await _then(turn, outcome, "elections.toast.lot_confirmed" if right else "elections.toast.lot_anew", election)
    if isinstance(outcome, Done) and (strangers := outcome.facts.get("strangers")):
        await turn.show(writing.strangers(turn.texts, election, strangers))


async def on_done(turn: Turn, button: RecordDone) -> None:
    """[今天备案了], [今天移交了]."""
    if button.milestone not in set(Milestone):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    milestone = Milestone(button.milestone)
    outcome = await acts.record_milestone(
        turn.database, election_id=button.election_id, milestone=milestone, **turn.acting
    )
    await _then(turn, outcome, "elections.toast.declared", button.election_id)


BUTTONS: dict[Any, Any] = {
    AskToPut: on_ask,
    PutElection: on_put,
    RecordLot: on_lot,
    ConfirmLot: on_confirm_lot,
    ConfirmAppointment: on_appointment,
    RecordDone: on_done,
}
