"""An urgent repair is a closed list, with its reason, its photo and its money; as a table it can be printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.procedures import PROCEDURES, SIX_STEPS, URGENT
from domain.deliberation.stages import MatterAct, Need, Stage, act_refusal, printed
from domain.deliberation_alarms import Alarm, Danger, Payer, alarm_refusal, danger_of, payer_of
from domain.deliberation_move_effects import pressing
from domain.issues import File
from domain.notices import Urgency
from domain.outcomes import Reason, Refusal
from tests.deliberating import STAIRWELL, a_matter
from tests.domain.test_deliberation import MONDAY

WORDS = "3号楼外墙砖往下掉\n正对着幼儿园门口，昨晚掉了三块。"
ALARM = Alarm(Danger.FACADE, WORDS, Payer.FUND, 12_600_00, "两家报价，取低的", File("photo", "p1"))


def test_the_exception_can_be_printed() -> None:
    assert printed(URGENT) == [
        "examining | note, move, grow, stop | danger, source | ",
        "doing | note, move, show | proof, accounts | ",
        "reporting | note, object, reply, not_done, grow | paper, time, objections | 15 full days | 一征三议两公开",
        "rating | note, not_done, rate | time | 7 full days | 一征三议两公开",
        "archived |  |  | ",
    ]
    assert URGENT.source == "民法典第281条第二款" and PROCEDURES["urgent"] is URGENT


def test_nothing_is_done_before_two_have_looked() -> None:
    assert URGENT.step(Stage.EXAMINING).by_two and URGENT.after(Stage.EXAMINING) is Stage.DOING
    assert act_refusal(URGENT, Stage.EXAMINING, MatterAct.SHOW) is not None
    assert URGENT.step(Stage.DOING).by_two and not URGENT.step(Stage.REPORTING).by_two


def test_what_is_shown_afterwards_stands_as_long_as_a_resolution() -> None:
    urgent, full = URGENT.step(Stage.REPORTING), SIX_STEPS.step(Stage.DISCLOSING)
    assert urgent.least == full.least and {Need.PAPER, Need.TIME, Need.OBJECTIONS} == set(urgent.needs)


def test_it_is_raised_whole_or_not_at_all() -> None:
    assert alarm_refusal(ALARM) is None
    blank = replace(ALARM, photo=File("photo", ""))
    assert alarm_refusal(blank) == Refusal(Reason.EMPTY, {"what": "matter_photo"})
    assert alarm_refusal(replace(ALARM, words=" ")) == Refusal(Reason.EMPTY, {"what": "matter_words"})
    assert alarm_refusal(replace(ALARM, cents=None)) == Refusal(Reason.INVALID, {"what": "matter_amount"})
    assert alarm_refusal(replace(ALARM, paid_how="")) == Refusal(Reason.EMPTY, {"what": "matter_amount_words"})


def test_the_matter_keeps_its_danger_and_who_pays() -> None:
    assert danger_of(ALARM.terms) is Danger.FACADE and payer_of(ALARM.terms) is Payer.FUND
    assert danger_of({}) is None and payer_of({}) is None
    assert ALARM.proposal(STAIRWELL).title == "3号楼外墙砖往下掉"
    assert ALARM.proposal(STAIRWELL).text == WORDS


@pytest.mark.parametrize("payer", Payer)
def test_the_fund_is_the_owners_had_it_to_be_asked_about(payer: Payer) -> None:
    assert replace(ALARM, payer=payer).touched == ((Touch.USE_FUND,) if payer is Payer.FUND else ())


def test_common_income_is_not_spent_this_way() -> None:
    assert "common_income" not in set(Payer)


def test_whoever_has_to_look_is_woken() -> None:
    assert pressing(a_matter(Stage.EXAMINING, MONDAY)) is Urgency.URGENT
    assert pressing(a_matter(Stage.SOLICITING, MONDAY)) is Urgency.ORDINARY
