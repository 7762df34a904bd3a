"""Days (我的日历): what falls on the days ahead of one person, read from every room; a page of it to keep."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.days import AHEAD, Calendar, Occasion, stretches
from domain.links import LinkPurpose, PersonalLink
from domain.offices import is_office
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.polls import Poll
from domain.profiles import waits
from domain.registry import Actor, Role
from services.acts import act
from services.links import lend
from storage.database import Database
from storage.transaction import Transaction
from storage.workdays import work_days

OWN = "own"
"""What the page shows: the days of whoever lent it. It says no more, so that nobody erased is left named."""
LASTS = timedelta(days=30)
"""How long the page of somebody's days can be opened."""
NOBODY = Refusal(Reason.EXPIRED, {"what": "link"})
NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})


async def calendar(database: Database, *, person_id: int, at: datetime, zone: ZoneInfo) -> Calendar | None:
    """Their days from today on, by the rules of their first compound; None for whoever is nothing anywhere."""
    today = at.astimezone(zone).date()
    async with database.reading() as transaction:
        roles = await transaction.registry.roles_of(person_id, at)
        if not roles:
            return None
        compounds = _compounds(roles)
        profile = await transaction.profiles.of_compound(compounds[0] if compounds else None)
        found = await _occasions(transaction, roles, compounds, at, zone)
    last = today + AHEAD
    days = work_days(profile.everyday.holidays.value, range(today.year - 1, today.year + 3))
    return Calendar(
        today=today,
        stretches=stretches(today, last, days, found),
        profile=profile,
        waits=waits(profile, today, days),
        unsettled=days.preliminary(today, last),
    )


def _compounds(roles: tuple[Role, ...]) -> list[int]:
    return list(dict.fromkeys(role.place.compound_id for role in roles if role.place.compound_id is not None))


async def _occasions(
    transaction: Transaction, roles: tuple[Role, ...], compounds: list[int], at: datetime, zone: ZoneInfo
) -> list[Occasion]:
    """Questions that close, terms that end."""
    closing = [
        Occasion(poll.closes_at.astimezone(zone).date(), "poll", {"question": poll.question, "until": poll.closes_at})
        for number in compounds
        for poll in await transaction.polls.open_in(number, at)
        if _concerns(poll, roles) and await transaction.posts.at(poll.subject, poll.chat_id) is not None
    ]
    ending = {  # a role over a community or a grid ends once, not in every building of it
        (role.until.astimezone(zone).date(), role.kind.value)
        for role in roles
        if role.until is not None and is_office(role.kind)
    }
    return [*closing, *(Occasion(day, "term", {"kind": kind}) for day, kind in sorted(ending))]


def _concerns(poll: Poll, roles: tuple[Role, ...]) -> bool:
    """It is asked where somebody lives, or where they serve."""
    return any(poll.place.covers(role.place) or role.place.covers(poll.place) for role in roles)


@act
async def lend_calendar(transaction: Transaction, *, actor: Actor, source: str, at: datetime) -> Outcome:
    """日历网页: a page of one's own days, to be kept in the phone's browser; it runs out, and is taken back at will."""
    if actor.person_id is None or not actor.roles:
        return NO_HOME
    link = await lend(transaction, purpose=LinkPurpose.CALENDAR, subject=OWN, by=actor.person_id, lasts=LASTS, at=at)
    return Done({"link_id": link.id})


async def lent_calendar(database: Database, *, link: PersonalLink, at: datetime, zone: ZoneInfo) -> Calendar | Refusal:
    """What such a page shows; nothing any more of whoever was erased or has left."""
    whose = link.made_by
    found = None if whose is None else await calendar(database, person_id=whose, at=at, zone=zone)
    return NOBODY if found is None else found
