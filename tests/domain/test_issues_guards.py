"""What stands between a report and whoever presses: each of these lets something through when it is taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.issues import Issue, View, own_work, permit_step, view_of
from domain.issues_life import ENDED, IN_HAND, PROOFS, UNCLAIMED, State, Step, advance, form_refusal
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HERE = Place(1, 13)
LAMP = Issue(7, 127, HERE, "中华园", "3号楼", 1, "王阿姨", "灯坏了", None, State.REPORTED, AT, AT)
WANG, LEADER, CHAIR = (
    Actor(person, (Role(kind, place, AT),))
    for person, kind, place in (
        (1, RoleKind.OWNER, HERE),
        (2, RoleKind.BUILDING_LEADER, HERE),
        (4, RoleKind.COMMITTEE, Place(1)),
    )
)


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts.get("what")


def test_whoever_works_on_it_does_not_turn_it_down() -> None:
    """不予受理 is said before anybody has it; afterwards it is put aside, referred, or done."""
    for state in set(IN_HAND) - set(UNCLAIMED):
        assert isinstance(advance(state, Step.DECLINE), Refusal), state
    assert all(advance(state, Step.DECLINE) is State.DECLINED for state in (*UNCLAIMED, State.ASKED))


def test_what_is_shown_as_done_is_looked_at_and_goes_nowhere_else() -> None:
    for step in (Step.MERGE, Step.DECLINE, Step.REFER, Step.DISCUSS, Step.ASSIGN, Step.SUSPEND):
        assert isinstance(advance(State.TO_CHECK, step), Refusal), step


@pytest.mark.parametrize("state", sorted(ENDED))
def test_what_has_ended_is_only_opened_again(state: State) -> None:
    assert [step for step in Step if not isinstance(advance(state, step), Refusal)] == [Step.REOPEN]


def test_only_its_reporter_takes_it_back_supplies_or_says_that_it_is_fixed() -> None:
    shown = replace(LAMP, state=State.TO_RATE, doer_id=9)
    for step in (Step.WITHDRAW, Step.SUPPLY, Step.SOLVED):
        for other in (LEADER, CHAIR):
            assert what(permit_step(shown, other, step, at=AT)) == f"issue_{step.value}"
        assert permit_step(shown, WANG, step, at=AT) is None


def test_a_voice_shows_nothing() -> None:
    assert PROOFS.isdisjoint({"voice", "audio", "sticker", "location"})
    assert what(form_refusal(Step.DONE, words=True, proof=False)) == "issue_proof"


@pytest.mark.parametrize("step", [Step.DECLINE, Step.SUSPEND, Step.SEND_BACK, Step.REFER, Step.RETURN, Step.MERGE])
def test_what_others_have_to_live_with_is_said_in_words(step: Step) -> None:
    assert form_refusal(step, words=False, proof=True) == Refusal(Reason.EMPTY, {"what": "issue_words"})
    assert form_refusal(step, words=True, proof=False) is None


def test_what_is_for_one_person_alone_is_read_by_that_one_while_they_serve() -> None:
    sealed = replace(LAMP, sealed_to=2, filed_by=5)
    assert view_of(sealed, LEADER, carded=True) is View.STAFF
    assert view_of(sealed, replace(LEADER, roles=()), carded=True) is None, "they serve no more"
    assert view_of(sealed, CHAIR, carded=True) is None
    assert view_of(sealed, Actor(6, (Role(RoleKind.OPERATOR, Place(), AT),)), carded=True) is None
    assert view_of(sealed, WANG, carded=True) is view_of(sealed, Actor(5), carded=True) is View.REPORTER
    assert permit_step(sealed, LEADER, Step.DISCUSS, at=AT) == Refusal(
        Reason.WRONG_STATE, {"what": "issue_sealed_matter"}
    )
    assert permit_step(LAMP, LEADER, Step.DISCUSS, at=AT) is None


def test_whoever_speaks_without_a_name_is_nobody_s_reporter() -> None:
    forgotten = replace(LAMP, reporter_id=None, filed_by=None)
    assert view_of(forgotten, Actor(None), carded=False) is None
    assert view_of(replace(forgotten, sealed_to=2), Actor(None), carded=True) is None
    assert not own_work(forgotten, Actor(None))


def test_a_part_the_holder_and_who_said_it_was_done_are_work() -> None:
    shown = replace(LAMP, state=State.TO_CHECK)
    for theirs in (replace(shown, doer_id=2), replace(shown, holder_id=2), replace(shown, parts_by=frozenset({2}))):
        assert own_work(theirs, LEADER) and not own_work(theirs, CHAIR)
        assert what(permit_step(theirs, LEADER, Step.CHECK, at=AT)) == "issue_own_work"
        assert permit_step(theirs, CHAIR, Step.CHECK, at=AT) is None
