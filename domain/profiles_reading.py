"""Reading a profile (读城市规则): from what a file holds to a `Profile`, or everything that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from string import Formatter
from typing import Any

from domain.bylaws import Figure, Source, SourceKind, Spec, Stricter
from domain.errands import LONGEST_MATERIAL, MOST_DAYS, MOST_MATERIALS, Service, service_refusal
from domain.outcomes import Facts
from domain.profiles import HOTLINES, IN_ORDER, SECTIONS, TERMS, Numbering, Profile, specs

LONGEST_TERM, LONGEST_SOURCE, LONGEST_PATTERN = 12, 60, 60
HOTLINE = re.compile(r"[0-9]{2,4}(?:-?[0-9]{3,4}){1,2}")
BLANKS = frozenset({"compound", "year", "number"})
NEEDED = frozenset({"year", "number"})
"""Without these two papers would be called the same."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a profile file (规则文件的问题): the key, and the catalogue's words with their facts."""

    key: str
    what: str
    facts: Facts = field(default_factory=dict)
    file: str = ""


def read_profile(
    written: Mapping[str, Any], base: Profile | None, *, own: bool = False
) -> Profile | tuple[Problem, ...]:
    """The profile a file makes of `base`; without one everything must be there.

    `own`: a compound's file. It keeps its city's name, and each of its figures says which law or by-law it is from.
    """
    reading = _Reading(base, own)
    profile = reading.profile(written)
    return tuple(reading.problems) if reading.problems or profile is None else profile


class _Reading:
    """One file being read, with what was found wrong so far."""

    def __init__(self, base: Profile | None, own: bool) -> None:
        self.base, self.own = base, own
        self.problems: list[Problem] = []

    def profile(self, written: Mapping[str, Any]) -> Profile | None:
        known = {"terms", "numbering", "hotlines", "services", *SECTIONS} | (set() if self.own else {"name"})
        self._unknown("", written, known)
        terms = self._terms(self._table(written, "terms"))
        numbering = self._numbering(self._table(written, "numbering"))
        hotlines = self._hotlines(self._table(written, "hotlines"))
        services = self._services(self._table(written, "services"))
        name = self.base.name if self.own and self.base is not None else self._words("name", written.get("name"))
        sections = {name: self._section(name, kind, self._table(written, name)) for name, kind in SECTIONS.items()}
        if self.problems:
            return None
        found = Profile(name or "", terms, numbering, **sections, hotlines=hotlines, services=services)
        self._compare(found)
        return found

    def _note(self, key: str, what: str, **facts: Any) -> None:
        self.problems.append(Problem(key, what, facts))

    def _table(self, written: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        table = written.get(key, {})
        if isinstance(table, Mapping):
            return table
        self._note(key, "not_table")
        return {}

    def _unknown(self, section: str, written: Mapping[str, Any], known: set[str]) -> None:
        for key in written:
            if key not in known:
                near = get_close_matches(key, sorted(known), 1, 0.6)
                path = _path(section, key)
                if near:
                    self._note(path, "near_key", near=near[0])
                else:
                    self._note(path, "unknown_key")

    def _words(self, key: str, written: object) -> str | None:
        if written is None:
            self._note(key, "missing")
        elif not isinstance(written, str) or not _plain(written, LONGEST_TERM) or set(written) & set("{}"):
            self._note(key, "words", most=LONGEST_TERM)
        else:
            return written.strip()
        return None

    def _terms(self, written: Mapping[str, Any]) -> Mapping[str, str]:
        self._unknown("terms", written, set(TERMS))
        known = {key: self._words(f"terms.{key}", word) for key, word in written.items() if key in TERMS}
        found = {key: word for key, word in known.items() if word is not None}
        return {**(self.base.terms if self.base is not None else {}), **found}

    def _hotlines(self, written: Mapping[str, Any]) -> Mapping[str, str]:
        self._unknown("hotlines", written, set(HOTLINES))
        found = {}
        for key in HOTLINES:
            number = written.get(key)
            if isinstance(number, str) and HOTLINE.fullmatch(number):
                found[key] = number
            elif number is not None:
                self._note(f"hotlines.{key}", "hotline")
        return {**(self.base.hotlines if self.base is not None else {}), **found}

    def _services(self, written: Mapping[str, Any]) -> Mapping[str, Service]:
        """What the one window does; a name that is written anew replaces the list of before."""
        known = dict(self.base.services) if self.base is not None else {}
        for name, given in written.items():
            service = _service(name, given)
            if service is None:
                self._note(_path("services", name), "service", most=MOST_MATERIALS, days=MOST_DAYS)
            else:
                known[name] = service
        return known

    def _numbering(self, written: Mapping[str, Any]) -> Numbering:
        names = [item.name for item in fields(Numbering)]
        self._unknown("numbering", written, set(names))
        base = self.base.numbering if self.base is not None else Numbering()
        found = {name: self._pattern(f"numbering.{name}", written[name]) for name in names if name in written}
        return Numbering(**{name: found.get(name) or getattr(base, name) for name in names})

    def _pattern(self, key: str, written: object) -> str | None:
        if not isinstance(written, str) or not _plain(written, LONGEST_PATTERN):
            self._note(key, "words", most=LONGEST_PATTERN)
        elif not _is_pattern(written):
            self._note(key, "pattern")
        else:
            return written
        return None

    def _section(self, section: str, kind: type[Any], written: Mapping[str, Any]) -> Any:
        known = specs(section)
        self._unknown(section, written, set(known))
        found = {
            name: self._figure(f"{section}.{name}", spec, written.get(name), self._before(section, name))
            for name, spec in known.items()
        }
        return kind(**found)

    def _before(self, section: str, name: str) -> Figure[Any] | None:
        return None if self.base is None else getattr(getattr(self.base, section), name)

    def _figure(self, key: str, spec: Spec[Any], written: object, before: Figure[Any] | None) -> Figure[Any] | None:
        if written is None:
            if before is None:
                self._note(key, "missing")
            return before
        if not isinstance(written, Mapping):
            self._note(key, "figure")
            return before
        self._unknown(key, written, {"value", "unread", *SourceKind})
        value, source = spec.kind.read(written.get("value")), self._source(key, written)
        if value is None:
            self._note(key, spec.kind.wanted, **spec.kind.facts)
        if value is None or source is None:
            return before
        found = Figure(value, source)
        self._weigh(key, spec, found, before)
        return found

    def _source(self, key: str, written: Mapping[str, Any]) -> Source | None:
        named = [kind for kind in SourceKind if kind in written]
        allowed = {SourceKind.LAW, SourceKind.BYLAW} if self.own else set(SourceKind)
        if len(named) != 1 or not set(named) <= allowed:
            self._lacks_source(key)
            return None
        words, unread = written[named[0]], written.get("unread", False)
        if not isinstance(words, str) or not _plain(words, LONGEST_SOURCE) or not isinstance(unread, bool):
            self._note(key, "source_words", most=LONGEST_SOURCE)
            return None
        return Source(named[0], words.strip(), unread)

    def _compare(self, found: Profile) -> None:
        """What comes first is not longer than what comes after it."""
        for first, then, apart in IN_ORDER:
            least = found.figure(first).value + apart
            if found.figure(then).value < least:
                self._note(then, "too_early", first=first, least=least)

    def _lacks_source(self, key: str) -> None:
        if self.own:
            self._note(key, "own_source")
        else:
            self._note(key, "source")

    def _weigh(self, key: str, spec: Spec[Any], found: Figure[Any], before: Figure[Any] | None) -> None:
        """Never weaker than the law: the nation's, or the city's that it is laid over."""
        if spec.ungranted(found):
            self._note(key, "granted", value=spec.kind.write(found.value), usual=spec.kind.write(spec.usual))
        for floor, article in _floors(spec, before):
            if spec.weaker(found.value, floor):
                facts = {"value": spec.kind.write(found.value), "floor": spec.kind.write(floor), "article": article}
                if spec.stricter is Stricter.MORE:
                    self._note(key, "too_little", **facts)
                else:
                    self._note(key, "too_much", **facts)
                return


def _service(name: str, written: object) -> Service | None:
    """A service as it stands in a file: its papers, and within how many working days it is done."""
    if not isinstance(written, Mapping) or set(written) != {"materials", "days"}:
        return None
    materials, days = written["materials"], written["days"]
    if not isinstance(materials, list) or type(days) is not int:
        return None
    if not all(isinstance(one, str) and _plain(one, LONGEST_MATERIAL) for one in (name, *materials)):
        return None
    return None if service_refusal(name, materials, days) else Service(name, tuple(materials), days)


def _floors(spec: Spec[Any], before: Figure[Any] | None) -> Iterator[tuple[Any, str]]:
    """What the law demands at least: the city's before the nation's, being the stricter."""
    if before is not None and before.source.kind is SourceKind.LAW:
        yield before.value, before.source.words
    if spec.floor is not None:
        yield spec.floor, spec.article


def _path(section: str, key: str) -> str:
    """As people find it in the file; a key may be anything, so it is cut."""
    return f"{section}.{_shown(key)}" if section else _shown(key)


def _shown(key: str) -> str:
    return "".join(sign for sign in key if unicodedata.category(sign)[0] != "C")[:40]


def _plain(words: str, most: int) -> bool:
    """One line that people can read, without what would be markup or a blank to fill in."""
    seen = words.strip()
    return 0 < len(seen) <= most and not any(unicodedata.category(sign)[0] == "C" or sign in "<>&" for sign in seen)


def _is_pattern(written: str) -> bool:
    """Whether it has the year, the number, perhaps the compound, and nothing else to fill in."""
    try:
        parts = list(Formatter().parse(written))
    except ValueError:
        return False
    blanks = [name for _, name, _, _ in parts if name is not None]
    plain = all(not spec and not conversion for _, name, spec, conversion in parts if name is not None)
    return plain and set(blanks) <= BLANKS and set(blanks) >= NEEDED
