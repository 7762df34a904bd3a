"""Screens and notices of working on reports: four steps at a time, what each needs, what each side reads of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.issues import Progress, View
from domain.issues_life import Side, State, Step, steps_for
from domain.moments import write_moment
from rendering import issues as screens
from rendering import issues_life as working
from rendering.dates import moment
from rendering.texts import texts
from services.issues_notices import WORK
from tests.house import issues_words
from tests.rendering.test_issues import LOCALES, PHOTO, SHANGHAI, an_issue, drawn, labels

TOLD = {"id": 7, "number": "0127", "text": "换了主板", "files": [], "until": None, "resumes": None, "main": None}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", sorted(issues_words.TOLD))
def test_the_reporter_is_told_every_step(step: str, locale: str, at: datetime) -> None:
    name, _, state = step.partition("_") if step.startswith("lapse") else (step, "", "to_check")
    facts = {**TOLD, "step": name, "state": state, "by": "committee", "side": "staff"}
    told = drawn("issues.told", facts, at, locale)
    assert "0127" in told.text
    assert ("换了主板" in told.text) is (step != "merge")
    silent = drawn("issues.told", {**facts, "text": "", "by": None}, at, locale)
    assert "blockquote" not in silent.text
    asked = [texts(locale).plain(f"issues.{key}") for key in ("do.solved", "not_fixed", "see")]
    assert (labels(told) == asked) is (step in ("done", "remind"))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_chosen_is_told_too(locale: str, at: datetime) -> None:
    words, facts = texts(locale), {**TOLD, "by": "committee", "side": "staff", "state": "declined"}
    declined = drawn("issues.told", {**facts, "step": "decline", "why": "not_ours"}, at, locale)
    assert words.plain("issues.why.not_ours") in declined.text
    merged = drawn("issues.told", {**facts, "step": "merge", "main": "0009"}, at, locale)
    assert "0009" in merged.text
    aside = drawn("issues.told", {**facts, "step": "suspend", "resumes": write_moment(at)}, at, locale)
    assert words.say("issues.until", until=moment(words, at, SHANGHAI)) in aside.text
    asked = drawn("issues.told", {**facts, "step": "ask"}, at, locale)
    assert labels(asked) == [words.plain("issues.do.supply"), words.plain("issues.see")]


def test_a_notice_of_the_end_says_until_when_it_may_be_contradicted(at: datetime) -> None:
    facts = {**TOLD, "step": "lapse", "state": "closed", "by": None, "side": None}
    told = drawn("issues.told", {**facts, "until": write_moment(at + timedelta(days=14))}, at)
    assert told.text.endswith("没修好，12月8日（周二）10:00前点「还没修好」。")
    assert labels(told) == ["还没修好", "看进展"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", WORK)
def test_those_who_work_on_it_read_what_a_step_asks_of_them(step: Step, locale: str, at: datetime) -> None:
    words = texts(locale)
    facts = {"id": 7, "number": "0127", "building": "3号楼", "compound": "中华园", "text": "又停了", "files": [PHOTO]}
    for side in Side if step is Step.REOPEN else (Side.STAFF,):
        notice = drawn("issues.work", {**facts, "step": step.value, "side": side.value}, at, locale)
        which = f"reopen_{side.value}" if step is Step.REOPEN else step.value
        assert words.say(f"issues.work.{which}") in notice.text
        assert labels(notice)[-1] == words.plain("issues.see")
    bare = drawn(
        "issues.work", {**facts, "step": step.value, "side": "staff", "building": None, "text": ""}, at, locale
    )
    assert "中华园" in bare.text
    assert "blockquote" not in bare.text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_neighbour_who_says_that_it_is_not_fixed_is_told_as_one(locale: str, at: datetime) -> None:
    facts = {**TOLD, "step": "reopen", "state": "reopened", "by": None, "side": "neighbour"}
    assert texts(locale).say("issues.told.unfixed", number="0127") in drawn("issues.told", facts, at, locale).text


def test_a_closed_report_can_only_be_opened_again(at: datetime) -> None:
    seen = Progress(an_issue(at, state=State.CLOSED), View.STAFF, steps=(Step.REOPEN,))
    assert labels(screens.progress(texts("zh_Hans"), seen, SHANGHAI)) == ["其他办法", "看全部"]
    assert labels(working.more(texts("zh_Hans"), seen)) == ["重新打开", "看进展"]


def test_four_steps_are_shown_and_the_others_are_a_press_away(at: datetime) -> None:
    words = texts("zh_Hans")
    seen = Progress(an_issue(at), View.STAFF, steps=tuple(steps_for(State.REPORTED, {Side.STAFF}, own_work=False)))
    assert labels(screens.progress(words, seen, SHANGHAI))[:5] == ["我来办", "派给别人", "办好了", "答复", "其他办法"]
    assert labels(working.more(words, seen)) == [
        *("请补充材料", "受理", "和别的是一件事", "不予受理", "转给别的单位", "转为议题"),
        "看进展",
    ]
    assert "吹哨，叫单位来" in labels(working.more(words, replace(seen, may_whistle=True)))


@pytest.mark.parametrize("locale", LOCALES)
def test_where_it_stands_is_said(locale: str, at: datetime) -> None:
    words = texts(locale)
    aside = Progress(an_issue(at, state=State.SUSPENDED, until=at, holder="孙网格"), View.STAFF)
    text = screens.progress(words, aside, SHANGHAI).text
    assert (
        words.plain("issues.held_by", name="孙网格") in text
        and words.say("issues.until", until=moment(words, at, SHANGHAI)) in text
    )
    part = Progress(an_issue(at, state=State.DUPLICATE, main=9), View.REPORTER)
    assert words.plain("issues.part_of", number="0009") in screens.progress(words, part, SHANGHAI).text


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_step_needs_is_asked(locale: str, at: datetime) -> None:
    words, seen = texts(locale), Progress(an_issue(at), View.STAFF)
    ask = {"draft_id": 5, "issue_id": 7, "number": "0127"}
    for step in issues_words.IN_WORDS - {Step.REOPEN}:
        asked = working.asking(words, step, ask)
        assert "0127" in asked.text and labels(asked) == [words.plain("issues.ask.leave")]
    assert words.plain("issues.ask.proof") in working.asking(words, Step.DONE, ask).text
    assert words.plain("issues.ask.proof") in working.proof_wanted(words, 5).text
    assert labels(working.choose_holder(words, seen, [(3, "孙网格")])) == ["孙网格", words.plain("issues.see")]
    assert len(labels(working.choose_days(words, seen))) == 5
    assert len(labels(working.choose_why(words, seen))) == 6
    for step in issues_words.BY_SOMEBODY - {Step.DISCUSS}:
        done = {"id": 7, "number": "0127", "step": step.value, "told": True, "side": "staff"}
        assert "0127" in working.taken(words, done).text
        assert labels(working.taken(words, {**done, "told": False, "side": "reporter"})) == [words.plain("issues.see")]
