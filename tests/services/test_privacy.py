"""The notice, and consent by purpose: what is not necessary takes no service away."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.outcomes import Done, Reason, Refusal
from domain.privacy import NOTICE_VERSION, Processor, Purpose
from domain.registry import RoleKind
from services.homes import request_home
from services.privacy import consents, give_consent, missing_consents, name_processor, notice, withdraw_consent
from storage.database import Database
from tests.builders import Town, found_town

NECESSARY = (Purpose.REGISTRATION, Purpose.CROSS_BORDER)


async def agree(database: Database, town: Town, *purposes: Purpose, at: datetime, source: str = "agree") -> None:
    actor = town["王阿姨"].actor
    outcome = await give_consent(database, actor=actor, purposes=purposes, version=NOTICE_VERSION, source=source, at=at)
    assert outcome == Done({"given": [purpose.value for purpose in purposes]})


async def test_nobody_has_agreed_to_anything_by_coming_in(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    assert await missing_consents(database, person_id=town["王阿姨"].person_id) == NECESSARY


async def test_one_tap_agrees_to_both_necessary_purposes_as_two_facts(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await agree(database, town, *NECESSARY, at=at)
    aunt = town["王阿姨"].person_id
    assert await missing_consents(database, person_id=aunt) == ()
    kept = await consents(database, person_id=aunt)
    assert [(one.purpose, one.version, one.given_at) for one in kept] == [
        (one, NOTICE_VERSION, at) for one in NECESSARY
    ]
    assert await missing_consents(database, person_id=town["陈租客"].person_id) == NECESSARY


async def test_agreeing_twice_is_agreeing_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await agree(database, town, *NECESSARY, at=at)
    again = await give_consent(
        database, actor=town["王阿姨"].actor, purposes=NECESSARY, version=NOTICE_VERSION, source="again", at=at
    )
    assert again == Done({"given": []})
    assert len(await consents(database, person_id=town["王阿姨"].person_id)) == 2


async def test_a_press_under_an_older_notice_is_told_to_look_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await give_consent(
        database, actor=town["王阿姨"].actor, purposes=NECESSARY, version=NOTICE_VERSION - 1, source="old", at=at
    )
    assert outcome == Refusal(Reason.STALE, {"what": "notice"})
    assert await consents(database, person_id=town["王阿姨"].person_id) == []


async def test_a_consent_to_an_older_version_is_asked_for_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"].person_id
    async with database.transaction() as transaction:
        await transaction.privacy.consent(aunt, NECESSARY, NOTICE_VERSION - 1, at)
    assert await missing_consents(database, person_id=aunt) == NECESSARY


async def test_what_is_free_is_given_and_taken_back_as_often_as_one_likes(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"]
    for turn in range(2):
        await agree(database, town, Purpose.REMINDERS, at=at, source=f"on {turn}")
        async with database.reading() as transaction:
            assert await transaction.privacy.consenting(Purpose.REMINDERS) == {aunt.person_id}
        later = at + timedelta(days=1)
        source = f"off {turn}"
        off = await withdraw_consent(database, actor=aunt.actor, purpose=Purpose.REMINDERS, source=source, at=later)
        assert off == Done({"withdrawn": True, "homes": 0})
        async with database.reading() as transaction:
            assert await transaction.privacy.consenting(Purpose.REMINDERS) == set()
    kept = await consents(database, person_id=aunt.person_id)
    assert [one.withdrawn_at for one in kept] == [later, later]


async def test_taking_back_what_was_never_given_changes_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await withdraw_consent(
        database, actor=town["王阿姨"].actor, purpose=Purpose.PUBLICATION, source="off", at=at
    )
    assert outcome == Done({"withdrawn": False, "homes": 0})


async def test_the_notice_names_the_compound_and_who_answers_for_it(database: Database, at: datetime) -> None:
    assert (await notice(database)).place == ""
    town = await found_town(database, at)
    assert await notice(database, compound_id=town.compound_id) == await notice(database)
    assert (await notice(database)).processor is None
    async with database.transaction() as transaction:
        await transaction.registry.set(f"processor:{town.compound_id}", "中华园自管会\n9号楼值班室")
    assert (await notice(database)).processor == Processor("中华园自管会", "9号楼值班室")
    assert (await notice(database, compound_id=99)).processor is None


# Taking back what is necessary, and who answers for the data


async def test_without_what_is_necessary_nobody_stays_registered(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"]
    await agree(database, town, *NECESSARY, at=at)
    asked = await request_home(
        database, actor=aunt.actor, kind=RoleKind.OWNER, building_id=town.buildings["9号楼"], source="ask", at=at
    )
    assert isinstance(asked, Done)
    later = at + timedelta(days=1)
    out = await withdraw_consent(database, actor=aunt.actor, purpose=Purpose.CROSS_BORDER, source="out", at=later)
    assert out == Done({"withdrawn": True, "homes": 1})
    assert await missing_consents(database, person_id=aunt.person_id) == (Purpose.CROSS_BORDER,)
    async with database.reading() as transaction:
        assert await transaction.registry.roles_of(aunt.person_id, later) == ()
        request = await transaction.registry.home_request(asked["request_id"])
        entries = await transaction.journal.read(f"compound:{town.compound_id}")
    assert request is not None and request.state == "withdrawn"
    assert [(entry.type, entry.body["of"]) for entry in entries] == [("home_left", aunt.person_id)]


async def test_who_serves_hands_over_before_taking_back_what_is_necessary(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = town["李楼长"].actor
    refused = await withdraw_consent(database, actor=leader, purpose=Purpose.REGISTRATION, source="1", at=at)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "office_held"
    async with database.reading() as transaction:
        assert await transaction.registry.roles_of(town["李楼长"].person_id, at)


async def test_the_committee_says_who_answers_and_a_tenant_does_not(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    organ = Processor("中华园自管会", "9号楼值班室")
    values = {"compound_id": town.compound_id, "processor": organ, "draft_id": 0, "at": at}
    for number, who in enumerate(("陈租客", "李楼长", "路过的人")):
        refused = await name_processor(database, actor=town[who].actor, source=f"{number}", **values)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    assert (await notice(database)).processor is None
    assert await name_processor(database, actor=town["赵主任"].actor, source="chair", **values) == Done()
    assert (await notice(database)).processor == organ
