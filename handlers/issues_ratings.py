"""满意吗, inward (报事评价): one tap, words if somebody has some; appeals and what comes of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import Progress
from domain.issues_ratings import Satisfied, Saying
from domain.outcomes import Outcome, Refusal
from handlers.turn import Turn
from rendering import issues_ratings as screens
from rendering.buttons import Button
from rendering.issues_ratings import OpenIssueRating, RateIssue, SayOfIssue, SeeWork
from services import issues
from services import issues_ratings as acts
from services.drafts import Draft


async def _seen(turn: Turn, issue_id: int) -> Progress | None:
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
        return None
    return seen


async def ask(turn: Turn, issue_id: int) -> None:
    """Right after 修好了: the one question."""
    if (seen := await _seen(turn, issue_id)) is not None:
        await turn.redraw(screens.question(turn.texts, seen, turn.zone, closed_now=True))


async def on_open(turn: Turn, button: OpenIssueRating) -> None:
    """评一评, 改评价."""
    if (seen := await _seen(turn, button.issue_id)) is not None:
        await turn.redraw(screens.question(turn.texts, seen, turn.zone))


async def on_rate(turn: Turn, button: RateIssue) -> None:
    """满意, 一般, 不满意."""
    if button.content not in set(Satisfied):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    content, number = Satisfied(button.content), button.issue_id
    outcome = await acts.rate_issue(turn.database, issue_id=number, content=content, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("issues_ratings.taken"))
    await on_open(turn, OpenIssueRating(number))


async def on_say(turn: Turn, button: SayOfIssue) -> None:
    """说两句, 申诉, 有理, 不成立: the question comes as a new message."""
    if button.saying not in set(Saying):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    saying, step = Saying(button.saying), button.step_id or None
    outcome = await acts.ask_for_rating_words(
        turn.database,
        issue_id=button.issue_id,
        step_id=None if saying is Saying.WORDS else step,
        saying=saying,
        chat_id=turn.visit.chat.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(screens.asking(turn.texts, outcome.facts))


async def on_photos(turn: Turn, button: SeeWork) -> None:
    """看修好的照片."""
    outcome = await acts.show_work(turn.database, issue_id=button.issue_id, chat_id=turn.visit.chat.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)


async def _say(turn: Turn, draft: Draft, saying: Saying) -> Outcome:
    given: dict[str, Any] = {"issue_id": draft.body["issue_id"], "draft_id": draft.id, "words": turn.message.text or ""}
    if saying is Saying.WORDS:
        return await acts.rate_issue(turn.database, **given, **turn.acting)
    given["step_id"] = draft.body["step_id"]
    if saying is Saying.APPEAL:
        return await acts.appeal_rating(turn.database, **given, **turn.acting)
    return await acts.decide_appeal(turn.database, **given, accepted=saying is Saying.ACCEPT, **turn.acting)


def _on_words(saying: Saying) -> Callable[[Turn, Draft], Awaitable[None]]:
    async def on_words(turn: Turn, draft: Draft) -> None:
        outcome = await _say(turn, draft, saying)
        if isinstance(outcome, Refusal):
            await turn.refuse(outcome)
        else:
            await turn.show(screens.said_so(turn.texts, saying, outcome.facts))

    return on_words


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    OpenIssueRating: on_open,
    RateIssue: on_rate,
    SayOfIssue: on_say,
    SeeWork: on_photos,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    f"issue_rating.{saying.value}": _on_words(saying) for saying in Saying
}
