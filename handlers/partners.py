"""包建单位 at the door: those of a compound, one written down in three answers, one ended."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from domain.partners import PartnersPage, PartnerWords, name_refusal, post_refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.conversations import begun, go_on, typed
from handlers.turn import Turn
from rendering import partners as drawn
from rendering.partner_buttons import EndPartner, LeavePartner, NewPartner, PastPartners, ShowPartners
from services import drafts
from services import partners as acts
from services.drafts import Draft

KIND = "partner_words"
NAME, POST, PURPOSE = "partners.name", "partners.post", "partners.purpose"


async def on_partners(turn: Turn, button: ShowPartners) -> None:
    """[包建单位]."""
    found = await _page(turn, button.compound_id)
    if found is not None:
        await turn.redraw(drawn.partners(turn.texts, found, turn.zone))


async def on_past(turn: Turn, button: PastPartners) -> None:
    """[以前的]."""
    found = await _page(turn, button.compound_id)
    if found is not None:
        await turn.redraw(drawn.past(turn.texts, found, button.page, turn.zone))


async def _page(turn: Turn, compound_id: int) -> PartnersPage | None:
    """Those of a compound, for whoever may read them; else they hear why not."""
    found = await acts.partners_page(turn.database, actor=turn.actor, compound_id=compound_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return found


async def on_new(turn: Turn, button: NewPartner) -> None:
    """[写上一家]: what is it called?"""
    place = button.compound_id
    if (refusal := permit(turn.actor, Act.KEEP_PARTNERS, Place(place))) is not None:
        await turn.refuse(refusal)
        return
    number = await begun(turn, KIND, {"compound_id": place}, NAME)
    if number is not None:
        await turn.redraw(drawn.ask(turn.texts, "name", number, place))


async def on_name(turn: Turn, draft: Draft) -> None:
    """Its name, typed; one that stands by already, or one too many, is said at once. Now the post to ask at."""
    name, place = typed(turn), draft.body["compound_id"]
    page = await _page(turn, place)
    if page is None:
        return
    if (refusal := name_refusal(name, page.partners)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"name": name}, POST):
        await turn.show(drawn.ask(turn.texts, "post", draft.id, place, unit=name))


async def on_post(turn: Turn, draft: Draft) -> None:
    """The post, typed; now what it stands by for."""
    post, name = typed(turn), draft.body["name"]
    if (refusal := post_refusal(post)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"post": post}, PURPOSE):
        await turn.show(drawn.ask(turn.texts, "purpose", draft.id, draft.body["compound_id"], unit=name))


async def on_purpose(turn: Turn, draft: Draft) -> None:
    """What for, typed: it is written down."""
    body = draft.body
    wanted = PartnerWords(body["name"], body["post"], typed(turn))
    outcome = await acts.write_partner(
        turn.database, compound_id=body["compound_id"], wanted=wanted, draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    page = await _page(turn, body["compound_id"])
    if page is not None:
        await turn.show(drawn.partners(turn.texts, page, turn.zone))


async def on_end(turn: Turn, button: EndPartner) -> None:
    """[不再包建], and surely."""
    if button.sure:
        outcome = await acts.end_partner(turn.database, partner_id=button.partner_id, **turn.acting)
        if isinstance(outcome, Refusal):
            await turn.refuse(outcome)
            return
        await turn.toast(turn.texts.plain("partners.toast.ended"))
        await on_partners(turn, ShowPartners(outcome["compound_id"]))
        return
    page = await _page(turn, button.compound_id)
    if page is None:
        return
    one = next((one for one in page.partners if one.id == button.partner_id), None)
    await (turn.refuse(acts.NO_PARTNER) if one is None else turn.redraw(drawn.ask_end(turn.texts, one)))


async def on_leave(turn: Turn, button: LeavePartner) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_partners(turn, ShowPartners(button.compound_id))


BUTTONS: dict[Any, Any] = {
    ShowPartners: on_partners,
    PastPartners: on_past,
    NewPartner: on_new,
    EndPartner: on_end,
    LeavePartner: on_leave,
}
STEPS = {NAME: on_name, POST: on_post, PURPOSE: on_purpose}
