"""What is typed for services by the hour (计时服务要写的): one more, a photo, what was not right, another fee."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.counted import count_in, minutes_in
from domain.deliberation.classification import Touch
from domain.deliberation_wizard import everybody, touches_known
from domain.hourly import (
    MOST_MINUTES,
    MOST_TIMES,
    FeeChange,
    doing_refusal,
    fee_refusal,
    name_refusal,
    standard_refusal,
    word_refusal,
)
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound
from domain.registry import ANYWHERE, Place
from handlers import deliberation_wizard
from handlers.conversations import (
    GONE,
    begun,
    go_on,
    own_draft,
    photos_of,
    photos_sent,
    sum_typed,
    typed,
    where_they_may,
)
from handlers.hourly import list_screen, on_fine, page_of
from handlers.turn import Turn
from rendering import hourly as drawn
from rendering.hourly_buttons import (
    ChangeFee,
    ConfirmHourly,
    HourlyDone,
    HourlyShort,
    JudgeMonth,
    LeaveHourly,
    NewHourly,
    SignIn,
)
from services import drafts
from services import hourly as acts
from services.deliberation_pages import matter_places
from services.drafts import Draft
from services.hourly_pages import fee_change_of

KIND = "hourly_words"
NO_RATE = Refusal(Reason.INVALID, {"what": "hourly_rate"})
NO_PHOTO = Refusal(Reason.EMPTY, {"what": "hourly_photo"})
NO_MINUTES = Refusal(Reason.INVALID, {"what": "hourly_minutes", "most": MOST_MINUTES})
NO_TIMES = Refusal(Reason.INVALID, {"what": "hourly_times", "most": MOST_TIMES})


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    if (number := await begun(turn, KIND, body, f"hourly.{what}")) is not None:
        await turn.redraw(drawn.ask(turn.texts, what, number))


async def _then(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str) -> None:
    if await go_on(turn, draft, changes, f"hourly.{what}"):
        await turn.tell(drawn.ask(turn.texts, what, draft.id))


# One more service


async def on_new(turn: Turn, _: NewHourly) -> None:
    """[列一项]: what is it?"""
    if await where_they_may(turn, Act.KEEP_FUNDS) is not None:
        await _begin(turn, "name", {})


async def on_name(turn: Turn, draft: Draft) -> None:
    """What it is, typed."""
    name = typed(turn)
    if (refusal := name_refusal(name)) is not None:
        await turn.refuse(refusal)
    else:
        await _then(turn, draft, {"name": name}, "length")


async def on_length(turn: Turn, draft: Draft) -> None:
    """How long each time, typed."""
    minutes = minutes_in(typed(turn))
    if not 1 <= minutes <= MOST_MINUTES:
        await turn.refuse(NO_MINUTES)
    else:
        await _then(turn, draft, {"minutes": minutes}, "times")


async def on_times(turn: Turn, draft: Draft) -> None:
    """How often a month, typed."""
    times = count_in(typed(turn))
    if not 1 <= times <= MOST_TIMES:
        await turn.refuse(NO_TIMES)
    else:
        await _then(turn, draft, {"times": times}, "standard")


async def on_standard(turn: Turn, draft: Draft) -> None:
    """To what standard, typed."""
    words = typed(turn)
    if (refusal := standard_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _then(turn, draft, {"standard": words}, "rate")


async def on_rate(turn: Turn, draft: Draft) -> None:
    """How much an hour, typed; then it is looked at once more."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_RATE)
    elif await go_on(turn, draft, {"rate": amount}, None):
        await turn.show(drawn.preview(turn.texts, {**draft.body, "rate": amount}, draft.id))


# It was done


async def on_sign_in(turn: Turn, button: SignIn) -> None:
    """[签到]: a photo."""
    page = await page_of(turn, button.service_id)
    if page is None:
        return
    if (refusal := doing_refusal(turn.actor, page.service) or page.not_today) is not None:
        await turn.refuse(refusal)
    else:
        await _begin(turn, "photo", {"service_id": button.service_id, "planned": page.service.minutes})


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The photo; now how long."""
    photos = photos_sent(turn)
    if not photos:
        await turn.refuse(NO_PHOTO)
    elif await go_on(turn, draft, {"files": photos}, None):
        await turn.show(drawn.how_long(turn.texts, draft.body["planned"], draft.id))


async def on_short(turn: Turn, button: HourlyShort) -> None:
    """[没做满]: how long, then?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and "files" in draft.body:
        await _then(turn, draft, {}, "minutes")
    elif draft is not None:
        await turn.refuse(GONE)


async def on_minutes(turn: Turn, draft: Draft) -> None:
    """How long it was, typed; a press signs in."""
    minutes, most = minutes_in(typed(turn)), draft.body["planned"]
    if not 1 <= minutes <= most:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "hourly_minutes", "most": most}))
    elif await go_on(turn, draft, {}, None):
        await turn.show(drawn.surely_done(turn.texts, minutes, draft.id))


async def on_done(turn: Turn, button: HourlyDone) -> None:
    """[做了 2 小时]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "files" not in draft.body:
        await turn.refuse(GONE)
        return
    number, files = draft.body["service_id"], photos_of(draft.body)
    given: dict[str, Any] = {"service_id": number, "minutes": button.minutes, "files": files, "draft_id": draft.id}
    outcome = await acts.sign_in(turn.database, **given, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        told = {"times": outcome["times"], "of": outcome["of"]}
        await turn.redraw(drawn.thanks(turn.texts, "signed", number, **told))


# How a month was


async def on_judge(turn: Turn, button: JudgeMonth) -> None:
    """[做得好]; [有没做好的]: what?"""
    if button.fine:
        await on_fine(turn, button)
    elif await page_of(turn, button.service_id, button.month) is not None:
        await _begin(turn, "words", {"service_id": button.service_id, "month": button.month})


async def on_words(turn: Turn, draft: Draft) -> None:
    """What was not done well, typed; it is looked at once more."""
    words = typed(turn)
    if (refusal := word_refusal(words, fine=False)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"words": words}, None):
        await turn.show(drawn.surely_not_fine(turn.texts, words, draft.id))


# Another fee


async def on_fee(turn: Turn, _: ChangeFee) -> None:
    """[改收费标准]: how much is it now?"""
    if await where_they_may(turn, Act.RUN_PROCEDURE) is not None:
        await _begin(turn, "was", {})


async def on_was(turn: Turn, draft: Draft) -> None:
    """How much it is a ㎡ and month, typed."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_RATE)
    else:
        await _then(turn, draft, {"was": amount}, "wanted")


async def on_wanted(turn: Turn, draft: Draft) -> None:
    """How much it is to be, typed; what it comes to is looked at."""
    wanted = sum_typed(turn)
    if (refusal := fee_refusal(draft.body["was"], wanted)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"wanted": wanted}, None):
        await turn.show(drawn.fee_preview(turn.texts, draft.body["was"], wanted, draft.id))


# What was typed is right


async def on_confirm(turn: Turn, button: ConfirmHourly) -> None:
    """[对，请人核对], [告诉委员会], [拿去商量]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    follows = next((act for key, act in CONFIRMS.items() if key in draft.body), None)
    if follows is None:
        await turn.refuse(GONE)
    else:
        await follows(turn, draft)


async def _asks(turn: Turn, draft: Draft) -> None:
    place = first_compound(turn.actor, Act.KEEP_FUNDS) or ANYWHERE
    what = {name: draft.body[name] for name in ("name", "minutes", "times", "standard", "rate")}
    outcome = await acts.ask_service(turn.database, place=place, **what, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        number, seconds = outcome["service_id"], outcome["seconds"]
        await turn.redraw(drawn.thanks(turn.texts, "asked", number, seconds=seconds))


async def _doubts(turn: Turn, draft: Draft) -> None:
    body = draft.body
    given: dict[str, Any] = {"service_id": body["service_id"], "month": body["month"], "words": body["words"]}
    outcome = await acts.judge_month(turn.database, fine=False, **given, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.thanks(turn.texts, "doubted", body["service_id"], month=body["month"]))


async def _discusses(turn: Turn, draft: Draft) -> None:
    """The fee is a matter of all owners: its words are begun, and whoever begins it writes on."""
    place = first_compound(turn.actor, Act.RUN_PROCEDURE) or ANYWHERE
    fee = {"was": draft.body["was"], "wanted": draft.body["wanted"]}
    outcome: Outcome = await acts.ask_fee_change(turn.database, place=place, **fee, draft_id=draft.id, **turn.acting)
    change = None if isinstance(outcome, Refusal) else await fee_change_of(turn.database, fee_id=outcome["fee_id"])
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif change is not None:
        await _matter(turn, place, change)


async def _matter(turn: Turn, place: Place, change: FeeChange) -> None:
    """Everything but its words is known: it is the whole compound's, and touches what everybody pays."""
    assert place.compound_id is not None, "a compound's"
    name = dict(await matter_places(turn.database, actor=turn.actor)).get(place, "")
    words = {"text": drawn.fee_matter_words(turn.texts, change), "fee": change.id, "commons": False}
    known = {**everybody(place.compound_id, name), **touches_known([Touch.CHARGES.value]), **words}
    await deliberation_wizard.begin(turn, known)


CONFIRMS: Mapping[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    "rate": _asks,
    "words": _doubts,
    "wanted": _discusses,
}
"""By what the draft has: which act it was for."""


async def on_leave(turn: Turn, button: LeaveHourly) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(await list_screen(turn))


BUTTONS: dict[Any, Any] = {
    NewHourly: on_new,
    SignIn: on_sign_in,
    HourlyShort: on_short,
    HourlyDone: on_done,
    JudgeMonth: on_judge,
    ChangeFee: on_fee,
    ConfirmHourly: on_confirm,
    LeaveHourly: on_leave,
}
STEPS = {
    "hourly.name": on_name,
    "hourly.length": on_length,
    "hourly.times": on_times,
    "hourly.standard": on_standard,
    "hourly.rate": on_rate,
    "hourly.photo": on_photo,
    "hourly.minutes": on_minutes,
    "hourly.words": on_words,
    "hourly.was": on_was,
    "hourly.wanted": on_wanted,
}
