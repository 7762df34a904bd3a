"""What happens at the doors of a vote on a matter: paper ballots, written proxies, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from domain.deliberation.matters import Matter
from domain.voting.votes import Vote
from services import vote_papers, vote_proxies
from storage.schema.voting import vote_heads, vote_units, votes
from storage.schema.voting import vote_papers as sheets
from storage.schema.voting import vote_proxies as proxies
from tests.builders import Neighbour
from tests.services.matters_town import NO, YES, Commons

RUNG, LETTERS = 0.8, 4
"""How often somebody goes along the doors of a vote; homes that want to name the same person."""


async def rows(commons: Commons, statement: Any) -> Sequence[Row[Any]]:
    async with commons.database.reading() as transaction:
        return (await transaction.connection.execute(statement)).all()


async def ring(commons: Commons, vote: Vote) -> None:
    """The leader goes along the doors: some name whom they trust, some vote on paper; another member looks at each."""
    if not vote.at_doors or commons.dice.random() >= RUNG:
        return
    homes = await rows(
        commons,
        select(vote_heads.c.id, vote_units.c.unit_id)
        .join(vote_units, vote_units.c.head_id == vote_heads.c.id)
        .where(vote_heads.c.vote_id == vote.id)
        .order_by(vote_heads.c.id),
    )
    leader, trusted = commons.town["李楼长"], commons.town["陈租客"]
    for home in homes[:LETTERS]:
        await _name(commons, vote.id, home.unit_id, trusted, leader)
    await commons.does(vote_papers.issue_papers, leader, vote_id=vote.id, unit_ids=[home.unit_id for home in homes])
    for paper in (await rows(commons, select(sheets).where(sheets.c.vote_id == vote.id).order_by(sheets.c.id)))[-2:]:
        await enter(commons, paper.id, leader)
    await commons.fetches()
    await _looked_at(commons, vote.id)
    named = (
        select(proxies).join(vote_heads, vote_heads.c.id == proxies.c.head_id).where(vote_heads.c.vote_id == vote.id)
    )
    for proxy in await rows(commons, named.order_by(proxies.c.id)):
        await commons.casts(vote.id, proxy.head_id, trusted.person_id, YES)


async def _name(commons: Commons, vote: int, unit: int, holder: Neighbour, by: Neighbour) -> None:
    letter = {"holder_id": holder.person_id, "photo": "letter", "size": None, "draft_id": 0}
    await commons.does(vote_proxies.enter_proxy, by, vote_id=vote, unit_id=unit, **letter)


async def enter(commons: Commons, paper: int, by: Neighbour) -> None:
    marks = commons.dice.choice((YES, NO))
    sheet = {"marks": marks, "photo": "sheet", "size": None, "draft_id": 0}
    await commons.does(vote_papers.enter_paper, by, paper_id=paper, **sheet)


async def _looked_at(commons: Commons, vote: int) -> None:
    """By another than whoever entered it; by whoever did, in vain."""
    for by in (commons.town["李楼长"], commons.dice.choice(commons.members)):
        for proxy in await rows(commons, select(proxies).where(proxies.c.state == "entered").order_by(proxies.c.id)):
            await commons.does(vote_proxies.confirm_proxy, by, proxy_id=proxy.id)
        waiting = select(sheets).where(sheets.c.vote_id == vote, sheets.c.state == "entered").order_by(sheets.c.id)
        for paper in await rows(commons, waiting):
            await commons.does(vote_papers.confirm_paper, by, paper_id=paper.id)


async def at_doors(commons: Commons, matter: Matter) -> object:
    """Anything at all with any sheet or letter of any vote, by anybody."""
    dice, who = commons.dice, commons.anybody()
    found = await rows(commons, select(sheets.c.id).order_by(sheets.c.id))
    letters = await rows(commons, select(proxies.c.id).order_by(proxies.c.id))
    polled = await rows(commons, select(votes.c.id).order_by(votes.c.id))
    deed = dice.randint(0, 5)
    if deed < 4 and found:
        paper = dice.choice(found).id
        if deed == 0:
            return await enter(commons, paper, who)
        act = (vote_papers.confirm_paper, vote_papers.reject_paper, vote_papers.disown_paper)[deed - 1]
        return await commons.does(act, who, paper_id=paper)
    if deed == 4 and letters:
        act = dice.choice((vote_proxies.confirm_proxy, vote_proxies.reject_proxy, vote_proxies.end_proxy))
        return await commons.does(act, who, proxy_id=dice.choice(letters).id)
    if polled:
        return await _name(commons, dice.choice(polled).id, dice.choice(commons.units), commons.anybody(), who)
    return None
