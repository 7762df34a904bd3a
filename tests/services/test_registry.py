"""Claiming the bot, founding a compound, choosing a language: on both databases."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from domain.joining import LOCK
from domain.moments import write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act
from domain.registry import ANYWHERE, Actor, Place, RoleKind
from services import rosters
from services.registry import choose_locale, claim, ensure_claim_code, found_compound, unclaimed
from storage.database import Database
from storage.sealing import Keys
from tests.builders import KEYS, found_town, settle_in

CODE = "20261124"


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


async def test_a_language_is_ones_own_choice(database: Database, at: datetime) -> None:
    wang = await newcomer(database, "王阿姨", 1, at)
    await choose_locale(database, actor=wang, locale="en", source="1", at=at)
    async with database.reading() as transaction:
        person = await transaction.registry.person(wang.person_id or 0)
    assert person is not None
    assert person.locale == "en"


async def test_compounds_are_listed_for_those_who_serve_there(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await found(database, town["钱管理"].actor, "1", at)
    for name, count in {"钱管理": 2, "赵主任": 1, "李楼长": 1, "王阿姨": 0}.items():
        mine = await rosters.compounds_for(database, actor=town[name].actor, act=Act.SEE_ROSTER)
        assert len(mine) == count
    third = await rosters.building(database, building_id=town.buildings["3号楼"])
    assert third is not None
    assert third.label == "3号楼"
