"""Profiles at work (城市规则): what applies to a compound, choosing its city, and which days that comes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from domain.effects import Record
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.periods import Period
from domain.permissions import Act, permit
from domain.profiles import Applied, Change, Profile, changes, waits
from domain.profiles_reading import Problem
from domain.registry import Actor, Place
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction
from storage.workdays import work_days

AHEAD = 3
"""Years of holidays looked at: this one's, and the next two's."""

NO_COMPOUND = Refusal(Reason.NOT_FOUND, {"what": "compound"})


async def profile_of(database: Database, *, compound_id: int | None) -> Profile:
    """What applies to a compound; 全国 where there is none."""
    async with database.reading() as transaction:
        return await transaction.profiles.of_compound(compound_id)


async def applied(database: Database, *, compound_id: int) -> Applied | Refusal:
    """The rules of a compound. They are no secret: whoever asks may read them."""
    async with database.reading() as transaction:
        return await _applied(transaction, compound_id)


async def _applied(transaction: Transaction, compound_id: int) -> Applied | Refusal:
    compound, city = await transaction.registry.compound(compound_id), await transaction.profiles.city_of(compound_id)
    if compound is None or city is None:
        return NO_COMPOUND
    return Applied(compound, city, await transaction.profiles.of_compound(compound_id))


async def cities(database: Database) -> Mapping[str, str]:
    """What cities there are: key and name, 全国 first."""
    async with database.reading() as transaction:
        return {key: profile.name for key, profile in transaction.profiles.shelf.cities.items()}


async def what_changes(database: Database, *, compound_id: int, city: str) -> tuple[Profile, list[Change]] | Refusal:
    """What another city would change for a compound, before it is chosen."""
    async with database.reading() as transaction:
        now = await _applied(transaction, compound_id)
        if isinstance(now, Refusal):
            return now
        then = await _would_be(transaction, compound_id, city)
    return then if isinstance(then, Refusal) else (then, changes(now.profile, then))


async def _would_be(transaction: Transaction, compound_id: int, city: str) -> Profile | Refusal:
    if city not in transaction.profiles.shelf.cities:
        return Refusal(Reason.NOT_FOUND, {"what": "city"})
    laid = await transaction.profiles.would_be(compound_id, city)
    if isinstance(laid, Profile):
        return laid
    return Refusal(Reason.WRONG_STATE, {"what": "profile_weaker", "file": laid[0].file, "item": laid[0].key})


@act
async def choose_profile(
    transaction: Transaction, *, actor: Actor, compound_id: int, city: str, source: str, at: datetime
) -> Outcome:
    """选城市规则, from now on."""
    if (refusal := permit(actor, Act.CHOOSE_PROFILE, Place(compound_id))) is not None:
        return refusal
    now = await _applied(transaction, compound_id)
    then = now if isinstance(now, Refusal) else await _would_be(transaction, compound_id, city)
    if isinstance(now, Refusal) or isinstance(then, Refusal):
        return then if isinstance(then, Refusal) else NO_COMPOUND
    if now.city == city:
        return Refusal(Reason.ALREADY_DONE, {"what": "profile", "city": then.name})
    await transaction.profiles.choose(compound_id, city)
    body = {"from": now.city, "to": city, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{compound_id}", "profile_chosen", body)], at=at)
    return Done({"compound_id": compound_id, "city": then.name})


async def days_ahead(
    database: Database, *, compound_id: int, today: date
) -> tuple[Applied, list[tuple[str, Period]]] | Refusal:
    """算日子: if notice were given today, from which day on the next thing may begin."""
    found = await applied(database, compound_id=compound_id)
    if isinstance(found, Refusal):
        return found
    calendar = work_days(found.profile.everyday.holidays.value, range(today.year, today.year + AHEAD))
    return found, waits(found.profile, today, calendar)


async def troubles(database: Database) -> tuple[Problem, ...]:
    """What compounds have chosen or written that cannot be kept to."""
    async with database.reading() as transaction:
        return await transaction.profiles.troubles()


async def strays(database: Database) -> tuple[str, ...]:
    """Compounds' files that no compound answers to."""
    async with database.reading() as transaction:
        return await transaction.profiles.strays()
