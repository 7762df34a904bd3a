"""Written proxies: what is refused, to whom, and until when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.outcomes import Refusal
from domain.voting.constituencies import Constituency
from domain.voting.proxies import Proxy, ProxyState, Standing, confirming_refusal, ending_refusal, entering_refusal
from tests.domain.voting.opened import CLOSES, OPENS, VOTE

ENTERED = Proxy(4, 7, 9, 12, ProxyState.ENTERED, 71, "李建国", entered_by=3)
CONFIRMED = replace(ENTERED, state=ProxyState.CONFIRMED)


def what(refusal: Refusal | None) -> object:
    return refusal and refusal.facts["what"]


@pytest.mark.parametrize(
    ("standing", "refused"),
    [
        (Standing(), None),
        (Standing(held=2), None),
        (Standing(held=3), "proxies"),
        (Standing(owns=True), "proxy_owns"),
        (Standing(stands=True), "proxy_candidate"),
        (Standing(taken=True), "proxy"),
        (Standing(undecided=True), "proxy_undecided"),
    ],
)
def test_who_may_be_named(standing: Standing, refused: str | None) -> None:
    assert what(entering_refusal(VOTE, standing, OPENS)) == refused


def test_only_owners_and_only_before_the_close() -> None:
    assert what(entering_refusal(VOTE, Standing(), CLOSES)) == "vote_not_open_now"
    homes = replace(VOTE, constituency=Constituency.HOUSEHOLDS)
    assert what(entering_refusal(homes, Standing(), OPENS)) == "proxy_owners_only"
    on_paper = replace(VOTE, terms={**VOTE.terms, "on_paper": True})
    assert what(entering_refusal(on_paper, Standing(), OPENS)) == "proxy_on_paper", "the holder casts on paper, too"
    stricter = replace(VOTE, terms={**VOTE.terms, "proxies": 1})
    assert what(entering_refusal(stricter, Standing(held=1), OPENS)) == "proxies"


def test_a_second_person_confirms_beside_the_photo() -> None:
    assert confirming_refusal(VOTE, ENTERED, 5, kept=True, at=OPENS) is None
    assert what(confirming_refusal(VOTE, ENTERED, 3, kept=True, at=OPENS)) == "proxy_second_person"
    assert what(confirming_refusal(VOTE, ENTERED, 71, kept=True, at=OPENS)) == "proxy_second_person"
    assert what(confirming_refusal(VOTE, ENTERED, 5, kept=False, at=OPENS)) == "paper_photo"
    assert what(confirming_refusal(VOTE, CONFIRMED, 5, kept=True, at=OPENS)) == "proxy_checked"
    assert what(confirming_refusal(VOTE, ENTERED, 5, kept=True, at=CLOSES)) == "vote_not_open_now"


def test_it_is_taken_back_until_the_close() -> None:
    assert ending_refusal(VOTE, CONFIRMED, OPENS) is None is ending_refusal(VOTE, ENTERED, OPENS)
    assert what(ending_refusal(VOTE, CONFIRMED, CLOSES)) == "vote_not_open_now"
    assert what(ending_refusal(VOTE, replace(ENTERED, state=ProxyState.ENDED), OPENS)) == "proxy_ended"


def test_each_step_of_a_proxy_is_taken_from_its_states_only() -> None:
    confirmed = [
        state
        for state in ProxyState
        if confirming_refusal(VOTE, replace(ENTERED, state=state), 5, kept=True, at=OPENS) is None
    ]
    ended = [state for state in ProxyState if ending_refusal(VOTE, replace(ENTERED, state=state), OPENS) is None]
    live = [state for state in ProxyState if replace(ENTERED, state=state).live]
    assert (confirmed, ended) == ([ProxyState.ENTERED], [ProxyState.ENTERED, ProxyState.CONFIRMED]) and ended == live


def test_only_owners_vote_by_written_proxy() -> None:
    asked = {each: what(entering_refusal(replace(VOTE, constituency=each), Standing(), OPENS)) for each in Constituency}
    assert [each for each, refused in asked.items() if refused is None] == [Constituency.OWNERS]


def test_its_photo_is_found_again_under_its_own_number_and_nobody_holds_a_home_beforehand() -> None:
    assert (ENTERED.subject, replace(ENTERED, id=5).subject) == ("vote_proxy:4", "vote_proxy:5")
    assert not any(vars(Standing()).values())
    one = replace(VOTE, terms={**VOTE.terms, "proxies": 1})
    assert entering_refusal(one, Standing(), OPENS) is None
    refused = entering_refusal(VOTE, Standing(held=4), OPENS)
    assert refused is not None and refused.facts["most"] == 3
