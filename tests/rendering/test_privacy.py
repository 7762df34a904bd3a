"""The notice in both languages: short enough for one screen, whole where the law wants it whole."""

from __future__ import annotations

import pytest

from domain.privacy import NOTICE_VERSION, Processor
from rendering import privacy
from rendering.privacy import DeclineNotice, ReadNotice
from rendering.texts import SPOKEN, Texts, texts

ORGAN = Processor("中华园<自管会>", "9号楼值班室")
AGREE = ReadNotice(7)
"""Any button will do for the caller's own."""


@pytest.fixture(params=SPOKEN)
def spoken(request: pytest.FixtureRequest) -> Texts:
    return texts(request.param)


@pytest.mark.parametrize("processor", [None, ORGAN])
def test_the_question_before_registering_fits_one_screen(spoken: Texts, processor: Processor | None) -> None:
    screen = privacy.consent(spoken, processor=processor, compound_id=3, agree=AGREE)
    assert len(screen.text.splitlines()) <= 8
    assert [[key.press for key in row] for row in screen.keys] == [[AGREE], [ReadNotice(3), DeclineNotice()]]


def test_the_question_asks_about_the_border_by_itself() -> None:
    last = privacy.consent(texts("zh_Hans"), processor=None, compound_id=3, agree=AGREE).text.splitlines()[-1]
    assert "单独" in last and "境外" in last


def test_the_whole_notice_says_who_for_what_how_long_and_whom_abroad(spoken: Texts) -> None:
    text = privacy.whole_notice(spoken, processor=ORGAN, version=NOTICE_VERSION).text
    assert "中华园&lt;自管会&gt;" in text
    for word in ("9号楼值班室", "Telegram Messenger Inc.", "telegram.org/privacy"):
        assert word in text
    assert len(text.split("\n\n")) == 1 + len(privacy.WHOLE)
    assert len(text) < 4096


def test_declining_points_to_what_still_goes(spoken: Texts) -> None:
    assert privacy.declined(spoken).keys == ()
    assert "在纸上" in privacy.declined(texts("zh_Hans")).text
