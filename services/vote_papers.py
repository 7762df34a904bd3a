"""Paper ballots (纸票): issued by number, entered with a photo, confirmed by a second person, objected to by a home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.candidacies import OWN_ELECTION
from domain.effects import Effect
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, RoleKind
from domain.units import DwellingUnit
from domain.vote_doubt_effects import disowned
from domain.vote_paper_chasing import first_chase
from domain.vote_paper_effects import (
    paper_confirmed,
    paper_entered,
    paper_rejected,
    paper_set_aside,
    paper_void,
    papers_issued,
)
from domain.voting.doors import open_refusal
from domain.voting.doubts import DoubtStage
from domain.voting.marks import Marks
from domain.voting.papers import (
    Paper,
    VoidReason,
    confirming_refusal,
    disowning_refusal,
    entering_refusal,
    paper_marks_refusal,
)
from domain.voting.votes import Vote, VoteState
from services.acts import act
from services.readers import first_chats, notes_wait, open_chats, staff_chats
from services.vote_counting import into_box, lookers
from storage.effects import apply
from storage.transaction import Transaction

CHECKERS = ((RoleKind.SCRUTINEER, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER),)
"""Who is asked to confirm what somebody else entered."""

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})
NO_PAPER = Refusal(Reason.NOT_FOUND, {"what": "paper"})


@dataclass(frozen=True)
class Held:
    """A paper ballot with its vote, whose row is ours until the commit, and its homes (在办的纸票)."""

    vote: Vote
    paper: Paper
    homes: tuple[DwellingUnit, ...]

    def permit(self, actor: Actor) -> Refusal | None:
        """Whoever serves one of the homes goes along its doors."""
        refusals = [permit(actor, Act.CANVASS, home.place) for home in self.homes]
        return None if None in refusals else next(iter(refusals), NO_PAPER)


async def held(transaction: Transaction, paper_id: int) -> Held | Refusal:
    """The paper ballot with its vote locked."""
    found = await transaction.vote_papers.find(paper_id)
    vote = None if found is None else await transaction.voting.lock(found.vote_id)
    paper = await transaction.vote_papers.find(paper_id)  # as it is now that nobody else can change it
    if paper is None or vote is None:
        return NO_PAPER
    return await held_now(transaction, vote, paper)


async def held_now(transaction: Transaction, vote: Vote, paper: Paper) -> Held:
    """The paper ballot with its homes, for whoever only looks."""
    return Held(vote, paper, await _homes(transaction, paper.head_id))


async def _homes(transaction: Transaction, head_id: int) -> tuple[DwellingUnit, ...]:
    units = [await transaction.units.unit(number) for number in await transaction.vote_doors.units_of(head_id)]
    return tuple(unit for unit in units if unit is not None)


@act
async def issue_papers(
    transaction: Transaction, *, actor: Actor, vote_id: int, unit_ids: Sequence[int], source: str, at: datetime
) -> Outcome:
    """印纸票: a number for every head of these homes that has none; a number once given is printed again as it is."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return NO_VOTE
    if (refusal := open_refusal(vote, at)) is not None:
        return refusal
    homes = await transaction.vote_doors.standings(vote_id, at)
    units = [unit for number in unit_ids if number in homes and (unit := await transaction.units.unit(number))]
    refused = next((no for unit in units if (no := permit(actor, Act.CANVASS, unit.place))), None)
    if refused is not None or not units:
        return refused or Refusal(Reason.NOT_FOUND, {"what": "home"})
    issued = await transaction.vote_papers.issue(vote_id, [homes[unit.id].head_id for unit in units])
    assert actor.person_id is not None, "permitted above"
    await apply(transaction, papers_issued(vote, issued, actor.person_id), at=at)
    return Done({"vote_id": vote_id, "issued": len(issued)})


@act
async def enter_paper(
    transaction: Transaction,
    *,
    actor: Actor,
    paper_id: int,
    marks: Marks | VoidReason,
    photo: str,
    size: int | None,
    draft_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """录纸票: what stands on it, with its photo; it counts when a second person has confirmed it."""
    found = await held(transaction, paper_id)
    if isinstance(found, Refusal):
        return found
    refusal = await _handling_refusal(transaction, actor, found) or entering_refusal(found.vote, found.paper, at)
    if not isinstance(marks, VoidReason):
        refusal = refusal or paper_marks_refusal(found.vote.question, marks)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.vote_papers.enter(found.paper, marks, by=actor.person_id)
    await transaction.attachments.record(
        subject=found.paper.subject, kind="photo", file_id=photo, name="", mime="", size=size, at=at
    )
    await transaction.drafts.remove(draft_id)
    paper = await _now(transaction, paper_id)
    chats = await first_chats(transaction, found.homes[0].place, at, CHECKERS, apart=(actor.person_id,))
    chased = first_chase(found.vote, paper, at=at, zone=transaction.zone)
    effects = paper_entered(found.vote, paper, [chat.id for chat in chats])
    await apply(transaction, [*effects, *([] if chased is None else [chased])], at=at)
    return Done({"vote_id": found.vote.id, "serial": paper.serial, "asked": len(chats)})


@act
async def reject_paper(transaction: Transaction, *, actor: Actor, paper_id: int, source: str, at: datetime) -> Outcome:
    """票面不一样: what was entered is forgotten, the number can be entered again; whoever entered it hears."""
    found = await _checked(transaction, actor, paper_id, at, kept=True)
    if isinstance(found, Refusal):
        return found
    await transaction.vote_papers.reject(found.paper)
    await transaction.attachments.drop(found.paper.subject)
    assert actor.person_id is not None and found.paper.entered_by is not None, "checked above"
    chats = [chat.id for chat in await open_chats(transaction, [found.paper.entered_by])]
    await apply(transaction, paper_rejected(found.vote, found.paper, actor.person_id, chats), at=at)
    return Done({"vote_id": found.vote.id, "serial": found.paper.serial})


async def _checked(
    transaction: Transaction, actor: Actor, paper_id: int, at: datetime, *, kept: bool = False
) -> Held | Refusal:
    """The paper, if this person may say whether it was entered as it stands."""
    found = await held(transaction, paper_id)
    if isinstance(found, Refusal):
        return found
    if (refusal := await _handling_refusal(transaction, actor, found)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    stored = kept or await _photo(transaction, found.paper) is not None
    return confirming_refusal(found.vote, found.paper, actor.person_id, kept=stored, at=at) or found


async def _handling_refusal(transaction: Transaction, actor: Actor, found: Held) -> Refusal | None:
    """Why this person handles no ballot of it: they do not serve its homes, or stand in the election it decides."""
    if (refusal := found.permit(actor)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    return OWN_ELECTION if await transaction.elections.stands(found.vote.id, actor.person_id) else None


async def _photo(transaction: Transaction, paper: Paper) -> str | None:
    """The hash of its latest photo; None while that is not here."""
    files = await transaction.attachments.of(paper.subject)
    return files[-1].sha256 if files and files[-1].state == "stored" else None


@act
async def confirm_paper(transaction: Transaction, *, actor: Actor, paper_id: int, source: str, at: datetime) -> Outcome:
    """核对纸票: by a second person beside the photo; now it is in the box, and the household is told."""
    found = await _checked(transaction, actor, paper_id, at)
    if isinstance(found, Refusal):
        return found
    vote, paper = found.vote, found.paper
    assert actor.person_id is not None, "checked above"
    if paper.void is not None:
        return await _spoil(transaction, found, actor.person_id, at)
    more = {"serial": paper.serial, "photo": await _photo(transaction, paper)}
    receipt = await into_box(transaction, vote, paper, by=actor.person_id, more=more, at=at)
    household = await transaction.vote_doors.chats_of(paper.head_id, at)
    letters = await _letter(transaction, found, "paper_receipt", receipt, at)
    await apply(transaction, [*paper_confirmed(vote, paper, household, receipt, at), *letters], at=at)
    return Done({"vote_id": vote.id, "serial": paper.serial, "told": len(household)})


async def _spoil(transaction: Transaction, found: Held, by: int, at: datetime) -> Done:
    """Void, as two have seen: the home hears why, and may vote again; what it pressed still counts."""
    vote, paper = found.vote, found.paper
    await transaction.vote_papers.spoil(paper, by=by)
    household = await transaction.vote_doors.chats_of(paper.head_id, at)
    effects = paper_void(vote, paper, by, await _photo(transaction, paper), household)
    letters = await _letter(transaction, found, "paper_void", {}, at)
    await apply(transaction, [*effects, *letters], at=at)
    return Done({"vote_id": vote.id, "serial": paper.serial, "told": len(household), "void": True})


async def _letter(
    transaction: Transaction, found: Held, kind: str, more: Mapping[str, Any], at: datetime
) -> list[Effect]:
    """A note for the letter box, without the choice: a home has more doors than the messenger."""
    home = found.homes[0]
    facts = {"kind": RoleKind.OWNER.value, "number": found.vote.number, "serial": f"{found.paper.serial:04d}"}
    await transaction.households.note(home.id, kind, {**facts, **more}, at)
    return await notes_wait(transaction, home.place.building, at)


@act
async def disown_paper(transaction: Transaction, *, actor: Actor, paper_id: int, source: str, at: datetime) -> Outcome:
    """这不是我投的: by the household, or by one who serves it and had no hand in it; it counts no more."""
    found = await held(transaction, paper_id)
    if isinstance(found, Refusal):
        return found
    vote, paper = found.vote, found.paper
    refusal = await _objecting(transaction, actor, found, at) or disowning_refusal(vote, paper, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "known above"
    sealed = vote.state is VoteState.SEALED
    await (_dispute if sealed else _take_out)(transaction, found, actor.person_id, at)
    return Done({"vote_id": vote.id, "serial": paper.serial, "sealed": sealed})


async def _take_out(transaction: Transaction, found: Held, by: int, at: datetime) -> None:
    """Before the close: out of the box. Both sides hear, and the home by its letter box, too."""
    vote, paper = found.vote, found.paper
    assert paper.entered_by and paper.confirmed_by, "confirmed by two"
    await transaction.vote_papers.set_aside(paper)
    readers = await staff_chats(transaction, vote.place, at)
    readers += await open_chats(transaction, [paper.entered_by, paper.confirmed_by])
    told = list(dict.fromkeys(chat.id for chat in readers))
    people = (await transaction.vote_doors.people_of([paper.head_id], at)).get(paper.head_id, [])
    household = [chat for person, chat in people if person != by]
    letters = await _letter(transaction, found, "paper_withdrawn", {}, at)
    await apply(transaction, [*paper_set_aside(vote, paper, by, told, household, at), *letters], at=at)


async def _dispute(transaction: Transaction, found: Held, by: int, at: datetime) -> None:
    """After the close: it is counted, and the result stays sealed until somebody has looked."""
    vote, paper = found.vote, found.paper
    await transaction.vote_papers.dispute(paper)
    await transaction.vote_doubts.write(vote.id, DoubtStage.DISOWNED, by=by, words=str(paper.serial), at=at)
    doubt = await transaction.vote_doubts.last(vote.id)
    assert doubt is not None, "just written"
    chats = await lookers(transaction, vote, doubt, at)
    await apply(transaction, disowned(vote, doubt, paper.slot, by, chats, at), at=at)


async def _objecting(transaction: Transaction, actor: Actor, found: Held, at: datetime) -> Refusal | None:
    """Whether they may speak for the household."""
    if actor.person_id is not None:
        mine = await transaction.voting.entitlements(found.vote.id, actor.person_id, at)
        if any(one.head_id == found.paper.head_id and not one.by_proxy for one in mine):
            return None
    if actor.person_id in (found.paper.entered_by, found.paper.confirmed_by):
        return Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    return found.permit(actor)


async def _now(transaction: Transaction, paper_id: int) -> Paper:
    paper = await transaction.vote_papers.find(paper_id)
    assert paper is not None, "its row is there"
    return paper
