"""Whoever watches whistles go by: reads the records after each act, and says what may never be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from storage.database import Database
from storage.schema.issues import issue_steps
from storage.schema.records import attachments, entries
from storage.schema.whistles import whistle_entries, whistle_units, whistles


@dataclass
class Heard:
    """What the records have of whistles just now."""

    whistles: list[Row[Any]]
    units: list[Row[Any]]
    said: list[Row[Any]]
    steps: list[Row[Any]]
    silences: list[Row[Any]]
    shown: set[str]

    def of(self, unit: Row[Any], kind: str) -> list[Row[Any]]:
        return [row for row in self.said if row.whistle_unit_id == unit.id and row.kind == kind]

    def waited_for(self, unit: Row[Any]) -> bool:
        answers = self.of(unit, "answer")
        refused = bool(answers) and answers[-1].says == "not_ours"
        return not refused and not self.of(unit, "released")


@dataclass
class WhistleWatch:
    """Looks after each act; raises where something slipped through."""

    database: Database
    seen: Counter[str] = field(default_factory=Counter)

    async def look(self) -> None:
        heard = await self._read()
        self.seen = Counter(row.kind for row in heard.said)
        self.seen["ended"] = sum(row.ended_at is not None for row in heard.whistles)
        self.seen["silent"] = len(heard.silences)
        for whistle in heard.whistles:
            units = [unit for unit in heard.units if unit.whistle_id == whistle.id]
            assert sum(unit.lead for unit in units) == bool(units), f"whistle {whistle.id}: who leads?"
            for unit in units:
                self._once(heard, unit)
                self._rated(heard, unit, whistle)
            if whistle.ended_at is not None:
                self._ended(heard, whistle, units)
        self._silences(heard)

    async def _read(self) -> Heard:
        async with self.database.reading() as transaction:

            async def rows(table: Any) -> list[Any]:
                return list((await transaction.connection.execute(select(table).order_by(table.c.id))).all())

            silences = [row for row in await rows(entries) if row.type == "unit_silent"]
            files = select(attachments.c.subject)
            shown = {row.subject for row in await transaction.connection.execute(files)}
            return Heard(
                await rows(whistles),
                await rows(whistle_units),
                await rows(whistle_entries),
                await rows(issue_steps),
                silences,
                shown,
            )

    def _once(self, heard: Heard, unit: Row[Any]) -> None:
        """A part is done once, arrived at once, given up once; done with words and a photo."""
        for kind in ("arrived", "done", "released", "rating"):
            assert len(heard.of(unit, kind)) <= 1, f"unit {unit.id}: {kind} twice"
        for done in heard.of(unit, "done"):
            assert done.words and f"whistle_entry:{done.id}" in heard.shown, f"unit {unit.id}: done, and nothing to see"
        for released in heard.of(unit, "released"):
            assert released.words, f"unit {unit.id}: released without a reason"
            assert not heard.of(unit, "done"), f"unit {unit.id}: released what is done"
            later = [row for row in heard.said if row.whistle_unit_id == unit.id and row.id > released.id]
            assert {row.kind for row in later} <= {"rating", "word"}, f"unit {unit.id}: went on after it was released"

    def _rated(self, heard: Heard, unit: Row[Any], whistle: Row[Any]) -> None:
        """By whoever blew it; once there is something to rate."""
        for rating in heard.of(unit, "rating"):
            assert rating.entered_by == whistle.blown_by, f"unit {unit.id}: rated by somebody else"
            before = [row for row in heard.said if row.whistle_unit_id == unit.id and row.id < rating.id]
            answers = [row.says for row in before if row.kind == "answer"]
            over = {"done", "released"} & {row.kind for row in before} or answers[-1:] == ["not_ours"]
            came = answers or [row for row in before if row.kind == "arrived"]
            assert over or (not came and rating.at >= unit.answer_until), f"unit {unit.id}: rated too early"

    def _ended(self, heard: Heard, whistle: Row[Any], units: list[Row[Any]]) -> None:
        """Everybody whose part is waited for has done it, whoever leads among them; nothing is put down later."""
        waited = [unit for unit in units if heard.waited_for(unit)]
        assert any(unit.lead for unit in waited), f"whistle {whistle.id}: ended without whoever leads"
        assert all(heard.of(unit, "done") for unit in waited), f"whistle {whistle.id}: ended, and a part is not done"
        numbers = {unit.id for unit in units}
        ours = [row for row in heard.said if row.whistle_unit_id in numbers]
        last = max(row.id for row in ours if row.kind == "done")
        assert {row.kind for row in ours if row.id > last} <= {"rating", "word"}, f"whistle {whistle.id}: went on"
        self._independent(heard, whistle, [row for row in ours if row.kind == "done"])

    def _independent(self, heard: Heard, whistle: Row[Any], parts: list[Row[Any]]) -> None:
        """Who put down a part does not look at the report that it finished."""
        mine = [step for step in heard.steps if step.issue_id == whistle.issue_id]
        done = next((n for n, step in enumerate(mine) if step.kind == "done" and step.at == whistle.ended_at), None)
        for step in mine[done + 1 :] if done is not None else ():
            if step.kind in ("done", "reopen", "send_back"):
                return
            if step.kind in ("check", "solved"):
                assert step.by not in {part.entered_by for part in parts}, f"whistle {whistle.id}: {step.by} looked"
                self.seen["looked"] += 1

    def _silences(self, heard: Heard) -> None:
        """On record once for each unit, at the end of its time, and only where nothing had come of it by then."""
        streams = Counter((row.stream, row.body["unit"]) for row in heard.silences)
        assert max(streams.values(), default=0) <= 1, "silent twice"
        for row in heard.silences:
            unit = next(one for one in heard.units if one.id == row.body["unit"])
            came = [
                one
                for one in heard.said
                if one.whistle_unit_id == unit.id
                and one.kind in ("answer", "arrived", "done", "released")
                and one.at < unit.answer_until
            ]
            assert not came, f"unit {unit.id}: silent, and it had answered"
