"""Layouts (楼栋布局): 「9栋、每栋3单元、6层、每层2户」 read into doors, before anybody has a roll of owners."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from domain.issues_places import building_named
from domain.joining import MOST_BUILDINGS, read_buildings
from domain.numerals import NUMERAL, read_numeral
from domain.outcomes import Reason, Refusal
from domain.registry import Building, Place
from domain.units import UnitKind

MOST_ENTRANCES = 20
MOST_FLOORS = 60
MOST_ON_A_FLOOR = 50
MOST_DOORS = 10_000
"""Doors one sentence may make."""
LONGEST_LABEL = 12

TO = "(?:到|至|[-~—–]+)"
SHOP = "(?:商铺|门面房?|门脸房?|店面|商店|底商)"
PARTS: Mapping[str, re.Pattern[str]] = {
    "shops": re.compile(
        rf"(?:(?:第?一层|1层|一楼|1楼|底层|底楼|首层)(?:都|全)?(?:是|为|有)?(?P<here>{NUMERAL})?[间个家户]?(?:临街)?{SHOP}"
        rf"|{SHOP}(?P<there>{NUMERAL})[间个家户])"
    ),
    "per_floor": re.compile(
        rf"(?:每个?单元)?(?:(?:每|一|1)(?:个)?(?:楼?层楼?)|每一层|(?:每|{NUMERAL})(?:部|个)?(?:电?梯))(?:每个?单元)?"
        rf"(?:有|是|住|都是)?(?P<n>{NUMERAL})(?:户|家|套)(?!{SHOP})"
    ),
    "range": re.compile(rf"第?(?P<low>{NUMERAL})[层楼]?{TO}第?(?P<high>{NUMERAL})层"),
    "floors": re.compile(rf"(?P<n>{NUMERAL})层"),
    "no_entrances": re.compile(r"(?:不分|没有?|无|不带)单元"),
    "entrances": re.compile(rf"(?:[1一]{TO})?(?P<n>{NUMERAL})个?(?:单元|门洞|楼门|楼道)"),
    "row": re.compile(rf"[1一](?:号?楼|栋|幢|座)?{TO}(?P<n>{NUMERAL})(?:号楼|栋|幢|座)"),
    "named": re.compile(rf"(?P<name>{NUMERAL}(?:号楼|號樓|#楼?)|[A-Za-z](?:号楼|[座栋幢]))"),
    "buildings": re.compile(rf"(?P<n>{NUMERAL})(?:个?[栋棟幢座]|个楼)"),
}
"""What a sentence is made of, in the order in which it is taken out: 「一层两户」 is no height."""

FILLING = re.compile(
    r"[,，、。.;；:：()（）|]|我们|小区|院子|院|一共|总共|共|有|都|全部|全|是|为|均|每|各|从|第|高|的|住宅|住人|住户|居民"
    r"|房子|[栋棟幢座楼个]"
)
"""Words that say nothing about doors."""

DOOR = re.compile(
    rf"(?:(?:(?P<entrance>{NUMERAL}|[A-Za-z])(?:单元|门)|(?P<short>[0-9]{{1,2}})(?=-[0-9]{{3,4}}$)))?-?"
    r"(?P<label>(?:商铺|车位)?[A-Za-z]{0,2}[0-9][0-9A-Za-z-]*)[号室户]?"
)
"""2单元703, 2-703, 703室, 商铺3."""
KINDS = {"商铺": UnitKind.SHOP, "车位": UnitKind.PARKING}
RENAMED = re.compile(r"(?:改成|改为|改叫|应该是|->|→)")


@dataclass(frozen=True)
class Layout:
    """A layout (布局): what a sentence says of each building, and of which (0 and "": it does not say)."""

    entrances: int  # 0: one way in, without a name
    lowest: int
    highest: int
    per_floor: int
    shops: int = 0  # on the ground floor of each building
    buildings: int = 0
    building: str = ""

    @property
    def homes(self) -> int:
        """Homes in one building (每栋户数)."""
        return max(self.entrances, 1) * (self.highest - self.lowest + 1) * self.per_floor


@dataclass(frozen=True)
class Door:
    """A door to be made (门): the entrance's label, the floor, what stands on it."""

    entrance: str
    floor: int
    label: str
    kind: UnitKind = UnitKind.RESIDENTIAL

    @property
    def name(self) -> str:
        """2单元301."""
        return f"{self.entrance}{self.label}"


@dataclass(frozen=True)
class Size:
    """How much it comes to (合计)."""

    buildings: int
    entrances: int
    homes: int
    shops: int


@dataclass(frozen=True)
class Plan:
    """Doors about to be made (建门牌的打算): where, how many; buildings that have doors already are left alone."""

    place: Place
    where: str
    layout: Layout
    buildings: tuple[Building, ...]
    alone: int

    @property
    def size(self) -> Size:
        return size(self.layout, len(self.buildings))


def read_layout(text: str) -> Layout | Refusal:
    """What a sentence says; what it does not say, or says and nobody understands, is answered with an example."""
    said, rest = _taken(_plain(text))
    if {"named", "buildings"} <= said.keys() or {"named", "row"} <= said.keys():
        return Refusal(Reason.INVALID, {"what": "layout_both"})
    if rest:
        return Refusal(Reason.INVALID, {"what": "layout_rest", "rest": rest[:20]})
    if not {"range", "floors"} & said.keys():
        return Refusal(Reason.INVALID, {"what": "layout_floors"})
    if "per_floor" not in said:
        return Refusal(Reason.INVALID, {"what": "layout_doors"})
    layout = _layout(said)
    return _within(layout) or layout


def _taken(text: str) -> tuple[dict[str, re.Match[str]], str]:
    """The parts of a sentence by name, and what is left that says something."""
    said: dict[str, re.Match[str]] = {}
    for name, pattern in PARTS.items():
        if (found := pattern.search(text)) is not None:
            said[name] = found
            text = f"{text[: found.start()]}|{text[found.end() :]}"
    return said, FILLING.sub("", text)


def _layout(said: Mapping[str, re.Match[str]]) -> Layout:
    shops = said.get("shops")
    lowest, highest = _heights(said)
    count = said.get("row") or said.get("buildings")
    return Layout(
        entrances=read_numeral(said["entrances"]["n"]) if "entrances" in said else 0,
        lowest=lowest,
        highest=highest,
        per_floor=read_numeral(said["per_floor"]["n"]),
        shops=0 if shops is None else read_numeral(shops["here"] or shops["there"] or "0"),
        buildings=0 if count is None else read_numeral(count["n"]),
        building=said["named"]["name"] if "named" in said else "",
    )


def _heights(said: Mapping[str, re.Match[str]]) -> tuple[int, int]:
    """Lowest and highest floor with homes: shops on the ground floor push homes up."""
    if "range" in said:
        return read_numeral(said["range"]["low"]), read_numeral(said["range"]["high"])
    ground = "shops" in said and said["shops"]["there"] is None
    return (2 if ground else 1), read_numeral(said["floors"]["n"])


def _within(layout: Layout) -> Refusal | None:
    """Refused where it is larger than any building, or turned round."""
    sound = (
        layout.buildings <= MOST_BUILDINGS
        and layout.entrances <= MOST_ENTRANCES
        and 1 <= layout.lowest <= layout.highest <= MOST_FLOORS
        and 1 <= layout.per_floor <= MOST_ON_A_FLOOR
        and layout.shops <= MOST_ON_A_FLOOR
        and layout.homes * max(layout.buildings, 1) <= MOST_DOORS
    )
    return None if sound else Refusal(Reason.INVALID, {"what": "layout_size", "most": MOST_DOORS})


def read_founding(text: str) -> Layout | int | Refusal:
    """The answer to 几栋楼: a number alone, or the whole sentence with the number in it."""
    count = read_buildings(text)
    if isinstance(count, int):
        return count
    layout = read_layout(text)
    if isinstance(layout, Refusal):
        return layout if _says_more(text) else count
    if not layout.buildings:
        return Refusal(Reason.INVALID, {"what": "layout_count"})
    return layout


def _says_more(text: str) -> bool:
    """Whether it speaks of floors or doors at all: else only the number was missing."""
    return bool(re.search("[层户]|单元", text))


def chosen(layout: Layout, buildings: Sequence[Building]) -> list[Building] | Refusal:
    """The buildings of a compound that a sentence is about: the one it names, else all of them."""
    if layout.building:
        found = building_named(layout.building, buildings)
        return Refusal(Reason.NOT_FOUND, {"what": "named", "name": layout.building}) if found is None else [found]
    if layout.buildings not in (0, len(buildings)):
        return Refusal(Reason.INVALID, {"what": "layout_buildings", "there": len(buildings), "said": layout.buildings})
    return list(buildings)


def doors(layout: Layout) -> list[Door]:
    """The doors of one building in stair order, shops first: 301 is the first door on floor 3."""
    shops = [Door("", 1, f"商铺{number}", UnitKind.SHOP) for number in range(1, layout.shops + 1)]
    homes = [
        Door(entrance, floor, f"{floor}{number:02d}")
        for entrance in entrance_labels(layout.entrances)
        for floor in range(layout.lowest, layout.highest + 1)
        for number in range(1, layout.per_floor + 1)
    ]
    return [*shops, *homes]


def entrance_labels(count: int) -> list[str]:
    """单元的叫法: 1单元, 2单元 …; one without a name where there are none."""
    return [f"{number}单元" for number in range(1, count + 1)] or [""]


def size(layout: Layout, buildings: int) -> Size:
    """How much it comes to in so many buildings."""
    return Size(buildings, buildings * layout.entrances, buildings * layout.homes, buildings * layout.shops)


def to_facts(layout: Layout) -> dict[str, Any]:
    """The layout as a draft keeps it."""
    return asdict(layout)


def from_facts(facts: Mapping[str, Any]) -> Layout:
    """The layout as a draft kept it."""
    return Layout(**facts)


def read_door(text: str) -> Door | Refusal:
    """One door as people say it: 「2单元703」「2-703」「703」「商铺3」; the entrance is "" where none is said."""
    found = DOOR.fullmatch(_plain(text))
    if found is None or len(found["label"]) > LONGEST_LABEL:
        return Refusal(Reason.INVALID, {"what": "door"})
    label, entrance = found["label"].upper(), found["entrance"] or found["short"]
    kind = KINDS.get(label[:2], UnitKind.RESIDENTIAL)
    return Door("" if entrance is None else _entrance(entrance), floor_of(label), label, kind)


def _entrance(said: str) -> str:
    letter = said.isascii() and said.isalpha()
    return f"{said.upper() if letter else read_numeral(said)}单元"


def _plain(text: str) -> str:
    """One spelling of digits, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def floor_of(label: str) -> int:
    """The floor a label tells of: 703 is on 7, 1203 on 12; 0 where it tells nothing."""
    return int(label[:-2]) if re.fullmatch("[0-9]{3,4}", label) else 0


def read_renaming(text: str) -> tuple[Door, Door] | Refusal:
    """「2单元301改成302」: which door, and what stands on it from now on."""
    parts = [read_door(part) for part in RENAMED.split(_plain(text))]
    known = [part for part in parts if isinstance(part, Door)]
    if len(parts) != 2 or len(known) != 2:
        return Refusal(Reason.INVALID, {"what": "renaming"})
    return known[0], known[1]
