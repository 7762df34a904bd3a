"""Units are named, asked, reminded once, and answer to the present text; on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from domain.deliberation.consultations import (
    AnswerWay,
    AnswerWords,
    ConsultationPage,
    ConsultedUnit,
    UnitSays,
    UnitStanding,
)
from domain.deliberation.stages import Need, Stage
from domain.issues import File
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome, Refusal
from services import consultation_meetings, consultations
from services.consultation_pages import asked_page, consultation_page, unit_matter
from services.deliberation_pages import matter_page
from services.deliberation_versions import redraft
from services.links import link_token, open_link
from storage.database import Database
from storage.schema.records import attachments, entries
from storage.schema.traffic import due
from tests.builders import Town, build_homes, found_town, leaves, queued
from tests.deliberating import begin_full_matter, full_matter_in

SOURCES = count()
YES = AnswerWords(UnitSays.AGREE, "", "张工", "参谋")
AMEND = AnswerWords(UnitSays.AMEND, "消防通道留四米", "张工", "参谋")
PHOTO = File("photo", "letter-1", size=3)


@dataclass
class Garden:
    """中华园, whose lamps the units are asked about."""

    database: Database
    town: Town
    at: datetime
    matter_id: int

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: object) -> Outcome:
        actor = self.town[who].actor
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: object) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: object) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return f"{outcome.reason}.{outcome.facts.get('what', '')}"

    async def names(self, name: str = "消防") -> int:
        return int((await self.done(consultations.name_unit, matter_id=self.matter_id, name=name))["unit_id"])

    async def asks(self, name: str = "消防") -> int:
        unit = await self.names(name)
        await self.done(consultations.ask_unit, unit_id=unit)
        return unit

    async def link(self, unit: int) -> PersonalLink:
        asked = await self.done(consultations.ask_unit, unit_id=unit)
        token = await link_token(self.database, link_id=asked["link_id"])
        assert token is not None
        opened = await open_link(self.database, token=token, at=self.at)
        assert isinstance(opened, PersonalLink)
        return opened

    async def answers(self, unit: int, words: AnswerWords = YES, version: int = 1, source: str = "") -> Outcome:
        return await self.by_link(await self.link(unit), words, version, source)

    async def by_link(
        self, link: PersonalLink, words: AnswerWords = YES, version: int = 1, source: str = ""
    ) -> Outcome:
        source = source or f"page {next(SOURCES)}"
        return await consultations.answer_by_link(
            self.database, link=link, version=version, words=words, source=source, at=self.at
        )

    async def replies(self, link: PersonalLink, *, comes: bool) -> str:
        """Why not; empty where it is taken down."""
        outcome = await consultation_meetings.reply_by_link(
            self.database, link=link, comes=comes, source=f"page {next(SOURCES)}", at=self.at
        )
        return f"{outcome.reason}.{outcome.facts['what']}" if isinstance(outcome, Refusal) else ""

    async def chase(self) -> Outcome:
        subject, source = f"consultation:{self.matter_id}", f"due {next(SOURCES)}"
        return await consultations.chase_units(self.database, subject=subject, due=self.at, source=source, at=self.at)

    async def page(self, who: str = "赵主任") -> ConsultationPage:
        found = await consultation_page(self.database, actor=self.town[who].actor, matter_id=self.matter_id)
        assert found is not None
        return found

    async def unit(self, number: int) -> ConsultedUnit:
        found = (await self.page()).unit(number)
        assert found is not None
        return found

    async def held(self) -> bool:
        """Whether the units' answers are no longer missing."""
        page = await matter_page(self.database, actor=self.town["赵主任"].actor, matter_id=self.matter_id, at=self.at)
        assert page is not None
        return Need.UNITS not in {missing.need for missing in page.missing}

    async def planned(self) -> datetime | None:
        query = select(due.c.due_at).where(due.c.kind == "consultation.chase")
        async with self.database.reading() as transaction:
            found: datetime | None = await transaction.due.value(query)
        return found

    async def journal(self) -> list[str]:
        query = select(entries.c.type).where(entries.c.stream == f"matter:{self.matter_id}").order_by(entries.c.seq)
        async with self.database.reading() as transaction:
            return [row.type for row in await transaction.journal.rows(query) if row.type.startswith("unit")]

    async def told(self) -> list[str]:
        found = await queued(self.database, self.town["赵主任"].chat_id)
        return [template for template, _ in found if template.startswith("consultations.")]

    async def rewrites(self) -> None:
        """The text, as the fire brigade suggests it."""
        words = {"base": 1, "title": "院内路灯改造", "text": "装30盏，消防通道留四米。", "why": "消防建议"}
        await self.done(redraft, matter_id=self.matter_id, **words)


@pytest.fixture
async def garden(database: Database, at: datetime) -> Garden:
    """It stands in 相关单位商议."""
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    await full_matter_in(database, begun["matter_id"], Stage.CONSULTING, at)
    return Garden(database, town, at, begun["matter_id"])


async def test_only_the_committee_names_units_and_only_while_they_are_consulted(garden: Garden) -> None:
    name = {"matter_id": garden.matter_id, "name": "消防"}
    assert await garden.refused(consultations.name_unit, "王阿姨", **name) == "not_permitted."
    assert await garden.refused(consultations.name_unit, "李楼长", **name) == "not_permitted."
    await garden.names(" 消 防 ")
    assert (await garden.page()).units[0].name == "消 防"
    await garden.names()
    assert await garden.refused(consultations.name_unit, **name) == "already_done.unit_named"
    await full_matter_in(garden.database, garden.matter_id, Stage.ANNOUNCING, garden.at)
    assert await garden.refused(consultations.name_unit, **name) == "wrong_state.matter_act_invite"
    page = await garden.page("王阿姨")
    assert not page.leads and len(page.units) == 2 and not (await garden.page()).leads


async def test_a_unit_goes_off_the_list_before_it_was_asked_with_a_reason(garden: Garden) -> None:
    unit = await garden.names("消方")
    drop = consultations.drop_unit
    assert await garden.refused(drop, unit_id=unit, reason=" ") == "empty.unit_reason"
    assert await garden.refused(drop, unit_id=99, reason="写错了") == "not_found.consulted_unit"
    await garden.done(drop, unit_id=unit, reason="写错了")
    assert (await garden.page()).units == () and await garden.journal() == ["unit_named", "unit_dropped"]
    assert await garden.planned() is None and await unit_matter(garden.database, unit_id=unit) == 0
    asked = await garden.asks()
    assert await garden.refused(drop, unit_id=asked, reason="不同意就不请") == "wrong_state.unit_was_asked"


async def test_asking_gives_one_link_and_three_full_days(garden: Garden) -> None:
    unit = await garden.names()
    link, again = await garden.link(unit), await garden.link(unit)
    assert link == again and await unit_matter(garden.database, unit_id=unit) == garden.matter_id
    asking = (await garden.unit(unit)).asking
    assert asking is not None and asking.at == garden.at
    assert asking.until.astimezone(garden.database.zone).isoformat() == "2026-11-28T00:00:00+08:00"
    assert await garden.journal() == ["unit_named", "unit_asked"]
    garden.at += timedelta(days=90)
    assert (await garden.link(unit)).id != link.id


async def test_a_unit_answers_by_its_link_and_may_change_its_mind_until_the_stage_ends(garden: Garden) -> None:
    unit = await garden.asks()
    assert not await garden.held()
    assert isinstance(await garden.answers(unit), Done)
    assert await garden.held() and await garden.told() == ["consultations.answered"]
    assert isinstance(await garden.answers(unit, AMEND), Done)
    found = await garden.unit(unit)
    answer = found.answer(1)
    assert answer is not None and answer.words == AMEND and answer.way is AnswerWay.LINK and len(found.answers) == 2
    assert (await garden.journal())[2:] == ["unit_answered", "unit_answered"] and await garden.held()
    link = await garden.link(unit)
    page = await asked_page(garden.database, link=link)
    assert page is not None and page.open and page.compound == "中华园" and page.unit == found
    await full_matter_in(garden.database, garden.matter_id, Stage.ANNOUNCING, garden.at)
    over = await garden.by_link(link)
    assert isinstance(over, Refusal) and over.facts["what"] == "consultation_over"
    page = await asked_page(garden.database, link=link)
    assert page is not None and not page.open


async def test_the_same_form_twice_is_one_answer_and_a_bad_one_is_refused(garden: Garden) -> None:
    unit = await garden.asks()
    for _ in range(2):
        assert isinstance(await garden.answers(unit, source="form"), Done)
    assert len((await garden.unit(unit)).answers) == 1
    nameless = await garden.answers(unit, AnswerWords(UnitSays.AGREE, "", "", "参谋"))
    assert isinstance(nameless, Refusal) and nameless.facts["what"] == "unit_answered_name"


async def test_a_link_that_opens_no_unit_answers_nothing(garden: Garden) -> None:
    unit = await garden.names()
    link = await garden.link(unit)
    gone = PersonalLink(link.id, link.purpose, "unit:99", None, link.expires_at)
    refused = await garden.by_link(gone)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "consulted_unit"
    assert await garden.replies(gone, comes=True) == "not_found.consulted_unit"
    assert await asked_page(garden.database, link=gone) is None


async def test_a_letter_counts_once_its_photo_is_kept_and_a_call_at_once(garden: Garden) -> None:
    unit, other = await garden.names(), await garden.names("供电")
    enter = consultations.enter_answer
    day = garden.at.date()
    assert await garden.refused(enter, unit_id=unit, words=YES, day=day) == "wrong_state.unit_not_asked"
    for number in (unit, other):
        await garden.done(consultations.ask_unit, unit_id=number)
    early = day - timedelta(days=1)
    assert await garden.refused(enter, unit_id=unit, words=YES, day=early) == "invalid.unit_answered_day"
    await garden.done(enter, unit_id=other, words=YES, day=day)
    await garden.done(enter, unit_id=unit, words=AMEND, day=day, letter=PHOTO)
    assert (await garden.unit(unit)).standing(1, garden.at) is UnitStanding.UNPROVED and not await garden.held()
    async with garden.database.transaction() as transaction:
        number = await transaction.attachments.value(select(attachments.c.id))
        await transaction.attachments.store(number, b"jpg", transaction.keys)
    assert (await garden.unit(unit)).standing(1, garden.at) is UnitStanding.ANSWERED and await garden.held()
    phone, letter = (await garden.unit(other)).latest, (await garden.unit(unit)).latest
    assert phone is not None and phone.way is AnswerWay.PHONE
    assert letter is not None and letter.way is AnswerWay.LETTER and await garden.told() == []


async def test_who_let_their_time_pass_is_reminded_once_and_stands_as_unanswered(garden: Garden) -> None:
    unit = await garden.asks()
    remind = consultations.remind_unit
    assert await garden.refused(remind, unit_id=unit) == "wrong_state.unit_not_unanswered"
    assert (await garden.planned() or garden.at).isoformat() == "2026-11-28T01:00:00+00:00"
    garden.at += timedelta(days=4)
    assert (await garden.unit(unit)).standing(1, garden.at) is UnitStanding.UNANSWERED and not await garden.held()
    for _ in range(2):
        await garden.done(remind, unit_id=unit)
    assert (await garden.journal())[2:] == ["unit_reminded"]
    assert (await garden.unit(unit)).standing(1, garden.at) is UnitStanding.REMINDED and await garden.held()
    assert isinstance(await garden.answers(unit, AMEND), Done)
    assert (await garden.unit(unit)).standing(1, garden.at) is UnitStanding.ANSWERED and await garden.held()
    assert await garden.refused(remind, unit_id=unit) == "wrong_state.unit_not_unanswered"


async def test_staff_are_reminded_once_a_day_of_what_is_left_to_do(garden: Garden) -> None:
    await garden.names()
    assert (await garden.planned() or garden.at).isoformat() == "2026-11-25T01:00:00+00:00"
    garden.at += timedelta(hours=23)
    for _ in range(2):
        await garden.chase()
    assert await garden.told() == ["consultations.chase"]
    assert (await garden.planned() or garden.at).isoformat() == "2026-11-26T01:00:00+00:00"
    await full_matter_in(garden.database, garden.matter_id, Stage.ANNOUNCING, garden.at)
    garden.at += timedelta(days=1)
    await garden.chase()
    assert len(await garden.told()) == 1
    assert "consultations.chase" not in await leaves(garden.database, garden.at, garden.town["赵主任"].chat_id)


async def test_a_new_version_is_asked_anew_and_the_old_answer_is_kept(garden: Garden) -> None:
    unit = await garden.asks()
    await garden.answers(unit, AMEND)
    assert await garden.held()
    await garden.rewrites()
    assert (await garden.planned() or garden.at).isoformat() == "2026-11-25T01:00:00+00:00"
    assert (await garden.unit(unit)).standing(2, garden.at) is UnitStanding.NAMED and not await garden.held()
    link = await garden.link(unit)
    stale = await garden.by_link(link, version=1)
    assert isinstance(stale, Refusal) and stale.facts["what"] == "unit_text"
    assert isinstance(await garden.by_link(link, version=2), Done) and await garden.held()
    found = await garden.unit(unit)
    assert [answer.version for answer in found.answers] == [1, 2]


async def test_a_meeting_is_called_with_the_units_days_and_each_says_whether_it_comes(garden: Garden) -> None:
    call, spot = consultation_meetings.call_units, {"matter_id": garden.matter_id, "spot": "社区会议室"}
    first = datetime(2026, 11, 28, tzinfo=garden.database.zone)
    assert await garden.refused(call, **spot, meets_at=first) == "wrong_state.units_none"
    unit = await garden.names()
    link = await garden.link(unit)
    assert await garden.replies(link, comes=True) == "not_found.unit_meeting"
    early = first - timedelta(minutes=1)
    assert await garden.refused(call, **spot, meets_at=early) == "invalid.unit_meeting_time"
    assert await garden.refused(call, "李楼长", **spot, meets_at=first) == "not_permitted."
    await garden.done(call, **spot, meets_at=first)
    for comes in (True, True, False):
        assert await garden.replies(link, comes=comes) == ""
    page = await garden.page("王阿姨")
    assert page.meeting is not None and page.units[0].comes(page.meeting) is False
    assert (await garden.journal())[2:] == ["units_called", "unit_replied", "unit_replied"]
    await garden.done(call, **spot, meets_at=first + timedelta(days=1))
    page = await garden.page()
    assert page.meeting is not None and page.units[0].comes(page.meeting) is None
    assert await garden.replies(link, comes=True) == ""
    garden.at = first + timedelta(days=1)
    assert await garden.replies(link, comes=False) == "wrong_state.unit_meeting_met"
    await full_matter_in(garden.database, garden.matter_id, Stage.ANNOUNCING, garden.at)
    assert await garden.replies(link, comes=False) == "wrong_state.consultation_over"


async def test_when_a_meeting_may_begin_is_said_to_the_committee_alone(garden: Garden) -> None:
    ask, what = consultation_meetings.earliest_meeting, {"matter_id": garden.matter_id, "at": garden.at}
    earliest = await ask(garden.database, actor=garden.town["赵主任"].actor, **what)
    assert earliest == datetime(2026, 11, 28, tzinfo=garden.database.zone)
    assert isinstance(await ask(garden.database, actor=garden.town["王阿姨"].actor, **what), Refusal)
    nowhere = await ask(garden.database, actor=garden.town["赵主任"].actor, matter_id=99, at=garden.at)
    assert isinstance(nowhere, Refusal)


async def test_another_round_begins_with_nobody_named(garden: Garden) -> None:
    unit = await garden.asks()
    await garden.answers(unit)
    link = await garden.link(unit)
    async with garden.database.transaction() as transaction:
        await transaction.deliberation.write(garden.matter_id, round=2)
    assert (await garden.page()).units == () and not await garden.held()
    assert await garden.refused(consultations.ask_unit, unit_id=unit) == "not_found.consulted_unit"
    over = await garden.by_link(link)
    assert isinstance(over, Refusal) and over.facts["what"] == "consultation_over"


async def test_strangers_read_nothing(garden: Garden) -> None:
    nobody = await consultation_page(garden.database, actor=garden.town["路过的人"].actor, matter_id=garden.matter_id)
    assert nobody is None
    assert await consultation_page(garden.database, actor=garden.town["赵主任"].actor, matter_id=99) is None
