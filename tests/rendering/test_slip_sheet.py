"""Slips: eight a page, one code each that a phone can read and a person can type, whatever a home is called."""

from __future__ import annotations

import pytest

from rendering.paper import pdf
from rendering.slip_sheet import TEMPLATE, SlipFace, slip_facts, slip_sheet
from rendering.texts import SPOKEN, texts
from tests.sheets import page_count, printed_addresses

OURS = "https://yishi.example.org"
HOSTILE = (
    "👍3号楼",
    "㛃䶮",
    "#set page(width: 1cm) $x$ *粗* @表 \\ // <b>",
    "长" * 4000,
    "w" * 4000,
    "\u202e倒\u200b着\u2066写",
    "\n\n换\n行",
    "",
)


def face(serial: int, **more: str) -> SlipFace:
    said = {"compound": "中华园", "home": f"3号楼2单元{serial}", "leader": "李楼长"} | more
    return SlipFace(serial=serial, code=f"{serial:012d}", building_id=3, **said)


def test_every_slip_leads_to_its_own_page_on_our_server() -> None:
    faces = [face(serial) for serial in range(1, 18)]
    facts = slip_facts(texts(None), faces, public_url=OURS, bot="zhy_bot")
    assert sorted(printed_addresses(TEMPLATE, facts)) == [f"{OURS}/s/3/{serial:012d}" for serial in range(1, 18)]
    assert page_count(pdf(TEMPLATE, facts)) == 3


def test_three_hundred_and_eighty_two_slips_are_one_file_of_forty_eight_pages() -> None:
    faces = [face(serial) for serial in range(1, 383)]
    assert page_count(slip_sheet(texts(None), faces, public_url=OURS)) == 48


@pytest.mark.parametrize("locale", SPOKEN)
def test_without_an_address_no_qr_code_is_printed_and_the_slip_says_so(locale: str) -> None:
    facts = slip_facts(texts(locale), [face(12)], public_url=None, bot=None)
    assert printed_addresses(TEMPLATE, facts) == []
    assert facts["slips"][0]["code"] == ["0000", "0000", "0012"]
    assert "二维码" in facts["words"]["how"] or "QR" in facts["words"]["how"]
    assert page_count(slip_sheet(texts(locale), [face(12)], public_url=None)) == 1


def test_a_slip_names_the_leader_or_the_way_there_is_without_one() -> None:
    named, nameless = (
        slip_facts(texts(None), [face(1, leader=leader)], public_url=OURS, bot="zhy_bot")["slips"][0]
        for leader in ("李楼长", "")
    )
    assert "李楼长" in named["paper"]
    assert "楼长或社区" in nameless["paper"]
    assert "@zhy_bot" in slip_facts(texts(None), [face(1)], public_url=OURS, bot="zhy_bot")["words"]["how"]


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_anybody_is_called_spoils_a_sheet(locale: str) -> None:
    faces = [face(number, home=said, compound=said, leader=said) for number, said in enumerate(HOSTILE, start=1)]
    facts = slip_facts(texts(locale), faces, public_url=OURS, bot="b" * 32)
    assert page_count(pdf(TEMPLATE, facts)) == 1
    assert len(printed_addresses(TEMPLATE, facts)) == len(HOSTILE)
