"""网上公示栏: what a compound lets anybody read: one page, a page for each matter, for the money, for each year."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain.board_facts import FIRST_YEAR, BoardFacts, MatterFile, matching
from rendering import board_json
from rendering.board_calendar import calendar
from rendering.board_pages import Entry, Hand, counts, live, stream_line, words_of
from services.board_pages import BoardReader
from web.front import Front
from web.keeping import Drawn, Kept
from web.layout import Reading, drawn
from web.live import Streams

MOST, MOST_SOLVED, MOST_FOUND = 20, 10, 40
LONGEST_ASKED = 40
"""Signs that are looked for."""
FIRST_DAY = date(FIRST_YEAR, 1, 1)
HTML, JSON, CALENDAR, EVENTS = "text/html", "application/json", "text/calendar", "text/event-stream"

Make = Callable[[Request, Reading], Awaitable[Drawn | None]]


def routes(front: Front, seconds: Callable[[], float], streams: Streams) -> list[BaseRoute]:
    """`/b/` and the compound's code."""
    pages = BoardPages(front, seconds)
    at = "/b/{code:str}"
    return [
        Route(at, pages.kept(pages.board)),
        Route(f"{at}/board.json", pages.kept(pages.board_json)),
        Route(f"{at}/calendar.ics", pages.kept(pages.calendar)),
        Route(f"{at}/live", pages.live(streams)),
        Route(f"{at}/money", pages.kept(pages.money)),
        Route(f"{at}/reports", pages.kept(pages.reports)),
        Route(f"{at}/search", pages.aside(pages.search)),
        Route(f"{at}/m/{{number:number}}", pages.kept(pages.matter)),
        Route(f"{at}/m/{{number:number}}.json", pages.kept(pages.matter_json)),
        Route(f"{at}/journal/{{day:str}}.json", pages.aside(pages.journal_json)),
        Route(f"{at}/journal/{{day:str}}", pages.aside(pages.journal)),
        Route(f"{at}/{{year:number}}", pages.kept(pages.year)),
        Route(f"{at}/{{year:number}}.json", pages.kept(pages.year_json)),
    ]


class BoardPages:
    """The pages of boards (公示栏的页), with what they were read from kept for some seconds."""

    def __init__(self, front: Front, seconds: Callable[[], float]) -> None:
        self._front, self._reader = front, BoardReader(front.database, front.covers)
        self._pages: Kept[Drawn] = Kept(seconds, worth=_found)
        self._aside: Kept[Drawn] = Kept(seconds, worth=_found)
        self._facts: Kept[BoardFacts | None] = Kept(seconds)
        self._every: Kept[list[tuple[str, Entry]]] = Kept(seconds, worth=lambda _: True)

    def kept(self, make: Make) -> Callable[[Request], Awaitable[Response]]:
        """A page that is drawn anew after some seconds at the soonest."""
        return partial(self._page_of, self._pages, make)

    def aside(self, make: Make) -> Callable[[Request], Awaitable[Response]]:
        """The same of a page of which there are as many as anybody asks for: it takes no place of the others."""
        return partial(self._page_of, self._aside, make)

    async def _page_of(self, shelf: Kept[Drawn], make: Make, request: Request) -> Response:
        asks = request.query_params.get("q", "")[:LONGEST_ASKED] if make == self.search else ""
        reading = Reading.of(request, self._front, asks=asks)
        where = tuple(request.path_params.items())  # however the address spells it, and whatever stands behind it
        key = (make, where, replace(reading, path=""))
        found = await shelf.get(key, partial(self._made, make, request, reading))
        return found.answer(request)

    async def _made(self, make: Make, request: Request, reading: Reading) -> Drawn:
        """Where nothing is up, it is the same answer as where nothing ever was."""
        return await make(request, reading) or self._page(
            reading, "wrong", 404, words=reading.texts.say("web.wrong.board"), telegram=self._front.telegram()
        )

    def live(self, streams: Streams) -> Callable[[Request], Awaitable[Response]]:
        """The figures that move, for whoever keeps the page open."""

        async def stream(request: Request) -> Response:
            reading, code = Reading.of(request, self._front), request.path_params["code"]
            if await self._read(code) is None:
                return Response(status_code=404, headers={"Cache-Control": "no-store"})
            if request.method == "HEAD":
                return Response(headers={"Cache-Control": "no-store"}, media_type=EVENTS)
            return streams.follow(partial(self._figures, reading, code))

        return stream

    async def _figures(self, reading: Reading, code: str) -> str | None:
        facts = await self._read(code)
        if facts is None:
            return None
        return json.dumps(live(reading.texts.speaking(facts.words), facts), ensure_ascii=False, sort_keys=True)

    async def _read(self, code: str, year: int | None = None) -> BoardFacts | None:
        """What stands there, read once for all pages of some seconds; of a year that something stands under."""
        if year is not None and ((now := await self._read(code)) is None or year not in now.years):
            return None
        return await self._facts.get((code, year), lambda: self._reader.board(code, self._front.now(), year))

    def _hand(self, reading: Reading) -> Hand:
        return Hand(reading.texts, self._front.zone, self._front.now())

    def _page(self, reading: Reading, template: str, status: int = 200, **facts: object) -> Drawn:
        return Drawn(drawn(reading, template, **facts).encode(), HTML, status)

    async def board(self, request: Request, reading: Reading) -> Drawn | None:
        """Everything on one page, what is asked of residents first."""
        facts = await self._read(request.path_params["code"])
        if facts is None:
            return None
        reading = reading.speaking(facts.words)
        hand, this_year = self._hand(reading), self._today().year
        return self._page(
            reading,
            "board",
            facts=facts,
            base=f"/b/{facts.board.code}",
            asked=hand.asked(facts.asked),
            notices=list(map(hand.notice, facts.notices)),
            going=[*map(hand.matter, facts.going), *map(hand.vote, facts.results), *map(hand.matter, facts.over)],
            said=hand.said(facts),
            counts=counts(reading.texts, facts.figures),
            reports=list(map(hand.report, facts.reports[:MOST])),
            more=max(len(facts.reports) - MOST, 0),
            solved=list(map(hand.report, facts.solved[:MOST_SOLVED])),
            more_solved=max(len(facts.solved) - MOST_SOLVED, 0),
            money=[hand.account(one, this_year) for one in facts.funds],
            days=list(map(hand.day, facts.days)),
            today=self._today().isoformat(),
            telegram=self._front.telegram(),
        )

    async def reports(self, request: Request, reading: Reading) -> Drawn | None:
        """Every report that is being dealt with, and every one put right lately."""
        facts = await self._read(request.path_params["code"])
        if facts is None:
            return None
        reading = reading.speaking(facts.words)
        hand = self._hand(reading)
        return self._page(
            reading,
            "board_reports",
            facts=facts,
            base=f"/b/{facts.board.code}",
            counts=counts(reading.texts, facts.figures),
            reports=list(map(hand.report, facts.reports)),
            solved=list(map(hand.report, facts.solved)),
        )

    async def board_json(self, request: Request, _: Reading) -> Drawn | None:
        """The same for machines."""
        facts = await self._read(request.path_params["code"])
        return None if facts is None else _json(board_json.board(facts))

    async def calendar(self, request: Request, reading: Reading) -> Drawn | None:
        """What has a day, for the calendar of a phone."""
        facts = await self._read(request.path_params["code"])
        if facts is None:
            return None
        return Drawn(calendar(reading.texts.speaking(facts.words), facts), CALENDAR)

    async def money(self, request: Request, reading: Reading) -> Drawn | None:
        """Every account with its lines."""
        facts = await self._read(request.path_params["code"])
        if facts is None:
            return None
        reading = reading.speaking(facts.words)
        hand, year = self._hand(reading), self._today().year
        accounts = [(hand.account(one, year), hand.lines(one)) for one in facts.funds]
        return self._page(reading, "board_money", facts=facts, base=f"/b/{facts.board.code}", accounts=accounts)

    async def matter(self, request: Request, reading: Reading) -> Drawn | None:
        """One matter with its line of time and its documents."""
        found = await self._file(request)
        if found is None:
            return None
        reading = reading.speaking(found.words)
        hand, matter = self._hand(reading), found.shown.matter
        return self._page(
            reading,
            "board_matter",
            found=found,
            base=f"/b/{found.board.code}",
            title=reading.texts.say("boards.web.matter", number=matter.number, title=matter.title),
            head=hand.head(found),
            hash=hand.hash(found),
            links=list(map(hand.link, found.links)),
            published=hand.published(found),
            votes=list(map(hand.vote, found.votes)),
            answers=list(map(hand.answer, found.answers)),
            records=list(map(hand.record, found.records)),
            tasks=list(map(hand.task, found.tasks)),
            versions=list(map(hand.version, reversed(found.versions))),
        )

    async def matter_json(self, request: Request, _: Reading) -> Drawn | None:
        """The same for machines."""
        found = await self._file(request)
        return None if found is None else _json(board_json.matter(found))

    async def _file(self, request: Request) -> MatterFile | None:
        code, number = request.path_params["code"], request.path_params["number"]
        return await self._reader.matter(code, number, self._front.now())

    async def year(self, request: Request, reading: Reading) -> Drawn | None:
        """What came to its end in a year."""
        year, facts = request.path_params["year"], await self._of_year(request)
        if facts is None:
            return None
        reading = reading.speaking(facts.words)
        hand = self._hand(reading)
        return self._page(
            reading,
            "board_year",
            facts=facts,
            base=f"/b/{facts.board.code}",
            year=year,
            decided=[*map(hand.vote, facts.results), *map(hand.matter, facts.over)],
            said=hand.said(facts),
            notices=list(map(hand.notice, facts.notices)),
            solved=list(map(hand.report, facts.solved)),
            money=[hand.account(one, year) for one in facts.funds],
        )

    async def year_json(self, request: Request, _: Reading) -> Drawn | None:
        """The same for machines."""
        facts = await self._of_year(request)
        return None if facts is None else _json(board_json.year(facts, self._today().year))

    async def _of_year(self, request: Request) -> BoardFacts | None:
        return await self._read(request.path_params["code"], request.path_params["year"])

    async def search(self, request: Request, reading: Reading) -> Drawn | None:
        """What speaks of something, now and in any year."""
        code = request.path_params["code"]
        now = await self._read(code)
        if now is None:
            return None
        reading = reading.speaking(now.words)
        asked = reading.asks.strip()
        every = await self._every.get((code, reading.lang), partial(self._entries, code, reading)) if asked else []
        hits = [entry for words, entry in every if matching(words, asked)]
        shown, more = hits[:MOST_FOUND], max(len(hits) - MOST_FOUND, 0)
        return self._page(reading, "board_search", facts=now, base=f"/b/{code}", hits=shown, more=more)

    async def _entries(self, code: str, reading: Reading) -> list[tuple[str, Entry]]:
        """Whatever stands there, of whatever year, with its words; read and drawn once for all who search just now."""
        facts = await self._reader.everything(code, self._front.now())
        return [] if facts is None else await asyncio.to_thread(_worded, self._hand(reading), facts)

    async def journal(self, request: Request, reading: Reading) -> Drawn | None:
        """How far the journals were at the end of a day, to compare with what was written down then."""
        found = await self._reader.heads(request.path_params["code"], self._day(request), self._front.now())
        if found is None:
            return None
        spoken = reading.speaking(found.words)
        lines = [stream_line(spoken.texts, one) for one in found.heads]
        return self._page(
            spoken,
            "board_journal",
            found=found,
            title=spoken.texts.say("boards.web.journal_title", day=self._hand(spoken).dated(found.day)),
            lines=lines,
            base=f"/b/{found.board.code}",
            before=found.day - timedelta(days=1) if lines and found.day > FIRST_DAY else None,
            after=found.day + timedelta(days=1) if found.day < self._today() else None,
        )

    async def journal_json(self, request: Request, _: Reading) -> Drawn | None:
        """The same for machines."""
        found = await self._reader.heads(request.path_params["code"], self._day(request), self._front.now())
        return None if found is None else _json(board_json.heads(found))

    def _today(self) -> date:
        return self._front.now().astimezone(self._front.zone).date()

    def _day(self, request: Request) -> date:
        """The day in the address; today where it is none, or to come."""
        try:
            asked = date.fromisoformat(request.path_params["day"])
        except ValueError:
            return self._today()
        return min(max(asked, FIRST_DAY), self._today())


def _found(page: Drawn) -> bool:
    """Whether something is there."""
    return page.status == 200


def _json(found: object) -> Drawn:
    return Drawn(json.dumps(found, ensure_ascii=False, sort_keys=True).encode(), JSON)


def _worded(hand: Hand, facts: BoardFacts) -> list[tuple[str, Entry]]:
    """Each entry once with its words, the latest of a kind first."""
    every = [
        *map(hand.matter, facts.matters),
        *map(hand.vote, facts.votes),
        *map(hand.sounding, facts.soundings),
        *hand.said(facts),
        *map(hand.notice, facts.notices),
        *map(hand.report, (*facts.reports, *facts.solved)),
        *map(hand.day, facts.days),
        *(line for one in facts.funds for line in hand.lines(one)),
    ]
    return [(words_of(entry), entry) for entry in dict.fromkeys(every)]
