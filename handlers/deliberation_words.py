"""What is typed for a matter (议事时要写的): an opinion, what was heard elsewhere, why it stops, what was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.deliberation.matters import Matter, reason_refusal
from domain.deliberation.opinions import ENTERED, Channel, opinion_refusal
from domain.deliberation.stages import MatterAct, Need, act_refusal, missing_refusal
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from handlers import deliberation_spoken
from handlers.conversations import PRESSING, own_draft
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation as drawn
from rendering import deliberation_wizard as asked
from rendering.deliberation_buttons import (
    ChooseChannel,
    ConfirmStop,
    DoubtWork,
    DropWords,
    FinishWork,
    SettleDoubt,
    ShowWork,
    SpeakOnMatter,
    StopMatter,
)
from rendering.screens import Screen
from services import drafts
from services.deliberation_doubts import settle_doubt
from services.deliberation_pages import matter_page
from services.deliberation_stops import stop_matter
from services.deliberation_work import finish_work, show_work
from services.drafts import Draft
from services.opinions import enter_opinion, give_opinion

Show = Callable[[Screen], Awaitable[object]]
KIND = "matter_words"
WRITTEN = ("opinion", "heard", "photo", "done", "stop")
"""What the next words may be."""
NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def _matter(turn: Turn, matter_id: int) -> Matter | None:
    found = await matter_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
        return None
    return found.matter


OPEN: Mapping[str, MatterAct] = {
    "opinion": MatterAct.SPEAK,
    "heard": MatterAct.SPEAK,
    "photo": MatterAct.SHOW,
    "done": MatterAct.DONE,
    "stop": MatterAct.STOP,
}
"""What the step must permit: said before anything is written."""


async def _begin(turn: Turn, matter_id: int, what: str) -> None:
    found = await found_matter(turn, matter_id)
    if found is None:
        return
    unproven = [one for one in found.missing if what == "done" and one.need is Need.PROOF]
    refusal = act_refusal(found.matter.procedure, found.matter.stage, OPEN[what])
    refusal = refusal or next(map(missing_refusal, unproven), None)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _await(turn, found.matter, what, turn.redraw)


async def speak_by_poster(turn: Turn, matter: Matter, tag: str) -> None:
    """What they say next is said of the matter, and counted for the poster."""
    await _await(turn, matter, "opinion", turn.show, poster=tag)


async def _await(turn: Turn, matter: Matter, what: str, show: Show, **more: str) -> None:
    """The next words are awaited."""
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"matter_id": matter.id, **more},
        awaiting=f"deliberation.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await show(asked.ask_words(turn.texts, what, outcome["draft_id"], matter))
    else:
        await turn.refuse(outcome)


async def on_speak(turn: Turn, button: SpeakOnMatter) -> None:
    """[说两句], [补录意见]."""
    await _begin(turn, button.matter_id, "heard" if button.entered else "opinion")


async def on_work(turn: Turn, button: ShowWork) -> None:
    """[交照片]."""
    await _begin(turn, button.matter_id, "photo")


async def on_finish(turn: Turn, button: FinishWork) -> None:
    """[公布做好了]."""
    await _begin(turn, button.matter_id, "done")


async def on_doubt(turn: Turn, button: DoubtWork) -> None:
    """[还没做好]."""
    await deliberation_spoken.begin(turn, button.matter_id, "not_done")


async def on_fixed(turn: Turn, button: SettleDoubt) -> None:
    """[现在好了]."""
    outcome = await settle_doubt(turn.database, matter_id=button.matter_id, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.thanks(turn.texts, button.matter_id, "fixed"))
    else:
        await turn.refuse(outcome)


async def on_stop(turn: Turn, button: StopMatter) -> None:
    """[不办了]."""
    await _begin(turn, button.matter_id, "stop")


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def _thanked(turn: Turn, draft: Draft, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Done):
        await turn.show(drawn.thanks(turn.texts, draft.body["matter_id"], what))
    else:
        await turn.refuse(outcome)


def _written(turn: Turn, draft: Draft) -> dict[str, Any]:
    """What every act is told of words that were typed."""
    return {"matter_id": draft.body["matter_id"], "draft_id": draft.id, **turn.acting}


async def on_opinion(turn: Turn, draft: Draft) -> None:
    """An opinion, typed: taken at once; it can be taken back."""
    poster = draft.body.get("poster", "")
    outcome = await give_opinion(turn.database, words=_words(turn), poster=poster, **_written(turn, draft))
    await _thanked(turn, draft, outcome, "opinion")


async def on_heard(turn: Turn, draft: Draft) -> None:
    """What was heard elsewhere, typed: now where."""
    words = _words(turn)
    outcome: Outcome | None = opinion_refusal(words, 0)
    if outcome is None:
        outcome = await drafts.change_draft(
            turn.database, draft_id=draft.id, changes={"words": words}, awaiting=PRESSING, **turn.acting
        )
    if isinstance(outcome, Done):
        await turn.show(asked.ask_channel(turn.texts, draft.id, outcome["body"]))
    else:
        await turn.refuse(outcome)


async def on_channel(turn: Turn, button: ChooseChannel) -> None:
    """Where it was heard; said today."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.channel not in ENTERED:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    outcome = await enter_opinion(
        turn.database,
        words=draft.body.get("words", ""),
        channel=Channel(button.channel),
        day=turn.at.astimezone(turn.zone).date(),
        **_written(turn, draft),
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.thanks(turn.texts, draft.body["matter_id"], "heard"))
    else:
        await turn.refuse(outcome)


async def on_photo(turn: Turn, draft: Draft) -> None:
    """A photo of what was done; the next one is awaited too."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "matter_photo"}))
        return
    largest = turn.message.photo[-1]
    photo = File("photo", largest.file_id, size=largest.file_size)
    outcome = await show_work(turn.database, matter_id=draft.body["matter_id"], photo=photo, **turn.acting)
    await _thanked(turn, draft, outcome, "photo")


async def on_done(turn: Turn, draft: Draft) -> None:
    """What was done, typed."""
    outcome = await finish_work(turn.database, words=_words(turn), **_written(turn, draft))
    await _thanked(turn, draft, outcome, "done")


async def on_reason(turn: Turn, draft: Draft) -> None:
    """Why it stops, typed: read once more before it is final; typed anew it takes the place of what was typed."""
    words = _words(turn)
    outcome: Outcome | None = reason_refusal(words)
    if outcome is None:
        outcome = await drafts.change_draft(
            turn.database, draft_id=draft.id, changes={"reason": words}, awaiting="deliberation.stop", **turn.acting
        )
    matter = await _matter(turn, draft.body["matter_id"]) if isinstance(outcome, Done) else None
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif matter is not None:
        await turn.show(asked.look_again(turn.texts, draft.id, draft.version + 1, outcome["body"], matter))


async def on_confirm_stop(turn: Turn, button: ConfirmStop) -> None:
    """[不办了，告诉大家]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if draft.version != button.version:  # they have written another reason since
        await turn.refuse(Refusal(Reason.STALE))
        return
    outcome = await stop_matter(turn.database, reason=draft.body.get("reason", ""), **_written(turn, draft))
    if isinstance(outcome, Done):
        said = "stop" if outcome["stopped"] else "stop_asked"
        await turn.redraw(drawn.thanks(turn.texts, draft.body["matter_id"], said))
    else:
        await turn.refuse(outcome)


async def on_drop(turn: Turn, button: DropWords) -> None:
    """[算了]: back to the matter, and nothing is waited for."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await matter_page(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(drawn.page(turn.texts, found, at=turn.at, zone=turn.zone))


BUTTONS: Mapping[Any, Any] = {
    SpeakOnMatter: on_speak,
    ChooseChannel: on_channel,
    ShowWork: on_work,
    FinishWork: on_finish,
    DoubtWork: on_doubt,
    SettleDoubt: on_fixed,
    StopMatter: on_stop,
    ConfirmStop: on_confirm_stop,
    DropWords: on_drop,
}
STEPS = {
    "deliberation.opinion": on_opinion,
    "deliberation.heard": on_heard,
    "deliberation.photo": on_photo,
    "deliberation.done": on_done,
    "deliberation.stop": on_reason,
}
