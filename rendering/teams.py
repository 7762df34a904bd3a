"""Screens of 居民小组: the groups of a compound, one of them, the register of clues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.issues import Issue
from domain.issues_categories import Category
from domain.issues_life import ENDED
from domain.outcomes import Facts
from domain.registry import Compound
from domain.teams import Clues, Member, Team, TeamKind, TeamPage
from rendering.buttons import Button
from rendering.checklist_buttons import ShowList
from rendering.dispatch import Dispatch, Drawing
from rendering.issues_buttons import SeeIssue
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

MOST_LISTS, MOST_PEOPLE, A_PAGE = 3, 6, 9
UNSAID = "none"
"""Reports of which nobody has said what they are about, as a button names them."""


@dataclass(frozen=True)
class OpenTeams(Button, prefix="jdl"):
    """[居民小组]; 0: of the only compound."""

    compound_id: int


@dataclass(frozen=True)
class ShowTeam(Button, prefix="jds"):
    """One group."""

    team_id: int


@dataclass(frozen=True)
class NewTeam(Button, prefix="jdn"):
    """[成立小组]: what it looks after."""

    compound_id: int


@dataclass(frozen=True)
class FormTeam(Button, prefix="jdf"):
    """A kind was chosen."""

    compound_id: int
    kind: str


@dataclass(frozen=True)
class JoinTeam(Button, prefix="jdj"):
    """[我来参加]."""

    team_id: int


@dataclass(frozen=True)
class ShowMembers(Button, prefix="jdm"):
    """[组员]: for the committee."""

    team_id: int


@dataclass(frozen=True)
class NameMember(Button, prefix="jdo"):
    """[请进来]."""

    team_id: int
    person_id: int


@dataclass(frozen=True)
class DropMember(Button, prefix="jdd"):
    """[退出], or the committee's [请出]; 0: oneself."""

    team_id: int
    person_id: int


@dataclass(frozen=True)
class DissolveTeam(Button, prefix="jdx"):
    """[撤掉小组]; asked back once."""

    team_id: int
    sure: int


@dataclass(frozen=True)
class NewTeamList(Button, prefix="jdq"):
    """[列一张清单] of a group."""

    team_id: int


@dataclass(frozen=True)
class OpenClues(Button, prefix="jdc"):
    """[线索登记]."""

    compound_id: int


@dataclass(frozen=True)
class ShowClues(Button, prefix="jdk"):
    """The reports of one category, a page."""

    compound_id: int
    category: str
    page: int


def which_compound(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """In which compound."""
    keys = (Key(one.name, OpenTeams(one.id)) for one in compounds)
    return Screen(texts.say("teams.where"), rows(*keys))


def teams(texts: Texts, found: Sequence[Team], compound_id: int, *, keeps: bool) -> Screen:
    """How many are in each; nobody is named."""
    said = [texts.say("teams.line", kind=_kind(texts, one.kind), n=len(one.named)) for one in found]
    keys = [Key(_kind(texts, one.kind), ShowTeam(one.id)) for one in found]
    own = [Key(texts.plain("teams.key.new"), NewTeam(compound_id))] if keeps and len(found) < len(TeamKind) else []
    register = Key(texts.plain("teams.key.clues"), OpenClues(compound_id))
    text = lines(texts.say("teams.head"), *(said or [texts.say("teams.none")]))
    return Screen(text, (*rows(*keys, per_row=3), *rows(*own, register, go(texts, "start"))))


def _kind(texts: Texts, kind: TeamKind) -> str:
    return texts.plain(f"teams.kind.{kind}")


def choose_kind(texts: Texts, there: Sequence[Team], compound_id: int) -> Screen:
    """What is to be looked after: those there are not yet."""
    taken = {one.kind for one in there}
    keys = [Key(_kind(texts, kind), FormTeam(compound_id, kind.value)) for kind in TeamKind if kind not in taken]
    return Screen(texts.say("teams.choose"), (*rows(*keys, per_row=3), (_all(texts, compound_id),)))


def _all(texts: Texts, compound_id: int | None) -> Key:
    return Key(texts.plain("teams.key.all"), OpenTeams(compound_id or 0))


def team(texts: Texts, page: TeamPage, person_id: int) -> Screen:
    """One group: what it looks after, how far that is, its lists."""
    one = page.team
    member = one.member(person_id)
    text = lines(
        texts.say("teams.title", kind=_kind(texts, one.kind), n=len(one.named)),
        *(_clues(texts, found) for found in page.clues),
        None if page.clues else texts.say("teams.still"),
        texts.say("teams.you_asked" if member.named_at is None else "teams.you_are_in") if member else None,
        texts.say("teams.rule"),
    )
    keys = [Key(title, ShowList(number, 0)) for number, title in page.lists[:MOST_LISTS]]
    return Screen(text, (*rows(*keys), *rows(*_acts(texts, page, member))))


def _acts(texts: Texts, page: TeamPage, member: Member | None) -> list[Key]:
    number, keys = page.team.id, []
    if page.may_join:
        keys.append(Key(texts.plain("teams.key.join"), JoinTeam(number)))
    if member is not None:
        keys.append(Key(texts.plain("teams.key.leave"), DropMember(number, 0)))
    if page.keeps:
        keys.append(Key(texts.plain("teams.key.members", n=len(page.team.asked)), ShowMembers(number)))
        keys.append(Key(texts.plain("teams.key.list"), NewTeamList(number)))
        keys.append(Key(texts.plain("teams.key.dissolve"), DissolveTeam(number, 0)))
    return [*keys, _all(texts, page.team.place.compound_id)]


def members(texts: Texts, one: Team) -> Screen:
    """Who asked, and who is in it, for the committee alone."""
    asked = [
        (
            Key(texts.plain("teams.key.name", name=member.name), NameMember(one.id, member.person_id)),
            Key(texts.plain("teams.key.decline", name=member.name), DropMember(one.id, member.person_id)),
        )
        for member in one.asked[:MOST_PEOPLE]
    ]
    named = [
        (Key(texts.plain("teams.key.out", name=member.name), DropMember(one.id, member.person_id)),)
        for member in one.named
    ]
    words = texts.say("teams.members", kind=_kind(texts, one.kind), n=len(one.named), asked=len(one.asked))
    return Screen(words, (*asked, *named, (Key(texts.plain("teams.key.team"), ShowTeam(one.id)),)))


def surely(texts: Texts, one: Team) -> Screen:
    """A second look before it is dissolved."""
    keys = (
        Key(texts.plain("teams.key.team"), ShowTeam(one.id)),
        Key(texts.plain("teams.key.dissolve_sure"), DissolveTeam(one.id, 1)),
    )
    return Screen(texts.say("teams.surely", kind=_kind(texts, one.kind), n=len(one.named)), (keys,))


def register(texts: Texts, found: Sequence[Clues], compound_id: int) -> Screen:
    """线索登记: category by category, in one order; nobody who reports is counted."""
    whole = [sum(getattr(one, name) for one in found) for name in ("open", "closed", "otherwise")]
    text = lines(
        texts.say("teams.clues.head", kinds=len(found), n=sum(whole), open=whole[0], closed=whole[1]),
        *(_clues(texts, one) for one in found),
    )
    keys = [Key(_category(texts, one.category), ShowClues(compound_id, one.category or UNSAID, 0)) for one in found]
    return Screen(text, (*rows(*keys, per_row=3), (_all(texts, compound_id), go(texts, "start"))))


def _category(texts: Texts, category: Category | None) -> str:
    return texts.plain("teams.clues.unsaid") if category is None else texts.plain(f"intake.category.{category}")


def _clues(texts: Texts, one: Clues) -> Markup:
    facts = {"category": _category(texts, one.category), "open": one.open, "closed": one.closed}
    if one.otherwise:
        return texts.say("teams.clues.line_otherwise", **facts, otherwise=one.otherwise)
    return texts.say("teams.clues.line", **facts)


def clues(texts: Texts, found: Sequence[Issue], compound_id: int, category: Category | None, page: int) -> Screen:
    """The reports of one category: a number and how far it is; what may be read of it, a tap away."""
    last = max(0, (len(found) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = sorted(found, key=lambda issue: (issue.state in ENDED, issue.number))[page * A_PAGE : (page + 1) * A_PAGE]
    said = [
        texts.say("teams.clues.one", number=one.called, state=texts.plain(f"issues.state.{one.state}")) for one in shown
    ]
    keys = [Key(one.called, SeeIssue(one.id)) for one in shown]
    turning = [(page - 1, "back")] if page else []
    turning += [(page + 1, "on")] if page < last else []
    word = category or UNSAID
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowClues(compound_id, word, to)) for to, name in turning]
    up = Key(texts.plain("teams.key.clues"), OpenClues(compound_id))
    head = texts.say("teams.clues.title", category=_category(texts, category))
    return Screen(
        lines(head, *(said or [texts.say("teams.clues.none")])), (*rows(*keys, per_row=3), *rows(*pages), (up,))
    )


def kind_named(word: str) -> TeamKind | None:
    """The kind a button names; None for a forged one."""
    return TeamKind(word) if word in set(TeamKind) else None


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """The committee hears that somebody asks or has moved, without a name; whoever asked, what became of it."""
    texts, event, number = drawing.texts, facts["event"], facts["team_id"]
    kind = texts.plain(f"teams.kind.{facts['kind']}")
    words = texts.say(f"teams.told.{event}", kind=kind, compound=facts["compound"], n=facts.get("n", 0))
    key = Key(texts.plain("teams.key.team"), ShowTeam(number))
    if event == "asked":
        key = Key(texts.plain("teams.key.see_asked"), ShowMembers(number))
    return Dispatch(Screen(words, ((key,),)))


NOTICES = {"teams.told": told}
