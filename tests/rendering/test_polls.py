"""What people read of a sentiment poll, in both languages; what fits under a picture; what a workbook holds."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from domain.moments import write_moment
from domain.outcomes import Refusal
from domain.poll_effects import result_facts
from domain.poll_wizard import Step
from domain.polls import (
    Count,
    CountedBy,
    Poll,
    PollCounts,
    PollState,
    check_close,
    enough,
    length,
    options_of,
    question_of,
    to_facts,
)
from domain.registry import Place
from rendering import poll_wizard as wizard
from rendering import polls
from rendering.dispatch import Drawing
from rendering.refusals import refusal_words
from rendering.screens import Screen
from rendering.texts import Texts, texts
from rendering.workbooks import poll_workbook

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)

POLL = Poll(
    id=7,
    place=Place(1),
    chat_id=5,
    starter_id=3,
    question="大门换不换？",
    options=("换", "不换", "都行"),
    several=False,
    named=True,
    state=PollState.CLOSED,
    created_at=AT,
    closes_at=CLOSES,
    closed_at=CLOSES,
)
RESULT = PollCounts(CountedBy.TELEGRAM, Count((18, 6, 2), 26), 20, 31)

both = pytest.mark.parametrize("spoken", [texts("zh_Hans"), texts("en")], ids=["zh", "en"])


def drawing(spoken: Texts) -> Drawing:
    return Drawing(spoken, SHANGHAI, AT, AT)


def facts_of(result: PollCounts = RESULT, **changes: Any) -> dict[str, Any]:
    facts = result_facts(POLL, result, closed_at=CLOSES, early=False)
    return {**facts, **changes}


def words(screen: Screen | None) -> str:
    assert screen is not None
    return Markup(str(screen.text).replace("\n", "｜")).striptags()


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


# The poll and its result


@both
def test_the_poll_says_what_it_is_not_and_who_sees_what(spoken: Texts) -> None:
    form = polls.poll(drawing(spoken), facts_of()).poll
    assert form is not None
    assert (form.named, form.several, form.options) == (True, False, POLL.options)
    assert len(form.description) <= 1024
    if spoken.locale == "zh_Hans":
        assert form.description.startswith("征询意见，不是正式表决")
        assert "看得到谁选了什么" in form.description
        assert "11月26日（周四）20:00" in form.description


@both
def test_what_comes_to_the_board_on_the_web_says_so_before_anybody_answers(spoken: Texts) -> None:
    said = spoken.plain("polls.poll.on_board")
    for on_board in (True, False):
        form = polls.poll(drawing(spoken), facts_of(on_board=on_board)).poll
        assert form is not None and (said in form.description) is on_board and len(form.description) <= 1024
        now = wizard.Sending(AT, AT, SHANGHAI)
        preview = words(wizard.preview(spoken, 1, BODY, "中华园", now, on_board=on_board))
        assert (spoken.plain("polls.preview.on_board") in preview) is on_board
    old = polls.poll(drawing(spoken), facts_of()).poll
    assert old is not None and said not in old.description, "queued by an earlier version"


def test_every_number_of_a_result_has_its_denominator() -> None:
    dispatch = polls.result(drawing(texts(None)), facts_of())
    text = words(dispatch.screen)
    assert "征询意见，不是正式表决" in text
    for number in ("18/26 人", "6/26 人", "2/26 人", "20/31 人"):
        assert number in text
    assert "这是人数，不是户数" in text
    assert "%" not in text
    assert dispatch.screen is not None
    assert dispatch.screen.picture is not None


def test_an_anonymous_result_knows_no_households_and_no_registered() -> None:
    facts = facts_of(PollCounts(CountedBy.TELEGRAM, Count((1, 0, 0), 1), None, None), named=False)
    text = words(polls.result(drawing(texts(None)), facts).screen)
    assert "户" not in text
    assert "登记" not in text


@both
@pytest.mark.parametrize("by", ["seen", "own"])
def test_a_count_from_elsewhere_says_where_from(spoken: Texts, by: str) -> None:
    told = words(polls.result(drawing(spoken), facts_of(by=by)).screen)
    assert told != words(polls.result(drawing(spoken), facts_of()).screen)


def test_without_a_count_there_is_no_picture_and_no_number() -> None:
    facts = facts_of(PollCounts(CountedBy.NOBODY, None, None, None), named=False)
    screen = polls.result(drawing(texts(None)), facts).screen
    assert screen is not None
    assert screen.picture is None
    assert "没能取到计数" in words(screen)


def test_late_early_and_several_are_said() -> None:
    def told(**changes: Any) -> str:
        return words(polls.result(drawing(texts(None)), facts_of(**changes)).screen)

    later = write_moment(CLOSES + timedelta(hours=3))
    assert "实际 11月26日（周四）23:00 结束，迟了" in told(late=True, closed_at=later)
    assert "提前到" in told(early=True)
    assert "相加会超过" in told(several=True)


def test_the_longest_poll_still_fits_under_its_picture() -> None:
    facts = facts_of(
        question="问" * 300,
        options=[f"{number}{'选' * 98}" for number in range(12)],
        counts=[1234] * 12,
        total=1234,
        several=True,
        late=True,
        by="own",
    )
    screen = polls.result(drawing(texts(None)), facts).screen
    assert screen is not None
    assert length(str(screen.text.striptags())) <= 1024
    assert words(screen).count("1234/1234") == 12


# Private words


@both
def test_the_starter_hears_the_end_and_may_take_the_result(spoken: Texts) -> None:
    for result in (RESULT, PollCounts(CountedBy.NOBODY, None, None, None)):
        screen = polls.finished(drawing(spoken), {**facts_of(result), "poll": 7}).screen
        assert screen is not None
        assert screen.keys[0][0].press == polls.ExportPoll(7)
    for why in ("unsent", "unsure"):
        assert words(polls.cancelled(drawing(spoken), {"question": "大门", "why": why}).screen)


@both
def test_whoever_must_pass_the_result_on_reads_all_of_it(spoken: Texts) -> None:
    screen = polls.kept(drawing(spoken), {**facts_of(), "poll": 7}).screen
    assert screen is not None
    assert screen.keys[0][0].press == polls.ExportPoll(7)
    assert screen.picture is None
    for number in ("18/26", "6/26", "2/26", "20/31"):
        assert number in words(screen)
    assert ("只发给了您" if spoken.locale == "zh_Hans" else "to you alone") in words(screen)


def test_without_a_count_nobody_is_sent_to_a_group_that_is_gone() -> None:
    facts = facts_of(PollCounts(CountedBy.NOBODY, None, None, None), named=False)
    told = words(polls.kept(drawing(texts(None)), {**facts, "poll": 7}).screen)
    assert "没能取到计数" in told and "群里那条" not in told


def test_a_reminder_leads_to_the_poll_where_messages_have_addresses() -> None:
    facts = {"question": "大门", "closes_at": write_moment(CLOSES), "group": "中华园", "message": 55}
    supergroup = polls.reminder(drawing(texts(None)), {**facts, "chat": -1001234567890}).screen
    assert supergroup is not None
    assert [key.url for key in supergroup.keys[0]] == ["https://t.me/c/1234567890/55", None]
    small = polls.reminder(drawing(texts(None)), {**facts, "chat": -4711}).screen
    assert small is not None
    assert labels(small) == ["不再提醒"]


@both
def test_reminders_can_be_switched_off_and_on(spoken: Texts) -> None:
    assert polls.reminders(spoken, on=False).keys[0][0].press == polls.Reminders(1)
    assert polls.reminders(spoken, on=True).keys[0][0].press == polls.Reminders(0)


@both
@pytest.mark.parametrize("state", list(PollState))
def test_my_poll_in_every_state(spoken: Texts, state: PollState) -> None:
    poll = Poll(**{**vars(POLL), "state": state, "reminded": 2})
    page = polls.page(spoken, poll, group="中华园", answered=5, residents=31, at=AT, zone=SHANGHAI)
    assert "中华园" in words(page)
    presses = {type(key.press) for row in page.keys for key in row}
    assert (polls.EndPoll in presses) == (state is PollState.OPEN)
    assert (polls.CancelPoll in presses) == (state is PollState.QUEUED)
    assert (polls.ExportPoll in presses) == (state is PollState.CLOSED)
    assert polls.ShowPoll(7) in {key.press for row in polls.my_polls(spoken, [poll]).keys for key in row}


def test_the_page_never_shows_who_leads() -> None:
    poll = Poll(**{**vars(POLL), "state": PollState.OPEN})
    page = polls.page(texts(None), poll, group="中华园", answered=5, residents=31, at=AT, zone=SHANGHAI)
    assert "已有 5 人选过" in words(page)
    assert "· 换｜" in words(page)


@both
def test_ending_early_is_asked_back_with_the_harmless_key_first(spoken: Texts) -> None:
    keys = polls.surely_end(spoken, POLL).keys[0]
    assert [key.press for key in keys] == [polls.ShowPoll(7), polls.EndPoll(7, 1)]


# The wizard


BODY: dict[str, Any] = {
    "question": "<大门>换不换？",
    "options": ["换", "不换"],
    "several": False,
    "named": True,
    "closes_at": write_moment(CLOSES),
}


@both
def test_every_step_has_a_way_out(spoken: Texts) -> None:
    sending = wizard.Sending(AT + timedelta(hours=10), AT, SHANGHAI)
    steps = [
        wizard.place_step(spoken, 1, [wizard.Place(1, 3, wizard.place_name(spoken, "中华园", "3号楼"))]),
        wizard.group_step(spoken, 1, {5: "中华园"}, back=True),
        *(wizard.plain_step(spoken, step, 1, BODY, back=False) for step in list(Step)[2:6]),
        wizard.options_step(spoken, 1, {**BODY, "options": []}),
        wizard.options_step(spoken, 1, {**BODY, "options": list("甲乙丙丁戊己庚辛壬癸子丑")}),
        wizard.close_step(spoken, 1, (0, 1, 3, 7)),
        wizard.preview(spoken, 1, BODY, "中华园", sending),
    ]
    for screen in steps:
        assert wizard.GiveUpPoll(1) in {key.press for row in screen.keys for key in row}
        assert len(str(screen.text)) < 4096


def test_the_wizard_says_what_named_and_anonymous_mean() -> None:
    text = words(wizard.named_step(texts(None), 1))
    for promise in (
        "看得到谁选了什么",
        "按人数统计，不按户数",
        "只提醒已登记、还没选的居民",
        "不能提醒",
        "议事亭也不知道",
    ):
        assert promise in text


def test_one_answer_is_not_enough_to_go_on() -> None:
    assert "够了" not in labels(wizard.options_step(texts(None), 1, {**BODY, "options": ["换"]}))
    assert "够了" in labels(wizard.options_step(texts(None), 1, BODY))


def test_the_preview_shows_it_as_it_will_be() -> None:
    now = wizard.Sending(AT, AT, SHANGHAI)
    screen = wizard.preview(texts(None), 1, BODY, "中华园", now)
    assert "&lt;大门&gt;换不换" in str(screen.text)
    assert labels(screen) == ["发出去", "改一改", "算了"]
    night = wizard.Sending(AT + timedelta(hours=9), AT, SHANGHAI)
    assert "11月24日（周二）19:00" in words(wizard.preview(texts(None), 1, {**BODY, "named": False}, "中华园", night))


@both
def test_after_sending_it_says_when_it_goes_and_ends(spoken: Texts) -> None:
    waiting = wizard.sent(spoken, 7, closes_at=CLOSES, sending=wizard.Sending(AT + timedelta(hours=9), AT, SHANGHAI))
    at_once = wizard.sent(spoken, 7, closes_at=CLOSES, sending=wizard.Sending(AT, AT, SHANGHAI))
    assert "19:00" in words(waiting)
    assert "19:00" not in words(at_once)
    assert wizard.given_up(spoken).text


def test_a_place_is_called_by_its_compound_and_building() -> None:
    assert wizard.place_name(texts(None), "中华园", None) == "中华园"
    assert wizard.place_name(texts(None), "中华园", "3号楼") == "中华园 3号楼"


def test_only_what_had_a_choice_can_be_changed() -> None:
    assert "范围" not in labels(wizard.change_menu(texts(None), 1, ["place"]))
    assert "范围" in labels(wizard.change_menu(texts(None), 1, []))


@both
def test_every_refusal_has_words(spoken: Texts) -> None:
    refusals = [
        question_of(""),
        question_of("问" * 301),
        options_of(""),
        options_of("长" * 101),
        options_of("换\n换"),
        options_of("\n".join("甲乙丙丁戊己庚辛壬癸子丑寅")),
        enough(["换"]),
        check_close(None, leaves=AT, at=AT),
        check_close(AT, leaves=AT, at=AT),
        check_close(AT + timedelta(hours=1), leaves=CLOSES, at=AT),
        check_close(AT + timedelta(days=60), leaves=AT, at=AT),
    ]
    for refusal in refusals:
        assert isinstance(refusal, Refusal)
        assert refusal_words(spoken, refusal, SHANGHAI)


def test_an_emoji_in_a_question_does_not_stop_its_result() -> None:
    facts = facts_of(question="大门🚪换不换", options=["换👍", "不换👎", "都行"])
    screen = polls.result(drawing(texts(None)), facts).screen
    assert screen is not None
    assert screen.picture is not None
    assert "🚪" in words(screen)


# The workbook


def cells(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_the_workbook_of_a_named_poll_names_people_and_computes_nothing() -> None:
    poll = Poll(
        **{
            **vars(POLL),
            "options": ("=1+1", "不换"),
            "result": to_facts(PollCounts(CountedBy.OWN, Count((1, 1), 2), 1, 31)),
        }
    )
    people = [("王阿姨", True, (0,)), ("=HYPERLINK(1)", False, (0, 1)), (None, False, ())]
    workbook = poll_workbook(texts(None), poll, group="中华园", people=people, zone=SHANGHAI)
    text = cells(workbook)
    assert "<f>" not in text
    for expected in ("=1+1", "王阿姨", "=HYPERLINK(1)", "=1+1；不换", "没用过议事亭", "征询意见，不是正式表决"):
        assert expected in text
    assert workbook == poll_workbook(texts(None), poll, group="中华园", people=people, zone=SHANGHAI)


@both
def test_the_workbook_of_an_anonymous_poll_has_totals_only(spoken: Texts) -> None:
    for result in (
        PollCounts(CountedBy.TELEGRAM, Count((1, 0, 0), 1), None, None),
        PollCounts(CountedBy.NOBODY, None, None, None),
    ):
        poll = Poll(**{**vars(POLL), "named": False, "closed_at": None, "result": to_facts(result)})
        text = cells(poll_workbook(spoken, poll, group="中华园", people=[], zone=SHANGHAI))
        assert len(re.findall("<sheet ", text)) == 1
        screen = polls.exported(spoken, poll, b"x")
        assert screen.filename.endswith(".xlsx")
