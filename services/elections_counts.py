"""Counts of secret paper elections (纸票计票): entered by one who was there, confirmed by another, then believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.count_checks import EnteredSheet, marks_refusal, photo_refusal, sheet_subject
from domain.count_sheets import (
    CountSheet,
    PaperResult,
    count_paper,
    round_faults,
    run_off_seats,
    sheet_faults,
)
from domain.election_effects import (
    count_confirmed,
    count_entered,
    count_published,
    lot_needed,
    not_elected,
    run_off_needed,
)
from domain.election_results import Elected
from domain.election_voter_effects import count_photographed, count_rejected
from domain.election_voters import Turnout
from domain.elections import ORGAN_WAYS, Election, ElectionState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.voting.elections import ELECTION_RULES
from services.acts import act
from services.elections_appointments import CHECKERS
from services.elections_results import take_office
from services.elections_turnout import polling
from services.readers import first_chats, open_chats, open_groups, staff_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def enter_count(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    sheet: CountSheet,
    source: str,
    at: datetime,
) -> Outcome:
    """录计票单: sums that cannot be right are refused; entered anew, the last one stands. Its photo comes next."""
    held = await polling(transaction, actor, election_id, at)
    if isinstance(held, Refusal):
        return held
    refusal = marks_refusal(sheet, held.turnout) or await _sheet_refusal(transaction, held.election, sheet)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.elections.enter_sheet(election_id, sheet.facts, by=actor.person_id, at=at)
    await apply(transaction, count_entered(held.election, number, sheet.facts, actor.person_id), at=at)
    return Done({"election_id": election_id, "sheet_id": number})


@act
async def photograph_count(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    sheet_id: int,
    photo: str,
    size: int | None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """传计票单照片: by who entered it; now a second person is asked to look."""
    held = await _waiting(transaction, actor, election_id, sheet_id, at)
    if isinstance(held, Refusal):
        return held
    entered, election = held.entered, held.election
    if entered.entered_by != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "count_sheet"})
    if (await photo_of(transaction, sheet_id))[0] == "stored":
        return Refusal(Reason.ALREADY_DONE, {"what": "count_photo"})  # what somebody looks at stays as it is
    await transaction.attachments.drop(sheet_subject(sheet_id))  # the last one stands
    await transaction.attachments.record(
        subject=sheet_subject(sheet_id), kind="photo", file_id=photo, name="", mime="", size=size, at=at
    )
    await transaction.drafts.remove(draft_id)
    chats = [
        chat.id for chat in await first_chats(transaction, election.place, at, CHECKERS, apart=(entered.entered_by,))
    ]
    await apply(transaction, count_photographed(election, sheet_id, entered.entered_by, chats, at), at=at)
    return Done({"election_id": election_id})


async def _sheet_refusal(transaction: Transaction, election: Election, sheet: CountSheet) -> Refusal | None:
    """Why this cannot be what was called out in this round, over this list."""
    listed = await transaction.elections.noticed(election.id, transaction.zone)
    seats = run_off_seats(election.result) or election.seats
    faults = (*round_faults(sheet, election, listed), *sheet_faults(sheet, seats))
    if not faults:
        return None
    return Refusal(Reason.INVALID, {"what": "count_sheet", "wrong": [fault.value for fault in faults]})


@dataclass(frozen=True)
class Waiting:
    """A count sheet that waits for its second person (待核对的计票单), and the election, whose row is ours."""

    election: Election
    turnout: Turnout
    entered: EnteredSheet


async def _waiting(
    transaction: Transaction, actor: Actor, election_id: int, sheet_id: int, at: datetime
) -> Waiting | Refusal:
    """The sheet that they have read, if it is the last one and nobody has confirmed it."""
    held = await polling(transaction, actor, election_id, at)
    if isinstance(held, Refusal):
        return held
    entered = await transaction.elections.sheet(election_id)
    if entered is None or entered.confirmed:
        return Refusal(Reason.WRONG_STATE, {"what": "count_none"})
    return Refusal(Reason.STALE) if entered.id != sheet_id else Waiting(held.election, held.turnout, entered)


@act
async def confirm_count(
    transaction: Transaction, *, actor: Actor, election_id: int, sheet_id: int, source: str, at: datetime
) -> Outcome:
    """核对计票单: by a second person beside its photo; the elected take office, a tie waits for its lot."""
    held = await _waiting(transaction, actor, election_id, sheet_id, at)
    if isinstance(held, Refusal):
        return held
    election, entered, sheet = held.election, held.entered, held.entered.sheet
    if entered.entered_by == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "count_second_person"})
    state, photo = await photo_of(transaction, entered.id)
    refusal = photo_refusal(state) or marks_refusal(sheet, held.turnout)
    refusal = refusal or await _sheet_refusal(transaction, election, sheet)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.confirm_sheet(entered.id, by=actor.person_id, at=at)
    await apply(transaction, count_confirmed(election, entered.id, actor.person_id, photo), at=at)
    await _settle(transaction, election, entered, at)
    return Done({"election_id": election_id})


async def photo_of(transaction: Transaction, sheet_id: int) -> tuple[str | None, str]:
    """Where the photo of a count sheet is, and its hash once it is here."""
    files = await transaction.attachments.of(sheet_subject(sheet_id))
    return (files[-1].state, files[-1].sha256 or "") if files else (None, "")


@act
async def reject_count(
    transaction: Transaction, *, actor: Actor, election_id: int, sheet_id: int, source: str, at: datetime
) -> Outcome:
    """计票单退回: it is not what was called out, or the marks are wrong; both can be mended, and it is entered anew."""
    held = await _waiting(transaction, actor, election_id, sheet_id, at)
    if isinstance(held, Refusal):
        return held
    entered, election = held.entered, held.election
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.drop_sheet(entered.id)
    await transaction.attachments.drop(sheet_subject(entered.id))
    people = [entered.entered_by] if entered.entered_by != actor.person_id else []
    chats = [chat.id for chat in await open_chats(transaction, people)]
    await apply(transaction, count_rejected(election, entered.id, actor.person_id, chats), at=at)
    return Done({"election_id": election_id})


async def _settle(transaction: Transaction, election: Election, entered: EnteredSheet, at: datetime) -> None:
    """What the count came to; where seats are left, the rest meets again (另行选举)."""
    key = ORGAN_WAYS[election.organ].counting
    assert key is not None, "it is counted"
    rule, again = ELECTION_RULES[key], run_off_seats(election.result)
    found = count_paper(entered.sheet, rule, again or election.seats, run_off=bool(again))
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    await _publish(transaction, election, entered, found, at)
    if found.elected.tied:
        await _tied(transaction, election, found.elected, chats, at)
    elif found.quorum and found.left and not again and rule.run_off is not None:
        await _run_off(transaction, election, found, chats, at)
    elif found.elected.chosen or again:
        await take_office(transaction, election, found.elected.chosen, at)
    else:
        await apply(transaction, not_elected(election, chats, once=at.isoformat()), at=at)


async def _publish(
    transaction: Transaction, election: Election, entered: EnteredSheet, found: PaperResult, at: datetime
) -> None:
    """当场公布 (居委会组织法19): what was counted, whatever comes of it."""
    on_it = await transaction.elections.noticed(election.id, transaction.zone)
    names = {one.id: one.name for one in on_it}
    groups = await open_groups(transaction, election.place)
    sums = entered.sheet.facts
    told = count_published(election, entered.id, sums, names, enough=found.quorum, groups=groups)
    await apply(transaction, told, at=at)


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
