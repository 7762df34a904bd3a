"""Reports as people read them: in both languages, within the messenger's limits, nobody's door in the group."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.issues import Issue, Progress, Taken, View
from domain.issues_life import Side, State, Step
from domain.moments import write_moment
from domain.outcomes import Reason, Refusal
from domain.registry import Place
from rendering import issues as screens
from rendering import issues_reopening as reopening
from rendering import registry
from rendering.dispatch import Drawing
from rendering.issues_buttons import (
    LeaveIt,
    ListBuildings,
    PickBuilding,
    PickCompound,
    ReopenAtOnce,
    ReportIt,
    SeeIssue,
)
from rendering.screens import Screen
from rendering.texts import texts

SHANGHAI = ZoneInfo("Asia/Shanghai")
LOCALES = ("zh_Hans", "en")


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


def an_offer(**changes: Any) -> dict[str, Any]:
    facts = {
        "draft_id": 5,
        "text": "电梯坏了 <b>&",
        "cut": False,
        "urgent": False,
        "located": False,
        "album": False,
        "files": {"photo": 2},
        "compound": "中华园",
        "building": "3号楼",
        "compounds": [],
        "buildings": [],
        "movable": True,
        "guesses": ["lift", "power"],
        "category": None,
        "entrances": [],
        "sealed_to": None,
        "sealed_name": None,
        "for_neighbour": False,
        "serves": False,
    }
    return {**facts, **changes}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_report_that_sounds_like_a_question_keeps_its_place_and_its_category(locale: str, at: datetime) -> None:
    words = texts(locale)
    asked = an_offer(text="电梯又坏了，昨天不是修好了吗", files={}, category="lift")
    plain = screens.offer(words, asked)
    assert words.plain("issues.offer.asking") in plain.text
    assert (
        words.plain("issues.place", place="3号楼") in plain.text and words.plain("intake.category.lift") in plain.text
    )
    assert len(labels(plain)) == 6 and words.plain("intake.others") in labels(plain)
    placing = {**asked, "building": None, "buildings": [[3, "3号楼"], [9, "9号楼"]]}
    where = screens.offer(words, placing)
    assert words.plain("issues.offer.which_building") in where.text
    assert ListBuildings(5, 0) in [key.press for row in where.keys for key in row]
    for own in range(1, 6):
        beside = screens.offer(words, {**asked, "text": "我报的灯怎么样了"}, [an_issue(at, id=n) for n in range(own)])
        assert len(labels(beside)) == 6 - (own == 1)
        assert ReportIt(5) in [key.press for row in beside.keys for key in row]
        assert (words.plain("issues.offer.mine") in labels(beside)) is (own > 2)
        both = screens.offer(words, {**placing, "text": "我报的灯怎么样了"}, [an_issue(at, id=n) for n in range(own)])
        assert len(labels(both)) == 6
        presses = [key.press for row in both.keys for key in row]
        assert ListBuildings(5, 0) in presses and ReportIt(5) in presses
        assert sum(isinstance(press, SeeIssue) for press in presses) == (2 if own == 2 else 1)
        assert (words.plain("issues.offer.mine") in labels(both)) is (own > 2)


def an_issue(at: datetime, **changes: Any) -> Issue:
    facts: dict[str, Any] = {
        "id": 7,
        "number": 127,
        "place": Place(1, 3),
        "compound": "中华园",
        "building": "3号楼",
        "reporter_id": 1,
        "reporter": "王阿姨",
        "text": "3号楼301电梯坏了",
        "spot": None,
        "state": State.REPORTED,
        "reported_at": at,
        "changed_at": at,
    }
    return Issue(**{**facts, **changes})


def drawn(key: str, facts: dict[str, Any], at: datetime, locale: str = "zh_Hans") -> Screen:
    dispatch = screens.NOTICES[key](Drawing(texts(locale), SHANGHAI, at, at), facts)
    assert dispatch.screen is not None
    return dispatch.screen


def test_an_offer_asks_in_one_tap() -> None:
    screen = screens.offer(texts("zh_Hans"), an_offer())
    assert labels(screen) == ["电梯", "停电", "别的类", "报上去", "改一改", "只是说说"]
    assert "电梯坏了 &lt;b&gt;&amp;" in screen.text
    assert "地点：3号楼    照片：2张" in screen.text
    assert screen.text.startswith("这样报上去可以吗")


def test_danger_stands_first() -> None:
    assert screens.offer(texts("zh_Hans"), an_offer(urgent=True)).text.startswith("有危险请先打电话：火警、救援 119")


def test_buildings_are_keys_and_so_is_not_knowing() -> None:
    """They have a page of their own: with thirty of them nobody finds 报上去 any more."""
    facts = an_offer(building=None, buildings=[[n, f"{n}号楼"] for n in range(1, 31)])
    offered = screens.offer(texts("zh_Hans"), facts)
    assert labels(offered)[0] == "选楼栋" and offered.keys[0][0].press == ListBuildings(5, 0)
    assert sum(map(len, offered.keys)) <= 6
    for one, name in (("lift", "电梯"), ("power", "停电"), ("light", "公共照明")):
        chosen = labels(screens.offer(texts("zh_Hans"), {**facts, "category": one}))
        assert f"✓ {name}" in chosen and len(chosen) == 6, "what counts stays to be read"
    question = labels(screens.offer(texts("zh_Hans"), {**facts, "files": {}, "text": "院里路灯的事怎么样了"}))
    assert len(question) <= 6 and "选楼栋" in question
    first, second = (screens.buildings(texts("zh_Hans"), facts, page) for page in (0, 1))
    found = [key.press for screen in (first, second) for row in screen.keys for key in row]
    assert [PickBuilding(5, n) for n in range(1, 31)] == [
        press for press in found if isinstance(press, PickBuilding) and press.building_id
    ]
    assert PickBuilding(5, 0) in found and labels(second)[-2:] == ["不在楼里／说不清", "不改了"]


def test_where_the_compound_is_unknown_it_is_asked_before_anything_is_reported() -> None:
    facts = an_offer(compound=None, building=None, compounds=[[1, "中华园"], [2, "柳园"]])
    presses = [key.press for row in screens.offer(texts("zh_Hans"), facts).keys for key in row]
    assert PickCompound(5, 2) in presses
    assert not any(isinstance(press, ReportIt) for press in presses)


def test_a_long_offer_says_how_long_it_may_be_and_still_fits() -> None:
    screen = screens.offer(texts("zh_Hans"), an_offer(text="😂" * 4000, cut=True))
    assert "4000" in screen.text
    assert len(str(screen.text).encode("utf-16-le")) // 2 < 4096


@pytest.mark.parametrize("locale", LOCALES)
def test_an_album_and_a_place_on_the_map_are_told(locale: str) -> None:
    words = texts(locale)
    said = screens.offer(words, an_offer(album=True, located=True))
    assert words.plain("issues.files.album") in said.text
    assert words.plain("issues.located") in said.text
    wordless = screens.offer(words, an_offer(album=True, located=True, text=""))
    assert (
        words.plain("issues.one.album") + words.plain("issues.comma") + words.plain("issues.one.spot") in wordless.text
    )
    assert words.plain("issues.files.album") in wordless.text
    assert words.plain("issues.located") not in wordless.text


def test_an_album_of_files_is_not_called_one_of_photos() -> None:
    screen = screens.offer(texts("zh_Hans"), an_offer(album=True, files={"audio": 1}, text=""))
    assert "一组文件" in screen.text
    assert "照片" not in screen.text


KINDS = ("photo", "video", "video_note", "voice", "audio", "document", "animation")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_its_words(kind: str, locale: str, at: datetime) -> None:
    words = texts(locale)
    assert words.plain(f"issues.files.{kind}", n=2) in screens.offer(words, an_offer(files={kind: 2})).text
    for count, came in (
        (1, words.plain(f"issues.one.{kind}")),
        (3, words.plain(f"issues.several.{kind}", n=3)),
    ):
        silent = screens.offer(words, an_offer(files={kind: count}, text=""))
        assert f"<blockquote>{came}</blockquote>" in silent.text
        assert words.plain("issues.place", place="3号楼") in str(silent.text).split("\n")  # and no count again
        facts = {"id": 7, "number": "0127", "building": None, "text": "", "kinds": [kind] * count}
        card = drawn("issues.card", {**facts, "state": "reported", "since": write_moment(at)}, at, locale)
        assert came in card.text


def test_what_came_without_words_is_called_what_it_is_wherever_it_is_shown(at: datetime) -> None:
    words = texts("zh_Hans")
    silent = an_issue(at, text="", kinds=("photo", "photo", "photo", "voice"), spot=(1, 2))
    came = "3 张照片、一段语音、一个位置"
    for view in View:
        page = screens.progress(words, Progress(silent, view, files=4), SHANGHAI)
        assert came in page.text
        assert "附有" not in page.text
    assert labels(screens.how_to(words, [silent], staff=False))[0] == f"0127 待受理 · {came}"
    assert labels(screens.open_issues(words, [silent], 0, SHANGHAI))[0] == f"0127 3号楼 {came}"
    assert came in registry.claimed(words, [silent]).text
    notice = drawn("issues.staff", a_staff_notice(at, text="", spot=[1, 2], files=[PHOTO] * 3), at)
    assert "<blockquote>3 张照片、一个位置</blockquote>" in notice.text


def a_receipt(**changes: Any) -> dict[str, Any]:
    return {"id": 7, "number": "0127", "urgent": False, "files": 0, "who": [], "told_at": None, **changes}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_comes_with_what_happens_next(locale: str, at: datetime) -> None:
    words = texts(locale)
    nobody = screens.reported(words, a_receipt(urgent=True, files=3), SHANGHAI)
    assert "0127" in nobody.text
    assert words.say("issues.reported.nobody") in nobody.text
    assert nobody.text.startswith(str(words.say("issues.urgent")))


def test_the_reporter_hears_who_has_it(at: datetime) -> None:
    words = texts("zh_Hans")
    day = screens.reported(words, a_receipt(who=["committee", "building_leader"]), SHANGHAI)
    night = screens.reported(words, a_receipt(who=["committee"], told_at=write_moment(at)), SHANGHAI)
    assert f"{words.plain('roles.committee')}、{words.plain('roles.building_leader')}已收到" in day.text
    assert "11月24日（周二）10:00" in night.text


PHOTO = {"kind": "photo", "file_id": "p"}


def a_staff_notice(at: datetime, **changes: Any) -> dict[str, Any]:
    facts = {
        "id": 7,
        "number": "0127",
        "compound": "中华园",
        "building": None,
        "text": "漏" * 4000,
        "spot": [-31_230_400, 121_047_000],
        "reporter": "王阿姨",
        "registered": False,
        "urgent": True,
        "files": [PHOTO],
        "at": write_moment(at),
    }
    return {**facts, **changes}


@pytest.mark.parametrize("locale", LOCALES)
def test_staff_read_everything_and_can_act(locale: str, at: datetime) -> None:
    facts = a_staff_notice(at)
    words = texts(locale)
    dispatch = screens.NOTICES["issues.staff"](Drawing(words, SHANGHAI, at, at), facts)
    assert dispatch.screen is not None
    assert dispatch.enclosures[0].file_id == "p"
    assert labels(dispatch.screen) == [
        *(words.plain(f"issues.do.{key}") for key in ("take", "assign", "answer")),
        *(words.plain(f"issues.{key}") for key in ("see", "see_all")),
    ]
    assert "-31.230400" in dispatch.screen.text
    assert len(dispatch.screen.text) < 4096
    calm = drawn("issues.staff", {**facts, "urgent": False, "spot": None, "registered": True}, at, locale)
    assert words.say("issues.reporter", name="王阿姨") in calm.text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_says_number_place_and_state(locale: str, at: datetime) -> None:
    facts = {"id": 7, "number": "0127", "building": "3号楼", "text": "＊室漏水", "kinds": [], "since": write_moment(at)}
    words = texts(locale)
    for state in State:
        card = drawn("issues.card", {**facts, "state": state.value}, at, locale)
        assert words.plain(f"issues.state.{state.value}") in card.text
        assert len(str(card.text).split("\n")) == 3
    bare = drawn("issues.card", {**facts, "building": None, "text": "", "state": "closed"}, at, locale)
    assert words.plain("issues.no_words") in bare.text


@pytest.mark.parametrize("locale", LOCALES)
def test_progress_shows_each_their_part(locale: str, at: datetime) -> None:
    words, steps = (
        texts(locale),
        (
            Taken(Step.REPORT, State.REPORTED, "", at),
            Taken(Step.ANSWER, State.ACCEPTED, "在修", at),
        ),
    )
    staff = Progress(an_issue(at), View.STAFF, steps, files=2, registered=True, steps=(Step.TAKE,))
    mine = Progress(an_issue(at, text="漏" * 3000, building=None, compound=None), View.REPORTER, steps)
    public = Progress(an_issue(at), View.PUBLIC)
    assert "王阿姨" in screens.progress(words, staff, SHANGHAI).text
    assert words.plain("issues.see_files") in labels(screens.progress(words, staff, SHANGHAI))
    ways_on = [words.plain("menu.go.again"), words.plain("menu.go.start")]
    assert labels(screens.progress(words, mine, SHANGHAI)) == [words.plain("issues.read_on"), *ways_on]
    assert "王阿姨" not in screens.progress(words, mine, SHANGHAI).text
    shown = screens.progress(words, public, SHANGHAI)
    assert "301" not in shown.text
    assert labels(shown) == [words.plain("issues.similar.me_too"), *ways_on]


def test_a_page_says_each_time_once(at: datetime) -> None:
    words, later = texts("zh_Hans"), at + timedelta(hours=1)
    steps = (Taken(Step.REPORT, State.REPORTED, "", at), Taken(Step.ANSWER, State.ACCEPTED, "在修", later))
    issue = an_issue(at, state=State.ACCEPTED, changed_at=later)
    for view in (View.STAFF, View.REPORTER):
        page = screens.progress(words, Progress(issue, view, steps), SHANGHAI)
        assert page.text.startswith("报事 0127：已受理\n")
        assert (page.text.count("10:00"), page.text.count("11:00")) == (1, 1)
    public = screens.progress(words, Progress(issue, View.PUBLIC), SHANGHAI)
    assert (public.text.count("10:00"), public.text.count("11:00")) == (0, 1)


def test_whoever_reported_reads_that_they_said_it_themselves(at: datetime) -> None:
    words, issue = texts("zh_Hans"), an_issue(at, state=State.CLOSED)
    steps = (Taken(Step.SOLVED, State.CLOSED, "", at),)
    own = screens.progress(words, Progress(issue, View.REPORTER, steps), SHANGHAI).text
    assert "您说修好了" in own and "反映人说修好了" not in own
    assert "反映人说修好了" in screens.progress(words, Progress(issue, View.STAFF, steps), SHANGHAI).text


@pytest.mark.parametrize("view", [View.REPORTER, View.PUBLIC])
def test_a_page_of_what_is_closed_offers_to_say_that_it_is_not_fixed(view: View, at: datetime) -> None:
    words, closed = texts("zh_Hans"), an_issue(at, state=State.CLOSED)
    still = Progress(closed, view, reopens_until=at + timedelta(days=14))
    page = screens.progress(words, still, SHANGHAI)
    assert labels(page) == ["还没修好", "再报一件", "回首页"]
    assert "12月8日（周二）10:00前点「还没修好」" in page.text
    over = screens.progress(words, Progress(closed, view, too_late=True), SHANGHAI)
    assert labels(over) == ["再报一件", "回首页"]
    assert "办结超过 14 天了" in over.text
    assert "私下发 0127 给我" in screens.in_passing(words, still, SHANGHAI)
    assert "\n" not in screens.in_passing(words, Progress(closed, view), SHANGHAI)


@pytest.mark.parametrize("locale", LOCALES)
def test_asking_why_says_who_will_read_it(locale: str, at: datetime) -> None:
    words = texts(locale)
    for side in Side:
        page = reopening.asking_why(words, {"issue_id": 7, "draft_id": 5, "number": "0127", "side": side.value})
        assert words.say(f"issues.ask.read_by_{side.value}") in page.text
        assert [key.press for key in page.keys[0]] == [ReopenAtOnce(7, 5), LeaveIt(5)]
    facts = {"id": 7, "number": "0127", "who": ["committee"], "told_at": None}
    mine = reopening.reopened(words, {**facts, "side": "reporter"}, SHANGHAI)
    theirs = reopening.reopened(words, {**facts, "side": "neighbour"}, SHANGHAI)
    assert (len(str(mine.text).split("\n")), len(str(theirs.text).split("\n"))) == (3, 2)
    late = Refusal(Reason.EXPIRED, {"what": "issue_reopen", "number": "0127", "days": 14})
    assert labels(reopening.too_late(words, late, SHANGHAI)) == [
        words.plain("menu.go.again"),
        words.plain("menu.go.start"),
    ]


def test_the_rest_of_a_long_report_follows_for_those_who_see_it(at: datetime) -> None:
    words = texts("zh_Hans")
    issue = an_issue(at, text="头" * 1999 + "尾" * 2001)
    rest = screens.reading_on(words, Progress(issue, View.REPORTER), SHANGHAI)
    assert rest.text.count("尾") == 2001
    assert "尾" not in screens.reading_on(words, Progress(issue, View.PUBLIC), SHANGHAI).text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_of_what_is_open_turns_its_pages(locale: str, at: datetime) -> None:
    words = texts(locale)
    many = [an_issue(at, id=n, number=n, text="" if n == 1 else "漏水", building=None) for n in range(1, 20)]
    first, middle = (screens.open_issues(words, many, page, SHANGHAI) for page in (0, 1))
    last = screens.open_issues(words, many, 99, SHANGHAI)
    assert labels(first)[-3] == words.plain("issues.open.on")
    assert labels(middle)[-4:-2] == [words.plain("issues.open.back"), words.plain("issues.open.on")]
    assert labels(last)[-3] == words.plain("issues.open.back")
    assert screens.open_issues(words, [], 0, SHANGHAI).text == words.say("issues.open.none")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_small_screen_has_its_words(locale: str, at: datetime) -> None:
    words = texts(locale)
    assert labels(screens.how_to(words, [an_issue(at)], staff=True))[-2] == words.plain("issues.see_all")
    assert labels(screens.how_to(words, [], staff=False)) == [words.plain("menu.go.start")]
    assert len(labels(screens.asking_words(words, an_offer()))) == 3
    assert len(labels(screens.asking_words(words, an_offer(movable=False)))) == 2
    assert len(labels(screens.asking_words(words, an_offer()))) == 3
    assert len(labels(screens.asking_words(words, an_offer(movable=False)))) == 2
    assert labels(screens.under_message(words, 5)) == [words.plain("issues.group.mine")]
    assert all(screens.in_group(words, key).text for key in ("hint", "no_person", "nothing"))
    standing = drawn("issues.question", {"id": 7, "number": "0127"}, at, locale)
    assert "0127" in standing.text and labels(standing) == [words.plain("issues.see")]
    assert screens.dropped(words).text
    assert screens.passed_on(words).text
    files = {"number": "0127", "files": [{"kind": "photo", "file_id": "p"}]}
    assert "0127" in drawn("issues.files", files, at, locale).text
