"""Services by the hour: two people list one, it is signed in, two homes accept a month, a fee begins a matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.origins import Origin
from domain.hourly import MONTH, HourlyPage
from domain.outcomes import Done, Refusal
from domain.registry import Place, RoleKind
from services import hourly as acts
from services.deliberation_full import start_full_matter
from services.hourly_pages import fee_change_of, hourly_list, hourly_page, hourly_photos, latest_fee
from services.timetable import first_due
from storage.database import Database
from tests.builders import Neighbour, settle_in
from tests.services.fees import SOURCES, VOUCHER, Estate, found_estate
from tests.services.reporting import queued

WHAT: dict[str, Any] = {"name": "楼道保洁", "standard": "无垃圾", "minutes": 120, "times": 4, "rate": 30_00}
DECEMBER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
async def estate(embedded: Database, at: datetime) -> Estate:
    return await found_estate(embedded, at)


async def listed(estate: Estate) -> int:
    number = int((await estate.done(acts.ask_service, place=estate.town.place, **WHAT))["service_id"])
    await estate.done(acts.confirm_service, "林委员", service_id=number)
    return number


async def page(estate: Estate, number: int, who: str = "王阿姨", month: str = "") -> HourlyPage | None:
    return await hourly_page(estate.database, actor=estate.who(who), service_id=number, month=month, at=estate.at)


async def neighbours(estate: Estate) -> list[Neighbour]:
    """Somebody in each of the homes, and a second one in the first."""
    found = []
    async with estate.database.transaction() as transaction:
        for n, home in enumerate([*estate.homes, estate.homes[0]]):
            unit = await transaction.units.unit(home)
            assert unit is not None
            found.append(await settle_in(transaction, f"住户{n}", 2000 + n, RoleKind.OWNER, unit.place, estate.at))
    return found


async def judges(estate: Estate, who: Neighbour, number: int, *, fine: bool = True, words: str = "") -> Any:
    given: dict[str, Any] = {"service_id": number, "month": "2026-12", "fine": fine, "words": words}
    source = f"judge {next(SOURCES)}"
    return await acts.judge_month(estate.database, actor=who.actor, **given, source=source, at=estate.at)


async def test_two_people_put_it_on_the_list_and_the_groups_hear_of_it(estate: Estate) -> None:
    place = estate.town.place
    assert await estate.refused(acts.ask_service, "王阿姨", place=place, **WHAT) == "keep_funds"
    assert await estate.refused(acts.ask_service, place=place, **{**WHAT, "times": 0}) == "hourly_times"
    number = int((await estate.done(acts.ask_service, place=place, **WHAT))["service_id"])
    assert [row.chat_id for row in await queued(estate.database, template="hourly.look")] == [estate.member.chat_id]
    assert await hourly_list(estate.database, actor=estate.who("王阿姨")) == []
    assert await page(estate, number) is None and await page(estate, number, "赵主任") is not None
    assert await estate.refused(acts.confirm_service, service_id=number) == "hourly_own"
    confirmed = await estate.done(acts.confirm_service, "林委员", service_id=number)
    assert confirmed["since"] == "2026-12"
    told = await queued(estate.database, template="hourly.listed")
    assert {row.chat_id for row in told} == {estate.town.group, estate.town.building_group}
    assert [one.id for one in await hourly_list(estate.database, actor=estate.who("王阿姨"))] == [number]
    assert await estate.refused(acts.sign_in, "孙网格", service_id=number, minutes=120) == "hourly_not_yet"
    await estate.done(acts.end_service, service_id=number)
    assert await estate.refused(acts.end_service, service_id=number) == "hourly_ended"
    assert await acts.end_month(
        estate.database, subject=f"hourly:{number}", due=JANUARY, source="x", at=JANUARY
    ) == Done({"asked": False})
    other = int((await estate.done(acts.ask_service, place=place, **WHAT))["service_id"])
    await estate.done(acts.end_service, service_id=other)
    assert await estate.refused(acts.confirm_service, "林委员", service_id=other) == "hourly"
    estate.at = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    third = int((await estate.done(acts.ask_service, place=place, **WHAT))["service_id"])
    assert (await estate.done(acts.confirm_service, "林委员", service_id=third))["since"] == "2026-12"


async def test_a_month_with_missed_hours_is_accepted_by_two_homes_and_paid_without_them(estate: Estate) -> None:
    number = await listed(estate)
    people = await neighbours(estate)
    estate.at = DECEMBER
    assert await estate.refused(acts.sign_in, "王阿姨", service_id=number, minutes=120) == "do_hours"
    assert await estate.refused(acts.sign_in, "孙网格", service_id=number, minutes=120) == "hourly_photo"
    for days, minutes in ((0, 120), (7, 120), (14, 90)):
        estate.at = DECEMBER + timedelta(days=days)
        done = {"service_id": number, "minutes": minutes, "files": (VOUCHER,)}
        signed = await estate.done(acts.sign_in, "孙网格", **done)
    assert (signed["times"], signed["of"]) == (3, 4)
    seen = await page(estate, number)
    assert seen is not None and (seen.month.done, seen.judges, seen.earlier) == (330, False, "")
    assert await hourly_photos(estate.database, visit_id=seen.visits[0].id) == []
    early = await judges(estate, people[0], number)
    assert isinstance(early, Refusal) and early.facts["what"] == "hourly_month_open"

    estate.at = JANUARY
    await acts.end_month(estate.database, subject=f"hourly:{number}", due=JANUARY, source="x", at=JANUARY)
    over = await queued(estate.database, template="hourly.over")
    assert {row.facts["missed"] for row in over} == {150} and len(over) == 2
    doubted = await judges(estate, people[1], number, fine=False, words="扶手有灰")
    assert isinstance(doubted, Done)
    (told, *_) = await queued(estate.database, template="hourly.doubt")
    assert (told.chat_id, told.facts["words"]) in {
        (estate.town["赵主任"].chat_id, "扶手有灰"),
        (estate.member.chat_id, "扶手有灰"),
    }
    for who in (people[0], people[3]):
        same = await judges(estate, who, number)
        assert isinstance(same, Done) and not same["accepted"]
    reads = [await page(estate, number, who, "2026-12") for who in ("赵主任", "王阿姨")]
    assert [one.doubts for one in reads if one is not None] == [("扶手有灰",), ()]
    changed = await judges(estate, people[1], number)
    assert isinstance(changed, Done) and changed["accepted"]
    accepted = await queued(estate.database, template="hourly.accepted")
    assert {(row.facts["fee"], row.facts["deducted"], row.facts["pay"]) for row in accepted} == {
        (240_00, 75_00, 165_00)
    }
    late = await judges(estate, people[2], number)
    assert isinstance(late, Refusal) and late.facts["what"] == "hourly_accepted"
    seen = await page(estate, number, month="2026-12")
    assert seen is not None and seen.month.accepted_at is not None and seen.month.pay == 165_00


async def test_whoever_keeps_the_accounts_hears_that_nobody_accepted_a_month(estate: Estate) -> None:
    """Who did the work waits for its money; nothing is accepted by silence."""
    number = await listed(estate)
    people = await neighbours(estate)
    estate.at = DECEMBER
    await estate.done(acts.sign_in, "孙网格", service_id=number, minutes=120, files=(VOUCHER,))
    estate.at = JANUARY
    await acts.end_month(estate.database, subject=f"hourly:{number}", due=JANUARY, source="x", at=JANUARY)
    subject, due = f"hourly:{number}:2026-12", JANUARY + timedelta(days=7)
    await judges(estate, people[0], number)
    await judges(estate, people[1], number, fine=False, words="扶手有灰")
    chased = await acts.chase_month(estate.database, subject=subject, due=due, source="chase", at=due)
    assert chased == Done({"told": 2})
    told = await queued(estate.database, template="hourly.unaccepted")
    assert {row.chat_id for row in told} == {estate.town["赵主任"].chat_id, estate.member.chat_id}
    assert {(row.facts["homes"], row.facts["doubts"]) for row in told} == {(1, 1)}
    seen = await page(estate, number, month="2026-12")
    assert seen is not None and seen.month.accepted_at is None
    await judges(estate, people[2], number)
    again = await acts.chase_month(estate.database, subject=subject, due=due, source="again", at=due)
    assert again == Done({"told": 0}), "it is accepted by now"


async def test_the_month_in_which_a_service_ended_is_accepted_too(estate: Estate) -> None:
    number = await listed(estate)
    people = await neighbours(estate)
    estate.at = DECEMBER
    done = {"service_id": number, "minutes": 120, "files": (VOUCHER,)}
    await estate.done(acts.sign_in, "孙网格", **done)
    await estate.done(acts.end_service, service_id=number)
    estate.at = JANUARY
    row = await first_due(estate.database, by=JANUARY)
    assert row is not None and (row.kind, row.subject) == (MONTH, f"hourly:{number}")
    ended = await acts.end_month(estate.database, subject=row.subject, due=JANUARY, source="x", at=JANUARY)
    assert ended == Done({"asked": True})
    assert {row.facts["pay"] for row in await queued(estate.database, template="hourly.over")} == {60_00}
    for who in people[:2]:
        judged = await judges(estate, who, number)
    assert isinstance(judged, Done) and judged["accepted"]
    february = JANUARY + timedelta(days=31)
    after = await acts.end_month(estate.database, subject=f"hourly:{number}", due=february, source="y", at=february)
    assert after == Done({"asked": False})


async def test_nobody_is_chased_for_a_month_in_which_nothing_was_done(estate: Estate) -> None:
    """There is nothing to be paid, so nobody waits for money; neighbours may say all the same that it was not done."""
    number = await listed(estate)
    over = await acts.end_month(estate.database, subject=f"hourly:{number}", due=JANUARY, source="x", at=JANUARY)
    assert over == Done({"asked": True}) and await queued(estate.database, template="hourly.over")
    subject, due = f"hourly:{number}:2026-12", JANUARY + timedelta(days=7)
    chased = await acts.chase_month(estate.database, subject=subject, due=due, source="chase", at=due)
    assert chased == Done({"told": 0})
    assert not await queued(estate.database, template="hourly.unaccepted")


async def test_of_a_service_that_ended_nobody_is_asked_for_a_month_in_which_nothing_was_done(estate: Estate) -> None:
    number = await listed(estate)
    estate.at = DECEMBER
    await estate.done(acts.end_service, service_id=number)
    over = await acts.end_month(estate.database, subject=f"hourly:{number}", due=JANUARY, source="x", at=JANUARY)
    assert over == Done({"asked": False}) and not await queued(estate.database, template="hourly.over")


async def test_another_fee_changes_nothing_until_a_matter_of_the_owners_decides_it(estate: Estate) -> None:
    place = estate.town.place
    assert await estate.refused(acts.ask_fee_change, "王阿姨", place=place, was=30, wanted=50) == "run_procedure"
    assert await estate.refused(acts.ask_fee_change, place=place, was=30, wanted=30) == "hourly_same_fee"
    number = int((await estate.done(acts.ask_fee_change, place=place, was=30, wanted=50))["fee_id"])
    given: dict[str, Any] = {"compound_id": estate.town.compound_id, "title": "改收费", "text": "0.30改0.50"}
    given |= {"touched": [Touch.CHARGES], "origin": Origin(fee_id=number)}
    wrong = {**given, "origin": Origin(fee_id=99)}
    assert await estate.refused(start_full_matter, **wrong) == "hourly_fee"
    begun = await estate.done(start_full_matter, **given)
    assert await estate.refused(start_full_matter, **given) == "hourly_fee"
    change = await fee_change_of(estate.database, fee_id=number)
    latest = await latest_fee(estate.database, compound_id=estate.town.compound_id)
    assert change is not None and change == latest
    assert (change.was, change.wanted, change.matter_id, change.matter_number) == (30, 50, begun["matter_id"], 1)
    async with estate.database.reading() as transaction:
        matter = await transaction.deliberation.find(change.matter_id or 0)
    assert matter is not None and matter.touched == (Touch.CHARGES,)
    assert await latest_fee(estate.database, compound_id=99) is None


async def test_what_is_not_there_is_said(estate: Estate) -> None:
    stranger = estate.who("路过的人")
    number = await listed(estate)
    assert await estate.refused(acts.sign_in, "孙网格", service_id=99, minutes=1) == "hourly"
    assert await estate.refused(acts.judge_month, "王阿姨", service_id=99, month="2026-12", fine=True) == "hourly"
    assert (
        await estate.refused(acts.judge_month, "路过的人", service_id=number, month="2026-12", fine=True)
        == "hourly_home"
    )
    assert await hourly_page(estate.database, actor=stranger, service_id=number, at=estate.at) is None
    other = Place(99)
    async with estate.database.reading() as transaction:
        assert await acts.fee_to_discuss(transaction, 99, other) == acts.NO_CHANGE
