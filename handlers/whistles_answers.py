"""What is typed and sent of a called unit (应哨时要写的): its answer, its arrival, what it did, how it is rated."""

from __future__ import annotations

from typing import Any

from domain.deliberation.consultations import who_in
from domain.issues import File
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.outcomes import Done, Reason, Refusal
from domain.whistles import (
    Answering,
    EntryWay,
    Mark,
    WhistleSays,
    said_refusal,
)
from handlers.issues_said import said_by
from handlers.turn import Turn
from handlers.whistles import unit_page
from handlers.whistles_words import NO_TIME, begin, changed, led_unit, own, thanked, words
from rendering import whistle_wizard as asked
from rendering.whistle_buttons import (
    ChooseCalled,
    EnterCalled,
    RateAlone,
    RateCalled,
    WriteOfUnit,
)
from services import whistles as acts
from services import whistles_answers as answers
from services.drafts import Draft

LETTER, WHEN, WHY, WHO = "whistles.letter", "whistles.when", "whistles.why", "whistles.who"
ARRIVED, DONE, RELEASE, RATING = "whistles.arrived", "whistles.done", "whistles.release", "whistles.rating"
OF_UNIT = {"arrived": ARRIVED, "done": DONE, "release": RELEASE}
NO_WHO = Refusal(Reason.INVALID, {"what": "unit_who"})
NO_PHOTO = Refusal(Reason.EMPTY, {"what": "whistle_photo"})


async def on_enter(turn: Turn, button: EnterCalled) -> None:
    """[录入应哨]: how did it come? A letter comes with its photo."""
    found = await led_unit(turn, button.unit_id)
    if found is None:
        return
    whistle_id, unit = found
    if button.way not in asked.WAYS:
        await turn.redraw(asked.ask_way(turn.texts, unit))
        return
    letter = button.way == EntryWay.LETTER
    number = await begin(turn, {"whistle_id": whistle_id, "unit_id": unit.id}, LETTER if letter else None)
    if number is not None:
        screen = asked.ask(turn.texts, "letter", number, whistle_id, unit=unit.name) if letter else None
        await turn.redraw(screen or asked.ask_says(turn.texts, number, whistle_id))


async def on_letter(turn: Turn, draft: Draft) -> None:
    """The photo of the letter; now what it says."""
    if not turn.message.photo:
        await turn.refuse(answers.NO_LETTER)
        return
    largest = turn.message.photo[-1]
    if await changed(turn, draft, {"photo": largest.file_id, "size": largest.file_size}, None):
        await turn.show(asked.ask_says(turn.texts, draft.id, draft.body["whistle_id"]))


async def on_says(turn: Turn, button: ChooseCalled) -> None:
    """It comes: when? It does not: why?"""
    draft = await own(turn, button.draft_id)
    if draft is None:
        return
    if button.says not in set(WhistleSays):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    what, awaiting = ("when", WHEN) if button.says == WhistleSays.COMING else ("why", WHY)
    if await changed(turn, draft, {"says": button.says}, awaiting):
        await turn.redraw(asked.ask(turn.texts, what, draft.id, draft.body["whistle_id"]))


async def on_when(turn: Turn, draft: Draft) -> None:
    """When it comes, typed; now who said so."""
    comes = parse_local(words(turn), at=turn.at, zone=turn.zone)
    if comes is None:
        await turn.refuse(NO_TIME)
    elif await changed(turn, draft, {"comes_at": write_moment(comes)}, WHO):
        await turn.show(asked.ask(turn.texts, "who", draft.id, draft.body["whistle_id"]))


async def on_why(turn: Turn, draft: Draft) -> None:
    """Why it is not theirs, typed; now who said so."""
    if (refusal := said_refusal(words(turn))) is not None:
        await turn.refuse(refusal)
    elif await changed(turn, draft, {"words": words(turn)}, WHO):
        await turn.show(asked.ask(turn.texts, "who", draft.id, draft.body["whistle_id"]))


async def on_who(turn: Turn, draft: Draft) -> None:
    """Name and post, typed: it is put down."""
    who, body = who_in(words(turn)), draft.body
    if who is None:
        await turn.refuse(NO_WHO)
        return
    comes, photo = body.get("comes_at"), body.get("photo")
    said = Answering(
        WhistleSays(body["says"]), *who, body.get("words", ""), None if comes is None else read_moment(comes)
    )
    letter = None if photo is None else File("photo", photo, size=body.get("size"))
    given: dict[str, Any] = {"unit_id": body["unit_id"], "said": said, "letter": letter, "draft_id": draft.id}
    await thanked(turn, await answers.enter_answer(turn.database, **given, **turn.acting), "entered")


async def on_write(turn: Turn, button: WriteOfUnit) -> None:
    """[到场了], [办好了], [不等它了]: a photo, words and a photo, why."""
    found = await led_unit(turn, button.unit_id)
    if found is None:
        return
    if button.what not in OF_UNIT:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    whistle_id, unit = found
    number = await begin(turn, {"whistle_id": whistle_id, "unit_id": unit.id}, OF_UNIT[button.what])
    if number is not None:
        await turn.redraw(asked.ask(turn.texts, button.what, number, whistle_id, unit=unit.name))


async def on_arrived(turn: Turn, draft: Draft) -> None:
    """A photo of who came."""
    files = said_by(turn.message).files
    given: dict[str, Any] = {"unit_id": draft.body["unit_id"], "files": files, "draft_id": draft.id}
    await thanked(turn, await answers.note_arrival(turn.database, **given, **turn.acting), "arrived")


async def on_done(turn: Turn, draft: Draft) -> None:
    """Words and a photo, in one message or one after the other."""
    files, text = said_by(turn.message).files, words(turn) or draft.body.get("text", "")
    if text and not files:
        if await changed(turn, draft, {"text": text}, DONE):
            await turn.refuse(NO_PHOTO)
        return
    given: dict[str, Any] = {"unit_id": draft.body["unit_id"], "text": text, "files": files, "draft_id": draft.id}
    outcome = await answers.finish_part(turn.database, **given, **turn.acting)
    await thanked(turn, outcome, "ended" if isinstance(outcome, Done) and outcome["ended"] else "done")


async def on_release(turn: Turn, draft: Draft) -> None:
    """Why it is not waited for any more, typed."""
    given: dict[str, Any] = {"unit_id": draft.body["unit_id"], "reason": words(turn), "draft_id": draft.id}
    await thanked(turn, await acts.release_unit(turn.database, **given, **turn.acting), "released")


async def on_rate(turn: Turn, button: RateCalled) -> None:
    """[评一评]: how it answered, what it did; then words, if any."""
    found = await unit_page(turn, button.unit_id)
    if found is None:
        return
    page, unit = found
    if not page.rates:
        await turn.refuse(acts.NOT_MINE)
    elif not {button.response, button.solution} <= {"", *Mark} or not (button.response and button.solution):
        await turn.redraw(asked.ask_mark(turn.texts, unit, button.response if button.response in set(Mark) else ""))
    else:
        body = {"whistle_id": page.whistle.id, "unit_id": unit.id}
        number = await begin(turn, {**body, "response": button.response, "solution": button.solution}, RATING)
        if number is not None:
            await turn.redraw(asked.ask_rating_words(turn.texts, number, page.whistle.id, unit.name))


async def on_rating(turn: Turn, draft: Draft) -> None:
    """A word to the rating, typed."""
    await _rate(turn, draft, words(turn))


async def on_alone(turn: Turn, button: RateAlone) -> None:
    """[就这样评]."""
    draft = await own(turn, button.draft_id)
    if draft is not None:
        await _rate(turn, draft, "")


async def _rate(turn: Turn, draft: Draft, text: str) -> None:
    marks = {"response": draft.body["response"], "solution": draft.body["solution"], "words": text}
    given: dict[str, Any] = {"unit_id": draft.body["unit_id"], **marks, "draft_id": draft.id}
    await thanked(turn, await acts.rate_unit(turn.database, **given, **turn.acting), "rated")


BUTTONS: dict[Any, Any] = {
    EnterCalled: on_enter,
    ChooseCalled: on_says,
    WriteOfUnit: on_write,
    RateCalled: on_rate,
    RateAlone: on_alone,
}
STEPS = {
    LETTER: on_letter,
    WHEN: on_when,
    WHY: on_why,
    WHO: on_who,
    ARRIVED: on_arrived,
    DONE: on_done,
    RELEASE: on_release,
    RATING: on_rating,
}
