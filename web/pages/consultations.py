"""The page of a unit that is asked (相关单位的一页): what it is about, and three answers to choose from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.deliberation.consultations import (
    LONGEST_ANSWER,
    LONGEST_WHO,
    AnswerWords,
    AskedPage,
    UnitAnswer,
    UnitSays,
)
from domain.links import PersonalLink
from domain.outcomes import Reason, Refusal
from domain.voting.votes import HASH_SHOWN
from rendering.consultations import answer_line, meeting_words, until_line
from rendering.refusals import refusal_words
from services.consultation_meetings import reply_by_link
from services.consultation_pages import asked_page
from services.consultations import answer_by_link
from web.forms import read_form
from web.front import Front
from web.layout import Reading, page

CHOOSE = Refusal(Reason.EMPTY, {"what": "unit_says"})
COMES = ("yes", "no")
SEE_OTHER = 303


async def asked(request: Request, reading: Reading, front: Front, link: PersonalLink) -> Response | None:
    """What the unit reads, and answers; None where there is nothing to answer any more."""
    found = await asked_page(front.database, link=link)
    if found is None:
        return None
    if request.method == "POST":
        return await _answered(await read_form(request), reading, front, link, found)
    return _page(reading, front, found)


async def _answered(
    form: Mapping[str, str], reading: Reading, front: Front, link: PersonalLink, found: AskedPage
) -> Response:
    """It is taken down, and the page is read anew: a reload sends nothing again."""
    if form.get("comes") in COMES:
        return await _replied(form, reading, front, link, found)
    words = _words(form)
    version = form.get("version", "")
    if words is None or not version.isdecimal() or len(version) > 9:
        return _page(reading, front, found, form, CHOOSE)
    outcome = await answer_by_link(
        front.database, link=link, version=int(version), words=words, source=_source(found, form), at=front.now()
    )
    if isinstance(outcome, Refusal):
        again = await asked_page(front.database, link=link)
        return _page(reading, front, again or found, form, outcome)
    return _read_anew(reading)


async def _replied(
    form: Mapping[str, str], reading: Reading, front: Front, link: PersonalLink, found: AskedPage
) -> Response:
    """Whether it comes to the meeting."""
    comes, source = form["comes"] == COMES[0], _source(found, form)
    outcome = await reply_by_link(front.database, link=link, comes=comes, source=source, at=front.now())
    if isinstance(outcome, Refusal):
        return _page(reading, front, found, form, outcome)
    return _read_anew(reading)


def _read_anew(reading: Reading) -> Response:
    return RedirectResponse(reading.to(reading.path), SEE_OTHER, headers={"Cache-Control": "no-store"})


def _words(form: Mapping[str, str]) -> AnswerWords | None:
    says = form.get("says", "")
    if says not in set(UnitSays):
        return None
    reason, name, post = (form.get(field, "").strip() for field in ("reason", "name", "post"))
    return AnswerWords(UnitSays(says), reason, name, post)


def _source(found: AskedPage, form: Mapping[str, str]) -> str:
    """The same form sent twice is one answer; after another one it is a new one."""
    sent = hashlib.sha256(json.dumps(sorted(form.items())).encode()).hexdigest()
    return f"{found.unit.subject}:{sent}"


def _page(
    reading: Reading,
    front: Front,
    found: AskedPage,
    form: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    matter, unit, texts = found.matter, found.unit, reading.texts
    answer, meeting = unit.latest, found.meeting
    return page(
        reading,
        "asked",
        found=found,
        hash=matter.text_hash[:HASH_SHOWN],
        until=until_line(texts, unit.asked(matter.version), front.zone),
        answered=None if answer is None else answer_line(texts, answer, front.zone),
        wrong=None if refusal is None else refusal_words(texts, refusal, front.zone),
        form=_filled(found, answer) if form is None else {**_filled(found, None), **form},
        meeting=None if meeting is None else meeting_words(texts, meeting, front.zone),
        comes=None if meeting is None else unit.comes(meeting),
        replies=0 if unit.reply is None else unit.reply.times,
        given=len(unit.answers),
        choices=list(UnitSays),
        longest=LONGEST_ANSWER,
        longest_who=LONGEST_WHO,
    )


def _filled(found: AskedPage, answer: UnitAnswer | None) -> dict[str, str]:
    """What stands in the form before anybody writes: who answered last, and what they said of the present text."""
    words = None if answer is None else answer.words
    same = answer is not None and answer.version == found.matter.version
    return {
        "says": words.says.value if words is not None and same else "",
        "reason": words.reason if words is not None and same else "",
        "name": "" if words is None else words.name,
        "post": "" if words is None else words.post,
    }
