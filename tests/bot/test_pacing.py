"""The pacer keeps below Telegram's limits and never longer than needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telegram_wire.pacing import MINUTE, Pace, Pacer
from tests.clocks import Seconds

GROUP, PERSON = -100, 5


def test_a_private_chat_rests_a_second() -> None:
    clock = Seconds()
    pacer = Pacer(clock)
    pacer.sent(PERSON)
    assert pacer.resting() == {PERSON}
    clock.value += 1.0
    assert pacer.resting() == set()


def test_a_group_may_burst_then_goes_evenly() -> None:
    clock = Seconds()
    pacer = Pacer(clock)
    for _ in range(3):
        pacer.sent(GROUP)
        assert pacer.resting() == set()
    pacer.sent(GROUP)
    assert pacer.resting() == {GROUP}
    assert pacer.next_in() == 4.0


def test_an_edit_in_a_group_keeps_three_seconds() -> None:
    clock = Seconds()
    pacer = Pacer(clock)
    pacer.sent(GROUP, edit=True)
    clock.value += 2.9
    assert pacer.resting() == {GROUP}
    clock.value += 0.2
    assert pacer.resting() == set()


def test_the_rest_telegram_asks_for_stands_and_others_go_on() -> None:
    clock = Seconds()
    pacer = Pacer(clock)
    pacer.rest(GROUP, 30.0)
    pacer.rest(GROUP, 2.0)
    clock.value += 29.0
    assert pacer.resting() == {GROUP}
    assert pacer.allowance() == 25


def test_no_more_than_the_allowance_in_a_second() -> None:
    clock = Seconds()
    pacer = Pacer(clock)
    for chat in range(25):
        pacer.sent(chat + 1)
    assert pacer.allowance() == 0
    clock.value += 1.0
    assert pacer.allowance() == 25


@given(st.lists(st.floats(min_value=0, max_value=20, allow_nan=False), min_size=40, max_size=120))
def test_whatever_the_demand_a_group_gets_at_most_twenty_a_minute(wants: list[float]) -> None:
    clock, sent = Seconds(), []
    pacer = Pacer(clock, Pace())
    for want in wants:
        clock.value += want
        if GROUP not in pacer.resting():
            pacer.sent(GROUP)
            sent.append(clock.value)
    for moment in sent:
        assert len([other for other in sent if moment <= other < moment + MINUTE]) <= 20
