"""Counts of secret paper elections (纸票计票): entered by one who was there, confirmed by another, then believed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.candidacies import OWN_ELECTION
from domain.count_sheets import (
    CountSheet,
    PaperResult,
    count_paper,
    round_faults,
    run_off_seats,
    sheet_faults,
    sheet_of,
)
from domain.election_effects import count_confirmed, count_entered, lot_needed, not_elected, run_off_needed
from domain.election_refusals import NO_ELECTION
from domain.election_results import Elected
from domain.elections import ORGAN_WAYS, Election, ElectionState, Way
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.voting.elections import ELECTION_RULES
from services.acts import act
from services.elections import FINISHED
from services.elections_appointments import CHECKERS
from services.elections_results import take_office
from services.readers import first_chats, staff_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def enter_count(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    sheet: CountSheet,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """录计票单: sums that cannot be right are refused; entered anew, the last one stands."""
    election = await _counted(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    if (refusal := await _sheet_refusal(transaction, election, sheet)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.elections.enter_sheet(election_id, sheet.facts, by=actor.person_id, at=at)
    if draft_id is not None:
        await transaction.drafts.remove(draft_id)
    chats = [chat.id for chat in await first_chats(transaction, election.place, at, CHECKERS, apart=(actor.person_id,))]
    await apply(transaction, count_entered(election, number, sheet.facts, actor.person_id, chats), at=at)
    return Done({"election_id": election_id})


async def _sheet_refusal(transaction: Transaction, election: Election, sheet: CountSheet) -> Refusal | None:
    """Why this cannot be what was called out in this round, over this list."""
    listed = await transaction.elections.noticed(election.id, transaction.zone)
    seats = run_off_seats(election.result) or election.seats
    faults = (*round_faults(sheet, election, listed), *sheet_faults(sheet, seats))
    if not faults:
        return None
    return Refusal(Reason.INVALID, {"what": "count_sheet", "wrong": [fault.value for fault in faults]})


async def _counted(transaction: Transaction, actor: Actor, election_id: int) -> Election | Refusal:
    """An election whose paper is counted, for somebody who may count and does not stand in it."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.CONFIRM_VOTE, election.place)) is not None:
        return refusal
    if election.way is not Way.PAPER or election.state is not ElectionState.LISTED:
        return FINISHED
    assert actor.person_id is not None, "permitted above"
    if await transaction.elections.stands_in(election, actor.person_id):
        return OWN_ELECTION
    return election


@act
async def confirm_count(
    transaction: Transaction, *, actor: Actor, election_id: int, sheet_id: int, source: str, at: datetime
) -> Outcome:
    """核对计票单: by a second person, of the sheet they have read; the elected take office, a tie waits for its lot."""
    election = await _counted(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    row = await transaction.elections.sheet(election_id)
    if row is None or row.confirmed_by is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "count_none"})
    if row.id != sheet_id:
        return Refusal(Reason.STALE)
    if row.entered_by == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "count_second_person"})
    if (refusal := await _sheet_refusal(transaction, election, sheet_of(row.sheet))) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.confirm_sheet(row.id, by=actor.person_id, at=at)
    await apply(transaction, count_confirmed(election, row.id, actor.person_id), at=at)
    await _settle(transaction, election, sheet_of(row.sheet), at)
    return Done({"election_id": election_id})


async def _settle(transaction: Transaction, election: Election, sheet: CountSheet, at: datetime) -> None:
    """What the count came to; where seats are left, the rest meets again (另行选举)."""
    key = ORGAN_WAYS[election.organ].counting
    assert key is not None, "it is counted"
    rule, again = ELECTION_RULES[key], run_off_seats(election.result)
    found = count_paper(sheet, rule, again or election.seats, run_off=bool(again))
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    if found.elected.tied:
        await _tied(transaction, election, found.elected, chats, at)
    elif found.quorum and found.left and not again and rule.run_off is not None:
        await _run_off(transaction, election, found, chats, at)
    elif found.elected.chosen or again:
        await take_office(transaction, election, found.elected.chosen, at)
    else:
        await apply(transaction, not_elected(election, chats, once=at.isoformat()), at=at)


async def _tied(
    transaction: Transaction, election: Election, found: Elected, chats: Sequence[int], at: datetime
) -> None:
    on_it = await transaction.elections.noticed(election.id, transaction.zone)
    await transaction.elections.write(election.id, state=ElectionState.VOTING.value, result=found.facts)
    tied = [one for one in on_it if one.id in found.tied]
    await apply(transaction, lot_needed(election, tied, found.by_lot, chats), at=at)


async def _run_off(
    transaction: Transaction, election: Election, found: PaperResult, chats: Sequence[int], at: datetime
) -> None:
    """Who has a majority is elected; for the seats that are left the others meet again, on paper as before."""
    if found.elected.chosen:
        await take_office(transaction, election, found.elected.chosen, at)
    left = {"left": found.left}
    await transaction.elections.write(election.id, state=ElectionState.LISTED.value, settled_at=None, result=left)
    await apply(transaction, run_off_needed(election, found.left, chats), at=at)
