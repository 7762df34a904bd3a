"""The profiles that come with the product, and what a compound might write for itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from domain.profiles import Profile
from domain.profiles_reading import Problem, read_profile
from storage.shelf import SHIPPED, Shelf, shipped

CITIES = shipped().cities
NATIONAL, ZHENGZHOU, CHENGDU = CITIES["national"], CITIES["zhengzhou"], CITIES["chengdu"]

MOST_ADULTS = NATIONAL.everyday.adults_per_home.value

OWN = """
[terms]
building_leader = "楼门长"

[numbering]
announcements = "{compound}通知〔{year}〕第{number}号"

[everyday]
quiet_hours = { value = "22:00-06:00", bylaw = "中华园议事规则第9条" }

[owners]
notice_days = { value = 20, bylaw = "中华园议事规则第3条" }
"""
"""What 中华园 might write for itself."""


def written(name: str) -> dict[str, Any]:
    """A shipped file as TOML."""
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


def own(toml: str, base: Profile = NATIONAL) -> Profile:
    """A compound's file laid over a city's profile."""
    found = read_profile(tomllib.loads(toml), base, own=True)
    assert isinstance(found, Profile), found
    return found


def wrong(toml: str, base: Profile = NATIONAL) -> dict[str, Problem]:
    """What is wrong with a compound's file, by key."""
    found = read_profile(tomllib.loads(toml), base, own=True)
    assert not isinstance(found, Profile), "nothing is"
    return {problem.key: problem for problem in found}


def put(folder: Path, name: str, toml: str | bytes) -> None:
    """Write a file of rules."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())


def own_shelf(toml: str = OWN, name: str = "中华园") -> Shelf:
    """The shipped cities, and this file of a compound."""
    file = tomllib.loads(toml)
    return Shelf(CITIES, {(name, key): read_profile(file, city, own=True) for key, city in CITIES.items()})
