"""Screens of a full matter in both languages: what is missing, whose turn it is, what changed, what was objected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from domain.deliberation.cautions import Caution
from domain.deliberation.classification import Touch
from domain.deliberation.consultations import AnswerWay, UnitSays
from domain.deliberation.matters import Matter, MatterPage, Version
from domain.deliberation.objections import MatterObjection, Objecting
from domain.deliberation.opinions import Channel, Heard
from domain.deliberation.outlooks import Coming
from domain.deliberation.procedures import SIX_STEPS, SMALL, URGENT
from domain.deliberation.records import MatterRecord
from domain.deliberation.representation import Representation
from domain.deliberation.stages import Missing, Need, Stage
from domain.deliberation.units_said import UnitSaid
from domain.moments import write_moment
from domain.registry import Place
from rendering import dates, deliberation, deliberation_full, deliberation_growing, deliberation_versions
from rendering import deliberation_full_writing as writing
from rendering.deliberation_figures import application_words
from rendering.deliberation_full_notices import announced
from rendering.deliberation_lines import standing_line
from rendering.dispatch import Drawing
from rendering.screens import Screen
from rendering.texts import Texts, texts
from tests.channels.samples import WORDS
from tests.deliberating import GARDEN_LAMPS, a_matter

pytestmark = pytest.mark.parametrize("spoken", [texts("zh_Hans"), texts("en")], ids=["zh", "en"])
ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def lamps(stage: Stage, *touched: Touch) -> Matter:
    title, text = GARDEN_LAMPS
    whole = replace(a_matter(stage, AT), place=Place(1), procedure_name=SIX_STEPS.name, touched=touched)
    return replace(whole, title=title, text=text)


def page(stage: Stage, *missing: Missing, leads: bool = True, asked_by: int | None = None) -> MatterPage:
    matter = replace(lamps(stage), move_by=asked_by)
    return MatterPage(matter, Heard(()), 0, None, missing, leads=leads, concerned=True)


def labels(screen: Screen) -> list[str]:
    return [key.label for row in screen.keys for key in row]


def said(texts: Texts, key: str) -> str:
    return texts.plain(f"deliberation.key.{key}")


def test_what_is_missing_has_the_key_that_supplies_it(spoken: Texts) -> None:
    missing = [Missing(need) for need in SIX_STEPS.step(Stage.PROPOSING).needs]
    drawn = deliberation_full.run(spoken, page(Stage.PROPOSING, *missing), at=AT, zone=ZONE)
    for need in (one.need for one in missing):
        assert spoken.plain(f"deliberation.missing.{need}") in str(drawn.text)
    supplies = [spoken.plain(f"deliberation.supply.{one.need}") for one in missing]
    more = deliberation_full.run_more(spoken, page(Stage.PROPOSING, *missing), 1, at=AT, zone=ZONE)
    assert [label for label in labels(drawn) + labels(more) if label in supplies] == supplies, "the first first"
    assert said(spoken, "move") not in labels(drawn)


@pytest.mark.parametrize(
    ("asked_by", "own", "keys"),
    [(None, False, {"move"}), (7, True, set()), (7, False, {"confirm_move", "return_move"})],
)
def test_whose_turn_it_is_once_all_is_there(spoken: Texts, asked_by: int | None, own: bool, keys: set[str]) -> None:
    found = replace(page(Stage.PROPOSING, asked_by=asked_by), asked=own)
    shown = labels(deliberation_full.run(spoken, found, at=AT, zone=ZONE))
    offered = {key for key in ("move", "confirm_move", "return_move") if said(spoken, key) in shown}
    assert offered == keys


def test_a_photo_on_its_way_is_said_to_be_saved(spoken: Texts) -> None:
    found = replace(page(Stage.DISCLOSING, Missing(Need.PAPER), Missing(Need.TIME)), saving=frozenset({Need.PAPER}))
    words = str(deliberation_full.run(spoken, found, at=AT, zone=ZONE).text)
    assert str(spoken.say("deliberation.saving", name=spoken.plain("deliberation.need.paper"))) in words
    assert spoken.plain("deliberation.missing.paper") not in words


def test_time_that_waits_for_the_paper_says_so(spoken: Texts) -> None:
    waiting = deliberation_full.run(spoken, page(Stage.DISCLOSING, Missing(Need.TIME)), at=AT, zone=ZONE)
    assert spoken.plain("deliberation.missing.begin") in str(waiting.text)
    going = deliberation_full.run(spoken, page(Stage.DISCLOSING), at=AT, zone=ZONE)
    assert spoken.plain("deliberation.run.by_itself") in str(going.text)


def test_whose_decision_it_is_stands_on_its_page(spoken: Texts) -> None:
    residents = deliberation.page(spoken, page(Stage.SOLICITING, leads=False), at=AT, zone=ZONE)
    assert spoken.plain("deliberation.track.residents") in str(residents.text)
    assert said(spoken, "run") not in labels(residents)
    owners = replace(page(Stage.OWNERS), matter=replace(lamps(Stage.OWNERS, Touch.COMMON_PARTS), owners_vote_id=4))
    drawn = deliberation.page(spoken, owners, at=AT, zone=ZONE)
    assert "278" in str(drawn.text) and said(spoken, "owners_vote") in labels(drawn)


def test_a_resident_is_asked_to_look_at_the_work_and_who_runs_it_is_not(spoken: Texts) -> None:
    wanted = Missing(Need.ACCEPTED)
    neighbour = deliberation.page(spoken, page(Stage.REPORTING, wanted, leads=False), at=AT, zone=ZONE)
    chair = deliberation.page(spoken, page(Stage.REPORTING, wanted), at=AT, zone=ZONE)
    assert said(spoken, "accept") in labels(neighbour) and said(spoken, "accept") not in labels(chair)
    run = deliberation_full.run(spoken, page(Stage.REPORTING, wanted), at=AT, zone=ZONE)
    assert spoken.plain("deliberation.missing.accepted") in str(run.text)


def test_what_is_behind_now_and_ahead(spoken: Texts) -> None:
    ahead = [Coming(Stage.DISCLOSING, AT + timedelta(days=9)), Coming(Stage.ARCHIVED, AT + timedelta(days=50))]
    words = str(deliberation_full.way(spoken, lamps(Stage.RESOLVING), ahead, ZONE).text)
    for stage in (Stage.SOLICITING, Stage.RESOLVING, Stage.DISCLOSING, Stage.ARCHIVED):
        assert spoken.plain(f"deliberation.stage.{stage}") in words
    over = deliberation_full.way(spoken, lamps(Stage.STOPPED), [], ZONE)
    assert spoken.plain("deliberation.way.ahead") not in str(over.text)


@pytest.mark.parametrize("stage", [Stage.ANNOUNCING, Stage.DISCLOSING, Stage.REPORTING, Stage.ARCHIVED])
def test_a_step_has_one_name_in_lists_and_notices(spoken: Texts, stage: Stage) -> None:
    name, notice = spoken.plain(f"deliberation.stage.{stage}"), spoken.say(f"deliberation.announced.{stage}")
    assert notice == Markup(f"<b>{name}</b>")


def test_every_step_ahead_is_named_those_of_one_day_together(spoken: Texts) -> None:
    soon, later = AT + timedelta(days=9), AT + timedelta(days=30)
    stages = [(Stage.PROPOSING, soon), (Stage.CONSULTING, soon), (Stage.ANNOUNCING, later), (Stage.RESOLVING, later)]
    ahead = [Coming(stage, day) for stage, day in stages]
    words = str(deliberation_full.way(spoken, lamps(Stage.SOLICITING), ahead, ZONE).text)
    named = [spoken.plain(f"deliberation.stage.{stage}") for stage, _ in stages]
    assert all(name in words for name in named), words
    assert spoken.plain("deliberation.between").join(named[:2]) in words and words.count(named[0]) == 1


def test_what_the_second_person_says_yes_to_is_named_with_its_figures(spoken: Texts) -> None:
    budget = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.BUDGET, "街道改造资金 <b>", 1_260_050, 7, AT)
    minutes = MatterRecord(2, 1, 1, Stage.PROPOSING, Need.MINUTES, "3月3日两委会议" * 9, None, 7, AT)
    found = replace(page(Stage.PROPOSING, asked_by=7), standing=(budget, minutes))
    words = str(deliberation_full.run(spoken, found, at=AT, zone=ZONE).text)
    for stage in (Stage.PROPOSING, Stage.CONSULTING):
        assert spoken.plain(f"deliberation.stage.{stage}") in words, "from which step to which"
    assert "12,600.50" in words and "街道改造资金 &lt;b&gt;" in words and "3月3日两委会议" in words
    assert spoken.plain("deliberation.need.minutes") in words and "1" in words
    own = str(deliberation_full.run(spoken, replace(found, asked=True), at=AT, zone=ZONE).text)
    assert "12,600.50" not in own, "whoever asked has seen it"


def test_records_are_read_a_page_at_a_time_with_their_money(spoken: Texts) -> None:
    found = [
        MatterRecord(n, 1, 1, Stage.PROPOSING, Need.BUDGET, f"街道 {n} <b>", 1_260_050, 7, AT) for n in range(1, 6)
    ]
    first = deliberation_full.records(spoken, lamps(Stage.PROPOSING), found, 0, ZONE)
    last = deliberation_full.records(spoken, lamps(Stage.PROPOSING), found, 9, ZONE)
    assert "12,600.50" in str(first.text) and "街道 1 &lt;b&gt;" in str(first.text)
    assert said(spoken, "later") in labels(first) and said(spoken, "earlier") in labels(last)
    assert "街道 5" in str(last.text)


def test_a_version_says_what_was_taken_out_and_put_in(spoken: Texts) -> None:
    told = [Version(1, "灯", "装36盏灯", "", AT), Version(2, "灯", "装40盏灯", "算少了", AT)]
    latest = deliberation_versions.version(spoken, lamps(Stage.PROPOSING), told, 0, ZONE)
    assert spoken.plain("deliberation.version.gone", words="36") in str(latest.text)
    assert spoken.plain("deliberation.version.come", words="40") in str(latest.text) and "算少了" in str(latest.text)
    assert said(spoken, "version_before") in labels(latest)
    first = deliberation_versions.version(spoken, lamps(Stage.PROPOSING), told, 1, ZONE)
    assert "装36盏灯" in str(first.text) and said(spoken, "version_after") in labels(first)


def test_objections_stand_with_their_answers_and_how_many_object(spoken: Texts) -> None:
    told = [MatterObjection(1, 1, 1, 1, "晃眼", AT, "灯罩朝下"), MatterObjection(2, 1, 2, 2, "太多", AT)]
    found = replace(page(Stage.DISCLOSING), objecting=Objecting(2, 96, 1, 8))
    drawn = deliberation_full.objections(spoken, found, told, 0)
    assert "灯罩朝下" in str(drawn.text) and spoken.plain("deliberation.objection_open") in str(drawn.text)
    assert spoken.plain("deliberation.key.answer_objection", number=2) in labels(drawn)
    assert spoken.plain("deliberation.key.answer_objection", number=1) not in labels(drawn)
    assert "2/96" in str(drawn.text) and "1/8" in str(drawn.text)
    assert str(spoken.say("deliberation.objecting_law")) in str(drawn.text), "not enough yet"
    neighbour = deliberation_full.objections(spoken, page(Stage.DISCLOSING, leads=False), told, 0)
    assert len(labels(neighbour)) == 1


def called_up(vote: int | None = None, *, passed: bool | None = None) -> Matter:
    others = {"rejected": {"heads": 1}, "abstained": {"heads": 0}}
    counted = {"findings": [COUNTED | {"criterion": one} for one in ("quorum", "majority")], **others}
    figures = None if passed is None else {**counted, "residents": {**counted, "passed": passed}}
    matter = lamps(Stage.RESIDENTS)
    return replace(matter, called_up=Objecting(12, 96, 3, 8), residents_vote_id=vote, figures=figures)


COUNTED = {"criterion": "quorum", "measure": "heads", "count": 60, "of": 96}


@pytest.mark.parametrize(
    ("matter", "says", "offers", "hides"),
    [
        (called_up(), "wanted", "supply.residents", "key.residents_vote"),
        (called_up(5), "voting", "key.residents_vote", "supply.residents"),
        (called_up(5, passed=False), "fallen", "key.revise", "supply.residents"),
    ],
    ids=["owed", "called", "fallen"],
)
def test_whoever_runs_it_reads_what_the_residents_meeting_still_wants(
    spoken: Texts, matter: Matter, says: str, offers: str, hides: str
) -> None:
    missing = (Missing(Need.RESIDENTS),)
    found = replace(page(Stage.RESIDENTS, *missing), matter=matter, objecting=matter.called_up)
    drawn = deliberation_full.run(spoken, found, at=AT, zone=ZONE)
    assert str(spoken.say(f"deliberation.called.{says}")) in str(drawn.text)
    assert spoken.plain(f"deliberation.{offers}") in labels(drawn)
    assert spoken.plain(f"deliberation.{hides}") not in labels(drawn)
    free = says != "voting"
    assert [said(spoken, key) in labels(drawn) for key in ("stop", "revise")] == [free, free], "not before its result"
    everybody = str(deliberation.page(spoken, replace(found, leads=False), at=AT, zone=ZONE).text)
    assert "12/96" in everybody and "3/8" in everybody and str(spoken.say(f"deliberation.called.{says}")) in everybody
    told = str(deliberation_full.objections(spoken, found, [], 0).text)
    assert str(spoken.say(f"deliberation.called.{says}")) in told


def test_the_calendar_has_the_first_day_the_residents_may_meet(spoken: Texts) -> None:
    ahead = [Coming(Stage.DISCLOSING, AT + timedelta(days=11)), Coming(Stage.ARCHIVED, AT + timedelta(days=50))]
    words = str(deliberation_full.way(spoken, called_up(), ahead, ZONE).text)
    assert str(spoken.say("deliberation.way.meeting", day=dates.day(spoken, ahead[0].earliest, ZONE))) in words
    fallen = str(deliberation_full.way(spoken, called_up(5, passed=False), ahead, ZONE).text)
    assert dates.day(spoken, ahead[0].earliest, ZONE) not in fallen, "nothing is ahead of what fell"


def test_days_and_growing_are_asked_plainly(spoken: Texts) -> None:
    days = deliberation_full.ask_days(spoken, lamps(Stage.OWNERS), [7, 14, 30])
    assert labels(days)[:3] == [spoken.plain("deliberation.key.days", n=n) for n in (7, 14, 30)]
    grow = deliberation_growing.ask_grow(spoken, lamps(Stage.SOLICITING))
    assert spoken.plain("deliberation.touch.home_to_business") not in labels(grow)


def test_a_time_says_how_long_it_is_and_that_it_is_over(spoken: Texts) -> None:
    ends = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)  # the 25th is its last day
    running = replace(page(Stage.SOLICITING), ends=ends)
    for draw in (deliberation.page, deliberation_full.run):
        before = str(draw(spoken, running, at=AT, zone=ZONE).text)
        assert dates.last_day(spoken, ends, ZONE) in before and spoken.plain("dates.left", n=2) in before
        after = str(draw(spoken, running, at=ends, zone=ZONE).text)
        assert ("时间满了" in after or "is over" in after) and "还有" not in after and "left" not in after


@pytest.mark.parametrize(
    ("procedure", "whose"),
    [
        (SMALL.name, ("发起的人", "Whoever began it")),
        (SIX_STEPS.name, ("委员会", "The committee")),
        (URGENT.name, ("委员会", "The committee")),
    ],
)
def test_whoever_takes_it_on_is_named_where_its_time_is_over(
    spoken: Texts, procedure: str, whose: tuple[str, str]
) -> None:
    over = replace(lamps(Stage.DISCLOSING), procedure_name=procedure)
    line = str(standing_line(spoken, over, AT, at=AT, zone=ZONE))
    assert any(one in line for one in whose) and not any(one in line for one in {"发起的人", "委员会"} - {*whose})


@pytest.mark.parametrize("procedure", [SMALL.name, SIX_STEPS.name])
def test_who_takes_it_on_themself_is_not_told_to_wait_for_somebody(spoken: Texts, procedure: str) -> None:
    over = replace(lamps(Stage.DISCLOSING), procedure_name=procedure)
    line = str(standing_line(spoken, over, AT, at=AT, zone=ZONE, leads=True))
    assert any(one in line for one in ("等您", "You take it on"))
    assert not any(one in line for one in ("发起的人", "委员会", "Whoever", "committee"))


@pytest.mark.parametrize(("representatives", "few"), [(3, True), (4, False)])
def test_too_few_representatives_are_spoken_of_before_they_are_called(
    spoken: Texts, representatives: int, few: bool
) -> None:
    matter, standing = lamps(Stage.ANNOUNCING), Representation(representatives, 160)
    asked = writing.ask_meeting(spoken, 5, matter, standing)
    body = {"meets_at": write_moment(AT), "absent": ["孙<b>"], "chosen": ""}
    checked = writing.check_meeting(spoken, 5, page(Stage.ANNOUNCING), body, ZONE, standing=standing)
    for drawn in (asked, checked):
        assert (str(spoken.say("deliberation.few_then")) in str(drawn.text)) is few
        assert ("160" in str(drawn.text)) is few


def test_who_chose_the_representatives_is_read_before_they_are_called(spoken: Texts) -> None:
    kept = MatterRecord(1, 1, 1, Stage.ANNOUNCING, Need.CHOSEN, "去年9月各楼推选", None, 1, AT)
    body, standing = {"meets_at": write_moment(AT), "absent": []}, Representation(4, 160)
    for found, more, said_ in (
        (page(Stage.ANNOUNCING), {"chosen": "9月1日<b>"}, "9月1日&lt;b&gt;"),
        (replace(page(Stage.ANNOUNCING), standing=(kept,)), {}, "去年9月各楼推选"),
        (page(Stage.ANNOUNCING), {"chosen": ""}, str(spoken.say("deliberation.check.chosen_none"))),
    ):
        drawn = writing.check_meeting(spoken, 5, found, {**body, **more}, ZONE, standing=standing)
        assert said_ in str(drawn.text)


def test_whoever_checks_reads_figures_channels_and_each_unit_with_who_took_it_down(spoken: Texts) -> None:
    came = {"day": "2026-11-23", "due": 7, "came": 6}
    present = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.PRESENT, "张书记等", None, 1, AT, came)
    asked = replace(page(Stage.PROPOSING, asked_by=7), standing=(present,), cautions=(Caution.OUTSIDE,))
    words = str(deliberation_full.run(spoken, asked, at=AT, zone=ZONE).text)
    assert "7" in words and "6" in words and dates.calendar_day(spoken, date(2026, 11, 23)) in words
    assert str(spoken.say("deliberation.caution.outside")) in words
    own = str(deliberation_full.run(spoken, replace(asked, asked=True), at=AT, zone=ZONE).text)
    assert str(spoken.say("deliberation.caution.outside")) not in own, "it is meant for whoever checks"

    phone = UnitSaid("消防", UnitSays.AGREE, AnswerWay.PHONE, date(2026, 11, 23), "赵主任")
    link = replace(phone, unit="供电", way=AnswerWay.LINK, entered="")
    many = (phone, link, UnitSaid("街道"), *(UnitSaid(f"第{n}家") for n in range(5)))
    consulting = replace(page(Stage.CONSULTING, asked_by=7), said=many, cautions=(Caution.ONE_UNIT,))
    words = str(deliberation_full.run(spoken, consulting, at=AT, zone=ZONE).text)
    assert "赵主任" in words and spoken.plain("consultations.way.phone") in words
    assert spoken.plain("consultations.way.link") in words and "第3家" not in words
    assert str(spoken.say("deliberation.run.unit_silent", unit="街道")) in words
    assert str(spoken.say("deliberation.caution.one_unit")) in words, "a warning is never behind a button"
    behind = str(deliberation_full.run_more(spoken, consulting, 1, at=AT, zone=ZONE).text)
    assert str(spoken.say("deliberation.run.more_units", n=2)) in behind

    heard = Heard(((Channel.CHAT, 3), (Channel.VISIT, 2)), 4)
    solicited = replace(page(Stage.SOLICITING, asked_by=7), heard=heard)
    words = str(deliberation_full.run(spoken, solicited, at=AT, zone=ZONE).text)
    assert "3" in words and "2" in words and "5" in words, "the parts, and all of them"


def test_an_application_says_by_whom_and_when_and_that_there_is_none(spoken: Texts) -> None:
    noted = {"day": "2026-11-23", "by": "committee"}
    applied = application_words(spoken, {**noted, "checked": True})
    waits = application_words(spoken, noted)
    assert ("待另一位委员复核" in waits or "has yet to check" in waits) and waits != applied
    assert "待另一位委员复核" not in applied and "has yet to check" not in applied
    assert spoken.plain("deliberation.applicant.committee") in applied
    assert dates.calendar_day(spoken, date(2026, 11, 23)) in applied
    assert application_words(spoken, None) == spoken.plain("deliberation.application.none")


def test_a_disclosure_names_what_is_not_on_record_and_who_did_not_check(spoken: Texts) -> None:
    told = {"named": {"chosen": True, "party": False, "monitors": False}, "unchecked": True, "application": None}
    drawing = Drawing(spoken, ZONE, AT, AT)
    screen = announced(drawing, WORDS["deliberation.announced"] | told).screen
    assert screen is not None
    words = screen.text.unescape()
    for need in ("party", "monitors"):
        what = spoken.plain(f"deliberation.named.{need}")
        assert spoken.plain("deliberation.named.none", what=what) in words
    kept = spoken.plain("deliberation.named.kept", what=spoken.plain("deliberation.named.chosen"))
    assert kept in words and spoken.plain("deliberation.unchecked") in words
    assert spoken.plain("deliberation.application.none") in words
    before = announced(drawing, WORDS["deliberation.announced"]).screen
    assert before is not None and kept not in str(before.text), "a notice that was frozen before says nothing of it"
