"""The register at the terminal: compared by default, written with --confirm, handed out, and invented."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.running import open_database
from bot.samples import sample, sample_names
from bot.settings import Settings
from services.rosters import compounds
from tests.house.plan import HAN
from tests.workbooks import HEADINGS, xlsx

AT = datetime(2026, 11, 24, tzinfo=UTC)
ROWS = [HEADINGS, ["3号楼", "2单元", "301", 89.37, "登记", "张三", ""], ["3号楼", "2单元", "302", "", "", "", ""]]


pytestmark = pytest.mark.usefixtures("a_folder_of_its_own")


def found(*names: str) -> None:
    async def make() -> None:
        async with open_database(Settings.from_environment()) as database, database.transaction() as transaction:
            for name in names:
                await transaction.registry.found(street="", community="", name=name, building_labels=[], at=AT)

    asyncio.run(make())


def journal() -> list[tuple[str, object]]:
    """Type and actor of everything written down of the first compound."""

    async def read() -> list[tuple[str, object]]:
        async with open_database(Settings.from_environment()) as database:
            (first, *_) = await compounds(database)
            async with database.reading() as transaction:
                entries = await transaction.journal.read(f"compound:{first.id}")
        return [(entry.type, entry.body["by"]) for entry in entries]

    return asyncio.run(read())


def run(*words: str, status: int, capsys: pytest.CaptureFixture[str]) -> str:
    """One command; what it said."""
    assert main([*words]) == status
    return capsys.readouterr().out


def workbook(folder: Path, rows: object = ROWS, name: str = "名册.xlsx") -> str:
    path = folder / name
    path.write_bytes(xlsx(rows))  # type: ignore[arg-type]
    return str(path)


def test_a_workbook_is_compared_then_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found("中华园")
    path = workbook(tmp_path)
    told = run("import-registry", path, status=0, capsys=capsys)
    assert "3号楼2单元301：新的门牌" in told and "加上 --confirm 再执行一次" in told
    assert journal() == []
    assert "改动 2 户" in run("import-registry", path, "--confirm", status=0, capsys=capsys)
    assert journal() == [("registry_imported", None)]
    assert "0 处变化" in run("import-registry", path, "--confirm", status=0, capsys=capsys)


def test_a_faulty_workbook_is_told_whole_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found("中华园")
    rows = [HEADINGS, *(["3号楼", "2单元", 300 + at, 0, "", "", ""] for at in range(20))]
    told = run("import-registry", workbook(tmp_path, rows), "--confirm", status=1, capsys=capsys)
    assert told.count("面积为0不能作为计票专有部分") == 20 and "有 20 处要先改" in told
    assert journal() == []


def test_which_compound_is_asked_where_it_is_not_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path)
    assert "还没有建小区" in run("import-registry", path, status=2, capsys=capsys)
    found("中华园", "府河苑")
    assert "现有：中华园、府河苑" in run("import-registry", path, status=2, capsys=capsys)
    assert "现有：中华园、府河苑" in run("export-registry", "out.xlsx", "--compound", "无此处", status=2, capsys=capsys)
    assert "府河苑：会改动" in run("import-registry", path, "--compound", "府河苑", status=0, capsys=capsys)


def test_what_cannot_be_opened_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found("中华园")
    assert "打不开" in run("import-registry", "nowhere.xlsx", status=2, capsys=capsys)
    assert "打不开" in run("export-registry", "nowhere/out.xlsx", status=2, capsys=capsys)


def test_what_was_exported_changes_nothing_when_it_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found("中华园")
    run("import-registry", workbook(tmp_path), "--confirm", status=0, capsys=capsys)
    told = run("export-registry", "out.xlsx", status=0, capsys=capsys)
    assert "2 户，写在 out.xlsx" in told
    assert stat.S_IMODE((tmp_path / "out.xlsx").stat().st_mode) == 0o600
    assert "0 处变化" in run("import-registry", "out.xlsx", status=0, capsys=capsys)
    assert journal()[-1] == ("registry_exported", None)
    assert "没有覆盖" in run("export-registry", "out.xlsx", status=2, capsys=capsys)


FIGURES = {"中华园": ({"中华园": 9}, 382, 963), "绿洲花园2号院": ({"绿洲花园2号院": 3}, 678, None)}
FIGURES["同乐社区"] = ({"康乐院": 20, "安乐院": 20, "和乐院": 15, "常乐院": 8}, 2904, None)


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_has_the_figures_of_the_place(name: str) -> None:
    buildings, homes, residents = FIGURES[name]
    found = sample(name)
    lines = [line for several in found.sheets.values() for line in several]
    assert {sheet: len({line.building for line in several}) for sheet, several in found.sheets.items()} == buildings
    assert len({(sheet, line.key) for sheet, several in found.sheets.items() for line in several}) == homes
    assert len(lines) == homes and all(line.area and line.owners for line in lines)
    assert residents in (None, sum(line.inhabitants or 0 for line in lines))
    assert found == sample(name), "the same every time"


def test_seven_grids_hold_every_home_of_the_community() -> None:
    found = sample("同乐社区")
    counts: dict[str, int] = {}
    for sheet, lines in found.sheets.items():
        for line in lines:
            grid = found.grids[sheet, line.building]
            counts[grid] = counts.get(grid, 0) + 1
    assert (len(counts), sum(counts.values())) == (7, 2904)


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_can_be_imported(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = list(FIGURES[name][0])
    found(*sheets)
    assert "都是编的" in run("sample-registry", name, "one.xlsx", status=0, capsys=capsys)
    run("sample-registry", name, "two.xlsx", status=0, capsys=capsys)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    homes = 0
    for sheet in sheets:
        told = run("import-registry", "one.xlsx", "--compound", sheet, status=0, capsys=capsys)
        homes += told.count("新的门牌")
        assert "同名" not in told and "有两个名字" not in told
    assert homes == FIGURES[name][1]


def test_an_unknown_sample_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    told = run("sample-registry", "外滩", "one.xlsx", status=2, capsys=capsys)
    assert all(name in told for name in sample_names()) and HAN.search(told)
