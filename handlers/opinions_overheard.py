"""Opinions said in a group (群里的意见): /yijian in reply to a message asks its author, nobody else."""

from __future__ import annotations

from typing import Any

from domain.deliberation.opinions import Channel
from domain.outcomes import Reason, Refusal
from handlers import deliberation
from handlers.conversations import GONE
from handlers.issues_said import answered_message, author_of
from handlers.turn import Turn
from rendering import opinions_overheard as drawn
from rendering.opinions_overheard import AgreeOpinion, LeaveWords
from services.drafts import Draft, drop_draft, find_draft
from services.opinions import give_opinion
from services.opinions_overheard import KIND, ask_author

NOT_THEIRS = Refusal(Reason.NOT_YOURS, {"what": "opinion_words"})


async def on_command(turn: Turn, _: str) -> None:
    """/yijian: in reply to a message in a group; in private, what one can speak of."""
    if turn.private:
        await deliberation.on_matters(turn)
        return
    reply = answered_message(turn.message)
    author = None if reply is None else author_of(reply)
    if reply is None or author is None:
        await turn.show(drawn.group_line(turn.texts, "hint" if reply is None else "no_person"))
        return
    outcome = await ask_author(
        turn.database,
        telegram_id=author.telegram_id,
        name=author.name,
        group_id=turn.visit.chat.id,
        words=(reply.text or reply.caption or "").strip(),
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    screen = drawn.ask_author(turn.texts, outcome["draft_id"], outcome["matters"])
    await turn.send(turn.message.chat_id, screen, reply_to=reply.message_id)


async def on_agree(turn: Turn, button: AgreeOpinion) -> None:
    """[记到…]: by its author."""
    draft = await _own(turn, button.draft_id)
    if draft is None:
        return
    if button.matter_id not in draft.body["matters"]:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    outcome = await give_opinion(
        turn.database,
        matter_id=button.matter_id,
        words=draft.body["words"],
        channel=Channel.GROUP,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.group_line(turn.texts, "taken"))


async def on_leave(turn: Turn, button: LeaveWords) -> None:
    """[只是说说]: the words are forgotten."""
    draft = await _own(turn, button.draft_id)
    if draft is not None:
        await drop_draft(turn.database, draft_id=draft.id, **turn.acting)
        await turn.redraw(drawn.group_line(turn.texts, "left"))


async def _own(turn: Turn, number: int) -> Draft | None:
    """The question, for whoever wrote the words; else they hear why not."""
    draft = await find_draft(turn.database, draft_id=number, at=turn.at)
    if draft is None or draft.kind != KIND:
        await turn.refuse(GONE)
        return None
    if draft.person_id != turn.person_id:
        await turn.refuse(NOT_THEIRS)
        return None
    return draft


COMMANDS = {"yijian": on_command, "opinion": on_command}
BUTTONS: dict[Any, Any] = {AgreeOpinion: on_agree, LeaveWords: on_leave}
