"""Slips' records (一户一码): found by a keyed hash of their code, used once, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select, update

from domain.slips import Guessing, Slip, SlipKind, read_guessing
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.joining import slips
from storage.schema.registry import compounds, installation
from storage.sealing import Keys

CODE = "slip"
"""What codes are hashed for."""
GUESSES = "slip_guesses"

GOOD = and_(
    slips.c.used_at.is_(None),
    slips.c.revoked_at.is_(None),
    or_(slips.c.expires_at.is_(None), slips.c.expires_at > bindparam("at", type_=Moment())),
)
BY_CODE = select(slips).where(slips.c.code_hash.in_(bindparam("hashes", expanding=True)))
FIND = select(slips).where(slips.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
OPEN_HOME = select(slips).where(
    slips.c.unit_id == bindparam("unit"),
    slips.c.kind == SlipKind.HOME.value,
    slips.c.used_at.is_(None),
    slips.c.revoked_at.is_(None),
)
OPEN_IN = select(slips.c.unit_id).where(
    slips.c.compound_id == bindparam("compound"),
    slips.c.kind == SlipKind.HOME.value,
    slips.c.used_at.is_(None),
    slips.c.revoked_at.is_(None),
)
CODES_OUT = select(func.count()).where(
    slips.c.unit_id == bindparam("unit"), slips.c.kind == SlipKind.FAMILY.value, GOOD
)
LOCK_COMPOUND = select(compounds.c.id).where(compounds.c.id == bindparam("key")).with_for_update(key_share=True)
LAST_SERIAL = select(func.max(slips.c.serial)).where(slips.c.compound_id == bindparam("compound"))
USE = (
    update(slips)
    .where(slips.c.id == bindparam("key"), GOOD)
    .values(used_by=bindparam("person"), used_at=bindparam("at", type_=Moment()))
)
REVOKE = (
    update(slips)
    .where(slips.c.id == bindparam("key"), slips.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("moment", type_=Moment()))
)
REVOKE_HOME = (
    update(slips)
    .where(
        slips.c.unit_id == bindparam("unit"),
        slips.c.kind == SlipKind.HOME.value,
        slips.c.used_at.is_(None),
        slips.c.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("moment", type_=Moment()))
)
REVOKE_OPEN = (
    update(slips)
    .where(slips.c.unit_id == bindparam("unit"), slips.c.used_at.is_(None), slips.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("moment", type_=Moment()))
)
REVOKE_OF = (
    update(slips)
    .where(
        slips.c.unit_id == bindparam("unit"),
        slips.c.revoked_at.is_(None),
        or_(
            slips.c.used_by == bindparam("person"),
            and_(
                slips.c.made_by == bindparam("person"),
                slips.c.kind == SlipKind.FAMILY.value,
                slips.c.used_at.is_(None),
            ),
        ),
    )
    .values(revoked_at=bindparam("moment", type_=Moment()))
)
KEPT = select(installation.c.value).where(installation.c.key == GUESSES).with_for_update()
KEEP = update(installation).where(installation.c.key == GUESSES).values(value=bindparam("words"))


class Slips(Repository):
    """Codes by hash, by home; guesses of all accounts."""

    async def by_code(self, code: str, keys: Keys) -> Slip | None:
        """The slip with this code, good or not."""
        row = await self.row(BY_CODE, hashes=keys.digests(CODE, code))
        return None if row is None else _slip(row)

    async def find(self, number: int) -> Slip | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _slip(row)

    async def lock(self, number: int) -> Slip | None:
        """The slip, nobody else using or revoking it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _slip(row)

    async def open_home(self, unit_id: int) -> Slip | None:
        """The printed slip of a home that nobody has used."""
        row = await self.row(OPEN_HOME, unit=unit_id)
        return None if row is None else _slip(row)

    async def homes_with_slips(self, compound_id: int) -> set[int]:
        """Homes that have a printed slip nobody has used."""
        return {row.unit_id for row in await self.rows(OPEN_IN, compound=compound_id)}

    async def codes_out(self, unit_id: int, at: datetime) -> int:
        """How many family codes of a home are good."""
        return int(await self.value(CODES_OUT, unit=unit_id, at=at))

    async def lock_compound(self, compound_id: int) -> None:
        """Nobody else makes slips in this compound until the transaction ends."""
        await self.row(LOCK_COMPOUND, key=compound_id)

    async def make(
        self,
        compound_id: int,
        codes: Sequence[tuple[int, str]],
        kind: SlipKind,
        *,
        by: int,
        at: datetime,
        keys: Keys,
        expires_at: datetime | None = None,
    ) -> list[Slip]:
        """New slips, a home and a code each, with the serials that come next in the compound."""
        await self.lock_compound(compound_id)
        last = int(await self.value(LAST_SERIAL, compound=compound_id) or 0)
        made = []
        for serial, (unit_id, code) in enumerate(codes, start=last + 1):
            values = {"compound_id": compound_id, "unit_id": unit_id, "kind": kind.value, "serial": serial}
            sealed = {"code_hash": keys.digest(CODE, code), "key_id": keys.active}
            number = await self.add(slips, **values, **sealed, made_by=by, made_at=at, expires_at=expires_at)
            made.append(Slip(number, compound_id, unit_id, kind, serial, by, expires_at))
        return made

    async def use(self, number: int, person_id: int, at: datetime) -> bool:
        """Use it up; False when somebody else was first, or it is good no more."""
        return await self.run(USE, key=number, person=person_id, at=at) == 1

    async def revoke(self, number: int, at: datetime) -> bool:
        return await self.run(REVOKE, key=number, moment=at) == 1

    async def revoke_home(self, unit_id: int, at: datetime) -> bool:
        """The printed slip of a home that nobody has used."""
        return await self.run(REVOKE_HOME, unit=unit_id, moment=at) > 0

    async def revoke_open(self, unit_id: int, at: datetime) -> int:
        """Every code of a home that nobody has used; how many."""
        return await self.run(REVOKE_OPEN, unit=unit_id, moment=at)

    async def revoke_of(self, unit_id: int, person_id: int, at: datetime) -> int:
        """What brought somebody into a home, and the codes they gave there that nobody has used."""
        return await self.run(REVOKE_OF, unit=unit_id, person=person_id, moment=at)

    async def guessing(self, at: datetime) -> Guessing:
        """Wrong codes of all accounts, nobody else counting until the transaction ends."""
        await self.offer(installation, {"key": GUESSES, "value": Guessing(at, 0).words})
        return read_guessing(str(await self.value(KEPT)))

    async def note_guess(self, guessing: Guessing) -> None:
        await self.run(KEEP, words=guessing.words)


def _slip(row: Row[Any]) -> Slip:
    return Slip(
        id=row.id,
        compound_id=row.compound_id,
        unit_id=row.unit_id,
        kind=SlipKind(row.kind),
        serial=row.serial,
        made_by=row.made_by,
        expires_at=row.expires_at,
        used_by=row.used_by,
        revoked=row.revoked_at is not None,
    )
