"""What a group may read of a report (公开时隐去): no door numbers, telephones, plates, addresses of accounts."""

from __future__ import annotations

import re

from domain.issues import LONGEST_ON_CARD, clean, shorten

MASK = "＊"

DIGIT = r"[\d〇零一二两三四五六七八九幺]"
JOINT = r"[\s\-－—–_.·,，()（）]"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
HOTLINE = r"(?:12\d{3}|95\d{3}|100\d\d)"
QUANTITIES = "元块万千平㎡米公斤吨度人户次"

DATE = re.compile(
    rf"(?<!\d)(?<!\d{JOINT})(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)(?!{JOINT}\d{{3}})"
)
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), shown)
    for pattern, shown in (
        (r"https?://\S+|www\.\S+|t\.me/\S+", MASK),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+", MASK),
        (r"((?:微信|QQ|扣扣|VX|wx|wechat|telegram|飞机|电报)(?:号码?|是|：|:|\s)*)[a-z0-9_-]{4,}", rf"\g<1>{MASK}"),
        (r"(我叫\s*|(?:姓名|联系人|户主)\s*[是为:：]\s*)[\u4e00-\u9fff]{2,3}", rf"\g<1>{MASK}"),
        (rf"([{PROVINCES}])[A-Z][·.\s-]?(?=[A-Z\d]*\d)[A-Z\d]{{4,6}}[挂学警港澳]?", MASK),
        (rf"{DIGIT}(?:{JOINT}{{0,2}}{DIGIT}){{6,}}[xX]?", MASK),
        (rf"(?<!\d)(?!{HOTLINE}(?!\d))\d{{5,}}(?!\d|[{QUANTITIES}])", MASK),
        (r"(?<!\d)\d{1,3}([-－—–#/])\d{1,2}\1\d{2,4}(?!\d)", MASK),
        (rf"(单元|门洞|[栋幢座]|号楼)([\s第,，\-－—–]*){DIGIT}{{3,4}}(?!{DIGIT}|年)", rf"\g<1>\g<2>{MASK}"),
        (r"(?<!\d)\d{1,2}[-－—–]\d{3,4}(?!\d)", MASK),
        (rf"{DIGIT}{{2,4}}(\s*)(?=室|房间|号房|号室|号门(?!岗)|户主|业主|住户)", rf"{MASK}\g<1>"),
        (r"(?<!\d)(?!19|20)\d{3,4}(?=房(?![产屋价款贷地源租型]))", MASK),
        (
            rf"(住在?|我家是?|家住|(?:门牌号?|房号)[是为:：]?)\s*{DIGIT}{{3,4}}(?!{DIGIT}|年|多?[人户米天])",
            rf"\g<1>{MASK}",
        ),
        (rf"((?:{DIGIT}|十){{1,3}}(?:楼|层))[东西南北中左右](?:边|侧|面)?(?:户|门|那家|家)", rf"\g<1>{MASK}"),
    )
)
"""In order: links, accounts, names that say so, plates, long numbers, then door numbers in their many spellings."""


def mask(text: str) -> str:
    """The text without what would tell the group whose door, telephone or car it is; dates stay."""
    parts, end = [], 0
    for date in DATE.finditer(text):
        parts += [_mask(text[end : date.start()]), date[0]]
        end = date.end()
    return "".join([*parts, _mask(text[end:])])


def _mask(text: str) -> str:
    for pattern, shown in RULES:
        text = pattern.sub(shown, text)
    return text


def unnamed(text: str, name: str) -> str:
    """The text without somebody's name (隐去姓名); a name of one sign is part of too many words."""
    return text.replace(name, MASK) if len(name) > 1 else text


def strip(text: str, name: str) -> str:
    """What stays of somebody's words when they are to be found in them no more (隐去)."""
    return mask(unnamed(text, name))


def on_card(text: str) -> str:
    """One short masked line, as the card in the group shows it."""
    return shorten(" ".join(mask(clean(text)).split()), LONGEST_ON_CARD)
