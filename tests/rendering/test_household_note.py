"""Notes to a home: four a page, nothing lost, whatever happened and whoever is asked."""

from __future__ import annotations

import pytest

from rendering.household_note import HouseholdNote, household_notes, note_facts
from rendering.texts import SPOKEN, texts
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import page_count


def note(serial: int, said: str) -> HouseholdNote:
    return HouseholdNote(serial, home=said, happened=said, day="11月24日（周二）", ask=said)


@pytest.mark.parametrize("locale", SPOKEN)
def test_notes_are_four_a_page_whatever_they_say(locale: str) -> None:
    notes = [note(serial, said) for serial, said in enumerate(HOSTILE, start=1)]
    assert page_count(household_notes(texts(locale), notes)) == 2


def test_a_note_says_what_happened_when_and_whom_to_ask() -> None:
    told = HouseholdNote(12, "3号楼2单元301", "有人用您家的码登记为业主。", "11月24日（周二）", "李楼长")
    (facts,) = note_facts(texts(None), [told])["notes"]
    assert facts["home"] == "3号楼2单元301" and facts["day"] == "11月24日（周二）" and "0012" in facts["serial"]
    assert "登记为业主" in facts["happened"] and "李楼长" in facts["ask"]
