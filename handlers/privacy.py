"""Privacy at the door (隐私): the notice, the page 「我的信息」, consents, who answers for the data."""

from __future__ import annotations

from typing import Any

from domain.joining import read_name
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.privacy import CLAUSES, NOTICE_VERSION, Processor, clause_of, missing, purpose_named
from domain.registry import ANYWHERE, Place
from handlers import privacy_mine
from handlers.turn import Turn
from rendering import menu as menus
from rendering import privacy as drawn
from rendering.privacy_buttons import (
    AgreeAgain,
    AskWithdraw,
    DeclineNotice,
    GiveUp,
    NameProcessor,
    ReadNotice,
    ReallyWithdraw,
    ShowConsents,
    ShowMore,
    ShowPrivacy,
    TurnConsent,
)
from rendering.screens import Screen
from services import privacy as acts
from services import rosters
from services.drafts import Draft, begin_draft, change_draft, drop_draft

UNKNOWN = Refusal(Reason.INVALID, {"what": "purpose"})
NAME, CONTACT = "privacy.processor", "privacy.contact"
"""What a draft waits for."""


async def on_command(turn: Turn, _: str) -> None:
    """/yinsi."""
    await turn.show(await page(turn) if turn.private else menus.in_private(turn.texts, "m_privacy"))


async def on_show(turn: Turn, _: ShowPrivacy) -> None:
    """返回「我的信息」."""
    await turn.redraw(await page(turn))


async def page(turn: Turn) -> Screen:
    """我的信息; before it, the notice for whoever is registered under none or an older one."""
    notice = await _notice(turn)
    given = await acts.consents(turn.database, person_id=turn.person_id)
    if turn.actor.registered and missing(given):
        return await ask_again(turn)
    return drawn.page(turn.texts, processor=notice.processor)


async def on_more(turn: Turn, _: ShowMore) -> None:
    """更多."""
    notice = await _notice(turn)
    serves = bool(places(turn.actor, Act.NAME_PROCESSOR))
    await turn.redraw(drawn.more(turn.texts, compound_id=notice.compound_id, serves=serves))


async def ask_again(turn: Turn) -> Screen:
    """The notice, to be agreed to as it is today."""
    notice = await _notice(turn)
    return drawn.again(turn.texts, processor=notice.processor, compound_id=notice.compound_id, version=notice.version)


async def outdated(turn: Turn) -> bool:
    """Whether the person once agreed to what is necessary and the notice has changed since."""
    given = await acts.consents(turn.database, person_id=turn.person_id)
    standing = {consent.purpose for consent in given if consent.withdrawn_at is None}
    return bool(standing & set(missing(given)))


async def _notice(turn: Turn) -> acts.Notice:
    home = turn.actor.home
    return await acts.notice(turn.database, compound_id=None if home is None else home.compound_id)


async def on_read(turn: Turn, button: ReadNotice) -> None:
    """先看看全文: beside the question, which stays."""
    notice = await acts.notice(turn.database, compound_id=button.compound_id or None)
    await turn.show(drawn.whole_notice(turn.texts, processor=notice.processor, version=notice.version))


async def on_decline(turn: Turn, _: DeclineNotice) -> None:
    """不同意: nothing is registered."""
    await turn.redraw(drawn.declined(turn.texts))


async def on_agree_again(turn: Turn, button: AgreeAgain) -> None:
    """同意，接着用."""
    necessary = [clause.purpose for clause in CLAUSES if clause.necessary]
    outcome = await acts.give_consent(turn.database, purposes=necessary, version=button.version, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.agreed_again(turn.texts)))


async def on_consents(turn: Turn, _: ShowConsents) -> None:
    """同意的事项."""
    await turn.redraw(await _consents(turn))


async def _consents(turn: Turn) -> Screen:
    given = await acts.consents(turn.database, person_id=turn.person_id)
    return drawn.consents(turn.texts, given, version=NOTICE_VERSION, zone=turn.zone)


async def on_turn(turn: Turn, button: TurnConsent) -> None:
    """开、关: what is necessary is not turned here, whoever made the button."""
    purpose = purpose_named(button.purpose)
    if purpose is None or clause_of(purpose).necessary:
        await turn.refuse(UNKNOWN)
        return
    if button.on:
        outcome = await acts.give_consent(turn.database, purposes=[purpose], version=button.version, **turn.acting)
    else:
        outcome = await acts.withdraw_consent(turn.database, purpose=purpose, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(await _consents(turn)))


async def on_ask_withdraw(turn: Turn, button: AskWithdraw) -> None:
    """撤回 what is necessary: what stops then."""
    purpose = purpose_named(button.purpose)
    if purpose is None or not clause_of(purpose).necessary:
        await turn.refuse(UNKNOWN)
        return
    await turn.redraw(drawn.ask_withdraw(turn.texts, purpose))


async def on_withdraw(turn: Turn, button: ReallyWithdraw) -> None:
    """真的撤回."""
    purpose = purpose_named(button.purpose)
    if purpose is None:
        await turn.refuse(UNKNOWN)
        return
    outcome = await acts.withdraw_consent(turn.database, purpose=purpose, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.withdrawn(turn.texts, homes=outcome["homes"]))


async def on_processor(turn: Turn, button: NameProcessor) -> None:
    """写明由谁负责: of which compound, then the name."""
    mine = await rosters.compounds_for(turn.database, actor=turn.actor, act=Act.NAME_PROCESSOR)
    chosen = [item for item in mine if item.id == button.compound_id] if button.compound_id else mine
    if not chosen:
        refusal = permit(turn.actor, Act.NAME_PROCESSOR, Place(button.compound_id) if button.compound_id else ANYWHERE)
        await turn.refuse(refusal or Refusal(Reason.NO_COMPOUND))
    elif len(chosen) > 1:
        await turn.redraw(drawn.which_processor(turn.texts, chosen))
    else:
        body = {"compound_id": chosen[0].id}
        begun = await begin_draft(
            turn.database, chat_id=turn.visit.chat.id, kind="privacy", body=body, awaiting=NAME, **turn.acting
        )
        assert not isinstance(begun, Refusal), "beginning is never refused"
        await turn.redraw(drawn.ask_processor(turn.texts, begun["draft_id"], "name"))


async def on_processor_name(turn: Turn, draft: Draft) -> None:
    """The organ's name; then how to reach it."""
    name = read_name(turn.message.text or "")
    if isinstance(name, Refusal):
        await turn.refuse(name)
        return
    changes = {"name": name}
    outcome = await change_draft(turn.database, draft_id=draft.id, changes=changes, awaiting=CONTACT, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(drawn.ask_processor(turn.texts, draft.id, "contact"))


async def on_processor_contact(turn: Turn, draft: Draft) -> None:
    """How to reach it: now residents read both."""
    contact = read_name(turn.message.text or "")
    if isinstance(contact, Refusal):
        await turn.refuse(contact)
        return
    kept = Processor(draft.body["name"], contact)
    outcome = await acts.name_processor(
        turn.database, compound_id=draft.body["compound_id"], processor=kept, draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(drawn.processor_named(turn.texts, kept))


async def on_give_up(turn: Turn, button: GiveUp) -> None:
    """算了."""
    outcome = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(await page(turn)))


COMMANDS = {"yinsi": on_command, "privacy": on_command}
BUTTONS: dict[Any, Any] = {
    ReadNotice: on_read,
    DeclineNotice: on_decline,
    AgreeAgain: on_agree_again,
    ShowPrivacy: on_show,
    ShowMore: on_more,
    ShowConsents: on_consents,
    TurnConsent: on_turn,
    AskWithdraw: on_ask_withdraw,
    ReallyWithdraw: on_withdraw,
    NameProcessor: on_processor,
    GiveUp: on_give_up,
    **privacy_mine.BUTTONS,
}
STEPS = {NAME: on_processor_name, CONTACT: on_processor_contact, **privacy_mine.STEPS}
