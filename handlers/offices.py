"""Offices at the door (任职): asking somebody to take one, opening the link, taking it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from domain.joining import hash_token
from domain.office_wizard import TERMS, begun, office_of, read_wanted
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.commands import show_commands
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import menu as menus
from rendering import offices as drawn
from rendering.offices import (
    AcceptRole,
    BeginInvite,
    Choose,
    DeclineRole,
    DropInvite,
    FillSeat,
    MoreChoices,
    ReallyInvite,
    SetDeputy,
    SetTerm,
)
from rendering.screens import Screen
from services import offices as acts
from services import rosters, seats
from services.drafts import Draft, begin_draft, change_draft, drop_draft, find_draft
from services.seats import Choice

KIND = "office"
TOKEN_BYTES = 16
NO_PLACE = Refusal(Reason.INVALID, {"what": "place"})


async def on_begin(turn: Turn, button: BeginInvite) -> None:
    """请人帮忙: as what?"""
    body = await seats.opening(turn.database, compound_id=button.compound_id)
    await _begin(turn, button.compound_id, body)


async def on_fill(turn: Turn, button: FillSeat) -> None:
    """请人担任 a post that is vacant."""
    wanted = read_wanted(button.compound_id, button.kind, button.organ, button.level, button.number)
    known = await seats.opening(turn.database, compound_id=button.compound_id)
    if wanted is None or known is None:
        await turn.refuse(NO_PLACE)
        return
    await _begin(turn, button.compound_id, begun(wanted, known["community"]))


async def _begin(turn: Turn, compound_id: int, body: Mapping[str, Any] | None) -> None:
    refusal = permit(turn.actor, Act.APPOINT_LEADER, Place(compound_id))
    if refusal is not None or body is None:
        await turn.refuse(refusal or NO_PLACE)
        return
    choice = await seats.next_choice(turn.database, actor=turn.actor, body=body, at=turn.at)
    draft = await begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body=choice.body,
        awaiting=None,
        source=turn.source,
        at=turn.at,
    )
    assert not isinstance(draft, Refusal), "beginning is never refused"
    await turn.redraw(await _screen(turn, draft["draft_id"], choice))


async def _screen(turn: Turn, draft_id: int, choice: Choice, page: int = 0) -> Screen:
    """The next question, or the whole of it once more."""
    if choice.step.value != "check":
        return drawn.ask(turn.texts, draft_id, choice.step, choice.options, page)
    place = await seats.called(turn.database, body=choice.body, at=turn.at)
    return drawn.check(
        turn.texts, draft_id, choice.body, place=place, holders=choice.holders, at=turn.at, zone=turn.zone
    )


async def _draft(turn: Turn, draft_id: int) -> Draft | None:
    """The person's own; else the refusal is told."""
    draft = await find_draft(turn.database, draft_id=draft_id, at=turn.at)
    if draft is None or (draft.kind, draft.person_id) != (KIND, turn.person_id):
        await turn.refuse(GONE)
        return None
    return draft


async def on_choose(turn: Turn, button: Choose) -> None:
    """One answer; the next question."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    choice = await seats.answered(
        turn.database, actor=turn.actor, body=draft.body, step=button.step, value=button.value, at=turn.at
    )
    if isinstance(choice, Refusal):
        await turn.refuse(choice)
        return
    await _keep(turn, draft, choice.body)


async def _keep(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    """Write the changes down and show where that leads."""
    kept = await change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft.id,
        changes=changes,
        awaiting=None,
        source=turn.source,
        at=turn.at,
    )
    if isinstance(kept, Refusal):
        await turn.refuse(kept)
        return
    choice = await seats.next_choice(turn.database, actor=turn.actor, body=kept["body"], at=turn.at)
    await turn.redraw(await _screen(turn, draft.id, choice))


async def on_more(turn: Turn, button: MoreChoices) -> None:
    """More of the same choices."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    choice = await seats.next_choice(turn.database, actor=turn.actor, body=draft.body, at=turn.at)
    await turn.redraw(await _screen(turn, draft.id, choice, max(button.page, 0)))


async def on_term(turn: Turn, button: SetTerm) -> None:
    """任期."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if button.years not in TERMS:
        await turn.refuse(Refusal(Reason.INVALID))
        return
    await _keep(turn, draft, {"years": button.years})


async def on_deputy(turn: Turn, button: SetDeputy) -> None:
    """正职还是副职; whether there is such a person to stand in for is weighed when the link is made."""
    draft = await _draft(turn, button.draft_id)
    if draft is not None:
        await _keep(turn, draft, {"deputy_of": button.role_id or None})


async def on_drop(turn: Turn, button: DropInvite) -> None:
    """算了."""
    outcome = await drop_draft(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.dropped(turn.texts)))


async def on_invite(turn: Turn, button: ReallyInvite) -> None:
    """就这样请: the link."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    choice = await seats.next_choice(turn.database, actor=turn.actor, body=draft.body, at=turn.at)
    if choice.step.value != "check":
        await turn.refuse(Refusal(Reason.STALE))
        return
    token = secrets.token_urlsafe(TOKEN_BYTES)
    outcome = await acts.invite(
        turn.database,
        actor=turn.actor,
        office=office_of(choice.body, turn.at),
        token_hash=hash_token(token),
        source=f"{turn.source} {hash_token(token)[:8]}",
        at=turn.at,
    )
    await send_link(turn, outcome, token, choice.body["compound"])


async def send_link(turn: Turn, outcome: Outcome, token: str, compound_id: int | None) -> None:
    """The message to forward. Its token exists only here and in the message; a repeated update simply makes another."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    link = f"https://t.me/{turn.bot.username}?start=r_{token}"
    await turn.redraw(drawn.invitation_made(turn.texts, compound_id))
    await turn.show(drawn.letter(turn.texts, outcome.facts, link=link, zone=turn.zone))


async def on_invited(turn: Turn, token: str) -> None:
    """Somebody opens an invitation's link."""
    offer = await rosters.look_at_invitation(turn.database, token=token, at=turn.at)
    if isinstance(offer, Refusal):
        await turn.refuse(offer)
        return
    await turn.show(drawn.offered(turn.texts, offer, token, turn.zone))


async def on_accept(turn: Turn, button: AcceptRole) -> None:
    """接受."""
    outcome = await acts.accept_invitation(
        turn.database, actor=turn.actor, token=button.token, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await _accepted(turn, outcome)


async def _accepted(turn: Turn, outcome: Done) -> None:
    actor = await rosters.actor_now(turn.database, person_id=turn.person_id, at=turn.at)
    keys = menus.menu(turn.texts, actor)
    await turn.redraw(drawn.accepted(turn.texts, outcome.facts, keys))
    await show_commands(turn.bot, turn.visit.chat.telegram_id, actor, turn.texts)


async def on_decline(turn: Turn, _: DeclineRole) -> None:
    """先不."""
    await turn.redraw(drawn.declined(turn.texts))


BUTTONS: dict[Any, Any] = {
    BeginInvite: on_begin,
    FillSeat: on_fill,
    Choose: on_choose,
    MoreChoices: on_more,
    SetTerm: on_term,
    SetDeputy: on_deputy,
    ReallyInvite: on_invite,
    DropInvite: on_drop,
    AcceptRole: on_accept,
    DeclineRole: on_decline,
}
STARTS = {"r": on_invited}
