"""The result of a vote that decided a matter: where it is objected to is said once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rendering.dispatch import Drawing
from rendering.texts import SPOKEN, texts
from rendering.voting_notices import card, pooling_line, posted, result, scope_line, text_said
from tests.channels.samples import WORDS

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_result_says_one_way_to_object(locale: str) -> None:
    drawing = Drawing(texts(locale), ZoneInfo("Asia/Shanghai"), AT, AT)
    own = str(drawing.texts.say("voting.result.objections", day="§")).partition("§")[0]
    matters = str(drawing.texts.say("voting.result.in_matter"))
    for there, said, unsaid in ((False, own, matters), (True, matters, own)):
        screen = result(drawing, WORDS["voting.result"] | {"disclosed_next": there}).screen
        assert screen is not None and said in screen.text and unsaid not in screen.text
    old = result(drawing, WORDS["voting.result"]).screen
    assert old is not None and own in old.text, "a notice that was frozen before"


def test_what_a_vote_of_homes_goes_by_is_said_once() -> None:
    said, scope = texts("zh_Hans"), {"words": "3号楼", "source": "楼院章程"}
    assert scope_line(said, {"scope": scope, "weight_source": "楼院章程"}) == "由3号楼的住户定"
    assert scope_line(said, {"scope": scope, "weight_source": "民法典278"}) == "由3号楼的住户定（依据：楼院章程）"
    assert scope_line(said, {}) is None


def test_what_homes_decide_cites_what_they_vote_by() -> None:
    drawing = Drawing(texts("zh_Hans"), ZoneInfo("Asia/Shanghai"), AT, AT)
    facts = WORDS["voting.result"] | {"rule": "households", "matter": "", "weight_source": "议事亭的通常做法"}
    screen = result(drawing, facts).screen
    assert screen is not None and "（议事亭的通常做法）" in screen.text and "楼院章程" not in screen.text


def test_a_vote_that_opens_at_once_says_roll_and_text_on_its_one_card() -> None:
    """No posting goes before it; what was posted first does not say it all again."""
    drawing = Drawing(texts("zh_Hans"), ZoneInfo("Asia/Shanghai"), AT, AT)
    small = {"title": "装灯", "text": "装灯\n每层一盏。", "rule": "households", "constituency": "households"}
    scope = {"scope": {"words": "3号楼", "source": "楼院章程"}, "heads": 36, "area": 0, "voted_heads": 0}
    facts = WORDS["voting.card"] | small | scope | {"pooling": True}
    once, later = (card(drawing, facts | {"at_once": at_once}).screen for at_once in (True, False))
    assert once is not None and later is not None
    assert "由3号楼的 36 户定：一户一票" in once.text and "每层一盏。" in once.text and "凑钱自愿" in once.text
    assert len(once.text.splitlines()) <= 8
    assert "每层一盏。" not in later.text and "36 户定" not in later.text


def test_a_title_that_is_the_first_line_too_is_said_once() -> None:
    assert text_said("装灯", "装灯\n每层一盏。", 200) == "每层一盏。"
    assert text_said("装灯", "装灯", 200) == "装灯" and text_said("装灯", "装灯吧\n好。", 200) == "装灯吧\n好。"
    drawing = Drawing(texts("zh_Hans"), ZoneInfo("Asia/Shanghai"), AT, AT)
    facts = WORDS["voting.posted"] | {"title": "装灯", "text": "装灯\n每层一盏。"}
    screen = posted(drawing, facts).screen
    assert screen is not None and screen.text.count("装灯") == 1 and "每层一盏。" in screen.text


def test_nobody_is_told_of_chipping_in_for_what_was_not_carried() -> None:
    said, pooled = texts("zh_Hans"), {"pooling": True}
    assert pooling_line(said, pooled) and pooling_line(said, pooled, {"passed": True})
    assert pooling_line(said, pooled, {"passed": False}) is None and pooling_line(said, {}) is None
