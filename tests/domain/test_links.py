"""Personal links: signed, for one purpose, running out, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.links import LinkPurpose, PersonalLink, link_refusal, may_revoke, read_token, write_token
from domain.outcomes import Reason, Refusal
from domain.registry import ANYWHERE, Actor, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LINK = PersonalLink(12, LinkPurpose.HOME, "unit:12", 7, AT + timedelta(days=3))
DIGEST = "0123456789abcdef" * 4


def test_a_token_is_a_number_and_a_signature_and_nothing_else() -> None:
    token = write_token(LINK, DIGEST)
    assert token == "12-" + "0123456789abcdef" * 2
    assert read_token(token) == (12, "0123456789abcdef" * 2)


@pytest.mark.parametrize(
    "text", ["", "12", "12-", "12-xyz", "012-" + "0" * 32, "-" + "0" * 32, "1-" + "A" * 32, "9" * 40]
)
def test_what_was_never_a_token_is_not_looked_for(text: str) -> None:
    assert read_token(text) is None


def test_another_purpose_subject_or_date_needs_another_signature() -> None:
    others = [
        replace(LINK, id=13),
        replace(LINK, purpose=LinkPurpose.UNIT),
        replace(LINK, subject="unit:13"),
        replace(LINK, expires_at=AT),
    ]
    assert len({LINK.signed, *(other.signed for other in others)}) == 5


def test_a_link_opens_until_it_runs_out_or_is_taken_back() -> None:
    signature = DIGEST[:32]
    assert link_refusal(LINK, signature, [DIGEST], AT) is None
    assert link_refusal(LINK, signature, ["f" * 64, DIGEST], AT) is None, "signed under an older key"
    late, revoked = LINK.expires_at, replace(LINK, revoked=True)
    assert link_refusal(LINK, signature, [DIGEST], late) == Refusal(Reason.EXPIRED, {"what": "link"})
    assert link_refusal(revoked, signature, [DIGEST], late) == Refusal(Reason.WRONG_STATE, {"what": "link_revoked"})


def test_whoever_has_no_signature_learns_nothing() -> None:
    unknown = Refusal(Reason.NOT_FOUND, {"what": "link"})
    assert link_refusal(None, DIGEST[:32], [DIGEST], AT) == unknown
    assert link_refusal(replace(LINK, revoked=True), "f" * 32, [DIGEST], LINK.expires_at) == unknown


def test_the_lender_and_the_operator_take_a_link_back() -> None:
    operator = Actor(1, (Role(RoleKind.OPERATOR, ANYWHERE, AT),))
    assert may_revoke(operator, LINK) and may_revoke(Actor(7), LINK)
    assert not may_revoke(Actor(8), LINK)
    assert not may_revoke(Actor(None), replace(LINK, made_by=None))
