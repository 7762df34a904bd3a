"""Every act as every role, in its place and outside: what the real acts do is what the printed table says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from domain.joining import hash_token
from domain.layouts import Layout
from domain.offices import Office, Scope
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import PERMISSIONS, Act
from domain.privacy import Processor
from domain.registry import ANYWHERE, HOME_ROLES, Actor, Organ, Place, Role, RoleKind
from services import (
    grids,
    homes,
    households,
    offices,
    polls,
    posters,
    privacy,
    profiles,
    registry,
    rosters,
    slips,
    units,
    voting,
)
from services.announcements_writing import schedule_announcement
from services.chats import bind
from services.doors import doors
from services.drafts import begin_draft
from services.registry_export import export_registry
from services.registry_import import DryRun, dry_run, import_registry
from storage.database import Database
from tests.builders import Neighbour, Town, agree, found_town, open_group, settle_in
from tests.deliberating import begin_full_matter, begin_matter
from tests.services.checking import ask, form, keep, make, meet, publish
from tests.services.electing import start as start_an_election
from tests.services.fees import sign_in_once, take_a_fee
from tests.services.reporting import card_stands, decide, handle, reported, set_a_lead
from tests.services.rolls import MOTION, OwnedHome, build_estate, note_first_door, seal
from tests.services.walls import link_a_wall
from tests.services.whistling import blow, come_and_go
from tests.services.window import take_for
from tests.services.wishing import take_down
from tests.workbooks import HEADINGS, xlsx

SOURCES = count()


@dataclass(frozen=True)
class Ground:
    """Where every act is tried: building 3 of 中华园, on a morning."""

    database: Database
    town: Town
    at: datetime

    @property
    def compound(self) -> Place:
        return self.town.place

    @property
    def building(self) -> Place:
        return Place(self.town.compound_id, self.town.buildings["3号楼"])

    def source(self) -> str:
        return f"walk {next(SOURCES)}"


Perform = Callable[[Ground, Actor], Awaitable[Outcome]]


async def found_a_compound(ground: Ground, actor: Actor) -> Outcome:
    where = {"street": "春晖街道", "community": "府河社区", "name": f"{next(SOURCES)}号院", "buildings": 1}
    return await registry.found_compound(ground.database, actor=actor, **where, source=ground.source(), at=ground.at)


async def invite(ground: Ground, actor: Actor, office: Office) -> Outcome:
    source, token = ground.source(), hash_token(ground.source())
    return await offices.invite(
        ground.database, actor=actor, office=office, token_hash=token, source=source, at=ground.at
    )


async def appoint(ground: Ground, actor: Actor) -> Outcome:
    return await invite(ground, actor, Office(RoleKind.COMMITTEE, Scope(ground.compound), Organ.OWNERS))


async def appoint_a_leader(ground: Ground, actor: Actor) -> Outcome:
    return await invite(ground, actor, Office(RoleKind.BUILDING_LEADER, Scope(ground.building)))


async def newcomer(ground: Ground) -> Neighbour:
    """Somebody who has just come."""
    number = next(SOURCES)
    async with ground.database.transaction() as transaction:
        return await settle_in(transaction, f"新邻居{number}", 10_000 + number, None, ANYWHERE, ground.at)


async def confirm_a_resident(ground: Ground, actor: Actor) -> Outcome:
    building, neighbour = ground.building.building_id, await newcomer(ground)
    assert building is not None
    await agree(ground.database, neighbour, at=ground.at)
    asked = await homes.request_home(
        ground.database,
        actor=neighbour.actor,
        kind=RoleKind.TENANT,
        building_id=building,
        source=ground.source(),
        at=ground.at,
    )
    assert isinstance(asked, Done)
    return await homes.confirm_home(
        ground.database, actor=actor, request_id=asked["request_id"], source=ground.source(), at=ground.at
    )


async def see_the_roster(ground: Ground, actor: Actor) -> Outcome:
    seen = await rosters.overview(ground.database, actor=actor, compound_id=ground.town.compound_id, at=ground.at)
    return seen if isinstance(seen, Refusal) else Done()


async def bind_a_group(ground: Ground, actor: Actor) -> Outcome:
    async with ground.database.transaction() as transaction:
        group = await open_group(transaction, -20_000 - next(SOURCES), "3号楼新群", None)
    return await bind(
        ground.database, actor=actor, chat_id=group, place=ground.building, source=ground.source(), at=ground.at
    )


async def handle_an_issue(ground: Ground, actor: Actor) -> Outcome:
    """Everybody knows of a report by its card, not everybody handles it."""
    database, reporter = ground.database, await newcomer(ground)
    said = await reported(database, reporter, "3号楼的灯不亮", ground.at, ground.source())
    await card_stands(database, said["id"], ground.town.building_group, next(SOURCES))
    return await handle(database, replace(reporter, actor=actor), "answer", said["id"], ground.at, text="去修")


async def start_a_poll(ground: Ground, actor: Actor) -> Outcome:
    return await polls.start_poll(
        ground.database,
        actor=actor,
        chat_id=ground.town.building_group,
        question="灯换成哪一种？",
        options=["亮的", "省电的"],
        several=False,
        named=False,
        closes_at=ground.at + timedelta(days=1),
        source=ground.source(),
        at=ground.at,
    )


async def announce(ground: Ground, actor: Actor) -> Outcome:
    body = {"text": "明天上午修灯。", "place": list(ground.building.levels[:2])}
    draft = await begin_draft(
        ground.database,
        actor=actor,
        chat_id=ground.town["王阿姨"].chat_id,
        kind="announcement",
        body=body,
        awaiting=None,
        source=ground.source(),
        at=ground.at,
    )
    assert isinstance(draft, Done)
    return await schedule_announcement(
        ground.database, actor=actor, draft_id=draft["draft_id"], source=ground.source(), at=ground.at
    )


async def edit_units(ground: Ground, actor: Actor) -> Outcome:
    made = await units.make_doors(
        ground.database,
        actor=actor,
        place=ground.building,
        layout=Layout(1, 1, 1, 1),
        source=ground.source(),
        at=ground.at,
    )
    if isinstance(made, Refusal):
        return made
    return await units.undo_doors(
        ground.database, actor=actor, place=ground.building, source=ground.source(), at=ground.at
    )


async def import_the_register(ground: Ground, actor: Actor) -> Outcome:
    door = ["3号楼", "2单元", f"{next(SOURCES)}", 89.37, "登记", "张三", ""]
    run = await dry_run(
        ground.database, actor=actor, compound_id=ground.town.compound_id, content=xlsx([HEADINGS, door])
    )
    if not isinstance(run, DryRun):
        return run
    return await import_registry(
        ground.database, actor=actor, run=run, state=run.state, source=ground.source(), at=ground.at
    )


async def export_the_register(ground: Ground, actor: Actor) -> Outcome:
    return await export_registry(
        ground.database, actor=actor, compound_id=ground.town.compound_id, source=ground.source(), at=ground.at
    )


async def draw_a_grid(ground: Ground, actor: Actor) -> Outcome:
    return await grids.draw_grid(
        ground.database, actor=actor, compound_id=ground.town.compound_id, source=ground.source(), at=ground.at
    )


async def a_home(ground: Ground) -> int:
    """A door of building 3 that was not there before."""
    building = ground.town.buildings["3号楼"]
    async with ground.database.transaction() as transaction:
        entrance = await transaction.units.entrance(building, "1单元", 1)
        return await transaction.units.add_unit(
            ground.town.compound_id, building, entrance, floor=9, label=f"9{next(SOURCES):03d}"
        )


async def print_slips(ground: Ground, actor: Actor) -> Outcome:
    """The list of doors to go along with, then the slips themselves."""
    found = await doors(ground.database, actor=actor, place=ground.building)
    if isinstance(found, Refusal):
        return found
    codes = {await a_home(ground): f"{next(SOURCES):012d}"}
    return await slips.make_slips(
        ground.database, actor=actor, codes=codes, reprint=False, source=ground.source(), at=ground.at
    )


async def print_posters(ground: Ground, actor: Actor) -> Outcome:
    where, source = {"place": ground.building, "spots": ["3号楼门口"]}, ground.source()
    return await posters.make_posters(ground.database, actor=actor, **where, source=source, at=ground.at)


async def name_a_processor(ground: Ground, actor: Actor) -> Outcome:
    """Who answers for the data of the compound."""
    at, who, named = ground.at, ground.town.compound_id, Processor("中华园自管会", "9号楼值班室")
    return await privacy.name_processor(
        ground.database, actor=actor, compound_id=who, processor=named, draft_id=0, source=ground.source(), at=at
    )


async def start_a_vote(ground: Ground, actor: Actor) -> Outcome:
    await build_estate(ground.database, ground.town, [OwnedHome(f"8{next(SOURCES):03d}", ("业主",))], ground.at)
    return await voting.post_vote(
        ground.database, actor=actor, place=ground.building, motion=MOTION, source=ground.source(), at=ground.at
    )


async def confirm_a_vote(ground: Ground, actor: Actor) -> Outcome:
    """Of a vote that 李楼长 started and nobody took part in."""
    number = await seal(ground.database, await start_a_vote(ground, ground.town["李楼长"].actor), ground.at)
    source = ground.source()
    return await voting.confirm_result(ground.database, actor=actor, vote_id=number, source=source, at=ground.at)


async def go_to_a_door(ground: Ground, actor: Actor) -> Outcome:
    """Of a vote that 李楼长 started and that has opened."""
    posted = await start_a_vote(ground, ground.town["李楼长"].actor)
    assert isinstance(posted, Done), posted
    return await note_first_door(ground.database, actor, posted["vote_id"], ground.source())


async def see_a_household(ground: Ground, actor: Actor) -> Outcome:
    unit, source = await a_home(ground), ground.source()
    return await households.look_at_household(ground.database, actor=actor, unit_id=unit, source=source, at=ground.at)


async def choose_a_profile(ground: Ground, actor: Actor) -> Outcome:
    """The rules of another city than now."""
    compound = ground.town.compound_id
    now = await profiles.applied(ground.database, compound_id=compound)
    assert not isinstance(now, Refusal)
    other = next(city for city in await profiles.cities(ground.database) if city != now.city)
    return await profiles.choose_profile(
        ground.database, actor=actor, compound_id=compound, city=other, source=ground.source(), at=ground.at
    )


PERFORM: dict[Act, Perform] = {
    Act.FOUND_COMPOUND: found_a_compound,
    Act.APPOINT: appoint,
    Act.APPOINT_LEADER: appoint_a_leader,
    Act.CONFIRM_RESIDENT: confirm_a_resident,
    Act.SEE_ROSTER: see_the_roster,
    Act.BIND_GROUP: bind_a_group,
    Act.HANDLE_ISSUE: handle_an_issue,
    Act.DECIDE_APPEAL: lambda ground, actor: decide(ground.database, ground.town, actor, ground.at),
    Act.BLOW_WHISTLE: lambda ground, actor: blow(ground.database, ground.building, actor, ground.at),
    Act.KEEP_PARTNERS: lambda one, who: come_and_go(one.database, one.town.compound_id, who, one.at),
    Act.KEEP_WISHES: lambda ground, actor: take_down(ground.database, ground.compound, actor, ground.at),
    Act.SERVE_ERRANDS: lambda ground, actor: take_for(ground.database, ground.compound, actor, ground.at),
    Act.KEEP_CHECKLIST: lambda ground, actor: make(ground.database, ground.compound, actor, ground.at),
    Act.FORM_TEAMS: lambda ground, actor: form(ground.database, ground.compound, actor, ground.at),
    Act.HOLD_MEETING: lambda ground, actor: meet(ground.database, ground.compound, actor, ground.at),
    Act.DO_HOURS: lambda ground, actor: sign_in_once(ground.database, ground.compound, actor, ground.at),
    Act.TAKE_FEES: lambda ground, actor: take_a_fee(ground.database, ground.building, actor, ground.at),
    Act.PUBLISH_BOARD: lambda ground, actor: publish(ground.database, ground.town, actor, ground.at),
    Act.KEEP_FUNDS: lambda ground, actor: keep(ground.database, ground.compound, actor, ground.at),
    Act.ASK_HOMES: lambda ground, actor: ask(ground.database, ground.compound, actor, ground.at),
    Act.START_POLL: start_a_poll,
    Act.START_VOTE: start_a_vote,
    Act.CONFIRM_VOTE: confirm_a_vote,
    Act.CANVASS: go_to_a_door,
    Act.RUN_MATTER: lambda ground, actor: begin_matter(ground.database, ground.building, actor, ground.at),
    Act.RUN_PROCEDURE: lambda one, who: begin_full_matter(one.database, one.town.compound_id, who, one.at),
    Act.RUN_ELECTION: lambda ground, actor: start_an_election(ground.database, ground.town, actor, ground.at),
    Act.ANNOUNCE: announce,
    Act.EDIT_UNITS: edit_units,
    Act.IMPORT_REGISTRY: import_the_register,
    Act.EXPORT_REGISTRY: export_the_register,
    Act.DRAW_GRIDS: draw_a_grid,
    Act.PRINT_SLIPS: print_slips,
    Act.PRINT_POSTERS: print_posters,
    Act.CHOOSE_PROFILE: choose_a_profile,
    Act.SEE_HOUSEHOLD: see_a_household,
    Act.LINK_WALL: lambda one, who: link_a_wall(one.database, who, one.town.compound_id, one.at),
    Act.SET_LEADS: lambda one, who: set_a_lead(one.database, who, one.town.compound_id, one.at),
    Act.NAME_PROCESSOR: name_a_processor,
}
"""How each act is performed; the act's own refusal answers whoever may not."""

IN_PART = {Act.SEE_ROSTER, Act.EXPORT_REGISTRY, Act.DO_HOURS}
"""Acts on a whole compound that somebody of one building does for that building: outside is another compound."""


def test_every_act_of_the_table_is_walked() -> None:
    assert PERMISSIONS.keys() == set(Act)
    assert PERFORM.keys() == set(Act)


def everybody(town: Town, at: datetime) -> Iterator[tuple[str, Role]]:
    """A role of every kind, where such a role is naturally held around building 3; a committee member of each organ."""
    building = Place(town.compound_id, town.buildings["3号楼"])
    where = {
        RoleKind.OPERATOR: ANYWHERE,
        RoleKind.COMMITTEE: town.place,
        RoleKind.ENTRANCE_LEADER: replace(building, entrance_id=1),
        RoleKind.FLOOR_LEADER: replace(building, entrance_id=1, floor=1),
    }
    for kind in RoleKind:
        for organ in Organ if kind is RoleKind.COMMITTEE else (None,):
            place = where.get(kind, building)
            yield f"{kind}{organ or ''}", Role(kind, place, at, organ=organ)


def widened(role: Role, town: Town) -> Role:
    """The same over all of the compound: what is refused then is refused for what one is, not for where."""
    return replace(role, place=town.place)


def elsewhere(role: Role, act: Act, town: Town) -> Role | None:
    """The same in another place: another building, or another compound; an operator is nowhere outside."""
    if role.place == ANYWHERE:
        return None
    other = Place(9999, 9999) if role.place.building_id and act in IN_PART else Place(9999)
    if role.place.building_id and act not in IN_PART:
        other = Place(town.compound_id, town.buildings["9号楼"])
    return replace(role, place=other)


async def refused(ground: Ground, act: Act, role: Role) -> bool:
    """Whether somebody who holds this role alone is refused for want of a permission."""
    outcome = await PERFORM[act](ground, Actor(ground.town["路过的人"].person_id, (role,)))
    if isinstance(outcome, Done):
        return False
    assert outcome.reason is Reason.NOT_PERMITTED, f"{act} as {role.kind}: {outcome}"
    assert outcome.facts["act"] == act.value, outcome
    return True


@pytest.mark.parametrize("act", PERFORM)
async def test_an_act_is_done_by_whom_the_table_names_and_nobody_else(
    database: Database, at: datetime, act: Act
) -> None:
    ground, wrong = Ground(database, await found_town(database, at), at), list[str]()
    for name, role in everybody(ground.town, at):
        named = role.kind in PERMISSIONS[act]
        tried = role if named or role.kind is RoleKind.OPERATOR else widened(role, ground.town)
        if await refused(ground, act, tried) is named:
            wrong.append(f"{name} inside")
        outside = elsewhere(role, act, ground.town) if named else None
        if outside is not None and not await refused(ground, act, outside):
            wrong.append(f"{name} outside")
    assert wrong == []


def test_homes_give_no_power() -> None:
    """Owners, families and tenants are in no line of the table: what they decide, they decide by voting."""
    assert not any(HOME_ROLES & kinds for kinds in PERMISSIONS.values())
