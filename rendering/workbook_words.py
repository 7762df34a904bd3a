"""Workbooks in words (表格问题的说法): what is wrong with one, and what importing it would change, a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.registry_import import BETWEEN, Change, ChangeKind, Difference
from domain.workbooks import Flaw, Problem, letters
from rendering.texts import Texts


def place_words(texts: Texts, problem: Problem) -> str:
    """第12行「面积」（E列）; empty for what concerns the whole workbook."""
    column = letters(problem.column)
    if problem.row and problem.column:
        return texts.plain("workbook.place.cell", row=problem.row, heading=problem.heading, column=column)
    if problem.row:
        return texts.plain("workbook.place.row", row=problem.row)
    return texts.plain("workbook.place.column", heading=problem.heading, column=column) if problem.column else ""


def flaw_words(texts: Texts, problem: Problem) -> str:
    """What is wrong, and how to mend it."""
    return texts.plain(f"workbook.flaw.{problem.flaw.value}", **_facts(texts, problem))


def problem_words(texts: Texts, problem: Problem, *, sheets: bool) -> str:
    """Place and flaw in one line; with the sheet's name where there are several."""
    sheet = problem.sheet if sheets or problem.flaw in (Flaw.UNUSED_SHEET, Flaw.HIDDEN_SHEET) else ""
    place = " ".join(part for part in (sheet, place_words(texts, problem)) if part)
    words = flaw_words(texts, problem)
    return texts.plain("workbook.place.says", place=place, words=words) if place else words


def _facts(texts: Texts, problem: Problem) -> Mapping[str, Any]:
    facts = dict(problem.facts)
    if "column" in facts:
        facts["column"] = texts.plain(f"workbook.column.{facts['column']}")
    if problem.flaw is Flaw.DOUBLE_COLUMN:
        facts["first"] = letters(facts["first"])
    if "doors" in facts:
        facts["doors"] = BETWEEN.join(facts["doors"])
    return facts


def area_words(area: int) -> str:
    """89.37㎡."""
    return f"{area // 100}.{area % 100:02d}㎡"


def change_words(texts: Texts, change: Change) -> str:
    """3号楼2单元301：面积 88.00㎡ → 89.37㎡."""
    if change.kind is ChangeKind.NEW:
        return texts.plain("workbook.change.new", door=change.door)
    old, new = (_value(texts, change, value) for value in (change.old, change.new))
    what = texts.plain(f"workbook.change.{change.kind.value}")
    return texts.plain("workbook.change.from_to", door=change.door, what=what, old=old, new=new)


def _value(texts: Texts, change: Change, value: str | int | None) -> str:
    if value is None or value == "":
        return texts.plain("workbook.change.nothing")
    if isinstance(value, bool):
        return texts.plain("workbook.answer.yes" if value else "workbook.answer.no")
    match change.kind:
        case ChangeKind.SOURCE:
            return texts.plain(f"workbook.source.{value}")
        case ChangeKind.KIND:
            return texts.plain(f"workbook.kind.{value}")
        case ChangeKind.AREA:
            return area_words(int(value))
        case _:
            return str(value)


def difference_words(texts: Texts, difference: Difference) -> list[str]:
    """Everything that changes, and what the workbook leaves out."""
    return [
        *(texts.plain("workbook.change.building", building=building) for building in difference.buildings),
        *(change_words(texts, change) for change in difference.changes),
        *(texts.plain("workbook.change.missing", door=door) for door in difference.missing),
        *(texts.plain("workbook.change.absent", building=building) for building in difference.absent),
    ]
