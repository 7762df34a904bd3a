"""Written proxies (书面委托): entered with a photo, confirmed by a second person, taken back until the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.effects import Effect
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, RoleKind
from domain.units import DwellingUnit
from domain.vote_proxy_effects import proxy_confirmed, proxy_ended, proxy_entered
from domain.voting.proxies import Proxy, Standing, confirming_refusal, ending_refusal, entering_refusal
from domain.voting.votes import Vote
from services.acts import act
from services.readers import first_chats, notes_wait, open_chats
from services.vote_papers import CHECKERS
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})
NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
NO_PROXY = Refusal(Reason.NOT_FOUND, {"what": "proxy"})
NO_HOLDER = Refusal(Reason.NOT_FOUND, {"what": "proxy_holder"})
BETWEEN = "、"


@dataclass(frozen=True)
class HeldProxy:
    """A written proxy with its vote, and the homes it is for (在办的书面委托)."""

    vote: Vote
    proxy: Proxy
    homes: tuple[DwellingUnit, ...]

    @property
    def called(self) -> str:
        """3号楼1单元301."""
        return BETWEEN.join(home.name for home in self.homes)

    def permit(self, actor: Actor) -> Refusal | None:
        """Whoever serves the home goes along its doors."""
        return permit(actor, Act.CANVASS, self.homes[0].place)


async def _held(transaction: Transaction, proxy_id: int) -> HeldProxy | Refusal:
    """With the vote's row locked."""
    found = await transaction.vote_proxies.find(proxy_id)
    vote = None if found is None else await transaction.voting.lock(found.vote_id)
    proxy = await transaction.vote_proxies.find(proxy_id)  # as it is now that nobody else can change it
    if proxy is None or vote is None:
        return NO_PROXY
    return HeldProxy(vote, proxy, await _homes(transaction, proxy.head_id))


async def _homes(transaction: Transaction, head_id: int) -> tuple[DwellingUnit, ...]:
    units = [await transaction.units.unit(number) for number in await transaction.vote_doors.units_of(head_id)]
    return tuple(unit for unit in units if unit is not None)


@act
async def enter_proxy(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    unit_id: int,
    holder_id: int,
    photo: str,
    size: int | None,
    draft_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """录书面委托: who votes for this home, with a photo; it stands once a second person has confirmed it."""
    vote, unit = await transaction.voting.lock(vote_id), await transaction.units.unit(unit_id)
    if vote is None or unit is None:
        return NO_VOTE if vote is None else NO_HOME
    if (refusal := permit(actor, Act.CANVASS, unit.place)) is not None:
        return refusal
    head = (await transaction.vote_doors.standings(vote_id, at)).get(unit_id)
    holder = await transaction.registry.person(holder_id)
    if head is None or holder is None:
        return NO_HOME if head is None else NO_HOLDER
    standing = await _standing(transaction, vote, head.head_id, holder_id, at)
    if (refusal := entering_refusal(vote, standing, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.vote_proxies.enter(head.head_id, holder=holder_id, by=actor.person_id, at=at)
    proxy = await transaction.vote_proxies.find(number)
    assert proxy is not None, "just entered"
    await transaction.attachments.record(
        subject=proxy.subject, kind="photo", file_id=photo, name="", mime="", size=size, at=at
    )
    await transaction.drafts.remove(draft_id)
    chats = [chat.id for chat in await first_chats(transaction, unit.place, at, CHECKERS, apart=(actor.person_id,))]
    held = HeldProxy(vote, proxy, await _homes(transaction, proxy.head_id))
    await apply(transaction, proxy_entered(vote, proxy, held.called, chats), at=at)
    return Done({"vote_id": vote_id, "asked": len(chats)})


async def _standing(transaction: Transaction, vote: Vote, head_id: int, person_id: int, at: datetime) -> Standing:
    mine = await transaction.voting.entitlements(vote.id, person_id, at)
    together = await transaction.namings.find(vote.id, head_id)
    return Standing(
        owns=any(one.head_id == head_id for one in mine),
        stands=await transaction.elections.stands(vote.id, person_id),
        held=await transaction.vote_proxies.held(vote.id, person_id),
        taken=await transaction.vote_proxies.of_head(head_id) is not None,
        undecided=together is not None and together.named is None,
    )


@act
async def confirm_proxy(transaction: Transaction, *, actor: Actor, proxy_id: int, source: str, at: datetime) -> Outcome:
    """核对书面委托: by a second person beside the photo; the owner is told, the holder can vote."""
    found = await _checked(transaction, actor, proxy_id, at)
    if isinstance(found, Refusal):
        return found
    assert actor.person_id is not None and found.proxy.holder_id is not None, "checked above"
    await transaction.vote_proxies.confirm(found.proxy, by=actor.person_id)
    effects = proxy_confirmed(
        found.vote,
        found.proxy,
        found.called,
        actor.person_id,
        photo=await _photo(transaction, found.proxy),
        owners=await transaction.vote_doors.chats_of(found.proxy.head_id, at),
        holder=[chat.id for chat in await open_chats(transaction, [found.proxy.holder_id])],
    )
    await apply(transaction, [*effects, *await _letter(transaction, found, at)], at=at)
    return Done({"vote_id": found.vote.id})


async def _letter(transaction: Transaction, found: HeldProxy, at: datetime) -> list[Effect]:
    """A note for the letter box: whoever writes on paper may have no other door."""
    home = found.homes[0]
    facts = {"kind": RoleKind.OWNER.value, "number": found.vote.number, "holder": found.proxy.holder}
    await transaction.households.note(home.id, "proxy_stands", facts, at)
    return await notes_wait(transaction, home.place.building, at)


@act
async def reject_proxy(transaction: Transaction, *, actor: Actor, proxy_id: int, source: str, at: datetime) -> Outcome:
    """和纸上不一样: it ends, whoever entered it hears."""
    found = await _checked(transaction, actor, proxy_id, at, kept=True)
    if isinstance(found, Refusal):
        return found
    await transaction.attachments.drop(found.proxy.subject)
    await _end(transaction, found, actor, [found.proxy.entered_by], at)
    return Done({"vote_id": found.vote.id})


async def _checked(
    transaction: Transaction, actor: Actor, proxy_id: int, at: datetime, *, kept: bool = False
) -> HeldProxy | Refusal:
    """The proxy, if this person may say whether it was entered as it stands."""
    found = await _held(transaction, proxy_id)
    if isinstance(found, Refusal):
        return found
    if (refusal := found.permit(actor)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    stored = kept or await _photo(transaction, found.proxy) is not None
    return confirming_refusal(found.vote, found.proxy, actor.person_id, kept=stored, at=at) or found


async def _photo(transaction: Transaction, proxy: Proxy) -> str | None:
    """The hash of its photo; None while that is not here."""
    files = await transaction.attachments.of(proxy.subject)
    return files[-1].sha256 if files and files[-1].state == "stored" else None


@act
async def end_proxy(transaction: Transaction, *, actor: Actor, proxy_id: int, source: str, at: datetime) -> Outcome:
    """收回委托: by the home, on its word, or by who holds it; what was cast stands until the home votes itself."""
    found = await _held(transaction, proxy_id)
    if isinstance(found, Refusal):
        return found
    assert actor.person_id is not None, "a person ends it"
    mine = await transaction.voting.entitlements(found.vote.id, actor.person_id, at)
    theirs = any(one.head_id == found.proxy.head_id for one in mine)  # the home's own, or by this very proxy
    if not theirs and found.permit(actor) is not None:
        return NO_PROXY
    if (refusal := ending_refusal(found.vote, found.proxy, at)) is not None:
        return refusal
    await _end(transaction, found, actor, [found.proxy.entered_by, found.proxy.holder_id], at, home=True)
    return Done({"vote_id": found.vote.id, "homes": found.called})


async def _end(
    transaction: Transaction,
    found: HeldProxy,
    actor: Actor,
    people: list[int | None],
    at: datetime,
    *,
    home: bool = False,
) -> None:
    assert actor.person_id is not None, "a person ends it"
    await transaction.vote_proxies.end(found.proxy)
    known = [one for one in people if one is not None and one != actor.person_id]
    chats = [chat.id for chat in await open_chats(transaction, known)]
    if home:
        there = (await transaction.vote_doors.people_of([found.proxy.head_id], at)).get(found.proxy.head_id, [])
        chats += [chat for person, chat in there if person != actor.person_id]
    effects: list[Effect] = proxy_ended(
        found.vote, found.proxy, found.called, actor.person_id, list(dict.fromkeys(chats))
    )
    await apply(transaction, effects, at=at)


# What the screens need


@dataclass(frozen=True)
class ProxyBeside:
    """A written proxy beside its photo (对着照片的书面委托), and whom whoever looks is looking at."""

    held: HeldProxy
    photo: bytes
    people: tuple[int, ...]


async def proxy_of_home(database: Database, *, actor: Actor, vote_id: int, unit_id: int, at: datetime) -> Proxy | None:
    """The one that stands for a home, or waits for its check, for whoever serves that home."""
    async with database.reading() as transaction:
        unit = await transaction.units.unit(unit_id)
        head = (await transaction.vote_doors.standings(vote_id, at)).get(unit_id)
        if unit is None or head is None or permit(actor, Act.CANVASS, unit.place) is not None:
            return None
        return await transaction.vote_proxies.of_head(head.head_id)


async def people_called(database: Database, *, actor: Actor, vote_id: int, name: str, at: datetime) -> dict[int, str]:
    """People of the compound with exactly this name, and a door of theirs, for whoever goes from door to door there."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None or vote.place.compound_id is None or not places(actor, Act.CANVASS):
            return {}
        return await transaction.vote_proxies.called(vote.place.compound_id, name, at)


async def proxy_to_check(database: Database, *, actor: Actor, proxy_id: int, at: datetime) -> ProxyBeside | Refusal:
    """One beside its photo, for whoever may confirm it."""
    async with database.reading() as transaction:
        proxy = await transaction.vote_proxies.find(proxy_id)
        vote = None if proxy is None else await transaction.voting.find(proxy.vote_id)
        if proxy is None or vote is None:
            return NO_PROXY
        found = HeldProxy(vote, proxy, await _homes(transaction, proxy.head_id))
        files = await transaction.attachments.of(proxy.subject)
        photo = await transaction.attachments.content(files[-1].id, transaction.keys) if files else None
        by = actor.person_id or 0
        refusal = found.permit(actor) or confirming_refusal(vote, proxy, by, kept=photo is not None, at=at)
        if refusal is not None or photo is None:
            return refusal or NO_PROXY
        people = (await transaction.vote_doors.people_of([proxy.head_id], at)).get(proxy.head_id, [])
        return ProxyBeside(found, photo, tuple(person for person, _ in people))
