"""Profiles on their shelf (规则架): the files of cities and compounds, read once, when the house is opened."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from domain.calendar import QuietHours
from domain.profiles import NATIONAL, Profile
from domain.profiles_reading import Problem, read_profile

SHIPPED = Path(__file__).parent.parent / "profiles"
"""The cities that come with the product."""

LARGEST = 64 * 1024
"""Bytes of a profile file: some pages of text, not a book."""

LINE = re.compile(r"at line ([0-9]+)")
TWICE = re.compile(r"overwrite|twice|Duplicate|mutate")
Written = Mapping[str, Any]
Laid = Profile | tuple[Problem, ...]
"""A compound's file laid over a city's profile, or why it cannot be."""


class ProfilesWrong(ValueError):
    """Profile files that cannot be used: everything that is wrong with them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.file} {one.key} {one.what}" for one in problems))
        self.problems = problems


@dataclass(frozen=True)
class Shelf:
    """All profiles (规则架): the cities by key; what compounds wrote, by file and city."""

    cities: Mapping[str, Profile]
    laid: Mapping[tuple[str, str], Laid]

    @property
    def files(self) -> frozenset[str]:
        """Which compounds have a file of their own, by its name."""
        return frozenset(name for name, _ in self.laid)

    def file_of(self, community: str, compound: str) -> str | None:
        """The file of a compound: 「社区小区」 where several share their name comes before 「小区」."""
        names = (_stem(community + compound), _stem(compound))
        return next((name for name in names if name in self.files), None)

    def effective(self, city: str, *, community: str, compound: str) -> Laid:
        """What applies to a compound of this name when it goes by this city."""
        name = self.file_of(community, compound)
        return self.cities[city] if name is None else self.laid[name, city]

    @cached_property
    def quiet_hours(self) -> frozenset[QuietHours]:
        """All the quiet hours that somebody here may have."""
        every = chain(self.cities.values(), self.laid.values())
        return frozenset(one.everyday.quiet_hours.value for one in every if isinstance(one, Profile))


@cache
def shipped() -> Shelf:
    """The cities that come with the product, and no compound's own file."""
    return read_shelf(None)


def read_shelf(own: Path | None, cities: Path = SHIPPED) -> Shelf:
    """The cities' files, and the compounds' in the folder `own` where there is one. Raises ProfilesWrong."""
    problems: list[Problem] = []
    found = _cities(cities, problems)
    if problems:
        raise ProfilesWrong(tuple(problems))
    laid = {
        (_stem(path.stem), key): _over(path.name, written, city)
        for path, written in _written(own, problems).items()
        for key, city in found.items()
    }
    nowhere = [one for (_, key), one in laid.items() if key == NATIONAL and not isinstance(one, Profile)]
    problems += chain.from_iterable(nowhere)
    if problems:
        raise ProfilesWrong(tuple(problems))
    return Shelf(found, laid)


def _cities(folder: Path, problems: list[Problem]) -> dict[str, Profile]:
    """全国 first: the others are laid over it."""
    written = {path.stem: one for path, one in _written(folder, problems).items()}
    national = written.pop(NATIONAL, None)
    if national is None:
        problems.append(Problem("", "no_national", file=f"{NATIONAL}.toml"))
        return {}
    base = read_profile(national, None)
    if not isinstance(base, Profile):
        problems += _in_file(f"{NATIONAL}.toml", base)
        return {}
    found = {NATIONAL: base}
    for name, city in written.items():
        profile = read_profile(city, base)
        if isinstance(profile, Profile):
            found[name] = profile
        else:
            problems += _in_file(f"{name}.toml", profile)
    return found


def _over(file: str, written: Written, city: Profile) -> Laid:
    found = read_profile(written, city, own=True)
    return found if isinstance(found, Profile) else _in_file(file, found)


def _in_file(file: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(replace(one, file=file) for one in problems)


def _written(folder: Path | None, problems: list[Problem]) -> dict[Path, Written]:
    """What stands in each file of a folder; what an editor or a Mac leaves beside them begins with a dot."""
    paths = [] if folder is None or not folder.is_dir() else sorted(folder.glob("*.toml"))
    read = {path: _read(path) for path in paths if not path.name.startswith(".")}
    problems += [one for one in read.values() if isinstance(one, Problem)]
    return {path: one for path, one in read.items() if not isinstance(one, Problem)}


def _read(path: Path) -> Written | Problem:
    """The file as TOML; whatever it is instead is said in words."""
    try:
        if path.stat().st_size > LARGEST:
            return Problem("", "too_large", {"most": LARGEST // 1024}, path.name)
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text.replace("\r\n", "\n"))
    except OSError:
        return Problem("", "unreadable", file=path.name)
    except UnicodeDecodeError:
        return Problem("", "not_utf8", file=path.name)
    except (ValueError, RecursionError) as error:
        return _no_toml(path.name, text, str(error))


def _no_toml(file: str, text: str, said: str) -> Problem:
    """The line is the parser's; the last one where it only says that the file ended."""
    found = LINE.search(said)
    line = int(found[1]) if found else len(text.splitlines())
    if TWICE.search(said):
        return Problem("", "twice", {"line": line}, file)
    return Problem("", "not_toml", {"line": line}, file)


def _stem(name: str) -> str:
    """A file's name as compounds are called: some systems keep accents and signs apart."""
    return unicodedata.normalize("NFC", name).strip()
