"""What a vote came to: the chosen, the tied, and a lot that is recorded by one and confirmed by another."""

from __future__ import annotations

from dataclasses import replace

from domain.election_results import (
    Elected,
    ballot_names,
    drawn,
    elected_by,
    lot_refusal,
    lot_second_refusal,
    recorded_draws,
    recorders,
    undone,
    undrawn,
)
from domain.elections import ElectionState
from domain.outcomes import Reason, Refusal
from domain.voting.elections import OWNERS_COMMITTEE, ElectionBallot, elect
from domain.voting.k_seats import KIND
from domain.voting.kinds import decide
from domain.voting.marking import MarkedBallot, Paper
from domain.voting.rolls import Head, Roll
from domain.voting.rules import OWNERS_GENERAL
from tests.domain.test_elections import election, stands


def test_a_vote_s_result_names_candidacies() -> None:
    plain = {"chosen": ["3", "1"], "tied": [], "quorum_met": True}
    assert elected_by(plain, 5) == Elected((3, 1)) and elected_by(plain, 5).by_lot == 0
    tied = elected_by({**plain, "tied": ["4", "5", "6"]}, 4)
    assert tied == Elected((3, 1), (4, 5, 6), 2)
    assert tied.facts == {"chosen": [3, 1], "tied": [4, 5, 6], "by_lot": 2, "drawn": [], "draws": 0}


def test_a_lot_falls_on_those_who_tie_until_the_seats_are_given() -> None:
    waiting = election(state=ElectionState.VOTING, result=Elected((3, 1), (4, 5, 6), 2).facts)
    assert undrawn(waiting) == (4, 5, 6) and undrawn(election()) == ()
    assert lot_refusal(waiting, 5) is None and lot_refusal(waiting, 3) is not None
    once = replace(waiting, result={**(waiting.result or {}), "drawn": [5], "by": 1})
    assert undrawn(once) == (4, 6) and lot_second_refusal(once, 2, 0) is not None
    full = replace(waiting, result={**(waiting.result or {}), "drawn": [5, 4], "by": 1, "draws": 2})
    assert undrawn(full) == () and lot_refusal(full, 6) is not None
    own, other = lot_second_refusal(full, 1, 2), lot_second_refusal(full, 2, 2)
    assert lot_second_refusal(full, 2, 1) == Refusal(Reason.STALE), "they have read another draw"
    assert own is not None and own.facts["what"] == "election_second_person" and other is None
    over = replace(full, state=ElectionState.SETTLED)
    assert lot_second_refusal(over, 2, 2) is not None and lot_second_refusal(election(), 2, 0) is not None
    assert recorded_draws(full) == 2 and recorded_draws(election()) == 0
    assert lot_refusal(replace(waiting, state=ElectionState.SETTLED), 5) is not None


def test_whoever_recorded_the_first_name_of_a_lot_stays_named_beside_the_second() -> None:
    waiting = election(state=ElectionState.VOTING, result=Elected((3, 1), (4, 5, 6), 2).facts)
    first = replace(waiting, result=drawn(waiting, 5, 1))
    both = replace(first, result=drawn(first, 4, 2))
    assert recorders(both) == (1, 2) and recorded_draws(both) == 2 and undrawn(both) == ()
    for by in (1, 2):
        refused = lot_second_refusal(both, by, 2)
        assert refused is not None and refused.facts["what"] == "election_second_person"
    assert lot_second_refusal(both, 3, 2) is None
    anew = replace(both, result=undone(both))
    assert recorders(anew) == () and undrawn(anew) == (4, 5, 6) and recorded_draws(anew) == 2
    assert recorders(replace(waiting, result={**(waiting.result or {}), "by": 7})) == (7,), "as it once was kept"
    assert recorders(election()) == ()


def test_who_shares_a_name_is_told_apart_on_the_ballot() -> None:
    members = [stands(1, name="王桂兰"), stands(2), stands(3, name="王桂兰")]
    assert ballot_names(members) == ["王桂兰 (1)", "邻居2", "王桂兰 (3)"]


def test_the_ballots_kind_and_the_law_s_rule_elect_the_same() -> None:
    """A vote with k seats goes by 民法典278 as `elect` has it for an owners' committee."""
    roll = Roll(tuple(Head(str(n), 9000, (str(n),)) for n in range(9)))
    wanted = ["ab", "ab", "ac", "ac", "bc", "a", "d"]
    marks = {str(n): frozenset(names) for n, names in enumerate(wanted)}
    vote = decide(KIND, Paper(tuple("abcd"), 2), roll, [MarkedBallot(h, m) for h, m in marks.items()], OWNERS_GENERAL)
    law = elect(
        roll, [ElectionBallot(h, m) for h, m in marks.items()], OWNERS_COMMITTEE, candidates=list("abcd"), seats=2
    )
    assert (vote.chosen.options, vote.chosen.tied, vote.quorum_met) == (law.elected, law.tied, law.valid)
    assert vote.standings == law.standings
