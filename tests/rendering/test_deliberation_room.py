"""A matter's screens on a small phone: at most six keys and eight lines, at every step, for everybody; none is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from domain.deliberation.cautions import Caution
from domain.deliberation.classification import Touch
from domain.deliberation.matters import POOLING, Matter, MatterPage, Revising
from domain.deliberation.objections import Objecting
from domain.deliberation.opinions import Channel, Heard
from domain.deliberation.procedures import PROCEDURES, SIX_STEPS, SMALL, URGENT
from domain.deliberation.record_details import Applicant, Application
from domain.deliberation.records import FORMS, MatterRecord
from domain.deliberation.stages import Missing, Need, Stage
from domain.deliberation.units_said import UnitSaid
from domain.deliberation_alarms import TERM, Danger, Payer
from domain.deliberation_effects import matter_facts
from rendering import deliberation, deliberation_full, deliberation_revisions
from rendering.deliberation_buttons import (
    MoreOnMatter,
    OpenMatters,
    ShowMatter,
)
from rendering.deliberation_full_buttons import NoteRecord, ShowApplication
from rendering.deliberation_lines import decided_by, heard_line
from rendering.deliberation_notices import card as drawn_card
from rendering.deliberation_notices import time_over
from rendering.deliberation_offers import offered
from rendering.deliberation_room import MOST_KEYS, MOST_LINES, further, room_for
from rendering.dispatch import Drawing
from rendering.screens import Key, Screen
from rendering.texts import Texts, texts
from rendering.voting_buttons import ShowVote
from tests.deliberating import GARDEN_LAMPS, a_matter

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SPOKEN = [texts("zh_Hans"), texts("en")]
WORDS = "六楼的灯不亮，\n楼梯拐角也不亮，\n请再看看。" * 3


def counted(*measures: tuple[str, str]) -> dict[str, Any]:
    """What came of a vote."""
    findings = [
        {"criterion": criterion, "measure": measure, "count": 30_000, "of": 38_200} for criterion, measure in measures
    ]
    return {"findings": findings, "rejected": {"heads": 12}, "abstained": {"heads": 3}, "passed": True}


HEADS = (("quorum", "heads"), ("majority", "heads"))
BOTH = (*HEADS, ("quorum", "area"), ("majority", "area"))
FEW = {"representatives": 3, "homes": 382}


def crowded(procedure: str, stage: Stage) -> Matter:
    """A matter with everything that it can have."""
    title, text = GARDEN_LAMPS
    figures = {**counted(*HEADS), "owners": counted(*BOTH), "residents": counted(*HEADS), "few": FEW}
    matter = replace(
        a_matter(stage, AT), procedure_name=procedure, title=title, text=f"{text}\n{WORDS}", vote_id=1, version=3,
        done_words=WORDS, done_by=9, reason=WORDS, stop_by=9, stop_why=WORDS,
        revising=Revising(9, title, f"{text}\n{WORDS}\n再加两盏。", WORDS),
        figures=figures if procedure == SIX_STEPS.name else counted(*HEADS),
    )  # fmt: skip
    if procedure == SMALL.name:
        return matter
    if procedure == URGENT.name:
        danger = {TERM: {"kind": Danger.LIFT.value, "payer": Payer.MANAGER.value}}
        return replace(matter, vote_id=None, figures=None, terms=danger)
    return replace(
        matter, touched=(Touch.COMMON_PARTS, Touch.USE_FUND), owners_vote_id=2, residents_vote_id=3,
        called_up=Objecting(40, 382, 1, 3),
    )  # fmt: skip


WARNED: Mapping[Stage, tuple[Caution, ...]] = {
    Stage.PROPOSING: (Caution.OUTSIDE, Caution.SOURCE_UNSAID),
    Stage.CONSULTING: (Caution.ONE_UNIT, Caution.SOURCE_UNSAID),
    Stage.EXAMINING: (Caution.APPLICATION_UNCHECKED,),
    Stage.DOING: (Caution.UNAPPLIED,),
}
"""The most that whoever looks is warned of at once."""
UNITS = tuple(UnitSaid(f"单位{n}", "agree", "phone", date(2026, 11, 20), "赵主任") for n in range(9))


def pages(procedure: str, stage: Stage) -> Iterator[MatterPage]:
    """As everybody reads it: whoever runs it or not, of a home it is about or not; with all missing, or nothing."""
    matter = crowded(procedure, stage)
    needs = matter.procedure.step(stage).needs
    missing = tuple(Missing(need, AT + timedelta(days=2) if need is Need.TIME else None) for need in needs)
    ends = None if matter.procedure.step(stage).least is None else AT + timedelta(days=2)
    records = tuple(MatterRecord(n, 1, 1, stage, need, WORDS, 1_260_050, 7, AT) for n, need in enumerate(FORMS, 1))
    whole = MatterPage(
        matter, Heard(tuple((channel, 9) for channel in Channel), 12), 1, ends, missing,
        leads=True, concerned=True, grows=procedure == SMALL.name, records=9, objections=4, objects=True,
        objecting=matter.called_up, photos=9, ends_it=True, standing=records[:5], chained=True,
        revises_it=True, to_check=1, cautions=WARNED.get(stage, ()), said=UNITS if stage is Stage.CONSULTING else (),
    )  # fmt: skip
    for leads, concerned, lacking in product((True, False), (True, False), (missing, ())):
        one = replace(whole, leads=leads, concerned=concerned, objects=concerned, missing=lacking)
        yield one
        yield replace(one, matter=replace(matter, move_by=9))


def keys_of(screen: Screen) -> list[Key]:
    return [key for row in screen.keys for key in row]


def screens(spoken: Texts, found: MatterPage, run: int) -> list[Screen]:
    """The screen, and each further one that its keys lead to."""
    draw, further = (
        (deliberation_full.run, deliberation_full.run_more) if run else (deliberation.page, deliberation.more)
    )
    shown = [draw(spoken, found, at=AT, zone=ZONE)]
    while more := [key.press for key in keys_of(shown[-1]) if isinstance(key.press, MoreOnMatter)]:
        assert more[0] == MoreOnMatter(1, run, len(shown)) and len(shown) < 9
        shown.append(further(spoken, found, more[0].page, at=AT, zone=ZONE))
    return shown


def fits(screen: Screen) -> None:
    """What a small phone shows without turning it."""
    said = [line for line in str(screen.text).splitlines() if line.strip()]
    assert len(said) <= MOST_LINES, screen.text
    assert len(keys_of(screen)) <= MOST_KEYS, keys_of(screen)


STEPS = [(name, step.stage) for name, procedure in PROCEDURES.items() for step in procedure.steps]


@pytest.mark.parametrize(("procedure", "stage"), [*STEPS, *((name, Stage.STOPPED) for name in PROCEDURES)])
def test_every_screen_of_a_matter_fits_a_small_phone_and_loses_nothing(procedure: str, stage: Stage) -> None:
    for found, spoken in product(pages(procedure, stage), SPOKEN):
        for run in (0, 1) if found.matter.full and found.leads and not found.matter.over else (0,):
            shown = screens(spoken, found, run)
            for screen in shown:
                fits(screen)
            pressed = {key.press for screen in shown for key in keys_of(screen)}
            whole = {key.press for key in offered(spoken, found)} if not run else set()
            assert whole <= pressed
            ways_out = {type(key.press) for screen in shown for key in keys_of(screen)[-1:]}
            assert ways_out <= {OpenMatters, ShowMatter}, "the last key leads back"


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
@pytest.mark.parametrize("stage", [Stage.OWNERS, Stage.RESIDENTS, Stage.DISCLOSING, Stage.DOING])
def test_what_a_second_person_looks_at_fits_with_all_that_would_fall(spoken: Texts, stage: Stage) -> None:
    found = next(pages(SIX_STEPS.name, stage))
    asked = found.matter.revising
    assert asked is not None
    screen = deliberation_revisions.revise_page(spoken, found, asked)
    fits(screen)
    decided = decided_by(spoken, SIX_STEPS.name, found.matter.figures)
    assert len(decided) == 3 and all(line in screen.text for line in decided), "every decision that would fall is named"
    assert "再加两盏" in str(screen.text)
    record = MatterRecord(
        1, 1, 1, Stage.DOING, Need.APPLIED, "房管局", None, 7, AT, {"day": "2026-11-20", "by": "committee"}
    )
    fits(deliberation_full.check_application(spoken, found.matter, record, ZONE))


def test_every_line_that_had_no_room_is_read_on_a_further_screen() -> None:
    matter, said = a_matter(Stage.DOING, AT), [f"§{n}" for n in range(30)]
    parts = [(1, Markup(line)) for line in said]
    found: list[str] = [str(line) for line in room_for(parts)[0]]
    for page in range(1, 5):
        screen = further(SPOKEN[0], matter, parts, [], run=0, page=page)
        found += str(screen.text).splitlines()[1:]
        more = [key.press for key in keys_of(screen) if isinstance(key.press, MoreOnMatter)]
        assert more == ([MoreOnMatter(1, 0, page + 1)] if page < 4 else [])
    assert sorted(found) == sorted(said)


NEXT: Mapping[tuple[str, Stage, bool], str] = {
    (SMALL.name, Stage.SOLICITING, False): "speak",
    (SMALL.name, Stage.SOLICITING, True): "put",
    (SMALL.name, Stage.VOTING, False): "vote_now",
    (SMALL.name, Stage.DOING, True): "done",
    (SMALL.name, Stage.REPORTING, False): "not_done",
    (SIX_STEPS.name, Stage.SOLICITING, False): "speak",
    (SIX_STEPS.name, Stage.PROPOSING, True): "run",
    (SIX_STEPS.name, Stage.OWNERS, False): "owners_vote",
    (SIX_STEPS.name, Stage.DISCLOSING, False): "object",
    (SIX_STEPS.name, Stage.RATING, False): "rate",
    (URGENT.name, Stage.REPORTING, False): "object",
}


@pytest.mark.parametrize(("where", "name"), NEXT.items())
def test_what_is_asked_of_the_reader_stands_first(where: tuple[str, Stage, bool], name: str) -> None:
    procedure, stage, leads = where
    found = replace(next(pages(procedure, stage)), leads=leads, missing=())
    first = keys_of(deliberation.page(SPOKEN[0], found, at=AT, zone=ZONE))[0]
    assert first.label == SPOKEN[0].plain(f"deliberation.key.{name}")


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
def test_nobody_is_made_to_pay_before_the_vote_nor_by_it(spoken: Texts) -> None:
    before, after = (str(spoken.say(f"deliberation.{name}")) for name in ("pooling", "pooling_decided"))
    said = {Stage.SOLICITING: before, Stage.VOTING: before, Stage.DISCLOSING: after, Stage.DOING: after}
    for stage in (*said, Stage.REPORTING, Stage.ARCHIVED):
        ends = AT if SMALL.step(stage).least is not None else None
        matter = replace(a_matter(stage, AT), terms={POOLING: {"homes": 3}})
        found = MatterPage(matter, Heard(()), 0, None, (), leads=False, concerned=True)
        card = drawn_card(Drawing(spoken, ZONE, AT, AT), matter_facts(matter, found.heard, ends)).screen
        for screen in (deliberation.page(spoken, found, at=AT, zone=ZONE), card):
            assert [line for line in (before, after) if line in str(screen.text)] == [
                said[stage] for _ in [0] if stage in said
            ]
        free = replace(found, matter=replace(matter, terms={}))
        assert before not in str(deliberation.page(spoken, free, at=AT, zone=ZONE).text)


@pytest.mark.parametrize(
    ("stage", "label"), [(Stage.VOTING, "看表决、投票"), (Stage.DISCLOSING, "看表决"), (Stage.STOPPED, "看表决")]
)
def test_while_homes_vote_the_key_says_that_one_votes_there(stage: Stage, label: str) -> None:
    found = MatterPage(crowded(SMALL.name, stage), Heard(()), 0, None, (), leads=False, concerned=True)
    assert [key.label for key in offered(texts("zh_Hans"), found) if key.press == ShowVote(1)] == [label]


@pytest.mark.parametrize("procedure", [SIX_STEPS.name, URGENT.name, SMALL.name])
def test_the_card_says_until_when_and_that_one_can_object(procedure: str) -> None:
    stage = Stage.REPORTING if procedure == URGENT.name else Stage.DISCLOSING
    matter = crowded(procedure, stage)
    over = datetime(2026, 11, 25, 16, tzinfo=UTC)
    card = drawn_card(Drawing(SPOKEN[0], ZONE, AT, AT), matter_facts(matter, Heard(()), over)).screen
    assert "到11月25日（周三）" in str(card.text), "the last day, as everywhere"
    objecting = [key.label for key in keys_of(card)] == [SPOKEN[0].plain("deliberation.card_key.object")]
    assert objecting == (procedure != SMALL.name)


@pytest.mark.parametrize("spoken", SPOKEN)
@pytest.mark.parametrize(("stage", "again"), [(Stage.RATING, True), (Stage.ARCHIVED, False)])
def test_an_application_is_checked_from_the_page_of_what_is_over_too(spoken: Texts, stage: Stage, again: bool) -> None:
    found = next(one for one in pages(URGENT.name, stage) if one.leads)
    reached = [key for run in (0, 1) for screen in screens(spoken, found, run) for key in keys_of(screen)]
    assert ShowApplication(1) in [key.press for key in reached]
    matter = replace(found.matter, touched=(Touch.USE_FUND,))
    record = MatterRecord(
        1, 1, 1, stage, Need.APPLIED, WORDS, None, 7, AT, Application(Applicant.COMMITTEE, AT.date()).record
    )
    looked_at = keys_of(deliberation_full.check_application(spoken, matter, record, ZONE))
    assert (NoteRecord(1, Need.APPLIED.value) in [key.press for key in looked_at]) is again
    if stage is Stage.ARCHIVED:
        without = keys_of(deliberation.page(spoken, replace(found, to_check=None), at=AT, zone=ZONE))
        assert ShowApplication(1) not in [key.press for key in without]


def test_a_photo_on_its_way_is_said_to_be_kept() -> None:
    wanted = (Missing(Need.PROOF),)
    found = replace(next(pages(SMALL.name, Stage.DOING)), missing=wanted)
    asked, kept = (SPOKEN[0].plain("deliberation.missing.proof"), "做好的照片：照片正在保存")
    for saving, line in ((frozenset[Need](), asked), (frozenset({Need.PROOF}), kept)):
        words = str(deliberation.page(SPOKEN[0], replace(found, saving=saving), at=AT, zone=ZONE).text)
        assert [one for one in (asked, kept) if one in words] == [line]


def test_lines_without_room_are_read_behind_more() -> None:
    found = next(pages(SIX_STEPS.name, Stage.DISCLOSING))
    page, more, *_ = screens(SPOKEN[0], found, 0)
    figures = "居民代表表决：到会"
    assert figures not in str(page.text) and figures in str(more.text)
    assert "还有2天" in str(page.text), "until when it stands, whatever else there is to say"


def test_nobody_is_counted_before_anybody_felt_the_same() -> None:
    said = texts("zh_Hans")
    assert str(heard_line(said, Heard(((Channel.CHAT, 2),), 0))) == "听到意见 2 条（发给议事亭 2 条）。"
    assert str(heard_line(said, Heard(((Channel.CHAT, 2),), 3))).endswith("，同感 3 人次。")


@pytest.mark.parametrize(
    ("procedure", "keys"), [(SMALL.name, ["看这件事"]), (SIX_STEPS.name, ["办这件事", "看这件事"])]
)
def test_whoever_runs_a_full_matter_comes_to_what_is_missing_in_one_tap(procedure: str, keys: list[str]) -> None:
    facts = matter_facts(crowded(procedure, Stage.SOLICITING), Heard(()), None)
    screen = time_over(Drawing(texts("zh_Hans"), ZONE, AT, AT), facts).screen
    assert screen is not None and [key.label for key in keys_of(screen)] == keys
