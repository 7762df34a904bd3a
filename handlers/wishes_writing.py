"""What is typed of wishes (心愿要写的): a wish, how to reach whoever made it, a word to the other, thanks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.issues import clean
from domain.issues_places import home_compound
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE, Place
from domain.wishes import ENTERED, Reach, WishChannel, contact_refusal, wish_refusal
from handlers.conversations import go_on, own_draft
from handlers.turn import Turn
from handlers.wishes import on_board, page_of
from rendering import wishes as drawn
from rendering.wish_buttons import (
    HangWish,
    LeaveWish,
    NewWish,
    RewriteWish,
    ShowWishes,
    WishCame,
    WishReach,
    WriteOfWish,
)
from services import drafts
from services import wishes as acts
from services import wishes_claims as claims
from services.drafts import Draft
from services.wish_pages import as_read

KIND = "wish_words"
WORDS, CONTACT = "wishes.words", "wishes.contact"
OF_WISH = ("word", "thanks")


def _typed(turn: Turn) -> str:
    return clean(turn.message.text or turn.message.caption or "")


async def _begin(turn: Turn, body: Mapping[str, Any], awaiting: str | None) -> int | None:
    """A conversation begins; its number, or they hear why not."""
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    return int(outcome["draft_id"])


async def on_new(turn: Turn, button: NewWish) -> None:
    """[许个愿]: what? Or [代别人登记]: where was it said?"""
    if button.entered:
        place = first_compound(turn.actor, Act.KEEP_WISHES)
        refusal = permit(turn.actor, Act.KEEP_WISHES, place or ANYWHERE)
    else:
        compound = home_compound(turn.actor)
        place, refusal = Place(compound), acts.NOT_HERE if compound is None else None
    if refusal is not None or place is None:
        await turn.refuse(refusal or acts.NOT_HERE)
        return
    body = {"compound_id": place.compound_id, "channel": WishChannel.CHAT.value, "reach": Reach.BETWEEN.value}
    draft_id = await _begin(turn, body, None if button.entered else WORDS)
    if draft_id is not None:
        screen = drawn.ask_channel(turn.texts, draft_id) if button.entered else drawn.ask(turn.texts, "words", draft_id)
        await turn.redraw(screen)


async def on_came(turn: Turn, button: WishCame) -> None:
    """By which way; now the words."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.channel not in {way.value for way in ENTERED}:
        await turn.refuse(acts.NO_SUCH_WAY)
    elif await go_on(turn, draft, {"channel": button.channel}, WORDS):
        await turn.redraw(drawn.ask(turn.texts, "entered", draft.id))


async def on_words(turn: Turn, draft: Draft) -> None:
    """The wish, typed; shown as everybody will read it."""
    words, entered = _typed(turn), _entered(draft)
    if (refusal := wish_refusal(words)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"words": words}, None):
        shown = await as_read(turn.database, actor=turn.actor, words=words, entered=entered)
        if entered:
            await turn.show(_preview(turn, draft, shown))
        else:
            await turn.show(drawn.ask_reach(turn.texts, draft.id, shown))


def _entered(draft: Draft) -> bool:
    return bool(draft.body["channel"] != WishChannel.CHAT.value)


def _preview(turn: Turn, draft: Draft, words: str, **changed: str) -> Any:
    body = {**draft.body, **changed}
    reach, channel = Reach(body["reach"]), WishChannel(body["channel"])
    return drawn.preview(turn.texts, draft.id, words, reach, body.get("contact", ""), channel)


async def on_reach(turn: Turn, button: WishReach) -> None:
    """Somebody between; or directly, and how?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.reach == Reach.DIRECT:
        if await go_on(turn, draft, {"reach": button.reach}, CONTACT):
            await turn.redraw(drawn.ask(turn.texts, "contact", draft.id))
    elif await go_on(turn, draft, {"reach": Reach.BETWEEN.value, "contact": ""}, None):
        shown = await as_read(turn.database, actor=turn.actor, words=draft.body.get("words", ""), entered=False)
        await turn.redraw(_preview(turn, draft, shown, reach=Reach.BETWEEN.value, contact=""))


async def on_contact(turn: Turn, draft: Draft) -> None:
    """How to reach them, typed; then a last look."""
    contact = _typed(turn)
    if (refusal := contact_refusal(Reach.DIRECT, contact)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"contact": contact}, None):
        shown = await as_read(turn.database, actor=turn.actor, words=draft.body["words"], entered=False)
        await turn.show(_preview(turn, draft, shown, contact=contact))


async def on_again(turn: Turn, button: RewriteWish) -> None:
    """[改一改]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and await go_on(turn, draft, {}, WORDS):
        await turn.redraw(drawn.ask(turn.texts, "entered" if _entered(draft) else "words", draft.id))


async def on_hang(turn: Turn, button: HangWish) -> None:
    """[挂上去]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    body, words = draft.body, draft.body.get("words", "")
    given: dict[str, Any] = {"place": Place(body["compound_id"]), "words": words, "draft_id": draft.id, **turn.acting}
    if _entered(draft):
        outcome = await acts.enter_wish(turn.database, channel=WishChannel(body["channel"]), agreed=True, **given)
    else:
        reach, contact = Reach(body["reach"]), body.get("contact", "")
        outcome = await acts.make_wish(turn.database, reach=reach, contact=contact, **given)
    await _thanked(turn, outcome, "hung")


async def _thanked(turn: Turn, outcome: Outcome, what: str, number: int = 0) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    screen = drawn.thanks(turn.texts, what, outcome["wish_id"], number or outcome["number"])
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def on_write(turn: Turn, button: WriteOfWish) -> None:
    """[捎句话], [谢谢]."""
    page = await page_of(turn, button.wish_id)
    if page is None:
        return
    if button.what not in OF_WISH:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    body = {"wish_id": page.wish.id, "number": page.wish.number, "channel": WishChannel.CHAT.value}
    draft_id = await _begin(turn, body, f"wishes.{button.what}")
    if draft_id is not None:
        await turn.redraw(drawn.ask(turn.texts, button.what, draft_id))


async def on_word(turn: Turn, draft: Draft) -> None:
    """A word to the other, typed."""
    await _wrote(turn, draft, "word", claims.pass_word)


async def on_thanks(turn: Turn, draft: Draft) -> None:
    """Thanks, typed."""
    await _wrote(turn, draft, "thanks", claims.thank)


async def _wrote(turn: Turn, draft: Draft, what: str, act: Any) -> None:
    given = {"wish_id": draft.body["wish_id"], "words": _typed(turn), "draft_id": draft.id}
    await _thanked(turn, await act(turn.database, **given, **turn.acting), what, draft.body["number"])


async def on_leave(turn: Turn, button: LeaveWish) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_board(turn, ShowWishes("open", 0))


BUTTONS: dict[Any, Any] = {
    NewWish: on_new,
    WishCame: on_came,
    WishReach: on_reach,
    RewriteWish: on_again,
    HangWish: on_hang,
    WriteOfWish: on_write,
    LeaveWish: on_leave,
}
STEPS = {WORDS: on_words, CONTACT: on_contact, "wishes.word": on_word, "wishes.thanks": on_thanks}
