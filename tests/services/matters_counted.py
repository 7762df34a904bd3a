"""Ballots that were counted, read apart from the services: one a home, on the roll that was frozen, proxies few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from storage.database import Database
from storage.schema.records import attachments
from storage.schema.voting import ballots, vote_heads, vote_papers, vote_proxies, votes

MOST_PROXIES = 3
"""Homes that one person may vote for beside their own (指导规则; 居委会组织法19)."""
STANDS = ("confirmed", "disputed")
CHOICES = ("approve", "reject", "abstain")


@dataclass
class Counted:
    """What a vote was counted on, as it was seen first; raises where it is another now."""

    database: Database
    rolls: dict[int, tuple[int, int]] = field(default_factory=dict)
    results: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    papers: int = 0
    held: int = 0

    async def look(self) -> None:
        heads, sheets, letters, results = await self._read()
        self._frozen(heads)
        self._papers(sheets)
        self._proxies(letters)
        for row in results:
            await self._counted_once(row)

    async def _read(self) -> tuple[Sequence[Row[Any]], ...]:
        of_vote = vote_heads.c.vote_id
        rolls = select(of_vote, func.count().label("n"), func.sum(vote_heads.c.id).label("sum")).group_by(of_vote)
        sheets = select(vote_papers).where(vote_papers.c.state.in_(STANDS))
        live = select(of_vote, vote_proxies).join(vote_heads).where(vote_proxies.c.state != "ended")
        results = select(votes.c.id, votes.c.result, votes.c.constituency).where(
            votes.c.result.is_not(None), votes.c.id.not_in(sorted(self.results))
        )
        async with self.database.reading() as transaction:
            return tuple([(await transaction.connection.execute(one)).all() for one in (rolls, sheets, live, results)])

    def _frozen(self, rolls: Iterable[Row[Any]]) -> None:
        """名册冻结: whoever moves in later is not on it, whoever left is not taken off."""
        for row in rolls:
            kept = self.rolls.setdefault(row.vote_id, (row.n, row.sum))
            assert kept == (row.n, row.sum), f"vote {row.vote_id}: its roll has changed"

    def _papers(self, sheets: Sequence[Row[Any]]) -> None:
        """一户一张: no number counts twice, and none that one person alone has seen."""
        heads = [sheet.head_id for sheet in sheets]
        assert len(heads) == len(set(heads)), "a home's paper counts twice"
        for sheet in sheets:
            assert sheet.entered_by is not None and sheet.confirmed_by is not None, f"paper {sheet.id}"
            assert sheet.entered_by != sheet.confirmed_by, f"paper {sheet.id}: one person alone"
        self.papers = max(self.papers, len(sheets))

    def _proxies(self, letters: Sequence[Row[Any]]) -> None:
        holding: dict[tuple[int, int], set[int]] = defaultdict(set)
        for letter in letters:
            homes = holding[letter.vote_id, letter.holder_id]
            assert letter.head_id not in homes, f"head {letter.head_id} is named twice"
            homes.add(letter.head_id)
        for (vote, holder), homes in holding.items():
            assert len(homes) <= MOST_PROXIES, f"vote {vote}: {holder} votes for {len(homes)} homes"
        self.held = max([self.held, *map(len, holding.values())])

    async def _counted_once(self, vote: Row[Any]) -> None:
        """Each home's paper, or else its last press, and that once: what was counted is what lies in the box."""
        self.results[vote.id] = vote.result
        if vote.constituency == "representatives":
            return
        cast = select(ballots).join(vote_heads).where(vote_heads.c.vote_id == vote.id).order_by(ballots.c.seq)
        papers = select(vote_papers).where(vote_papers.c.vote_id == vote.id, vote_papers.c.state.in_(STANDS))
        async with self.database.reading() as transaction:
            run = transaction.connection.execute
            pressed = {row.head_id: row.choice for row in (await run(cast)).all() if not row.paper}
            on_paper = {row.head_id: row.choice for row in (await run(papers)).all()}
            photos = set((await run(select(attachments.c.subject).where(attachments.c.state == "stored"))).scalars())
            numbers = [f"vote_paper:{row.id}" for row in (await run(papers)).all()]
        assert set(numbers) <= photos, f"vote {vote.id}: a paper without its photo counts"
        spoken = list({**pressed, **on_paper}.values())
        said = {choice: sum(choice in one for one in spoken) for choice in CHOICES}
        told = [vote.result[name]["heads"] for name in ("approved", "rejected", "abstained")]
        assert told == list(said.values()), f"vote {vote.id}: {told} were counted, {said} lie there"
