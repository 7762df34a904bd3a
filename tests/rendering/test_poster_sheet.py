"""Posters: one or eight a page, a code each that leads to its own page, whatever a place is called."""

from __future__ import annotations

import pytest

from domain.posters import ALPHABET, TAG_LENGTH, Poster
from rendering.paper import pdf
from rendering.poster_sheet import LAYOUTS, TEMPLATE, poster_facts, poster_sheet
from rendering.texts import SPOKEN, texts
from tests.rendering.test_slip_sheet import HOSTILE, OURS
from tests.sheets import page_count, printed_addresses


def poster(number: int, spot: str = "快递柜旁") -> Poster:
    tag = "".join(ALPHABET[number // 31**place % 31] for place in range(TAG_LENGTH))
    return Poster(number, 1, None, number, tag, spot)


LOT = [poster(number, f"{number}号楼门口") for number in range(1, 164)]


def test_all_163_codes_lead_to_their_own_pages_on_our_server() -> None:
    facts = poster_facts(texts(None), "中华园", LOT, per_page=8, public_url=OURS)
    assert sorted(printed_addresses(TEMPLATE, facts)) == sorted(f"{OURS}/p/{poster.tag}" for poster in LOT)
    assert page_count(pdf(TEMPLATE, facts)) == 21


def test_for_the_wall_each_has_a_page_of_its_own() -> None:
    facts = poster_facts(texts(None), "中华园", LOT[:3], per_page=1, public_url=OURS)
    assert printed_addresses(TEMPLATE, facts) == [f"{OURS}/p/{poster.tag}" for poster in LOT[:3]]
    assert page_count(poster_sheet(texts(None), "中华园", LOT, per_page=1, public_url=OURS)) == 163


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("per_page", LAYOUTS)
def test_without_an_address_no_qr_code_is_printed_and_the_poster_says_so(locale: str, per_page: int) -> None:
    facts = poster_facts(texts(locale), "中华园", LOT[:2], per_page=per_page, public_url=None, bot="zhy_bot")
    assert printed_addresses(TEMPLATE, facts) == []
    assert "@zhy_bot" in facts["words"]["how"]
    assert "二维码" in facts["words"]["how"] or "QR" in facts["words"]["how"]


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize(("per_page", "pages"), [(1, len(HOSTILE)), (8, 1)])
@pytest.mark.parametrize("address", [OURS, None])
def test_nothing_a_place_is_called_spoils_a_sheet(locale: str, per_page: int, pages: int, address: str | None) -> None:
    lot = [poster(number, spot) for number, spot in enumerate(HOSTILE, start=1)]
    for compound in HOSTILE[:6]:
        facts = poster_facts(texts(locale), compound, lot, per_page=per_page, public_url=address, bot="b" * 32)
        assert page_count(pdf(TEMPLATE, facts)) == pages
    assert len(printed_addresses(TEMPLATE, facts)) == (len(HOSTILE) if address else 0)
