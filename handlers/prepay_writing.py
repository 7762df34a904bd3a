"""What is typed and sent for fees paid ahead (预交要写的): a new round, a door, a sum, what a building paid for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.counted import count_in
from domain.layouts import read_door
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.prepay import MOST_MONTHS, PrepayBasis, name_refusal, words_refusal
from domain.registry import ANYWHERE, Place
from domain.units import DwellingUnit
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
from handlers.prepay import building_of, on_round, on_rounds, waits
from handlers.turn import Turn
from rendering import prepay as drawn
from rendering.fee_buttons import (
    ConfirmPrepay,
    LeavePrepay,
    NewRound,
    OtherAmount,
    RoundBasis,
    ShowRound,
    ShowRounds,
    WritePrepay,
)
from services import drafts
from services import prepay as acts
from services.drafts import Draft
from services.prepay_pages import prepay_home
from services.units import find_door

KIND = "prepay_words"
NO_AMOUNT = Refusal(Reason.INVALID, {"what": "prepay_amount"})
NO_MONTHS = Refusal(Reason.INVALID, {"what": "prepay_months", "most": MOST_MONTHS})
NO_VOUCHER = Refusal(Reason.EMPTY, {"what": "prepay_voucher"})
FIRST = {"take": "door", "back": "back_door", "cost": "cost"}
"""What is asked first, of a fee that is taken, one that goes back, and what a building paid for."""
NEEDS = {"take": Act.TAKE_FEES, "back": Act.KEEP_FUNDS, "cost": Act.KEEP_FUNDS}


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    if (number := await begun(turn, KIND, body, f"prepay.{what}")) is not None:
        await turn.redraw(drawn.ask(turn.texts, what, number, body.get("round_id", 0)))


async def _then(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str) -> None:
    if await go_on(turn, draft, changes, f"prepay.{what}"):
        await turn.tell(drawn.ask(turn.texts, what, draft.id, draft.body.get("round_id", 0)))


# A new round


async def on_new(turn: Turn, _: NewRound) -> None:
    """[开一期预交]: what is it called?"""
    if await where_they_may(turn, Act.KEEP_FUNDS) is not None:
        await _begin(turn, "name", {})


async def on_name(turn: Turn, draft: Draft) -> None:
    """What it is called, typed; by the ㎡, or by the home?"""
    name = typed(turn)
    if (refusal := name_refusal(name)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"name": name}, None):
        await turn.show(drawn.ask_basis(turn.texts, draft.id))


async def on_basis(turn: Turn, button: RoundBasis) -> None:
    """By the ㎡, or by the home; how much a month?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.basis not in set(PrepayBasis) or "name" not in draft.body:
        await turn.refuse(GONE)
    else:
        await _then(turn, draft, {"basis": button.basis}, "rate")


async def on_rate(turn: Turn, draft: Draft) -> None:
    """How much a month, typed."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_AMOUNT)
    else:
        await _then(turn, draft, {"rate": amount}, "months")


async def on_months(turn: Turn, draft: Draft) -> None:
    """How many months, typed; then it is looked at once more."""
    months = count_in(typed(turn))
    if not 1 <= months <= MOST_MONTHS:
        await turn.refuse(NO_MONTHS)
    elif await go_on(turn, draft, {"months": months}, None):
        await turn.show(drawn.preview_round(turn.texts, {**draft.body, "months": months}, draft.id))


# At a door, and what goes out


async def on_write(turn: Turn, button: WritePrepay) -> None:
    """[收一户], [退一户], [花一笔]."""
    page = await building_of(turn, button.round_id, button.building_id)
    if page is None:
        return
    if button.what not in FIRST:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    place = Place(page.page.round.place.compound_id, button.building_id)
    if (refusal := permit(turn.actor, NEEDS[button.what], place)) is not None:
        await turn.refuse(refusal)
    else:
        body = {"round_id": button.round_id, "building_id": button.building_id, "what": button.what}
        await _begin(turn, FIRST[button.what], body)


async def _home(turn: Turn, draft: Draft) -> DwellingUnit | None:
    """The home behind the door they typed; else they hear why not."""
    door = read_door(turn.message.text or "")
    building = draft.body["building_id"]
    found = door if isinstance(door, Refusal) else await find_door(turn.database, building_id=building, door=door)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return found


async def on_door(turn: Turn, draft: Draft) -> None:
    """Whose fee is taken, typed: what they are asked, and have paid."""
    found = await _home(turn, draft)
    number = draft.body["round_id"]
    page = None if found is None else await building_of(turn, number, found.building_id)
    if found is None or page is None:
        return
    home = await prepay_home(turn.database, actor=turn.actor, round_id=number, unit_id=found.id)
    if home is None:
        await turn.refuse(acts.NO_ROUND)
        return
    await turn.show(drawn.home(turn.texts, page.page.round, home))
    await drafts.drop_draft(turn.database, draft_id=draft.id, **turn.acting)


async def on_other(turn: Turn, button: OtherAmount) -> None:
    """[收别的数]."""
    await _begin(turn, "amount", {"round_id": button.round_id, "unit_id": button.unit_id})


async def on_amount(turn: Turn, draft: Draft) -> None:
    """How much, typed; a press takes it."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_AMOUNT)
        return
    number, unit = draft.body["round_id"], draft.body["unit_id"]
    home = await prepay_home(turn.database, actor=turn.actor, round_id=number, unit_id=unit)
    if home is None:
        await turn.refuse(acts.NO_ROUND)
        return
    await turn.show(drawn.take_sum(turn.texts, number, home, amount))
    await drafts.drop_draft(turn.database, draft_id=draft.id, **turn.acting)


async def on_back_door(turn: Turn, draft: Draft) -> None:
    """Whose fee goes back, typed; now a photo of the receipt."""
    found = await _home(turn, draft)
    if found is None:
        return
    home = await prepay_home(turn.database, actor=turn.actor, round_id=draft.body["round_id"], unit_id=found.id)
    if home is None or not home.unspent:
        await turn.refuse(acts.NOTHING_UNSPENT)
        return
    changes = {"unit_id": found.id, "door": found.name, "amount": home.unspent}
    if await go_on(turn, draft, changes, "prepay.voucher"):
        await turn.tell(drawn.ask_refund(turn.texts, home, draft.id, draft.body["round_id"]))


async def on_cost(turn: Turn, draft: Draft) -> None:
    """How much was paid, typed."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_AMOUNT)
    else:
        await _then(turn, draft, {"amount": amount}, "words")


async def on_words(turn: Turn, draft: Draft) -> None:
    """What for, typed."""
    words = typed(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _then(turn, draft, {"words": words}, "voucher")


async def on_voucher(turn: Turn, draft: Draft) -> None:
    """A photo of the voucher; then it is looked at once more."""
    photos = photos_sent(turn)
    body = {**draft.body, "files": photos}
    if not photos:
        await turn.refuse(NO_VOUCHER)
    elif await go_on(turn, draft, {"files": photos}, None):
        page = await building_of(turn, body["round_id"], body["building_id"])
        if page is not None:
            await turn.show(drawn.preview_out(turn.texts, page.page.names[body["building_id"]], body, draft.id))


async def on_confirm(turn: Turn, button: ConfirmPrepay) -> None:
    """[对，请人复核]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "months" in draft.body:
        await waits(turn, await _asked(turn, draft), "asked")
    elif "files" in draft.body:
        await waits(turn, await _went(turn, draft), draft.body["what"])
    else:
        await turn.refuse(GONE)


async def _asked(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    place = first_compound(turn.actor, Act.KEEP_FUNDS) or ANYWHERE
    what: dict[str, Any] = {"name": body["name"], "basis": PrepayBasis(body["basis"]), "rate": body["rate"]}
    given = {**what, "months": body["months"], "draft_id": draft.id, **turn.acting}
    return await acts.ask_round(turn.database, place=place, **given)


async def _went(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    given: dict[str, Any] = {"round_id": body["round_id"], "draft_id": draft.id, "files": photos_of(body)}
    given |= turn.acting
    if body["what"] == "back":
        whose = {"unit_id": body["unit_id"], "purpose": turn.texts.plain("prepay.refund_purpose")}
        return await acts.refund_home(turn.database, **whose, **given)
    where = {"building_id": body["building_id"], "amount": body["amount"], "words": body["words"]}
    return await acts.pay_cost(turn.database, **where, **given)


async def on_leave(turn: Turn, button: LeavePrepay) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.round_id:
        await on_round(turn, ShowRound(button.round_id, 0))
    else:
        await on_rounds(turn, ShowRounds())


BUTTONS: dict[Any, Any] = {
    NewRound: on_new,
    RoundBasis: on_basis,
    WritePrepay: on_write,
    OtherAmount: on_other,
    ConfirmPrepay: on_confirm,
    LeavePrepay: on_leave,
}
STEPS = {
    "prepay.name": on_name,
    "prepay.rate": on_rate,
    "prepay.months": on_months,
    "prepay.door": on_door,
    "prepay.amount": on_amount,
    "prepay.back_door": on_back_door,
    "prepay.cost": on_cost,
    "prepay.words": on_words,
    "prepay.voucher": on_voucher,
}
