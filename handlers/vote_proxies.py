"""Written proxies at the door (书面委托): whose home, who votes for it, the photo; a second person; taken back."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Outcome, Reason, Refusal
from domain.privacy import Access
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import vote_proxies as drawn
from rendering.vote_doors import EnterProxy
from rendering.vote_proxies import CheckProxy, ConfirmProxy, EndProxy, ProxyHolder, RejectProxy
from services import drafts, vote_proxies
from services.drafts import Draft
from services.privacy_mine import note_access

NAME, PHOTO = "voting.proxy_holder", "voting.proxy_photo"


async def on_enter(turn: Turn, button: EnterProxy) -> None:
    """[书面委托]: the next words are a name; where one stands, it can be taken back."""
    wanted = {"vote_id": button.vote_id, "unit_id": button.unit_id}
    standing = await vote_proxies.proxy_of_home(turn.database, actor=turn.actor, at=turn.at, **wanted)
    if standing is not None:
        await turn.redraw(drawn.stands(turn.texts, standing))
        return
    await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind="vote_proxy", body=wanted, awaiting=NAME, **turn.acting
    )
    await turn.redraw(drawn.ask_holder(turn.texts, button.vote_id))


async def on_name(turn: Turn, draft: Draft) -> None:
    """The name, typed: who of the compound that is."""
    name, vote_id = (turn.message.text or "").strip(), draft.body["vote_id"]
    found = await vote_proxies.people_called(turn.database, actor=turn.actor, vote_id=vote_id, name=name, at=turn.at)
    if found:
        await turn.show(drawn.which_holder(turn.texts, draft.id, vote_id, name, found))
    else:
        await turn.refuse(vote_proxies.NO_HOLDER)


async def on_holder(turn: Turn, button: ProxyHolder) -> None:
    """Who it is; now the photo."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or draft.kind != "vote_proxy":
        await turn.refuse(GONE)
        return
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes={"holder_id": button.person_id}, awaiting=PHOTO, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask_photo(turn.texts, draft.body["vote_id"]))


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The photo: it is entered, and somebody else is asked to look."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "proxy_photo"}))
        return
    largest, body = turn.message.photo[-1], draft.body
    outcome = await vote_proxies.enter_proxy(
        turn.database,
        vote_id=body["vote_id"],
        unit_id=body["unit_id"],
        holder_id=body["holder_id"],
        photo=largest.file_id,
        size=largest.file_size,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        key = "entered" if outcome["asked"] else "entered_nobody"
        await turn.show(drawn.told(turn.texts, key, outcome["vote_id"]))


async def on_check(turn: Turn, button: CheckProxy) -> None:
    """[核对书面委托]: the photo beside what was entered; those whose home it is can read who looked."""
    found = await vote_proxies.proxy_to_check(turn.database, actor=turn.actor, proxy_id=button.proxy_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    await turn.show(drawn.check(turn.texts, found.held.proxy, found.held.called, found.photo))
    await note_access(turn.database, actor=turn.actor, people=found.people, what=Access.PAPER_BALLOT, at=turn.at)


async def on_confirm(turn: Turn, button: ConfirmProxy) -> None:
    """[一样，生效]."""
    outcome = await vote_proxies.confirm_proxy(turn.database, proxy_id=button.proxy_id, **turn.acting)
    await _tell(turn, outcome, "confirmed")


async def on_reject(turn: Turn, button: RejectProxy) -> None:
    """[不一样]."""
    outcome = await vote_proxies.reject_proxy(turn.database, proxy_id=button.proxy_id, **turn.acting)
    await _tell(turn, outcome, "rejected")


async def on_end(turn: Turn, button: EndProxy) -> None:
    """[收回委托], at once."""
    outcome = await vote_proxies.end_proxy(turn.database, proxy_id=button.proxy_id, **turn.acting)
    await _tell(turn, outcome, "ended")


async def _tell(turn: Turn, outcome: Outcome, said: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.told(turn.texts, said, outcome["vote_id"]))


BUTTONS: dict[Any, Any] = {
    EnterProxy: on_enter,
    ProxyHolder: on_holder,
    CheckProxy: on_check,
    ConfirmProxy: on_confirm,
    RejectProxy: on_reject,
    EndProxy: on_end,
}
STEPS = {NAME: on_name, PHOTO: on_photo}
