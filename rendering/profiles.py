"""Profiles in words (城市规则): the rules of a compound, each with what it rests on; choosing a city; 算日子."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.bylaws import Figure, Source, SourceKind, Spec
from domain.periods import Period
from domain.profiles import SECTIONS, Applied, Change, Profile, specs
from domain.profiles_reading import Problem
from rendering.buttons import Button
from rendering.dates import calendar_day, hour
from rendering.rosters import back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.texts import texts as usual

FIRST = ("counting.electronic_vote", "six_steps.disclosure_days", "owners.notice_days", "everyday.quiet_hours")
"""Figures on the first page of the rules: what people ask first."""

PAGES = tuple(SECTIONS)
MOST_CHANGES = 5
SHOWN_TERMS = ("roles.building_leader", "organs.self_management", "terms.small_meeting")
"""What is called differently from town to town."""
CENTS = 100


@dataclass(frozen=True)
class ShowRules(Button, prefix="pra"):
    """看城市规则."""

    compound_id: int


@dataclass(frozen=True)
class ShowSection(Button, prefix="prb"):
    """看全部约定: one section of them."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ShowDays(Button, prefix="prc"):
    """算日子."""

    compound_id: int


@dataclass(frozen=True)
class ShowCities(Button, prefix="prd"):
    """换城市: which."""

    compound_id: int


@dataclass(frozen=True)
class AskCity(Button, prefix="pre"):
    """换成这个城市: what would change."""

    compound_id: int
    city: str


@dataclass(frozen=True)
class ChooseCity(Button, prefix="prf"):
    """就用这个城市."""

    compound_id: int
    city: str


def rules(texts: Texts, found: Applied, *, may_choose: bool) -> Screen:
    """The rules of a compound at a glance."""
    profile, compound_id = found.profile, found.compound.id
    spoken = texts.speaking(profile.words)
    text = lines(
        texts.say("profiles.rules.head", compound=found.compound.name, city=profile.name),
        texts.say("profiles.rules.own", n=profile.own) if profile.own else None,
        texts.say("profiles.rules.terms", terms=_listed(texts, [spoken.plain(term) for term in SHOWN_TERMS])),
        *(_line(texts, profile, key) for key in FIRST),
    )
    keys = [
        Key(texts.plain("profiles.rules.all"), ShowSection(compound_id, 0)),
        Key(texts.plain("profiles.rules.days"), ShowDays(compound_id)),
        *([Key(texts.plain("profiles.rules.change"), ShowCities(compound_id))] if may_choose else []),
        back_key(texts, compound_id),
    ]
    return Screen(text, rows(*keys))


def _listed(texts: Texts, words: Sequence[str]) -> str:
    return texts.plain("profiles.and").join(words)


def _line(texts: Texts, profile: Profile, key: str) -> Markup:
    """One figure: what it is about, what it is, what it rests on."""
    section, _, name = key.partition(".")
    found = profile.figure(key)
    value = value_words(texts, specs(section)[name], found)
    label, source = texts.plain(f"profiles.figure.{key}"), source_words(texts, found.source)
    return texts.say("profiles.line", label=label, value=value, source=source)


def value_words(texts: Texts, spec: Spec[Any], found: Figure[Any]) -> str:
    """A figure's value as people say it."""
    return VALUES[spec.kind.wanted](texts, found.value)


def _counted(key: str) -> Callable[[Texts, Any], str]:
    return lambda texts, value: texts.plain(key, n=value)


def _money(texts: Texts, value: int) -> str:
    return texts.plain("profiles.value.yuan", yuan=f"{value // CENTS:,}")


def _share(texts: Texts, value: Any) -> str:
    return texts.plain("profiles.value.share", part=value.part, whole=value.whole)


def _switch(texts: Texts, value: bool) -> str:
    return texts.plain("profiles.value.yes" if value else "profiles.value.no")


def _word(texts: Texts, value: Any) -> str:
    return texts.plain(f"profiles.word.{value.value}")


def _hours(texts: Texts, value: Any) -> str:
    return texts.plain("profiles.value.hours", begin=hour(value.begin), end=hour(value.end))


def _makeup(texts: Texts, value: Any) -> str:
    share = value.residents
    of_whom = (
        texts.plain("profiles.value.all_residents")
        if share.part == share.whole
        else texts.plain("profiles.value.residents", share=_share(texts, share))
    )
    parts = [
        texts.plain("profiles.value.makeup", least=value.least, most=value.most),
        *([texts.plain("profiles.value.odd")] if value.odd else []),
        of_whom,
    ]
    return texts.plain("profiles.value.comma").join(parts)


VALUES: Mapping[str, Callable[[Texts, Any], str]] = {
    "days": _counted("profiles.value.days"),
    "lasting": _counted("profiles.value.lasting"),
    "working_days": _counted("profiles.value.working_days"),
    "years": _counted("profiles.value.years"),
    "months": _counted("profiles.value.months"),
    "people": _counted("profiles.value.people"),
    "pieces": _counted("profiles.value.pieces"),
    "yuan": _money,
    "share": _share,
    "switch": _switch,
    "one_of": _word,
    "hours": _hours,
    "makeup": _makeup,
}
"""How each kind of value is said."""


def source_words(texts: Texts, source: Source) -> str:
    """What a figure rests on; of an article nobody has held against its text, that too."""
    if source.kind is SourceKind.OURS:
        return texts.plain("profiles.source.ours", words=source.words)
    return texts.plain("profiles.source.unread", words=source.words) if source.unread else source.words


def section(texts: Texts, found: Applied, page: int) -> Screen:
    """One section of the figures, and the way to the others."""
    number = min(max(page, 0), len(PAGES) - 1)
    name, compound_id = PAGES[number], found.compound.id
    text = lines(
        texts.say(f"profiles.section.{name}", number=number + 1, of=len(PAGES)),
        *(_line(texts, found.profile, f"{name}.{item}") for item in specs(name)),
    )
    before = [Key(texts.plain("profiles.before"), ShowSection(compound_id, number - 1))] if number else []
    last = number == len(PAGES) - 1
    after = [] if last else [Key(texts.plain("profiles.after"), ShowSection(compound_id, number + 1))]
    return Screen(text, ((*before, *after), (_back(texts, compound_id),)))


def _back(texts: Texts, compound_id: int) -> Key:
    return Key(texts.plain("profiles.back"), ShowRules(compound_id))


def days(texts: Texts, found: Applied, periods: Sequence[tuple[str, Period]], today: date) -> Screen:
    """算日子: from a notice of today, when the next thing may begin."""
    unsettled = sorted({year for _, period in periods for year in period.preliminary})
    text = lines(
        texts.say("profiles.days.head", day=calendar_day(texts, today)),
        *(wait_words(texts, found.profile, key, period) for key, period in periods),
        texts.say("profiles.days.how"),
        *(texts.say("profiles.days.preliminary", year=year) for year in unsettled),
    )
    return Screen(text, ((_back(texts, found.compound.id),),))


def wait_words(texts: Texts, profile: Profile, key: str, period: Period) -> Markup:
    """One period that begins today: so many full days, and which day that is."""
    facts = {"last": calendar_day(texts, period.last), "then": calendar_day(texts, period.then)}
    return texts.say(f"profiles.wait.{key}", n=profile.figure(key).value, **facts)


def which_city(texts: Texts, compound_id: int, cities: Mapping[str, str], now: str) -> Screen:
    """换成哪里的."""
    others = [Key(name, AskCity(compound_id, key)) for key, name in cities.items() if key != now]
    ask = texts.say("profiles.cities.ask", city=cities[now])
    return Screen(lines(ask, texts.say("profiles.cities.other")), (*rows(*others), (_back(texts, compound_id),)))


def ask_city(texts: Texts, compound_id: int, city: str, then: Profile, changed: Sequence[Change]) -> Screen:
    """What would change, before it does."""
    shown = [_change(texts, one) for one in changed[:MOST_CHANGES]]
    text = lines(
        texts.say("profiles.city.ask", city=then.name),
        *(shown or [texts.say("profiles.city.same")]),
        *_renamed(texts, then),
        texts.say("profiles.city.more", n=len(changed) - MOST_CHANGES) if len(changed) > MOST_CHANGES else None,
    )
    choose = Key(texts.plain("profiles.city.choose", city=then.name), ChooseCity(compound_id, city))
    return Screen(text, ((choose, Key(texts.plain("profiles.city.keep"), ShowRules(compound_id))),))


def _renamed(texts: Texts, then: Profile) -> list[Markup]:
    """What will be called differently, as far as the language knows it."""
    spoken = usual(texts.locale).speaking(then.words)
    pairs = [(texts.plain(term), spoken.plain(term)) for term in SHOWN_TERMS]
    return [texts.say("profiles.city.term", before=now, after=word) for now, word in pairs if now != word]


def _change(texts: Texts, one: Change) -> Markup:
    return texts.say(
        "profiles.city.change",
        label=texts.plain(f"profiles.figure.{one.key}"),
        before=value_words(texts, one.spec, one.before),
        after=value_words(texts, one.spec, one.after),
    )


def problem_words(texts: Texts, problem: Problem) -> str:
    """What is wrong with a file and how to mend it, in one line."""
    facts = dict(problem.facts)
    if "first" in facts:
        facts["first"] = texts.plain(f"profiles.figure.{facts['first']}")
    words = texts.plain(f"profiles.problem.{problem.what}", item=problem.key, **facts)
    return texts.plain("profiles.problem_in", file=problem.file, words=words)


def problems(texts: Texts, found: Sequence[Problem]) -> str:
    """The same of several, a line each."""
    return "\n".join(problem_words(texts, one) for one in found)
