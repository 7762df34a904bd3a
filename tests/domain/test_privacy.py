"""What people agree to: necessary purposes together, the others one by one, each to one version of the notice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from domain.outcomes import Reason, Refusal
from domain.privacy import (
    CLAUSES,
    NOTICE_VERSION,
    Consent,
    PersonalData,
    Purpose,
    agreed,
    may_leave,
    missing,
    outdated,
    printed,
    purpose_named,
    unconsented,
    without_name,
)
from domain.registry import Place, PlaceNames, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
NECESSARY = (Purpose.REGISTRATION, Purpose.CROSS_BORDER)


def to(purpose: Purpose, *, version: int = NOTICE_VERSION, withdrawn: bool = False) -> Consent:
    return Consent(purpose, version, AT, AT if withdrawn else None)


def test_the_necessary_purposes_are_these_and_nothing_else() -> None:
    assert missing([]) == NECESSARY
    assert missing([to(Purpose.REMINDERS), to(Purpose.PUBLICATION)]) == NECESSARY


def test_whoever_agrees_to_what_is_necessary_lacks_nothing() -> None:
    assert missing(map(to, NECESSARY)) == ()
    assert unconsented(map(to, NECESSARY)) is None


def test_half_of_it_is_not_enough() -> None:
    assert missing([to(Purpose.REGISTRATION)]) == (Purpose.CROSS_BORDER,)
    assert unconsented([to(Purpose.REGISTRATION)]) == Refusal(Reason.NO_CONSENT)


def test_a_new_version_of_the_notice_asks_again() -> None:
    older = [to(purpose, version=0) for purpose in NECESSARY]
    assert missing(older) == NECESSARY
    assert missing([*older, *map(to, NECESSARY)]) == ()


def test_what_was_taken_back_holds_no_more_and_may_be_given_again() -> None:
    assert agreed([to(Purpose.REMINDERS, withdrawn=True)]) == frozenset()
    assert agreed([to(Purpose.REMINDERS, withdrawn=True), to(Purpose.REMINDERS)]) == {Purpose.REMINDERS}


def test_a_press_under_an_older_notice_agrees_to_nothing() -> None:
    assert outdated(NOTICE_VERSION) is None
    assert outdated(NOTICE_VERSION - 1) == Refusal(Reason.STALE, {"what": "notice"})


def test_every_purpose_has_one_clause_and_the_version_is_the_latest_of_theirs() -> None:
    assert [clause.purpose for clause in CLAUSES] == list(Purpose)
    assert max(clause.since for clause in CLAUSES) == NOTICE_VERSION


def test_a_forged_purpose_is_none() -> None:
    assert purpose_named("reminders") is Purpose.REMINDERS
    assert purpose_named("advertising") is None


def test_the_document_prints_the_purposes() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| (necessary|free)[^|]* \| ([^|]+) \| (\d+) \|$", DOCUMENT.read_text(), re.M
    )
    assert [" | ".join(row) for row in rows] == printed()


# Leaving


def serving(*kinds: RoleKind) -> list[Role]:
    return [Role(kind, Place(1), AT) for kind in kinds]


def test_residents_may_leave_at_any_time() -> None:
    assert may_leave(serving(RoleKind.OWNER, RoleKind.TENANT), operators=1) is None
    assert may_leave([], operators=0) is None


def test_who_serves_is_told_as_what() -> None:
    held = serving(RoleKind.OWNER, RoleKind.GRID_WORKER, RoleKind.COMMITTEE, RoleKind.GRID_WORKER)
    facts = {"what": "office_held", "who": ["grid_worker", "committee"]}
    assert may_leave(held, operators=1) == Refusal(Reason.WRONG_STATE, facts)


def test_the_only_operator_is_told_so() -> None:
    operator = serving(RoleKind.OPERATOR)
    assert may_leave(operator, operators=1) == Refusal(Reason.WRONG_STATE, {"what": "sole_operator"})
    office = Refusal(Reason.WRONG_STATE, {"what": "office_held", "who": ["operator"]})
    assert may_leave(operator, operators=2) == office


def test_facts_lose_a_name_wherever_it_stands() -> None:
    facts = {"name": "王阿姨", "n": 3, "deep": [{"text": "王阿姨家漏水"}, None], "王阿姨": True}
    assert without_name(facts, "王阿姨") == {"name": "—", "n": 3, "deep": [{"text": "—家漏水"}, None], "王阿姨": True}


def test_a_name_of_one_sign_is_not_cut_out_of_other_words() -> None:
    assert without_name(["王", "王阿姨"], "王") == ["—", "王阿姨"]


def test_a_persons_data_counts_itself() -> None:
    tables = {"people": [{}], "issues": [{"closed_at": AT.isoformat()}, {"closed_at": None}]}
    data = PersonalData(tables, PlaceNames({}, {}), AT)
    assert (data.counts, data.open_reports) == ({"people": 1, "issues": 2}, 1)
    assert PersonalData({}, PlaceNames({}, {}), AT).open_reports == 0
