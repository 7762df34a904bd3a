"""Habits of the house that a linter does not know: time, patience, where the words are."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.plan import FLOORS, HAN, HOUSE, OUTSIDE, called, listed, nodes, pyproject, sources, walked, where

EVERYWHERE = (*FLOORS, *OUTSIDE, "tests", "bench")

CLOCK_CALLS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today"), ("time", "time")}

CLOCK_READERS = {
    "bot/clock.py": "the one reader of the wall clock",
    "sandbox/clock.py": "the world outside has a clock of its own",
}

CHINESE_IN_CODE: dict[str, str] = {
    "domain/issues_places.py": "reads 「3号楼2单元」 out of what people write",
    "domain/issues_similar.py": "reads lifts, lamps and pipes out of what people write",
    "domain/issues_categories.py": "finds what a report is about in what people write",
    "domain/gone_names.py": "tells what cannot be a name from what can, in what people write",
    "domain/surnames.py": "surnames that names begin with, and words that only look so",
    "domain/issues_masking.py": "finds door numbers in what people write, to cover them",
    "domain/board_facts.py": "finds who owes what in what people write, to cover it",
    "domain/wishes.py": "finds how old somebody is in what people write, to cover it",
    "domain/checklists.py": "finds doors that open by faces in what people write",
    "domain/money.py": "reads 「12.6万」 and 「十二万六千元」",
    "domain/local_times.py": "reads 「明天早上8点」",
    "domain/issues_clock_kinds.py": "finds water, power, gas and lifts in what people write",
    "domain/issues.py": "words that mean danger make a report urgent",
    "domain/asking.py": "finds what people ask after in what they write",
    "domain/elections.py": "names the article of law each organ goes by",
    "domain/paper_days.py": "reads 「2026年12月10日」",
    "domain/election_terms.py": "names the city whose deadlines are known, and an article of law",
    "domain/voting/elections.py": "names the article of law each rule comes from",
    "domain/voting/nominations.py": "names the source each rule comes from",
    "domain/voting/timelines.py": "names the article of law each span comes from",
    "domain/voting/owners_matters.py": "names the article of law that forbids it",
    "domain/deliberation/procedures.py": "names the source each procedure comes from",
    "domain/deliberation/record_details.py": "reads 「应到7人，实到6人」",
    "domain/deliberation/channel_uses.py": "reads 「40户，没有新意见」",
    "domain/voting/rules.py": "names the article of law each rule comes from",
    "domain/grids.py": "names grids 「第3网格」, as data",
    "domain/layouts.py": "reads 「每栋3单元、6层、每层2户」 and 「2单元301」; names entrances 「1单元」, as data",
    "domain/profiles.py": "names the article of law each floor comes from",
    "domain/counted.py": "reads 「12个月」, 「120户」, 「1小时30分」",
    "domain/numerals.py": "reads 「十二」",
    "domain/workbook_cells.py": "reads 「三号楼」, 「89.37平方米」; names doors, as data of the compound",
    "domain/workbook_rows.py": "reads 「3号楼」 as the name of a sheet",
    "domain/slips.py": "reads 「幺二三」 out of what people write",
    "rendering/texts.py": "knows the names the law gives, which no term changes",
    "domain/joining.py": "reads 「九栋楼」; names buildings 「3号楼」, as data in the compound's own language",
    "domain/posters.py": "reads 「163张」",
    "handlers/commands.py": "knows the words that are a command in reply: 「查账」",
    "bot/logs.py": "the mark that stands for what was covered in a log line",
}
"""Files of the floors that may hold Chinese in their code: data for reading, never words for showing."""


def test_nothing_is_handled_behind_the_back_of_the_order() -> None:
    """`block=False` would let one chat's updates overtake each other."""
    keywords = ((path, node) for path, node in nodes(*EVERYWHERE) if isinstance(node, ast.keyword))
    found = [where(path, node) for path, node in keywords if node.arg == "block" and is_constant(node.value, False)]
    assert listed(found) == ""


def test_no_test_sleeps() -> None:
    """Stillness is asked for, not waited for. (`sleep(0)` only lets others have their turn.)"""
    calls = ((path, node) for path, node in nodes("tests") if called(node) in ("sleep", "wait_for_timeout"))
    found = [where(path, call) for path, call in calls if isinstance(call, ast.Call) and not yields(call)]
    assert listed(found) == ""


def test_only_the_process_reads_the_clock() -> None:
    found = {where(path) for path, node in nodes(*FLOORS, *OUTSIDE) if reads_clock(node)}
    assert found == CLOCK_READERS.keys()


def test_warnings_are_errors() -> None:
    assert pyproject()["tool"]["pytest"]["ini_options"]["filterwarnings"] == ["error"]


def test_mypy_is_strict() -> None:
    assert pyproject()["tool"]["mypy"]["strict"] is True


def test_words_for_people_stand_in_the_catalogue() -> None:
    found = {where(path, node) for path in sources(*FLOORS) for node in chinese(path)}
    assert listed(place for place in found if place.rpartition(":")[0] not in CHINESE_IN_CODE) == ""


def test_exempt_files_need_their_exemption() -> None:
    assert listed(name for name in CHINESE_IN_CODE if not any(chinese(HOUSE / name))) == ""


def test_templates_hold_no_words_either() -> None:
    folders = (HOUSE / "web" / "templates", HOUSE / "rendering" / "templates")
    pages = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert listed(where(path) for path in pages if HAN.search(without_comments(path))) == ""


def test_no_message_has_two_words(tmp_path: Path) -> None:
    """The reader of catalogues takes the first without a word, and the other is mended in vain."""
    catalogues = sorted((HOUSE / "locales").rglob("*.po"))
    assert catalogues and listed(f"{where(path)} {line}" for path in catalogues for line in doubled(path)) == ""
    planted = tmp_path / "planted.po"
    planted.write_text('msgid "a"\nmsgstr "1"\nmsgstr ""\n"2"\n\nmsgid "a"\nmsgstr[0] "3"\nmsgstr[1] "4"\n', "utf-8")
    assert list(doubled(planted)) == ['msgstr ""', 'msgid "a"']


def doubled(path: Path) -> Iterator[str]:
    """Words of a message that has words already, and messages that were there before."""
    seen, said = set(), False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("msgstr ", "msgstr[0]")):
            if said:
                yield line
            said = True
        elif line.startswith("msgid "):
            if line in seen:
                yield line
            seen.add(line)
            said = False


def without_comments(page: Path) -> str:
    """A template without its lines of comment."""
    remark = "//" if page.suffix == ".typ" else "{#"
    written = page.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in written if not line.lstrip().startswith(remark))


def is_constant(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def yields(call: ast.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0


def reads_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return (owner, node.attr) in CLOCK_CALLS


def chinese(path: Path) -> Iterator[ast.Constant]:
    """String constants with Chinese in them that are no docstrings."""
    said = {id(node.value) for node in walked(path) if isinstance(node, ast.Expr)}
    texts = (node for node in walked(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return (node for node in texts if id(node) not in said and HAN.search(str(node.value)))
