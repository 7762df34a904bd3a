"""A vote's life, what can be put and cast when, receipts, and the roll that is frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.effects import Post
from domain.moments import read_moment
from domain.outcomes import Reason, Refusal
from domain.owners import KnownOwner, KnownUnit
from domain.registry import Place
from domain.units import AreaSource, DwellingUnit, UnitKind
from domain.vote_effects import shown
from domain.vote_wizard import VoteStep, motion_of, order, place_of, vote_awaiting, vote_step, vote_step_back
from domain.voting.constituencies import Constituency
from domain.voting.freezing import counted_kinds, freeze, freeze_households, freeze_members
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import Question, options_of, question_refusal
from domain.voting.receipts import ALPHABET, receipt_of
from domain.voting.votes import (
    LONGEST_OBJECTION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NEXT,
    HomesScope,
    LegalWeight,
    Motion,
    Vote,
    VoteState,
    cast_refusal,
    check_motion,
    confirm_refusal,
    objection_refusal,
)

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
VOTE = Vote(
    id=12,
    place=Place(1),
    number=3,
    matter="manager",
    title="解聘物业",
    text="解聘现在的物业公司。",
    text_hash="0" * 64,
    rule="owners-general",
    terms={"weight": "formal", "weight_source": "条例", "notice_days": 15, "result_days": 15},
    state=VoteState.OPEN,
    started_by=7,
    posted_at=AT,
    opens_at=AT + timedelta(days=16),
    closes_at=AT + timedelta(days=24),
    roll_hash="1" * 64,
    heads=2,
    area=18000,
)
GATES = Question("one-of-several", options_of(["铁门", "木门"]))
MOTION = Motion(OwnersMatter.MANAGER, "解聘物业", "解聘现在的物业公司。", 7)
WHOLE = Place(1)


@pytest.mark.parametrize(
    ("weight", "result", "state", "binds"),
    [
        ("formal", {"passed": True}, VoteState.FINAL, True),
        ("formal", {"passed": False}, VoteState.FINAL, False),
        ("formal", {"passed": True}, VoteState.PUBLISHED, False),
        ("formal", None, VoteState.FINAL, False),
        ("consultative", {"passed": True}, VoteState.FINAL, False),
    ],
)
def test_only_what_was_decided_formally_comes_into_force(
    weight: str, result: dict[str, bool] | None, state: VoteState, binds: bool
) -> None:
    vote = replace(VOTE, terms={**VOTE.terms, "weight": weight}, result=result, state=state)
    assert vote.in_force is binds


def test_nothing_is_in_force_before_it_is_final_and_nothing_that_was_called_off() -> None:
    carried = replace(VOTE, result={"passed": True})
    assert [state for state in VoteState if replace(carried, state=state).in_force] == [VoteState.FINAL]
    assert not replace(carried, state=VoteState.FINAL, overtaken_at=carried.posted_at).in_force


def test_only_the_ways_of_the_table_lead_on() -> None:
    ways = {(state, to) for state in VoteState for to in VoteState if replace(VOTE, state=state).may_become(to)}
    assert ways == {(state, to) for state, following in NEXT.items() for to in following}
    assert not NEXT[VoteState.FINAL] and not NEXT[VoteState.CANCELLED]
    counted = {state for state in VoteState if VoteState.SEALED in NEXT[state]}
    assert counted == {state for state in VoteState if replace(VOTE, state=state).uncounted}, "also what nobody opened"
    assert VOTE.subject == "vote:12" and VOTE.weight is LegalWeight.FORMAL


@pytest.mark.parametrize(
    ("motion", "what"),
    [
        (replace(MOTION, title="  "), "vote_text"),
        (replace(MOTION, text=""), "vote_text"),
        (replace(MOTION, title="题" * (LONGEST_TITLE + 1)), "vote_title"),
        (replace(MOTION, text="文" * (LONGEST_TEXT + 1)), "vote_text"),
        (replace(MOTION, matter=OwnersMatter.HOME_TO_BUSINESS), "home_to_business"),
    ],
)
def test_what_cannot_be_put(motion: Motion, what: str) -> None:
    refusal = check_motion(motion, WHOLE)
    assert refusal is not None and refusal.facts["what"] == what


MEETS = datetime(2026, 4, 1, 11, 30, tzinfo=UTC)
SOME = HomesScope("3号楼1单元", frozenset({1, 2}), "楼院章程")
OF_OTHERS = replace(MOTION, matter=None)
MEETING = replace(OF_OTHERS, constituency=Constituency.REPRESENTATIVES, meets_at=MEETS, unreached=("郑大爷",))
ASSEMBLY = replace(OF_OTHERS, constituency=Constituency.RESIDENTS, meets_at=MEETS)


@pytest.mark.parametrize(
    ("motion", "place", "what"),
    [
        (MEETING, WHOLE, None),
        (replace(MEETING, meets_at=None), WHOLE, "vote_meets_at"),
        (replace(MEETING, question=GATES), WHOLE, "vote_meeting_yes_no"),
        (MEETING, Place(1, 3), "vote_whole_compound"),
        (ASSEMBLY, WHOLE, None),
        (ASSEMBLY, Place(1, 3), "vote_whole_compound"),
        (replace(ASSEMBLY, meets_at=None), WHOLE, "vote_meets_at"),
        (replace(ASSEMBLY, question=GATES), WHOLE, "vote_meeting_yes_no"),
        (replace(ASSEMBLY, unreached=("郑大爷",)), WHOLE, "vote_leftovers"),
        (replace(ASSEMBLY, scope=SOME), WHOLE, "vote_leftovers"),
        (replace(OF_OTHERS, constituency=Constituency.COMMITTEE), WHOLE, None),
        (replace(OF_OTHERS, constituency=Constituency.COMMITTEE), Place(1, 3), "vote_whole_compound"),
        (replace(OF_OTHERS, constituency=Constituency.HOUSEHOLDS, scope=SOME), Place(1, 3), None),
        (MOTION, Place(1, 3), None),
        (replace(MOTION, meets_at=MEETS), WHOLE, "vote_leftovers"),
        (replace(MOTION, unreached=("郑大爷",)), WHOLE, "vote_leftovers"),
        (replace(MOTION, scope=SOME), WHOLE, "vote_leftovers"),
        (replace(MEETING, scope=SOME), WHOLE, "vote_leftovers"),
        (replace(OF_OTHERS, constituency=Constituency.COMMITTEE, scope=SOME), WHOLE, "vote_leftovers"),
    ],
)
def test_nothing_is_put_that_belongs_to_another_vote_or_place(motion: Motion, place: Place, what: str | None) -> None:
    refusal = check_motion(motion, place)
    assert (None if refusal is None else refusal.facts["what"]) == what


def test_what_can_be_put_to_the_last_sign() -> None:
    assert check_motion(replace(MOTION, title="题" * LONGEST_TITLE, text="文" * LONGEST_TEXT), WHOLE) is None
    assert MOTION.hash != replace(MOTION, text="解聘现在的物业公司！").hash and len(MOTION.hash) == 64


@pytest.mark.parametrize(
    ("state", "at", "reason"),
    [
        (VoteState.OPEN, VOTE.opens_at, None),
        (VoteState.POSTED, VOTE.opens_at, None),  # the tick that opens it is late
        (VoteState.OPEN, VOTE.closes_at - timedelta(microseconds=1), None),
        (VoteState.OPEN, VOTE.closes_at, Reason.EXPIRED),
        (VoteState.OPEN, VOTE.closes_at.astimezone(SHANGHAI), Reason.EXPIRED),
        (VoteState.OPEN, VOTE.closes_at + timedelta(hours=1), Reason.EXPIRED),  # the tick that seals it is late
        (VoteState.SEALED, VOTE.closes_at - timedelta(seconds=1), Reason.EXPIRED),
        (VoteState.POSTED, VOTE.opens_at - timedelta(microseconds=1), Reason.WRONG_STATE),
        (VoteState.CANCELLED, VOTE.opens_at, Reason.WRONG_STATE),
    ],
)
def test_the_moment_of_the_press_decides(state: VoteState, at: datetime, reason: Reason | None) -> None:
    refusal = cast_refusal(replace(VOTE, state=state), at)
    assert (None if refusal is None else refusal.reason) is reason


def test_what_is_cast_on_paper_alone_takes_nothing_from_the_phone() -> None:
    on_paper = replace(VOTE, state=VoteState.OPEN, terms={**VOTE.terms, "on_paper": True})
    assert on_paper.on_paper and not VOTE.on_paper
    assert not Motion(None, "装灯", "每层一盏", 7).on_paper, "unless it is said, the phone takes ballots, too"
    refusal = cast_refusal(on_paper, VOTE.opens_at)
    assert refusal is not None and refusal.facts["what"] == "vote_on_paper"


def test_who_comes_after_the_close_is_told_so_whoever_counts_already() -> None:
    late = Refusal(Reason.EXPIRED, {"what": "vote"})
    for state in (VoteState.POSTED, VoteState.OPEN, VoteState.SEALED, VoteState.PUBLISHED, VoteState.FINAL):
        assert cast_refusal(replace(VOTE, state=state), VOTE.closes_at + timedelta(days=1)) == late


def test_objections_have_their_time_and_their_length() -> None:
    posted = replace(VOTE, state=VoteState.POSTED)
    assert objection_refusal(posted, "面积不对") is None
    published = replace(VOTE, state=VoteState.PUBLISHED)
    assert objection_refusal(published, "算错了") is None and published.takes_objections
    overtaken = objection_refusal(replace(published, overtaken_at=VOTE.posted_at), "算错了")
    assert overtaken is not None and overtaken.facts["what"] == "vote_written_anew"
    assert objection_refusal(VOTE, "算错了") == Refusal(Reason.WRONG_STATE, {"what": "vote_objection"})
    assert objection_refusal(posted, " ") == Refusal(Reason.EMPTY, {"what": "vote_objection"})
    long = objection_refusal(posted, "字" * (LONGEST_OBJECTION + 1))
    assert long is not None and long.reason is Reason.TOO_LONG
    assert objection_refusal(posted, "字" * LONGEST_OBJECTION) is None


def test_nobody_checks_their_own_vote() -> None:
    sealed = replace(VOTE, state=VoteState.SEALED)
    assert confirm_refusal(sealed, 8) is None
    assert confirm_refusal(sealed, 7) == Refusal(Reason.WRONG_STATE, {"what": "vote_second_person"})
    assert confirm_refusal(VOTE, 8) == Refusal(Reason.WRONG_STATE, {"what": "vote_not_sealed"})


def test_a_receipt_is_the_first_eighty_bits_in_signs_that_cannot_be_mistaken() -> None:
    assert receipt_of("0" * 64) == "0000-0000-0000-0000"
    assert receipt_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert receipt_of("08" + "0" * 62) == "1000-0000-0000-0000"
    assert receipt_of("f" * 20 + "0" * 44) == receipt_of("f" * 64), "eighty bits and no more"
    assert len(set(ALPHABET)) == 32 and not set("ILOU") & set(ALPHABET)


def test_a_card_that_comes_back_to_an_earlier_number_is_drawn_again() -> None:
    """A paper ballot was taken out: the notice must not pass for the one that was sent before."""
    effects = [*shown(VOTE, (1, 9000), [5], AT), *shown(VOTE, (1, 9000), [5], AT + timedelta(hours=1))]
    keys = [effect.notice.key for effect in effects if isinstance(effect, Post)]
    assert len(keys) == len(set(keys)) == 2


def test_a_ballot_belongs_in_the_box_from_the_opening_to_the_close() -> None:
    moments = (
        VOTE.opens_at - timedelta(seconds=1),
        VOTE.opens_at,
        VOTE.closes_at - timedelta(seconds=1),
        VOTE.closes_at,
    )
    assert [VOTE.takes_ballots(at) for at in moments] == [False, True, True, False]
    assert [VOTE.before_close(at) for at in moments] == [True, True, True, False]
    assert not replace(VOTE, state=VoteState.SEALED).before_close(VOTE.opens_at)


# The roll


def unit(number: int, *owners: int, area: int | None = 9000, **more: object) -> KnownUnit:
    values = {"kind": UnitKind.RESIDENTIAL, "developer": False, **more}
    source = None if area is None else AreaSource.REGISTERED
    home = DwellingUnit(number, 1, 3, 5, "3号楼", "1单元", 1, str(number), area=area, area_source=source, **values)  # type: ignore[arg-type]
    return KnownUnit(home, tuple(KnownOwner(owner, f"业主{owner}") for owner in owners))


def test_a_roll_counts_each_owner_once_and_says_where_each_entry_came_from() -> None:
    units = [unit(101, 1), unit(102, 1), unit(103, 2, 1), unit(104, developer=True), unit(105, developer=True)]
    units.append(unit(106, 3, kind=UnitKind.PARKING, area=1250))
    frozen = freeze(units, counted_kinds(parking=False), lambda key: key)
    assert (frozen.heads, frozen.area) == (3, 45000)
    assert [(entry.slot, entry.owners, entry.units) for entry in frozen.entries] == [
        (1, (1,), (101, 102)),
        (2, (1, 2), (103,)),
        (3, (), (104, 105)),
    ]
    assert frozen.entries[1].origin == {
        "owners": ["业主2", "业主1"],
        "units": [{"name": "3号楼1单元103", "area": 9000, "source": "registered"}],
    }
    with_parking = freeze(units, counted_kinds(parking=True), lambda key: key)
    assert (with_parking.heads, with_parking.area) == (4, 46250)


def test_slots_follow_the_order_that_is_lent_and_the_hash_follows_the_roll() -> None:
    units = [unit(101, 1), unit(102, 2)]
    first = freeze(units, counted_kinds(parking=False), lambda key: key)
    turned = freeze(units, counted_kinds(parking=False), lambda key: str(-int(key)))
    assert [entry.owners for entry in turned.entries] == [(1,), (2,)]
    assert first.hash == turned.hash
    larger = freeze([unit(101, 1, area=9001), unit(102, 2)], counted_kinds(parking=False), lambda key: key)
    assert larger.hash != first.hash


def test_homes_and_those_who_hold_an_office_count_one_each() -> None:
    homes = [unit(number).unit for number in (102, 101)]
    frozen = freeze_households(homes, lambda key: key)
    assert [(entry.head.key, entry.units, entry.owners) for entry in frozen.entries] == [
        ("101", (101,), ()),
        ("102", (102,), ()),
    ]
    assert (frozen.heads, frozen.area) == (2, 0) and frozen.entries[0].origin["units"] == [{"name": "3号楼1单元101"}]
    people = freeze_members([9, 7], lambda key: key)
    assert [(entry.person, entry.head.key) for entry in people.entries] == [(7, "7"), (9, "9")]
    assert people.hash != freeze_members([9, 8], lambda key: key).hash


def test_the_options_belong_to_what_can_be_compared() -> None:
    assert replace(MOTION, question=GATES).hash != MOTION.hash
    moved = replace(MOTION, title="门", text="铁门\n木门"), replace(MOTION, title="门\n铁门", text="木门")
    assert moved[0].hash != moved[1].hash, "where a line stands belongs to it"
    as_option = (
        replace(MOTION, title="门", text="选\n铁门\n木门"),
        replace(MOTION, title="门", text="选", question=GATES),
    )
    assert as_option[0].hash != as_option[1].hash
    assert replace(MOTION, question=replace(GATES, ballot="approval")).hash != as_option[1].hash
    wrong = replace(MOTION, question=replace(GATES, options=()))
    assert check_motion(wrong, WHOLE) == question_refusal(wrong.question) and check_motion(wrong, WHOLE) is not None


# The wizard


def test_the_wizard_asks_one_thing_after_another_and_goes_back() -> None:
    body: dict[str, object] = {}
    answers = {
        "place": [1, 0],
        "constituency": "owners",
        "matter": "manager",
        "title": "解聘物业",
        "text": "全文",
        "days": 7,
    }
    asked = []
    for step, answer in answers.items():
        asked.append((vote_step(body), vote_awaiting(body)))
        body[step] = answer
    assert asked == [
        (VoteStep.PLACE, None),
        (VoteStep.CONSTITUENCY, None),
        (VoteStep.MATTER, None),
        (VoteStep.TITLE, "voting.title"),
        (VoteStep.TEXT, "voting.text"),
        (VoteStep.DAYS, "voting.days"),
    ]
    assert vote_step(body) is VoteStep.PREVIEW
    assert vote_step_back(body) == {"days": None} and vote_step_back({}) == {}
    assert motion_of(body) == Motion(OwnersMatter.MANAGER, "解聘物业", "全文", 7)
    assert place_of(body) == Place(1) and place_of({"place": [1, 3]}) == Place(1, 3)


def test_what_was_said_of_another_vote_is_not_put() -> None:
    homes = {"words": "3号楼1单元", "ids": [1, 2]}
    of_homes = {"homes": homes, "source": "楼院章程"}
    of_a_meeting = {"meets_at": "2026-04-01T11:30:00+00:00", "unreached": ["郑大爷"]}
    said = {
        "place": [1, 0],
        "title": "门禁",
        "text": "全文",
        "days": 7,
        "matter": "manager",
        **of_homes,
        **of_a_meeting,
    }
    assert motion_of({**said, "constituency": "owners"}) == Motion(OwnersMatter.MANAGER, "门禁", "全文", 7)
    some = motion_of({**said, "constituency": "households"})
    assert some == Motion(
        None, "门禁", "全文", 7, Constituency.HOUSEHOLDS, scope=HomesScope("3号楼1单元", frozenset({1, 2}), "楼院章程")
    )
    met = motion_of({**said, "constituency": "representatives", "ballot": "approval", "options": ["甲", "乙"]})
    assert met == Motion(
        None,
        "门禁",
        "全文",
        0,
        Constituency.REPRESENTATIVES,
        meets_at=read_moment(of_a_meeting["meets_at"]),
        unreached=("郑大爷",),
    )
    assert VoteStep.OPTIONS not in order({"constituency": "representatives", "ballot": "approval"})
    assert VoteStep.SOURCE not in order({"constituency": "owners", "homes": homes})


def test_of_a_residents_meeting_each_home_votes_once_and_nobody_by_name() -> None:
    assembly = replace(VOTE, constituency=Constituency.RESIDENTS)
    assert assembly.by_homes and assembly.at_doors and not assembly.by_name and not assembly.in_meeting
    assert replace(VOTE, constituency=Constituency.HOUSEHOLDS).by_homes and not VOTE.by_homes
    assembly = replace(assembly, state=VoteState.POSTED)
    assert assembly.takes_ballots(assembly.opens_at), "it opens with the meeting, without a chair's press"
