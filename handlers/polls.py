"""Sentiment polls at the door (意见征询): the starter's pages, answers that Telegram brings, reminders switched off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Update

from domain.outcomes import Reason, Refusal
from domain.privacy import NOTICE_VERSION, Access, Purpose
from handlers import poll_wizard
from handlers.context import AppContext
from handlers.turn import Turn
from rendering import polls as drawn
from rendering.polls import BeginPoll, CancelPoll, EndPoll, ExportPoll, NewPoll, Reminders, ShowPoll
from rendering.screens import Key, Screen
from rendering.workbooks import poll_workbook
from services import poll_pages
from services import polls as acts
from services.poll_pages import PollPage
from services.privacy import give_consent, withdraw_consent
from services.privacy_mine import note_access

Show = Callable[[Screen], Awaitable[object]]

NOT_FOUND = Refusal(Reason.NOT_FOUND, {"what": "poll"})


async def on_command(turn: Turn, _: str) -> None:
    """/toupiao."""
    if not turn.private:
        key = Key(turn.texts.plain("polls.key.open_private"), start="poll_new")
        await turn.show(Screen(turn.texts.say("polls.in_group"), ((key,),)))
        return
    await _mine(turn, turn.show)


async def on_begin(turn: Turn, _: BeginPoll) -> None:
    """The menu button."""
    await _mine(turn, turn.redraw)


async def on_start(turn: Turn, _: str) -> None:
    """The deep link from a group."""
    await _mine(turn, turn.show)


async def on_new(turn: Turn, _: NewPoll) -> None:
    """[发起征询]."""
    await poll_wizard.begin(turn, turn.show)


async def _mine(turn: Turn, show: Show) -> None:
    """My polls; the wizard when there are none yet."""
    mine = await poll_pages.my_polls(turn.database, person_id=turn.person_id)
    if mine:
        await show(drawn.my_polls(turn.texts, mine))
    else:
        await poll_wizard.begin(turn, show)


async def on_show(turn: Turn, button: ShowPoll) -> None:
    """One of my polls."""
    page = await _page(turn, button.poll_id)
    await (turn.refuse(NOT_FOUND) if page is None else turn.redraw(_drawn(turn, page)))


async def on_end(turn: Turn, button: EndPoll) -> None:
    """[提前结束], asked back once."""
    page = await _page(turn, button.poll_id)
    if page is None:
        await turn.refuse(NOT_FOUND)
    elif not button.sure:
        await turn.redraw(drawn.surely_end(turn.texts, page.poll))
    else:
        outcome = await acts.end_poll(
            turn.database, actor=turn.actor, poll_id=button.poll_id, source=turn.source, at=turn.at
        )
        await _done(turn, outcome if isinstance(outcome, Refusal) else None, "polls.end.toast", button.poll_id)


async def on_cancel(turn: Turn, button: CancelPoll) -> None:
    """[撤回]."""
    outcome = await acts.cancel_poll(
        turn.database, actor=turn.actor, poll_id=button.poll_id, source=turn.source, at=turn.at
    )
    await _done(turn, outcome if isinstance(outcome, Refusal) else None, "polls.cancel.toast", button.poll_id)


async def _done(turn: Turn, refusal: Refusal | None, words: str, poll_id: int) -> None:
    """Answer the press with the outcome, then draw the page as it is now."""
    if refusal is not None:
        await turn.refuse(refusal)
        return
    await turn.toast(turn.texts.plain(words))
    page = await _page(turn, poll_id)
    if page is not None:
        await turn.redraw(_drawn(turn, page))


async def on_export(turn: Turn, button: ExportPoll) -> None:
    """[导出表格]: a document, to the starter only."""
    outcome = await acts.open_export(
        turn.database, actor=turn.actor, poll_id=button.poll_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("polls.export.toast"))
    sheet = await poll_pages.sheet(turn.database, poll_id=button.poll_id, at=turn.at)
    named = [choice.person_id for choice in sheet.choices]
    await note_access(turn.database, actor=turn.actor, people=named, what=Access.POLL_NAMES, at=turn.at)
    people = [(choice.name, choice.registered, choice.options) for choice in sheet.choices]
    workbook = poll_workbook(turn.texts, sheet.poll, group=sheet.group, people=people, zone=turn.zone)
    await turn.show(drawn.exported(turn.texts, sheet.poll, workbook))


async def on_reminders(turn: Turn, button: Reminders) -> None:
    """[不再提醒], and back: it is a consent, also to be found under /yinsi."""
    if button.on:
        version = NOTICE_VERSION
        await give_consent(turn.database, purposes=[Purpose.REMINDERS], version=version, **turn.acting)
    else:
        await withdraw_consent(turn.database, purpose=Purpose.REMINDERS, **turn.acting)
    await turn.redraw(drawn.reminders(turn.texts, on=bool(button.on)))


async def _page(turn: Turn, poll_id: int) -> PollPage | None:
    return await poll_pages.poll_page(turn.database, poll_id=poll_id, person_id=turn.person_id, at=turn.at)


def _drawn(turn: Turn, page: PollPage) -> Screen:
    return drawn.page(
        turn.texts,
        page.poll,
        group=page.group,
        answered=page.answered,
        residents=page.residents,
        at=turn.at,
        zone=turn.zone,
    )


# What Telegram brings of its own accord


async def on_answer(update: Update, context: AppContext) -> None:
    """Someone answered a poll. An anonymous admin or a channel is no person and is not counted among them."""
    answer = update.poll_answer
    if answer is None or answer.user is None or answer.voter_chat is not None:
        return
    await acts.answer(
        context.desk.database,
        poll_id=answer.poll_id,
        telegram_id=answer.user.id,
        choices=answer.option_ids,
        update_id=update.update_id,
        at=context.envelope.at,
    )


async def on_poll(update: Update, context: AppContext) -> None:
    """The state of a poll changed: kept, for when its post is lost sight of or the answer to its stop is."""
    poll = update.poll
    if poll is None:
        return
    await acts.sighted(
        context.desk.database,
        poll_id=poll.id,
        question=poll.question,
        counts=[option.voter_count for option in poll.options],
        total=poll.total_voter_count,
        closed=poll.is_closed,
        update_id=update.update_id,
        at=context.envelope.at,
    )
    if poll.is_closed:
        envelope = context.envelope
        await acts.ended(context.desk.database, telegram_poll=poll.id, source=envelope.source, at=envelope.at)


COMMANDS = {"toupiao": on_command, "poll": on_command}
BUTTONS = {
    BeginPoll: on_begin,
    NewPoll: on_new,
    ShowPoll: on_show,
    EndPoll: on_end,
    CancelPoll: on_cancel,
    ExportPoll: on_export,
    Reminders: on_reminders,
    **poll_wizard.BUTTONS,
}
STEPS = poll_wizard.STEPS
STARTS = {"poll": on_start}
