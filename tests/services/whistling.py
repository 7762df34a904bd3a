"""How the stories of whistles begin: one is blown, for a report or by itself, a unit is called, and answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.issues import File, Progress
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome, Refusal
from domain.partners import PartnerWords
from domain.registry import Actor, Place
from domain.whistles import Answering, CalledUnit, Whistle, WhistleKind, WhistlePage, WhistleSays
from services import issues, partners, whistles, whistles_answers
from services.links import link_token, open_link
from services.whistle_pages import whistle_page
from storage.database import Database
from tests.builders import Town

SOURCES = count()
PHOTO = File("photo", "whistle-1", size=3)
NOT_OURS = Answering(WhistleSays.NOT_OURS, "张工", "参谋", "归城管")


async def blow(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """A whistle by itself."""
    what: dict[str, Any] = {"kind": WhistleKind.JOINT, "topic": "消防通道被占"}
    return await whistles.blow_whistle(database, actor=actor, place=place, **what, source=_source(), at=at)


async def stand_by(database: Database, compound_id: int, actor: Actor, at: datetime, name: str = "") -> Outcome:
    """A unit is written down as standing by a compound."""
    wanted = PartnerWords(name or f"{next(SOURCES)}号供电所", "社区联络岗", "换公共灯")
    return await partners.write_partner(
        database, actor=actor, compound_id=compound_id, wanted=wanted, source=_source(), at=at
    )


async def come_and_go(database: Database, compound_id: int, actor: Actor, at: datetime) -> Outcome:
    """One is written down and ended: there is room for the next."""
    outcome = await stand_by(database, compound_id, actor, at)
    if isinstance(outcome, Refusal):
        return outcome
    number = int(outcome["partner_id"])
    return await partners.end_partner(database, actor=actor, partner_id=number, source=_source(), at=at)


def _source() -> str:
    return f"whistle {next(SOURCES)}"


def coming(at: datetime, hours: int = 2) -> Answering:
    """It comes so many hours later."""
    return Answering(WhistleSays.COMING, "张工", "参谋", comes_at=at + timedelta(hours=hours))


@dataclass
class Corner:
    """中华园, where whistles are blown; the time stands until somebody moves it."""

    database: Database
    town: Town
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Outcome:
        return await act(self.database, actor=self.town[who].actor, source=_source(), at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return f"{outcome.reason}.{outcome.facts.get('what', '')}"

    async def blows(self, kind: WhistleKind = WhistleKind.JOINT, issue_id: int | None = None) -> int:
        values: dict[str, Any] = {"kind": kind, "topic": "消防通道被占", "issue_id": issue_id}
        return int((await self.done(whistles.blow_whistle, place=self.town.place, **values))["whistle_id"])

    async def calls(self, whistle_id: int, name: str = "消防", days: int = 3) -> int:
        values: dict[str, Any] = {"whistle_id": whistle_id, "name": name, "goal": "清出通道", "days": days}
        return int((await self.done(whistles.call_unit, **values))["unit_id"])

    async def link(self, unit_id: int) -> PersonalLink:
        handed = await self.done(whistles.hand_on, unit_id=unit_id)
        token = await link_token(self.database, link_id=handed["link_id"])
        assert token is not None
        opened = await open_link(self.database, token=token, at=self.at)
        assert isinstance(opened, PersonalLink)
        return opened

    async def by_link(self, act: Callable[..., Awaitable[Outcome]], link: PersonalLink, **values: Any) -> str:
        """Why not; empty where it is put down."""
        outcome = await act(self.database, link=link, source=_source(), at=self.at, **values)
        return f"{outcome.reason}.{outcome.facts['what']}" if isinstance(outcome, Refusal) else ""

    async def answers(self, unit_id: int, said: Answering | None = None) -> str:
        said = said or coming(self.at)
        return await self.by_link(whistles_answers.answer_by_link, await self.link(unit_id), said=said)

    async def finishes(self, unit_id: int, text: str = "清完了") -> Done:
        return await self.done(whistles_answers.finish_part, unit_id=unit_id, text=text, files=(PHOTO,))

    async def silent(self, unit_id: int, due: datetime | None = None) -> Outcome:
        """The row of its clock is played."""
        subject, source = f"whistle_unit:{unit_id}", f"due {next(SOURCES)}"
        return await whistles.note_silent(self.database, subject=subject, due=due or self.at, source=source, at=self.at)

    async def page(self, whistle_id: int, who: str = "赵主任") -> WhistlePage:
        found = await whistle_page(self.database, actor=self.town[who].actor, whistle_id=whistle_id)
        assert found is not None
        return found

    async def whistle(self, whistle_id: int) -> Whistle:
        return (await self.page(whistle_id)).whistle

    async def unit(self, whistle_id: int, unit_id: int) -> CalledUnit:
        unit = (await self.whistle(whistle_id)).unit(unit_id)
        assert unit is not None
        return unit

    async def report(self, issue_id: int, who: str = "王阿姨") -> Progress:
        seen = await issues.progress(self.database, actor=self.town[who].actor, issue_id=issue_id, at=self.at)
        assert isinstance(seen, Progress)
        return seen
