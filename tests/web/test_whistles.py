"""The page of a called unit: read without an account, answered in two taps, from our own page alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from domain.whistles import LONGEST_WORDS, MOST_ENTRIES, EntryKind
from services import whistles
from services.links import link_token
from storage.database import Database
from tests.builders import found_town
from tests.services.whistling import Corner
from tests.web.doorstep import Answer, Visitor

WHO = {"name": "张工", "post": "消防大队参谋", "given": "0"}


@dataclass
class Called:
    """A called unit's page, open before a visitor."""

    visitor: Visitor
    corner: Corner
    whistle_id: int
    unit_id: int
    path: str

    async def reads(self, query: str = "") -> str:
        answer = await self.visitor.opens(self.path + query)
        assert answer.status == 200
        return answer.words

    async def sends(self, does: str, **form: str) -> Answer:
        """Without going where the answer leads."""
        data = {**WHO, "does": does, **form}
        async with self.visitor.session.post(self.path, data=data, allow_redirects=False) as answer:
            return Answer(answer.status, await answer.text(), answer.headers)

    async def kinds(self) -> list[EntryKind]:
        unit = await self.corner.unit(self.whistle_id, self.unit_id)
        return [entry.kind for entry in unit.entries]


@pytest.fixture
async def called(visitor: Visitor, embedded: Database, at: datetime) -> Called:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = await corner.blows()
    unit = await corner.calls(number, "消防<支队>")
    handed = await corner.done(whistles.hand_on, unit_id=unit)
    token = await link_token(embedded, link_id=handed["link_id"])
    return Called(visitor, corner, number, unit, f"/l/{token}")


async def test_a_unit_reads_what_it_is_called_to_and_by_when(called: Called) -> None:
    page = await called.reads()
    assert "<h1>消防通道被占</h1>" in page and "中华园吹哨，请消防&lt;支队&gt;来办这件事" in page
    assert "清出通道，11月27日（周五）前" in page and "等它回话，最迟 11月25日（周三）10:00" in page
    assert "<script" not in page and page.count("<h1>") == 1 and "我们到了" in page
    english = await called.reads("?lang=en&size=large")
    assert "Tap a time" in english and f'action="{called.path}?lang=en&amp;size=large"' in english


async def test_it_says_when_it_comes_in_two_taps_and_once(called: Called) -> None:
    times = re.findall(r'value="(come [^"]+)"', await called.reads())
    assert len(times) == 4
    for _ in range(2):
        assert (await called.sends(times[1])).status == 303
    assert await called.kinds() == [EntryKind.ANSWER]
    page = await called.reads()
    assert "应哨了，11月24日（周二）12:00 到" in page and 'value="张工"' in page
    assert (await called.sends("arrived")).status == 303
    page = await called.reads()
    assert "到场了" in page and 'value="arrived"' not in page and times[0] not in page
    assert "到场已经记过了" in (await called.sends("arrived", given="9")).words


async def test_it_is_not_theirs_with_a_reason(called: Called) -> None:
    assert "请写一句话" in (await called.sends("not_ours")).words
    assert (await called.sends("not_ours", words="归城管 <b>&")).status == 303
    assert "归城管 &lt;b&gt;&amp;" in await called.reads()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"does": ""}, "请选一项"),
        ({"does": "come never"}, "请选一项"),
        ({"does": "come 2026-11-24T11:00:00"}, "请选一项"),
        ({"does": "come 2027-11-24T11:00:00+00:00"}, "七天以内"),
        ({"does": "not_ours", "words": "归城管", "name": ""}, "请写上您的姓名"),
        ({"does": "not_ours", "words": "归城管", "post": " "}, "请写上您的职务"),
        ({"does": "word", "words": "长" * (LONGEST_WORDS + 1)}, "太长了"),
        ({"does": "word"}, "请写一句话"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_put_down(
    called: Called, form: dict[str, str], words: str
) -> None:
    answer = await called.sends(**form)
    assert answer.status == 200 and 'role="alert"' in answer.words and words in answer.words
    assert await called.kinds() == []


async def test_it_reads_its_rating_first_and_replies(called: Called) -> None:
    await called.corner.finishes(called.unit_id)
    values: dict[str, Any] = {"response": "good", "solution": "poor", "words": "三天没清完"}
    await called.corner.done(whistles.rate_unit, unit_id=called.unit_id, **values)
    page = await called.reads()
    assert "来得 好，办得 差" in page and "三天没清完" in page and "不归我们" not in page
    assert (await called.sends("word", words="车主不在，等了两天")).status == 303
    unit = await called.corner.unit(called.whistle_id, called.unit_id)
    assert unit.rating(called.corner.at) is not None
    assert "这次哨已经办完了" in (await called.sends("not_ours", words="归城管")).words


async def test_it_rates_the_call_once_it_has_answered_and_reads_what_it_said(called: Called) -> None:
    assert 'name="plain"' not in await called.reads()
    times = re.findall(r'value="(come [^"]+)"', await called.reads())
    await called.sends(times[0])
    assert "事情说得清不清楚" in await called.reads()
    wrong = await called.sends("of_call", plain="good")
    assert wrong.status == 200 and 'role="alert"' in wrong.words
    assert (await called.sends("of_call", plain="good", complete="poor", words="没有附图 <b>&")).status == 303
    page = await called.reads()
    assert "评这次吹哨。说得清楚吗：好；材料齐吗：差" in page and "没有附图 &lt;b&gt;&amp;" in page
    assert 'name="plain"' not in page


async def test_a_link_cannot_fill_the_records(called: Called) -> None:
    for number in range(MOST_ENTRIES):
        assert (await called.sends("word", words=f"第{number}句")).status == 303
    assert "不能再记了" in (await called.sends("word", words="又一句")).words


async def test_another_site_sends_nothing(called: Called) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    async with called.visitor.session.post(called.path, data={**WHO, "does": "arrived"}, headers=headers) as answer:
        assert answer.status == 403
    assert await called.kinds() == []
