"""Offices in words (任职): what they are called, asking somebody to take one, the letter, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.moments import read_moment
from domain.office_wizard import TERMS, Step, office_of
from domain.offices import Held, Level, Offer, office_facts
from rendering.buttons import Button
from rendering.dates import far_day, last_day
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.menu import ending
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

PAGE = 24
"""Places on one screen, by their short names; of what is told in words, as many as a thumb chooses from."""
IN_WORDS, WORDS_PAGE, MOST_KEYS = frozenset({Step.KIND, Step.ORGAN, Step.LEVEL}), 4, 6
PER_ROW = {Step.KIND: 2, Step.ORGAN: 2, Step.LEVEL: 2, Step.GRID: 2, Step.ENTRANCE: 3}
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class BeginInvite(Button, prefix="rk"):
    """请人担任: as what."""

    compound_id: int


@dataclass(frozen=True)
class FillSeat(Button, prefix="ofa"):
    """请人担任 a vacant post; `number` is its building's or its grid's, 0 for neither."""

    compound_id: int
    kind: str
    organ: str
    level: str
    number: int


@dataclass(frozen=True)
class Choose(Button, prefix="ofb"):
    """Answer one step."""

    draft_id: int
    step: str
    value: str


@dataclass(frozen=True)
class MoreChoices(Button, prefix="ofc"):
    """后面的."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class SetTerm(Button, prefix="ofd"):
    """任期; 0: open-ended."""

    draft_id: int
    years: int


@dataclass(frozen=True)
class SetDeputy(Button, prefix="ofe"):
    """副职: whom to stand in for; 0: nobody, the office itself."""

    draft_id: int
    role_id: int


@dataclass(frozen=True)
class ReallyInvite(Button, prefix="off"):
    """就这样请."""

    draft_id: int


@dataclass(frozen=True)
class DropInvite(Button, prefix="ofg"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class AcceptRole(Button, prefix="ra"):
    """接受邀请; the token is the proof that the link was opened."""

    token: str


@dataclass(frozen=True)
class DeclineRole(Button, prefix="rd"):
    """先不."""


def title(texts: Texts, facts: Mapping[str, Any]) -> str:
    """楼长、自管会成员、楼长（副职）, from an office's facts (old ones know its kind only)."""
    organ = facts.get("organ")
    name = member(texts, organ) if organ else texts.plain(f"roles.{facts['kind']}")
    return texts.plain("offices.deputy", role=name) if facts.get("deputy") else name


def member(texts: Texts, organ: str) -> str:
    """自管会成员."""
    return texts.plain("organs.member", organ=texts.plain(f"organs.{organ}"))


def where(texts: Texts, facts: Mapping[str, Any]) -> str:
    """中华园3号楼2单元3层, 府河社区（整个社区）; an operator's office lies nowhere else than here."""
    place = facts["place"]
    if facts.get("level") == Level.COMMUNITY:
        return texts.plain("offices.over_community", place=place) if place else texts.plain("offices.whole_community")
    if facts.get("level") == Level.FLOOR:
        return str(place) + texts.plain("offices.floor", n=facts["floor"])
    return str(place) or texts.plain("offices.whole_bot")


def held_title(texts: Texts, held: Held) -> str:
    """The same for an office that somebody holds."""
    return title(texts, held.facts)


def ask(texts: Texts, draft_id: int, step: Step, options: Options, page: int = 0) -> Screen:
    """One question: as what, on which organ, how far, where."""
    drop = Key(texts.plain("offices.drop"), DropInvite(draft_id))
    if not options:
        return Screen(texts.say("offices.nothing_there"), ((drop,),))
    if step in IN_WORDS:
        return _in_words(texts, draft_id, step, options, page)
    shown = options[page * PAGE : (page + 1) * PAGE]
    found = [Key(_label(texts, step, *one), Choose(draft_id, step.value, one[0])) for one in shown]
    others = [] if page <= 0 else [Key(texts.plain("registry.page.before"), MoreChoices(draft_id, page - 1))]
    if len(options) > (page + 1) * PAGE:
        others.append(Key(texts.plain("registry.page.after"), MoreChoices(draft_id, page + 1)))
    return Screen(texts.say(f"offices.ask_{step}"), (*rows(*found, per_row=PER_ROW.get(step, 4)), (*others, drop)))


def _in_words(texts: Texts, draft_id: int, step: Step, options: Options, page: int) -> Screen:
    """Six keys at most: some of the choices, the way on to the others and round again, the way out."""
    whole = len(options) < MOST_KEYS
    last = 0 if whole else (len(options) - 1) // WORDS_PAGE
    page = page % (last + 1)
    shown = options if whole else options[page * WORDS_PAGE : (page + 1) * WORDS_PAGE]
    found = [Key(_label(texts, step, *one), Choose(draft_id, step.value, one[0])) for one in shown]
    onward = Key(texts.plain("offices.others"), MoreChoices(draft_id, (page + 1) % (last + 1)))
    drop = Key(texts.plain("offices.drop"), DropInvite(draft_id))
    return Screen(texts.say(f"offices.ask_{step}"), rows(*found, *([onward] if last else []), drop))


def _label(texts: Texts, step: Step, value: str, label: str) -> str:
    if step is Step.KIND:
        return texts.plain(f"offices.as_{value}")
    if step is Step.ORGAN:
        return member(texts, value)
    if step is Step.LEVEL:
        return texts.plain(f"offices.level_{value}")
    if step is Step.FLOOR:
        return texts.plain("offices.floor", n=int(value))
    return label or texts.plain("offices.one_way_in")


def check(
    texts: Texts,
    draft_id: int,
    body: Mapping[str, Any],
    *,
    place: str,
    holders: Sequence[Held],
    at: datetime,
    zone: ZoneInfo,
) -> Screen:
    """请谁担任什么，到什么时候: before the link is made."""
    office = office_of(body, at)
    facts = {**office.facts, "place": place}
    before = texts.plain("refusals.between").join(held.name for held in holders)
    stands_for = next((held.name for held in holders if held.id == office.deputy_of), "")
    text = lines(
        texts.say("offices.check.what", place=where(texts, facts), role=title(texts, facts)),
        _term(texts, office.until, zone),
        texts.say("offices.check.now", names=before) if before and not stands_for else None,
        texts.say("offices.check.stands_for", name=stands_for) if stands_for else None,
    )
    terms = [
        Key(texts.plain("offices.check.years" if years else "offices.check.open", n=years), SetTerm(draft_id, years))
        for years in TERMS
        if years != (body.get("years") or 0)
    ]
    make = Key(texts.plain("offices.check.make"), ReallyInvite(draft_id))
    drop = Key(texts.plain("offices.drop"), DropInvite(draft_id))
    return Screen(text, ((make,), tuple(terms), *_deputies(texts, draft_id, holders, office.deputy_of), (drop,)))


def _term(texts: Texts, until: datetime | None, zone: ZoneInfo) -> Markup:
    if until is None:
        return texts.say("offices.check.no_term")
    return texts.say("offices.check.term", day=far_day(texts, until, zone))


def _deputies(
    texts: Texts, draft_id: int, holders: Sequence[Held], deputy_of: int | None
) -> tuple[tuple[Key, ...], ...]:
    if deputy_of is not None:
        return ((Key(texts.plain("offices.check.principal"), SetDeputy(draft_id, 0)),),)
    keys = (Key(texts.plain("offices.check.deputy", name=held.name), SetDeputy(draft_id, held.id)) for held in holders)
    return rows(*keys, per_row=1)[:2]


def dropped(texts: Texts) -> Screen:
    """算了 was pressed: nobody was asked."""
    return ending(texts, texts.say("offices.dropped"), "roster")


def invitation_made(texts: Texts, compound_id: int | None) -> Screen:
    """What to do with the message that follows."""
    if compound_id is None:
        return ending(texts, texts.say("registry.invite.forward"))
    another = Key(texts.plain("registry.invite.another"), BeginInvite(compound_id))
    return Screen(texts.say("registry.invite.forward"), ((another,),))


def letter(texts: Texts, facts: Mapping[str, Any], *, link: str, zone: ZoneInfo) -> Screen:
    """The message to be forwarded (可转发的邀请)."""
    words = "offices.letter.handover" if facts["handover"] else "offices.letter.what"
    until = read_moment(facts["until"])
    return Screen(
        lines(
            texts.say(words, place=where(texts, facts), role=title(texts, facts)),
            texts.say("registry.invite.link", link=link),
            texts.say("registry.invite.until", day=last_day(texts, until, zone)),
        )
    )


def offered(texts: Texts, offer: Offer, token: str, zone: ZoneInfo) -> Screen:
    """What one becomes by accepting: where, until when, whom one stands in for or takes over from."""
    facts = office_facts(offer.office, offer.where)
    names = {"giver": offer.giver, "place": where(texts, facts), "role": title(texts, facts)}
    text = lines(
        texts.say("offices.offer.handover" if offer.handover else "offices.offer.what", **names),
        texts.say(f"offices.duty_{offer.office.kind}"),
        texts.say("offices.offer.stands_for", name=offer.stands_for) if offer.stands_for else None,
        _term(texts, offer.office.until, zone),
        texts.say("offices.offer.ends" if offer.handover else "offices.offer.seen", giver=offer.giver),
        texts.say("offices.offer.until", day=last_day(texts, offer.expires_at, zone)),
    )
    accept = Key(texts.plain("offices.offer.accept"), AcceptRole(token))
    return Screen(text, ((accept, Key(texts.plain("offices.offer.decline"), DeclineRole())),))


def declined(texts: Texts) -> Screen:
    """先不: the link stays good."""
    return ending(texts, texts.say("offices.offer.declined"))


def accepted(texts: Texts, facts: Mapping[str, Any], keys: tuple[tuple[Key, ...], ...]) -> Screen:
    """您现在是…了."""
    done = texts.say("offices.accepted.done", place=where(texts, facts), role=title(texts, facts))
    return Screen(lines(done, texts.say("offices.accepted.next")), keys)


def _told(words: str) -> Template:
    """A word to one person about an office: who took it, who left it."""

    def draw(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
        texts = drawing.texts
        before = facts.get("before", "")
        said = texts.say(words, name=facts["name"], before=before, place=where(texts, facts), role=title(texts, facts))
        return Dispatch(Screen(said, _fill(texts, facts)))

    return draw


def _fill(texts: Texts, facts: Mapping[str, Any]) -> tuple[tuple[Key, ...], ...]:
    """The way to somebody new, where the post is one that wants filling."""
    if not facts.get("fill"):
        return ()
    return ((Key(texts.plain("offices.fill"), FillSeat(*facts["fill"])),),)


NOTICES: dict[str, Template] = {
    "registry.accepted": _told("offices.told.accepted"),
    "offices.handed_over": _told("offices.told.handed_over"),
    "offices.ended": _told("offices.told.ended"),
    "offices.laid_down": _told("offices.told.laid_down"),
}
