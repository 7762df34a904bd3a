"""What is typed at the window (窗口要写的): one paper more, what came of it, why not; a list as it is from now on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.errands import Service, materials_in, materials_refusal, service_refusal
from domain.issues import clean
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE
from handlers.conversations import go_on, own_draft
from handlers.errands import on_services, page_of, service_of
from handlers.turn import Turn
from rendering import errands as drawn
from rendering.errand_buttons import CorrectService, LeaveErrand, ServiceDays, ShowServices, WriteOfErrand
from rendering.refusals import refusal_screen
from services import drafts
from services import errands as acts
from services.drafts import Draft

KIND = "errand_words"
NAME, MATERIALS = "errands.name", "errands.materials"
SAMPLE = ("1",)
"""A list that would do, while the name alone is looked at."""

ENDS: Mapping[str, Callable[..., Awaitable[Outcome]]] = {
    "more": acts.ask_for,
    "done": acts.finish_errand,
    "declined": acts.decline_errand,
}


def _typed(turn: Turn) -> str:
    return clean(turn.message.text or turn.message.caption or "")


async def _begin(turn: Turn, body: Mapping[str, Any], awaiting: str, what: str) -> None:
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], name=body.get("name", "")))


async def on_write(turn: Turn, button: WriteOfErrand) -> None:
    """[还要一样], [办好了], [不能办]."""
    page = await page_of(turn, button.errand_id)
    if page is None:
        return
    if button.what not in ENDS:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif (refusal := permit(turn.actor, Act.SERVE_ERRANDS, page.errand.place)) is not None:
        await turn.refuse(refusal)
    else:
        body = {"errand_id": page.errand.id, "what": button.what}
        await _begin(turn, body, f"errands.{button.what}", button.what)


async def on_written(turn: Turn, draft: Draft) -> None:
    """What was typed."""
    what, number = draft.body["what"], draft.body["errand_id"]
    given = {"errand_id": number, "words": _typed(turn), "draft_id": draft.id}
    outcome = await ENDS[what](turn.database, **given, **turn.acting)
    if not isinstance(outcome, Refusal):
        await turn.show(drawn.thanks(turn.texts, what, number, outcome["number"]))
    elif outcome.reason is Reason.INVALID:
        await _beyond(turn, number, outcome)
    else:
        await turn.refuse(outcome)


async def _beyond(turn: Turn, errand_id: int, refusal: Refusal) -> None:
    """It was not on the first list: the list may be corrected for later numbers."""
    page = await page_of(turn, errand_id)
    if page is not None:
        one = page.errand
        key = Service(one.service, one.materials, one.days).key
        await turn.show(drawn.beyond(turn.texts, refusal_screen(turn.texts, refusal, turn.zone).text, page, key))


async def on_correct(turn: Turn, button: CorrectService) -> None:
    """[改清单]: the papers anew; or [添一项]: what is it called?"""
    place = first_compound(turn.actor, Act.SERVE_ERRANDS)
    if (refusal := permit(turn.actor, Act.SERVE_ERRANDS, place or ANYWHERE)) is not None:
        await turn.refuse(refusal)
    elif not button.key:
        await _begin(turn, {}, NAME, "name")
    elif (service := await service_of(turn, button.key)) is not None:
        await _begin(turn, {"name": service.name}, MATERIALS, "materials")


async def on_name(turn: Turn, draft: Draft) -> None:
    """What it is called, typed; now the papers."""
    name = " ".join(_typed(turn).split())
    if (refusal := service_refusal(name, SAMPLE, 1)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"name": name}, MATERIALS):
        await turn.show(drawn.ask(turn.texts, "materials", draft.id, name=name))


async def on_materials(turn: Turn, draft: Draft) -> None:
    """The papers, a line each; now how many days."""
    materials = materials_in(_typed(turn))
    if (refusal := materials_refusal(materials)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"materials": list(materials)}, None):
        await turn.show(drawn.ask_days(turn.texts, draft.id, draft.body["name"], materials))


async def on_days(turn: Turn, button: ServiceDays) -> None:
    """So many days: the list stands from now on."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    place = first_compound(turn.actor, Act.SERVE_ERRANDS) or ANYWHERE
    service = Service(draft.body.get("name", ""), tuple(draft.body.get("materials", ())), button.days)
    outcome = await acts.correct_service(turn.database, place=place, service=service, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.corrected(turn.texts, service.name))


async def on_leave(turn: Turn, button: LeaveErrand) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_services(turn, ShowServices(0))


BUTTONS: dict[Any, Any] = {
    WriteOfErrand: on_write,
    CorrectService: on_correct,
    ServiceDays: on_days,
    LeaveErrand: on_leave,
}
STEPS = {NAME: on_name, MATERIALS: on_materials, **{f"errands.{what}": on_written for what in ENDS}}
