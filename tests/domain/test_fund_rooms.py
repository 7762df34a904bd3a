"""The register of rooms and grounds: the last entry two stand for, let by contracts that run, sums that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliberation.classification import Touch
from domain.deliberation.stages import Stage
from domain.fund_deeds import (
    MOST_DEEDS,
    MOST_ROOMS,
    Deed,
    DeedKind,
    DeedWords,
    RoomOwner,
    RoomUse,
    RoomWords,
    deed_facts,
    deed_refusal,
    taken_back,
)
from domain.fund_rooms import (
    RoomSum,
    area_refusal,
    back_after_void,
    gone_refusal,
    register,
    room_refusal,
    room_sum,
    same_room,
)
from domain.funds import GIVEN, Fund, FundKind, FundLine, LineKind
from domain.outcomes import Refusal
from domain.registry import Place
from tests.deliberating import a_matter

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)
HALL = RoomWords(RoomOwner.OWNERS, RoomUse.SHARED, 200_00)
WANTED = DeedWords(DeedKind.ROOM, "3号楼架空层", place=HALL)
LET = DeedWords(DeedKind.CONTRACT, "快递站", source="spaces", price=12_000_00, until=date(2027, 9, 30), room=1)


def deed(number: int, said: DeedWords) -> Deed:
    return Deed(number, number, said, 7, AT, 8, AT)


def account(*deeds: Deed, lines: tuple[FundLine, ...] = ()) -> Fund:
    return Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", lines, deeds=taken_back(deeds))


def what(refused: Refusal | None) -> str:
    return "" if refused is None else str(refused.facts["what"])


def later(number: int, **said: object) -> DeedWords:
    """Another entry of the room with this number."""
    return replace(WANTED, place=replace(HALL, **said), room=number)  # type: ignore[arg-type]


def test_the_last_entry_two_people_stand_for_is_in_force() -> None:
    first, second = deed(1, WANTED), deed(2, later(1, area=180_00))
    assert [(room.number, room.place.area) for room in register([first, second])] == [(1, 180_00)]
    for unsettled in (replace(second, checked_at=None), replace(second, declined="量错了")):
        assert [room.entry for room in register([first, unsettled])] == [first]
    void = deed(3, DeedWords(DeedKind.VOID, "量错了", "2"))
    assert [room.entry for room in register(taken_back([first, second, void]))] == [first]
    both = [void, replace(void, number=4, said=replace(void.said, code="1"))]
    assert register(taken_back([first, second, *both])) == ()


def test_it_is_let_while_a_contract_that_names_it_runs_and_its_rent_is_what_came_in_by_it() -> None:
    ends = LET.until
    assert ends is not None
    line = FundLine(1, 1, LineKind.IN, 3_000_00, TODAY, "租金", 7, AT, checked_by=8, checked_at=AT, deed_id=2)
    waits = replace(line, id=2, number=2, checked_at=None)
    elsewhere = replace(line, id=3, number=3, deed_id=3)
    before = replace(line, id=4, number=4, on=date(2025, 12, 31))
    other = replace(LET, room=None)
    fund = account(deed(1, WANTED), deed(2, LET), deed(3, other), lines=(line, waits, elsewhere, before))
    (room,) = register(fund.deeds)
    assert room.let(ends) is not None and room.let(ends + timedelta(days=1)) is None
    assert room.rent(fund, date(2026, 1, 1), TODAY) == 3_000_00


def test_what_a_contract_brought_stays_when_it_ended_early() -> None:
    """It lets nothing any more, and the rent that came in by it still came in."""
    line = FundLine(1, 1, LineKind.IN, 3_000_00, TODAY, "租金", 7, AT, checked_by=8, checked_at=AT, deed_id=2)
    ended = account(deed(1, WANTED), deed(2, LET), deed(3, DeedWords(DeedKind.VOID, "退租", "2")), lines=(line,))
    (room,) = register(ended.deeds)
    assert room.let(TODAY) is None and room.rent(ended, date(2026, 1, 1), TODAY) == 3_000_00
    sent_back = replace(deed(2, LET), declined="写错了")
    assert register([deed(1, WANTED), sent_back])[0].contracts == ()


@given(st.lists(st.tuples(st.integers(1, 10**7), st.booleans()), max_size=12))
def test_the_sums_are_those_of_the_rooms(found: list[tuple[int, bool]]) -> None:
    deeds = []
    for area, let in found:
        number = len(deeds) + 1
        deeds.append(deed(number, replace(WANTED, place=replace(HALL, area=area))))
        deeds += [deed(number + 1, replace(LET, room=number))] if let else []
    told = room_sum(register(deeds), TODAY)
    let_areas = [area for area, let in found if let]
    assert told == RoomSum(len(found), sum(area for area, _ in found), len(let_areas), sum(let_areas))


@pytest.mark.parametrize("area", [None, 0, 10**7 + 1])
def test_a_room_has_an_area(area: int | None) -> None:
    assert what(area_refusal(area)) == "fund_area"


def test_what_is_written_is_new_or_of_a_room_that_is_there_and_that_nobody_else_changes() -> None:
    fund = account(deed(1, WANTED))
    waits = replace(deed(2, later(1, area=180_00)), checked_at=None)
    assert what(room_refusal(fund, WANTED, None)) == "fund_room"
    assert what(room_refusal(account(replace(deed(1, WANTED), checked_at=None)), WANTED, None)) == "fund_room"
    assert room_refusal(fund, replace(WANTED, words="车棚"), None) is None
    assert room_refusal(fund, later(1, area=180_00), None) is None
    assert what(room_refusal(account(*fund.deeds, waits), later(1, area=170_00), None)) == "fund_room_waits"
    for wrong in (later(2), later(1, owned=RoomOwner.HOLDER), replace(WANTED, place=None)):
        assert what(room_refusal(fund, wrong, None)) == "fund_room"
    assert what(room_refusal(fund, later(1, area=0), None)) == "fund_area"


def test_a_contract_lets_a_room_that_is_there() -> None:
    fund = account(deed(1, WANTED))
    assert room_refusal(fund, LET, None) is None and room_refusal(account(), replace(LET, room=None), None) is None
    assert what(room_refusal(account(), LET, None)) == "fund_room"


def test_another_use_of_what_is_the_owners_names_their_decision() -> None:
    """民法典278(八). What is not theirs, another name and another area need none."""
    fund, use = account(deed(1, WANTED)), {"use": RoomUse.BUSINESS}
    decided = replace(a_matter(Stage.DOING, AT), touched=(Touch.COMMON_PARTS,))
    named = later(1, **use, matter_id=decided.id)
    assert what(room_refusal(fund, later(1, **use), None)) == "fund_room_decision"
    assert room_refusal(fund, named, decided) is None
    undecided = replace(decided, stage=Stage.SOLICITING)
    for matter in (None, undecided, replace(decided, touched=(Touch.COMMON_INCOME,)), replace(decided, place=Place(2))):
        assert what(room_refusal(fund, named, matter)) == "fund_room_decision"
    kept = account(deed(1, replace(WANTED, place=replace(HALL, owned=RoomOwner.HOLDER))))
    assert room_refusal(kept, later(1, **use, owned=RoomOwner.HOLDER), None) is None
    first = replace(WANTED, place=replace(HALL, use=RoomUse.BUSINESS))
    assert room_refusal(account(), first, None) is None, "so it may have been before there was a register"
    assert first.place is not None and first.place.undecided, "and that is said"


def test_rooms_take_no_place_of_contracts() -> None:
    rooms = [deed(n, WANTED) for n in range(MOST_ROOMS)]
    contracts = [deed(n, LET) for n in range(MOST_DEEDS)]
    for wanted, full, other in ((WANTED, rooms, contracts), (replace(LET, until=TODAY), contracts, rooms)):
        assert deed_refusal(wanted, [*full[:-1], *other], GIVEN, TODAY) is None
        assert deed_refusal(wanted, [*full, *other], GIVEN, TODAY) is not None


def test_rooms_are_counted_not_what_was_written_of_them() -> None:
    """However often one was measured anew, it is one; and one that is there is changed, however many there are."""
    often = [deed(1, WANTED), *(deed(n, later(1, area=n)) for n in range(2, MOST_ROOMS + 2))]
    assert deed_refusal(WANTED, often, GIVEN, TODAY) is None
    full = [deed(n, WANTED) for n in range(1, MOST_ROOMS + 1)]
    assert deed_refusal(later(5, area=90_00), full, GIVEN, TODAY) is None
    assert what(deed_refusal(later(MOST_ROOMS + 1), full, GIVEN, TODAY)) == "fund_rooms"
    first_made_void = taken_back([*often[:2], deed(3, DeedWords(DeedKind.VOID, "写错了", "1")), *full[3:]])
    assert what(deed_refusal(WANTED, [*first_made_void, deed(999, WANTED)], GIVEN, TODAY)) == ""


def test_what_was_taken_off_meanwhile_is_not_stood_for() -> None:
    """Neither a change that waited nor a contract brings a room back; what is written of it afterwards does."""
    after = AT + timedelta(days=1)
    change = replace(deed(2, later(1, area=180_00)), checked_at=None)
    let = replace(deed(3, LET), checked_at=None)
    off = replace(deed(4, DeedWords(DeedKind.VOID, "拆了", "1")), checked_at=after)
    for waits in (change, let):
        assert gone_refusal(account(deed(1, WANTED), change, let).deeds, waits) is None
        assert what(gone_refusal(account(deed(1, WANTED), change, let, off).deeds, waits)) == "fund_room_gone"
    anew = replace(deed(5, later(1)), written_at=after + timedelta(days=1), checked_at=None)
    assert gone_refusal(account(deed(1, WANTED), off, anew).deeds, anew) is None
    assert gone_refusal((), replace(deed(1, WANTED), checked_at=None)) is None


def test_one_written_anew_after_it_was_void_is_the_same_room() -> None:
    """So its contracts go on letting it; another name is another room, and one that stands is changed openly."""
    off = deed(3, DeedWords(DeedKind.VOID, "用途写错了", "1"))
    fund = account(deed(1, WANTED), deed(2, LET), off)
    right = replace(WANTED, place=replace(HALL, owned=RoomOwner.HOLDER, use=RoomUse.BUSINESS))
    again = same_room(fund.deeds, right)
    assert again.room == 1 and room_refusal(fund, right, None) is None
    (room,) = register(account(*fund.deeds, deed(4, again)).deeds)
    assert room.number == 1 and room.entry.number == 4 and room.let(TODAY) is not None
    for deeds in (
        account(deed(1, WANTED)).deeds,
        (),
        account(*fund.deeds, replace(deed(4, again), checked_at=None)).deeds,
    ):
        assert same_room(deeds, right).room is None
    assert same_room(fund.deeds, replace(right, words="车棚")).room is None
    for late in (replace(LET, room=1), later(1, area=180_00)):
        assert what(room_refusal(fund, late, None)) == "fund_room", "begun before it was void"


def test_what_comes_back_when_an_entry_is_void_is_known_beforehand() -> None:
    first, second = deed(1, WANTED), deed(2, later(1, area=180_00))
    assert back_after_void([first, second], second) == first
    assert back_after_void([first, second], first) is None and back_after_void([first], first) is None
    void = deed(3, DeedWords(DeedKind.VOID, "写错了", "1"))
    assert back_after_void(taken_back([first, second, void]), second) is None


def test_the_journal_keeps_figures_and_no_words() -> None:
    place = replace(HALL, matter_id=5, matter_number=2)
    said = replace(WANTED, place=place, room=1)
    assert deed_facts(deed(3, said)) == {
        **{"number": 3, "kind": "room", "room": 1, "owned": "owners", "use": "shared", "area": 200_00, "matter_id": 5}
    }
    assert deed_facts(deed(4, LET))["room"] == 1 and "room" not in deed_facts(deed(4, replace(LET, room=None)))
