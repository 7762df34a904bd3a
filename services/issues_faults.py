"""已知晓的故障: entered with the time it should be over; who reports the same may be told instead; it ends for sure."""

from __future__ import annotations

from datetime import datetime

from domain import issues_faults as effects
from domain.effects import Effect
from domain.issues_categories import Category
from domain.issues_faults import (
    FaultPage,
    KnownFault,
    at_entrance,
    end_refusal,
    fault_refusal,
    known_of,
    reads_fault,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place
from services.acts import act
from services.issues_offers import own_draft
from services.issues_sorting import category_of
from services.issues_spots import entrance_of, entrances_in
from services.readers import STEWARDS, open_chats, open_groups, staff_chats
from storage.database import Database
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

NO_FAULT = Refusal(Reason.NOT_FOUND, {"what": "fault"})
KNOWN = Refusal(Reason.ALREADY_DONE, {"what": "fault"})
NO_PLACE = Refusal(Reason.NOT_FOUND, {"what": "place"})
OVER = Refusal(Reason.WRONG_STATE, {"what": "fault_over"})


@act
async def note_fault(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    category: str,
    ends_by: datetime,
    source: str,
    at: datetime,
) -> Outcome:
    """记一条已知晓: where, what, until when; one card in the group."""
    refusal = permit(actor, Act.HANDLE_ISSUE, place) or fault_refusal(category, ends_by, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    if not await _there(transaction, place):
        return NO_PLACE
    kind = Category(category)
    known = await transaction.faults.open([place.compound_id])
    if any(one.place == place and one.category is kind for one in known):
        return KNOWN
    number = await transaction.faults.note(place, kind, ends_by, by=actor.person_id, at=at)
    fault = await _whole(transaction, number)
    await apply(transaction, [*effects.noted(fault, actor.person_id), *await _drawn(transaction, fault, at)], at=at)
    return Done({"fault_id": number})


async def _there(transaction: Transaction, place: Place) -> bool:
    """Whether the building is one of the compound, and the entrance one of the building."""
    if place.building_id is None:
        return place.entrance_id is None
    building = await transaction.registry.building(place.building_id)
    if building is None or building.compound_id != place.compound_id:
        return False
    return place.entrance_id in (None, *(await entrances_in(transaction, building.id)).values())


@act
async def follow_fault(
    transaction: Transaction,
    *,
    actor: Actor,
    fault_id: int,
    draft_id: int = 0,
    shown_in: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """恢复了告诉我: what was about to be reported is not kept. `shown_in`: our number of the group it is pressed in."""
    fault = await transaction.faults.lock(fault_id)
    draft = await own_draft(transaction, actor, draft_id, at) if draft_id else None
    if isinstance(draft, Refusal):
        return draft
    if fault is None or actor.person_id is None or not await _shown(transaction, actor, fault, draft, shown_in):
        return NO_FAULT
    if not fault.open:
        return OVER
    await transaction.faults.follow(fault_id, actor.person_id)
    if draft is not None:
        await transaction.drafts.remove(draft.id)
    return Done(effects.facts_of(fault))


async def _shown(
    transaction: Transaction, actor: Actor, fault: KnownFault, draft: Draft | None, shown_in: int | None
) -> bool:
    """Whether they may know of it: as a neighbour, by what they were about to report, by its card in their group."""
    if reads_fault(fault, actor) or (draft is not None and draft.body["compound_id"] == fault.place.compound_id):
        return True
    return shown_in in {row.chat_id for row in await transaction.posts.of(fault.subject)}


@act
async def unfollow_fault(
    transaction: Transaction, *, actor: Actor, fault_id: int, source: str, at: datetime
) -> Outcome:
    """不用告诉我了."""
    fault = await transaction.faults.find(fault_id)
    if fault is None or actor.person_id is None:
        return NO_FAULT
    await transaction.faults.unfollow(fault_id, actor.person_id)
    return Done(effects.facts_of(fault))


@act
async def move_fault(
    transaction: Transaction, *, actor: Actor, fault_id: int, ends_by: datetime, source: str, at: datetime
) -> Outcome:
    """改预计时间: who follows hears at once."""
    fault = await _kept(transaction, actor, fault_id)
    if isinstance(fault, Refusal):
        return fault
    if (refusal := end_refusal(ends_by, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.faults.write(fault_id, ends_by=ends_by, late_at=None)
    fault = await _whole(transaction, fault_id)
    news = effects.told(fault, "moved", await _followers(transaction, fault), at)
    await apply(
        transaction, [*effects.moved(fault, actor.person_id), *news, *await _drawn(transaction, fault, at)], at=at
    )
    return Done(effects.facts_of(fault))


@act
async def end_fault(transaction: Transaction, *, actor: Actor, fault_id: int, source: str, at: datetime) -> Outcome:
    """恢复了: who follows hears, and is kept no more."""
    fault = await _kept(transaction, actor, fault_id)
    if isinstance(fault, Refusal):
        return fault
    fault = await _ended(transaction, fault, by=actor.person_id, since=at, at=at)
    return Done(effects.facts_of(fault))


@act
async def tell_fault_late(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """到了预计时间还没好: who follows hears once, and whoever serves there is asked."""
    fault = await transaction.faults.lock(int(subject.rpartition(":")[2]))
    if fault is None or not fault.open or fault.late_at is not None or fault.ends_by > due:
        return Done({"told": 0})
    await transaction.faults.write(fault.id, late_at=due)
    fault = await _whole(transaction, fault.id)
    followers = await _followers(transaction, fault)
    news = effects.told(fault, "late", followers, due)
    asked = effects.told(fault, "asked", await _staff(transaction, fault, at), due)
    await apply(transaction, [*effects.took_longer(fault), *news, *asked, *await _drawn(transaction, fault, at)], at=at)
    return Done({"told": len(followers)})


@act
async def end_fault_itself(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """没人说恢复没有: it stands no longer, and whoever serves there hears that."""
    fault = await transaction.faults.lock(int(subject.rpartition(":")[2]))
    if fault is None or not fault.open or fault.last_at > due:
        return Done({"ended": False})
    await _ended(transaction, fault, by=None, since=due, at=at)
    return Done({"ended": True})


async def _ended(
    transaction: Transaction, fault: KnownFault, *, by: int | None, since: datetime, at: datetime
) -> KnownFault:
    """The end, as somebody says, or of itself."""
    await transaction.faults.write(fault.id, ended_at=since, by_itself=by is None)
    fault = await _whole(transaction, fault.id)
    followers = await _followers(transaction, fault)
    news = effects.told(fault, "ended" if by is not None else "ran_out", followers, since)
    if by is None:
        news += effects.told(fault, "ran_out_staff", await _staff(transaction, fault, at), since)
    await transaction.faults.let_go(fault.id)
    await apply(transaction, [*effects.ended(fault, by), *news, *await _drawn(transaction, fault, at)], at=at)
    return fault


async def _followers(transaction: Transaction, fault: KnownFault) -> list[int]:
    return [chat.id for chat in await open_chats(transaction, await transaction.faults.followers(fault.id))]


async def _staff(transaction: Transaction, fault: KnownFault, at: datetime) -> list[int]:
    return [chat.id for chat in await staff_chats(transaction, fault.place, at, STEWARDS)]


async def _kept(transaction: Transaction, actor: Actor, fault_id: int) -> KnownFault | Refusal:
    fault = await transaction.faults.lock(fault_id)
    if fault is None:
        return NO_FAULT
    return permit(actor, Act.HANDLE_ISSUE, fault.place) or (fault if fault.open else OVER)


async def _whole(transaction: Transaction, number: int) -> KnownFault:
    fault = await transaction.faults.find(number)
    assert fault is not None, "its row is there"
    return fault


async def _drawn(transaction: Transaction, fault: KnownFault, at: datetime) -> list[Effect]:
    """Its card: in the groups that live with it, wherever it stands already."""
    standing = {row.chat_id for row in await transaction.posts.of(fault.subject)}
    groups = await open_groups(transaction, fault.place)
    leaving = await transaction.outbox.deliveries(fault.subject)
    return effects.card(fault, {*standing, *groups} if leaving else standing, groups, at)


async def known_for_offer(
    database: Database, *, actor: Actor, draft_id: int, at: datetime, aloud: bool = False
) -> KnownFault | None:
    """What is known already of what somebody is about to report. `aloud`: in a group, where no home is told."""
    async with database.reading() as transaction:
        draft = await own_draft(transaction, actor, draft_id, at)
        if isinstance(draft, Refusal) or draft.body["compound_id"] is None:
            return None
        if draft.body.get("for_neighbour") or draft.body.get("sealed_to") is not None:
            return None
        open_ones = await transaction.faults.open([draft.body["compound_id"]])
        if not open_ones:
            return None
        category = await category_of(transaction, draft.body)
        place = Place(draft.body["compound_id"], draft.body["building_id"])
        if any(one.place.entrance_id is not None for one in open_ones):
            homes = () if aloud else actor.roles
            place = at_entrance(place, await entrance_of(transaction, draft.body), homes)
        return known_of(draft.body["text"], None if category is None else category.value, place, open_ones)


async def faults_for(database: Database, *, actor: Actor) -> list[KnownFault]:
    """What is known where somebody lives or serves."""
    async with database.reading() as transaction:
        return await transaction.faults.open(list(actor.compounds))


async def fault_page(database: Database, *, actor: Actor, fault_id: int) -> FaultPage | Refusal:
    """One of them."""
    async with database.reading() as transaction:
        fault = await transaction.faults.find(fault_id)
        if fault is None or not reads_fault(fault, actor):
            return NO_FAULT
        follows = actor.person_id in await transaction.faults.followers(fault_id)
        return FaultPage(fault, follows, permit(actor, Act.HANDLE_ISSUE, fault.place) is None)


async def fault_places(database: Database, *, actor: Actor) -> list[tuple[Place, str]]:
    """Where somebody may enter one: whole compounds, then their buildings."""
    async with database.reading() as transaction:
        names, inside = await transaction.registry.names(), places(actor, Act.HANDLE_ISSUE)
        numbers = dict.fromkeys(place.compound_id for place in inside if place.compound_id is not None)
        found = [
            place
            for number in numbers
            for place in (
                Place(number),
                *(Place(number, one.id) for one in await transaction.registry.buildings(number)),
            )
        ]
        return [(one, names.of(one)) for one in found if permit(actor, Act.HANDLE_ISSUE, one) is None]


async def fault_entrances(database: Database, *, actor: Actor, place: Place) -> list[tuple[Place, str]]:
    """The ways into a building of which one alone may be without; none where there is one, or nothing to enter."""
    if place.building_id is None or permit(actor, Act.HANDLE_ISSUE, place) is not None:
        return []
    async with database.reading() as transaction:
        ways = await entrances_in(transaction, place.building_id)
        return [(Place(place.compound_id, place.building_id, number), label) for label, number in ways.items()]
