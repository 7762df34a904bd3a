"""The community's desk (社区工作台): read from every room for whoever sits on the 社区两委 of several compounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from domain.community_desk import Cover, Item, Standing, Thing, Wait, coverage, desk_order, overseen
from domain.deliberation.cautions import needs_application
from domain.deliberation.matters import Matter
from domain.deliberation_applications import waits_for_check
from domain.deliberation_waits import Waits, asker
from domain.issues import Issue, sees_all, shorten, view_of
from domain.issues_ladder import Rung
from domain.issues_life import State
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Compound, Place
from domain.teams import TeamKind
from domain.voting.votes import confirm_refusal
from services.dossiers import application_record
from services.issues_clocks import clocked
from services.issues_months import Month, month
from services.seats import situations
from storage.database import Database
from storage.transaction import Transaction

MOST_WHISTLES = 500
"""The latest that are looked through."""
WORDS = 20
NO_DESK = Refusal(Reason.NOT_FOUND, {"what": "community_desk"})


async def desk(database: Database, *, actor: Actor, at: datetime) -> list[Standing] | Refusal:
    """社区工作台: every compound somebody oversees, where most waits first."""
    async with database.reading() as transaction:
        compounds = overseen(actor, await transaction.registry.compounds())
        if not compounds:
            return NO_DESK
        found = await _reports(transaction, actor, compounds, at)
        found += await _whistles(transaction, compounds)
        for one in compounds:
            found += [(one.id, item) for item in await _seconds(transaction, actor, one.id)]
        partners = await transaction.whistles.partners.standing([one.id for one in compounds])
    return desk_order(
        Standing(
            one,
            tuple(item for key, item in found if key == one.id),
            tuple(partner.name for partner in partners if partner.compound_id == one.id),
        )
        for one in compounds
    )


async def standing(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> Standing | Refusal:
    """One of them."""
    found = await desk(database, actor=actor, at=at)
    if isinstance(found, Refusal):
        return found
    return next((one for one in found if one.compound.id == compound_id), NO_DESK)


async def covered(database: Database, *, actor: Actor, at: datetime) -> tuple[Cover, ...] | Refusal:
    """覆盖情况 of these compounds."""
    async with database.reading() as transaction:
        mine = {one.id for one in overseen(actor, await transaction.registry.compounds())}
        teams = await transaction.teams.inside(sorted(mine))
        partners = await transaction.whistles.partners.standing(sorted(mine))
    if not mine:
        return NO_DESK
    found = await situations(database, actor=actor, at=at)
    volunteers = {one.place.compound_id for one in teams if one.kind is TeamKind.VOLUNTEERS and one.named}
    return coverage(
        [one for one in found if one.compound.id in mine],
        {one for one in volunteers if one is not None},
        {one.compound_id for one in partners},
    )


async def months(database: Database, *, actor: Actor, first: date) -> list[Month] | Refusal:
    """月报 of every compound somebody oversees whose reports they handle."""
    async with database.reading() as transaction:
        compounds = overseen(actor, await transaction.registry.compounds())
    found = [await month(database, actor=actor, compound_id=one.id, first=first) for one in compounds]
    told = [one for one in found if not isinstance(one, Refusal)]
    return told or NO_DESK


Found = list[tuple[int, Item]]


async def _reports(transaction: Transaction, actor: Actor, compounds: Sequence[Compound], at: datetime) -> Found:
    """Reports this reader may read that are late, have come up to the community, or wait for a second look."""
    reports = await transaction.issues.open([one.id for one in compounds])
    read = [issue for issue in reports if sees_all(actor, issue.place) and view_of(issue, actor, carded=False)]
    found: Found = []
    for issue in await clocked(transaction, read):
        compound = issue.place.compound_id
        assert compound is not None, "asked of compounds"
        words = f"{issue.called} {shorten(' '.join(issue.text.split()), WORDS)}"
        found += [(compound, Item(wait, Thing.ISSUE, issue.id, words)) for wait in _waits(issue, actor, at)]
    return found


def _waits(issue: Issue, actor: Actor, at: datetime) -> list[Wait]:
    """Once as late: where it has come up to the community, as that."""
    late = issue.deadlines is not None and issue.deadlines.missed(at) is not None
    raised = issue.level >= Rung.TWO_COMMITTEES
    waits = [Wait.RAISED] if raised else [Wait.LATE] if late else []
    checks = issue.state is State.TO_CHECK and issue.doer_id != actor.person_id
    return [*waits, Wait.SECOND] if checks else waits


async def _whistles(transaction: Transaction, compounds: Sequence[Compound]) -> Found:
    whistles = await transaction.whistles.inside([one.id for one in compounds], MOST_WHISTLES)
    return [
        (whistle.place.compound_id, Item(Wait.WHISTLE, Thing.WHISTLE, whistle.id, shorten(whistle.topic, WORDS)))
        for whistle in whistles
        if whistle.ended_at is None and whistle.place.compound_id is not None
    ]


async def _seconds(transaction: Transaction, actor: Actor, compound_id: int) -> list[Item]:
    """What another began and this reader could confirm: steps of matters, applications, results of votes."""
    person = actor.person_id or 0
    runs = permit(actor, Act.RUN_PROCEDURE, Place(compound_id)) is None
    matters = [
        Item(Wait.SECOND, Thing.MATTER, matter.id, shorten(matter.title, WORDS))
        for matter in (await transaction.deliberation.of_compound(compound_id) if runs else ())
        if ({asker(matter, what) for what in Waits} - {None, person}) or await _to_check(transaction, matter, person)
    ]
    votes = [
        Item(Wait.SECOND, Thing.VOTE, vote.id, shorten(vote.title, WORDS))
        for vote in await transaction.voting.of_compound(compound_id)
        if confirm_refusal(vote, person) is None and permit(actor, Act.CONFIRM_VOTE, vote.place) is None
    ]
    return [*matters, *votes]


async def _to_check(transaction: Transaction, matter: Matter, person: int) -> bool:
    """Whether an application for the maintenance fund waits for them."""
    if not needs_application(matter):
        return False
    record = await application_record(transaction, matter)
    return waits_for_check(matter, record) and record is not None and record.by != person
