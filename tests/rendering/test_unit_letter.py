"""A letter to a unit: the whole text, a code that leads to its page, a form to send back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.consultations import Asking, ConsultedUnit
from domain.deliberation.matters import LONGEST_TEXT
from domain.deliberation.stages import Stage
from rendering.paper import pdf
from rendering.texts import SPOKEN, texts
from rendering.unit_letter import TEMPLATE, UnitLetter, letter_facts, unit_letter
from tests.deliberating import a_matter
from tests.rendering.test_slip_sheet import HOSTILE, OURS
from tests.sheets import page_count, printed_addresses

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MATTER = a_matter(Stage.CONSULTING, AT)
ADDRESS = f"{OURS}/l/12-{'0a' * 16}"
LETTER = UnitLetter(
    MATTER, ConsultedUnit(1, 1, 1, "消防"), Asking(1, AT, datetime(2026, 11, 28, tzinfo=ZONE)), "中华园", ADDRESS
)


@pytest.mark.parametrize("locale", SPOKEN)
def test_its_code_leads_to_the_page_of_the_unit(locale: str) -> None:
    facts = letter_facts(texts(locale), LETTER, zone=ZONE)
    assert printed_addresses(TEMPLATE, facts) == [ADDRESS]
    assert page_count(unit_letter(texts(locale), LETTER, zone=ZONE)) == 1


def test_it_says_who_asks_what_and_until_when() -> None:
    facts = letter_facts(texts(None), LETTER, zone=ZONE)
    assert facts["to"] == "消防：" and "中华园正在商量《楼道装声控灯》" in facts["lead"]
    assert "最迟 11月27日（周五）答复" in facts["lead"] and facts["text"] == MATTER.text.splitlines()
    assert MATTER.text_hash[:8] in facts["hash"] and facts["answer"]["choices"] == ["同意", "建议修改", "不参加"]


@pytest.mark.parametrize("locale", SPOKEN)
def test_without_an_address_it_asks_for_paper_or_a_call(locale: str) -> None:
    facts = letter_facts(texts(locale), replace(LETTER, address=None), zone=ZONE)
    assert printed_addresses(TEMPLATE, facts) == [] and facts["qr"] is None
    assert "电话" in facts["how"] or "telephone" in facts["how"]


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_a_unit_is_called_and_no_text_spoils_it(locale: str) -> None:
    for words in HOSTILE:
        named = replace(LETTER, unit=replace(LETTER.unit, name=words), compound=words)
        spoiled = replace(named, matter=replace(MATTER, title=words, text=(words * 3)[:LONGEST_TEXT]))
        assert printed_addresses(TEMPLATE, letter_facts(texts(locale), spoiled, zone=ZONE)) == [ADDRESS]
    long = replace(LETTER, matter=replace(MATTER, text="长" * LONGEST_TEXT))
    assert page_count(pdf(TEMPLATE, letter_facts(texts(locale), long, zone=ZONE))) <= 2
