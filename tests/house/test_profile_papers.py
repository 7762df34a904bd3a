"""docs/profiles.md says what the code and the national file say: every key, default, source and floor."""

import re
import tomllib

import pytest

from domain.bylaws import SourceKind, Stricter
from domain.profiles import SECTIONS, TERMS, Numbering, Profile
from domain.profiles_reading import read_profile
from rendering.texts import SPOKEN, texts
from tests.cities import CITIES, NATIONAL
from tests.house.plan import HOUSE

PAPER = (HOUSE / "docs" / "profiles.md").read_text(encoding="utf-8")


def rows(section: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    part = PAPER.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:3] == "| `"]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_figure_is_documented_as_it_is(section: str) -> None:
    expected = []
    for name, spec, found in NATIONAL.figures(section):
        ours = "ours: " if found.source.kind is SourceKind.OURS else ""
        source = ours + found.source.words + ("（unread）" if found.source.unread else "")
        sign = "≥" if spec.stricter is Stricter.MORE else "≤"
        floor = "" if spec.floor is None else f"{sign} `{spec.kind.write(spec.floor)}` {spec.article}"
        words = [texts(locale).plain(f"profiles.figure.{section}.{name}") for locale in SPOKEN]
        expected.append([f"`{name}`", f"`{spec.kind.write(found.value)}`", source, floor, *words])
    assert rows(section) == expected


@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_that_may_be_written_is_explained(section: str) -> None:
    part = PAPER.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    options = [spec.kind.options for _, spec, _ in NATIONAL.figures(section) if spec.kind.wanted == "one_of"]
    for option in (word for kind in options for word in kind):
        for locale in SPOKEN:
            assert f"`{option.value}` {texts(locale).plain(f'profiles.word.{option.value}')}" in part


def test_terms_and_numbers_are_documented() -> None:
    usual = texts(SPOKEN[0])
    assert rows("terms") == [[f"`{key}`", usual.plain(message)] for key, message in TERMS.items()]
    assert [row[0].strip("`") for row in rows("numbering")] == list(Numbering.__dataclass_fields__)
    assert [row[1].strip("`") or None for row in rows("numbering")] == [
        NATIONAL.numbering.announcements,
        NATIONAL.numbering.disclosures,
    ]


def test_the_example_can_be_read_over_every_city() -> None:
    example = re.findall(r"```toml\n(.+?)```", PAPER, re.DOTALL)
    assert len(example) == 1
    assert all(isinstance(read_profile(tomllib.loads(example[0]), city, own=True), Profile) for city in CITIES.values())


def test_every_city_is_named() -> None:
    assert all(f"{city.name}（`{key}.toml`）" in PAPER for key, city in CITIES.items())
