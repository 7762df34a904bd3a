"""An election up to its final list: conditions first, who may stand, what is wrong in words, what keeps a list back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import elections
from domain.candidacies import few_candidates
from domain.election_terms import deadlines, election_terms
from domain.elections import (
    Candidacy,
    CandidacyObjection,
    Election,
    ElectionState,
    Listing,
    Way,
    at_home,
    channel_refusal,
    conditions_refusal,
    early_refusal,
    listing,
    makeup,
    name_refusal,
    notice_makeup,
    outsider_refusal,
    read_conditions,
    seats_refusal,
    signer_key,
    signers_wanted,
    sound,
    standing_faults,
    undeclared,
    wants_owners,
    words_refusal,
)
from domain.outcomes import Reason, Refusal
from domain.paper_days import read_day
from domain.profiles import Profile
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.compositions import Candidate, CompositionFault, CompositionRule, NominationChannel
from domain.voting.nominations import NominationFault, NoticeFault
from domain.voting.rules import TWO_THIRDS
from domain.voting.timelines import Milestone
from domain.workdays import WorkDays
from storage.shelf import shipped

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PLAIN = WorkDays(announced=frozenset({2026}))
CITIES = shipped().cities
NATIONAL, ZHENGZHOU = CITIES["national"], CITIES["zhengzhou"]


def election(organ: Organ = Organ.OWNERS, profile: Profile = ZHENGZHOU, **changes: object) -> Election:
    values: dict[str, object] = {
        "id": 1,
        "place": Place(1),
        "organ": organ,
        "seats": 5,
        "conditions": ("是业主",),
        "terms": election_terms(profile, organ),
        "state": ElectionState.NOMINATING,
        "started_by": 1,
        "opened_at": MONDAY,
    }
    return Election(**{**values, **changes})  # type: ignore[arg-type]


def stands(number: int = 1, channel: NominationChannel = NominationChannel.SELF, **changes: object) -> Candidacy:
    named = {"resident": True, "cross_posts": (), "name": f"邻居{number}"}
    own = {key: changes.pop(key) for key in list(changes) if key in named}
    candidate = Candidate(channel=channel, **{**named, **own})  # type: ignore[arg-type]
    values: dict[str, object] = {"consents": True, "fulfils": True, "person_id": number}
    return Candidacy(number, 1, candidate, date(2026, 3, 3), **{**values, **changes})  # type: ignore[arg-type]


def what(refusal: Refusal | None) -> str:
    return "" if refusal is None else str(refusal.facts["what"])


def test_what_an_organ_goes_by_is_frozen_with_its_source() -> None:
    terms = election_terms(ZHENGZHOU, Organ.PROPERTY)
    assert makeup(terms["makeup"]) == CompositionRule(7, 11, odd=True)
    assert terms["makeup_source"] == "郑州市物业管理条例（2021）第27条" and terms["years"] is None
    assert election_terms(NATIONAL, Organ.PROPERTY)["makeup_source"] == ""
    assert election_terms(ZHENGZHOU, Organ.OWNERS)["years"] == 5
    assert election_terms(NATIONAL, Organ.RESIDENTS)["makeup"]["most"] == 9
    assert makeup(election_terms(NATIONAL, Organ.SELF_MANAGEMENT)["makeup"]).least == 1
    party = CompositionRule(1, 2, odd=False, party=TWO_THIRDS)
    assert makeup(elections.makeup_facts(party)) == party


def test_deadlines_are_said_where_the_city_says_them() -> None:
    found = deadlines(election_terms(ZHENGZHOU, Organ.OWNERS), date(2026, 3, 2), PLAIN)
    assert found == {Milestone.FILED: date(2026, 4, 1), Milestone.HANDED_OVER: date(2026, 3, 12)}
    assert deadlines(election_terms(NATIONAL, Organ.OWNERS), date(2026, 3, 2), PLAIN) == {}


@pytest.mark.parametrize(
    ("seats", "wrong"), [(5, ""), (11, ""), (4, "election_seats"), (12, "election_seats"), (6, "election_odd")]
)
def test_an_organ_has_as_many_seats_as_its_makeup_allows(seats: int, wrong: str) -> None:
    assert what(seats_refusal(seats, election_terms(ZHENGZHOU, Organ.OWNERS))) == wrong


def test_conditions_are_a_line_each() -> None:
    assert read_conditions(" 是业主 \n\n有时间") == ("是业主", "有时间")
    assert conditions_refusal(["是业主"]) is None
    assert what(conditions_refusal([])) == "election_conditions"
    assert conditions_refusal(["甲"] * 9) and conditions_refusal(["长" * 61])
    assert conditions_refusal(["甲"] * 8) is None and conditions_refusal(["长" * 60]) is None


def test_states_follow_one_another() -> None:
    one = election()
    assert one.subject == "election:1" and one.way is Way.VOTE and one.open
    assert one.may_become(ElectionState.NOTICE) and not one.may_become(ElectionState.LISTED)
    assert not replace(one, state=ElectionState.SETTLED).open and not replace(one, state=ElectionState.STOPPED).open


def test_who_is_at_home_and_who_signs_as_what() -> None:
    role = Role(RoleKind.TENANT, Place(1, 2), MONDAY)
    tenant = Actor(1, (role,))
    assert at_home(tenant, Place(1), owner=False) == Place(1, 2) and at_home(tenant, Place(1), owner=True) is None
    assert at_home(tenant, Place(2), owner=False) is None
    door = Place(1, 2, 3, 4, 5)
    both = Actor(1, (role, Role(RoleKind.OWNER, door, MONDAY)))
    assert at_home(both, Place(1), owner=False) == door, "where the door is known"
    assert (signer_key(Place(1, 2), 7), signer_key(door, 7)) == ("person:7", "home:5")
    property_committee = election(Organ.PROPERTY)
    assert wants_owners(election()) and not wants_owners(property_committee)
    assert wants_owners(property_committee, NominationChannel.OWNERS)


def test_channels_are_open_while_people_are_nominated() -> None:
    assert channel_refusal(election(), NominationChannel.SELF) is None
    assert what(channel_refusal(election(), NominationChannel.SUBDISTRICT)) == "election_channel"
    later = election(state=ElectionState.NOTICE)
    assert what(channel_refusal(later, NominationChannel.SELF)) == "election_nominating"


def test_nobody_is_nominated_on_the_day_the_conditions_come() -> None:
    assert what(early_refusal(election(), MONDAY + timedelta(hours=13), ZONE)) == "election_early"
    assert early_refusal(election(), MONDAY + timedelta(hours=14), ZONE) is None, "midnight there"


def test_a_name_is_not_empty_and_not_too_long() -> None:
    assert name_refusal("王桂兰", ["科长"]) is None
    assert what(name_refusal(" ")) == "candidate_name"
    assert name_refusal("王" * 41) and name_refusal("王", ["长" * 41]) and name_refusal("王" * 40) is None


def test_what_is_wrong_with_a_candidacy() -> None:
    together = stands(channel=NominationChannel.OWNERS, consents=False, fulfils=False, signers=("home:1",))
    faults = standing_faults(election(), together, ZONE)
    assert faults == (NominationFault.FEW_SIGNERS, NominationFault.NO_CONSENT, NominationFault.UNFULFILLED)
    assert signers_wanted(election(), together) == 2
    paper = replace(together, on_paper=True, fulfils=True, signers=("home:1", "home:2"))
    assert standing_faults(election(), paper, ZONE) == ()
    assert sound(election(), [paper, stands(2, withdrawn=True), stands(3, out=True), together], ZONE) == (paper,)
    assert signers_wanted(election(), stands(channel=NominationChannel.SUBDISTRICT)) == 0


def test_who_is_chosen_is_more_than_the_seats_and_who_is_appointed_is_composed() -> None:
    five = [stands(n) for n in range(1, 6)]
    assert what(few_candidates(election(), five)) == "election_few_candidates"
    assert few_candidates(election(), [*five, stands(6)]) is None
    appointed = election(Organ.PROPERTY, NATIONAL)
    assert few_candidates(appointed, five) is None and notice_makeup(election(), five) == ()
    official = stands(7, NominationChannel.SUBDISTRICT, resident=False)
    assert notice_makeup(appointed, [official]) == (CompositionFault.FEW_RESIDENTS,)
    assert undeclared(appointed, [official, five[0]]) == ("邻居7",) and undeclared(election(), [official]) == ()
    assert undeclared(appointed, [stands(8, resident=False, cross_posts=("科长",))]) == ()


def test_an_owners_committee_is_made_of_owners() -> None:
    assert outsider_refusal(election(), resident=True) is None
    assert what(outsider_refusal(election(), resident=False)) == "election_outsider"
    assert outsider_refusal(election(Organ.PROPERTY), resident=False) is None


def seen(found: Election, noticed: list[Candidacy], objections: list[CandidacyObjection], day: date) -> Listing:
    posted = replace(found, state=ElectionState.NOTICE, noticed_at=MONDAY)
    return listing(posted, noticed, objections, on=day, zone=ZONE, work_days=PLAIN)


def test_a_list_waits_for_its_days_and_its_answers() -> None:
    six = [stands(n, name="同名") for n in range(1, 7)]
    raised = CandidacyObjection(1, 6, "欠费", date(2026, 3, 4))
    over = date(2026, 3, 10)
    running = seen(election(), six, [], over - timedelta(days=1))
    assert running.notice == (NoticeFault.RUNNING,) and not running.ready
    assert seen(election(), six, [raised], over).notice == (NoticeFault.UNANSWERED,)
    dismissed = seen(election(), six, [replace(raised, upheld=False)], over)
    assert dismissed.ready and [one.id for one in dismissed.members] == [1, 2, 3, 4, 5, 6]
    upheld = seen(election(), six, [replace(raised, upheld=True)], over)
    assert [one.id for one in upheld.members] == [1, 2, 3, 4, 5], "the others of the same name stay"
    assert upheld.notice == (NoticeFault.FEW_CANDIDATES,)
    gone = seen(election(), [*six[:5], replace(six[5], withdrawn=True)], [], over)
    assert gone.notice == (NoticeFault.FEW_CANDIDATES,)


def test_an_appointed_list_must_be_composed_when_it_is_settled_too() -> None:
    members = [stands(1), stands(2, NominationChannel.SUBDISTRICT, resident=False)]
    found = election(Organ.PROPERTY, NATIONAL)
    assert seen(found, members, [], date(2026, 3, 10)).undeclared == ("邻居2",)
    out = CandidacyObjection(1, 1, "不住这里", date(2026, 3, 4), upheld=True)
    assert seen(found, members, [out], date(2026, 3, 10)).makeup == (CompositionFault.FEW_RESIDENTS,)


def test_words_are_there_and_not_too_long() -> None:
    assert words_refusal("不同意") is None
    empty, long = words_refusal(" "), words_refusal("长" * 501)
    assert empty is not None and empty.reason is Reason.EMPTY
    assert long is not None and long.reason is Reason.TOO_LONG


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年12月20日", date(2026, 12, 20)),
        ("2026-12-20", date(2026, 12, 20)),
        (" 2026 年 1 月 2 日", date(2026, 1, 2)),
        ("2026-13-01", None),
        ("12月20日", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_papers_write_it(text: str, day: date | None) -> None:
    assert read_day(text) == day
