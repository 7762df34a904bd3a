"""Reports, inward (报事): anything said becomes an offer, an offer a number, a number an answer to 「到哪一步了」."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from telegram import Message
from telegram.error import TelegramError

from domain.asking import asks_after_own
from domain.issues import Issue, Progress, Said, View, as_number, is_greeting, writes_number
from domain.outcomes import Done, Outcome, Refusal
from domain.privacy import Access
from domain.registry import ANYWHERE, STAFF_ROLES, Place, RoleKind
from handlers import (
    issues_faults,
    issues_hiding,
    issues_ladder,
    issues_life,
    issues_private,
    issues_ratings,
    issues_reopening,
    issues_similar,
    issues_sorting,
)
from handlers.issues_said import answered_message, author_of, said_by
from handlers.turn import Turn
from rendering import issues as screens
from rendering.issues_buttons import (
    AskPlace,
    EditReport,
    JustSaying,
    KeepOffer,
    PickBuilding,
    PickCompound,
    PickEntrance,
    ReadOn,
    ReportIt,
    ReportMine,
    SeeFiles,
    SeeIssue,
)
from rendering.issues_faults import ReportPastFault
from rendering.issues_similar import ReportAnyway
from rendering.screens import Screen, lines
from rendering.texts import texts
from services import issues
from services.drafts import Draft
from services.privacy_mine import note_access
from telegram_wire.errors import Fate, fate

NOTHING = Said()
WORDS = "issue.text"
"""The step at which a person's next words replace the words of an offer."""


async def offer(turn: Turn, *, near: Place = ANYWHERE, poster: str | None = None) -> None:
    """Offer what came, as a report in one tap; a poster may have led its author here."""
    await offer_said(turn, said_by(turn.message), near, poster)


async def offer_said(turn: Turn, said: Said, near: Place = ANYWHERE, poster: str | None = None) -> None:
    """Offer what somebody said, wherever they said it."""
    outcome = await issues.offer_report(
        turn.database, chat_id=turn.visit.chat.id, said=said, near=near, poster=poster, **turn.acting
    )
    if isinstance(outcome, Done) and outcome["joined"] and not outcome["changed"]:
        return  # one more picture of an album that was offered already
    own = await issues.latest(turn.database, person_id=turn.person_id) if asks_after_own(said.text) else ()
    await _show_offer(turn, outcome, own)


async def _show_offer(turn: Turn, outcome: Outcome, own: Sequence[Issue] = ()) -> None:
    """`own`: their latest reports, where they seem to ask after these."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif turn.press is None:
        await turn.show(screens.offer(turn.texts, outcome.facts, own))
    else:
        await turn.redraw(screens.offer(turn.texts, outcome.facts))


async def on_number(turn: Turn, number: str | int) -> bool:
    """到哪一步了: whether it was a number that could be a report's, and so was answered."""
    wanted = as_number(str(number))
    if wanted is None:
        return False
    seen = await issues.progress_by_number(turn.database, actor=turn.actor, number=wanted, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.show(screens.no_such_number(turn.texts, seen, turn.zone))
    else:
        await _noted(turn, seen)
        await turn.show(screens.progress(turn.texts, seen, turn.zone))
    return True


async def on_asked_after(turn: Turn, number: int) -> bool:
    """0127修好了吗: whether there is such a report to be shown; if not, the words may be a report themselves."""
    seen = await issues.progress_by_number(turn.database, actor=turn.actor, number=number, at=turn.at)
    if isinstance(seen, Refusal):
        return False
    await _noted(turn, seen)
    await turn.show(screens.progress(turn.texts, seen, turn.zone))
    return True


async def _noted(turn: Turn, seen: Progress) -> None:
    """Staff have just been shown who reported."""
    if seen.view is View.STAFF:
        people = [seen.issue.reporter_id]
        await note_access(turn.database, actor=turn.actor, people=people, what=Access.REPORT, at=turn.at)


async def on_bao(turn: Turn, words: str) -> None:
    """/bao: with words, in reply to a message, or alone; in private and in a group."""
    reply, own = answered_message(turn.message), _carried(turn, words)
    if not turn.private:
        await _in_group(turn, reply, own)
    elif own != NOTHING:
        await offer_said(turn, own)
    elif reply is not None and author_of(reply) is not None:
        await offer_said(turn, _alone(reply))
    else:
        await _how_to(turn)


def _carried(turn: Turn, words: str) -> Said:
    """What the command itself carries: the words after it, and the picture whose caption it is."""
    captioned = turn.press is None and turn.message.caption is not None
    return replace(said_by(turn.message), text=words) if captioned else Said(words)


def _alone(message: Message) -> Said:
    """What a message says by itself: of its album nothing more will come."""
    return replace(said_by(message), album=None)


async def on_asked_after_own(turn: Turn) -> bool:
    """我报的灯怎么样了: whether there is anything of theirs to be shown."""
    latest = await issues.latest(turn.database, person_id=turn.person_id)
    if latest:
        await turn.show(screens.mine(turn.texts, latest))
    return bool(latest)


async def _how_to(turn: Turn) -> None:
    latest = await issues.latest(turn.database, person_id=turn.person_id)
    staff = any(role.kind in STAFF_ROLES or role.kind is RoleKind.OPERATOR for role in turn.actor.roles)
    await turn.show(screens.how_to(turn.texts, latest, staff=staff))


async def _in_group(turn: Turn, reply: Message | None, own: Said) -> None:
    """A picture of one's own goes before the message it answers; of its album the bot is not shown the rest."""
    source = turn.message if own.files or reply is None else reply
    said = replace(own, album=None) if source is turn.message else _alone(source)
    author = author_of(source)
    if said == NOTHING and source is turn.message:
        await turn.show(screens.in_group(turn.texts, "hint"))
    elif author is None:
        await turn.show(screens.in_group(turn.texts, "no_person"))
    else:
        group = turn.visit.chat.id
        outcome = await issues.offer_to_author(turn.database, author=author, group_id=group, said=said, **turn.acting)
        await _ask_author(turn, source, author.telegram_id, outcome)


async def _ask_author(turn: Turn, source: Message, author: int, outcome: Outcome) -> None:
    """In private where the author can be reached there; else under the author's own message."""
    if isinstance(outcome, Refusal):
        await turn.show(screens.in_group(turn.texts, "nothing"))
    elif not outcome["private"] or not await _ask_in_private(turn, author, outcome):
        screen = screens.under_message(turn.texts, outcome["draft_id"])
        await turn.send(turn.message.chat_id, screen, reply_to=source.message_id)
    elif not outcome["own"]:
        await turn.whisper(screens.passed_on(turn.texts))


async def _ask_in_private(turn: Turn, author: int, outcome: Done) -> bool:
    words = turn.texts if outcome["own"] else texts(outcome["locale"])
    screen = screens.offer(words, outcome.facts)
    if not outcome["own"]:
        screen = Screen(lines(words.say("issues.group.for_author"), screen.text), screen.keys)
    try:
        await turn.send(author, screen)
    except TelegramError as error:
        if fate(error) is not Fate.CLOSED:
            raise
        return False
    return True


async def on_report(turn: Turn, button: ReportIt) -> None:
    """报上去, unless it is known, or neighbours may have said it already: then its author is asked."""
    if not await issues_faults.asked(turn, button.draft_id):
        await on_report_past(turn, ReportPastFault(button.draft_id))


async def on_report_past(turn: Turn, button: ReportPastFault) -> None:
    """不一样，接着报: it is not what is known."""
    if not turn.private:
        await _reported_in_group(turn, button.draft_id)
    elif not await issues_similar.asked(turn, button.draft_id):
        await on_report_anyway(turn, ReportAnyway(button.draft_id))


async def on_report_anyway(turn: Turn, button: ReportAnyway) -> None:
    """不一样，接着报."""
    outcome = await issues.report_issue(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=outcome["id"], at=turn.at)
    known = seen if isinstance(seen, Progress) else None
    await turn.toast(turn.texts.plain("issues.reported.number", number=outcome["number"]))
    await turn.redraw(screens.reported(turn.texts, outcome.facts, turn.zone, known))


async def on_report_mine(turn: Turn, button: ReportMine) -> None:
    """这是我发的，报上去 (in a group), unless it is known: then its author is asked, where the question stands."""
    if not await issues_faults.asked(turn, button.draft_id):
        await _reported_in_group(turn, button.draft_id)


async def _reported_in_group(turn: Turn, draft_id: int) -> None:
    question = (turn.visit.chat.id, turn.message.message_id)
    outcome = await issues.report_issue(turn.database, draft_id=draft_id, question=question, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    words = turn.texts.plain("issues.group.reported", number=outcome["number"])
    await turn.toast("\n".join([*screens.plain_dangers(turn.texts, outcome.facts), words]), alert=True)


async def on_edit(turn: Turn, button: EditReport) -> None:
    """改一改: the next words are the new ones."""
    outcome = await _await_words(turn, button.draft_id, WORDS)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(screens.asking_words(turn.texts, outcome.facts))


async def on_keep(turn: Turn, button: KeepOffer) -> None:
    """不改了."""
    await _show_offer(turn, await _await_words(turn, button.draft_id, None))


async def _await_words(turn: Turn, draft_id: int, step: str | None) -> Outcome:
    return await issues.ask_words(turn.database, draft_id=draft_id, awaiting=step, **turn.acting)


async def on_words(turn: Turn, draft: Draft) -> None:
    """改过的话."""
    said = said_by(turn.message)
    if not issues.still_belongs(draft, turn.at):
        await offer_said(turn, said)
        return
    if draft.body["text"] == "" and is_greeting(said.text):
        await _show_offer(turn, await issues.offer_of(turn.database, actor=turn.actor, draft_id=draft.id, at=turn.at))
        return
    if draft.body["text"] == "" and writes_number(said.text):
        await on_number(turn, said.text)
        return
    await _show_offer(turn, await issues.amend_report(turn.database, draft_id=draft.id, said=said, **turn.acting))


async def on_just_saying(turn: Turn, button: JustSaying) -> None:
    """只是说说."""
    outcome = await issues.drop_report(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(screens.dropped(turn.texts))


async def on_ask_place(turn: Turn, button: AskPlace) -> None:
    """换楼栋."""
    await _show_offer(turn, await issues.ask_place(turn.database, draft_id=button.draft_id, **turn.acting))


async def on_building(turn: Turn, button: PickBuilding) -> None:
    """在这栋楼，或说不清."""
    building = button.building_id or None
    outcome = await issues.place_report(turn.database, draft_id=button.draft_id, building_id=building, **turn.acting)
    await _show_offer(turn, outcome)


async def on_entrance(turn: Turn, button: PickEntrance) -> None:
    """在这个单元，或说不清."""
    entrance = button.entrance_id or None
    outcome = await issues.place_in_entrance(
        turn.database, draft_id=button.draft_id, entrance_id=entrance, **turn.acting
    )
    await _show_offer(turn, outcome)


async def on_compound(turn: Turn, button: PickCompound) -> None:
    """在这个小区."""
    outcome = await issues.place_report(
        turn.database, draft_id=button.draft_id, compound_id=button.compound_id, **turn.acting
    )
    await _show_offer(turn, outcome)


async def on_see(turn: Turn, button: SeeIssue) -> None:
    """看进展: in the group a line for the presser alone, in private the whole story."""
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
    elif turn.private:
        await _noted(turn, seen)
        await turn.show(screens.progress(turn.texts, seen, turn.zone))
    else:
        await turn.toast(screens.in_passing(turn.texts, seen, turn.zone))


async def on_read(turn: Turn, button: ReadOn) -> None:
    """看全文."""
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
    else:
        await _noted(turn, seen)
        await turn.show(screens.reading_on(turn.texts, seen, turn.zone))


async def on_files(turn: Turn, button: SeeFiles) -> None:
    """看照片."""
    chat = turn.visit.chat.id
    outcome = await issues.show_files(turn.database, issue_id=button.issue_id, chat_id=chat, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("issues.files.coming"))


def _unless_number(step: Callable[[Turn, Draft], Awaitable[None]]) -> Callable[[Turn, Draft], Awaitable[None]]:
    """A report's number is no answer and no reason: it is shown how far that report is, and what was asked stands."""

    async def listen(turn: Turn, draft: Draft) -> None:
        text = turn.message.text or ""
        if not writes_number(text):
            await step(turn, draft)
            return
        await on_number(turn, text)
        await turn.show(screens.still_asking(turn.texts, draft.id))

    return listen


async def on_start(turn: Turn, payload: str) -> None:
    """A deep link to a report: `is_0127`."""
    if not await on_number(turn, payload):
        await _how_to(turn)


COMMANDS = {"bao": on_bao, "report": on_bao, **issues_hiding.COMMANDS}
BUTTONS = {
    ReportIt: on_report,
    ReportPastFault: on_report_past,
    ReportAnyway: on_report_anyway,
    ReportMine: on_report_mine,
    EditReport: on_edit,
    KeepOffer: on_keep,
    JustSaying: on_just_saying,
    AskPlace: on_ask_place,
    PickBuilding: on_building,
    PickCompound: on_compound,
    PickEntrance: on_entrance,
    SeeIssue: on_see,
    ReadOn: on_read,
    SeeFiles: on_files,
    **issues_life.BUTTONS,
    **issues_hiding.BUTTONS,
    **issues_private.BUTTONS,
    **issues_sorting.BUTTONS,
    **issues_ladder.BUTTONS,
    **issues_ratings.BUTTONS,
    **issues_reopening.BUTTONS,
    **issues_similar.BUTTONS,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    WORDS: on_words,
    **{
        name: _unless_number(step)
        for name, step in (
            issues_life.STEPS | issues_ladder.STEPS | issues_ratings.STEPS | issues_reopening.STEPS
        ).items()
    },
}
STARTS = {"is": on_start, **issues_private.STARTS}
