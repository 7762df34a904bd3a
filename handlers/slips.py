"""Slips at the door (一户一码): twelve digits typed or opened as a link, who one is, registered; a family code."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from domain.moments import read_moment
from domain.outcomes import Outcome, Reason, Refusal
from domain.registry import kind_named
from domain.slips import DIGITS, read_slip
from handlers import consents, participation
from handlers.turn import Turn
from rendering import slips as drawn
from rendering.screens import Screen
from rendering.slips import BindHome, GiveCode, NotMyHome, RevokeCode, SayWho, SkipName
from services import slips as acts
from services.drafts import Draft, drop_draft


def fresh_code() -> str:
    """Twelve random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


async def on_code(turn: Turn, code: str) -> None:
    """Twelve digits were sent: which home are they of?"""
    outcome = await acts.look_at_slip(turn.database, code=code, chat_id=turn.visit.chat.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.show(drawn.no_entry(turn.texts, outcome, turn.zone))
    else:
        await turn.show(drawn.looked(turn.texts, outcome.facts))


async def on_link(turn: Turn, payload: str) -> None:
    """A slip's link: `s_123456789012`."""
    code = read_slip(payload)
    if code is None:
        await turn.refuse(Refusal(Reason.NOT_FOUND, {"what": "slip_link"}))
    else:
        await on_code(turn, code)


async def on_say_who(turn: Turn, button: SayWho) -> None:
    """业主、家人还是租户."""
    kind = kind_named(button.kind)
    if kind is None:
        await turn.refuse(Refusal(Reason.INVALID))
        return
    outcome = await acts.say_who(turn.database, draft_id=button.draft_id, kind=kind, **turn.acting)
    await _go_on(turn, outcome)


async def on_name(turn: Turn, draft: Draft) -> None:
    """The name on the deed has come; another code instead is looked at."""
    text = turn.message.text or ""
    code = read_slip(text)
    if code is not None:
        await on_code(turn, code)
        return
    await _go_on(turn, await acts.say_name(turn.database, draft_id=draft.id, text=text, **turn.acting))


async def on_skip_name(turn: Turn, button: SkipName) -> None:
    """先不填."""
    await _go_on(turn, await acts.say_name(turn.database, draft_id=button.draft_id, text=None, **turn.acting))


async def _go_on(turn: Turn, outcome: Outcome) -> None:
    """The name, or the notice, or one last look."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    screen = await _next(turn, outcome.facts)
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def _next(turn: Turn, facts: Mapping[str, Any]) -> Screen:
    if facts["ask_name"]:
        return drawn.ask_name(turn.texts, facts)
    asked = await consents.asking(
        turn,
        drawn.about(turn.texts, facts),
        compound_id=facts["compound_id"],
        agree=lambda version: BindHome(facts["draft_id"], version),
        more=drawn.again_key(turn.texts, facts),
    )
    return asked or drawn.check(turn.texts, facts)


async def on_bind(turn: Turn, button: BindHome) -> None:
    """同意，登记: the first screen afterwards is what one may take part in."""
    outcome: Outcome | None = await consents.agreed(turn, button.version)
    if outcome is None:
        outcome = await acts.bind_home(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    head = drawn.bound(turn.texts, outcome.facts)
    await turn.redraw(await participation.screen(turn, head, role_id=outcome["role_id"]))


async def on_not_mine(turn: Turn, button: NotMyHome) -> None:
    """不是我家: nothing was used up."""
    outcome = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.not_mine(turn.texts)))


async def on_give(turn: Turn, button: GiveCode) -> None:
    """请家人登记. The code exists only here and in the message; a repeated update simply makes another."""
    code = fresh_code()
    acting = turn.acting | {"source": f"{turn.source} {secrets.token_hex(4)}"}
    outcome = await acts.give_family_code(turn.database, role_id=button.role_id, code=code, **acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    link = f"https://t.me/{turn.bot.username}?start=s_{code}"
    until = read_moment(outcome["until"])
    await turn.show(drawn.family_code(turn.texts, outcome.facts, code=code, link=link, until=until, zone=turn.zone))


async def on_revoke(turn: Turn, button: RevokeCode) -> None:
    """收回."""
    outcome = await acts.revoke_slip(turn.database, slip_id=button.slip_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.revoked(turn.texts, outcome["home"]))


BUTTONS: dict[Any, Any] = {
    SayWho: on_say_who,
    SkipName: on_skip_name,
    BindHome: on_bind,
    NotMyHome: on_not_mine,
    GiveCode: on_give,
    RevokeCode: on_revoke,
}
STEPS = {"slips.name": on_name}
STARTS = {"s": on_link}
