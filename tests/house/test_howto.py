"""The pages of docs/howto and docs/adr point to files that are there."""

import re
from pathlib import Path

import pytest

from tests.house.plan import FLOORS, HOUSE, OUTSIDE, ROOMS, listed

PAGES = sorted([*(HOUSE / "docs" / "howto").glob("*.md"), *(HOUSE / "docs" / "adr").glob("*.md")])
PLACES = (*FLOORS, *OUTSIDE, "docs", "locales", "tests", "tools", "assets")
NAMED = re.compile(rf"`((?:{'|'.join(PLACES)})/[\w./<>*-]*)")
FILLED = {"<story>": ("report", "poll"), "<room>": ROOMS}


def files(page: Path) -> set[str]:
    return {name.rstrip("./") for name in NAMED.findall(page.read_text(encoding="utf-8"))}


def there(name: str) -> bool:
    """Whether there is such a file, for a `<room>` in most rooms."""
    blank = next((blank for blank in FILLED if blank in name), "")
    names = [name.replace(blank, word) for word in FILLED[blank]] if blank else [name]
    found = [any(HOUSE.glob(filled)) for filled in names]
    return sum(found) * 2 > len(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    assert listed(name for name in files(page) if not there(name)) == ""


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name == "howto"], ids=lambda page: page.stem)
def test_a_page_lists_every_file_to_touch_and_the_list_is_short(page: Path) -> None:
    assert 2 <= len(files(page)) <= 14
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 40


def test_decisions_are_numbered_without_gaps_and_say_why() -> None:
    pages = [page for page in PAGES if page.parent.name == "adr"]
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} "), page.name
        headings = re.findall(r"^## (\w+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], page.name
        assert len(text.splitlines()) <= 45, page.name
