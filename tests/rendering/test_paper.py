"""What paper is made of: our fonts alone, every sign drawable, the same bytes each time, QR codes that can be read."""

from __future__ import annotations

import hashlib

import pytest

from rendering.fonts import FONTS
from rendering.paper import pdf, preview, qr
from rendering.texts import texts
from rendering.typesetting import TEMPLATES, legible, one_line
from tests.sheets import page_count

WITH_CODES = {"slip_sheet.typ", "poster_sheet.typ", "unit_letter.typ", "bulletin.typ"}
"""Templates that print QR codes; their tests decode them all, test_bulletins.py those of every paper for the wall."""

PHOTO_ALONE = {"photo.typ"}
"""Draws a photo and no code."""

CHART = {"title": "大门换不换？", "rows": [{"label": "换", "count": 1}], "total": 1, "note": ""}


def test_the_fonts_are_the_ones_we_made() -> None:
    lines = (FONTS / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 2
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("同意👍👍🏽好", "同意〔表情〕好"),
        ("👨‍👩‍👧 1️⃣", "〔表情〕 1"),
        ("กท", "〔字形缺〕"),
        ("㛃䶮", "㛃䶮"),
        ("甲\u3000乙\u205f丙\u200b", "甲\u3000乙 丙"),
        ("上\n下\t左", "上 下 左"),
        ("\u202e倒着写\u202c", "倒着写"),
    ],
)
def test_what_the_fonts_lack_is_visibly_replaced(typed: str, drawn: str) -> None:
    assert legible(texts(None), typed) == drawn


def test_what_is_too_long_for_its_line_is_cut_where_everybody_sees_it() -> None:
    assert one_line(texts(None), " 3号楼 \n 2单元 ", 12) == "3号楼 2单元"
    assert one_line(texts(None), "长" * 4000, 12) == "长" * 10 + "……"


def test_paper_is_the_same_each_time_and_its_picture_too() -> None:
    first = pdf("bar_chart.typ", CHART)
    assert first.startswith(b"%PDF-1.7") and page_count(first) == 1
    assert b"pdfaid:part" in first, "PDF/A, which refuses a sign it cannot draw"
    assert first == pdf("bar_chart.typ", CHART)
    assert preview("bar_chart.typ", CHART) == preview("bar_chart.typ", CHART)


@pytest.mark.parametrize("sign", ["👍", "\n", "\u200b"])
def test_paper_refuses_a_sign_it_could_only_draw_as_a_box(sign: str) -> None:
    for drawn in (pdf, preview):
        with pytest.raises(ValueError, match=f"U\\+{ord(sign):04X}"):
            drawn("bar_chart.typ", {**CHART, "rows": [{"label": f"同意{sign}", "count": 1}]})


def test_no_template_prints_a_code_that_is_not_decoded_by_a_test() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.typ")}
    assert {name for name, text in sheets.items() if name != "sheet.typ" and ("code(" in text or "image(" in text)} == (
        WITH_CODES | PHOTO_ALONE
    )


def test_a_qr_code_is_a_whole_one_even_for_a_short_address() -> None:
    svg = qr("https://a.cn/p/2")
    assert svg.startswith("<svg") and 'width="33"' in svg, "version 2 and a margin of four squares, no Micro QR"


def test_an_address_too_long_for_an_old_camera_is_never_printed() -> None:
    with pytest.raises(AssertionError):
        qr("https://example.org/" + "x" * 200)
