"""网上公示栏: the numbers on the page and in the data are those of the facts; screens of the committee."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.board_facts import BoardFacts, Window, public_fund, public_vote
from domain.boards import Board, BoardPage, BoardState
from domain.funds import Fund, FundKind, FundLine, LineKind
from domain.polls import Poll, PollState
from domain.registry import Place
from domain.soundings import Sounding, SoundingState
from domain.voting.constituencies import Constituency, rule_of
from domain.voting.owners_matters import OwnersMatter
from domain.voting.rules import Measure, Rule
from domain.voting.tally import Criterion
from domain.voting.votes import Vote, VoteState
from rendering import board_json
from rendering.board_calendar import calendar
from rendering.board_pages import Hand, counts, live, words_of
from rendering.boards import board, read_keys
from rendering.texts import texts

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
BOARD = Board(1, "中华园", BoardState.OPEN, "kmpqrs")
HANDS = [Hand(texts(locale), ZONE, AT) for locale in ("zh_Hans", "en")]


def an_account(dice: Random) -> Fund:
    """Lines that stand and lines that do not, backwards and forwards in time."""
    lines = []
    for number in range(1, dice.randrange(1, 9)):
        amount = dice.choice((-1, 1)) * dice.randrange(1, 10 ** dice.randrange(1, 13))
        checked = None if dice.random() < 0.3 else AT
        kind = LineKind.IN if amount > 0 else LineKind.OUT
        on = date(2026, 11, 24) - timedelta(days=dice.randrange(700))
        lines.append(FundLine(number, number, kind, amount, on, "用途", 7, AT, checked_at=checked))
    return Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", tuple(lines))


def a_vote(dice: Random) -> Vote:
    """Open, or with a result."""
    heads, area = dice.randrange(1, 2000), dice.randrange(1, 10**8)
    rule = rule_of(Constituency.OWNERS, OwnersMatter.MANAGER)
    assert isinstance(rule, Rule)
    state = dice.choice((VoteState.OPEN, VoteState.PUBLISHED, VoteState.FINAL))
    sizes = {Measure.HEADS: heads, Measure.AREA: area}
    came = {measure: dice.randrange(of + 1) for measure, of in sizes.items()}
    agreed = {measure: dice.randrange(came[measure] + 1) for measure in sizes}
    found = [(Criterion.QUORUM, measure, came[measure], of) for measure, of in sizes.items()]
    found += [(Criterion.MAJORITY, measure, agreed[measure], came[measure]) for measure in sizes]
    left = came[Measure.HEADS] - agreed[Measure.HEADS]
    rejected = dice.randrange(left + 1)
    sums = {
        "approved": {"heads": agreed[Measure.HEADS], "area": agreed[Measure.AREA]},
        "rejected": {"heads": rejected, "area": 0},
        "abstained": {"heads": left - rejected, "area": 0},
    }
    result: dict[str, Any] = {"passed": dice.random() < 0.5, "quorum_met": dice.random() < 0.5, "set_aside": 0, **sums}
    result["findings"] = [
        {"criterion": one.value, "measure": measure.value, "count": count, "of": of}
        for one, measure, count, of in found
    ]
    terms = {"weight": "formal", "weight_source": "议事规则"}
    period = {"posted_at": AT, "opens_at": AT, "closes_at": AT + timedelta(days=3)}
    shown = None if state is VoteState.OPEN else result
    what = (1, Place(1), 3, "manager", "大门", "换大门", "h" * 64, rule.key, terms, state, 7)
    return Vote(*what, **period, roll_hash="r", heads=heads, area=area, result=shown)


def cents(words: str) -> list[int]:
    """Sums in 分 that stand there."""
    signed = re.findall(r"([−＋]?)(\d{1,3}(?:,\d{3})*)\.(\d\d)(?!\d)", words)
    return [
        (-1 if sign == "−" else 1) * (int(whole.replace(",", "")) * 100 + int(part)) for sign, whole, part in signed
    ]


@pytest.mark.parametrize("hand", HANDS, ids=["zh", "en"])
def test_sums_on_the_page_and_in_the_data_are_those_of_the_account(hand: Hand) -> None:
    dice = Random(26)
    for _ in range(150):
        whole = an_account(dice)
        shown = public_fund(whole, str)
        standing = [line for line in whole.lines if line.stands]
        told = board_json.board(BoardFacts(BOARD, {}, Window.lately(AT), funds=(shown,)))["funds"][0]
        assert told["balance"] == sum(line.amount for line in standing) == whole.balance
        assert [line["amount"] for line in told["lines"]] == [line.amount for line in standing]
        pages = [words_of(entry) for entry in hand.lines(shown)]
        totals = [sum(line.amount for line in standing[: n + 1]) for n in range(len(standing))]
        assert [cents(page) for page in reversed(pages)] == [
            [line.amount, total] for line, total in zip(standing, totals, strict=True)
        ]
        balance, opening, received, spent, closing = cents(words_of(hand.account(shown, 2026)))
        assert balance == whole.balance and opening + received - spent == closing
        assert opening == sum(line.amount for line in standing if line.on.year < 2026)


@pytest.mark.parametrize("hand", HANDS, ids=["zh", "en"])
def test_tallies_on_the_page_and_in_the_data_are_those_of_the_vote(hand: Hand) -> None:
    dice = Random(27)
    for _ in range(150):
        vote = a_vote(dice)
        came = dice.randrange(vote.heads + 1)
        one = public_vote(vote, came, str)
        facts = BoardFacts(BOARD, {}, Window.lately(AT), votes=(one,))
        told, page = board_json.board(facts)["votes"][0], words_of(hand.vote(one)) + str(hand.vote(one).moving)
        assert (told["heads"], told["area"]) == (vote.heads, vote.area)
        if vote.state is VoteState.OPEN:
            large = min(came, vote.heads - came) >= 5
            assert told["came"] == (came if large else None) and told["result"] is None
            assert (f"{came}/{vote.heads}" in page) is large
            assert (f"{came}/{vote.heads}" in live(hand.texts, facts)["vote-3"]) is large
        else:
            assert vote.result is not None and told["result"]["findings"] == vote.result["findings"]
            numbers = set(re.findall(r"\d[\d,]*(?:\.\d+)?", page))
            for found in vote.result["findings"]:
                wanted = found["count"] if found["measure"] == "heads" else found["count"] / 100
                text = f"{wanted:,}" if found["measure"] == "heads" else f"{wanted:,.2f}"
                assert text in numbers, (text, page)


def a_poll(**result: Any) -> Poll:
    told = {"by": "telegram", "counts": [6, 5], "total": 8, "registered": None, "residents": None, **result}
    what = (1, Place(1), 9, 7, "晚上锁门好不好", ("锁", "留一个门"), True, False, PollState.CLOSED, AT, AT)
    return Poll(*what, closed_at=AT, result=told)


def test_a_count_stands_there_with_the_reservations_it_was_made_with() -> None:
    chinese, facts = HANDS[0], BoardFacts(BOARD, {}, Window.lately(AT))
    poll = a_poll(by="seen")
    assert [str(line) for line in chinese.poll(poll).lines] == [
        "锁　<b>6/8</b> 人",
        "留一个门　<b>5/8</b> 人",
        "每人可选几个，各项相加会超过参加人数",
        "参加 8 人，匿名",
        "截止时没能问到总数，这是最后一次收到的计数",
        "征询意见，不是正式表决",
    ]
    (told,) = board_json.board(replace(facts, polls=(poll,)))["polls"]
    assert (told["several"], told["counted_by"], told["counts"]) == (True, "seen", [6, 5])
    (few,) = board_json.board(replace(facts, polls=(a_poll(counts=[3, 1], total=4),)))["polls"]
    assert few["counts"] is None and few["total"] == 4


def test_a_handful_is_of_people_in_a_group_and_of_homes_where_homes_are_asked() -> None:
    chinese = HANDS[0]
    sounding = Sounding(1, Place(1), "先修什么", ("灯", "路"), None, AT, AT, 9, SoundingState.CLOSED, (2, 1), 3)
    assert chinese.poll(a_poll(counts=[3, 1], total=4)).lines[0] == "答的不到5人，各答了什么不公开。"
    assert chinese.answered(sounding).lines[0] == "答的不到5户，各答了什么不公开。"


def test_what_is_counted_is_said_with_its_number() -> None:
    empty = BoardFacts(BOARD, {}, Window.lately(AT))
    assert counts(texts("zh_Hans"), empty.figures) == "正在办 0 件，最近 30 天办结 0 件"
    assert live(texts("en"), empty) == {"reports": "0 being dealt with, 0 put right within 30 days"}


@pytest.mark.parametrize("more", ["", *("x" * n for n in range(1, 4)), "x" * 200])
def test_a_long_line_of_the_calendar_is_folded_between_signs(more: str) -> None:
    question = more + "先修什么；后修什么, 还是\n都修？" * 9
    sounding = Sounding(1, Place(1), question, (), None, AT, AT, 9, SoundingState.OPEN)
    feed = calendar(texts("zh_Hans"), BoardFacts(BOARD, {}, Window.lately(AT), soundings=(sounding,)))
    lines = feed.split(b"\r\n")
    assert 72 <= max(map(len, lines)) <= 75 and all(line.decode() for line in lines[:-1])
    whole = feed.decode().replace("\r\n ", "")
    assert "先修什么；后修什么\\, 还是 都修？" in whole


def events(feed: bytes) -> list[dict[str, str]]:
    """Every entry of a calendar, its lines unfolded and its words as they were written."""
    whole = feed.decode().replace("\r\n ", "")
    found = [part.partition("END:VEVENT")[0].strip() for part in whole.split("BEGIN:VEVENT\r\n")[1:]]
    lines = [dict(line.split(":", 1) for line in one.split("\r\n")) for one in found]
    return [{name: re.sub(r"\\([\\;,])", r"\1", value) for name, value in one.items()} for one in lines]


def test_an_entry_of_the_calendar_stays_the_same_entry_when_it_is_moved() -> None:
    def fed(title: str, closes_at: datetime) -> bytes:
        vote = replace(a_vote(Random(3)), state=VoteState.OPEN, result=None, title=title, closes_at=closes_at)
        sounding = Sounding(4, Place(1), title, (), None, AT, closes_at, 9, SoundingState.OPEN)
        votes = (public_vote(vote, 0, str),)
        return calendar(texts("zh_Hans"), BoardFacts(BOARD, {}, Window.lately(AT), votes=votes, soundings=(sounding,)))

    title = "大门;门禁, C:\\路"
    feed, later = fed(title, AT + timedelta(days=3)), fed("改了的", AT + timedelta(days=9))
    assert b"\\; " not in feed and "大门\\;门禁\\, C:\\\\路" in feed.decode().replace("\r\n ", "")
    first, moved = events(feed), events(later)
    assert (
        [one["UID"] for one in first]
        == [one["UID"] for one in moved]
        == ["vote-3@kmpqrs.board", "sounding-4@kmpqrs.board"]
    )
    for one in first:
        assert title in one["SUMMARY"] and one["DTSTAMP"] == "20261124T020000Z"
    assert (first[0]["DTSTART"], first[0]["DTEND"]) == ("20261124T020000Z", "20261127T020000Z")
    assert moved[0]["DTEND"] == "20261203T020000Z"


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_screens_of_the_committee_fit_a_phone(locale: str) -> None:
    speaking = texts(locale)
    for state in BoardState:
        for asked in (True, False):
            page = BoardPage(Board(1, "中华园", state, "kmpqrs", 7), asked)
            screen = board(speaking, page, "https://example.org")
            assert len(str(screen.text).splitlines()) <= 8 and sum(map(len, screen.keys)) <= 6
            assert ("https://example.org/b/kmpqrs" in str(screen.text)) is (state is BoardState.OPEN)
    assert [key.url for key in read_keys(speaking, [BOARD], "https://example.org")] == ["https://example.org/b/kmpqrs"]


def test_what_an_account_began_with_is_called_so_and_is_no_income() -> None:
    begun = FundLine(1, 1, LineKind.OPENING, 500_00, date(2026, 3, 1), "公共收益", 7, AT, checked_by=8, checked_at=AT)
    fund = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (begun,))
    told = [words_of(hand.lines(public_fund(fund, lambda words: words))[0]) for hand in HANDS]
    assert "＋500.00 元 期初余额" in told[0], told[0]
    assert "opening balance" in told[1].lower(), told[1]
    facts = BoardFacts(BOARD, {}, Window.lately(AT), funds=(public_fund(fund, lambda words: words),))
    assert (line := board_json.board(facts)["funds"][0]["lines"][0])["kind"] == "opening" and line["purpose"] is None


def test_why_what_an_account_began_with_is_taken_back_is_read_by_everybody() -> None:
    begun = FundLine(1, 1, LineKind.OPENING, 500_00, date(2026, 3, 1), "公共收益", 7, AT, checked_by=8, checked_at=AT)
    back = replace(begun, id=2, number=2, amount=-500_00, purpose="写错了一位", counters=1)
    fund = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (begun, back))
    shown = public_fund(fund, lambda words: words)
    for hand in HANDS:
        assert any("写错了一位" in words_of(entry) for entry in hand.lines(shown))
    facts = BoardFacts(BOARD, {}, Window.lately(AT), funds=(shown,))
    assert board_json.board(facts)["funds"][0]["lines"][1]["purpose"] == "写错了一位"
