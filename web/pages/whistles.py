"""The page of a called unit (应哨的一页): what it is called to, when it comes, what it says, how it was called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.issues_masking import on_card
from domain.links import PersonalLink
from domain.moments import read_moment, write_moment
from domain.outcomes import Outcome, Reason, Refusal
from domain.whistle_ratings import rates_call
from domain.whistles import (
    LONGEST_WHO,
    LONGEST_WORDS,
    Answering,
    CalledPage,
    EntryKind,
    Mark,
    WhistleSays,
    WhistleStanding,
    coming_times,
)
from rendering.dates import moment
from rendering.refusals import refusal_words
from rendering.whistles import call_line, goal_line, meeting_line, rating_line, standing_words
from services.whistle_pages import called_page
from services.whistles_answers import answer_by_link, arrive_by_link, rate_call_by_link, say_by_link
from web.forms import read_form
from web.front import Front
from web.layout import Reading, page

CHOOSE = Refusal(Reason.EMPTY, {"what": "whistle_says"})
SEE_OTHER = 303
COMES = "come "
"""What a press of a time begins with; the moment follows."""


async def called(request: Request, reading: Reading, front: Front, link: PersonalLink) -> Response | None:
    """What the unit reads, and says; None where there is nothing it was called to."""
    found = await called_page(front.database, link=link)
    if found is None:
        return None
    if request.method != "POST":
        return _page(reading, front, found)
    form = await read_form(request)
    outcome = await _said(form, front, link, found)
    if isinstance(outcome, Refusal):
        return _page(reading, front, await called_page(front.database, link=link) or found, form, outcome)
    return RedirectResponse(reading.to(reading.path), SEE_OTHER, headers={"Cache-Control": "no-store"})


async def _said(form: Mapping[str, str], front: Front, link: PersonalLink, found: CalledPage) -> Outcome:
    """One of five: it comes then, it is not theirs, they are here, a word for the record, how they were called."""
    does = form.get("does", "")
    name, post, words = (form.get(field, "").strip() for field in ("name", "post", "words"))
    sent = hashlib.sha256(json.dumps(sorted(form.items())).encode()).hexdigest()
    source, at = f"{found.unit.subject}:{sent}", front.now()
    if does == EntryKind.ARRIVED:
        return await arrive_by_link(front.database, link=link, name=name, post=post, source=source, at=at)
    if does == EntryKind.WORD:
        return await say_by_link(front.database, link=link, words=words, name=name, post=post, source=source, at=at)
    if does == EntryKind.OF_CALL:
        marks = {"plain": form.get("plain", ""), "complete": form.get("complete", "")}
        who = {"words": words, "name": name, "post": post}
        return await rate_call_by_link(front.database, link=link, **marks, **who, source=source, at=at)
    comes_at = _moment(does)
    if does != WhistleSays.NOT_OURS and comes_at is None:
        return CHOOSE
    says = WhistleSays.NOT_OURS if comes_at is None else WhistleSays.COMING
    said = Answering(says, name, post, words, comes_at)
    return await answer_by_link(front.database, link=link, said=said, source=source, at=at)


def _moment(does: str) -> datetime | None:
    try:
        comes = read_moment(does.removeprefix(COMES)) if does.startswith(COMES) else None
    except ValueError:
        return None
    return None if comes is None or comes.tzinfo is None else comes


def _page(
    reading: Reading,
    front: Front,
    found: CalledPage,
    form: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    texts, whistle, unit, at = reading.texts, found.whistle, found.unit, front.now()
    standing, rating, last = unit.standing(at), unit.last(EntryKind.RATING), unit.entries[-1:] or ()
    of_call = unit.last(EntryKind.OF_CALL)
    known = next((one for one in reversed(unit.entries) if one.name), None)
    who = {"name": "", "post": ""} if known is None else {"name": known.name, "post": known.post}
    return page(
        reading,
        "called",
        found=found,
        topic=on_card(whistle.topic),
        kind=texts.say(f"whistles.kind.{whistle.kind}"),
        goal=goal_line(texts, unit, at, front.zone),
        standing=standing_words(texts, unit, standing, front.zone),
        meeting=meeting_line(texts, whistle, front.zone),
        rating=None if rating is None else rating_line(texts, unit.name, rating),
        of_call=None if of_call is None else call_line(texts, unit.name, of_call),
        marks=[(mark.value, texts.plain(f"whistles.mark.{mark}")) for mark in Mark] if rates_call(unit) else [],
        said=[one.words for one in unit.entries if one.words and one.kind in (EntryKind.ANSWER, EntryKind.WORD)],
        times=[(f"{COMES}{write_moment(one)}", moment(texts, one, front.zone)) for one in coming_times(at)],
        answers=whistle.ended_at is None and standing in ANSWERABLE,
        arrives=whistle.ended_at is None and unit.counts and standing in ARRIVING,
        wrong=None if refusal is None else refusal_words(texts, refusal, front.zone),
        form={"words": "", **who, **(form or {})},
        given=last[0].id if last else 0,
        longest=LONGEST_WORDS,
        longest_who=LONGEST_WHO,
    )


ANSWERABLE = frozenset(
    {WhistleStanding.WAITING, WhistleStanding.SILENT, WhistleStanding.COMING, WhistleStanding.NOT_OURS}
)
ARRIVING = ANSWERABLE - {WhistleStanding.NOT_OURS}
