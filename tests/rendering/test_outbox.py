"""What posters read when something did not arrive, and how a resend is marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rendering.buttons import parse
from rendering.dispatch import Dispatch, Drawing
from rendering.notices import draw
from rendering.outbox import SawNotice, answered, why_words
from rendering.texts import texts

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LABEL = {"id": "announcements.number", "compound": "中华园", "year": 2026, "number": 3}
POST = {
    "label": LABEL,
    "text": "明天<停水> {早9点}",
    "due": "2026-11-24T02:00:00+00:00",
    "late": False,
    "corrected": None,
    "pin": False,
}


def drawn(template: str, facts: Mapping[str, Any], locale: str = "zh_Hans") -> Dispatch:
    return draw(template, Drawing(texts(locale), ZoneInfo("Asia/Shanghai"), NOW, NOW), facts)


def words(dispatch: Dispatch) -> str:
    assert dispatch.screen is not None
    return str(dispatch.screen.text)


def test_the_poster_is_asked_with_the_number_and_the_group() -> None:
    dispatch = drawn("outbox.doubt", {"label": LABEL, "group": "中华园<大群>", "notice_id": 5})
    assert words(dispatch).startswith("您在群「中华园&lt;大群&gt;」里看到中华园公告〔2026〕3号了吗？")
    assert dispatch.screen is not None
    buttons = [key.press for row in dispatch.screen.keys for key in row]
    assert buttons == [SawNotice(5, 1), SawNotice(5, 0)]
    assert all(button is not None and parse(button.pack()) == button for button in buttons)


def test_a_label_may_be_words_or_missing() -> None:
    assert "报事 0127" in words(drawn("outbox.doubt", {"label": "报事 0127", "group": "群", "notice_id": 5}))
    assert "刚才那条消息" in words(drawn("outbox.doubt", {"label": None, "group": "群", "notice_id": 5}))


@pytest.mark.parametrize(
    ("error", "part"),
    [
        ("Forbidden: bot was kicked from the supergroup chat", "重新拉进群"),
        ("chat closed", "重新拉进群"),
        ("BadRequest: Not enough rights to send text messages to the chat", "允许我发消息"),
        ("unknown again", "不再发了"),
        ("incident K7", "没有收下"),
        (None, "没有收下"),
    ],
)
def test_a_failure_says_what_to_do_and_nothing_of_the_machinery(error: str | None, part: str) -> None:
    assert part in why_words(texts("zh_Hans"), error)
    told = words(drawn("outbox.failed", {"label": LABEL, "group": "群", "why": error}))
    assert told.startswith("中华园公告〔2026〕3号没能发到群「群」。") and part in told


def test_a_resend_begins_with_its_mark_whatever_its_template() -> None:
    first, again = drawn("announcements.post", POST), drawn("announcements.post", {**POST, "again": True})
    assert words(again) == f"补发：{words(first)}"
    assert words(drawn("announcements.post", {**POST, "again": True}, "en")).startswith("Sent again: ")


def test_a_poll_sent_again_keeps_to_its_limit() -> None:
    facts = {
        "question": "大" * 300,
        "options": ["换", "不换"],
        "several": False,
        "named": True,
        "closes_at": POST["due"],
        "again": True,
    }
    form = drawn("polls.poll", facts).poll
    assert form is not None and form.question == "补发：" + "大" * 297


def test_files_sent_again_are_announced_by_a_line() -> None:
    facts = {"label": LABEL, "files": [{"kind": "photo", "file_id": "p"}]}
    assert drawn("announcements.files", facts).screen is None
    again = drawn("announcements.files", {**facts, "again": True})
    assert words(again).startswith("补发") and again.enclosures[0].file_id == "p"


def test_both_answers_are_acknowledged() -> None:
    assert "已经送到" in str(answered(texts("zh_Hans"), resent=False).text)
    assert "补发" in str(answered(texts("zh_Hans"), resent=True).text)


@pytest.mark.parametrize(("locale", "said"), [("zh_Hans", "（本该11月24日"), ("en", "(This was due on ")])
def test_what_is_late_says_since_when_whatever_it_is(locale: str, said: str) -> None:
    facts = {"title": "中华园", "state": "open", "label": "x", "late_since": "2026-11-24T02:00:00+00:00"}
    on_time = {name: fact for name, fact in facts.items() if name != "late_since"}
    late = words(drawn("chats.standing", facts, locale))
    assert late.startswith(words(drawn("chats.standing", on_time, locale))) and said in late
    assert said not in words(drawn("announcements.post", {**POST, **facts, "late": True}, locale)), "in its own words"
