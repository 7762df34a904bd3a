"""Homes (门牌): dwelling units, where they are, how large they are and where the figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.registry import Place


class UnitKind(StrEnum):
    """What a unit is used for (房屋用途)."""

    RESIDENTIAL = "residential"  # 住宅
    SHOP = "shop"  # 商铺
    PARKING = "parking"  # 车位
    STORAGE = "storage"  # 储藏室

    @property
    def lived_in(self) -> bool:
        """Whether a household lives there (住宅)."""
        return self is UnitKind.RESIDENTIAL


class AreaSource(StrEnum):
    """Where an area comes from (面积来源), in the order in which the law prefers them (建筑物区分所有权解释第8条)."""

    REGISTERED = "registered"  # 不动产登记簿
    SURVEYED = "surveyed"  # 测绘
    CONTRACT = "contract"  # 买卖合同


@dataclass(frozen=True)
class DwellingUnit:
    """A dwelling unit (房屋): one door, with its exclusive area (专有部分面积) in 0.01 ㎡ where that is known."""

    id: int
    compound_id: int
    building_id: int
    entrance_id: int
    building: str  # 3号楼
    entrance: str  # 2单元; empty where the building has one way in
    floor: int  # 0: unknown
    label: str  # 301
    kind: UnitKind = UnitKind.RESIDENTIAL
    area: int | None = None
    area_source: AreaSource | None = None
    developer: bool = False  # 开发商未售
    inhabitants: int | None = None

    @property
    def place(self) -> Place:
        return Place(self.compound_id, self.building_id, self.entrance_id, self.floor, self.id)

    @property
    def name(self) -> str:
        """3号楼2单元301."""
        return f"{self.building}{self.entrance}{self.label}"
