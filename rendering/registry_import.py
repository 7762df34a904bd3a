"""Importing in words (导入名册): what a workbook would change, in at most eight lines; the whole list as a file."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from markupsafe import Markup

from domain.permissions import Act, permit, places
from domain.registry import Actor, Compound, Place
from domain.registry_import import Difference
from domain.workbooks import Flaw, Problem
from rendering.buttons import Button
from rendering.menu import ending
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.workbook_words import difference_words, flaw_words, place_words, problem_words
from rendering.workbooks import PLAIN

MOST_PROBLEMS = 5
"""Problems that are shown at once; the others stand in the file."""

MOST_FINDINGS = 6
OTHER_CHANGES = ("source", "kind", "floor", "developer", "inhabitants")


@dataclass(frozen=True)
class ImportInto(Button, prefix="wba"):
    """导入哪个小区."""

    draft_id: int
    compound_id: int


@dataclass(frozen=True)
class ConfirmImport(Button, prefix="wbb"):
    """就这样导入."""

    draft_id: int


@dataclass(frozen=True)
class DropImport(Button, prefix="wbc"):
    """先不导入."""

    draft_id: int


@dataclass(frozen=True)
class HowToImport(Button, prefix="wbd"):
    """怎么导入名册."""

    compound_id: int


@dataclass(frozen=True)
class ExportRegistry(Button, prefix="wbe"):
    """导出名册."""

    compound_id: int


def reading(texts: Texts) -> Screen:
    """正在看这份表格: said when it takes long."""
    return Screen(texts.say("workbook.import.reading"))


def which_compound(texts: Texts, draft_id: int, compounds: Sequence[Compound]) -> Screen:
    """是哪个小区的名册."""
    found = rows(*(Key(compound.name, ImportInto(draft_id, compound.id)) for compound in compounds))
    return Screen(texts.say("workbook.import.which"), found)


def how_to(texts: Texts, compound_id: int) -> Screen:
    """怎么导入: send the file; the exported one is the form to fill in."""
    text = lines(*(texts.say(f"workbook.import.how_{part}") for part in ("send", "headings", "form", "safe")))
    return Screen(text, ((Key(texts.plain("workbook.export.key"), ExportRegistry(compound_id)),),))


def roster_keys(texts: Texts, actor: Actor, compound_id: int) -> list[Key]:
    """What of this stands under a compound's roster, for those who may: whoever imports finds the export there."""
    may_import = permit(actor, Act.IMPORT_REGISTRY, Place(compound_id)) is None
    may_export = any(place.compound_id in (None, compound_id) for place in places(actor, Act.EXPORT_REGISTRY))
    if may_import:
        return [Key(texts.plain("workbook.import.key"), HowToImport(compound_id))]
    return [Key(texts.plain("workbook.export.key"), ExportRegistry(compound_id))] if may_export else []


def offer_export(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """导出: for those who look after homes and do not see the roster."""
    if len(compounds) == 1:
        export = Key(texts.plain("workbook.export.key"), ExportRegistry(compounds[0].id))
        return Screen(texts.say("workbook.export.offer", name=compounds[0].name), ((export,),))
    found = rows(*(Key(compound.name, ExportRegistry(compound.id)) for compound in compounds))
    return Screen(texts.say("workbook.export.which"), found)


def faulty(texts: Texts, problems: Sequence[Problem]) -> Screen:
    """要先改: the first few of what must be mended; nothing has changed."""
    grave = [problem for problem in problems if problem.grave]
    shown, sheets = grave[:MOST_PROBLEMS], len({problem.sheet for problem in grave}) > 1
    more = texts.say("workbook.import.more", n=len(grave) - len(shown)) if len(grave) > len(shown) else None
    text = lines(
        texts.say("workbook.import.faulty", n=len(grave)),
        *(texts.say("workbook.import.item", words=problem_words(texts, item, sheets=sheets)) for item in shown),
        more,
        texts.say("workbook.import.again"),
    )
    return Screen(text)


def comparison(
    texts: Texts,
    draft_id: int,
    *,
    name: str,
    difference: Difference,
    problems: Sequence[Problem],
    changed: bool = False,
) -> Screen:
    """对比好了: what would change. `changed`: somebody changed the register since it was shown before."""
    head = "workbook.import.changed" if changed else "workbook.import.proposal"
    text = lines(
        texts.say(head, name=name),
        *_findings(texts, difference, problems)[:MOST_FINDINGS],
        texts.say("workbook.import.sealed"),
    )
    confirm = Key(texts.plain("workbook.import.confirm"), ConfirmImport(draft_id))
    return Screen(text, ((confirm, Key(texts.plain("workbook.import.drop"), DropImport(draft_id))),))


def _findings(texts: Texts, difference: Difference, problems: Sequence[Problem]) -> list[Markup]:
    counts, doubts = difference.counts, Counter(problem.flaw for problem in problems)
    other = sum(counts[name] for name in OTHER_CHANGES)
    unwanted = [problem.heading for problem in problems if problem.flaw is Flaw.SENSITIVE_COLUMN]
    left = len(problems) - doubts[Flaw.SAME_NAME] - len(unwanted)
    found: list[tuple[bool, str, Mapping[str, Any]]] = [
        (bool(unwanted), "unwanted", {"columns": texts.plain("workbook.between").join(unwanted)}),
        (bool(counts["new"]), "new", {"n": counts["new"], "buildings": counts["buildings"]}),
        (
            bool(counts["area"] or counts["owners"] or other),
            "other",
            {"area": counts["area"], "owners": counts["owners"], "other": other},
        ),
        (bool(doubts[Flaw.SAME_NAME]), "same_name", {"n": doubts[Flaw.SAME_NAME]}),
        (bool(counts["missing"] or counts["absent"]), "missing", {"n": counts["missing"], "absent": counts["absent"]}),
        (left > 0, "doubts", {"n": left}),
        (
            bool(counts["ownerless"] or counts["unmeasured"]),
            "unknown",
            {"owners": counts["ownerless"], "areas": counts["unmeasured"]},
        ),
    ]
    return [texts.say(f"workbook.finding.{name}", **facts) for there, name, facts in found if there]


def unchanged(texts: Texts, *, name: str, difference: Difference, problems: Sequence[Problem]) -> Screen:
    """0 处变化."""
    found = _findings(texts, difference, problems)[: MOST_FINDINGS - 1]
    return Screen(lines(texts.say("workbook.import.unchanged", name=name), *found))


def imported(texts: Texts, *, name: str, counts: Mapping[str, int]) -> Screen:
    """导入好了."""
    changed = counts["homes"] - counts["new"]
    return ending(texts, texts.say("workbook.import.done", name=name, new=counts["new"], changed=changed), "roster")


def dropped(texts: Texts) -> Screen:
    """先不导入: nothing changed."""
    return ending(texts, texts.say("workbook.import.dropped"), "roster")


def gone(texts: Texts) -> Screen:
    """The file cannot be fetched any more, or is another one."""
    return ending(texts, texts.say("workbook.import.gone"), "roster")


def told(texts: Texts, problems: Sequence[Problem], difference: Difference) -> list[str]:
    """Everything, a line each: what must be mended, what to think of, what changes."""
    sheets = len({problem.sheet for problem in problems}) > 1
    return [
        *(problem_words(texts, problem, sheets=sheets) for problem in problems),
        *difference_words(texts, difference),
    ]


def needs_list(problems: Sequence[Problem], difference: Difference) -> bool:
    """Whether a screen cannot say all of it."""
    grave = sum(problem.grave for problem in problems)
    changes = [change for change in difference.changes if change.kind.value != "new"]
    return grave > MOST_PROBLEMS or (not grave and bool(problems or changes or difference.missing))


def whole_list(texts: Texts, *, name: str, problems: Sequence[Problem], difference: Difference) -> Screen:
    """The whole list as a workbook: what must be mended first, then what changes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(texts.plain("workbook.list.sheet"))
        for column, heading in enumerate(("weight", "sheet", "where", "what")):
            sheet.write_string(0, column, texts.plain(f"workbook.list.{heading}"), bold)
        for row, values in enumerate(_listed(texts, problems, difference), start=1):
            for column, value in enumerate(values):
                sheet.write_string(row, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 2, 22)
        sheet.set_column(3, 3, 90)
    filename = texts.plain("workbook.list.filename", name=name)
    return Screen(texts.say("workbook.list.caption"), document=file.getvalue(), filename=filename)


def _listed(texts: Texts, problems: Sequence[Problem], difference: Difference) -> list[tuple[str, str, str, str]]:
    found = [
        (
            texts.plain("workbook.list.grave" if problem.grave else "workbook.list.doubt"),
            problem.sheet,
            place_words(texts, problem),
            flaw_words(texts, problem),
        )
        for problem in problems
    ]
    change = texts.plain("workbook.list.change")
    return found + [(change, "", "", words) for words in difference_words(texts, difference)]
