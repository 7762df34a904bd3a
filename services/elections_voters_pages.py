"""What one person sees of an election on paper (纸票选举页): the voters' list, ballots given out, the sheet's photo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.count_checks import EnteredSheet, photo_refusal, sheet_subject
from domain.count_sheets import counted
from domain.election_refusals import NO_ELECTION
from domain.election_voters import NO_LIST, polling_refusal
from domain.elections import Candidacy, Election
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import HOME_ROLES, Actor
from domain.units import DwellingUnit
from storage.database import Database
from storage.transaction import Transaction


async def voters_seen(
    transaction: Transaction, actor: Actor, election: Election, *, runs: bool, at: datetime
) -> dict[str, Any]:
    """The list, whether their own homes are on it, how many ballots are out; objections only to those who run it."""
    posted = await transaction.voters.of(election.id)
    if posted is None:
        return {"polling": polling_refusal(None, (), at)}
    objections = await transaction.voters.objections(posted.id)
    own = [role.place for role in actor.roles if role.kind in HOME_ROLES and election.place.covers(role.place)]
    there: dict[bool, list[str]] = {True: [], False: []}
    for number in dict.fromkeys(place.unit_id for place in own if place.unit_id is not None):
        unit = await transaction.units.unit(number)
        if unit is not None and unit.kind.lived_in:
            there[await transaction.voters.has(posted.id, number)].append(unit.name)
    return {
        "voters": posted,
        "turnout": await transaction.voters.turnout(election.id, posted.id),
        "on_list": tuple(there[True]),
        "off_list": tuple(there[False]),
        "polling": polling_refusal(posted, objections, at),
        "voter_objections": tuple(objections) if runs else (),
    }


async def voters_to_print(database: Database, *, actor: Actor, election_id: int) -> list[DwellingUnit] | Refusal:
    """The homes on the list, up the stairs, for whoever posts it or counts."""
    async with database.reading() as transaction:
        election = await transaction.elections.find(election_id)
        if election is None:
            return NO_ELECTION
        refusals = [permit(actor, act, election.place) for act in (Act.RUN_ELECTION, Act.CONFIRM_VOTE)]
        posted = await transaction.voters.of(election_id)
        if None not in refusals or posted is None:
            return next((refusal for refusal in refusals if refusal is not None), NO_LIST)
        assert election.place.compound_id is not None, "elections are of a compound"
        listed = await transaction.voters.units(posted.id)
        return [unit for unit in await transaction.units.of_compound(election.place.compound_id) if unit.id in listed]


@dataclass(frozen=True)
class SheetBeside:
    """A count sheet beside its photo (计票单和照片), for the second person."""

    election: Election
    entered: EnteredSheet
    names: tuple[Candidacy, ...]
    photo: bytes


async def sheet_to_check(database: Database, *, actor: Actor, election_id: int) -> SheetBeside | Refusal:
    """The sheet that waits, beside its photo, for whoever may count and does not stand in the election."""
    async with database.reading() as transaction:
        election = await transaction.elections.find(election_id)
        if election is None:
            return NO_ELECTION
        if (refusal := permit(actor, Act.CONFIRM_VOTE, election.place)) is not None:
            return refusal
        entered = await transaction.elections.sheet(election_id)
        if entered is None or entered.confirmed:
            return Refusal(Reason.WRONG_STATE, {"what": "count_none"})
        files = await transaction.attachments.of(sheet_subject(entered.id))
        if (refusal := photo_refusal(files[-1].state if files else None)) is not None:
            return refusal
        photo = await transaction.attachments.content(files[-1].id, transaction.keys)
        assert photo is not None, "it is stored"
        listed = await transaction.elections.noticed(election_id, transaction.zone)
        return SheetBeside(election, entered, tuple(counted(listed)), photo)
