"""Owners (业主): who owns which homes; one may own several, and one home may have several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.units import DwellingUnit


@dataclass(frozen=True)
class Owner:
    """An owner as a workbook names them (表里的业主); `number` is the 业主编号, empty where there is none."""

    name: str
    number: str = ""


@dataclass(frozen=True)
class KnownOwner:
    """An owner of the register (名册里的业主), one person."""

    id: int
    name: str
    number: str = ""

    def may_be(self, owner: Owner) -> bool:
        """Whether the workbook may mean this one: the name fits, and the number where it gives one."""
        return self.name == owner.name and owner.number in ("", self.number)


@dataclass(frozen=True)
class KnownUnit:
    """A home of the register with its owners (名册里的一户)."""

    unit: DwellingUnit
    owners: tuple[KnownOwner, ...] = ()

    def owned_by(self, wanted: Sequence[Owner]) -> bool:
        """Whether these are its owners already."""
        known = len(wanted) == len(self.owners)
        return known and all(any(owner.may_be(one) for owner in self.owners) for one in wanted)


@dataclass(frozen=True)
class Ref:
    """An owner in a settlement (指到的业主): one of the register, or one that is to be made."""

    known: int | None = None
    made: int | None = None


@dataclass
class Settlement:
    """Who will own what (业主落实): owners to make, owners to write anew, and the owners of each home in turn."""

    made: list[Owner] = field(default_factory=list)
    rewritten: dict[int, KnownOwner] = field(default_factory=dict)
    owners: list[tuple[Ref, ...]] = field(default_factory=list)
    heirs: dict[int, Ref] = field(default_factory=dict)
    """Owners that fall away → the same person, by name, who owns the home from now on."""


def settle(
    homes: Sequence[tuple[tuple[KnownOwner, ...], tuple[Owner, ...]]], known: Sequence[KnownOwner]
) -> Settlement:
    """For each home its owners so far and its owners from now on; `known` are all of the compound."""
    settling = _Settling({owner.number: owner for owner in known if owner.number})
    for before, wanted in homes:
        refs = tuple(settling.ref(owner, before) for owner in wanted)
        settling.done.owners.append(refs)
        for old, name, ref in ((old, one.name, ref) for old in before for one, ref in zip(wanted, refs, strict=True)):
            if old.name == name and ref.known != old.id:
                settling.done.heirs[old.id] = ref
    return settling.done


class _Settling:
    def __init__(self, numbered: dict[str, KnownOwner]) -> None:
        self.numbered = numbered
        self.done = Settlement()
        self._made: dict[str, int] = {}

    def ref(self, wanted: Owner, before: Sequence[KnownOwner]) -> Ref:
        """Found by number, else among the home's owners by name, else made."""
        if (numbered := self.numbered.get(wanted.number)) is not None:
            return self._rewrite(numbered, wanted)
        if wanted.number in self._made:
            return Ref(made=self._made[wanted.number])
        same = (known for known in before if known.name == wanted.name)
        mine = next((known for known in same if not (known.number and wanted.number)), None)
        return self._make(wanted) if mine is None else self._rewrite(mine, wanted)

    def _rewrite(self, known: KnownOwner, wanted: Owner) -> Ref:
        now = replace(known, name=wanted.name, number=wanted.number or known.number)
        if now != known:
            self.done.rewritten[known.id] = now
            self.numbered[now.number] = now
        return Ref(known=known.id)

    def _make(self, wanted: Owner) -> Ref:
        self.done.made.append(wanted)
        if wanted.number:
            self._made[wanted.number] = len(self.done.made) - 1
        return Ref(made=len(self.done.made) - 1)
