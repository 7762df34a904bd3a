"""Claiming the bot, founding a compound, inviting, laying down a role: on both databases."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from domain.joining import LOCK, hash_token
from domain.moments import write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act
from domain.registry import ANYWHERE, Actor, Place, RoleKind
from services import rosters
from services.registry import (
    accept_invitation,
    choose_locale,
    claim,
    end_role,
    ensure_claim_code,
    found_compound,
    invite,
    unclaimed,
)
from storage.database import Database
from storage.sealing import Keys
from tests.builders import KEYS, Town, found_town, queued, settle_in

CODE, TOKEN = "20261124", "q" * 22


async def newcomer(database: Database, name: str, telegram: int, at: datetime) -> Actor:
    async with database.transaction() as transaction:
        return (await settle_in(transaction, name, telegram, None, ANYWHERE, at)).actor


async def test_whoever_sends_the_printed_code_becomes_the_operator_once(database: Database, at: datetime) -> None:
    qian, wang = await newcomer(database, "钱管理", 1, at), await newcomer(database, "王阿姨", 2, at)
    assert await ensure_claim_code(database, code=CODE, at=at)
    assert await unclaimed(database)
    assert await claim(database, actor=qian, code=CODE, source="1", at=at) == Done()
    assert not await unclaimed(database)
    qian = await rosters.actor_now(database, person_id=qian.person_id or 0, at=at)
    assert qian.has(RoleKind.OPERATOR)
    late = await claim(database, actor=wang, code=CODE, source="2", at=at)
    assert late == Refusal(Reason.ALREADY_CLAIMED)
    assert not await ensure_claim_code(database, code="11112222", at=at)


async def test_a_code_from_before_a_restart_is_still_good(database: Database, at: datetime) -> None:
    qian = await newcomer(database, "钱管理", 1, at)
    for number in range(2):
        await ensure_claim_code(database, code=CODE if number == 0 else "99998888", at=at)
    assert await claim(database, actor=qian, code=CODE, source="1", at=at) == Done()


async def test_a_code_is_kept_as_a_keyed_hash_and_is_good_after_the_keys_were_rotated(
    embedded: Database, at: datetime
) -> None:
    qian = await newcomer(embedded, "钱管理", 1, at)
    await ensure_claim_code(embedded, code=CODE, at=at)
    async with embedded.reading() as transaction:
        kept = await transaction.registry.setting("claim_codes")
    assert kept == json.dumps([KEYS.digest("claim", CODE)]) and CODE not in kept
    rotated = Keys("k2", {**KEYS.keys, "k2": b"n" * 32})
    async with Database(embedded.url.render_as_string(), keys=rotated) as later:
        assert await claim(later, actor=qian, code=CODE, source="1", at=at) == Done()


async def test_guessing_locks_the_guesser_and_nobody_else(database: Database, at: datetime) -> None:
    guesser, qian = await newcomer(database, "路人", 1, at), await newcomer(database, "钱管理", 2, at)
    await ensure_claim_code(database, code=CODE, at=at)
    answers: list[Outcome] = [
        await claim(database, actor=guesser, code=f"0000000{number}", source=f"g{number}", at=at) for number in range(5)
    ]
    assert [answer.facts for answer in answers[:4]] == [{"left": left} for left in (4, 3, 2, 1)]
    until = Refusal(Reason.LOCKED, {"until": write_moment(at + LOCK)})
    assert answers[4] == until
    assert await claim(database, actor=guesser, code=CODE, source="g6", at=at + timedelta(minutes=59)) == until
    repeated = await claim(database, actor=guesser, code="00000000", source="g0", at=at)
    assert repeated == answers[0]
    assert await claim(database, actor=qian, code=CODE, source="q", at=at) == Done()


async def test_a_locked_guesser_may_try_again_after_the_hour(database: Database, at: datetime) -> None:
    guesser = await newcomer(database, "钱管理", 1, at)
    await ensure_claim_code(database, code=CODE, at=at)
    for number in range(5):
        await claim(database, actor=guesser, code="00000000", source=f"g{number}", at=at)
    assert await claim(database, actor=guesser, code=CODE, source="g6", at=at + LOCK) == Done()


async def found(database: Database, actor: Actor, source: str, at: datetime) -> Outcome:
    return await found_compound(
        database,
        actor=actor,
        street="春晖街道",
        community="府河社区",
        name="府河苑",
        buildings=9,
        source=source,
        at=at,
    )


async def test_the_operator_founds_a_compound_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await found(database, town["钱管理"].actor, "1", at)
    assert isinstance(outcome, Done)
    number = outcome["compound_id"]
    labels = [building.label for building in await rosters.buildings(database, compound_id=number)]
    assert labels == [f"{n}号楼" for n in range(1, 10)]
    again = await found(database, town["钱管理"].actor, "2", at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "compound", "name": "府河苑"})
    refused = await found(database, town["赵主任"].actor, "3", at)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_PERMITTED
    names = await rosters.place_names(database)
    assert names.of(Place(number)) == "府河苑"


async def ask(
    database: Database, town: Town, giver: str, kind: RoleKind, place: Place, token: str, at: datetime
) -> Outcome:
    return await invite(
        database,
        actor=town[giver].actor,
        kind=kind,
        place=place,
        token_hash=hash_token(token),
        source=f"invite {token}",
        at=at,
    )


async def test_a_link_makes_one_building_leader_and_tells_the_inviter(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    ninth = Place(town.compound_id, town.buildings["9号楼"])
    invited = await ask(database, town, "赵主任", RoleKind.BUILDING_LEADER, ninth, TOKEN, at)
    assert isinstance(invited, Done)
    assert invited["place"] == "中华园9号楼"

    offer = await rosters.look_at_invitation(database, token=TOKEN, at=at)
    assert not isinstance(offer, Refusal)
    assert (offer.kind, offer.place, offer.giver) == (RoleKind.BUILDING_LEADER, "中华园9号楼", "赵主任")

    passer = town["路过的人"]
    accepted = await accept_invitation(database, actor=passer.actor, token=TOKEN, source="2", at=at)
    assert isinstance(accepted, Done)
    now = await rosters.actor_now(database, person_id=passer.person_id, at=at)
    assert [(role.kind, role.place) for role in now.roles] == [(RoleKind.BUILDING_LEADER, ninth)]
    assert await queued(database, town["赵主任"].chat_id) == [
        ("registry.accepted", {"name": "路过的人", "kind": "building_leader", "place": "中华园9号楼"})
    ]
    second = await accept_invitation(database, actor=town["王阿姨"].actor, token=TOKEN, source="3", at=at)
    assert second == Refusal(Reason.ALREADY_DONE, {"what": "invitation"})
    assert await rosters.look_at_invitation(database, token=TOKEN, at=at) == second


async def test_a_link_ends_after_a_week_and_with_the_inviters_own_role(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await ask(database, town, "赵主任", RoleKind.GRID_WORKER, town.place, TOKEN, at)
    expired = Refusal(Reason.EXPIRED, {"what": "invitation"})
    late = await accept_invitation(
        database, actor=town["路过的人"].actor, token=TOKEN, source="1", at=at + timedelta(days=7)
    )
    assert late == expired
    held = await rosters.holdings(database, person_id=town["赵主任"].person_id, at=at)
    await end_role(database, actor=town["赵主任"].actor, role_id=held[0].id, source="2", at=at)
    assert await accept_invitation(database, actor=town["路过的人"].actor, token=TOKEN, source="3", at=at) == expired


async def test_links_that_make_no_sense_are_refused(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    operator, third = "钱管理", Place(town.compound_id, town.buildings["3号楼"])
    unsound = Refusal(Reason.INVALID, {"what": "place"})
    for number, (kind, place) in enumerate(
        [
            (RoleKind.BUILDING_LEADER, town.place),
            (RoleKind.COMMITTEE, third),
            (RoleKind.OWNER, third),
            (RoleKind.GRID_WORKER, Place(9999)),
            (RoleKind.GRID_WORKER, ANYWHERE),
            (RoleKind.BUILDING_LEADER, Place(town.compound_id, 9999)),
        ]
    ):
        assert await ask(database, town, operator, kind, place, f"{number}", at) == unsound
    refused = await ask(database, town, "赵主任", RoleKind.COMMITTEE, town.place, TOKEN, at)
    assert isinstance(refused, Refusal)
    assert refused.facts["who"] == ["operator"]
    unknown = await accept_invitation(database, actor=town["王阿姨"].actor, token="made up", source="1", at=at)
    assert unknown == Refusal(Reason.NOT_FOUND, {"what": "invitation"})


async def test_a_role_already_held_leaves_the_link_for_somebody_else(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await ask(database, town, "钱管理", RoleKind.COMMITTEE, town.place, TOKEN, at)
    held = await accept_invitation(database, actor=town["赵主任"].actor, token=TOKEN, source="1", at=at)
    assert held == Refusal(Reason.ALREADY_DONE, {"what": "role"})
    taken = await accept_invitation(database, actor=town["钱管理"].actor, token=TOKEN, source="2", at=at)
    assert isinstance(taken, Done)
    assert await queued(database, town["钱管理"].chat_id) == []


async def test_one_lays_down_ones_own_roles_only(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair, leader = town["赵主任"], town["李楼长"]
    (held,) = await rosters.holdings(database, person_id=leader.person_id, at=at)
    assert (held.kind, held.place) == (RoleKind.BUILDING_LEADER, "中华园3号楼")
    foreign = await end_role(database, actor=chair.actor, role_id=held.id, source="1", at=at)
    assert foreign == Refusal(Reason.NOT_YOURS, {"what": "role"})
    ended = await end_role(database, actor=leader.actor, role_id=held.id, source="2", at=at)
    assert ended == Done({"kind": "building_leader", "place": "中华园3号楼"})
    assert await rosters.holdings(database, person_id=leader.person_id, at=at) == []
    again = await end_role(database, actor=leader.actor, role_id=held.id, source="3", at=at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "role_ended"})


async def test_the_last_operator_stays(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    (held,) = await rosters.holdings(database, person_id=town["钱管理"].person_id, at=at)
    alone = await end_role(database, actor=town["钱管理"].actor, role_id=held.id, source="1", at=at)
    assert alone == Refusal(Reason.WRONG_STATE, {"what": "last_operator"})
    async with database.transaction() as transaction:
        await settle_in(transaction, "周管理", 900, RoleKind.OPERATOR, ANYWHERE, at)
    assert isinstance(await end_role(database, actor=town["钱管理"].actor, role_id=held.id, source="2", at=at), Done)


async def test_a_language_is_ones_own_choice(database: Database, at: datetime) -> None:
    wang = await newcomer(database, "王阿姨", 1, at)
    await choose_locale(database, actor=wang, locale="en", source="1", at=at)
    async with database.reading() as transaction:
        person = await transaction.registry.person(wang.person_id or 0)
    assert person is not None
    assert person.locale == "en"


async def test_a_compound_at_a_glance(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    view = await rosters.overview(database, compound_id=town.compound_id, at=at)
    assert view is not None
    assert (view.compound.name, view.buildings, view.led, view.groups, view.waiting) == ("中华园", 2, 1, 2, 0)
    assert view.counts[RoleKind.OWNER] == view.counts[RoleKind.COMMITTEE] == 1
    assert await rosters.overview(database, compound_id=9999, at=at) is None


async def test_compounds_are_listed_for_those_who_serve_there(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await found(database, town["钱管理"].actor, "1", at)
    for name, count in {"钱管理": 2, "赵主任": 1, "李楼长": 1, "王阿姨": 0}.items():
        mine = await rosters.compounds_for(database, actor=town[name].actor, act=Act.SEE_ROSTER)
        assert len(mine) == count
    third = await rosters.building(database, building_id=town.buildings["3号楼"])
    assert third is not None
    assert third.label == "3号楼"
