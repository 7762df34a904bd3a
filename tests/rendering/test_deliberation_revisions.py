"""What a second person reads of a text that is to be written anew: no change is lost, and nothing fills the screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.deliberation.matters import Version
from domain.deliberation_wizard import title_of
from rendering.deliberation_versions import MOST_CHANGED, changed_line
from rendering.texts import Texts, texts

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZH, EN = texts("zh_Hans"), texts("en")
LONG = "".join(f"第{n}盏灯装在花坛边上。" for n in range(120))


def version(text: str) -> Version:
    return Version(1, title_of(text), text, "", AT)


def read(spoken: Texts, before: str, after: str) -> str:
    return str(changed_line(spoken, version(before), version(after)))


@pytest.mark.parametrize(("spoken", "same"), [(ZH, "只改了分行"), (EN, "Only the line breaks")])
def test_where_only_lines_break_elsewhere_that_is_said(spoken: Texts, same: str) -> None:
    assert same in read(spoken, "换大门\n装门禁。\n钱够。", "换大门\n装门禁。 钱够。")
    moved = read(spoken, "换大门\n和门禁", "换大门 和门禁")
    assert same in moved and "换大门 和门禁" in moved, "the title is another one"


@pytest.mark.parametrize(("spoken", "becomes"), [(ZH, "标题改为「修大门」"), (EN, "The title becomes “修大门”")])
def test_a_new_title_is_named_and_one_that_stays_is_not(spoken: Texts, becomes: str) -> None:
    assert becomes in read(spoken, "换大门\n装门禁。", "修大门\n装门禁。")
    assert becomes not in read(spoken, "修大门\n装门禁。", "修大门\n装两道门禁。")


@pytest.mark.parametrize(("spoken", "whole"), [(ZH, "看全文"), (EN, "Read the whole")])
def test_what_changes_much_is_cut_and_the_whole_is_pointed_to(spoken: Texts, whole: str) -> None:
    rewritten = read(spoken, f"装灯\n{LONG}", "装灯\n" + "不装了，改栽树。" * 100)
    scattered = read(spoken, f"装灯\n{LONG}", f"装灯\n{LONG}".replace("盏", "座"))
    for line in (rewritten, scattered):
        assert whole in line and len(line) < 600 and "\n" not in line
    short = read(spoken, f"装灯\n{LONG}", f"装灯\n{LONG}再加两盏。")
    assert whole not in short and "再加两盏" in short
    edge = "树" * MOST_CHANGED
    assert whole not in read(spoken, "装灯\n甲", f"装灯\n甲{edge}") and whole in read(
        spoken, "装灯\n甲", f"装灯\n甲{edge}树"
    )
