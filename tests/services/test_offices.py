"""Asking, taking, handing over, laying down and ending offices: on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.joining import hash_token
from domain.layouts import Layout
from domain.offices import Level, Office, Scope
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, Organ, Place, Role, RoleKind
from services import rosters
from services.offices import accept_invitation, end_role, hand_over, invite
from services.units import make_doors
from storage.database import Database
from tests.builders import Town, found_town, queued, settle_in

TOKEN = "q" * 22
SELF, RESIDENTS, PARTY = Organ.SELF_MANAGEMENT, Organ.RESIDENTS, Organ.PARTY
EXPIRED = Refusal(Reason.EXPIRED, {"what": "invitation"})
NO_PLACE = Refusal(Reason.INVALID, {"what": "place"})
NOT_YOURS = Refusal(Reason.NOT_YOURS, {"what": "role"})


def leader_of(town: Town, building: str, **more: Any) -> Office:
    place = Place(town.compound_id, town.buildings[building])
    return Office(RoleKind.BUILDING_LEADER, Scope(place), **more)


async def ask(database: Database, town: Town, giver: str, office: Office, at: datetime, token: str = TOKEN) -> Outcome:
    token_hash = hash_token(token)
    actor = await rosters.actor_now(database, person_id=town[giver].person_id, at=at)
    return await invite(database, actor=actor, office=office, token_hash=token_hash, source=f"invite {token}", at=at)


async def take(database: Database, town: Town, who: str, at: datetime, token: str = TOKEN) -> Outcome:
    actor = await rosters.actor_now(database, person_id=town[who].person_id, at=at)
    return await accept_invitation(database, actor=actor, token=token, source=f"{who} takes {token}", at=at)


async def roles(database: Database, town: Town, who: str, at: datetime) -> list[Role]:
    return list((await rosters.actor_now(database, person_id=town[who].person_id, at=at)).roles)


async def number(database: Database, town: Town, who: str, at: datetime) -> int:
    """The number of somebody's first role."""
    return (await rosters.holdings(database, person_id=town[who].person_id, at=at))[0].id


async def a_community(database: Database, town: Town, at: datetime) -> int:
    """The community of 中华园, with a second compound in it: 梅岭园."""
    async with database.transaction() as transaction:
        await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="梅岭园", building_labels=["1号楼"], at=at
        )
        community = await transaction.grids.community_of(town.compound_id)
    assert community is not None
    return community


async def test_a_link_makes_one_building_leader_and_tells_the_inviter(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    invited = await ask(database, town, "赵主任", leader_of(town, "9号楼"), at)
    assert isinstance(invited, Done)
    assert (invited["place"], invited["term"], invited["handover"]) == ("中华园9号楼", None, False)

    offer = await rosters.look_at_invitation(database, token=TOKEN, at=at)
    assert not isinstance(offer, Refusal)
    assert (offer.office, offer.where.name, offer.giver) == (leader_of(town, "9号楼"), "中华园9号楼", "赵主任")

    accepted = await take(database, town, "路过的人", at)
    assert isinstance(accepted, Done)
    (role,) = await roles(database, town, "路过的人", at)
    assert (role.kind, role.place) == (RoleKind.BUILDING_LEADER, Place(town.compound_id, town.buildings["9号楼"]))
    ((template, facts),) = await queued(database, town["赵主任"].chat_id)
    assert template == "registry.accepted"
    assert (facts["name"], facts["kind"], facts["place"]) == ("路过的人", "building_leader", "中华园9号楼")
    used = Refusal(Reason.ALREADY_DONE, {"what": "invitation"})
    assert await take(database, town, "王阿姨", at) == used
    assert await rosters.look_at_invitation(database, token=TOKEN, at=at) == used
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"compound:{town.compound_id}")
    assert [entry.type for entry in entries] == ["invited", "role_given"]


async def test_a_link_ends_after_a_week_and_with_the_inviters_own_role(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await ask(database, town, "赵主任", leader_of(town, "9号楼"), at)
    assert await take(database, town, "路过的人", at + timedelta(days=7)) == EXPIRED
    role = await number(database, town, "赵主任", at)
    await end_role(database, actor=town["赵主任"].actor, role_id=role, source="end", at=at)
    assert await take(database, town, "王阿姨", at) == EXPIRED


async def test_a_committee_member_sits_on_an_organ_and_may_sit_on_several(database: Database, at: datetime) -> None:
    """交叉任职."""
    town = await found_town(database, at)
    for organ in (SELF, RESIDENTS, PARTY):
        office = Office(RoleKind.COMMITTEE, Scope(town.place), organ)
        assert isinstance(await ask(database, town, "钱管理", office, at, organ), Done)
        assert isinstance(await take(database, town, "路过的人", at, organ), Done)
    assert {role.organ for role in await roles(database, town, "路过的人", at)} == {SELF, RESIDENTS, PARTY}
    await ask(database, town, "钱管理", Office(RoleKind.COMMITTEE, Scope(town.place), SELF), at, "again")
    held = Refusal(Reason.ALREADY_DONE, {"what": "role"})
    assert await take(database, town, "路过的人", at, "again") == held
    assert isinstance(await take(database, town, "钱管理", at, "again"), Done)  # the link was left for somebody else
    assert await queued(database, town["赵主任"].chat_id) == []


async def test_a_role_over_a_community_reaches_every_compound_of_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    community = await a_community(database, town, at)
    office = Office(RoleKind.COMMITTEE, Scope(community_id=community), RESIDENTS)
    invited = await ask(database, town, "钱管理", office, at)
    assert isinstance(invited, Done)
    assert (invited["place"], invited["level"]) == ("第一社区", Level.COMMUNITY)
    await take(database, town, "路过的人", at)
    actor = await rosters.actor_now(database, person_id=town["路过的人"].person_id, at=at)
    compounds = await rosters.compounds(database)
    assert {role.place.compound_id for role in actor.roles} == {one.id for one in compounds}
    assert all(permit(actor, Act.ANNOUNCE, Place(one.id)) is None for one in compounds)
    assert permit(actor, Act.ANNOUNCE, ANYWHERE) is not None
    async with database.transaction() as transaction:
        third = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="后来园", building_labels=["1号楼"], at=at
        )
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第二社区", name="别处园", building_labels=["1号楼"], at=at
        )
        names = [row.name for row in await transaction.registry.holders(Place(third), [RoleKind.COMMITTEE], at)]
        away = await transaction.registry.holders(Place(other), [RoleKind.COMMITTEE], at)
    assert (names, away) == (["路过的人"], [])
    actor = await rosters.actor_now(database, person_id=town["路过的人"].person_id, at=at)
    assert permit(actor, Act.ANNOUNCE, Place(third)) is None


async def test_only_who_holds_office_over_a_community_gives_offices_there(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    community = await a_community(database, town, at)
    worker = Office(RoleKind.GRID_WORKER, Scope(community_id=community))
    refused = await ask(database, town, "赵主任", worker, at, "compound only")
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_PERMITTED
    await ask(database, town, "钱管理", Office(RoleKind.COMMITTEE, Scope(community_id=community), RESIDENTS), at)
    await take(database, town, "王阿姨", at)
    assert isinstance(await ask(database, town, "王阿姨", worker, at, "community"), Done)
    assert isinstance(await take(database, town, "孙网格", at, "community"), Done)
    elsewhere = Office(RoleKind.GRID_WORKER, Scope(community_id=community + 99))
    assert isinstance(await ask(database, town, "王阿姨", elsewhere, at, "elsewhere"), Refusal)


async def test_a_grid_worker_reaches_the_buildings_of_the_grid(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        community = await transaction.grids.community_of(town.compound_id)
        grid = await transaction.grids.draw(community or 0, "第1网格")
    office = Office(RoleKind.GRID_WORKER, Scope(grid_id=grid))
    assert isinstance(await ask(database, town, "赵主任", office, at, "empty"), Refusal)
    async with database.transaction() as transaction:
        await transaction.grids.put(grid, town.buildings["9号楼"])
    invited = await ask(database, town, "赵主任", office, at)
    assert isinstance(invited, Done)
    assert invited["place"] == "第一社区第1网格"
    await take(database, town, "路过的人", at)
    (role,) = await roles(database, town, "路过的人", at)
    assert (role.place, role.grid_id) == (Place(town.compound_id, town.buildings["9号楼"]), grid)
    async with database.transaction() as transaction:
        await transaction.grids.take_out(town.buildings["9号楼"])
    assert await roles(database, town, "路过的人", at) == []  # a grid without buildings comes to nothing
    async with database.reading() as transaction:
        assert await transaction.registry.holders(ANYWHERE, [RoleKind.GRID_WORKER], at) == []


async def test_entrance_and_floor_leaders_have_their_place(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make_doors(
        database, actor=town["赵主任"].actor, place=town.place, layout=Layout(2, 1, 6, 2), source="d", at=at
    )
    third = town.buildings["3号楼"]
    async with database.reading() as transaction:
        ways = await transaction.doors.entrances([third, town.buildings["9号楼"]])
    second = Place(town.compound_id, third, ways[third, "2单元"])
    entrance = Office(RoleKind.ENTRANCE_LEADER, Scope(second))
    invited = await ask(database, town, "赵主任", entrance, at, "entrance")
    assert isinstance(invited, Done)
    assert invited["place"] == "中华园3号楼2单元"
    floor = Office(RoleKind.FLOOR_LEADER, Scope(Place(*second.levels[:3], 6)))
    invited = await ask(database, town, "赵主任", floor, at, "floor")
    assert isinstance(invited, Done)
    assert (invited["place"], invited["level"], invited["floor"]) == ("中华园3号楼2单元", "floor", 6)
    assert isinstance(await take(database, town, "王阿姨", at, "floor"), Done)
    (_, held) = await rosters.holdings(database, person_id=town["王阿姨"].person_id, at=at)
    assert (held.where.level, held.where.floor) == (Level.FLOOR, 6)
    none = Office(RoleKind.FLOOR_LEADER, Scope(Place(*second.levels[:3], 7)))
    assert await ask(database, town, "赵主任", none, at, "seventh") == NO_PLACE
    foreign = Office(
        RoleKind.ENTRANCE_LEADER, Scope(Place(town.compound_id, town.buildings["9号楼"], ways[third, "1单元"]))
    )
    assert await ask(database, town, "赵主任", foreign, at, "foreign") == NO_PLACE


async def test_links_that_make_no_sense_are_refused(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    third = Place(town.compound_id, town.buildings["3号楼"])
    for token, office in enumerate(
        [
            Office(RoleKind.BUILDING_LEADER, Scope(town.place)),
            Office(RoleKind.COMMITTEE, Scope(third), SELF),
            Office(RoleKind.COMMITTEE, Scope(town.place)),
            Office(RoleKind.BUILDING_LEADER, Scope(third), SELF),
            Office(RoleKind.OWNER, Scope(third)),
            Office(RoleKind.GRID_WORKER, Scope(Place(9999))),
            Office(RoleKind.GRID_WORKER, Scope()),
            Office(RoleKind.BUILDING_LEADER, Scope(Place(town.compound_id, 9999))),
            Office(RoleKind.COMMITTEE, Scope(community_id=9999), RESIDENTS),
            leader_of(town, "9号楼", deputy_of=await number(database, town, "李楼长", at)),
            leader_of(town, "3号楼", deputy_of=9999),
        ]
    ):
        assert await ask(database, town, "钱管理", office, at, f"{token}") == NO_PLACE, office
    refused = await ask(database, town, "赵主任", Office(RoleKind.COMMITTEE, Scope(town.place), SELF), at)
    assert isinstance(refused, Refusal)
    assert refused.facts["who"] == ["operator"]
    assert await take(database, town, "王阿姨", at, "made up") == Refusal(Reason.NOT_FOUND, {"what": "invitation"})


async def test_a_term_ends_by_itself(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    until = at + timedelta(days=365)
    invited = await ask(database, town, "赵主任", leader_of(town, "9号楼", until=until), at)
    assert isinstance(invited, Done)
    assert invited["term"] == until.isoformat()
    await take(database, town, "路过的人", at)
    assert len(await roles(database, town, "路过的人", until - timedelta(seconds=1))) == 1
    assert await roles(database, town, "路过的人", until) == []


async def test_a_deputy_stands_in_for_somebody_named(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    principal = await number(database, town, "李楼长", at)
    await ask(database, town, "赵主任", leader_of(town, "3号楼", deputy_of=principal), at)
    offer = await rosters.look_at_invitation(database, token=TOKEN, at=at)
    assert not isinstance(offer, Refusal)
    assert offer.stands_for == "李楼长"
    await take(database, town, "路过的人", at)
    (role,) = await roles(database, town, "路过的人", at)
    assert role.deputy
    (held,) = await rosters.holdings(database, person_id=town["路过的人"].person_id, at=at)
    assert (held.stands_for, held.facts["deputy"]) == ("李楼长", True)
    await ask(database, town, "赵主任", leader_of(town, "3号楼", deputy_of=principal), at, "late")
    await end_role(database, actor=town["李楼长"].actor, role_id=principal, source="end", at=at)
    assert await take(database, town, "王阿姨", at, "late") == EXPIRED  # there is nobody to stand in for any more


async def give_over(database: Database, town: Town, who: str, at: datetime, role: int | None = None) -> Outcome:
    return await hand_over(
        database,
        actor=town[who].actor,
        role_id=role or await number(database, town, who, at),
        token_hash=hash_token(TOKEN),
        source=f"{who} hands over",
        at=at,
    )


async def test_a_handover_ends_the_old_office_the_moment_the_new_one_begins(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    principal = await number(database, town, "李楼长", at)
    await ask(database, town, "赵主任", leader_of(town, "3号楼", deputy_of=principal), at, "deputy")
    await take(database, town, "王阿姨", at, "deputy")
    handed = await give_over(database, town, "李楼长", at)
    assert isinstance(handed, Done)
    assert handed["handover"]
    assert len(await roles(database, town, "李楼长", at)) == 1  # still theirs
    own = await take(database, town, "李楼长", at)
    assert own == Refusal(Reason.WRONG_STATE, {"what": "own_handover"})
    offer = await rosters.look_at_invitation(database, token=TOKEN, at=at)
    assert not isinstance(offer, Refusal)
    assert offer.handover

    later = at + timedelta(days=1)
    assert isinstance(await take(database, town, "路过的人", later), Done)
    assert await roles(database, town, "李楼长", later) == []
    (role,) = await roles(database, town, "路过的人", later)
    assert (role.kind, role.since) == (RoleKind.BUILDING_LEADER, later)
    for told in ("李楼长", "赵主任"):
        template, facts = (await queued(database, town[told].chat_id))[-1]
        assert template == "offices.handed_over"
        assert (facts["name"], facts["before"], facts["place"]) == ("路过的人", "李楼长", "中华园3号楼")
    deputies = await rosters.holdings(database, person_id=town["王阿姨"].person_id, at=later)
    assert [held.stands_for for held in deputies if held.deputy] == ["路过的人"]
    async with database.reading() as transaction:
        types = [entry.type for entry in await transaction.journal.read(f"compound:{town.compound_id}")]
    assert types[-3:] == ["invited", "role_ended", "role_given"]


async def test_an_operator_hands_over_to_somebody_who_lives_nowhere_yet(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    handed = await give_over(database, town, "钱管理", at)
    assert isinstance(handed, Done) and handed["place"] == ""
    assert isinstance(await take(database, town, "路过的人", at), Done)
    (role,) = await roles(database, town, "路过的人", at)
    assert (role.kind, role.place) == (RoleKind.OPERATOR, ANYWHERE)
    assert await roles(database, town, "钱管理", at) == []


async def test_what_is_not_held_any_more_is_not_handed_over(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader, wang = await number(database, town, "李楼长", at), await number(database, town, "王阿姨", at)
    assert await give_over(database, town, "赵主任", at, leader) == NOT_YOURS
    assert await give_over(database, town, "王阿姨", at, wang) == NOT_YOURS  # a home is not an office
    assert await give_over(database, town, "王阿姨", at, 9999) == NOT_YOURS
    await give_over(database, town, "李楼长", at)
    await end_role(database, actor=town["李楼长"].actor, role_id=leader, source="end", at=at)
    assert await take(database, town, "路过的人", at) == EXPIRED
    ended = Refusal(Reason.ALREADY_DONE, {"what": "role_ended"})
    late = await hand_over(
        database, actor=town["李楼长"].actor, role_id=leader, token_hash=hash_token("x"), source="late", at=at
    )
    assert late == ended


async def test_the_last_operator_stays_unless_somebody_takes_over(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    role = await number(database, town, "钱管理", at)
    alone = await end_role(database, actor=town["钱管理"].actor, role_id=role, source="1", at=at)
    assert alone == Refusal(Reason.WRONG_STATE, {"what": "last_operator"})
    await give_over(database, town, "钱管理", at)
    assert isinstance(await take(database, town, "赵主任", at), Done)
    assert await roles(database, town, "钱管理", at) == []
    assert RoleKind.OPERATOR in {role.kind for role in await roles(database, town, "赵主任", at)}
    async with database.transaction() as transaction:
        await settle_in(transaction, "周管理", 900, RoleKind.OPERATOR, ANYWHERE, at)
    held = await rosters.holdings(database, person_id=town["赵主任"].person_id, at=at)
    role = next(one.id for one in held if one.office.kind is RoleKind.OPERATOR)
    assert isinstance(await end_role(database, actor=town["赵主任"].actor, role_id=role, source="2", at=at), Done)


async def test_who_lays_an_office_down_leaves_word_that_it_is_vacant(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = await number(database, town, "李楼长", at)
    ended = await end_role(database, actor=town["李楼长"].actor, role_id=leader, source="2", at=at)
    assert isinstance(ended, Done)
    assert ended["own"]
    assert await rosters.holdings(database, person_id=town["李楼长"].person_id, at=at) == []
    ((template, facts),) = await queued(database, town["赵主任"].chat_id)
    assert template == "offices.laid_down"
    assert facts["fill"] == [town.compound_id, "building_leader", "", "building", town.buildings["3号楼"]]
    again = await end_role(database, actor=town["李楼长"].actor, role_id=leader, source="3", at=at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "role_ended"})
    home = await number(database, town, "王阿姨", at)
    await end_role(database, actor=town["王阿姨"].actor, role_id=home, source="4", at=at)
    assert len(await queued(database, town["赵主任"].chat_id)) == 1  # where one lives is nobody's business


async def test_who_may_give_an_office_may_end_it_and_the_person_is_told(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader, chair = await number(database, town, "李楼长", at), await number(database, town, "赵主任", at)
    operator, home = await number(database, town, "钱管理", at), await number(database, town, "王阿姨", at)

    async def end(who: str, role: int, source: str) -> Outcome:
        return await end_role(database, actor=town[who].actor, role_id=role, source=source, at=at)

    for name, role in (("李楼长", chair), ("赵主任", operator), ("赵主任", home), ("孙网格", leader)):
        refused = await end(name, role, f"{name} {role}")
        assert isinstance(refused, Refusal)
        assert refused.reason in (Reason.NOT_YOURS, Reason.NOT_PERMITTED)
    ended = await end("赵主任", leader, "chair")
    assert isinstance(ended, Done)
    assert (ended["own"], ended["name"]) == (False, "李楼长")
    assert [template for template, _ in await queued(database, town["李楼长"].chat_id)] == ["offices.ended"]
    assert isinstance(await end("钱管理", chair, "operator"), Done)
    assert await end("赵主任", 9999, "nobody") == NOT_YOURS


async def test_an_actor_without_offices_reaches_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    refused = await invite(
        database,
        actor=Actor(town["路过的人"].person_id),
        office=leader_of(town, "9号楼"),
        token_hash=hash_token(TOKEN),
        source="x",
        at=at,
    )
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_PERMITTED
