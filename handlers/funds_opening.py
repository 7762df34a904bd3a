"""开一个账户 at the door: whose money, what it is called, in whose name, the last four figures, what is in it."""

from __future__ import annotations

import unicodedata
from typing import Any

from domain.fund_opening import holder_refusal, name_refusal, tail_refusal
from domain.funds import FundKind
from domain.permissions import Act, first_compound
from domain.registry import ANYWHERE
from handlers.conversations import GONE, go_on, opening_typed, own_draft, typed, where_they_may
from handlers.funds_writing import KIND, NO_AMOUNT, begin, thanked, then
from handlers.turn import Turn
from rendering import funds as drawn
from rendering.fund_buttons import ConfirmFund, NewFund
from services import funds as acts
from services.drafts import Draft

SAID = {"kind", "name", "holder", "tail"}
"""What is known of an account before it is said what is in it."""


async def on_new(turn: Turn, button: NewFund) -> None:
    """[开一个账户]: whose money, then what it is called."""
    if await where_they_may(turn, Act.KEEP_FUNDS) is None:
        return
    if button.kind in set(FundKind):
        await begin(turn, "name", {"kind": button.kind})
    else:
        await turn.redraw(drawn.which_kind(turn.texts))


async def on_name(turn: Turn, draft: Draft) -> None:
    """What it is called, typed."""
    name = typed(turn)
    if (refusal := name_refusal(name)) is not None:
        await turn.refuse(refusal)
    else:
        await then(turn, draft, {"name": name}, "holder")


async def on_holder(turn: Turn, draft: Draft) -> None:
    """In whose name it is, typed."""
    holder = typed(turn)
    if (refusal := holder_refusal(holder)) is not None:
        await turn.refuse(refusal)
    else:
        await then(turn, draft, {"holder": holder}, "tail")


async def on_tail(turn: Turn, draft: Draft) -> None:
    """The last four figures of its number, typed."""
    tail = unicodedata.normalize("NFKC", typed(turn))
    if (refusal := tail_refusal(tail)) is not None:
        await turn.refuse(refusal)
    else:
        await then(turn, draft, {"tail": tail}, "opening")


async def on_opening(turn: Turn, draft: Draft) -> None:
    """What is in it now, typed; then all of it once more."""
    opening = opening_typed(turn)
    if opening is None:
        await turn.refuse(NO_AMOUNT)
    elif SAID - set(draft.body):
        await turn.refuse(GONE)
    elif await go_on(turn, draft, {"opening": opening}, None):
        await turn.tell(drawn.preview_fund(turn.texts, {**draft.body, "opening": opening}, draft.id))


async def on_confirm(turn: Turn, button: ConfirmFund) -> None:
    """[开这个账户]: it is there; what is in it stands, once somebody else has looked."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if {*SAID, "opening"} - set(draft.body):
        await turn.refuse(GONE)
        return
    outcome = await acts.open_fund(
        turn.database,
        place=first_compound(turn.actor, Act.KEEP_FUNDS) or ANYWHERE,
        kind=FundKind(draft.body["kind"]),
        **{name: draft.body[name] for name in ("name", "holder", "tail", "opening")},
        draft_id=draft.id,
        **turn.acting,
    )
    await thanked(turn, outcome, "opened")


BUTTONS: dict[Any, Any] = {NewFund: on_new, ConfirmFund: on_confirm}
STEPS = {
    "funds.name": on_name,
    "funds.holder": on_holder,
    "funds.tail": on_tail,
    "funds.opening": on_opening,
}
