"""Walls in words: what to do next, why nothing arrived, where it was published; what hangs there has no keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from domain.deliberation.matters import MatterPage
from domain.deliberation.opinions import Heard
from domain.deliberation.procedures import SIX_STEPS
from domain.deliberation.stages import Stage
from domain.notices import NoticeState
from domain.registry import Place
from domain.voting.entitlements import VotePage
from domain.voting.votes import VoteState
from domain.wall_addresses import Address, WallKind, read_address
from domain.walls import MOST_WALLS, Hung, Means, Wall, WallPage, WallState, arrived
from rendering.dates import moment
from rendering.deliberation import page as matter_page
from rendering.deliberation_full import run
from rendering.dispatch import Dispatch, Drawing, Enclosure
from rendering.screens import Key, Screen
from rendering.texts import SPOKEN, Texts, texts
from rendering.voting_screens import page as vote_page
from rendering.wall_buttons import ShowPublished, ShowWall
from rendering.wall_words import WHY, plain, wall_why
from rendering.walls import (
    MADE_UP,
    ask_address,
    ask_end,
    became,
    failed,
    on_wall,
    published,
    published_lines,
    wall,
    walls,
    which_kind,
)
from tests.deliberating import a_matter
from tests.domain.voting.opened import VOTE

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZH, EN = texts("zh_Hans"), texts("en")
NOW = Drawing(ZH, ZONE, AT, AT)


def a_wall(state: WallState = WallState.LINKED, *, open: bool = True) -> Wall:
    return Wall(3, 9, Place(1), WallKind.WECOM, "5a8c", state, open=open, linked_by=1, linked_at=AT)


def hung(state: NoticeState, error: str | None = None, *, wall: WallKind | None = WallKind.WECOM) -> Hung:
    return Hung("announcements.post", "…5a8c" if wall else "中华园", wall, state, AT, error)


def keys(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


ARRIVED, LEAVING = hung(NoticeState.SENT), hung(NoticeState.SENDING)


@pytest.mark.parametrize(
    ("page", "says", "offers"),
    [
        (WallPage(a_wall(), None, None, False), "请先试发一条", ["试发一条", "停用"]),
        (WallPage(a_wall(), LEAVING, None, False), "请先试发一条", ["看看到了没有", "试发一条", "停用"]),
        (WallPage(a_wall(), ARRIVED, None, False), "请另一位委员确认", ["请另一位确认", "试发一条", "停用"]),
        (WallPage(a_wall(), ARRIVED, None, True), "请先确认那是本小区的地方", ["启用", "试发一条", "停用"]),
        (WallPage(a_wall(WallState.ON), ARRIVED, ARRIVED, False), "会同时贴到那里", ["试发一条", "停用"]),
        (WallPage(a_wall(WallState.ON, open=False), ARRIVED, ARRIVED, False), "对方不收了", ["试发一条", "停用"]),
        (WallPage(a_wall(WallState.OFF), ARRIVED, None, False), "地址已经忘掉", []),
    ],
)
def test_a_wall_says_what_is_to_be_done_about_it_now(page: WallPage, says: str, offers: list[str]) -> None:
    screen = wall(ZH, page, ZONE)
    assert says in screen.text and keys(screen) == [*offers, "全部发布点"]
    assert len(str(screen.text).splitlines()) <= 8 and "企业微信群（…5a8c）" in screen.text


@pytest.mark.parametrize("kind", WallKind)
def test_the_demo_shows_an_address_of_nobody_that_is_one_of_its_kind(kind: WallKind) -> None:
    shown = ask_address(ZH, kind, 5, Means(rehearsal=True))
    assert MADE_UP[kind] in shown.text and isinstance(read_address(kind, MADE_UP[kind]), Address)


def test_where_it_was_published_is_said_place_by_place() -> None:
    found = [
        hung(NoticeState.SENT, wall=None),
        hung(NoticeState.FAILED, "wecom 93000"),
        hung(NoticeState.QUEUED, wall=WallKind.MAIL),
        hung(NoticeState.FAILED, "Forbidden: bot was kicked", wall=None),
    ]
    screen = published(ZH, "announcement", 4, found, ZONE)
    assert str(screen.text).splitlines() == [
        "<b>在哪儿发布了</b>",
        "共贴4次，到了1次。",
        "",
        "· 公告，群「中华园」：11月24日（周二）10:00 已发",
        "· 公告，企业微信群（…5a8c）：11月24日（周二）10:00 没发成。对方说这个地址已经没有了。请停用后重新接一个。",
        "· 公告，邮箱（…5a8c）：等着发（11月24日（周二）10:00起）",
        "· 公告，群「中华园」：11月24日（周二）10:00 没发成。"
        "我已经不在那个群里了。请把我重新拉进群，在群里发 /bangding。",
    ]
    told = published(ZH, "announcement", 4, arrived([*found, hung(NoticeState.SENT)]), ZONE)
    assert str(told.text).splitlines()[1:] == [
        "已经贴出2次：",
        "",
        "· 公告，群「中华园」：11月24日（周二）10:00 已发",
        "· 公告，企业微信群：11月24日（周二）10:00 已发",
    ]
    one = published(ZH, "announcement", 4, arrived(found), ZONE)
    assert str(one.text).splitlines()[1:3] == ["已经贴出1次：", ""], "of what did not arrive they are told nothing"
    none = published(ZH, "announcement", 4, arrived(found[1:]), ZONE)
    assert str(none.text).splitlines() == ["<b>在哪儿发布了</b>", "还没贴出来，请过一会儿再看。"]
    assert "Hung once so far:" in published(EN, "announcement", 4, arrived(found), ZONE).text
    assert "Hung 4 times, 1 of them arrived." in published(EN, "vote", 4, found, ZONE).text


def test_anybody_reads_of_each_notice_where_it_arrived_and_when_and_no_name_of_a_group() -> None:
    found = [
        replace(hung(NoticeState.SENT, wall=None), template="voting.result"),
        replace(hung(NoticeState.SENT), template="voting.result"),
        replace(hung(NoticeState.SENT, wall=WallKind.MAIL), template="ratings.over", at=AT + timedelta(days=1)),
        hung(NoticeState.FAILED, "wecom 93000"),
    ]
    assert list(map(str, published_lines(ZH, found, ZONE))) == [
        "表决结果：已在小区群、企业微信群发布，2026年11月24日（周二）",
        "评议结果：已在一个邮箱发布，2026年11月25日（周三）",
    ]
    assert published_lines(ZH, found[3:], ZONE) == []


def test_whoever_runs_a_vote_or_a_matter_finds_where_it_was_published() -> None:
    key = Key("在哪儿发布了", ShowPublished("vote", VOTE.id))
    for runs in (True, False):
        page = vote_page(ZH, VotePage(VOTE, (), runs=runs), at=AT, zone=ZONE)
        assert (key in [one for row in page.keys for one in row]) is runs
    told = vote_page(ZH, VotePage(replace(VOTE, state=VoteState.FINAL), ()), at=AT, zone=ZONE)
    assert key in [one for row in told.keys for one in row], "anybody, once its result is out"
    matter = replace(a_matter(Stage.DISCLOSING, AT), place=Place(1), procedure_name=SIX_STEPS.name)
    told = MatterPage(matter, Heard(()), 0, None, (), leads=True, concerned=True)
    assert "在哪儿发布了" in keys(run(ZH, told, at=AT, zone=ZONE))
    over = replace(told, matter=replace(matter, stage=Stage.ARCHIVED))
    for leads in (True, False):
        shown = keys(matter_page(ZH, replace(over, leads=leads), at=AT, zone=ZONE))
        assert "在哪儿发布了" in shown
    doing = replace(told, matter=replace(matter, stage=Stage.DOING), leads=False)
    assert "在哪儿发布了" in keys(matter_page(ZH, doing, at=AT, zone=ZONE)), "neighbours too, once it was decided"


def test_each_reason_has_words_and_nothing_of_the_machinery() -> None:
    said = {wall_why(ZH, sign) for sign, _ in WHY} | {wall_why(ZH, None), wall_why(ZH, "ClientConnectorError")}
    assert len(said) == len({name for _, name in WHY}) + 1
    assert not any(sign.strip() in one for sign, _ in WHY for one in said)


def test_what_hangs_has_no_keys_and_says_where_to_take_part() -> None:
    drawn = Dispatch(Screen(Markup("<b>结果</b>"), ((Key("看", ShowWall(3)),),)), None, (Enclosure("photo", "f"),))
    hangs = on_wall(drawn, NOW)
    assert hangs.screen is not None and (hangs.screen.keys, hangs.enclosures) == ((), ())
    assert plain(hangs.screen.text).startswith("结果\n\n（小区的 Telegram 群里同时发布")
    paged = on_wall(drawn, NOW, "https://zhonghuayuan.example.org/b/WXYZAB/m/3")
    assert paged.screen is not None
    assert plain(paged.screen.text).endswith("不用登录就能看：https://zhonghuayuan.example.org/b/WXYZAB/m/3 ）")
    assert on_wall(Dispatch(), NOW) == Dispatch()


def test_photos_hang_with_how_many_they_are_and_how_many_are_missing() -> None:
    files = Dispatch(
        caption="公告的附件", enclosures=tuple(Enclosure(kind, kind) for kind in ("photo", "video", "photo"))
    )
    hangs = on_wall(files, NOW)
    assert [one.kind for one in hangs.enclosures] == ["photo", "photo"]
    said = [str(screen.text) for screen in hangs.by_pictures]
    assert said == ["公告的附件：照片 1 张\n另有 1 张没能取到，请到群里看。", "公告的附件：照片 2 张"]
    again = on_wall(replace(files, screen=Screen(Markup("补发"))), NOW)
    assert [str(screen.text).split("\n")[0] for screen in again.by_pictures] == ["补发", "补发"]
    assert again.enclosures == hangs.enclosures


@pytest.mark.parametrize("words", [ZH, EN])
def test_photos_that_hang_late_say_so(words: Texts) -> None:
    files = Dispatch(caption="附件", enclosures=(Enclosure("photo", "a"), Enclosure("photo", "b")))
    due = AT - timedelta(hours=2)
    late = str(words.say("walls.late", moment=moment(words, due, ZONE)))
    for at, says in ((AT, True), (due, False)):
        hangs = on_wall(files, Drawing(words, ZONE, at, due))
        assert [late in str(screen.text) for screen in hangs.by_pictures] == [says, says]


@pytest.mark.parametrize("trying", [True, False])
def test_english_says_the_place_as_a_thing(trying: bool) -> None:
    facts = {"kind": "mail", "title": "…gshi", "label": "1", "why": "mail 4", "wall_id": 3, "trying": trying}
    screen = failed(Drawing(EN, ZONE, AT, AT), facts).screen
    assert screen is not None and "to the mailbox (…gshi)" in screen.text


def test_plain_words_keep_what_people_wrote() -> None:
    assert plain("<b>A &lt; B</b> &amp; <i>C</i>\n1 < 2") == "A < B & C\n1 < 2"


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_screen_is_drawn_in_both_languages(locale: str) -> None:
    words = texts(locale)
    full = walls(words, 1, [a_wall(WallState.ON)] * MOST_WALLS)
    assert len(full.keys) == MOST_WALLS + 1 and len(walls(words, 1, []).keys[0]) == 2
    assert len(which_kind(words, 1).keys) == len(WallKind) + 1
    assert all(len(str(ask_address(words, kind, 5).text).splitlines()) <= 8 for kind in WallKind)
    assert len(keys(ask_end(words, a_wall()))) == 2


@pytest.mark.parametrize("words", [ZH, EN])
def test_of_mail_only_its_handing_in_is_known_and_the_page_says_so(words: Texts) -> None:
    arrived = hung(NoticeState.SENT, wall=WallKind.MAIL)
    mail = replace(a_wall(WallState.ON), kind=WallKind.MAIL)
    page = str(wall(words, WallPage(mail, arrived, arrived, False), ZONE, Means(rehearsal=True)).text)
    assert page.count(words.plain("walls.became.sent_mail", moment="").strip()) == 2
    assert str(words.say("walls.bounces")) in page and len(page.splitlines()) <= 8
    assert str(words.say("walls.bounces")) not in str(wall(words, WallPage(a_wall(), None, None, False), ZONE).text)
    again = became(words, replace(arrived, again=True), ZONE)
    assert again != became(words, arrived, ZONE) != became(words, replace(arrived, wall=WallKind.WECOM), ZONE)
