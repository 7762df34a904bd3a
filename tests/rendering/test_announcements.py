"""Screens of announcements: what the group reads, what the author sees before and after."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.announcements import (
    LONGEST,
    Announcement,
    AnnouncementState,
    Delivery,
    File,
    Page,
    Preview,
    Report,
    Step,
    Target,
    Version,
    post_facts,
)
from domain.calendar import DEFAULT_QUIET_HOURS
from domain.local_times import parse_local
from domain.registry import Place
from rendering import announcements as drawn
from rendering import announcements_writing as writing
from rendering.announcements_buttons import ShowVersion
from rendering.buttons import parse
from rendering.dispatch import Drawing
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZH = texts("zh_Hans")
WATER = Announcement(
    id=7,
    place=Place(1),
    compound="中华园",
    building=None,
    author_id=2,
    year=2026,
    number=3,
    text="明天停水，请提前接好用水\n早9点到下午5点 <全小区>",
    version=1,
    pin=False,
    urgent=False,
    state=AnnouncementState.SCHEDULED,
    due_at=NOW + timedelta(days=1),
)
SENT = replace(WATER, state=AnnouncementState.PUBLISHED, due_at=NOW, published_at=NOW)
TARGET = Target(Place(1), "中华园", None, 2)


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


def sound(screen: Screen) -> Screen:
    """Every screen fits one message, and each of its buttons comes back as it was packed."""
    assert len(str(screen.text).encode("utf-16-le")) // 2 <= 4096
    for row in screen.keys:
        for key in row:
            assert key.press is not None and parse(key.press.pack()) == key.press
    return screen


def test_the_group_reads_number_and_words() -> None:
    post = drawn.post_text(ZH, ZONE, post_facts(SENT))
    assert post == "<b>中华园公告〔2026〕3号</b>\n\n明天停水，请提前接好用水\n早9点到下午5点 &lt;全小区&gt;"


def test_late_and_corrected_ones_say_so_in_their_last_lines() -> None:
    item = replace(SENT, published_at=NOW + timedelta(hours=2), corrected_at=datetime(2026, 11, 24, 2, 5, tzinfo=UTC))
    *_, empty, late, corrected = drawn.post_text(ZH, ZONE, post_facts(item)).split("\n")
    assert (empty, late) == ("", "（原定 11月24日（周二）10:00 发出，因故迟发）")
    assert corrected == "11月24日（周二）10:05 更正，原文见记录"


def test_templates_draw_post_files_and_the_word_to_the_author() -> None:
    drawing = Drawing(ZH, ZONE, NOW, NOW)
    assert drawn.NOTICES["announcements.post"](drawing, post_facts(SENT)).screen is not None
    files = drawn.NOTICES["announcements.files"](drawing, {"files": [{"kind": "document", "file_id": "d"}]})
    assert [(file.kind, file.file_id) for file in files.enclosures] == [("document", "d")]
    told = drawn.NOTICES["announcements.unsent"](drawing, {"label": post_facts(SENT)["label"]}).screen
    assert told is not None and told.text.startswith("中华园公告〔2026〕3号到时间没有发出去")


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_preview_is_the_post_and_below_it_where_and_when(locale: str) -> None:
    files = (File("photo", "1"), File("photo", "2"), File("document", "3"))
    shown = Preview(WATER, files, TARGET, now=False)
    screen = sound(writing.preview(texts(locale), 5, shown, at=NOW, zone=ZONE))
    assert str(drawn.post_text(texts(locale), ZONE, post_facts(WATER))) in str(screen.text)
    if locale == "zh_Hans":
        below = screen.text.split("————\n")[1].split("\n")
        assert below == [
            "发到：中华园（2个群），群里和楼栋网页上都看得到",
            "附：照片2张，文件1个",
            "时间：11月25日（周三）10:00（还有1天）",
        ]
        assert labels(screen) == ["定时发出", "要置顶", "急事，夜里也发", "改一改", "算了"]


def test_the_preview_says_when_quiet_hours_hold_it() -> None:
    morning = replace(WATER, due_at=NOW + timedelta(hours=21, minutes=30), pin=True)
    held = writing.preview(ZH, 5, Preview(morning, (), TARGET, now=True, held=DEFAULT_QUIET_HOURS), at=NOW, zone=ZONE)
    assert "时间：11月25日（周三）07:30（还有1天）。21:30 到 07:30 不打扰大家。" in held.text
    assert held.text.endswith("发出后置顶")
    now = writing.preview(ZH, 5, Preview(WATER, (), TARGET, now=True), at=NOW, zone=ZONE)
    assert "时间：现在" in now.text
    assert (labels(held)[0], labels(now)[0]) == ("定时发出", "发出去")
    assert "不置顶" in labels(held)


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_preview_warns_of_what_tells_of_people(locale: str) -> None:
    telling = replace(WATER, text="3号楼1单元101漏水已修好，有事打13812345678")
    warned = sound(writing.preview(texts(locale), 5, Preview(telling, (), TARGET, now=True), at=NOW, zone=ZONE))
    assert texts(locale).say("announcements.preview.personal") in warned.text
    quiet = writing.preview(texts(locale), 5, Preview(WATER, (), TARGET, now=True), at=NOW, zone=ZONE)
    assert texts(locale).say("announcements.preview.personal") not in quiet.text
    assert texts(locale).plain("announcements.preview.mend") in texts(locale).plain("announcements.preview.personal")


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("key", ["announcements.when.ask", "refusals.invalid.announcement_time", "polls.close.ask"])
def test_examples_of_times_are_understood_and_never_over(locale: str, key: str) -> None:
    words = texts(locale).plain(key, minutes=5, days=30)
    for example in re.findall("[「“](.+?)[」”]", words):
        when = parse_local(example, at=NOW, zone=ZONE)
        assert when is not None and when > NOW, example
        much_later = NOW + timedelta(days=700)
        again = parse_local(example, at=much_later, zone=ZONE)
        assert again is not None and again > much_later, example


def test_what_goes_out_today_needs_no_days_counted() -> None:
    tonight = replace(WATER, due_at=NOW + timedelta(hours=8))
    screen = writing.preview(ZH, 5, Preview(tonight, (), TARGET, now=False), at=NOW, zone=ZONE)
    assert screen.text.endswith("时间：11月24日（周二）18:00")


def test_the_longest_announcement_fits_its_screens() -> None:
    long = replace(SENT, text="&" * LONGEST, corrected_at=NOW, published_at=NOW + timedelta(hours=1))
    for text in (
        drawn.page(ZH, Page(long, manageable=True), at=NOW, zone=ZONE).text,
        writing.preview(ZH, 5, Preview(long, (), TARGET, now=False, held=DEFAULT_QUIET_HOURS), at=NOW, zone=ZONE).text,
        drawn.correction(ZH, long, 5, ZONE).text,
    ):
        assert len(text.unescape()) <= 4096


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_step_of_writing_has_its_words_and_a_way_back(locale: str) -> None:
    words = texts(locale)
    screens = [
        writing.ask_text(words, 5, known=False, files=0),
        writing.ask_text(words, 5, known=True, files=2),
        writing.ask_files(words, 5, files=0),
        writing.ask_files(words, 5, files=2, words=True),
        writing.ask_files(words, 5, files=1, album=True),
        writing.ask_place(words, 5, [TARGET, Target(Place(1, 3), "中华园", "3号楼", 1)]),
        writing.ask_when(words, 5, ["now", "evening", "morning"], before=Step.FILES),
        writing.mend(words, 5, choose_place=True),
        writing.mend(words, 5, choose_place=False),
        writing.dropped(words),
        drawn.ask_text(words, 7, correcting=True),
        drawn.ask_text(words, 7, correcting=False),
        drawn.ask_time(words, 7, ["now", "morning"]),
        drawn.ask_cancel(words, WATER, ZONE),
        drawn.correction(words, SENT, 5, ZONE),
    ]
    assert all(sound(screen).keys for screen in screens)
    assert len(writing.mend(words, 5, choose_place=True).keys) == 3


@pytest.mark.parametrize(
    ("item", "head", "keys"),
    [
        (WATER, "还没发出，定在11月25日（周三）10:00（还有1天）。", ["改文字", "改时间", "取消", "看全部公告"]),
        (SENT, "11月24日（周二）10:00 发出。", ["更正", "置顶", "送达情况", "看全部公告"]),
        (replace(SENT, pin=True), "11月24日", ["更正", "取消置顶", "送达情况", "看全部公告"]),
        (replace(WATER, state=AnnouncementState.CANCELLED), "已经取消", ["看全部公告"]),
        (replace(WATER, state=AnnouncementState.UNSENT), "到时间没有群可发", ["看全部公告"]),
    ],
)
def test_its_page_offers_what_can_be_done_now(item: Announcement, head: str, keys: list[str]) -> None:
    screen = sound(drawn.page(ZH, Page(item, (File("photo", "p"),), manageable=True), at=NOW, zone=ZONE))
    assert screen.text.startswith(head) and labels(screen) == keys
    assert "附件：1个" in screen.text


def test_readers_see_the_post_and_the_way_to_the_earlier_wording() -> None:
    versions = tuple(Version(number, f"第{number}稿", NOW + timedelta(minutes=number)) for number in (1, 2, 3))
    plain = drawn.page(ZH, Page(SENT), at=NOW, zone=ZONE)
    assert plain.text.startswith("<b>中华园公告") and labels(plain) == ["在哪儿发布了", "回公示栏"]
    shown = Page(SENT, versions=versions)
    assert labels(drawn.page(ZH, shown, at=NOW, zone=ZONE)) == ["看原文", "在哪儿发布了", "回公示栏"]
    second = drawn.version(ZH, shown, 2, ZONE)
    assert second is not None and second.text.endswith("第2稿")
    assert second.keys[0][0].press == ShowVersion(7, 1)
    first = drawn.version(ZH, shown, 1, ZONE)
    assert first is not None and labels(first) == ["返回"]
    assert drawn.version(ZH, shown, 3, ZONE) is None and drawn.version(ZH, shown, 9, ZONE) is None


@pytest.mark.parametrize("locale", SPOKEN)
def test_lists_name_them_by_number_day_and_title(locale: str) -> None:
    items = [replace(WATER, state=state) for state in AnnouncementState]
    desk, board = drawn.desk(texts(locale), items, ZONE), drawn.board(texts(locale), [SENT], ZONE)
    assert len(sound(desk).keys) == 1 + len(items)
    assert sound(drawn.desk(texts(locale), [], ZONE)).keys and sound(drawn.board(texts(locale), [], ZONE)).keys
    assert sound(board).keys
    if locale == "zh_Hans":
        assert labels(desk)[1] == "待发 3号 11月25日（周三） 明天停水，请提前接好用水"
        assert labels(board) == ["中华园公告〔2026〕3号 11月24日（周二） 明天停水，请提前接好用水", "回首页"]


def test_a_title_is_the_beginning_of_the_first_line() -> None:
    assert drawn.title("停水通知\n明天") == "停水通知"
    assert drawn.title("一" * 20) == "一" * 13 + "…"


def test_the_delivery_report_counts_groups_and_says_why() -> None:
    deliveries = tuple(
        Delivery(number, f"{number}号楼群", state, "Forbidden: bot was kicked" if state == "failed" else None)
        for number, state in enumerate(("sent", "queued", "sending", "failed", "unknown", "dropped"))
    )
    lines = sound(drawn.report(ZH, Report(SENT, deliveries))).text.split("\n")
    assert lines[:2] == ["中华园公告〔2026〕3号 送达情况", "已发出 1/6 个群。"]
    assert lines[3] == "「0号楼群」：已发出" and lines[4].endswith("待发") and lines[5].endswith("待发")
    assert "失败。我已经不在那个群里了" in lines[6]
