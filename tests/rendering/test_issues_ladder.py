"""What is said of deadlines and of the ladder, in both languages; the letter to 12345 and its sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.issues import Progress, View
from domain.issues_deadlines import ClockKind, Deadlines
from domain.issues_ladder import TOP, Rung
from domain.issues_letter import Letter, Line
from domain.issues_life import State, Step
from domain.moments import write_moment
from rendering import issues as screens
from rendering import issues_ladder as ladder
from rendering.issues_ladder import PrintLetter
from rendering.issues_letter import (
    MOST_SAID,
    TEMPLATE,
    letter_facts,
    letter_pictures,
    letter_screen,
    letter_sheet,
    paragraphs,
    previewed,
    printed,
)
from rendering.texts import texts
from tests.rendering.test_issues import LOCALES, SHANGHAI, an_issue, drawn, labels
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import page_count, printed_addresses

ZH = texts("zh_Hans")
BY = datetime(2026, 3, 19, tzinfo=SHANGHAI)
DONE_BY = Deadlines(ClockKind.OTHER, None, BY)
LETTER = Letter(
    "0127",
    "路灯坏了",
    "中华园",
    "3号楼",
    BY - timedelta(days=20),
    BY,
    2,
    (Line(Step.ANSWER, "等配件", BY - timedelta(days=9)), Line(Step.TAKE, "", BY - timedelta(days=8))),
    2,
    "中华园自管会 9号楼值班室",
    "供电公司 95598",
    BY + timedelta(days=2),
)


def said(found: Deadlines, at: datetime, *, short: bool = False, state: State = State.TAKEN) -> str | None:
    issue = replace(an_issue(at), state=state, deadlines=found)
    return ladder.until_words(ZH, issue, at, SHANGHAI, short=short)


def test_until_when_and_how_late() -> None:
    before, after = BY - timedelta(days=3), BY + timedelta(days=1, hours=9)
    assert said(DONE_BY, before) == "最迟3月18日（周三）办好" == said(DONE_BY, before, short=True)
    assert said(DONE_BY, after) == "晚了2天，原定3月18日（周三）办好"
    assert said(DONE_BY, after, short=True) == "晚了2天"
    open_still = replace(DONE_BY, answer_by=before + timedelta(hours=2))
    assert said(open_still, before) == "3月16日（周一）02:00前答复，最迟3月18日（周三）办好"
    assert said(open_still, before + timedelta(hours=3)) == "答复已过时限，原定3月16日（周一）02:00"
    assert said(Deadlines(ClockKind.OTHER), before) is None
    stands = Deadlines(ClockKind.OTHER, stands=True)
    assert said(stands, before, state=State.ASKED) == "在等反映人补充，时间先停着"
    assert said(stands, before, state=State.ASKED, short=True) is None


@pytest.mark.parametrize("locale", LOCALES)
def test_everybody_reads_it_on_the_page(locale: str) -> None:
    words, at = texts(locale), BY + timedelta(days=1)
    issue = replace(an_issue(at), deadlines=DONE_BY, keeper="孙网格", level=1)
    until = ladder.until_words(words, issue, at, SHANGHAI)
    assert until is not None
    for view in View:
        page = screens.progress(words, Progress(issue, view, at=at, lead="电 95598", holds=True), SHANGHAI)
        assert until in page.text
        assert ("孙网格" in page.text) is (view is View.STAFF)
    assert until in screens.in_passing(words, Progress(issue, View.PUBLIC, at=at), SHANGHAI)
    aside = replace(issue, state=State.SUSPENDED, deadlines=Deadlines(ClockKind.OTHER, stands=True))
    public = screens.progress(words, Progress(aside, View.PUBLIC, at=at, reason="等配件"), SHANGHAI)
    assert words.say("issues.put_aside", reason="等配件") in public.text
    page = screens.progress(words, Progress(issue, View.STAFF, at=at, holds=True, writes=True), SHANGHAI)
    assert {words.plain("issues.hold"), words.plain("issues.letter.key")} <= set(labels(page))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_says_how_many_are_late(locale: str) -> None:
    words, at = texts(locale), BY + timedelta(days=1, hours=9)
    issue = replace(an_issue(at), deadlines=DONE_BY)
    page = screens.open_issues(words, [issue], 0, SHANGHAI, at=at, leads=True)
    assert words.say("issues.open.late", n=1) in page.text
    assert labels(page)[0].startswith(words.plain("issues.late.days", n=2))
    assert words.plain("issues.leads.key") in labels(page)


LATE = {
    "id": 7,
    "number": "0127",
    "compound": "中华园",
    "building": None,
    "text": "路灯坏了",
    "level": 1,
    "cause": "late",
    "missed": write_moment(BY),
    "answered": True,
    "late": 2,
    "holder": None,
    "lead": "",
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("rung", Rung)
def test_each_level_reads_what_is_asked_of_it(rung: Rung, locale: str, at: datetime) -> None:
    words = texts(locale)
    notice = drawn("issues.late", LATE | {"level": int(rung)}, at, locale)
    assert words.say(f"issues.ladder.{int(rung)}") in notice.text
    offered = [key.label for row in notice.keys for key in row]
    assert (words.plain("whistles.key.blow") in offered) is (rung is Rung.WHISTLE)
    assert words.plain("issues.late.days", n=2) in notice.text
    hold = words.plain("issues.hold")
    assert (hold in labels(notice)) is (rung < TOP)
    assert (words.plain("issues.letter.page") in labels(notice)) is (rung == TOP)


@pytest.mark.parametrize("locale", LOCALES)
def test_why_else_it_came(locale: str, at: datetime) -> None:
    words = texts(locale)
    again = drawn("issues.late", LATE | {"cause": "reopened", "missed": None}, at, locale)
    assert words.say("issues.ladder.reopened") in again.text
    assert labels(again) == [words.plain("issues.see")]
    bare = drawn("issues.late", LATE | {"missed": None, "text": ""}, at, locale)
    assert "blockquote" not in bare.text
    answer = drawn("issues.late", LATE | {"answered": False, "late": 0, "lead": "水 1", "holder": "赵"}, at, locale)
    assert words.plain("issues.late.today") in answer.text
    mine = drawn("issues.late_reporter", {"id": 7, "number": "0127", "late": 2, "missed": None}, at, locale)
    assert "12345" in mine.text and labels(mine)[0] == words.plain("issues.letter.key")


def test_the_card_says_until_when_and_counts_no_days(at: datetime) -> None:
    card = {"id": 7, "number": "0127", "building": "3号楼", "text": "灯", "kinds": [], "state": "taken"}
    facts = card | {"since": write_moment(at)}
    assert "最迟" not in drawn("issues.card", facts, at).text, "one from before still draws"
    assert "最迟" in drawn("issues.card", facts | {"by": write_moment(at + timedelta(days=3))}, at).text
    assert "已过时限，原定" in drawn("issues.card", facts | {"by": write_moment(at)}, at).text


def test_the_letter_says_all_of_it() -> None:
    assert paragraphs(ZH, LETTER, SHANGHAI) == [
        "反映的事：路灯坏了",
        "地点：中华园3号楼",
        "2月27日（周五）00:00报到小区，编号 0127",
        "晚了2天：原定3月18日（周三）",
        "问过、答过的：",
        *(line for line in paragraphs(ZH, LETTER, SHANGHAI)[5:7]),
        "照片等材料 2 件",
        "有关单位：供电公司 95598",
        "联系：中华园自管会 9号楼值班室",
    ]
    bare = replace(LETTER, said=(), proofs=0, lead="", office="", compound="", building="", days_late=0, what="")
    assert "到现在没有人答复。" in paragraphs(ZH, bare, SHANGHAI)
    assert paragraphs(ZH, bare, SHANGHAI)[-1] == "联系：小区的委员会"


@pytest.mark.parametrize("locale", LOCALES)
def test_it_can_be_copied_and_printed(locale: str) -> None:
    words = texts(locale)
    assert "<pre>" in letter_screen(words, 7, LETTER, SHANGHAI).text
    sheet, pages = letter_sheet(words, LETTER, SHANGHAI), letter_pictures(words, LETTER, SHANGHAI)
    assert page_count(sheet) == len(pages) == 1
    seen = previewed(words, 7, LETTER, pages)
    assert seen.picture == pages[0] and seen.document is None and seen.keys[0][0].press == PrintLetter(7)
    assert printed(words, 7, LETTER, sheet).document == sheet
    long = replace(LETTER, what="长" * 3000, said=(Line(Step.ANSWER, "长" * 2000, BY),) * 40)
    assert len(letter_screen(words, 7, long, SHANGHAI).text) < 4000
    assert len(paragraphs(words, long, SHANGHAI)) == MOST_SAID + 8
    for hostile in HOSTILE:
        spoiled = replace(LETTER, what=hostile, office=hostile, compound=hostile, lead=hostile)
        assert printed_addresses(TEMPLATE, letter_facts(words, spoiled, SHANGHAI)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_screens_of_holding_and_of_whom_to_call(locale: str, at: datetime) -> None:
    words = texts(locale)
    facts = {"id": 7, "number": "0127", "until": write_moment(at)}
    assert "0127" in ladder.held(words, facts, SHANGHAI).text
    assert "0127" in ladder.held(words, facts | {"until": None}, SHANGHAI).text
    leads = ladder.leads(words, 1, {ClockKind.WATER: "水 1", ClockKind.GAS: ""})
    assert words.plain("issues.leads.nobody") in leads.text
    assert labels(ladder.which_compound(words, [(1, "中华园"), (2, "府河园")])) == ["中华园", "府河园"]
    assert words.plain("issues.clock.gas") in ladder.ask_lead(words, "gas", 3).text
