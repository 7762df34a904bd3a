"""Papers for the wall: the same bytes each time, nothing lost over pages, whatever somebody typed; codes lead to us."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain

import pytest
from PIL import Image

from domain.bulletin_issuers import Issuer, IssuerKind
from domain.bulletins import UNNUMBERED, Lettering, PaperKind, PaperPhoto, RollLine, Spending
from domain.deliberation.bundles import PhotoOf
from domain.fund_statements import statement
from domain.meetings import Topic
from domain.paper_days import PaperSpan
from domain.registry import Organ, Place
from rendering.bulletin_elections import candidates_sheet
from rendering.bulletin_form import number_words, signed_by, span_words
from rendering.bulletin_matters import LARGEST_PHOTO, accounts_sheet, progress_sheet, text_sheet
from rendering.bulletin_meetings import minutes_sheet
from rendering.bulletin_money import statement_sheet
from rendering.bulletin_votes import call_of, call_sheet, roll_sheet
from rendering.texts import SPOKEN, texts
from tests.rendering import bulletin_samples as town
from tests.rendering.bulletin_golden import GOLDEN, drawn, every, hashes
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import addresses, page_count, words

ZH, PLAIN = texts("zh_Hans"), Lettering.PLAIN


def test_every_paper_looks_as_it_was_looked_at() -> None:
    assert hashes() == json.loads(GOLDEN.read_text(encoding="utf-8")), (
        "look at the pages; if they are meant so: python -m tests.rendering.bulletin_golden"
    )


def test_every_sign_our_own_words_need_is_there() -> None:
    for locale in SPOKEN:
        for kind, make in town.SAMPLES.items():
            sheet = make(texts(locale), PLAIN)
            found = json.dumps(sheet.facts, ensure_ascii=False, default=len)
            assert texts(locale).plain("paper.missing") not in found, (kind, locale)


def test_every_code_leads_to_our_page_and_what_is_filed_has_none() -> None:
    for kind, lettering, locale in every():
        sheet, _, pages = drawn(kind, lettering, locale)
        assert sheet.facts["address"] == (None if kind in UNNUMBERED else town.OURS), kind
        assert addresses(pages) == ([] if kind in UNNUMBERED else [town.OURS]), (kind, lettering)


def test_without_an_address_it_says_how_to_do_without() -> None:
    head = replace(town.voters(), address=None)
    sheet = text_sheet(ZH, replace(head, kind=PaperKind.PLAN), town.MATTER, None, town.ZONE)
    assert sheet.facts["qr"] is None and "没有印二维码" in words(sheet.pdf()).replace("\n", "")


def test_only_what_stands_on_the_board_is_said_to_be_read_in_full_behind_the_code() -> None:
    front = town.head(PaperKind.PLAN)
    for head, said in ((front, "想看全文，请问楼长或社区"), (replace(front, page="/b/kmpqrs/m/1"), "看全文和进展")):
        facts = text_sheet(ZH, head, town.MATTER, None, town.ZONE).facts
        assert said in facts["scan"] and town.OURS in facts["scan"]


def test_balances_of_a_statement_end_with_its_closing_however_late_a_line_came() -> None:
    late = replace(town.FUND.lines[2], id=7, number=7, on=date(2026, 9, 30), amount=-1_000_00)
    after = replace(late, id=8, number=8, on=date(2026, 12, 31))
    last = replace(late, id=9, number=9, on=date(2026, 11, 9), amount=-2_000_00)
    fund = replace(town.FUND, lines=(*town.FUND.lines, late, after, last))
    for since in (date(2026, 10, 1), date(2025, 12, 1)):  # the second holds what the account began with
        facts = statement_sheet(ZH, town.head(PaperKind.STATEMENT), statement(fund, since, date(2026, 12, 30))).facts
        opening, *_, closing = [one["said"].removesuffix(" 元") for one in facts["pairs"]]
        balances = [row[-1] for row in facts["listing"]["rows"]]
        assert balances[-1] == closing == "49,600.50", facts["pairs"]
        assert balances[0] == ("81,600.50" if since.year == 2026 else opening)


def test_a_preview_says_that_it_has_no_number_yet() -> None:
    sheet = text_sheet(ZH, town.head(PaperKind.PLAN, number=None), town.MATTER, None, town.ZONE)
    assert sheet.facts["number"] == "（打印时编号）" and sheet.facts["hash"] == ""
    assert drawn(PaperKind.PLAN, PLAIN, "zh_Hans")[0].facts["number"] == "中华园公示〔2026〕3号"


def test_what_ends_with_a_day_names_that_day_and_no_midnight() -> None:
    over = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)  # the end of the 10th where it hangs
    sheet = text_sheet(ZH, town.head(PaperKind.SOLICITATION), town.MATTER, over, town.ZONE)
    (lead,) = sheet.facts["lead"]
    assert lead.endswith("12月10日（周四）截止。"), lead


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    matter = replace(town.MATTER, text="中" * 28 * 60)
    sheet = text_sheet(ZH, town.head(PaperKind.PLAN), matter, None, town.ZONE)
    page = words(sheet.pdf()).split("— 1 —")[1].split("— 2 —")[0].split()
    assert page == ["中" * 28] * 22
    ink = Image.open(io.BytesIO(sheet.pictures()[1])).convert("L").point(lambda shade: 255 * (shade < 128))
    across, high = ink.width / 210, ink.height / 297  # pixels in a millimetre of A4
    left, top, right, bottom = ink.crop((0, 0, ink.width, round(265 * high))).getbbox() or (0, 0, 0, 0)
    edges = (left / across, top / high, right / across, bottom / high)
    assert all(abs(is_ - meant) < 1.5 for is_, meant in zip(edges, (28, 37, 184, 257.3), strict=True)), edges


@pytest.mark.parametrize("lettering", [PLAIN, Lettering.LARGE])
def test_a_seal_never_stands_alone_on_a_page_nor_apart_from_its_code(lettering: Lettering) -> None:
    """此页无正文 is what nobody trusts: words of the paper go along, however long it is."""
    for lines in range(1, 24):
        matter = replace(town.MATTER, text="\n".join(["不动维修资金，也不动公共收益。"] * lines))
        head = town.head(PaperKind.DECISION)
        pages = re.split(r"— \d+ —", words(text_sheet(ZH, head, matter, None, town.ZONE, lettering).pdf()))
        (sealed,) = [page for page in pages if "（盖章）" in page]
        assert "文本校验码" in sealed and "扫一扫" in sealed and "公示期" in sealed, (lines, sealed)
    signed = [
        minutes_sheet(
            ZH, town.head(PaperKind.MINUTES), replace(town.MEETING, minutes="议过。\n" * n), 0, town.ZONE, lettering
        )
        for n in range(1, 18)
    ]
    for sheet in signed:
        (page,) = [page for page in re.split(r"— \d+ —", words(sheet.pdf())) if "到会人：" in page]
        assert "以上记录已当场宣读" in page and "主持人：" in page


@pytest.mark.parametrize("lettering", Lettering)
def test_large_letters_leave_words_in_a_table_room_to_be_read(lettering: Lettering) -> None:
    said = words(drawn(PaperKind.CLOSED, lettering, "zh_Hans")[1]).split("\n")
    assert "大门和门禁（没有凭" in "".join(said)
    assert any(line.startswith("大门和门禁") for line in said), "not three characters a line"


def test_a_paper_is_signed_by_a_body_and_says_its_first_day_and_its_last() -> None:
    facts = {kind: drawn(kind, PLAIN, "zh_Hans")[0].facts for kind in PaperKind}
    signed = {kind: facts[kind]["signed"] for kind in PaperKind}
    assert signed[PaperKind.RESULT] == "绿洲花园业主委员会（盖章）" and signed[PaperKind.PLAN] == "中华园自管会（盖章）"
    assert signed[PaperKind.CALLED] == "府河社区居民委员会（盖章）"
    assert signed[PaperKind.CANDIDATES] == "中华园业主委员会选举筹备组（盖章）"
    assert signed[PaperKind.STATEMENT] == "中华园业主委员会（盖章）", "a bare 业委会 is that of the compound"
    assert signed[PaperKind.CLOSED] == "瑞湖名苑业主服务中心（盖章）"
    leader = Issuer(IssuerKind.LEADER, Place(1, 3), where="中华园3号楼")
    residents = Issuer(IssuerKind.ELECTING, Place(1), Organ.RESIDENTS, where="府河社区")
    assert signed_by(ZH, leader, "中华园") == "中华园3号楼楼长（签字）"
    assert signed_by(ZH, residents, "中华园") == "府河社区居民选举委员会（盖章）"
    assert signed_by(ZH, None, "中华园") == "中华园（盖章）"
    assert facts[PaperKind.RESULT]["period"] == "公示期：2026年11月24日至12月1日（周二），共7天，第一天不计"
    assert facts[PaperKind.PLAN]["period"].startswith("公示期：自张贴之日起满 7 天")
    turn = PaperSpan(date(2027, 1, 3), date(2026, 12, 30))
    assert span_words(ZH, turn) == "公示期：2026年12月30日至2027年1月3日（周日）"


def test_a_headline_says_what_the_paper_is_about_and_what_kind_it_is() -> None:
    heads = {kind: drawn(kind, PLAIN, "zh_Hans")[0].facts["name"] for kind in PaperKind}
    assert heads[PaperKind.DECISION] == "关于「院内路灯改造」决议的公示"
    assert heads[PaperKind.MEETING] == "关于召开三方联动议事会的通知"
    assert heads[PaperKind.CANDIDATES] == "关于业委会候选人的公示" and heads[PaperKind.YEAR] == "2026年年度报告"
    assert len(set(heads.values())) == len(PaperKind), "none can be taken for another"


def test_what_is_filed_or_called_says_its_year_and_what_is_signed_its_day() -> None:
    for kind in (PaperKind.MINUTES, PaperKind.ATTENDANCE, PaperKind.MEETING, PaperKind.CALLED, PaperKind.ROLL):
        assert (
            "2026年" in words(drawn(kind, PLAIN, "zh_Hans")[1]).replace("中华园通知〔2026〕", "").split("（盖章）")[0]
        ), kind
    assert drawn(PaperKind.DECISION, PLAIN, "zh_Hans")[0].facts["day"] == "2026年11月24日"


def test_a_table_of_money_or_homes_ends_with_its_sum() -> None:
    accounts, progress, roll = (
        drawn(kind, PLAIN, "zh_Hans")[0].facts["listing"]
        for kind in (PaperKind.ACCOUNTS, PaperKind.PROGRESS, PaperKind.ROLL)
    )
    assert accounts["total"][-2:] == ["75,000.00", "71,880.00"] and accounts["rows"][-1][-2:] == ["—", "—"]
    assert progress["total"][-1] == "74,880.00" and progress["rows"][-1][-1] == "—", "what is called off costs nothing"
    assert roll["total"] == ["", "合计 23 人", "2,160.65"]


def test_everything_on_the_wall_says_where_to_object_or_ask() -> None:
    for kind in set(PaperKind) - UNNUMBERED - {PaperKind.MEETING, PaperKind.CALLED}:
        said = words(drawn(kind, PLAIN, "zh_Hans")[1]).replace("\n", "")
        assert "楼长或社区" in said.split("扫一扫")[0], kind


def test_a_roll_of_five_thousand_breaks_over_pages_with_its_head_on_each() -> None:
    sheet = roll_sheet(ZH, town.head(PaperKind.ROLL), town.oasis(), town.roll(5000), town.ZONE)
    pages = re.split(r"— \d+ —", words(sheet.pdf()))
    listed = [[line for line in page.split("\n") if line.isdecimal()] for page in pages]
    assert all(page.count("面积（㎡）") == 1 for page, rows in zip(pages, listed, strict=True) if rows)
    assert [*chain(*listed)] == [str(n) for n in range(1, 5000)] and len(pages) > 100


def test_a_head_with_many_homes_says_how_many() -> None:
    line = RollLine(tuple(f"1号楼{n}" for n in range(9)), 81000)
    sheet = roll_sheet(ZH, town.head(PaperKind.ROLL), town.oasis(), [line], town.ZONE)
    assert sheet.facts["listing"]["rows"][0][1] == "1号楼0、1号楼1、1号楼2、1号楼3等 9 套"


def test_nothing_anybody_typed_spoils_a_paper() -> None:
    said, typed = ZH, HOSTILE[:-1]
    whole = "\n".join(typed)
    matter = replace(town.MATTER, text=whole, title=typed[2])
    lines = tuple(replace(line, purpose=words) for line, words in zip(town.FUND.lines[:5], typed, strict=False))
    tasks = tuple(
        replace(one, plan=replace(one.plan, what=words, holder=words))
        for one, words in zip(town.LAMPS.tasks * 2, typed, strict=False)
    )
    topics = tuple(Topic(n, 0, words, town.MEETING.topics[0].verdict, words) for n, words in enumerate(typed))
    named = tuple(
        replace(one, candidate=replace(one.candidate, name=words, cross_posts=(words,)))
        for one, words in zip(town.CANDIDATES * 3, typed, strict=False)
    )
    work = replace(town.LAMPS, tasks=tasks)
    sheets = [
        *(text_sheet(said, town.head(PaperKind.PLAN, words), matter, None, town.ZONE) for words in typed),
        text_sheet(said, town.head(PaperKind.PLAN), matter, None, town.ZONE, Lettering.POSTER),
        progress_sheet(said, town.head(PaperKind.PROGRESS), matter, work, []),
        accounts_sheet(said, town.head(PaperKind.ACCOUNTS), matter, work),
        statement_sheet(
            said,
            town.head(PaperKind.STATEMENT),
            statement(replace(town.FUND, name=whole, lines=lines), town.FUND.lines[0].on, town.DAY),
        ),
        minutes_sheet(
            said,
            town.head(PaperKind.MINUTES),
            replace(town.MEETING, minutes=whole, spot=typed[5], topics=topics),
            0,
            town.ZONE,
        ),
        call_sheet(
            said,
            town.head(PaperKind.MEETING),
            call_of(said, replace(town.VOTE, title=typed[0])),
            town.ZONE,
        ),
        candidates_sheet(said, town.head(PaperKind.CANDIDATES), town.ELECTION, named),
    ]
    for sheet in sheets:
        assert page_count(sheet.pdf()) < 40
    shown = words(sheets[0].pdf()).replace("\n", "")
    assert said.plain("paper.emoji") in shown and "#set page(width: 1cm) $x$ *粗* @表" in shown and "㛃䶮" in shown


def test_a_photo_that_is_broken_or_too_large_leaves_a_frame_that_says_so() -> None:
    photos = [
        PaperPhoto(PhotoOf.BEFORE, content) for content in (b"\xff\xd8\xffno", bytes(LARGEST_PHOTO + 1), town.photo(9))
    ]
    sheet = progress_sheet(ZH, town.head(PaperKind.PROGRESS), town.MATTER, town.LAMPS, photos)
    assert [one["image"] is None for one in sheet.facts["photos"]] == [True, True, False]
    assert words(sheet.pdf()).count("照片没有保存好") == 2


def test_a_statement_names_nobody_who_was_paid_and_counts_what_waits_apart() -> None:
    said = words(drawn(PaperKind.STATEMENT, PLAIN, "zh_Hans")[1])
    assert "刘师傅" not in said and "另有 1 笔等第二人复核" in said and "废品" not in said
    for figure in ("70,000.00 元", "12,600.50 元", "30,000.00 元", "52,600.50 元", "-30,000.00", "+800.00"):
        assert figure in said


def test_a_statement_says_what_a_reader_should_know_of_each_line_and_where_it_all_came_from() -> None:
    printed = drawn(PaperKind.CLOSED, PLAIN, "zh_Hans")
    assert [row[2] for row in printed[0].facts["listing"]["rows"]] == [
        "地面车位租金（没有票据号，没有凭证）",
        "大门和门禁（没有凭证）",
        "绿化补种（没有凭证，冲正）",
        "记重了（冲正第4笔）",
    ]
    said = words(printed[1]).replace("\n", "")
    assert "收入来源：没有分类 12,600.50 元（1 笔）。" in said and "支出用途：没有分类 30,000.00 元（3 笔）。" in said
    assert "请留意：没有票据号 1 笔，没有凭证 3 笔，冲正 2 笔。" in said
    assert "这些天的账已由两人签字结账。" in said and "还没有结账" not in said
    long = replace(town.SIGNED.lines[0], purpose="租" * 100)
    (row,) = statement_sheet(ZH, town.head(PaperKind.CLOSED), replace(town.SIGNED, lines=(long,))).facts["listing"][
        "rows"
    ]
    assert row[2].endswith("租…（没有票据号，没有凭证）"), "what a reader should know is not cut off"
    open_yet = words(drawn(PaperKind.STATEMENT, PLAIN, "zh_Hans")[1]).replace("\n", "")
    assert "这些天的账还没有结账" in open_yet and "已由两人签字" not in open_yet


def test_nothing_on_record_is_said_and_no_bar_is_drawn_of_it() -> None:
    nothing = Spending(None, None, ())
    sheet = accounts_sheet(ZH, town.head(PaperKind.ACCOUNTS), town.MATTER, nothing)
    assert sheet.facts["bars"] == [] and {one["said"] for one in sheet.facts["pairs"]} == {"还没有登记"}
    work = progress_sheet(ZH, town.head(PaperKind.PROGRESS), town.MATTER, nothing, [])
    assert [one["figure"] for one in work.facts["bars"]] == ["0/0 件"] and page_count(work.pdf()) == 1


def test_its_words_say_what_its_picture_shows() -> None:
    sheet = drawn(PaperKind.RESULT, PLAIN, "zh_Hans")[0]
    assert "参加：面积 40,680.00/61,020.00 ㎡，达到三分之二" in sheet.said
    assert sheet.said[0] == "绿洲花园表决结果公示 绿洲花园公示〔2026〕3号"
    assert "做完的事 2/3 件" in drawn(PaperKind.PROGRESS, PLAIN, "zh_Hans")[0].said


def test_no_paper_bears_the_number_of_an_announcement() -> None:
    """Both count from 1 each year: their words keep them apart, or 〔2026〕1号 is two papers."""
    for locale in SPOKEN:
        ours = texts(locale)
        announced = ours.plain("announcements.number", compound="中华园", year="2026", number=3)
        for kind in set(PaperKind) - UNNUMBERED:
            written = number_words(ours, town.head(kind))
            assert written and re.sub(r"\W", "", written).lower() != re.sub(r"\W", "", announced).lower(), kind
