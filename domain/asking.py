"""Questions in plain words (随口一问): what somebody seems to ask after, so that its door stands beside 报上去.

Whoever asks is seldom reporting; but what sounds like a question may be a report, so nothing is taken out of their
hands: one key more is offered, of one's own reports the latest, and [报上去] stays beside it.
"""

from __future__ import annotations

import re

from domain.issues import clean, is_emergency

LONGEST = 30
"""Whoever writes more than so many signs tells something, and reports it."""
HOW_FAR = re.compile(
    r"怎么样|咋样|怎样了|到哪|进展|进度|有结果|有消息|有信[儿了没]|修好了?[吗没么]|修没修|好了[吗没么]|"
    r"办好了?[吗没么]|办得|定了[吗没么]|how far|any news|is it (?:fixed|done)",
    re.IGNORECASE,
)
OWN = re.compile(
    r"我们?家?(?:上次|之前|昨天|前天|前几天)?(?:上?报|反映)(?:过|上去)?的|我的报[事修]|my reports?\b|i reported",
    re.IGNORECASE,
)
LOOKING = re.compile(r"^(?:我?想?要?)?(?:看看?|查查?|查一下|看一下|找找?)|在哪|在哪里|呢$|还没", re.IGNORECASE)
ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("report", OWN),
    (
        "privacy",
        re.compile(r"我的(?:个人)?(?:信息|资料|数据)|隐私|记了?我(?:什么|哪些|的)|记了什么|my data", re.IGNORECASE),
    ),
    (
        "accounts",
        re.compile(
            r"钱.{0,3}花|花了多少|(?:还有|剩)多少钱|账上|账目|收支|余额|公共收益|维修[资基]金|查.{0,2}账|audit",
            re.IGNORECASE,
        ),
    ),
    (
        "matters",
        re.compile(
            r"(?:表决|投票|决议|结果).{0,6}(?:意见|异议|不同意|不服)|(?:怎么|在哪里?|去哪里?)投票|"
            r"发起|提议|商量(?:一下|商量|个事)|propose",
            re.IGNORECASE,
        ),
    ),
    ("home", re.compile(r"(?:要|想|怎么|如何|来|去)登记|登记(?:一下|住址|房子|门牌)|register", re.IGNORECASE)),
)
"""Doors of the menu, and the words that ask for them."""


def asks_after_own(words: str) -> bool:
    """Whether somebody asks how far it is with what they reported (问自己报的事): 我报的灯怎么样了.

    Never where the words speak of danger: 我报的煤气泄漏还没人来 is offered with whom to call.
    """
    told = clean(words)
    return len(told) <= LONGEST and OWN.search(told) is not None and _wants_to_know(told) and not is_emergency(told)


def asked_doors(words: str) -> tuple[str, ...]:
    """The doors to what somebody seems to ask after (想问的), the likeliest first, two at most."""
    told = clean(words)
    if not told or len(told) > LONGEST:
        return ()
    found = [door for door, asks in ASKED if asks.search(told)]
    if not found and HOW_FAR.search(told):
        found = ["report", "matters"]
    return tuple(found[:2])


def _wants_to_know(told: str) -> bool:
    return HOW_FAR.search(told) is not None or LOOKING.search(told) is not None
