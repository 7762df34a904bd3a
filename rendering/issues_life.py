"""Screens of working on a report (办理报事的屏): what can be done with it, what is asked for it, what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.issues import Progress
from domain.issues_life import FORMS, SUSPENDED_DAYS, Step, Why
from domain.outcomes import Facts
from rendering.deliberation_buttons import DiscussIssue
from rendering.issues_buttons import (
    AssignTo,
    DeclineWhy,
    IssueMore,
    IssueStep,
    LeaveIt,
    OpenIssues,
    SeeIssue,
    SuspendFor,
)
from rendering.issues_reopening import not_fixed
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import BlowWhistle

FIRST = (
    Step.SOLVED,
    Step.SUPPLY,
    Step.CHECK,
    Step.SEND_BACK,
    Step.TAKE,
    Step.ASSIGN,
    Step.RESUME,
    Step.BEGIN,
    Step.DONE,
    Step.ANSWER,
)
"""What is done most, first; a screen shows four of them, the rest is a press away."""
MOST = 4


def step_key(texts: Texts, issue_id: int, step: Step) -> Key:
    """One step."""
    return Key(texts.plain(f"issues.do.{step.value}"), IssueStep(issue_id, step.value))


def step_keys(texts: Texts, seen: Progress) -> list[Key]:
    """What this reader can do with it now: the first few, and where the others are."""
    number = seen.issue.id
    keys = [step_key(texts, number, step) for step in _first(seen)]
    if _says_not_fixed(seen):
        keys.append(not_fixed(texts, number))
    if _others(seen) or Step.ANSWER in seen.steps or seen.may_whistle:
        keys.append(Key(texts.plain("issues.more"), IssueMore(number)))
    return keys


def _says_not_fixed(seen: Progress) -> bool:
    """Whether they may open it again in their own words: it has ended, or they are asked whether it is fixed."""
    return seen.reopens_until is not None or {Step.REOPEN, Step.SOLVED} <= set(seen.steps)


def _first(seen: Progress) -> list[Step]:
    return [step for step in FIRST if step in seen.steps][:MOST]


def _others(seen: Progress) -> list[Step]:
    hidden = {*_first(seen), *((Step.REOPEN,) if _says_not_fixed(seen) or seen.too_late else ())}
    return [step for step in seen.steps if step not in hidden]


def more(texts: Texts, seen: Progress, beside: Sequence[Key] = ()) -> Screen:
    """其他办法, and what else whoever works on it may do."""
    issue = seen.issue
    keys = [*(_other(texts, issue.id, step) for step in _others(seen)), *beside]
    if seen.may_whistle:
        keys.append(Key(texts.plain("whistles.key.blow"), BlowWhistle(issue.id, "")))
    state = texts.plain(f"issues.state.{issue.state.value}")
    words = texts.say("issues.state_bare", number=issue.called, state=state)
    return Screen(words, (*rows(*keys), (Key(texts.plain("issues.see"), SeeIssue(issue.id)),)))


def _other(texts: Texts, issue_id: int, step: Step) -> Key:
    if step is Step.DISCUSS:
        return Key(texts.plain("issues.do.discuss"), DiscussIssue(issue_id))
    return step_key(texts, issue_id, step)


def choose_holder(texts: Texts, seen: Progress, staff: Sequence[tuple[int, str]]) -> Screen:
    """派给谁？"""
    number = seen.issue.id
    keys = [Key(name, AssignTo(number, person)) for person, name in staff]
    words = texts.say("issues.choose.holder", number=seen.issue.called)
    return Screen(words, (*rows(*keys), (Key(texts.plain("issues.see"), SeeIssue(number)),)))


def choose_days(texts: Texts, seen: Progress) -> Screen:
    """先放多久？"""
    number = seen.issue.id
    keys = [Key(texts.plain("issues.days", n=days), SuspendFor(number, days)) for days in SUSPENDED_DAYS]
    words = texts.say("issues.choose.days", number=seen.issue.called)
    return Screen(words, (*rows(*keys), (Key(texts.plain("issues.see"), SeeIssue(number)),)))


def choose_why(texts: Texts, seen: Progress) -> Screen:
    """为什么不受理？"""
    number = seen.issue.id
    keys = [Key(texts.plain(f"issues.why.{why.value}"), DeclineWhy(number, why.value)) for why in Why]
    words = texts.say("issues.choose.why", number=seen.issue.called)
    return Screen(words, (*rows(*keys, per_row=1), (Key(texts.plain("issues.see"), SeeIssue(number)),)))


def asking(texts: Texts, step: Step, facts: Facts) -> Screen:
    """What is asked for a step; a proof is asked for with it."""
    words = lines(
        texts.say(f"issues.ask.{step.value}", number=facts["number"]),
        texts.say("issues.ask.proof") if FORMS[step].proof else None,
    )
    return Screen(words, rows(Key(texts.plain("issues.ask.leave"), LeaveIt(facts["draft_id"]))))


def proof_wanted(texts: Texts, draft_id: int) -> Screen:
    """The words are kept; the photo is still wanted."""
    words = lines(texts.say("issues.ask.words_kept"), texts.say("issues.ask.proof"))
    return Screen(words, rows(Key(texts.plain("issues.ask.leave"), LeaveIt(draft_id))))


def taken(texts: Texts, facts: Facts) -> Screen:
    """What whoever took a step hears once it is done."""
    told = texts.say("issues.taken.told") if facts["told"] else None
    text = lines(texts.say(f"issues.taken.{facts['step']}", number=facts["number"]), told)
    see = Key(texts.plain("issues.see"), SeeIssue(facts["id"]))
    to_list = (Key(texts.plain("issues.see_all"), OpenIssues()),) if facts["side"] == "staff" else ()
    return Screen(text, rows(see, *to_list))
