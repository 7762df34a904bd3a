"""How far a report has come (进展), as each reader may see it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import LONGEST_SHOWN, REOPEN_WITHIN, Issue, Progress, Taken, View, number_words, shorten
from domain.issues_life import State, Step
from domain.issues_utilities import utility_of
from rendering import dates
from rendering.dates import moment
from rendering.issues_buttons import OpenIssues, ReadOn, SeeFiles, ShowUtilities
from rendering.issues_chain import chain_of_issue
from rendering.issues_hiding import public_words
from rendering.issues_ladder import ladder_keys, until_words
from rendering.issues_life import step_keys
from rendering.issues_private import sealed_line, unseal_keys
from rendering.issues_ratings import rating_keys, rating_lines
from rendering.issues_similar import added_lines, joining, too
from rendering.issues_sorting import led
from rendering.issues_urgent import urgent_line
from rendering.issues_words import quoted, words_of
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import ShowWhistle
from rendering.whistles import called_lines

HISTORY = 6
"""Steps shown, the latest."""


def state_words(texts: Texts, issue: Issue, zone: ZoneInfo) -> str:
    """报事 0127：已答复，11月24日（周二）10:20: where it stands, in one line."""
    state = texts.plain(f"issues.state.{issue.state.value}")
    return texts.plain(
        "issues.state_line", number=issue.called, state=state, when=moment(texts, issue.changed_at, zone)
    )


def in_passing(texts: Texts, seen: Progress, zone: ZoneInfo) -> str:
    """The same for a press in the group; whoever may still say 还没修好 hears where."""
    until = until_words(texts, seen.issue, seen.at, zone)
    line = state_words(texts, seen.issue, zone) + (f"\n{until}" if until else "")
    if seen.reopens_until is None:
        return line
    return f"{line}\n{texts.plain('issues.state_not_fixed', number=seen.issue.called)}"


def progress(texts: Texts, seen: Progress, zone: ZoneInfo) -> Screen:
    """到哪一步了: all of it for staff and reporter, what the card shows for the rest."""
    keys = _progress_keys(texts, seen)
    if seen.view is View.PUBLIC:
        return Screen(_public(texts, seen, zone), keys)
    issue = seen.issue
    text = lines(
        texts.say("issues.state_bare", number=issue.called, state=texts.plain(f"issues.state.{issue.state.value}")),
        _place(texts, issue),
        _standing(texts, issue, zone),
        urgent_line(texts, seen, zone) or until_words(texts, issue, seen.at, zone),
        quoted(words_of(texts, issue, issue.text)),
        texts.say("issues.attached", n=seen.files) if seen.files and issue.text else None,
        *(_for_staff(texts, seen) if seen.view is View.STAFF else ()),
        sealed_line(texts, seen),
        too(texts, seen.homes),
        *added_lines(texts, seen),
        texts.say("issues.lead", lead=seen.lead) if seen.lead else None,
        *(_step(texts, taken, zone, own=seen.view is View.REPORTER) for taken in seen.taken[-HISTORY:]),
        *called_lines(texts, seen.called, zone),
        *rating_lines(texts, seen.rating),
        _reopening(texts, seen, zone),
    )
    return Screen(text, keys)


def _public(texts: Texts, seen: Progress, zone: ZoneInfo) -> Markup:
    issue = seen.issue
    public, neighbours = public_words(texts, issue), too(texts, seen.homes)
    return lines(
        state_words(texts, issue, zone),
        issue.spot_words,
        urgent_line(texts, seen, zone) or until_words(texts, issue, seen.at, zone),
        texts.say("issues.put_aside", reason=seen.reason) if seen.reason else None,
        public,
        neighbours,
        *called_lines(texts, seen.called, zone),
        _reopening(texts, seen, zone),
    )


def _reopening(texts: Texts, seen: Progress, zone: ZoneInfo) -> Markup | None:
    """Until when this reader may say 还没修好, or that it is too late."""
    if seen.reopens_until is not None:
        return texts.say("issues.told.not_fixed", until=dates.until(texts, seen.reopens_until, zone))
    return texts.say("issues.too_late", days=REOPEN_WITHIN.days) if seen.too_late else None


def _for_staff(texts: Texts, seen: Progress) -> list[Markup | str | None]:
    """Who leads such things, who reported, who has it."""
    issue = seen.issue
    held = texts.say("issues.held_by", name=issue.holder) if issue.holder else None
    kept = texts.say("issues.held_ladder", name=issue.keeper) if issue.keeper else None
    return [led(texts, issue.category), _reporter(texts, seen), held, kept]


def _standing(texts: Texts, issue: Issue, zone: ZoneInfo) -> Markup | None:
    """Until when it is put aside, or what it is part of."""
    if issue.state is State.SUSPENDED and issue.until is not None:
        return texts.say("issues.until", until=dates.until(texts, issue.until, zone))
    if issue.state is State.DUPLICATE and issue.main is not None:
        return texts.say("issues.part_of", number=number_words(issue.main))
    return None


def _place(texts: Texts, issue: Issue) -> Markup:
    where = issue.spot_words or issue.compound
    return texts.say("issues.place", place=where) if where else texts.say("issues.no_place")


def _reporter(texts: Texts, seen: Progress) -> Markup:
    if seen.issue.filed_by is not None and seen.issue.reporter_id is None:
        return texts.say("intake.filed_for")
    key = "issues.reporter" if seen.registered else "issues.reporter_unregistered"
    return texts.say(key, name=seen.issue.reporter or "")


def _step(texts: Texts, step: Taken, zone: ZoneInfo, *, own: bool) -> Markup:
    """One step; whoever reported reads what they said themselves as theirs."""
    theirs = own and step.step is Step.SOLVED
    state = texts.plain("issues.solved_own") if theirs else texts.plain(f"issues.step.{step.step.value}")
    when = moment(texts, step.at, zone)
    if not step.text:
        return texts.say("issues.step_line", when=when, state=state)
    return texts.say("issues.step_words", when=when, state=state, words=shorten(step.text, 200))


def _progress_keys(texts: Texts, seen: Progress) -> tuple[tuple[Key, ...], ...]:
    keys = step_keys(texts, seen)
    if seen.whistle_id is not None:
        keys.append(Key(texts.plain("whistles.key.whistle"), ShowWhistle(seen.whistle_id)))
    if seen.view is not View.PUBLIC:
        keys += rating_keys(texts, seen.issue.id, seen.rating)
        keys += _looking_on(texts, seen) + unseal_keys(texts, seen)
    keys += joining(texts, seen)
    keys += [chain_of_issue(texts, seen.issue.id)] if seen.chained else []
    if seen.view is View.STAFF:
        return rows(*keys, Key(texts.plain("issues.see_all"), OpenIssues()))
    return (*rows(*keys), (go(texts, "again"), *_utilities(texts, seen.issue), go(texts, "start")))


def _utilities(texts: Texts, issue: Issue) -> list[Key]:
    """[水电气], under a report about one of them."""
    compound = issue.place.compound_id
    if compound is None or utility_of(issue.text, issue.category) is None:
        return []
    return [Key(texts.plain("issues.utilities.key"), ShowUtilities(compound))]


def _looking_on(texts: Texts, seen: Progress) -> list[Key]:
    issue, keys = seen.issue, ladder_keys(texts, seen)
    if len(issue.text) > len(shorten(issue.text, LONGEST_SHOWN)):
        keys.append(Key(texts.plain("issues.read_on"), ReadOn(issue.id)))
    if seen.files:
        keys.append(Key(texts.plain("issues.see_files"), SeeFiles(issue.id)))
    return keys


def reading_on(texts: Texts, seen: Progress, zone: ZoneInfo) -> Screen:
    """看全文: what the first screen left out, for those who see all of it."""
    if seen.view is View.PUBLIC:
        return progress(texts, seen, zone)
    shown = len(shorten(seen.issue.text, LONGEST_SHOWN)) - 1
    return Screen(Markup("<blockquote>{}</blockquote>").format("…" + seen.issue.text[shown:].lstrip()))
