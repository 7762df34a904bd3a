"""What a group may read of a report (公开时隐去): no door numbers, telephones, plates, addresses of accounts."""

from __future__ import annotations

import re
import unicodedata

from domain.issues import LONGEST_ON_CARD, clean, shorten

MASK = "＊"

COPIED_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")
"""Numerals as banks write them (大写), read as the plain ones."""
HAN_DIGIT = "[〇零一二三四五六七八九]"
DIGIT = r"[\d〇零一二两三四五六七八九幺]"
JOINT = r"[\s\-－—–_.·,，()（）]"
DASH = r"[-－—–_#/]"
IS = r"(?:号码?|[是为:：]|\s)*"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
HOTLINE = r"(?:12\d{3}|95\d{3}|96\d{3,4}|100\d\d)"
QUANTITIES = "元块万千平㎡米公斤吨度人户次套票步"
COUNTED = rf"(?:天(?!天)|[{QUANTITIES}个张件台盏棵种年月瓦兆分秒瓶桶根位条岁多余几路])"
DOOR = rf"(?<!\d)(?!1(?:10|19|20|22)(?!\d))0?(?:[1-9]|[1-4]\d)(?:0[1-9]|1\d|20)(?!\d|\s?{COUNTED}|[:：.]\d)"
"""A number that a door may bear: 301, 1204, 0602; not 300, not 2000, not 105盏, not 119."""
HAN_DOOR = rf"(?<!{HAN_DIGIT})[一二三四五六七八九][〇零][一二三四五六七八九](?!{HAN_DIGIT}|年|医院|中学|所|路|国道)"
NOBODY = "不他她它谁没哪什你我人车物保开停别了过那这"
"""Signs after 「我叫」 that begin no name: 我叫不开门."""
SIDE = r"[东西南北中左右](?:手?边|侧|面|手)?"
ACCOUNT = r"[a-z0-9_-]{4,}"
LETTER = "[A-Za-z\u00c0-\u04ff]"
"""Letters that have capitals: Latin, Greek, Cyrillic."""

STAYING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?<!\d{JOINT})(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])"
        rf"(?!\d)(?!{JOINT}\d{{3}})",
        rf"(?<!\d)(?<!\d{JOINT})20[12]\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d)(?!{JOINT}{{0,2}}\d)",
        rf"(?<!\d)(?<!\d{JOINT})(?:19|20)\d\d[-—–~至到](?:19|20)\d\d(?=年|学年)",
        rf"(?<!\d)(?<!\d{JOINT})\d{{1,3}}(?:,\d{{3}}){{1,2}}(?:\.\d{{1,2}})?(?=\s?元|[块万㎡平])",
        rf"(?<!\d)(?<!\d{JOINT})\d{{4,7}}\.\d{{1,4}}(?=\s?元|[块万㎡平])",
        r"\b(?:GB|JGJ|CJJ|DB)(?:/T)?\s?\d{2,6}(?:\.\d+)?[-—–](?:19|20)\d\d(?!\d)",
        rf"(?<!\d)(?<!\d{JOINT})\d{{1,2}}(?:[,，]\s?\d{{1,2}}){{2,}}(?=[楼层栋幢号单])",
    )
)
"""What looks like a number of somebody's and is a date, a sum, a standard, a row of storeys."""

RULES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # links, accounts, names that say so
        r"https?://\S+|www\.\S+|t\.me/\S+",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+",
        rf"(?:微\s?信|威信|薇信|QQ|扣扣|抖音|快手|小红书|飞机|电报){IS}(?P<secret>{ACCOUNT})",
        rf"(?:加|\+)\s?[v微薇]{IS}(?P<secret>{ACCOUNT})",
        rf"(?<![a-z])(?:vx|wx|wechat|telegram|tg|q)(?:号码?\s*[:：]?|\s*[:：]|\s+is\b|是)\s*(?P<secret>{ACCOUNT})",
        r"(?<![a-z])(?:vx|wx|wechat|telegram|tg)\s*(?P<secret>(?=[a-z-]*[\d_])[a-z0-9_-]{4,})",
        rf"我叫\s*(?P<secret>(?![{NOBODY}])[\u4e00-\u9fff]{{2,3}})",
        rf"(?:姓名|联系人|户主)\s*[是为:：]\s*(?P<secret>(?![{NOBODY}])[\u4e00-\u9fff]{{2,3}})",
        # plates
        rf"[{PROVINCES}]\s?[A-Z](?=[A-Z·.\s-]*\d)(?:[·.\s-]{{0,2}}[A-Z\d]){{4,6}}\s?[挂学警港澳]?(?![A-Z\d])",
        rf"[{PROVINCES}][A-Z][·.\s-]?(?=[A-Z\d]*\d)[A-Z\d]{{4,6}}[挂学警港澳]?",
        rf"牌{IS}(?P<secret>(?=[A-Z]*\d)[A-Z][·.\s-]?[A-Z\d]{{5,6}})(?![A-Z\d])",
        rf"(?:尾号|后[三四五六3-6]位){IS}(?P<secret>(?=[A-Z]*\d)[A-Z\d]{{2,6}})",
        # telephones, identity cards, accounts in banks, passwords
        r"(?<![a-z\d])1[3-9o](?:[\s-]?[\do]){9}(?![a-z\d])",
        rf"{DIGIT}(?:{JOINT}{{0,2}}{DIGIT}){{6,}}(?:{JOINT}{{0,1}}x(?![a-z]))?",
        rf"(?<!\d)(?!{HOTLINE}(?!\d))\d{{5,}}(?!\d|\s?元|[{QUANTITIES}])",
        # doors: 3-2-301, 3#2-301, B3-1204
        rf"(?<!\d)\d{{1,3}}{DASH}\d{{1,2}}{DASH}\d{{2,4}}(?!\d)|(?<!\d)\d{{1,3}}{DASH}\d{{1,2}}{DASH}\d{{1,2}}-\d\d(?!\d)",
        rf"(?:单元|门洞|[栋幢座]|号楼|\d门)[\s第,，、\-－—–:：门牌号是]*(?P<secret>{DIGIT}{{3,4}})(?!{DIGIT}|[年套个人])",
        r"(?<![a-z][a-z])(?<!\d)\d{1,2}[-－—–]\d{3,4}(?!\d)",
        r"(?<![a-z\d])(?:[a-z]\d{0,2}|\d{1,2}[a-z])\s?[-－—–]\s?(?P<secret>0?(?:[1-9]|[1-4]\d)(?:0[1-9]|1\d))(?!\d)",
        # doors by what follows
        rf"(?P<secret>{DIGIT}{{2,4}})\s*(?:室|房间|号房|号室|号门(?!岗)|户主|业主|住户)",
        r"(?<!\d)(?!19|20)(?P<secret>\d{3,4})房(?![产屋价款贷地源租型])",
        rf"(?P<secret>{DOOR})\s?(?:家(?![商店企公餐饭单])|的?(?:业主|住户|租户|租客|邻居|[先女]|[\u4e00-\u9fff]先生|[\u4e00-\u9fff]女士))",
        # doors by what goes before
        rf"(?:住在?|我家是?|家住|(?:门牌号?|房间?号?|门号)[是为:：]?)\s*(?P<secret>{DIGIT}{{3,4}})(?!{DIGIT}|年|多?[人户米天])",
        rf"(?:楼上|楼下|对门|隔壁|邻居|业主|租户|租客|户主|住户|那户|这户|我是|[他她]家是?|[楼层上给找去到和与、，,])\s?"
        rf"(?P<secret>{DOOR})(?![路线号])",
        rf"(?P<secret>{DOOR})(?=\s?(?:和|与|跟|、|到|漏到|漏水到|\s)\s?(?:{DOOR}|\0))",
        HAN_DOOR,
        rf"(?<![a-z第花收共要有才交付近达超过价费编号.\-/])(?<!{JOINT}[a-z])(?!19\d\d|20\d\d|0){DOOR}(?![a-z%℃号线]|国道|医院|中学)",
        r"(?<![a-z])(?:room|apartment|apt\.?|flat|door|suite)\s*(?:no\.?\s*)?#?\s?(?P<secret>\d{3,4}[a-z]?)(?!\d)",
        # a storey and a side
        rf"(?:(?:{DIGIT}|十){{1,3}}|顶)(?:楼|层)(?P<secret>{SIDE}(?:户|门|那家|家|那户|(?=$|[\s，。,]))|[左右]手边(?!的))",
        rf"(?:{DIGIT}|十){{1,3}}(?:楼|层)(?P<secret>(?:{DIGIT}|十){{1,2}}号)(?![楼线电水门梯机])",
    )
)
"""In order. `secret` is what goes, the whole match where there is none."""


def mask(text: str) -> str:
    """The text without what would tell the group whose door, telephone or car it is; dates stay."""
    plain = _plain(text)
    covered = list(_covered(plain))
    shown, open_before = [], False
    for sign, hidden in zip(text, covered, strict=True):
        if not hidden:
            shown.append(sign)
        elif not open_before:
            shown.append(MASK)
        open_before = hidden
    return "".join(shown)


def _plain(text: str) -> str:
    """The same signs one by one as the rules read them: １ and ① as 1, Ａ as A, 壹 as 一."""
    return "".join(_narrow(sign) for sign in text).translate(COPIED_NUMERALS)


def _narrow(sign: str) -> str:
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 and sign not in "（），：－" else sign


def _covered(plain: str) -> list[bool]:
    """Which signs go, one by one."""
    kept = [False] * len(plain)
    for pattern in STAYING:
        for found in pattern.finditer(plain):
            kept[found.start() : found.end()] = [True] * len(found[0])
    hidden: list[bool] = []
    for part, keeps in _parts(plain, kept):
        hidden += [False] * len(part) if keeps else [sign == "\0" for sign in _blanked(part)]
    return hidden


def _parts(plain: str, kept: list[bool]) -> list[tuple[str, bool]]:
    parts, start = [], 0
    for end in range(1, len(plain) + 1):
        if end == len(plain) or kept[end] != kept[start]:
            parts.append((plain[start:end], kept[start]))
            start = end
    return parts


def _blanked(part: str) -> str:
    for pattern in RULES:
        part = pattern.sub(_blank, part)
    return part


def _blank(found: re.Match[str]) -> str:
    start, end = found.span("secret" if "secret" in found.re.groupindex else 0)
    before, after = found.start(), found.end()
    whole = found.string
    return whole[before:start] + "\0" * (end - start) + whole[end:after]


def unnamed(text: str, name: str) -> str:
    """The text without somebody's name (隐去姓名); a name of one sign is part of too many words.

    A name in letters goes whatever its capitals, where it is a word of its own: `li` is no part of `delivery`.
    """
    if len(name) < 2:
        return text
    bare = text.replace(name, MASK)
    if name.lower() == name.upper() or name.lower() not in bare.lower():
        return bare
    return re.sub(rf"(?<!{LETTER}){re.escape(name)}(?!{LETTER})", MASK, bare, flags=re.IGNORECASE)


def strip(text: str, name: str) -> str:
    """What stays of somebody's words when they are to be found in them no more (隐去)."""
    return mask(unnamed(text, name))


SUM = re.compile(r"\d\s*[元块]")


def says_a_sum(words: str) -> bool:
    """Whether somebody wrote how much money (写了多少钱)."""
    return SUM.search(words) is not None


def on_card(text: str) -> str:
    """One short masked line, as the card in the group shows it."""
    return shorten(" ".join(mask(clean(text)).split()), LONGEST_ON_CARD)
