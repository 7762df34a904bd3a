"""Slips' acts (一户一码): making and revoking codes, looking at one, being bound by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.effects import Effect, Record
from domain.joining import locked
from domain.moments import write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.privacy import unconsented
from domain.registry import HOME_ROLES, Actor, Place, RoleKind
from domain.slips import (
    FAMILY_LIFETIME,
    REVOKED,
    Slip,
    SlipKind,
    asks_name,
    basis_of,
    full_home,
    read_deed_name,
    rebinds,
    slip_refusal,
    wrong_slip,
)
from domain.units import DwellingUnit
from services.acts import act
from services.drafts import LIFETIME
from services.households import enter
from services.households_told import Event, ask_serving, home_name, tell_joined
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

KIND = "slip"
GONE = Refusal(Reason.EXPIRED, {"what": "draft"})
NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
BOUND = Refusal(Reason.ALREADY_DONE, {"what": "home"})


@act
async def make_slips(
    transaction: Transaction, *, actor: Actor, codes: Mapping[int, str], reprint: bool, source: str, at: datetime
) -> Outcome:
    """印登记码: a slip for each of these homes of one compound. A slip nobody has used stays good, unless 重印.

    The codes are drawn outside and kept nowhere; the outcome says which homes got theirs, and under which serial.
    """
    units = [await transaction.units.unit(unit_id) for unit_id in codes]
    there = [unit for unit in units if unit is not None]
    if not there or len({unit.compound_id for unit in there}) != 1:
        return NO_HOME
    for unit in there:
        if (refusal := permit(actor, Act.PRINT_SLIPS, unit.place)) is not None:
            return refusal
    assert actor.person_id is not None, "permitted above"
    compound_id = there[0].compound_id
    await transaction.slips.lock_compound(compound_id)
    fresh = await _freed(transaction, there, reprint, at)
    made = await transaction.slips.make(
        compound_id, [(unit.id, codes[unit.id]) for unit in fresh], SlipKind.HOME, by=actor.person_id, at=at,
        keys=transaction.keys,
    )  # fmt: skip
    if made:
        body = {"n": len(made), "first": made[0].serial, "last": made[-1].serial, "by": actor.person_id}
        await apply(transaction, [Record(f"compound:{compound_id}", "slips_made", body)], at=at)
    return Done({"compound_id": compound_id, "slips": [[slip.unit_id, slip.serial] for slip in made]})


async def _freed(
    transaction: Transaction, units: list[DwellingUnit], reprint: bool, at: datetime
) -> list[DwellingUnit]:
    """The homes that get a new slip; with 重印 the old ones are good no more."""
    out = await transaction.slips.homes_with_slips(units[0].compound_id)
    if not reprint:
        return [unit for unit in units if unit.id not in out]
    for unit in units:
        if unit.id in out:
            await transaction.slips.revoke_home(unit.id, at)
    return units


@act
async def revoke_slip(transaction: Transaction, *, actor: Actor, slip_id: int, source: str, at: datetime) -> Outcome:
    """收回登记码: by whoever may print them, or gave it to the family."""
    slip = await transaction.slips.lock(slip_id)
    unit = None if slip is None else await transaction.units.unit(slip.unit_id)
    if slip is None or unit is None:
        return Refusal(Reason.NOT_FOUND, {"what": "slip"})
    own = slip.kind is SlipKind.FAMILY and slip.made_by == actor.person_id
    if not own and (refusal := permit(actor, Act.PRINT_SLIPS, unit.place)) is not None:
        return refusal
    if not slip.good(at):
        return Refusal(Reason.ALREADY_DONE, {"what": "slip_over"})
    await transaction.slips.revoke(slip.id, at)
    body = {"serial": slip.serial, "kind": slip.kind.value, "unit": unit.id, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{slip.compound_id}", "slip_revoked", body)], at=at)
    return Done({"home": await home_name(transaction, unit.place), "unit_id": unit.id, "kind": slip.kind.value})


@act
async def give_family_code(
    transaction: Transaction, *, actor: Actor, role_id: int, code: str, source: str, at: datetime
) -> Outcome:
    """请家人登记: a code for one more adult of the home, good for a week; it stands nowhere but on the screen."""
    found = await transaction.households.member(role_id, at)
    if found is None or not found[2] or found[0].person_id != actor.person_id or found[1].unit_id is None:
        return Refusal(Reason.NOT_YOURS, {"what": "home"})
    member, place, _ = found
    assert place.unit_id is not None and place.compound_id is not None, "asked above"
    await transaction.households.lock(place.unit_id)
    if (refusal := await _full(transaction, place, at)) is not None:
        return refusal
    (slip,) = await transaction.slips.make(
        place.compound_id, [(place.unit_id, code)], SlipKind.FAMILY, by=member.person_id, at=at,
        keys=transaction.keys, expires_at=at + FAMILY_LIFETIME,
    )  # fmt: skip
    body = {"unit": place.unit_id, "by": member.person_id, "serial": slip.serial}
    await apply(transaction, [Record(f"compound:{place.compound_id}", "family_code_given", body)], at=at)
    facts = {"slip_id": slip.id, "home": await home_name(transaction, place)}
    return Done({**facts, "until": write_moment(at + FAMILY_LIFETIME)})


async def _full(transaction: Transaction, place: Place, at: datetime, *, with_codes: bool = True) -> Refusal | None:
    assert place.unit_id is not None, "asked of a home"
    people = {member.person_id for member in await transaction.households.members(place.unit_id, at)}
    codes = await transaction.slips.codes_out(place.unit_id, at) if with_codes else 0
    profile = await transaction.profiles.of_compound(place.compound_id)
    return full_home(len(people), codes, profile.everyday.adults_per_home.value)


@act
async def look_at_slip(
    transaction: Transaction, *, actor: Actor, code: str, chat_id: int, source: str, at: datetime
) -> Outcome:
    """看这张码是哪一户的: nothing is used up by looking. Wrong codes are counted, by account and all together."""
    assert actor.person_id is not None, "a person sends the code"
    person = await transaction.registry.person(actor.person_id)
    assert person is not None, "the actor has come"
    guessing = await transaction.slips.guessing(at)
    refusal = locked(person.locked_until, at) or guessing.paused(at)
    if refusal is not None:
        return refusal
    slip = await transaction.slips.by_code(code, transaction.keys)
    if slip is None:
        refusal, wrong, until = wrong_slip(person.wrong_codes, at)
        await transaction.registry.count_codes(person.id, wrong, until)
        await transaction.slips.note_guess(guessing.after(at))
        return refusal
    unit = await transaction.units.unit(slip.unit_id)
    if unit is None:
        return NO_HOME
    refusal = slip_refusal(slip, actor.person_id, at) or await _giver_gone(transaction, slip, at)
    if refusal is not None:
        return refusal
    return await _look(transaction, slip, unit, actor.person_id, chat_id, at)


async def _look(
    transaction: Transaction, slip: Slip, unit: DwellingUnit, person_id: int, chat_id: int, at: datetime
) -> Outcome:
    """The draft holds which slip it is: whoever presses its buttons has shown the code."""
    draft = await transaction.drafts.begin(
        person_id=person_id,
        chat_id=chat_id,
        kind=KIND,
        body={"slip_id": slip.id},
        awaiting=None,
        expires_at=at + LIFETIME,
    )
    home = await home_name(transaction, unit.place)
    return Done({"draft_id": draft.id, "home": home, "compound_id": unit.compound_id, "kind": slip.kind.value})


@act
async def say_who(
    transaction: Transaction, *, actor: Actor, draft_id: int, kind: RoleKind, source: str, at: datetime
) -> Outcome:
    """业主、家人还是租户. An owner says the name on the deed where the register knows who owns the home."""
    looked = await _looked(transaction, actor, draft_id, at)
    if isinstance(looked, Refusal):
        return looked
    draft, slip, unit = looked
    if kind not in HOME_ROLES:
        return Refusal(Reason.INVALID)
    ask = asks_name(slip.kind, kind, owners_known=await transaction.households.owners_known(unit.id))
    body = {"slip_id": slip.id, "kind": kind.value}
    if not await transaction.drafts.write(
        draft, body=body, awaiting="slips.name" if ask else None, expires_at=at + LIFETIME
    ):
        return Refusal(Reason.STALE)
    return Done(await _chosen(transaction, draft, unit, kind, ask=ask))


@act
async def say_name(
    transaction: Transaction, *, actor: Actor, draft_id: int, text: str | None, source: str, at: datetime
) -> Outcome:
    """产权证上的名字 (None: not said): compared, never kept. Without it one is bound all the same, as not yet shown."""
    looked = await _looked(transaction, actor, draft_id, at)
    if isinstance(looked, Refusal):
        return looked
    draft, _, unit = looked
    kind = draft.body.get("kind")
    if kind is None:
        return Refusal(Reason.STALE)
    owner = None
    if text is not None:
        name = read_deed_name(text)
        if name is None:
            return Refusal(Reason.EMPTY, {"what": "deed_name"})
        owner = await transaction.households.owner_named(unit.id, name, draft.person_id, transaction.keys)
    body = {**draft.body, "owner_id": owner}
    await transaction.drafts.write(draft, body=body, awaiting=None, expires_at=at + LIFETIME)
    facts = await _chosen(transaction, draft, unit, RoleKind(kind), ask=False)
    return Done({**facts, "named": owner is not None})


async def _chosen(
    transaction: Transaction, draft: Draft, unit: DwellingUnit, kind: RoleKind, *, ask: bool
) -> dict[str, object]:
    home = await home_name(transaction, unit.place)
    place = {"home": home, "compound_id": unit.compound_id}
    return {"draft_id": draft.id, "kind": kind.value, "ask_name": ask, **place}


async def _looked(
    transaction: Transaction, actor: Actor, draft_id: int, at: datetime
) -> tuple[Draft, Slip, DwellingUnit] | Refusal:
    """The slip that this person looked at, still good, with its home."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None or draft.kind != KIND or draft.person_id != actor.person_id:
        return GONE
    slip = await transaction.slips.lock(int(draft.body["slip_id"]))
    unit = None if slip is None else await transaction.units.unit(slip.unit_id)
    if slip is None or unit is None:
        return NO_HOME
    refusal = slip_refusal(slip, draft.person_id, at) or await _giver_gone(transaction, slip, at)
    return refusal or (draft, slip, unit)


async def _giver_gone(transaction: Transaction, slip: Slip, at: datetime) -> Refusal | None:
    """A family code is good while whoever gave it is of the home, however they left."""
    members = await transaction.households.members(slip.unit_id, at) if slip.kind is SlipKind.FAMILY else []
    there = slip.kind is SlipKind.HOME or any(member.person_id == slip.made_by for member in members)
    return None if there else REVOKED[slip.kind]


@act
async def bind_home(transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime) -> Outcome:
    """登记: the confirmed binding uses the slip up; the rest of the home is told. Nobody without consent (第13条)."""
    looked = await _looked(transaction, actor, draft_id, at)
    if isinstance(looked, Refusal):
        return looked
    draft, slip, unit = looked
    if "kind" not in draft.body or draft.awaiting is not None:
        return Refusal(Reason.STALE)
    await transaction.households.lock(unit.id)
    refusal = unconsented(await transaction.privacy.consents(draft.person_id))
    if refusal is not None:
        return refusal
    return await _bind(transaction, draft, slip, unit, at)


async def _bind(transaction: Transaction, draft: Draft, slip: Slip, unit: DwellingUnit, at: datetime) -> Outcome:
    person_id, kind = draft.person_id, RoleKind(draft.body["kind"])
    owner = draft.body.get("owner_id")
    unnamed = asks_name(slip.kind, kind, owners_known=await transaction.households.owners_known(unit.id))
    basis = basis_of(slip.kind, named=owner is not None or not unnamed)
    mine = [member for member in await transaction.households.members(unit.id, at) if member.person_id == person_id]
    if not rebinds([(member.kind, member.basis) for member in mine], kind, basis):
        return BOUND
    if not mine and (refusal := await _full(transaction, unit.place, at, with_codes=False)) is not None:
        return refusal
    if not await transaction.slips.use(slip.id, person_id, at):
        return Refusal(Reason.STALE)
    if owner is not None:
        await transaction.households.link_owner(owner, person_id)
    by = slip.made_by if slip.kind is SlipKind.FAMILY else None
    member = await enter(transaction, person_id, kind, unit.place, basis=basis, by=by, at=at)
    await transaction.registry.count_codes(person_id, 0, None)
    await transaction.drafts.remove(draft.id)
    event = Event(member, unit.place, await home_name(transaction, unit.place))
    body = {"unit": unit.id, "kind": kind.value, "basis": basis.value, "of": person_id, "serial": slip.serial}
    effects: list[Effect] = [Record(f"compound:{unit.compound_id}", "home_bound", body)]
    effects += [*await tell_joined(transaction, event, at), *await ask_serving(transaction, event, at)]
    await apply(transaction, effects, at=at)
    facts = {"home": event.home, "kind": kind.value, "basis": basis.value}
    return Done({**facts, "role_id": member.role_id, "compound_id": unit.compound_id})
