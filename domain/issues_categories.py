"""What a report is about (报事类别): guessed by words with weights and by what was confirmed here, in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from domain.issues import is_emergency
from domain.issues_masking import MASK, mask


class Category(StrEnum):
    """What a report is about (类别), one each."""

    DANGER = "danger"  # 危险
    WATER = "water"  # 停水
    POWER = "power"  # 停电
    GAS = "gas"  # 停气
    LIFT = "lift"  # 电梯
    LIGHT = "light"  # 公共照明
    LEAK = "leak"  # 漏水下水
    FIRE_LANE = "fire_lane"  # 消防通道
    WASTE = "waste"  # 垃圾保洁
    PARKING = "parking"  # 停车
    NOISE = "noise"  # 噪音油烟
    GREEN = "green"  # 绿化
    NEIGHBOURS = "neighbours"  # 邻里
    PROPERTY = "property"  # 物业服务
    OTHER = "other"  # 其他


class Lead(StrEnum):
    """Who leads (牵头) what is done about it; the rest help."""

    WATER = "water"  # 供水公司
    POWER = "power"  # 供电公司
    GAS = "gas"  # 燃气公司
    PROPERTY = "property"  # 物业
    COMMITTEE = "committee"  # 居民自己的组织


LEADS: dict[Category, Lead] = dict.fromkeys(Category, Lead.PROPERTY) | {
    Category.WATER: Lead.WATER,
    Category.POWER: Lead.POWER,
    Category.GAS: Lead.GAS,
    Category.NEIGHBOURS: Lead.COMMITTEE,
    Category.PROPERTY: Lead.COMMITTEE,
    Category.OTHER: Lead.COMMITTEE,
}
"""Pipes and lines belong to their companies; what is about the property company is not led by it."""

STRONG, FAIR, FAINT = 60, 30, 12
"""Weights: a word that settles it, one that speaks for it, one that only leans."""
SURE = 200
"""Danger to life goes before everything."""

WORDS: tuple[tuple[Category, int, str], ...] = (
    (
        Category.WATER,
        STRONG,
        r"停水|没水|断水|无水|水压|自来水|供水|一滴水|水质|来水|no water|water pressure|tap water",
    ),
    (Category.WATER, FAIR, r"水龙头|水泵|泵房|水表|水.{0,2}[小细](?!区)|水管.{0,3}没|水箱|浑浊|发黄"),
    (
        Category.POWER,
        STRONG,
        r"停电|没电(?!池)|断电|跳闸|电压|缺一?相|来电(?!话)|供电|no (?:electricity|power)|"
        r"power (?:cut|is out)|blackout",
    ),
    (Category.POWER, FAIR, r"电表|电费|插座|空气?开关?|又黑|配电|电闸|变压器|全黑|保险丝"),
    (Category.GAS, STRONG, r"(?:燃气|煤气|天然气|停气|没气|断气|供气)|\bgas\b"),
    (Category.GAS, FAIR, r"打不着火|灶具?|火苗"),
    (Category.LIFT, STRONG, r"电梯(?!厅|口|间)|轿厢|\b(?:lift|elevator)\b"),
    (Category.LIFT, FAIR, r"[号部]梯|梯控|担架|上上下下|按楼层|下不了楼|停在.{0,4}[层楼]|按钮"),
    (
        Category.LIGHT,
        STRONG,
        r"路灯|声控灯|感应灯|楼道灯|景观灯|照明|灯泡|灯管|草坪灯|(?:没有?|不)亮?灯|灯.{0,4}不亮|"
        r"street ?lamp|\blamps?\b|\blights?\b",
    ),
    (Category.LIGHT, FAIR, r"灯|不亮|看不[见清]|太黑|漆黑|黑漆漆|摸黑|\bdark\b"),
    (
        Category.LEAK,
        STRONG,
        r"漏水|渗水|下水|反水|返水|返臭|污水井|污水管|地漏|爆管|水管.{0,2}[爆破裂断]|"
        r"跑水|粪|马桶|leak\w*|drain|sewage",
    ),
    (
        Category.LEAK,
        FAIR,
        r"漏|渗|堵了|长毛|外墙|成河|淹|厕所|卫生间|屋顶|天花板|墙皮|滴水|积水|冒出|往外冒|雨水管|潮湿|发霉|flood\w*",
    ),
    (
        Category.FIRE_LANE,
        STRONG,
        r"消防|灭火器|消火栓|防火门|飞线|安全出口|逃生|疏散|楼道.{0,6}充电|"
        r"fire (?:lane|door|exit|extinguisher)",
    ),
    (
        Category.FIRE_LANE,
        FAIR,
        r"走廊|楼[梯道]口|电[瓶动]车.{0,8}(?:楼|充电)|杂物|堆满|"
        r"堆放|纸箱|旧家具|楼[道梯].{0,8}(?:堆|放|停)|推进楼",
    ),
    (Category.WASTE, STRONG, r"垃圾|保洁|打扫|清扫|厨余|狗屎|狗粪|大便|没人[扫拖收]|garbage|rubbish|trash|litter"),
    (Category.WASTE, FAIR, r"臭|脏|吐痰|烟头|苍蝇|蚊子|老鼠|蟑螂|落叶|污渍|清理|卫生|扫|污水横流|dirty"),
    (Category.PARKING, STRONG, r"停车|车位|道闸|车牌|地锁|僵尸车|充电桩|车棚|挪车|抬杆|\bpark\w*\b"),
    (
        Category.PARKING,
        FAIR,
        r"乱停|占道|辆车|车辆|没动过|杆子|车[道位]|停在门口|剐|刮蹭|车库入口|地库|有车|油车|外来车|\bcars?\b",
    ),
    (
        Category.NOISE,
        STRONG,
        r"吵(?!架)|噪[音声]|油烟|音响|扰民|嗡嗡|广场舞|KTV|排烟|施工|咚咚|\b(?:noise|noisy|loud)\b",
    ),
    (
        Category.NOISE,
        FAIR,
        r"装修|电钻|睡不着|开不了窗|喊|风机|外机|半夜|敲|跑跳|响|叫个不停|咣当|跳舞|烧烤|\bat night\b",
    ),
    (Category.GREEN, STRONG, r"树|草坪|绿化|绿地|灌木|花坛|打药|杀虫|毛毛虫|浇水|修剪|hedge|\btrees?\b|\blawn\b"),
    (Category.GREEN, FAIR, r"(?<!钱)花(?!园|钱|了|费)|草|枝|虫|种菜|枯"),
    (Category.NEIGHBOURS, STRONG, r"邻居|隔壁|对门|高空抛物|邻里|吵架|违建|不拴绳|拴狗|neighbour|neighbor"),
    (
        Category.NEIGHBOURS,
        FAIR,
        r"楼上|楼下|别人|自己(?:家|用|院)|往下|扔|抛|养|狗|晒|圈起来|公共(?:地方|平台)|\bdog\b",
    ),
    (
        Category.PROPERTY,
        STRONG,
        r"物业|保安|门禁|单元门(?!口)|对讲|监控|公共收益|账目|门卫|property (?:company|management)|"
        r"\bguards?\b",
    ),
    (Category.PROPERTY, FAIR, r"服务|态度|报修|上门|发票|没人管|不管|快递|外卖|巡逻|收费|涨价|关不上|密码|钥匙|随便进"),
)
"""In whole numbers: each group of words counts once, however often it is said."""

RULES = tuple((category, weight, re.compile(words, re.IGNORECASE)) for category, weight, words in WORDS)

GRAMS = 120
"""Pairs of signs of a report that are looked up or learnt at most."""
LEARNT = 90
"""How much it weighs when all that was confirmed here points to one category: more than one strong word."""
ENOUGH = 2
"""A pair of signs says nothing until it was confirmed so often."""

Counts = Mapping[str, Mapping[Category, int]]
"""How often each pair of signs was confirmed under each category."""


def grams(text: str) -> tuple[str, ...]:
    """Pairs of Chinese signs that stand side by side (双字), each once; never a number, a name that says so, a door."""
    pieces = re.findall(r"[\u4e00-\u9fff]+", mask(text).replace(MASK, " "))
    pairs = (piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))
    return tuple(dict.fromkeys(pairs))[:GRAMS]


def guess(text: str, counts: Counts | None = None) -> tuple[Category, ...]:
    """The likeliest categories, first to second; nothing where nobody said anything to go by."""
    scores = {category: _by_words(text, category) for category in Category}
    if is_emergency(text):
        scores[Category.DANGER] += SURE
    for category, learnt in _by_counts(grams(text), counts or {}).items():
        scores[category] += learnt
    order = list(Category)
    ranked = sorted(
        (category for category in order if scores[category]), key=lambda one: (-scores[one], order.index(one))
    )
    return tuple(ranked[:2])


def _by_words(text: str, category: Category) -> int:
    return sum(weight for kind, weight, words in RULES if kind is category and words.search(text))


def _by_counts(pairs: Iterable[str], counts: Counts) -> dict[Category, int]:
    """Each known pair gives a share of `LEARNT` to the categories it was confirmed under, rounded down."""
    known = [counts[pair] for pair in pairs if sum(counts.get(pair, {}).values()) >= ENOUGH]
    found: dict[Category, int] = {}
    for by_category in known:
        total = sum(by_category.values())
        for category, count in by_category.items():
            found[category] = found.get(category, 0) + LEARNT * count // total
    return {category: score // len(known) for category, score in found.items()}


def read_category(word: str) -> Category | None:
    """The category of that name; None for what no button of ours says."""
    return next((category for category in Category if category.value == word), None)
