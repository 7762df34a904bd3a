"""Screens of 满意吗 (报事评价): one question once it is fixed, what was said, and the appeal against it."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import Progress, shorten
from domain.issues_ratings import RatingSeen, Satisfied, Saying
from domain.outcomes import Facts
from rendering import dates
from rendering.buttons import Button
from rendering.dates import left
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.issues_buttons import LeaveIt, SeeIssue
from rendering.issues_words import quoted, words_of
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

SHORT = 120
"""Characters of the report that the question reminds of."""


@dataclass(frozen=True)
class OpenIssueRating(Button, prefix="iza"):
    """[评一评]."""

    issue_id: int


@dataclass(frozen=True)
class RateIssue(Button, prefix="izb"):
    """满意, 一般, 不满意."""

    issue_id: int
    content: str


@dataclass(frozen=True)
class SayOfIssue(Button, prefix="izc"):
    """[说两句], [申诉], [有理], [不成立]: in words."""

    issue_id: int
    step_id: int
    saying: str


@dataclass(frozen=True)
class SeeWork(Button, prefix="izd"):
    """[看修好的照片]."""

    issue_id: int


def question(texts: Texts, seen: Progress, zone: ZoneInfo, *, closed_now: bool = False) -> Screen:
    """满意吗: what it was about, what is asked, who reads the answer, until when."""
    issue, rated = seen.issue, seen.rating or RatingSeen()
    state = texts.plain(f"issues.state.{issue.state.value}")
    text = lines(
        texts.say("issues.taken.solved", number=issue.called)
        if closed_now
        else texts.say("issues.state_bare", number=issue.called, state=state),
        quoted(shorten(words_of(texts, issue, issue.text), SHORT)),
        _said(texts, rated),
        texts.say("issues_ratings.ask") if rated.rating is None else None,
        _until(texts, seen, zone),
        texts.say("issues_ratings.seen"),
    )
    return Screen(text, _keys(texts, seen))


def _until(texts: Texts, seen: Progress, zone: ZoneInfo) -> Markup | None:
    until = None if seen.rating is None else seen.rating.rates_until
    if until is None or seen.at is None:
        return None
    return texts.say(
        "issues_ratings.until", until=dates.until(texts, until, zone), left=left(texts, until, at=seen.at, zone=zone)
    )


def _keys(texts: Texts, seen: Progress) -> tuple[tuple[Key, ...], ...]:
    number, rated = seen.issue.id, seen.rating or RatingSeen()
    content = [Key(texts.plain(f"ratings.key.{one}"), RateIssue(number, one.value)) for one in Satisfied]
    say = [_say(texts, number, rated, Saying.WORDS)] if rated.rating is not None else []
    photos = [Key(texts.plain("issues_ratings.key.photos"), SeeWork(number))] if rated.photos else []
    see = Key(texts.plain("issues.see"), SeeIssue(number))
    return (*(rows(*content, per_row=3) if rated.rates_until is not None else ()), *rows(*say, *photos, see, per_row=3))


def _say(texts: Texts, issue_id: int, rated: RatingSeen, saying: Saying) -> Key:
    step = 0 if rated.rating is None else rated.rating.step_id
    return Key(texts.plain(f"issues_ratings.key.{saying}"), SayOfIssue(issue_id, step, saying.value))


def _said(texts: Texts, rated: RatingSeen) -> Markup | None:
    if rated.rating is None:
        return None
    content = texts.plain(f"ratings.key.{rated.rating.content}")
    if not rated.rating.words:
        return texts.say("issues_ratings.said", content=content)
    return texts.say("issues_ratings.said_words", content=content, words=shorten(rated.rating.words, SHORT))


def rating_lines(texts: Texts, rated: RatingSeen | None) -> list[Markup | None]:
    """What was said of the work, what was said against it, and what came of that."""
    if rated is None or rated.rating is None:
        return []
    found = [_said(texts, rated)]
    if rated.rating.appealed:
        found.append(texts.say("issues_ratings.appealed", words=shorten(rated.rating.appeal, SHORT)))
    if rated.rating.accepted is not None:
        came = "left_out" if rated.rating.left_out else "counts_on"
        found.append(texts.say(f"issues_ratings.{came}", words=shorten(rated.rating.answer, SHORT)))
    return found


def rating_keys(texts: Texts, issue_id: int, rated: RatingSeen | None) -> list[Key]:
    """What this reader may do about it."""
    if rated is None:
        return []
    rate = "change" if rated.rating is not None else "rate"
    return [
        *([Key(texts.plain(f"issues_ratings.key.{rate}"), OpenIssueRating(issue_id))] if rated.rates_until else []),
        *([_say(texts, issue_id, rated, Saying.APPEAL)] if rated.appeals else []),
        *([_say(texts, issue_id, rated, one) for one in (Saying.ACCEPT, Saying.REFUSE)] if rated.decides else []),
    ]


def asking(texts: Texts, facts: Facts) -> Screen:
    """What is asked in words, and who will read them."""
    words = texts.say(f"issues_ratings.words.{facts['saying']}", number=facts["number"])
    return Screen(words, rows(Key(texts.plain("issues.ask.leave"), LeaveIt(facts["draft_id"]))))


def said_so(texts: Texts, saying: Saying, facts: Facts) -> Screen:
    """What whoever wrote reads once it is kept."""
    heard = facts.get("heard") == 0
    text = lines(
        texts.say(f"issues_ratings.done.{saying}", number=facts["number"]),
        texts.say("issues_ratings.nobody_else") if heard else None,
    )
    return Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"]))))


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """A rating, its appeal or what came of that, to whom it concerns."""
    texts, number, what = drawing.texts, facts["number"], facts["what"]
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    which = f"{what}_reporter" if facts.get("reporter") else what
    text = lines(
        texts.say("issues.title", number=number, place=place),
        texts.say(f"issues_ratings.told.{which}", content=texts.plain(f"ratings.key.{facts['content']}")),
        quoted(facts["text"]) if facts["text"] else None,
    )
    return Dispatch(Screen(text, rows(*_told_keys(texts, facts), per_row=3)))


def _told_keys(texts: Texts, facts: Facts) -> list[Key]:
    sayings: dict[str, tuple[Saying, ...]] = {"appealed": (Saying.ACCEPT, Saying.REFUSE)}
    if facts["content"] != Satisfied.PLEASED:
        sayings["rated"] = (Saying.APPEAL,)
    keys = [
        Key(texts.plain(f"issues_ratings.key.{one}"), SayOfIssue(facts["id"], facts["step_id"], one.value))
        for one in sayings.get(facts["what"], ())
    ]
    return [*keys, Key(texts.plain("issues.see"), SeeIssue(facts["id"]))]


NOTICES: dict[str, Template] = {"issues.rating": told}
"""Templates by key."""
