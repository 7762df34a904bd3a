"""4.3 微心愿: 139 wishes, heard at meetings, doors, on forms, by the hotline; the board says how many are claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.outcomes import Done
from domain.registry import Actor, Place, RoleKind
from domain.wishes import ENTERED, WishChannel
from rendering.texts import texts
from rendering.wishes import board, sources
from services.wish_pages import wish_board, wish_page
from services.wishes import enter_wish
from services.wishes_claims import claim_wish, receive_wish
from storage.database import Database
from storage.schema.traffic import outbox
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.cities import NATIONAL

WISHES, CLAIMED, FULFILLED = 139, 136, 100
CLAIMERS = -(-CLAIMED // NATIONAL.wishes.claims_most.value) + 20


@dataclass
class Wished:
    """Wishes with what was said and should not be read."""

    database: Database
    town: Town
    at: datetime

    async def take_down(self, n: int) -> int:
        channel = ENTERED[n % len(ENTERED)]
        words = f"第{n}件：{6 + n % 80}岁，住3号楼2单元301，想要一副老花镜"
        made = await enter_wish(
            self.database,
            actor=self.town["赵主任"].actor,
            place=Place(self.town.compound_id),
            words=words,
            channel=channel,
            agreed=True,
            source=f"wish {n}",
            at=self.at,
        )
        assert isinstance(made, Done), made
        return int(made["wish_id"])

    async def claim(self, actor: Actor, wish_id: int) -> None:
        claimed = await claim_wish(self.database, actor=actor, wish_id=wish_id, source=f"claim {wish_id}", at=self.at)
        assert isinstance(claimed, Done), claimed

    async def receive(self, wish_id: int) -> None:
        chair = self.town["赵主任"].actor
        done = await receive_wish(self.database, actor=chair, wish_id=wish_id, source=f"received {wish_id}", at=self.at)
        assert isinstance(done, Done), done

    async def neighbours(self, count: int) -> list[Neighbour]:
        place = Place(self.town.compound_id, self.town.buildings["3号楼"])
        async with self.database.transaction() as transaction:
            return [
                await settle_in(transaction, f"邻居{n}", 4400 + n, RoleKind.RESIDENT, place, self.at)
                for n in range(count)
            ]


async def test_139_wishes_by_four_ways_are_claimed_and_fulfilled(embedded: Database, at: datetime) -> None:
    wished = Wished(embedded, await found_town(embedded, at), at)
    numbers = [await wished.take_down(n) for n in range(WISHES)]
    people = await wished.neighbours(CLAIMERS)
    for n, number in enumerate(numbers[:CLAIMED]):
        await wished.claim(people[n % CLAIMERS].actor, number)
    for number in numbers[:FULFILLED]:
        await wished.receive(number)

    compound, said = wished.town.compound_id, texts("zh_Hans")
    counts, shown = await wish_board(embedded, compound_id=compound, tab="open", first=0, most=3)
    assert counts.total == WISHES and counts.ever_claimed == CLAIMED
    assert sum(total for total, _, _ in counts.by_channel.values()) == WISHES
    assert set(counts.by_channel) == set(ENTERED) and WishChannel.CHAT not in counts.by_channel
    screen = board(said, counts, shown, "open", 0, serves=False)
    assert "共 139 个" in screen.text
    assert "等人认领 3/139 · 有人认领了 36/139 · 办到了 100/139" in screen.text
    assert "一共 139 个，认领了 136 个（97.8%）" in sources(said, counts).text


async def test_no_notice_and_no_page_has_name_door_or_age(embedded: Database, at: datetime) -> None:
    wished = Wished(embedded, await found_town(embedded, at), at)
    number = await wished.take_down(2)
    (neighbour,) = await wished.neighbours(1)
    await wished.claim(neighbour.actor, number)
    await wished.receive(number)
    page = await wish_page(embedded, actor=neighbour.actor, wish_id=number)
    async with embedded.reading() as transaction:
        rows = await transaction.outbox.rows(outbox.select().where(outbox.c.template == "wishes.told"))
    assert page is not None and len(rows) == 2
    for words in (page.wish.words, *(str(row.facts) for row in rows)):
        assert not [secret for secret in ("8岁", "301", "邻居0", "赵主任") if secret in words], words
