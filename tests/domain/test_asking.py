"""Questions in plain words: who asks finds the door, who reports is not sent away."""

from __future__ import annotations

import pytest

from domain.asking import LONGEST, asked_doors, asks_after_own


@pytest.mark.parametrize(
    "words",
    [
        "我报的灯怎么样了",
        "看看我报的事",
        "我上次报的井盖修好了吗？",
        "我反映的漏水还没修",
        "查一下我报过的",
        "我的报事怎么样了",
        "我的报修修好了吗",
        "How far is what I reported?",
    ],
)
def test_whoever_asks_after_their_own_report_is_understood(words: str) -> None:
    assert asks_after_own(words) and asked_doors(words)[0] == "report"


@pytest.mark.parametrize(
    "words",
    [
        "漏水，我上次报的一直没人管，天花板都湿了",
        "路灯又坏了",
        "我家门口的灯怎么又不亮了",
        "我报的是三单元，写成二单元了",
        "我报的灯怎么样了" + "，楼道里黑得很" * (LONGEST // 7),
        "我报的煤气泄漏还没人来",
        "我反映的电梯困人还没人管",
        "我报的插座冒烟还没人来",
        "我上报的着火点在哪",
    ],
)
def test_what_may_be_a_report_is_never_answered_in_its_place(words: str) -> None:
    assert not asks_after_own(words)


@pytest.mark.parametrize(
    ("words", "doors"),
    [
        ("院里路灯的事怎么样了", ("report", "matters")),
        ("路灯改造到哪一步了", ("report", "matters")),
        ("您记了我什么", ("privacy",)),
        ("我的信息您记了什么", ("privacy",)),
        ("钱花哪了", ("accounts",)),
        ("维修基金还有多少钱", ("accounts",)),
        ("我对表决结果有意见", ("matters",)),
        ("我想登记", ("home",)),
        ("我们楼道想装一个感应灯，大家商量一下", ("matters",)),
        ("我想发起一件楼栋小事", ("matters",)),
        ("查一查账", ("accounts",)),
        ("电梯坏了", ()),
        ("楼道灯不亮", ()),
        ("井盖松了，走上去咣当响", ()),
        ("", ()),
    ],
)
def test_a_question_leads_to_its_doors(words: str, doors: tuple[str, ...]) -> None:
    assert asked_doors(words) == doors
