"""The page of a unit that is asked: read without an account, answered without a script, from our own page alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from domain.deliberation.consultations import LONGEST_ANSWER, MOST_ANSWERS
from domain.deliberation.stages import Stage
from domain.outcomes import Done
from services.consultation_meetings import call_units
from services.consultations import ask_unit, name_unit
from services.links import link_token
from storage.database import Database
from storage.schema.consultations import unit_answers
from tests.builders import Town, build_homes, found_town
from tests.deliberating import GARDEN_LAMPS, begin_full_matter, full_matter_in
from tests.web.doorstep import Answer, Doorstep, Visitor
from web.forms import LARGEST_FORM, MOST_FIELDS

YES = {"says": "agree", "name": "张工", "post": "消防大队参谋", "version": "1", "given": "0"}
AMEND = {**YES, "says": "amend", "reason": "消防通道\n留四米 <b>&"}


@dataclass
class Letterbox:
    """A unit's page of 中华园's lamps, open before a visitor."""

    visitor: Visitor
    database: Database
    town: Town
    matter_id: int
    unit_id: int
    path: str

    async def reads(self, query: str = "") -> Answer:
        return await self.visitor.opens(self.path + query)

    async def sends(self, form: dict[str, str], query: str = "", **headers: str) -> Answer:
        """Without going where the answer leads."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        post = self.visitor.session.post(self.path + query, data=form, headers=told, allow_redirects=False)
        async with post as answer:
            return Answer(answer.status, await answer.text(), answer.headers)

    async def answers(self) -> int:
        async with self.database.reading() as transaction:
            return int(await transaction.consultations.value(select(func.count()).select_from(unit_answers)))


@pytest.fixture
async def letterbox(visitor: Visitor, embedded: Database, at: datetime) -> Letterbox:
    town = await found_town(embedded, at)
    await build_homes(embedded, town)
    chair = town["赵主任"].actor
    begun = await begin_full_matter(embedded, town.compound_id, chair, at)
    assert isinstance(begun, Done)
    number = begun["matter_id"]
    await full_matter_in(embedded, number, Stage.CONSULTING, at)
    named = await name_unit(embedded, actor=chair, matter_id=number, name="消防<支队>", source="n", at=at)
    assert isinstance(named, Done)
    asked = await ask_unit(embedded, actor=chair, unit_id=named["unit_id"], source="a", at=at)
    assert isinstance(asked, Done)
    token = await link_token(embedded, link_id=asked["link_id"])
    return Letterbox(visitor, embedded, town, number, named["unit_id"], f"/l/{token}")


async def test_a_unit_reads_who_asks_what_and_until_when(letterbox: Letterbox) -> None:
    page = await letterbox.reads()
    title, text = GARDEN_LAMPS
    assert page.status == 200 and f"<h1>{title}</h1>" in page.words and text in page.words
    assert "中华园请消防&lt;支队&gt;看看" in page.words and "最迟 11月27日（周五）答复" in page.words
    assert "全文（第1稿）" in page.words and "核对码" in page.words
    assert page.words.count('type="radio"') == 3 and "<script" not in page.words and page.words.count("<h1>") == 1
    english = await letterbox.reads("?lang=en&size=large")
    assert "Suggest changes" in english.words and f'action="{letterbox.path}?lang=en&amp;size=large"' in english.words


async def test_an_answer_is_taken_down_once_and_can_be_changed(letterbox: Letterbox) -> None:
    sent = await letterbox.sends(YES, "?lang=en")
    assert sent.status == 303 and sent.headers["Location"] == f"{letterbox.path}?lang=en"
    assert (await letterbox.sends(YES)).status == 303 and await letterbox.answers() == 1
    page = (await letterbox.reads()).words
    assert "已经记下" in page and "对第1稿：同意，11月24日（周二）（网页答复）" in page
    assert 'value="agree" required checked' in page and 'value="张工"' in page and 'name="given" value="1"' in page
    assert (await letterbox.sends({**AMEND, "given": "1"})).status == 303 and await letterbox.answers() == 2
    page = (await letterbox.reads()).words
    assert "「消防通道\n留四米 &lt;b&gt;&amp;」" in page and 'value="amend" required checked' in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({**YES, "says": ""}, "请选一项"),
        ({**YES, "says": "perhaps"}, "请选一项"),
        ({}, "请选一项"),
        ({**YES, "version": "x"}, "请选一项"),
        ({**YES, "version": "9" * 20}, "请选一项"),
        ({**YES, "says": "absent"}, "请写一句理由"),
        ({**YES, "name": " "}, "请写答复人的姓名"),
        ({**YES, "post": ""}, "请写答复人的职务"),
        ({**AMEND, "reason": "长" * (LONGEST_ANSWER + 1)}, "最多 500 个字"),
        ({**YES, "version": "2"}, "文字刚改过一稿"),
    ],
)
async def test_what_is_missing_is_said_and_what_was_written_stays(
    letterbox: Letterbox, form: dict[str, str], words: str
) -> None:
    page = await letterbox.sends(form)
    assert page.status == 200 and words in page.words and await letterbox.answers() == 0
    if form.get("name", "").strip():
        assert 'value="张工"' in page.words


async def test_a_form_from_elsewhere_is_refused(letterbox: Letterbox) -> None:
    elsewhere = ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "same-site"})
    for headers in elsewhere:
        assert (await letterbox.sends(YES, **headers)).status == 403
    assert await letterbox.answers() == 0
    own = str(letterbox.visitor.session._base_url)
    for number, headers in enumerate(({"Sec_Fetch_Site": "same-origin"}, {"Origin": "null"}, {"Origin": own})):
        assert (await letterbox.sends({**YES, "given": str(number)}, **headers)).status == 303
    assert await letterbox.answers() == 3


async def test_a_form_is_small(letterbox: Letterbox) -> None:
    assert (await letterbox.sends({**YES, "reason": "x" * LARGEST_FORM})).status == 413
    many = {f"field{number}": "x" for number in range(MOST_FIELDS + 1)}
    assert (await letterbox.sends(many)).status == 413
    assert await letterbox.answers() == 0


async def test_nobody_fills_the_journal_by_the_link(letterbox: Letterbox) -> None:
    for number in range(MOST_ANSWERS):
        assert (await letterbox.sends({**YES, "given": str(number)})).status == 303
    page = await letterbox.sends({**YES, "given": "more"})
    assert page.status == 200 and "打电话给小区" in page.words


async def test_after_the_stage_the_page_says_so(letterbox: Letterbox, at: datetime) -> None:
    await letterbox.sends(YES)
    await full_matter_in(letterbox.database, letterbox.matter_id, Stage.ANNOUNCING, at)
    page = (await letterbox.reads()).words
    assert "这一步已经结束" in page and "对第1稿：同意" in page and "<form" not in page
    late = await letterbox.sends(AMEND)
    assert late.status == 200 and "这一步已经结束" in late.words and await letterbox.answers() == 1


async def test_the_same_link_shows_the_new_version(letterbox: Letterbox) -> None:
    await letterbox.sends(AMEND)
    async with letterbox.database.transaction() as transaction:
        await transaction.deliberation.write(letterbox.matter_id, version=2, text="留四米通道，装30盏")
    page = (await letterbox.reads()).words
    assert "全文（第2稿）" in page and "装30盏" in page and "对第1稿：建议修改" in page
    assert "required checked" not in page and 'value="张工"' in page and "最迟" not in page
    assert (await letterbox.sends({**YES, "version": "2", "given": "1"})).status == 303


async def test_a_unit_says_whether_it_comes_to_the_meeting(letterbox: Letterbox, at: datetime) -> None:
    assert "联席会" not in (await letterbox.reads()).words
    meeting = {"matter_id": letterbox.matter_id, "spot": "社区会议室 <b>", "meets_at": at + timedelta(days=7)}
    chair = letterbox.town["赵主任"].actor
    assert isinstance(await call_units(letterbox.database, actor=chair, **meeting, source="m", at=at), Done)
    page = (await letterbox.reads()).words
    assert "12月1日（周二）10:00，社区会议室 &lt;b&gt;" in page and "已答复：" not in page
    assert (await letterbox.sends({"comes": "yes", "replies": "0"})).status == 303
    assert "已答复：来" in (await letterbox.reads()).words
    assert (await letterbox.sends({"comes": "no", "replies": "1"})).status == 303
    assert "已答复：不来" in (await letterbox.reads()).words and await letterbox.answers() == 0
    await full_matter_in(letterbox.database, letterbox.matter_id, Stage.ANNOUNCING, at)
    late = await letterbox.sends({"comes": "yes", "replies": "2"})
    assert late.status == 200 and "这一步已经结束" in late.words and "来参加" not in late.words


async def test_a_link_that_ran_out_takes_no_answer(letterbox: Letterbox, doorstep: Doorstep) -> None:
    doorstep.clock.move(days=90)
    assert (await letterbox.sends(YES)).status == 410 and await letterbox.answers() == 0
    forged = letterbox.path[:-2] + "00"
    assert (await letterbox.visitor.opens(forged, method="POST")).status == 404


async def test_other_pages_take_no_forms(visitor: Visitor) -> None:
    assert (await visitor.opens("/", method="POST")).status == 405
