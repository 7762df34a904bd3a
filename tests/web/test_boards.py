"""网上公示栏: what anybody reads of a compound, as a page, as data, as a calendar; how fresh it is."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from sqlalchemy import update

from domain.effects import Post, Record
from domain.notices import Notice, NoticeKind, NoticeState
from domain.outcomes import Done
from services.boards import close_board
from storage.database import Database
from storage.effects import apply
from storage.schema.announcements import announcements
from storage.schema.issues import issues
from storage.schema.registry import chats
from storage.schema.voting import votes
from tests.board_town import NAME, BoardTown, found_board
from tests.web.doorstep import Doorstep, Visitor

PATHS = ("", "/money", "/reports", "/m/1", "/m/2", "/2026", "/2025", "/search?q=路灯", "/search", "/journal/2026-11-24")
DATA = ("/board.json", "/m/1.json", "/m/2.json", "/2026.json", "/journal/2026-11-24.json", "/calendar.ics")


@pytest.fixture
async def town(embedded: Database, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def test_the_page_says_what_is_asked_what_hangs_and_what_is_being_done(town: BoardTown, visitor: Visitor) -> None:
    page = (await visitor.opens(f"/b/{town.code}")).words
    parts = re.split("<h2[^>]*>", page)
    asked, notices, going, said, reports, solved, money, days = parts[1:9]
    assert "解聘物业" in asked and "已参加 5/12 人" in asked and "院内路灯改造" in asked and "先修什么" in asked
    assert "车棚建在哪里" in said and "晚上锁门好不好" in said
    assert "公告第1条" in notices and "公告第2条" not in notices, "older ones stand under their year"
    assert "修车棚" in going
    assert "正在办 2 件，最近 30 天办结 1 件" in reports and "路灯坏了" in reports
    assert "水管修好了" in solved
    assert "3,799.50 元" in money and "收 5,000.00，支 1,200.50" in money
    assert "12月4日（周五）10:00" in days and "停车" in days
    assert page.index("正在征求您的意见") < page.index("有效的公告") < page.index("账目")


async def test_a_matter_has_its_line_of_time_and_its_documents(town: BoardTown, visitor: Visitor) -> None:
    page = (await visitor.opens(f"/b/{town.code}/m/1")).words
    for words in ("第1号议题：发起", "到会6人", "灯太亮", "采纳", "挖沟", "第2稿的话", "改了位置", "aaaaaaaa"):
        assert words in page, words
    assert "我看过了" not in page, "what a resident wrote stays among neighbours"
    assert "街道给装了" in (await visitor.opens(f"/b/{town.code}/m/2")).words
    for number in (3, 4, 2**40):
        for path in (f"/b/{town.code}/m/{number}", f"/b/{town.code}/m/{number}.json"):
            assert (await visitor.opens(path)).status == 404, "of some homes only, or none at all"


async def test_a_matter_says_where_its_notices_were_published_and_no_name_of_a_group(
    town: BoardTown, visitor: Visitor
) -> None:
    group, at = town.compound.town.group, town.at
    async with town.database.transaction() as transaction:
        matter = await transaction.deliberation.numbered(town.compound.town.compound_id, 1)
        assert matter is not None
        subject = f"matter_disclosing:{matter.id}"
        more = {"subject": subject, "public": True, "poster_id": town.chair}
        kind, template = NoticeKind.POST, "deliberation.announced"
        notices = [Notice(key, group, kind, template, {}, **more) for key in ("arrives", "fails")]
        await apply(transaction, [Post(notice) for notice in notices], at=at)
        await transaction.registry.run(update(chats).where(chats.c.id == group).values(title="王家的群"))
        numbers = [await transaction.outbox.numbered(notice.key) for notice in notices]
        await transaction.outbox.settle(numbers[0] or 0, NoticeState.SENT, at=at, message_id=7)
        await transaction.outbox.settle(numbers[1] or 0, NoticeState.FAILED, at=at, error="Forbidden")
    page = (await visitor.opens(f"/b/{town.code}/m/1")).words
    assert "在哪儿发布了" in page and page.count("已在小区群发布，2026年11月24日（周二）") == 1
    assert "王家的群" not in page and "在哪儿发布了" not in (await visitor.opens(f"/b/{town.code}/m/2")).words


async def test_only_lines_two_people_stand_for_are_listed(town: BoardTown, visitor: Visitor) -> None:
    page = re.sub("<[^>]*>", "", (await visitor.opens(f"/b/{town.code}/money")).words)
    assert "＋5,000.00 元" in page and "−1,200.50 元" in page and "余额 3,799.50" in page
    assert "999" not in page and "9876" not in page


async def test_older_things_stand_under_their_year_and_are_found(town: BoardTown, visitor: Visitor) -> None:
    before = (await visitor.opens(f"/b/{town.code}/2025")).words
    assert "公告第2条" in before and "公告第1条" not in before
    found = (await visitor.opens(f"/b/{town.code}/search?q=%E8%B7%AF%E7%81%AF+%E6%94%B9%E9%80%A0&lang=en")).words
    assert "院内路灯改造" in found and "水管" not in found and "路灯坏了" not in found, "all of the words"
    assert f'href="/b/{town.code}/search?q=%E8%B7%AF' in found, "the words go along to the other language"
    last_year = (await visitor.opens(f"/b/{town.code}/search?q=%E7%AC%AC2%E6%9D%A1")).words
    assert "公告第2条" in last_year, "of whatever year"
    assert "没有查到" in (await visitor.opens(f"/b/{town.code}/search?q={NAME}")).words


async def test_a_report_of_any_year_is_found_by_one_read_for_all_who_search(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    async with town.database.transaction() as transaction:
        (solved,) = await transaction.issues.ended_since([town.compound.town.compound_id], town.at)
        sealed = await transaction.issues.by_number(3)
        assert sealed is not None
        report = {"compound_id": town.compound.town.compound_id, "building_id": solved.place.building_id}
        for year in range(2008, 2024):
            then = town.at.replace(year=year)
            what = {"number": year, "state": "closed", "text": f"旧闻{year}", "reported_at": then, "draft_id": year}
            await transaction.issues.add(issues, **report, **what, changed_at=then, closed_at=then)
        long_ago = town.at.replace(year=2003)
        await transaction.issues.run(
            update(issues)
            .where(issues.c.id == sealed.id)
            .values(state="closed", changed_at=long_ago, closed_at=long_ago)
        )

    async def found(words: str) -> str:
        return (await visitor.opens(f"/b/{town.code}/search?q={words}")).words

    page = (await visitor.opens(f"/b/{town.code}")).words
    assert f"/b/{town.code}/2008" in page and f"/b/{town.code}/2003" not in page, "what is for one alone is in no year"
    assert "旧闻2008" in await found("2008") and "旧闻2023" in await found("2023")
    await town.change(announcements, 1, text="电梯检修")
    assert "电梯检修" not in await found("检修"), "read once for all searches of some seconds"
    doorstep.seconds.value += 10
    assert "电梯检修" in await found("检修")


async def test_the_same_is_told_to_machines(town: BoardTown, visitor: Visitor) -> None:
    answer = await visitor.opens(f"/b/{town.code}/board.json")
    told = json.loads(answer.words)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert told["figures"] == {"open": 2, "solved": 1, "votes": [{"came": 5, "number": 1, "of": 12}]}
    assert [line["amount"] for line in told["funds"][0]["lines"]] == [500_000, -120_050]
    assert told["funds"][0]["balance"] == 379_950 and told["funds"][0]["lines"][0]["payee"] == "＊"
    hidden = next(one for one in told["reports"] if one["number"] == 4)
    assert (hidden["words"], hidden["hidden"]) == ("", "rude")
    matter = json.loads((await visitor.opens(f"/b/{town.code}/m/1.json")).words)
    assert [one["step"] for one in matter["timeline"]] == ["started"]
    assert [one["holder"] for one in matter["tasks"]] == ["物业＊"]
    assert [one["why"].startswith("改了位置") for one in matter["versions"] if one["number"] == 2] == [True]
    stopped = json.loads((await visitor.opens(f"/b/{town.code}/m/2.json")).words)
    assert stopped["reason"].startswith("街道给装了") and stopped["rating"] is None


async def test_a_calendar_may_be_subscribed_to(town: BoardTown, visitor: Visitor) -> None:
    answer = await visitor.opens(f"/b/{town.code}/calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    lines = answer.words.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = answer.words.replace("\r\n ", "")
    assert "SUMMARY:第1号表决：解聘物业" in whole and "DTEND:20261127T020000Z" in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 4


async def test_heads_of_the_journal_as_a_day_ended(town: BoardTown, visitor: Visitor, doorstep: Doorstep) -> None:
    today = json.loads((await visitor.opens(f"/b/{town.code}/journal/2026-11-24.json")).words)
    async with town.database.reading() as transaction:
        seq, head = await transaction.journal.last("matter:1")
    assert {"stream": "matter:1", "entries": seq, "head": head[:12]} in today["heads"]
    assert not any(one["stream"].startswith("issue") for one in today["heads"])
    before = json.loads((await visitor.opens(f"/b/{town.code}/journal/2026-11-23.json")).words)
    assert before["heads"] == []
    for odd in ("tomorrow", "2999-01-01"):
        page = (await visitor.opens(f"/b/{town.code}/journal/{odd}")).words
        assert "留痕校验：2026年11月24日（周二）" in page, "no day is today"


async def test_the_journal_of_a_vote_is_told_once_its_result_is_out(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    async with town.database.transaction() as transaction:
        number = (await transaction.voting.of_compound(town.compound.town.compound_id))[0].id
        ballots = [Record(f"vote:{number}", "ballot", {"receipt": str(n)}) for n in range(3)]
        await apply(transaction, [*ballots, Record("fund:1", "line", {})], at=town.at)

    async def told(day: str) -> tuple[list[str], str]:
        data = json.loads((await visitor.opens(f"/b/{town.code}/journal/{day}.json")).words)
        return [one["stream"] for one in data["heads"]], (await visitor.opens(f"/b/{town.code}/journal/{day}")).words

    streams, page = await told("2026-11-24")
    assert "matter:1" in streams and f"vote:{number}" not in streams and "表决" not in page
    await town.change(votes, number, state="published", closes_at=town.at)
    doorstep.seconds.value += 999
    streams, page = await told("2026-11-24")
    assert f"vote:{number}" in streams and "第1号表决：第 3 笔" in page and "第1号议题：第" in page
    assert "公示栏本身：第" in page and not re.search(r"(vote|matter|fund|board):\d", page), (
        "by its name, not by its row"
    )
    assert f"vote:{number}" not in (await told("2026-11-23"))[0], "it was open then"


async def test_a_board_that_is_not_up_is_nowhere(town: BoardTown, visitor: Visitor) -> None:
    where = {"compound_id": town.compound.town.compound_id, "at": town.at}
    assert isinstance(await close_board(town.database, actor=town.compound.member.actor, source="x", **where), Done)
    for path in (*PATHS, *DATA, "/live"):
        closed, never = await visitor.opens(f"/b/{town.code}{path}"), await visitor.opens(f"/b/zzzzzz{path}")
        assert (closed.status, never.status) == (404, 404), path
        assert closed.words.replace(town.code, "zzzzzz") == never.words
        assert "中华园" not in closed.words


async def test_a_page_is_kept_for_seconds_and_then_drawn_anew(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    first = await visitor.opens(f"/b/{town.code}")
    await town.change(announcements, 1, text="改成后天停水")
    assert (await visitor.opens(f"/b/{town.code}")).words == first.words
    known = {"If-None-Match": f'W/{first.headers["ETag"]}, "other"'}
    async with visitor.session.get(f"/b/{town.code}", headers=known) as answer:
        assert (answer.status, await answer.text()) == (304, "")
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    doorstep.seconds.value += 10
    async with visitor.session.get(f"/b/{town.code}", headers=known) as answer:
        assert answer.status == 200 and "改成后天停水" in await answer.text()


async def test_a_page_runs_one_file_of_ours_and_nothing_else(town: BoardTown, visitor: Visitor) -> None:
    for path in PATHS:
        answer = await visitor.opens(f"/b/{town.code}{path}")
        assert answer.words.count("<script") == (path == "") and "javascript:" not in answer.words
        assert " style=" not in answer.words and " onclick" not in answer.words
        assert "'unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers and answer.words.count("<h1") == 1
    assert '<script src="/static/live.js" defer></script>' in (await visitor.opens(f"/b/{town.code}")).words


class Markup(HTMLParser):
    """What is wrong with a page's markup: what is not closed, an id twice, a link in a link, a field without a name."""

    EMPTY = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.levels: list[int] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.wrong += [f"open: {tag}" for tag in self.open]
        self.wrong += [f"twice: {one}" for one in set(self.ids) if self.ids.count(one) > 1]
        self.wrong += [f"{a} → {b}" for a, b in pairwise(self.levels) if b > a + 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.labelled += [told["for"] or ""] if tag == "label" else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        if (tag in self.open and tag in ("a", "p", "form", "button")) or (tag == "p" and "h1" in self.open):
            self.wrong.append(f"{tag} in {self.open}")
        if tag == "input" and told.get("type") != "hidden" and told.get("id") not in self.labelled:
            self.wrong.append(f"no label: {told}")
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed: {tag}")


async def test_the_markup_of_every_page_is_whole(town: BoardTown, visitor: Visitor) -> None:
    for path in (*PATHS, "?lang=en&size=large"):
        page = (await visitor.opens(f"/b/{town.code}{path}")).words
        assert Markup(page).wrong == [], path
    broken = '<h1 id="a"><p>x</h1><h3 id="a"></h3><a><a></a></a><input id="q">'
    assert len(Markup(broken).wrong) > 4, "it finds something"


async def test_a_handful_is_not_told(town: BoardTown, visitor: Visitor, doorstep: Doorstep) -> None:
    await town.voted(1, 8)
    page = (await visitor.opens(f"/b/{town.code}")).words
    assert "才报数" in page and "8/12" not in page
    told = json.loads((await visitor.opens(f"/b/{town.code}/board.json")).words)
    assert [one["came"] for one in told["votes"]] == [None]


async def test_the_first_page_leads_to_boards(town: BoardTown, visitor: Visitor) -> None:
    assert f'href="/b/{town.code}"' in (await visitor.opens("/")).words


async def test_what_came_of_asking_is_read_with_its_counts_and_nothing_of_a_handful(
    visitor: Visitor, town: BoardTown
) -> None:
    page = (await visitor.opens(f"/b/{town.code}")).words
    assert "问过大家的" in page and "东门：7/9 户" in page and "车棚建在哪里" in page
    assert "晚上锁门好不好" in page and "楼里的事" not in page
    early = (await visitor.opens(f"/b/{town.code}/2024")).words
    assert "车棚建在哪里" in early and "各答了什么不公开" in early and "东门：" not in early
    data = (await visitor.opens(f"/b/{town.code}/board.json")).words
    assert '"counts": [7, 3]' in data and '"counts": [6, 2]' in data
