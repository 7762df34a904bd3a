"""A matter goes step by step: no stage is left before its time, without its record, or twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliberation.classification import ITEMS, Classification, Touch, Track, asks_most, classify, small_refusal
from domain.deliberation.matters import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORDS,
    POOLING,
    Homes,
    Proposal,
    matter_text_refusal,
    matter_title_refusal,
    proposal_refusal,
    reason_refusal,
)
from domain.deliberation.opinions import MOST_OPINIONS, Channel, Heard, Opinion, heard, opinion_refusal
from domain.deliberation.procedures import PROCEDURES, SIX_STEPS, SMALL
from domain.deliberation.stages import (
    OVER,
    Calendar,
    Dossier,
    Least,
    MatterAct,
    Missing,
    Need,
    Procedure,
    Stage,
    Step,
    act_refusal,
    advance,
    ends,
    printed,
    wanting,
)
from domain.deliberation.votes import evenings, small_vote
from domain.deliberation_wizard import (
    MatterStep,
    commons_known,
    matter_awaiting,
    matter_place,
    matter_step,
    matter_step_back,
    proposal_of,
    touches_known,
)
from domain.outcomes import Reason, Refusal
from domain.permissions import Act
from domain.registry import Place
from domain.vote_terms import Agreed
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Motion
from domain.workdays import WorkDays
from tests.deliberating import LAMPS, STAIRWELL, a_matter

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(SHANGHAI, WorkDays())
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
THREE_DAYS = timedelta(days=3)


def dossier(stage: Stage, since: datetime = MONDAY, *held: Need) -> Dossier:
    return Dossier(stage, since, frozenset(held))


def go(found: Dossier, at: datetime) -> Stage | Refusal:
    return advance(SMALL, found, at=at, calendar=CALENDAR)


def test_the_procedure_can_be_printed() -> None:
    assert printed(SMALL) == [
        "soliciting | speak, support, put, stop | time | 72 hours | 议事亭的通常做法",
        "voting |  | carried | ",
        "disclosing | stop | time | 1 full days | 议事亭的通常做法",
        "doing | show, done, stop | proof | ",
        "reporting | not_done | time, settled | 1 full days | 议事亭的通常做法",
        "archived |  |  | ",
    ]


def test_the_full_procedure_can_be_printed() -> None:
    assert [line.split(" | ")[0] for line in printed(SIX_STEPS)] == [
        "soliciting", "proposing", "consulting", "announcing", "resolving", "owners", "residents",
        "disclosing", "doing", "reporting", "rating", "archived",
    ]  # fmt: skip
    needs = {line.split(" | ")[0]: line.split(" | ")[2] for line in printed(SIX_STEPS)}
    assert needs["soliciting"] == "time, channels, answered"
    assert needs["proposing"] == "studied, present, declared, budget, minutes"
    assert needs["disclosing"] == "paper, time, objections"


def test_the_owners_are_asked_only_where_the_law_says_so() -> None:
    residents, owners = SIX_STEPS.for_track(Track.RESIDENTS), SIX_STEPS.for_track(Track.OWNERS)
    assert residents.after(Stage.RESOLVING) is Stage.DISCLOSING
    assert owners.after(Stage.RESOLVING) is Stage.OWNERS and owners.after(Stage.OWNERS) is Stage.DISCLOSING


def test_the_residents_meet_only_where_so_many_object_and_what_they_agree_to_is_disclosed_anew() -> None:
    for track in Track:
        as_ever, called = SIX_STEPS.for_track(track), SIX_STEPS.for_track(track, called_up=True)
        assert not as_ever.wants(Need.RESIDENTS) and called.wants(Need.RESIDENTS)
        assert called.after(Stage.RESIDENTS) is Stage.DISCLOSING, "never to the work at once"
        step = called.step(Stage.RESIDENTS)
        assert step.needs == (Need.RESIDENTS,) and MatterAct.OBJECT not in step.acts
    assert SMALL.for_track(Track.RESIDENTS, called_up=True) == SMALL.for_track(Track.RESIDENTS)


def test_a_matter_goes_by_the_figures_it_began_under() -> None:
    terms = {"six_steps.solicitation_days": {"count": 10, "source": "中华园议事规则第2条"}}
    least = SIX_STEPS.under(terms).step(Stage.SOLICITING).least
    assert least is not None and (least.count, least.source) == (10, "中华园议事规则第2条")
    assert set(SIX_STEPS.figures) == {
        "six_steps.solicitation_days",
        "six_steps.units_notice_days",
        "residents.notice_days",
        "six_steps.disclosure_days",
        "six_steps.rating_days",
    }


def test_days_of_the_law_run_on_over_a_day_off() -> None:
    friday = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 7 full days after it end on Friday the 27th, 15 on a Saturday
    calendar = Calendar(SHANGHAI, WorkDays(days_off=frozenset({date(2026, 11, 27)})))
    over = ends(SIX_STEPS, dossier(Stage.SOLICITING, friday), calendar)
    assert over == datetime(2026, 11, 30, 16, 0, tzinfo=UTC), "through the weekend, to the end of Monday"
    assert ends(SIX_STEPS, Dossier(Stage.DISCLOSING, None), calendar) is None, "no paper, no time"


def test_time_that_has_not_begun_is_missing_without_a_day() -> None:
    missing = wanting(SIX_STEPS, Dossier(Stage.DISCLOSING, None), at=MONDAY, calendar=CALENDAR)
    assert missing == [Missing(Need.PAPER), Missing(Need.TIME), Missing(Need.OBJECTIONS)]


def test_opinions_have_three_days_and_not_a_second_less() -> None:
    refused = go(dossier(Stage.SOLICITING), MONDAY + THREE_DAYS - timedelta(seconds=1))
    assert isinstance(refused, Refusal)
    assert refused.facts == {"what": "matter_time", "until": (MONDAY + THREE_DAYS).isoformat()}
    assert go(dossier(Stage.SOLICITING), MONDAY + THREE_DAYS) is Stage.VOTING


def test_a_full_day_is_the_whole_day_after() -> None:
    thursday_evening = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    saturday = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    shown = dossier(Stage.DISCLOSING, thursday_evening)
    assert ends(SMALL, shown, CALENDAR) == saturday
    assert isinstance(go(shown, saturday - timedelta(seconds=1)), Refusal)
    assert go(shown, saturday) is Stage.DOING


@pytest.mark.parametrize(
    ("stage", "need", "then"),
    [(Stage.VOTING, Need.CARRIED, Stage.DISCLOSING), (Stage.DOING, Need.PROOF, Stage.REPORTING)],
)
def test_without_its_record_it_stays(stage: Stage, need: Need, then: Stage) -> None:
    later = MONDAY + timedelta(days=400)
    assert wanting(SMALL, dossier(stage), at=later, calendar=CALENDAR) == [Missing(need)]
    assert go(dossier(stage), later) == Refusal(Reason.WRONG_STATE, {"what": f"matter_{need}"})
    assert go(dossier(stage, MONDAY, Need.CARRIED, Need.PROOF), later) is then


@pytest.mark.parametrize("stage", sorted(OVER))
def test_what_is_over_stays_over(stage: Stage) -> None:
    over = Refusal(Reason.WRONG_STATE, {"what": f"matter_{stage}"})
    assert go(dossier(stage, MONDAY, *Need), MONDAY + timedelta(days=400)) == over
    assert all(act_refusal(SMALL, stage, wished) == over for wished in MatterAct)


def test_each_act_has_its_stages() -> None:
    assert act_refusal(SMALL, Stage.SOLICITING, MatterAct.PUT) is None
    early = act_refusal(SMALL, Stage.SOLICITING, MatterAct.DONE)
    assert early == Refusal(Reason.WRONG_STATE, {"what": "matter_act_done", "stage": "soliciting"})
    assert act_refusal(SMALL, Stage.VOTING, MatterAct.STOP) is not None, "what is voted on is not called off"


@given(
    st.sampled_from(Track).filter(lambda track: track is not Track.UNDECIDABLE),
    st.sampled_from(list(PROCEDURES.values())),
    st.lists(st.tuples(st.frozensets(st.sampled_from(Need)), st.integers(0, 20 * 86400)), max_size=16),
)
def test_nobody_ends_a_matter_by_pressing(
    track: Track, procedure: Procedure, presses: list[tuple[frozenset[Need], int]]
) -> None:
    """Whatever is on record and whenever it is pressed, a matter that ended went through every stage in its time."""
    procedure = procedure.for_track(track)
    first = procedure.steps[0].stage
    now, found, passed = MONDAY, dossier(first), [first]
    for held, wait in presses:
        now += timedelta(seconds=wait)
        found = replace(found, held=held)
        stage = advance(procedure, found, at=now, calendar=CALENDAR)
        if not isinstance(stage, Refusal):
            over = ends(procedure, found, CALENDAR)
            assert over is None or now >= over
            assert held >= set(procedure.step(found.stage).needs) - {Need.TIME}
            found, passed = dossier(stage, now), [*passed, stage]
    assert passed == [step.stage for step in procedure.steps][: len(passed)]


def test_another_procedure_is_another_constant() -> None:
    twice = Procedure(
        "twice",
        "试一试",
        Act.RUN_MATTER,
        (
            Step(Stage.SOLICITING, needs=(Need.TIME,), least=Least(2, full_days=False, source="试一试")),
            Step(Stage.DOING, needs=(Need.TIME, Need.PROOF), least=Least(5, full_days=False, source="试一试")),
            Step(Stage.ARCHIVED),
        ),
    )
    work = dossier(Stage.DOING)
    assert advance(twice, dossier(Stage.SOLICITING), at=MONDAY + timedelta(hours=2), calendar=CALENDAR) is Stage.DOING
    assert [one.need for one in wanting(twice, work, at=MONDAY, calendar=CALENDAR)] == [Need.TIME, Need.PROOF]
    proven = replace(work, held=frozenset({Need.PROOF}))
    assert advance(twice, proven, at=MONDAY + timedelta(hours=5), calendar=CALENDAR) is Stage.ARCHIVED


def test_what_touches_an_item_of_the_law_is_the_owners() -> None:
    assert classify(()) == Classification(Track.RESIDENTS)
    both = classify({Touch.RAISE_FUND, Touch.USE_FUND})
    assert both == Classification(Track.OWNERS, (OwnersMatter.USE_FUND, OwnersMatter.RAISE_FUND))
    assert classify({Touch.HOME_TO_BUSINESS, Touch.MANAGER}).track is Track.UNDECIDABLE
    assert all(classify({touch}).items == (item,) for touch, item in ITEMS.items())


def test_a_small_matter_touches_none_of_it() -> None:
    assert small_refusal(()) is None
    assert small_refusal([Touch.REBUILD]) == Refusal(Reason.WRONG_STATE, {"what": "matter_touches_rebuild"})


def test_counts_by_channel_add_up_to_all() -> None:
    said = [
        Opinion(1, 1, Channel.CHAT, "好", MONDAY, supporters=3),
        Opinion(2, 1, Channel.VISIT, "亮一点", MONDAY, day=date(2026, 11, 23)),
        Opinion(3, 1, Channel.CHAT, "", MONDAY, withdrawn=True, supporters=0),
        Opinion(4, 1, Channel.CHAT, "别太亮", MONDAY, supporters=1),
    ]
    found = heard(said)
    assert found == Heard(((Channel.CHAT, 2), (Channel.VISIT, 1)), 4)
    assert found.total == 3 and heard([]).total == 0


def test_an_opinion_has_words_and_nobody_floods() -> None:
    assert opinion_refusal("好", 0) is None
    assert opinion_refusal("  ", 0) == Refusal(Reason.EMPTY, {"what": "opinion"})
    assert opinion_refusal("好" * 501, 0) == Refusal(Reason.TOO_LONG, {"what": "opinion", "most": 500})
    assert opinion_refusal("好", MOST_OPINIONS) == Refusal(Reason.TOO_MANY, {"what": "opinions", "most": 10})


def test_what_cannot_be_put_before_the_neighbours() -> None:
    assert proposal_refusal(LAMPS) is None
    alone = replace(LAMPS, homes=Homes("301", frozenset({1})))
    assert proposal_refusal(alone) == Refusal(Reason.INVALID, {"what": "matter_homes", "least": 2})
    assert proposal_refusal(replace(LAMPS, title=" ")) == Refusal(Reason.EMPTY, {"what": "matter_title"})
    assert proposal_refusal(replace(LAMPS, text=" ")) == Refusal(Reason.EMPTY, {"what": "matter_text"})
    assert isinstance(matter_title_refusal("长" * (LONGEST_TITLE + 1)), Refusal)
    assert isinstance(matter_text_refusal("长" * (LONGEST_TEXT + 1)), Refusal)
    assert reason_refusal("雨天") is None
    assert [isinstance(reason_refusal(words), Refusal) for words in ("", "长" * (LONGEST_WORDS + 1))] == [True, True]


def test_a_changed_word_is_another_text() -> None:
    assert LAMPS.hash != replace(LAMPS, text=LAMPS.text + "。").hash
    assert LAMPS.hash != replace(LAMPS, title=LAMPS.title + "a", text=LAMPS.text[1:]).hash


def test_the_vote_lasts_until_an_evening_with_time_to_think() -> None:
    morning, afternoon = MONDAY, MONDAY + timedelta(hours=5)
    night = MONDAY + timedelta(hours=11)
    for at, days in ((morning, [1, 2, 3]), (afternoon, [1, 2, 3]), (night, [2, 3, 4])):
        assert [one for one, _ in evenings(at, SHANGHAI)] == days, "never the same day, and a whole day at least"
    matter = a_matter(Stage.SOLICITING, MONDAY)
    late = small_vote(matter, 0, at=afternoon, zone=SHANGHAI)
    assert late == Refusal(Reason.INVALID, {"what": "matter_evening"})
    composed = small_vote(matter, 1, at=morning, zone=SHANGHAI)
    assert not isinstance(composed, Refusal)
    motion, agreed = composed
    assert isinstance(motion, Motion) and motion.text == matter.text and motion.scope is not None
    assert motion.scope.homes == STAIRWELL.ids and motion.scope.source == SMALL.source
    assert isinstance(agreed, Agreed) and agreed.period.closes_at - agreed.period.opens_at == timedelta(hours=34)
    assert POOLING not in agreed.terms, "no money is asked for"
    chipped_in = small_vote(replace(matter, terms={POOLING: {"homes": 3}}), 1, at=morning, zone=SHANGHAI)
    assert not isinstance(chipped_in, Refusal) and chipped_in[1].terms[POOLING]
    assert isinstance(small_vote(matter, 9, at=morning, zone=SHANGHAI), Refusal)


def test_what_uses_common_parts_is_asked_apart_from_the_list() -> None:
    assert touches_known(["use_fund"]) == {"touches": ["use_fund"], "touching": ["use_fund"], "commons": None}
    assert touches_known(["common_parts"])["commons"] is True, "whoever chose it is not asked again"
    body = {"place": [1, None], "homes": {"words": "中华园", "ids": []}, "text": "装充电桩", **touches_known([])}
    assert matter_step(body) is MatterStep.COMMONS and matter_awaiting(body) == "deliberation.pressing"
    assert commons_known(body, used=False) == {"commons": False}
    used = {**body, **commons_known(body, used=True)}
    assert used["touches"] == ["common_parts"] and matter_step(used) is MatterStep.PREVIEW
    assert matter_step_back(used) == {"commons": None, "touches": None}, "back to the list where it is ticked"
    assert matter_step_back({**body, "commons": False}) == {"commons": None}


def test_of_several_items_the_one_holds_that_asks_most() -> None:
    assert asks_most((OwnersMatter.USE_FUND, OwnersMatter.COMMON_PARTS)) is OwnersMatter.COMMON_PARTS
    assert asks_most((OwnersMatter.OTHER, OwnersMatter.MANAGER)) is OwnersMatter.OTHER


def test_the_wizard_asks_one_thing_after_the_other() -> None:
    body: dict[str, object] = {}
    answers = {
        MatterStep.PLACE: [1, 2],
        MatterStep.HOMES: {"words": "301、302", "ids": [5, 6]},
        MatterStep.TEXT: "楼道装灯\n每层一盏。",
        MatterStep.TOUCHES: [],
        MatterStep.COMMONS: False,
        MatterStep.POOLING: False,
    }
    asked = []
    while (step := matter_step(body)) is not MatterStep.PREVIEW:
        asked.append((step, matter_awaiting(body)))
        body[step.value] = answers[step]
    typed = {MatterStep.HOMES: "deliberation.homes", MatterStep.TEXT: "deliberation.text"}
    assert asked == [(step, typed.get(step, "deliberation.pressing")) for step in answers]
    assert matter_place(body) == Place(1, 2)
    assert proposal_of(body) == Proposal("楼道装灯", "楼道装灯\n每层一盏。", Homes("301、302", frozenset({5, 6})))
    assert matter_step_back(body) == {"pooling": None} and matter_step_back({}) == {}
    chipped_in = proposal_of({**body, "pooling": True})
    assert chipped_in.terms == {POOLING: {"homes": 2}} and not proposal_of(body).terms
    long = proposal_of({**body, "text": "长" * 60})
    assert len(long.title) == LONGEST_TITLE and long.title.endswith("…")
