"""Notices of reports (报事通知): staff and reporter in private, one card in the group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.issues_life import ENDED, Side, State, Step
from domain.moments import read_moment
from rendering import dates, issues_hiding, issues_ratings
from rendering.dates import day, moment
from rendering.dispatch import Dispatch, Drawing, Enclosure, Template
from rendering.issues_buttons import OpenIssues, SeeIssue
from rendering.issues_ladder_notices import card_until, late, late_reporter
from rendering.issues_life import step_key
from rendering.issues_reopening import not_fixed
from rendering.issues_similar import followed_words, me_too, too
from rendering.issues_sorting import led
from rendering.issues_urgent import stands
from rendering.issues_words import quoted, said
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

Facts = Mapping[str, Any]


def _enclosed(facts: Facts) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(file["kind"], file["file_id"]) for file in facts["files"])


def _see(texts: Texts, issue_id: int) -> Key:
    return Key(texts.plain("issues.see"), SeeIssue(issue_id))


def staff(drawing: Drawing, facts: Facts) -> Dispatch:
    """新报事, to those who serve the place."""
    texts = drawing.texts
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    kinds = [file["kind"] for file in facts["files"]]
    text = lines(
        texts.say("issues.staff.urgent") if facts["urgent"] else None,
        texts.say("issues.staff.title", number=facts["number"], place=place),
        led(texts, facts.get("category")),
        quoted(said(texts, facts["text"], kinds, spot=facts["spot"] is not None)),
        _from(texts, facts),
        texts.say("intake.sealed_for_you") if facts.get("sealed") else None,
        texts.say("issues.staff.at", when=moment(texts, read_moment(facts["at"]), drawing.zone)),
        _spot(texts, facts["spot"]),
    )
    number = facts["id"]
    keys = (
        step_key(texts, number, Step.TAKE),
        step_key(texts, number, Step.ASSIGN),
        step_key(texts, number, Step.ANSWER),
        _see(texts, number),
        Key(texts.plain("issues.see_all"), OpenIssues()),
    )
    return Dispatch(Screen(text, rows(*keys, per_row=3)), enclosures=_enclosed(facts))


def _from(texts: Texts, facts: Facts) -> Markup:
    """Who reported it, or who for a neighbour."""
    if facts.get("filed_by") is not None:
        return texts.say("intake.filed_by", name=facts["filed_by"])
    reporter = "issues.reporter" if facts["registered"] else "issues.reporter_unregistered"
    return texts.say(reporter, name=facts["reporter"] or "")


def _spot(texts: Texts, spot: list[int] | None) -> Markup | None:
    if spot is None:
        return None
    latitude, longitude = (f"{'-' if part < 0 else ''}{abs(part) // 10**6}.{abs(part) % 10**6:06d}" for part in spot)
    return texts.say("issues.spot", latitude=latitude, longitude=longitude)


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """The card in the group: number, place, a few masked words, how far it has come."""
    texts, building = drawing.texts, facts["building"]
    title = texts.say("issues.title", number=facts["number"], place=building) if building else None
    text = lines(
        title or texts.say("issues.title_bare", number=facts["number"]),
        Markup.escape(_on_card(texts, facts)),
        texts.say(
            "issues.card.state",
            state=texts.plain(f"issues.state.{facts['state']}"),
            when=day(texts, read_moment(facts["since"]), drawing.zone),
        ),
        too(texts, facts.get("homes", 0)),
        pressing(drawing, facts) or card_until(drawing, facts),
    )
    mine = [] if State(facts["state"]) in ENDED else [me_too(texts, facts["id"])]
    return Dispatch(Screen(text, rows(*mine, _see(texts, facts["id"]))))


def pressing(drawing: Drawing, facts: Facts) -> Markup | None:
    """急事, while it is one and not done; why it is none after all."""
    urgent = facts.get("pressing")
    if urgent is None or State(facts["state"]) in ENDED:
        return None
    return stands(drawing.texts, urgent, drawing.zone)


def _on_card(texts: Texts, facts: Facts) -> str:
    """Its masked words, or why they are hidden."""
    if facts.get("hidden") is not None:
        return issues_hiding.instead(texts, facts["hidden"])
    return said(texts, facts["text"], facts["kinds"], spot=facts.get("spot", False))


ASKS_OF_STAFF = {
    Step.ASSIGN: (Step.TAKE, Step.RETURN),
    Step.DONE: (Step.CHECK, Step.SEND_BACK),
    Step.REOPEN: (Step.TAKE, Step.ANSWER),
    Step.SUPPLY: (Step.TAKE, Step.ANSWER),
}
"""The keys under what staff read of a step."""


def work(drawing: Drawing, facts: Facts) -> Dispatch:
    """A step that somebody who works on it hears of: what it asks of them."""
    texts, number, step = drawing.texts, facts["id"], Step(facts["step"])
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    which = f"{step.value}_{facts['side']}" if step is Step.REOPEN else step.value
    text = lines(
        texts.say("issues.title", number=facts["number"], place=place),
        texts.say(f"issues.work.{which}"),
        quoted(facts["text"]) if facts["text"] else None,
    )
    keys = [step_key(texts, number, one) for one in ASKS_OF_STAFF.get(step, ())]
    return Dispatch(Screen(text, rows(*keys, _see(texts, number), per_row=3)), enclosures=_enclosed(facts))


ASKED_WHETHER_FIXED = frozenset({"done", "remind"})


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """A step, to whoever reported: what was done, in whose role, what they can say to it."""
    texts, number = drawing.texts, facts["number"]
    role = facts.get("unit") or (texts.plain(f"roles.{facts['by']}") if facts["by"] else texts.plain("issues.somebody"))
    text = lines(
        _by_a_neighbour(texts, facts) or texts.say(f"issues.told.{_told(facts)}", number=number, who=role),
        texts.say(f"issues.why.{facts['why']}") if "why" in facts else None,
        _resumes(drawing, facts),
        quoted(facts["text"]) if facts["text"] and facts["step"] != Step.MERGE else None,
        texts.say("issues.part_of", number=facts["main"]) if facts["main"] else None,
        texts.say("issues.asked_fixed") if facts["step"] in ASKED_WHETHER_FIXED else None,
        _not_fixed_until(drawing, facts),
    )
    return Dispatch(Screen(text, rows(*_told_keys(texts, facts))), enclosures=_enclosed(facts))


def _told(facts: Facts) -> str:
    """What lapsed depends on what was waited for."""
    return f"lapse_{facts['state']}" if facts["step"] == Step.LAPSE else str(facts["step"])


def _told_keys(texts: Texts, facts: Facts) -> list[Key]:
    issue, see = facts["id"], _see(texts, facts["id"])
    if facts["step"] in ASKED_WHETHER_FIXED:
        return [step_key(texts, issue, Step.SOLVED), not_fixed(texts, issue), see]
    if facts["step"] == Step.ASK:
        return [step_key(texts, issue, Step.SUPPLY), see]
    return [not_fixed(texts, issue), see] if facts["until"] is not None else [see]


def _resumes(drawing: Drawing, facts: Facts) -> Markup | None:
    if facts["resumes"] is None or facts["step"] != Step.SUSPEND:
        return None
    return drawing.texts.say(
        "issues.until", until=dates.until(drawing.texts, read_moment(facts["resumes"]), drawing.zone)
    )


def _by_a_neighbour(texts: Texts, facts: Facts) -> Markup | None:
    if facts.get("side") != Side.NEIGHBOUR:
        return None
    return texts.say("issues.told.unfixed", number=facts["number"])


def _not_fixed_until(drawing: Drawing, facts: Facts) -> Markup | None:
    until = facts["until"]
    if until is None:
        return None
    return drawing.texts.say(
        "issues.told.not_fixed", until=dates.until(drawing.texts, read_moment(until), drawing.zone)
    )


def followed(drawing: Drawing, facts: Facts) -> Dispatch:
    """A step, to a neighbour who has it too."""
    words = followed_words(drawing.texts, facts)
    return Dispatch(Screen(words, rows(_see(drawing.texts, facts["id"]))), enclosures=_enclosed(facts))


def question(drawing: Drawing, facts: Facts) -> Dispatch:
    """What the question in the group turns into: the number, until the card stands there."""
    words = drawing.texts.say("issues.reported.number", number=facts["number"])
    return Dispatch(Screen(words, rows(_see(drawing.texts, facts["id"]))))


def files(drawing: Drawing, facts: Facts) -> Dispatch:
    """看照片: the files of a report once more."""
    words = drawing.texts.say("issues.files.of", number=facts["number"])
    return Dispatch(Screen(words), enclosures=_enclosed(facts))


def lines_of_the_day(drawing: Drawing, facts: Facts) -> Dispatch:
    """又报来的: one line a trouble."""
    texts = drawing.texts
    told = (texts.say("issues.lines.one", number=one["number"], text=one["text"], n=one["n"]) for one in facts["lines"])
    return Dispatch(Screen(lines(texts.say("issues.lines.title"), *told)))


NOTICES: dict[str, Template] = {
    "issues.lines": lines_of_the_day,
    "issues.followed": followed,
    "issues.staff": staff,
    "issues.card": card,
    "issues.files": files,
    "issues.hidden": issues_hiding.told,
    "issues.question": question,
    "issues.work": work,
    "issues.told": told,
    **issues_ratings.NOTICES,
    "issues.late": late,
    "issues.late_reporter": late_reporter,
}
"""Templates by key."""
