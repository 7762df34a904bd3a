"""The registry in words (名册): claiming, founding, inviting, the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from domain.issues import Issue, shorten
from domain.joining import NOT_GIVEN
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.seats import Overview, Situation, Waiting, shortfalls
from rendering import homes, households_served, offices, profiles, registry_import, units
from rendering import readiness as votes
from rendering.buttons import Button
from rendering.dispatch import Template
from rendering.grids import ShowGrids
from rendering.issues_words import words_of
from rendering.menu import ending
from rendering.offices import BeginInvite, FillSeat
from rendering.rosters import MoreOfRoster, ShowRoster, back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.seats import seats_key
from rendering.texts import Texts
from rendering.walls import walls_key

STEPS = ("street", "community", "name", "buildings")
"""What founding a compound asks, in order."""
SKIPPABLE = frozenset({"street", "community"})
COMPOUNDS = 6
"""Compounds a screen."""
MOST_REPORTS = 5
SHORT = 30
ON_ROSTER = 6
"""Keys under a roster; what is beyond stands behind 更多."""


@dataclass(frozen=True)
class BeginCompound(Button, prefix="rc"):
    """建一个小区."""


@dataclass(frozen=True)
class SkipStep(Button, prefix="rs"):
    """不清楚: leave a name out for now."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class DropCompound(Button, prefix="rx"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class FoundCompound(Button, prefix="rf"):
    """就这样建."""

    draft_id: int


@dataclass(frozen=True)
class ShowWaiting(Button, prefix="rw"):
    """另外的小区: another page of those somebody serves."""

    page: int


@dataclass(frozen=True)
class ShowShortfalls(Button, prefix="rq"):
    """各小区还缺什么."""

    page: int


def claimed(texts: Texts, reports: Sequence[Issue]) -> Screen:
    """您是管理员了, and what people reported before there was one."""
    waiting = [texts.say("registry.claimed.reports", n=len(reports))] if reports else []
    shown = [
        texts.say(
            "registry.claimed.report", number=issue.called, text=shorten(words_of(texts, issue, issue.text), SHORT)
        )
        for issue in reports[:MOST_REPORTS]
    ]
    text = lines(texts.say("registry.claimed.done"), *waiting, *shown, texts.say("registry.claimed.next"))
    return Screen(text, ((Key(texts.plain("menu.go.found"), BeginCompound()),),))


def ask_step(texts: Texts, draft_id: int, step: str) -> Screen:
    """One question of founding a compound."""
    of = texts.say("registry.compound.step", number=STEPS.index(step) + 1, of=len(STEPS))
    skip = [Key(texts.plain("registry.compound.skip"), SkipStep(draft_id, step))] if step in SKIPPABLE else []
    drop = Key(texts.plain("registry.compound.drop"), DropCompound(draft_id))
    return Screen(lines(of, texts.say(f"registry.compound.{step}")), rows(*skip, drop))


def _consists(texts: Texts, name: str, n: int) -> Markup:
    """几栋楼，叫什么: a single one goes from nowhere to nowhere."""
    return (
        texts.say("registry.compound.one", name=name)
        if n == 1
        else texts.say("registry.compound.consists", name=name, n=n)
    )


def check_compound(texts: Texts, draft_id: int, body: Mapping[str, Any]) -> Screen:
    """这样建可以吗."""
    street, community = (_given(texts, body[step]) for step in ("street", "community"))
    text = lines(
        texts.say("registry.compound.check"),
        "",
        texts.say("registry.compound.belongs", street=street, community=community),
        _consists(texts, body["name"], body["buildings"]),
        units.whole(texts, body["layout"], body["buildings"]) if body.get("layout") else None,
    )
    return Screen(
        text,
        (
            (Key(texts.plain("registry.compound.found"), FoundCompound(draft_id)),),
            (
                Key(texts.plain("registry.compound.again"), BeginCompound()),
                Key(texts.plain("registry.compound.drop"), DropCompound(draft_id)),
            ),
        ),
    )


def _given(texts: Texts, name: str) -> str:
    return texts.plain("registry.compound.not_given") if name == NOT_GIVEN else name


def founded(
    texts: Texts,
    *,
    name: str,
    buildings: int,
    homes: int,
    adopted: int,
    compound_id: int,
    group_url: str,
    cities: int,
) -> Screen:
    """建好了, and what comes next: who helps, the group, the doors, the city's rules where there are several."""
    reports = texts.say("registry.founded.adopted", n=adopted) if adopted else None
    made = texts.say("registry.founded.homes", n=homes) if homes else None
    text = lines(
        texts.say("registry.founded.done", name=name, n=buildings), made, reports, texts.say("registry.founded.next")
    )
    rules = [Key(texts.plain("profiles.founded"), profiles.ShowCities(compound_id))] if cities > 1 else []
    later = (units.doors_key(texts, compound_id, made=homes > 0), *rules)
    committee = Key(texts.plain("offices.as_committee"), FillSeat(compound_id, RoleKind.COMMITTEE.value, "", "", 0))
    return Screen(text, ((committee,), (_group_key(texts, group_url),), later))


def _group_key(texts: Texts, group_url: str) -> Key:
    return Key(texts.plain("registry.founded.group"), url=group_url)


def dropped(texts: Texts) -> Screen:
    """算了 was pressed: nothing was built."""
    return ending(texts, texts.say("registry.compound.dropped"))


def which_compound(texts: Texts, waiting: Sequence[Waiting], page: int) -> Screen:
    """哪个小区的名册: those first where somebody waits."""
    shown = waiting[page * COMPOUNDS : (page + 1) * COMPOUNDS]
    parts = [texts.say("registry.roster.one", name=one.compound.name, waits=_waits(texts, one)) for one in shown]
    found = rows(*(Key(one.compound.name, ShowRoster(one.compound.id)) for one in shown))
    short = Key(texts.plain("registry.roster.short"), ShowShortfalls(0))
    head = texts.say("registry.roster.which", n=len(waiting))
    return Screen(lines(head, *parts), (*found, *_turns(texts, ShowWaiting, page, len(waiting)), (short,)))


def _waits(texts: Texts, one: Waiting) -> str:
    parts = [
        texts.plain(f"registry.waits.{what}", n=n)
        for what, n in (("requests", one.requests), ("reports", one.reports), ("vacancies", one.vacancies))
        if n
    ]
    return texts.plain("refusals.between").join(parts) or texts.plain("registry.waits.nothing")


def _turns(
    texts: Texts, button: type[ShowWaiting] | type[ShowShortfalls], page: int, total: int
) -> tuple[tuple[Key, ...], ...]:
    turns = [] if page <= 0 else [Key(texts.plain("registry.page.before"), button(page - 1))]
    if total > (page + 1) * COMPOUNDS:
        turns.append(Key(texts.plain("registry.page.after"), button(page + 1)))
    return (tuple(turns),) if turns else ()


def shortfall_list(texts: Texts, situations: Sequence[Situation], page: int) -> Screen:
    """各小区还缺什么: a line each, those without any organ first."""
    ordered = sorted(situations, key=lambda one: one.organized)
    shown = ordered[page * COMPOUNDS : (page + 1) * COMPOUNDS]
    without = sum(not one.organized for one in situations)
    head = texts.say("registry.short.head", n=len(situations), without=without)
    parts = [_lacks(texts, one) for one in shown]
    found = rows(*(Key(one.compound.name, ShowRoster(one.compound.id)) for one in shown))
    return Screen(lines(head, *parts), (*found, *_turns(texts, ShowShortfalls, page, len(situations))))


def _lacks(texts: Texts, one: Situation) -> Markup:
    parts = [texts.plain(f"registry.lacks.{item.missing}", n=item.n, of=item.of) for item in shortfalls(one)]
    if not parts:
        return texts.say("registry.short.full", name=one.compound.name)
    return texts.say("registry.short.one", name=one.compound.name, lacks=texts.plain("refusals.between").join(parts))


def roster(texts: Texts, view: Overview, *, actor: Actor, group_url: str, page: int = 0) -> Screen:
    """名册: a compound at a glance, what each kind of vote still lacks, and what the reader may do there."""
    counts = {kind.value: view.counts.get(kind, 0) for kind in RoleKind}
    stands, census = view.situation, view.ready.census
    leaders = stands.of(RoleKind.BUILDING_LEADER)
    led = sum(not one.vacant for one in leaders)
    doors = census.households > 0
    head = "registry.roster.head_homes" if doors else "registry.roster.head"
    text = lines(
        texts.say(head, name=view.compound.name, buildings=stands.buildings, n=census.households or stands.buildings),
        texts.say("registry.roster.bound", bound=census.bound, n=census.households) if doors else None,
        texts.say("registry.roster.homes", **counts),
        texts.say("registry.roster.staff", **counts, led=led, buildings=len(leaders)),
        texts.say("registry.roster.groups", n=stands.groups),
        texts.say("registry.roster.waiting", n=view.waiting) if view.waiting else None,
        votes.household_vote(texts, view.ready),
        votes.owners_vote(texts, view.ready),
    )
    return Screen(text, _page_of(texts, _roster_keys(texts, view, actor, group_url), view.compound.id, page))


def _roster_keys(texts: Texts, view: Overview, actor: Actor, group_url: str) -> list[Key]:
    """What the reader may do there, what is wanted every day first."""
    number = view.compound.id
    waiting = Key(texts.plain("registry.roster.confirm"), homes.HomeRequests(number))
    invite = Key(texts.plain("registry.roster.invite"), BeginInvite(number))
    more = Key(texts.plain("menu.go.found"), BeginCompound())
    made = view.ready.census.without_doors < view.situation.buildings
    return [
        *([waiting] if view.waiting else []),
        seats_key(texts, view.situation),
        *([invite] if _may(actor, Act.APPOINT_LEADER, number) else []),
        *([units.doors_key(texts, number, made=made)] if _may(actor, Act.EDIT_UNITS, number) else []),
        *([households_served.served_key(texts, number)] if view.ready.census.households else []),
        *([more] if actor.has(RoleKind.OPERATOR) else []),
        Key(texts.plain("readiness.go"), votes.ShowReadiness(number)),
        *registry_import.roster_keys(texts, actor, number),
        *([Key(texts.plain("grids.go"), ShowGrids(number, 0))] if _may(actor, Act.DRAW_GRIDS, number) else []),
        _group_key(texts, group_url),
        Key(texts.plain("profiles.roster"), profiles.ShowRules(number)),
        *([walls_key(texts, number)] if _may(actor, Act.LINK_WALL, number) else []),
    ]


def _page_of(texts: Texts, keys: Sequence[Key], compound_id: int, page: int) -> tuple[tuple[Key, ...], ...]:
    """As many as six, or five and the way to the others; from the last page back to the first."""
    if len(keys) <= ON_ROSTER:
        return rows(*keys)
    pages = [keys[first : first + ON_ROSTER - 1] for first in range(0, len(keys), ON_ROSTER - 1)]
    shown = min(max(page, 0), len(pages) - 1)
    more = Key(texts.plain("registry.roster.more"), MoreOfRoster(compound_id, shown + 1))
    return rows(*pages[shown], back_key(texts, compound_id) if shown == len(pages) - 1 else more)


def _may(actor: Actor, act: Act, compound_id: int) -> bool:
    return permit(actor, act, Place(compound_id)) is None


NOTICES: dict[str, Template] = {**offices.NOTICES, **homes.NOTICES}
