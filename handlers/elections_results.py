"""What becomes of an election at the door (选举结果): put to the vote, the lot, filing and handing over."""

from __future__ import annotations

from typing import Any

from domain.count_sheets import counted, read_sheet, run_off_seats
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.timelines import Milestone
from handlers.elections_pages import election_found, then
from handlers.turn import Turn
from rendering import elections as pages
from rendering import elections_candidates as writing
from rendering import elections_results as drawn
from rendering.election_buttons import (
    AskToPut,
    ConfirmAppointment,
    ConfirmCount,
    ConfirmLot,
    EnterCount,
    PutElection,
    RecordDone,
    RecordLot,
)
from services import drafts
from services import elections_appointments as appointments
from services import elections_counts as counts
from services import elections_results as acts
from services.drafts import Draft
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


async def on_enter(turn: Turn, button: EnterCount) -> None:
    """[录计票单]: the form to fill."""
    page = await election_found(turn, button.election_id)
    if page is None:
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind="election",
        body={"what": "count", "election": button.election_id, "run_off": bool(run_off_seats(page.election.result))},
        awaiting="elections.count",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask_count(turn.texts, page, outcome["draft_id"]))


async def on_count(turn: Turn, draft: Draft) -> None:
    """The lines, typed."""
    page = await election_found(turn, draft.body["election"])
    if page is None:
        return
    words, again = turn.message.text or turn.message.caption or "", draft.body.get("run_off", False)
    sheet = read_sheet(words, [one.id for one in counted(page.shown)], run_off=again)
    if sheet is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "count_lines"}))
        return
    outcome = await counts.enter_count(
        turn.database, election_id=page.election.id, sheet=sheet, draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(writing.done(turn.texts, "counted", page.election.id))


async def on_confirm_count(turn: Turn, button: ConfirmCount) -> None:
    """[和现场一样，公布]."""
    outcome = await counts.confirm_count(
        turn.database, election_id=button.election_id, sheet_id=button.sheet_id, **turn.acting
    )
    await _then(turn, outcome, "elections.toast.lot_confirmed", button.election_id)


BUTTONS: dict[Any, Any] = {
    AskToPut: on_ask,
    PutElection: on_put,
    RecordLot: on_lot,
    ConfirmLot: on_confirm_lot,
    ConfirmAppointment: on_appointment,
    RecordDone: on_done,
    EnterCount: on_enter,
    ConfirmCount: on_confirm_count,
}
STEPS = {"elections.count": on_count}
