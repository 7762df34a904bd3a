"""Personal links are lent for some days, opened with nothing but their token, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.links import LONGEST_LIFE, LinkPurpose, PersonalLink
from domain.outcomes import Done, Reason, Refusal
from services.links import lend, link_token, open_link, revoke_link
from storage.database import Database
from storage.schema.printing import personal_links
from storage.sealing import Keys
from tests.builders import KEYS, Town, found_town

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "link"})


async def lent(database: Database, town: Town, at: datetime, lasts: timedelta = timedelta(days=7)) -> tuple[int, str]:
    """A link that 赵主任 lends, and its token."""
    async with database.transaction() as transaction:
        by = town["赵主任"].person_id
        link = await lend(transaction, purpose=LinkPurpose.UNIT, subject="unit:9", by=by, lasts=lasts, at=at)
    token = await link_token(database, link_id=link.id)
    assert token is not None
    return link.id, token


async def test_whoever_holds_the_token_opens_it_until_it_runs_out(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    _, token = await lent(database, town, at)
    for later in (0, 3, 6):
        opened = await open_link(database, token=token, at=at + timedelta(days=later))
        assert isinstance(opened, PersonalLink)
        assert (opened.purpose, opened.subject) == (LinkPurpose.UNIT, "unit:9")
    assert await open_link(database, token=token, at=at + timedelta(days=7)) == Refusal(
        Reason.EXPIRED, {"what": "link"}
    )


async def test_what_was_not_signed_here_opens_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number, token = await lent(database, town, at)
    other, _ = await lent(database, town, at)
    signature = token.partition("-")[2]
    for forged in ("", "nonsense", f"{other}-{signature}", f"{other + 9}-{signature}", f"{number}-{'0' * 32}"):
        assert await open_link(database, token=forged, at=at) == UNKNOWN


async def test_a_lender_takes_a_link_back_once_others_cannot(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number, token = await lent(database, town, at)

    async def revoke(who: str, link_id: int = number) -> Done | Refusal:
        return await revoke_link(database, actor=town[who].actor, link_id=link_id, source=f"{who} {link_id}", at=at)

    assert await revoke("李楼长") == Refusal(Reason.NOT_YOURS, {"what": "link"})
    assert isinstance(await open_link(database, token=token, at=at), PersonalLink)
    assert await revoke("赵主任") == Done({"link_id": number})
    assert await revoke("钱管理") == Refusal(Reason.ALREADY_DONE, {"what": "link_revoked"})
    assert await revoke("赵主任", number + 1) == UNKNOWN
    assert await open_link(database, token=token, at=at) == Refusal(Reason.WRONG_STATE, {"what": "link_revoked"})


async def test_a_link_outlives_a_change_of_keys_and_not_their_loss(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    _, token = await lent(embedded, town, at)
    embedded.keys = Keys("k2", {**KEYS.keys, "k2": b"n" * 32})
    assert isinstance(await open_link(embedded, token=token, at=at), PersonalLink)
    embedded.keys = Keys("k3", {"k3": b"x" * 32})
    assert await open_link(embedded, token=token, at=at) == UNKNOWN


async def test_the_records_hold_no_token(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    _, token = await lent(embedded, town, at)
    async with embedded.reading() as transaction:
        rows = await transaction.links.rows(personal_links.select())
    assert token.partition("-")[2] not in str(rows)
    assert await link_token(embedded, link_id=99) is None


@pytest.mark.parametrize("lasts", [timedelta(0), LONGEST_LIFE + timedelta(seconds=1)])
async def test_no_link_lasts_for_ever(embedded: Database, at: datetime, lasts: timedelta) -> None:
    town = await found_town(embedded, at)
    with pytest.raises(AssertionError, match="runs out"):
        await lent(embedded, town, at, lasts)
