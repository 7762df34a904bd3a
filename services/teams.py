"""居民小组: a group is formed, neighbours ask to be in it, the committee names them; and the register of clues."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues import Issue, view_of
from domain.issues_categories import Category
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import HOME_ROLES, Actor, Compound, Place, RoleKind
from domain.teams import (
    Clues,
    Team,
    TeamKind,
    TeamPage,
    clues,
    join_refusal,
    left_behind,
    lives_there,
    moved_away,
    name_refusal,
    recorded,
    told,
    watched,
)
from services.acts import act
from services.issues_notices import is_carded
from services.readers import open_chats, staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

LOOKED_BACK = timedelta(days=365)
"""So long what ended stays in the register."""
NO_TEAM = Refusal(Reason.NOT_FOUND, {"what": "team"})
NO_TEAMS = Refusal(Reason.NOT_FOUND, {"what": "teams"})


@act
async def form_team(
    transaction: Transaction, *, actor: Actor, place: Place, kind: TeamKind, source: str, at: datetime
) -> Outcome:
    """成立小组: one of each kind in a compound."""
    if (refusal := permit(actor, Act.FORM_TEAMS, place)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    if not await transaction.teams.form(place, kind, by=actor.person_id, at=at):
        return Refusal(Reason.ALREADY_DONE, {"what": "team"})
    (team,) = (one for one in await transaction.teams.inside([place.compound_id]) if one.kind is kind)
    await apply(transaction, [recorded(team, "team_formed", actor.person_id)], at=at)
    return Done({"team_id": team.id})


@act
async def ask_to_join(transaction: Transaction, *, actor: Actor, team_id: int, source: str, at: datetime) -> Outcome:
    """我来参加: a neighbour asks; the committee hears."""
    team = await transaction.teams.lock(team_id)
    if team is None:
        return NO_TEAM
    if (refusal := join_refusal(team, actor)) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    await transaction.teams.ask(team_id, actor.person_id, at)
    chats = [chat.id for chat in await staff_chats(transaction, team.place, at)]
    name = await _called(transaction, team)
    await apply(transaction, told(team, name, "asked", chats, source), at=at)
    return Done({"team_id": team_id})


@act
async def name_member(
    transaction: Transaction, *, actor: Actor, team_id: int, person_id: int, source: str, at: datetime
) -> Outcome:
    """请他参加: the committee names who asked."""
    team = await transaction.teams.lock(team_id)
    if team is None:
        return NO_TEAM
    refusal = permit(actor, Act.FORM_TEAMS, team.place) or name_refusal(team, person_id)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.teams.name(team_id, person_id, by=actor.person_id, at=at)
    chats = [chat.id for chat in await open_chats(transaction, [person_id])]
    effects = told(team, await _called(transaction, team), "named", chats, source)
    await apply(transaction, [*effects, recorded(team, "team_member_named", actor.person_id)], at=at)
    return Done({"team_id": team_id})


@act
async def drop_member(
    transaction: Transaction, *, actor: Actor, team_id: int, person_id: int, source: str, at: datetime
) -> Outcome:
    """退出、请出、这次不请: by themselves, or by the committee, from whom they hear it."""
    team = await transaction.teams.lock(team_id)
    if team is None:
        return NO_TEAM
    refusal = None if person_id == actor.person_id else permit(actor, Act.FORM_TEAMS, team.place)
    if refusal is None and team.member(person_id) is None:
        refusal = Refusal(Reason.NOT_FOUND, {"what": "team_member"})
    if refusal is not None:
        return refusal
    member = team.member(person_id)
    assert member is not None, "asked above"
    event = "declined" if member.named_at is None else "dropped"
    reached = [] if person_id == actor.person_id else await open_chats(transaction, [person_id])
    await transaction.teams.drop(team_id, person_id)
    news = told(team, await _called(transaction, team), event, [chat.id for chat in reached], source)
    await apply(transaction, [*news, recorded(team, "team_member_left", actor.person_id)], at=at)
    return Done({"team_id": team_id})


@act
async def leave_with_home(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """不住这儿了: whoever has no home in the compound any more is in none of its groups; the committee hears."""
    person = int(subject.rpartition(":")[2])
    actor = Actor(person, await transaction.registry.roles_of(person, at))
    homes = [role.place for role in actor.roles if role.kind in HOME_ROLES]
    left = left_behind(await transaction.teams.of(person), homes)
    for team in left:
        await transaction.teams.drop(team.id, person)
        chats = [chat.id for chat in await staff_chats(transaction, team.place, at)]
        await apply(transaction, moved_away(team, person, await _called(transaction, team), chats, source), at=at)
    return Done({"left": len(left)})


@act
async def dissolve_team(transaction: Transaction, *, actor: Actor, team_id: int, source: str, at: datetime) -> Outcome:
    """撤掉小组, while it has no lists."""
    team = await transaction.teams.lock(team_id)
    if team is None:
        return NO_TEAM
    if (refusal := permit(actor, Act.FORM_TEAMS, team.place)) is not None:
        return refusal
    if await transaction.teams.lists(team_id):
        return Refusal(Reason.WRONG_STATE, {"what": "team_lists"})
    await transaction.teams.dissolve(team_id)
    await apply(transaction, [recorded(team, "team_dissolved", actor.person_id)], at=at)
    return Done({"compound_id": team.place.compound_id})


async def _called(transaction: Transaction, team: Team) -> str:
    return (await transaction.registry.names()).of(team.place)


async def team_compounds(database: Database, *, actor: Actor) -> list[Compound]:
    """Where somebody may look: the compounds they live or serve in; the operator everywhere."""
    async with database.reading() as transaction:
        return [one for one in await transaction.registry.compounds() if _here(actor, one.id)]


def _here(actor: Actor, compound_id: int | None) -> bool:
    return actor.has(RoleKind.OPERATOR) or actor.of_compound(compound_id)


async def team_list(database: Database, *, actor: Actor, compound_id: int) -> list[Team] | Refusal:
    """居民小组 of a compound, for whoever lives or serves there."""
    if not _here(actor, compound_id):
        return NO_TEAMS
    async with database.reading() as transaction:
        return await transaction.teams.inside([compound_id])


async def team_page(database: Database, *, actor: Actor, team_id: int, at: datetime) -> TeamPage | Refusal:
    """One group: its clues, its lists, its people."""
    async with database.reading() as transaction:
        team = await transaction.teams.find(team_id)
        if team is None or not _here(actor, team.place.compound_id):
            return NO_TEAM
        found = watched(team.kind, clues(await _reports(transaction, team.place, at)))
        lists = tuple(await transaction.teams.lists(team_id))
    keeps = permit(actor, Act.FORM_TEAMS, team.place) is None
    joins = lives_there(actor, team.place) and team.member(actor.person_id) is None
    return TeamPage(team, found, lists, keeps, joins)


async def clue_register(
    database: Database, *, actor: Actor, compound_id: int, at: datetime
) -> tuple[Clues, ...] | Refusal:
    """线索登记: how many of each category are open, closed, ended otherwise; anybody there may read it."""
    if not _here(actor, compound_id):
        return NO_TEAMS
    async with database.reading() as transaction:
        return clues(await _reports(transaction, Place(compound_id), at))


async def clues_of(
    database: Database, *, actor: Actor, compound_id: int, category: Category | None, at: datetime
) -> list[Issue] | Refusal:
    """The reports of one category that this reader may see: numbers lead to what they may read of each."""
    if not _here(actor, compound_id):
        return NO_TEAMS
    async with database.reading() as transaction:
        found = await _reports(transaction, Place(compound_id), at)
        theirs = [issue for issue in found if issue.category == category and issue.sealed_to is None]
        carded = {issue.id: await is_carded(transaction, issue) for issue in theirs}
    return [issue for issue in theirs if view_of(issue, actor, carded=carded[issue.id]) is not None]


async def _reports(transaction: Transaction, place: Place, at: datetime) -> list[Issue]:
    assert place.compound_id is not None, "asked of a compound"
    inside = [place.compound_id]
    return [
        *await transaction.issues.open(inside),
        *await transaction.issues.ended_since(inside, at - LOOKED_BACK),
    ]
