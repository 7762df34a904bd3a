"""What is kept of a file for the marks says what SlipCover would say, and of the very text that stands there."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house.marked import HOUSE

FIRST = """
def price(kind: str,
          many: int) -> int:
    if kind == "flat":
        return 0
    for _ in range(many):
        many += 1
    return many

price("each", 2)
"""
SECOND = FIRST.replace("many += 1", "many += 1\n        many -= 1") + "price('flat', 1)\n"
LOADING = """
import json, sys
from pathlib import Path
import slipcover
import tests.house.marked as marked
folder, ours = sys.argv[1:]
marked.KEPT = Path(folder) / "kept"
cover = slipcover.Slipcover(branch=True)
kind = marked.Finder if ours == "ours" else marked.SlipcoverMetaPathFinder
sys.meta_path.insert(0, kind(cover, slipcover.FileMatcher(sources=[folder])))
sys.path.insert(0, folder)
import priced
print(json.dumps(list(cover.get_coverage()["files"].values())))
"""


def loaded(folder: Path, whose: str) -> object:
    """What is said of the file that was loaded, by a process of its own."""
    asked = [sys.executable, "-c", LOADING, str(folder), whose]
    said = subprocess.run(asked, cwd=HOUSE, env={"PYTHONPATH": str(HOUSE)}, capture_output=True, check=True, text=True)
    return json.loads(said.stdout)


def test_what_is_kept_says_what_slipcover_says_of_the_text_that_stands_there(tmp_path: Path) -> None:
    for text in (FIRST, SECOND):
        (tmp_path / "priced.py").write_text(text)
        as_it_is = loaded(tmp_path, "slipcover")
        assert [loaded(tmp_path, "ours"), loaded(tmp_path, "ours")] == [as_it_is, as_it_is]
    assert [file.suffix for file in (tmp_path / "kept").iterdir()] == [".marshal"], "one file, the newest"


def test_what_was_kept_by_halves_is_worked_out_anew(tmp_path: Path) -> None:
    (tmp_path / "priced.py").write_text(FIRST)
    whole = loaded(tmp_path, "ours")
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:40])
    assert loaded(tmp_path, "ours") == whole


def test_where_nothing_can_be_kept_it_is_worked_out_each_time(tmp_path: Path) -> None:
    (tmp_path / "priced.py").write_text(FIRST)
    (tmp_path / "kept").write_text("a file where the folder would be")
    assert loaded(tmp_path, "ours") == loaded(tmp_path, "slipcover")
