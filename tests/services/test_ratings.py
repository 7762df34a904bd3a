"""Homes rate what was done: two questions apart, changed until the end, counted by homes, and what comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.deliberation.rating_effects import REMIND
from domain.deliberation.ratings import Content, RatingCount, Worked, rating_count
from domain.deliberation.stages import Dossier, Stage
from domain.deliberation_effects import TIME
from domain.outcomes import Done
from domain.privacy import NOTICE_VERSION, Purpose
from domain.registry import Actor
from services.deliberation import move, pass_time
from services.dossiers import dossier_of
from services.ratings import rate_matter, remind_ratings
from storage.database import Database
from storage.schema.ratings import ratings
from storage.schema.registry import people
from tests.builders import leaves
from tests.services.working import Works, at_work

DAY = timedelta(days=1)


@pytest.fixture
async def works(database: Database, at: datetime) -> Works:
    works = await at_work(database, at)
    await works.stands_in(Stage.RATING)
    return works


async def counted(works: Works) -> RatingCount:
    matter = await works.matter()
    async with works.database.reading() as transaction:
        return rating_count(await transaction.ratings.given(matter.id, matter.since), len(matter.homes.ids))


async def rates(works: Works, home: int, worked: Worked) -> None:
    await works.done(rate_matter, works.homes[home], matter_id=works.matter_id, worked=worked)


async def time_is_over(works: Works) -> Done:
    works.at += 8 * DAY
    return await works.falls_due(pass_time, f"matter:{works.matter_id}")


async def test_a_home_answers_each_question_and_changes_its_mind(works: Works) -> None:
    home, number = works.homes[0], works.matter_id
    await rates(works, 0, Worked.NOT_DONE)
    count = await counted(works)
    assert (count.answered, count.told_content, count.homes) == (1, 0, 5)
    await works.done(rate_matter, home, matter_id=number, content=Content.FAIR)
    await works.done(rate_matter, home, matter_id=number, words="西边那盏还不亮")
    await rates(works, 0, Worked.DONE)
    count = await counted(works)
    assert dict(count.worked) == {Worked.DONE: 1, Worked.NOT_DONE: 0}
    assert dict(count.content) == {Content.PLEASED: 0, Content.FAIR: 1, Content.DISPLEASED: 0}
    async with works.database.reading() as transaction:
        (said,) = await transaction.ratings.given(number, (await works.matter()).since)
    assert said.words == "西边那盏还不亮"


async def test_a_home_counts_once_whoever_of_it_presses(works: Works) -> None:
    await rates(works, 0, Worked.DONE)
    family = Actor(works.homes[1].person_id, works.homes[0].actor.roles)
    values = {"matter_id": works.matter_id, "source": "family", "at": works.at}
    await rate_matter(works.database, actor=family, worked=Worked.NOT_DONE, **values)
    assert (await counted(works)).of(Worked.NOT_DONE) == 1 and (await counted(works)).answered == 1


async def test_who_may_rate_and_when(works: Works) -> None:
    rate = {"matter_id": works.matter_id, "worked": Worked.DONE}
    for who in ("赵主任", "路过的人", "陈租客"):
        assert await works.refused(rate_matter, who, **rate) == "not_yours.matter_home"
    home = works.homes[0]
    assert await works.refused(rate_matter, home, matter_id=99, worked=Worked.DONE) == "not_found.matter"
    assert (
        await works.refused(rate_matter, home, matter_id=works.matter_id, words="长" * 301) == "too_long.rating_words"
    )
    works.at += 8 * DAY
    assert await works.refused(rate_matter, home, **rate) == "wrong_state.rating_over", "though nobody said so yet"
    await works.stands_in(Stage.REPORTING)
    assert await works.refused(rate_matter, home, **rate) == "wrong_state.matter_act_rate"


async def test_more_homes_that_say_it_is_not_done_take_it_up_again(works: Works) -> None:
    for home, worked in enumerate((Worked.NOT_DONE, Worked.NOT_DONE, Worked.DONE)):
        await rates(works, home, worked)
    assert await time_is_over(works) == Done({"passed": True, "again": True})
    matter = await works.matter()
    assert matter.stage is Stage.DOING
    async with works.database.reading() as transaction:
        assert "tasks" not in (await dossier_of(transaction, matter)).held
        entries = await transaction.journal.read(matter.subject)
    assert [entry.type for entry in entries][-2:] == ["rated", "doing"]
    for chat in (works.town.group, works.town["赵主任"].chat_id):
        ((_, facts),) = await works.told(chat, "ratings")
        assert facts["anew"] and facts["worked"] == {"done": 1, "not_done": 2} and facts["homes"] == 5
    await works.finishes(await works.gives_out(0, day=works.at.date()), 0)
    await works.stands_in(Stage.RATING)
    assert (await counted(works)).answered == 0, "the homes are asked anew"


async def test_otherwise_it_is_over(works: Works) -> None:
    await rates(works, 0, Worked.NOT_DONE)
    await rates(works, 1, Worked.DONE)
    assert await time_is_over(works) == Done({"passed": True})
    assert (await works.matter()).stage is Stage.ARCHIVED
    ((_, facts),) = await works.told(works.town.group, "ratings")
    assert not facts["anew"]
    assert await works.told(works.town["赵主任"].chat_id, "ratings") == []


async def test_the_rating_begins_with_its_reminder(works: Works) -> None:
    await works.stands_in(Stage.REPORTING)
    matter = await works.matter()
    async with works.database.transaction() as transaction:
        held = matter.procedure.step(Stage.REPORTING).needs
        dossier = Dossier(Stage.REPORTING, works.at - 30 * DAY, frozenset(held))
        assert await move(transaction, matter, dossier, works.at, works.at) is None
    ((subject, moment),) = await works.due(REMIND)
    assert subject == matter.subject and timedelta(days=3) < moment - works.at < timedelta(days=5)
    assert len(await works.due(TIME)) == 1


async def test_homes_that_said_nothing_are_reminded_once_where_they_agreed_to_it(works: Works) -> None:
    async with works.database.transaction() as transaction:
        for home in works.homes[:3]:
            await transaction.privacy.consent(home.person_id, [Purpose.REMINDERS], NOTICE_VERSION, works.at)
    await rates(works, 0, Worked.DONE)
    works.at += 4 * DAY
    subject = f"matter:{works.matter_id}"
    assert (await works.falls_due(remind_ratings, subject))["reminded"] == 2
    told = [len(await works.told(home.chat_id, "ratings")) for home in works.homes]
    assert told == [0, 1, 1, 0, 0]
    await works.falls_due(remind_ratings, subject)
    assert [len(await works.told(home.chat_id, "ratings")) for home in works.homes] == told
    works.at += 4 * DAY
    assert (await works.falls_due(remind_ratings, subject))["reminded"] == 0, "its time is over"
    late = await leaves(works.database, works.at, *(home.chat_id for home in works.homes))
    assert "ratings.reminder" not in late, "nobody is asked for what cannot be said any more"
    assert (await works.falls_due(remind_ratings, "matter:99"))["reminded"] == 0


async def test_what_a_home_says_lies_sealed(works: Works) -> None:
    await works.done(rate_matter, works.homes[0], matter_id=works.matter_id, words="西边那盏还不亮")
    async with works.database.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT words FROM ratings")).all()
    assert len(rows) == 1 and "西边" not in rows[0][0]


async def test_an_erased_persons_words_go_and_their_homes_rating_counts_on(works: Works) -> None:
    await rates(works, 0, Worked.DONE)
    await works.done(rate_matter, works.homes[0], matter_id=works.matter_id, words="西边那盏还不亮")
    async with works.database.transaction() as transaction:
        person = await transaction.registry.row(people.select().where(people.c.id == works.homes[0].person_id))
        assert person is not None
        await transaction.personal_records.erase(person, works.at)
    assert (await counted(works)).of(Worked.DONE) == 1
    async with works.database.reading() as transaction:
        (said,) = await transaction.ratings.given(works.matter_id, (await works.matter()).since)
    assert said.words == ""


async def test_a_year_after_the_end_only_the_counts_are_left(works: Works) -> None:
    await rates(works, 0, Worked.DONE)
    await works.done(rate_matter, works.homes[0], matter_id=works.matter_id, words="西边那盏还不亮")
    await rates(works, 1, Worked.NOT_DONE)
    since = (await works.matter()).since
    await works.stands_in(Stage.ARCHIVED)
    async with works.database.transaction() as transaction:
        await transaction.personal_records.purge(works.at + 366 * DAY)
        given = await transaction.ratings.given(works.matter_id, since)
        assert await transaction.ratings.last_asked(works.matter_id) == since
        rows = await transaction.ratings.rows(ratings.select())
    assert [one.worked for one in given] == [Worked.DONE, Worked.NOT_DONE]
    assert {(row.unit_id, row.person_id, row.words) for row in rows} == {(None, None, "")}
