"""Offers of a report (报事草稿): what someone said, held until they say 「报上去」."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.issues import LONGEST, Said, clean, is_emergency, is_reportable, speaks_of_gas, whereabouts
from domain.issues_categories import read_category
from domain.issues_places import Guess, guess, home_compound, names
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, Place
from services.acts import act
from services.attachments import keep_files
from services.issues_readers import name_of_reader
from services.issues_sorting import guessed
from services.issues_spots import entrance_of, entrances_in, thing_of
from storage.drafts import Draft
from storage.transaction import Transaction

KIND = "issue"
FOLLOWED = "follows"
"""What the rest of an album is kept with, where its first picture was an answer."""
LIFETIME = timedelta(days=3)
"""How long an offer waits for its author."""

WORDS = "issue.text"
"""The step at which a person's next words are the words of an offer: asked for, or because it came without any."""
FRESH = timedelta(hours=1)
"""How long what comes next belongs to a photo or a voice message that came without words."""

Body = Mapping[str, Any]


@act
async def offer_report(
    transaction: Transaction,
    *,
    actor: Actor,
    chat_id: int,
    said: Said,
    near: Place = ANYWHERE,
    poster: str | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """What was said, offered as a report (要不要报上去). A later picture of an album joins the album's offer.

    `near`, `poster`: where it was said, and the tag of the poster that led its author here.
    """
    if said.empty:
        return Refusal(Reason.EMPTY, {"what": "report"})
    collecting = await _collecting(transaction, actor, said, at)
    if collecting is not None:
        return await _join(transaction, collecting, said, at)
    assert actor.person_id is not None, "people report"
    asking = said.files and not is_reportable(said.text)
    return await _begin(
        transaction, actor, actor.person_id, chat_id, said, near, at, poster, awaiting=WORDS if asking else None
    )


async def _collecting(transaction: Transaction, actor: Actor, said: Said, at: datetime) -> Draft | None:
    number = None if said.album is None else await transaction.drafts.album(said.album)
    draft = None if number is None else await transaction.drafts.find(number, at=at)
    return draft if draft is not None and draft.person_id == actor.person_id else None


async def _join(transaction: Transaction, draft: Draft, said: Said, at: datetime) -> Outcome:
    """One more of an album: kept in silence, unless it is the one that brings the words."""
    if FOLLOWED in draft.body:
        await keep_files(transaction, draft.body[FOLLOWED], said.files, at)
        return Done({"joined": True, "changed": False})
    await keep_files(transaction, f"draft:{draft.id}", said.files, at)
    body = {**draft.body, **_words(said.text)} if said.text and not draft.body["text"] else dict(draft.body)
    changed = body != draft.body
    if changed:
        await transaction.drafts.write(draft, body=body, awaiting=None, expires_at=at + LIFETIME)
    return Done({**await offer_facts(transaction, draft.id, body), "joined": True, "changed": changed})


async def _begin(
    transaction: Transaction,
    actor: Actor,
    person_id: int,
    chat_id: int,
    said: Said,
    near: Place,
    at: datetime,
    poster: str | None = None,
    awaiting: str | None = None,
) -> Done:
    place, thing = await _place(transaction, actor, said.text, near), await thing_of(transaction, poster)
    if thing["thing"]:
        place = Guess(near, True)
    serves = permit(actor, Act.HANDLE_ISSUE, place.place) is None
    origin = {**thing, "serves": serves, "near": near.building_id, "album": said.album is not None, "poster": poster}
    body = {**_words(said.text), **_spot(said), **_where(place), **origin}
    draft = await transaction.drafts.begin(
        person_id=person_id, chat_id=chat_id, kind=KIND, body=body, awaiting=awaiting, expires_at=at + LIFETIME
    )
    await keep_files(transaction, f"draft:{draft.id}", said.files, at)
    if said.album is not None:
        await transaction.drafts.open_album(said.album, draft.id, at)
    return Done({**await offer_facts(transaction, draft.id, body), "joined": False, "changed": False})


def _words(text: str) -> dict[str, Any]:
    words = clean(text)
    return {"text": words[:LONGEST], "cut": len(words) > LONGEST}


def _spot(said: Said) -> dict[str, Any]:
    return {"spot": None if said.spot is None else list(said.spot)}


def _where(found: Guess) -> dict[str, Any]:
    return {
        "compound_id": found.place.compound_id,
        "building_id": found.place.building_id,
        "settled": found.settled,
    }


async def _place(transaction: Transaction, actor: Actor, text: str, near: Place) -> Guess:
    """Where it probably is: near where it was said, else where its author lives, else in the only compound."""
    compounds = await transaction.registry.compounds()
    compound = near.compound_id or home_compound(actor)
    if compound is None and len(compounds) == 1:
        compound = compounds[0].id
    if compound is None:
        return Guess(ANYWHERE, not compounds)
    buildings = await transaction.registry.buildings(compound)
    return guess(text, actor=actor, near=Place(compound, near.building_id), buildings=buildings)


async def offer_facts(transaction: Transaction, draft_id: int, body: Body) -> dict[str, Any]:
    """What the screen of an offer shows, and the places it still asks about."""
    compounds = await transaction.registry.compounds()
    compound, asking = body["compound_id"], not body["settled"]
    buildings = [] if compound is None else await transaction.registry.buildings(compound)
    files = Counter(row.kind for row in await transaction.attachments.of(f"draft:{draft_id}"))
    guesses, entrance = await guessed(transaction, body), await entrance_of(transaction, body)
    building = next((item.label for item in buildings if item.id == body["building_id"]), None)
    ways = {} if body["building_id"] is None else await entrances_in(transaction, body["building_id"])
    way = next((label for label, number in ways.items() if number == entrance), None)
    choosing = entrance is None and bool(body.get("asks_entrance"))
    return {
        "draft_id": draft_id,
        "guesses": [category.value for category in guesses],
        "category": body.get("category") or next((category.value for category in guesses), None),
        "text": body["text"],
        "cut": body["cut"],
        "urgent": is_emergency(body["text"]),
        "gas": await gas_number(transaction, body["text"], compound),
        "located": body["spot"] is not None,
        "album": body["album"],
        "files": dict(files),
        "compound": next((item.name for item in compounds if item.id == compound), None),
        "building": whereabouts(building, way, body.get("thing")),
        "entrances": [[number, label] for label, number in ways.items()] if choosing else [],
        "compounds": [[item.id, item.name] for item in compounds] if asking and compound is None else [],
        "buildings": [[item.id, item.label] for item in buildings] if asking else [],
        "sealed_to": body.get("sealed_to"),
        "sealed_name": await name_of_reader(transaction, body),
        "for_neighbour": bool(body.get("for_neighbour")),
        "serves": bool(body.get("serves")),
        "movable": bool(buildings) or len(compounds) > 1,
    }


async def gas_number(transaction: Transaction, text: str, compound_id: int | None) -> str | None:
    """Whom to call for gas (燃气抢修), as the compound's profile says; empty where it says nothing; None: no gas."""
    if not speaks_of_gas(text):
        return None
    return (await transaction.profiles.of_compound(compound_id)).hotlines.get("gas", "")


@dataclass(frozen=True)
class Author:
    """Who wrote the message in the group (作者), as Telegram shows them."""

    telegram_id: int
    name: str


@act
async def offer_to_author(
    transaction: Transaction, *, actor: Actor, author: Author, group_id: int, said: Said, source: str, at: datetime
) -> Outcome:
    """群里的话, offered to whoever wrote it: in private where the bot was started, else under the message itself."""
    if said.empty:
        return Refusal(Reason.EMPTY, {"what": "report"})
    person = await transaction.registry.meet(author.telegram_id, author.name, at)
    writer = Actor(person.id, await transaction.registry.roles_of(person.id, at))
    group, private = await transaction.chats.find(group_id), await transaction.chats.private_of(person.id)
    reachable = private is not None and private.state == "open"
    chat_id = private.id if private is not None and reachable else group_id
    near = (None if group is None else group.place) or ANYWHERE
    offered = await _begin(transaction, writer, person.id, chat_id, said, near, at)
    own = person.id == actor.person_id
    return Done({**offered.facts, "private": reachable, "own": own, "locale": person.locale})


async def own_draft(transaction: Transaction, actor: Actor, draft_id: int, at: datetime) -> Draft | Refusal:
    """The offer, for its author only, as long as it is one."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is not None and draft.kind == KIND:
        return draft if draft.person_id == actor.person_id else Refusal(Reason.NOT_YOURS, {"what": "report"})
    reported = await transaction.issues.by_draft(draft_id)  # asked last: the offer goes as the report comes
    if reported is None:
        return Refusal(Reason.EXPIRED, {"what": "report"})
    mine = actor.person_id in (reported.reporter_id, reported.filed_by)
    facts: Facts = {"what": "report", "number": reported.called}
    return Refusal(Reason.ALREADY_DONE, facts) if mine else Refusal(Reason.NOT_YOURS, {"what": "report"})


def still_awaited(draft: Draft) -> str | None:
    """What its author's next words are for, once something else about it was chosen: words, where there are none."""
    return None if draft.body["text"] else draft.awaiting


async def rewrite(
    transaction: Transaction, draft: Draft, changes: Body, at: datetime, awaiting: str | None = None
) -> Outcome:
    """The offer with these changes; stale where somebody was quicker."""
    body = {**draft.body, **changes}
    if not await transaction.drafts.write(draft, body=body, awaiting=awaiting, expires_at=at + LIFETIME):
        return Refusal(Reason.STALE)
    return Done({**await offer_facts(transaction, draft.id, body), "joined": False, "changed": True})


@act
async def place_report(
    transaction: Transaction,
    *,
    actor: Actor,
    draft_id: int,
    compound_id: int | None = None,
    building_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """选地点: a compound, or a building of the one chosen; neither: not in a building, or hard to say."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    if compound_id is not None:
        return await _move_to(transaction, actor, draft, compound_id, at)
    building = None if building_id is None else await transaction.registry.building(building_id)
    known = building is not None and building.compound_id == draft.body["compound_id"]
    if building_id is not None and not known:
        return Refusal(Reason.NOT_FOUND, {"what": "place"})
    chosen = {"building_id": building_id, "entrance_id": None, "asks_entrance": True}
    return await rewrite(transaction, draft, {**chosen, "settled": True}, at)


@act
async def place_in_entrance(
    transaction: Transaction, *, actor: Actor, draft_id: int, entrance_id: int | None, source: str, at: datetime
) -> Outcome:
    """选单元, of the building that was chosen; None: not in one, or hard to say."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    building = draft.body["building_id"]
    known = {} if building is None else await entrances_in(transaction, building)
    if entrance_id is not None and entrance_id not in known.values():
        return Refusal(Reason.NOT_FOUND, {"what": "place"})
    return await rewrite(transaction, draft, {"entrance_id": entrance_id, "asks_entrance": False}, at)


async def _move_to(transaction: Transaction, actor: Actor, draft: Draft, compound_id: int, at: datetime) -> Outcome:
    if await transaction.registry.compound(compound_id) is None:
        return Refusal(Reason.NOT_FOUND, {"what": "place"})
    found = await _place(transaction, actor, draft.body["text"], Place(compound_id))
    return await rewrite(transaction, draft, _where(found), at)


@act
async def ask_place(transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime) -> Outcome:
    """换楼栋: the place is asked again; the compound too where there are several."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    several = len(await transaction.registry.compounds()) > 1
    compound = None if several else draft.body["compound_id"]
    nowhere = {"building_id": None, "entrance_id": None, "asks_entrance": False, "thing": None, "settled": False}
    return await rewrite(transaction, draft, {**nowhere, "compound_id": compound}, at)


@act
async def ask_words(
    transaction: Transaction, *, actor: Actor, draft_id: int, awaiting: str | None, source: str, at: datetime
) -> Outcome:
    """改一改: the author's next words replace these. `awaiting` None: they do not after all."""
    draft = await own_draft(transaction, actor, draft_id, at)
    return draft if isinstance(draft, Refusal) else await rewrite(transaction, draft, {}, at, awaiting)


def still_belongs(draft: Draft, at: datetime) -> bool:
    """Whether what comes now belongs to the offer: asked for, or soon after a photo or a voice without words."""
    return bool(draft.body["text"]) or at - (draft.expires_at - LIFETIME) <= FRESH


@act
async def amend_report(
    transaction: Transaction, *, actor: Actor, draft_id: int, said: Said, source: str, at: datetime
) -> Outcome:
    """改过的话: new words replace the old ones, files and a place on the map are added."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    if said.empty:
        return Refusal(Reason.EMPTY, {"what": "report"})
    await keep_files(transaction, f"draft:{draft_id}", said.files, at)
    if said.album is not None:
        await transaction.drafts.open_album(said.album, draft_id, at)
    changes = await _amended(transaction, actor, draft, said)
    wordless = not (said.text or draft.body["text"])
    return await rewrite(transaction, draft, changes, at, WORDS if wordless else None)


async def _amended(transaction: Transaction, actor: Actor, draft: Draft, said: Said) -> dict[str, Any]:
    changes: dict[str, Any] = {} if said.spot is None else _spot(said)
    if said.album is not None:
        changes["album"] = True
    if said.text:
        changes |= _words(said.text)
    if names(said.text) or (said.text and not draft.body["settled"]):  # a place once chosen stays
        compound = draft.body["compound_id"]
        near = ANYWHERE if compound is None else Place(compound, draft.body["near"])
        changes |= _where(await _place(transaction, actor, said.text, near))
    return changes


@act
async def choose_category(
    transaction: Transaction, *, actor: Actor, draft_id: int, category: str, source: str, at: datetime
) -> Outcome:
    """归到这一类: by the author of an offer; the first guess counts where nobody chooses."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    if read_category(category) is None:
        return Refusal(Reason.NOT_FOUND, {"what": "category"})
    return await rewrite(transaction, draft, {"category": category}, at, draft.awaiting)


@act
async def drop_report(transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime) -> Outcome:
    """只是说说: the offer and its files are forgotten."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    await transaction.attachments.drop(f"draft:{draft_id}")
    await transaction.drafts.remove(draft_id)
    return Done()
