"""The life of a report: the one table, whoever presses whatever; closed means shown, looked at, and answered for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.effects import Schedule, Unschedule
from domain.issues import Issue, permit_step, sides_of
from domain.issues_clock import KINDS, LAPSE, REMIND, RESUME, UNACCEPTED, clock_effects, falls_due
from domain.issues_life import (
    ENDED,
    FORMS,
    INDEPENDENT,
    TRANSITIONS,
    WHO,
    Form,
    Side,
    State,
    Step,
    Words,
    advance,
    form_refusal,
    printed,
    proof_refusal,
    steps_for,
)
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
HERE = Place(1, 13)


def somebody(person: int, kind: RoleKind) -> Actor:
    return Actor(person, (Role(kind, HERE, AT),))


REPORTER, NEIGHBOUR = Actor(1), somebody(5, RoleKind.TENANT)
LEADER, WORKER = somebody(2, RoleKind.BUILDING_LEADER), somebody(3, RoleKind.GRID_WORKER)
OWN = replace(LEADER, person_id=1)
"""A leader who reported it themselves."""
STRANGER = Actor(9)
LAMP = Issue(7, 127, HERE, "中华园", "3号楼", 1, "王阿姨", "灯坏了", None, State.REPORTED, AT, AT)


@dataclass
class Life:
    """A report that people press on, and what was done since it was last taken up."""

    issue: Issue = LAMP
    done: list[tuple[Step, int | None, bool]] = field(default_factory=list)

    def takes(self, actor: Actor | None, step: Step, *, proof: bool) -> bool:
        """Whether it moved."""
        refusal = form_refusal(step, words=True, proof=proof)
        if actor is None:
            refusal = refusal or (None if WHO.get(step) == frozenset() else Refusal(Reason.NOT_PERMITTED))
        else:
            refusal = refusal or permit_step(self.issue, actor, step, at=AT)
        state = refusal or advance(self.issue.state, step)
        if isinstance(state, Refusal):
            return False
        by = None if actor is None else actor.person_id
        self.done = [] if step is Step.REOPEN else [*self.done, (step, by, proof)]
        doer = by if step is Step.DONE else self.issue.doer_id
        self.issue = replace(self.issue, state=state, doer_id=doer)
        return True

    def closed_for_good_reason(self) -> bool:
        """A proof; a look by somebody else after it; the reporter's word, or the lapse of their time."""
        steps = [step for step, _, _ in self.done]
        last = max(at for at, step in enumerate(steps) if step is Step.DONE)
        _, doer, proof = self.done[last]
        after = self.done[last + 1 :]
        looked = any(step in INDEPENDENT and by != doer for step, by, _ in after)
        answered = any(step in (Step.SOLVED, Step.LAPSE) for step, _, _ in after)
        sent_back = any(step is Step.SEND_BACK for step, _, _ in after)
        return proof and looked and answered and not sent_back


PRESSES = st.tuples(
    st.sampled_from([None, REPORTER, NEIGHBOUR, LEADER, WORKER, OWN, STRANGER]), st.sampled_from(Step), st.booleans()
)


@given(st.lists(PRESSES, max_size=60))
def test_nothing_is_closed_without_a_proof_a_look_and_a_word(presses: list[tuple[Actor | None, Step, bool]]) -> None:
    life = Life()
    for actor, step, proof in presses:
        before = life.issue.state
        if life.takes(actor, step, proof=proof):
            assert TRANSITIONS[before, step] is life.issue.state
        else:
            assert life.issue.state is before
        if life.issue.state is State.CLOSED:
            assert life.closed_for_good_reason()


def test_the_straight_way_and_back() -> None:
    life = Life()
    for actor, step in (
        (LEADER, Step.TAKE),
        (LEADER, Step.BEGIN),
        (LEADER, Step.DONE),
        (WORKER, Step.CHECK),
        (REPORTER, Step.SOLVED),
    ):
        assert life.takes(actor, step, proof=True), step
    assert life.issue.state is State.CLOSED
    assert life.takes(NEIGHBOUR, Step.REOPEN, proof=False)
    assert life.issue.state is State.REOPENED


def test_whoever_did_it_cannot_look_at_it_nor_speak_for_the_reporter() -> None:
    shown = replace(LAMP, state=State.TO_CHECK, doer_id=2)
    own = Refusal(Reason.NOT_PERMITTED, {"what": "issue_own_work"})
    assert permit_step(shown, LEADER, Step.CHECK, at=AT) == own
    assert permit_step(shown, WORKER, Step.CHECK, at=AT) is None
    assert permit_step(replace(shown, holder_id=3), WORKER, Step.CHECK, at=AT) == own, "another said it for them"
    assert permit_step(shown, NEIGHBOUR, Step.CHECK, at=AT) is None
    assert permit_step(replace(shown, doer_id=1), OWN, Step.SOLVED, at=AT) == own
    assert permit_step(shown, LEADER, Step.SOLVED, at=AT) == Refusal(Reason.NOT_PERMITTED, {"what": "issue_solved"})


def test_what_residents_may_do_is_little() -> None:
    theirs = {step for state in State for step in steps_for(state, {Side.REPORTER}, own_work=False)}
    assert theirs == {Step.SUPPLY, Step.SOLVED, Step.WITHDRAW, Step.REOPEN}
    neighbours = {step for state in State for step in steps_for(state, {Side.NEIGHBOUR}, own_work=False)}
    assert neighbours == {Step.CHECK, Step.REOPEN}
    assert all(steps_for(state, (), own_work=False) == [] for state in State)
    assert Step.CHECK not in steps_for(State.TO_CHECK, {Side.STAFF}, own_work=True)


def test_somebody_may_stand_in_two_places() -> None:
    assert sides_of(LAMP, OWN) == {Side.REPORTER, Side.STAFF}
    assert sides_of(LAMP, STRANGER) == frozenset()


def test_what_is_not_in_the_table_is_refused_by_its_state() -> None:
    assert advance(State.CLOSED, Step.ANSWER) == Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": "closed"})
    every = {(state, step) for state in State for step in Step}
    assert all(isinstance(advance(*pair), Refusal) for pair in every - TRANSITIONS.keys())


def test_every_state_is_reached_and_left() -> None:
    assert set(TRANSITIONS.values()) | {State.REPORTED} == set(State)
    assert {state for state, _ in TRANSITIONS} == set(State)
    assert all({step for origin, step in TRANSITIONS if origin is state} == {Step.REOPEN} for state in ENDED)
    assert len(printed()) == len(State)
    assert printed()[-1] == "withdrawn | reopen → reopened"


@pytest.mark.parametrize(
    ("step", "words", "proof", "what"),
    [
        (Step.DONE, True, False, "issue_proof"),
        (Step.DONE, False, True, None),
        (Step.ANSWER, False, False, "issue_words"),
        (Step.REOPEN, False, False, None),
        (Step.TAKE, False, False, None),
    ],
)
def test_a_step_says_what_it_still_needs(step: Step, words: bool, proof: bool, what: str | None) -> None:
    refusal = form_refusal(step, words=words, proof=proof)
    assert refusal == (None if what is None else Refusal(Reason.EMPTY, {"what": what}))
    assert FORMS.get(step, Form()).words in Words


def test_each_waiting_state_has_its_time() -> None:
    assert falls_due(replace(LAMP, state=State.ASKED), ZONE) == {LAPSE: AT + timedelta(days=5)}
    rating = falls_due(replace(LAMP, state=State.TO_RATE), ZONE)
    assert rating == {LAPSE: AT + timedelta(days=7), REMIND: datetime(2026, 3, 5, 9, 0, tzinfo=ZONE)}
    until = AT + timedelta(days=15)
    assert falls_due(replace(LAMP, state=State.SUSPENDED, until=until), ZONE) == {RESUME: until}
    assert falls_due(replace(LAMP, state=State.SUSPENDED), ZONE) == {}
    assert falls_due(LAMP, ZONE) == {}
    assert falls_due(replace(LAMP, state=State.ASSIGNED), ZONE) == {UNACCEPTED: AT + timedelta(hours=24)}
    effects = clock_effects(replace(LAMP, state=State.ASKED), ZONE)
    assert effects[0] == Schedule(LAPSE, "issue:7", AT + timedelta(days=5))
    assert effects[1:] == [Unschedule(kind, "issue:7") for kind in KINDS[1:]]


def test_a_look_rests_on_a_proof_that_is_here() -> None:
    for step in (Step.CHECK, Step.SOLVED):
        for states, what in (((), "lost"), (("lost",), "lost"), (("lost", "pending"), "coming")):
            refusal = Refusal(Reason.WRONG_STATE, {"what": f"issue_proof_{what}"})
            assert proof_refusal(step, states) == refusal
        assert proof_refusal(step, ("pending", "stored")) is None
    assert proof_refusal(Step.REOPEN, ()) is None
