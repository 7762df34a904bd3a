"""Names that no register knows any more stay covered as those of living registers are."""

from __future__ import annotations

import pytest

from domain.deliberation.bundles import Veil
from domain.gone_names import GoneNames, kept_of

KEPT = kept_of(["王桂兰", "欧阳桂兰", "Anna Li", "Jo Groß", "高　兴旺", "李", " 赵宝钗 ", "", "—", "艾力·买买提"])
VEIL = Veil.over(["桂兰", "李雷和韩梅梅"], ["501"], GoneNames.of(KEPT.values(), KEPT.__contains__))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("感谢王桂兰帮忙扫雪。", "感谢＊帮忙扫雪。"),
        ("王桂兰", "＊"),
        ("王桂兰王桂兰和王桂", "＊＊和王桂"),
        ("欧阳桂兰家", "＊家"),
        ("桂兰家", "＊家"),
        ("李雷和韩梅梅，李雷", "＊，李雷"),
        ("ANNA LI, anna li和Anna Li", "＊, ＊和＊"),
        ("Joanna Li, Anna Lift", "Joanna Li, Anna Lift"),
        ("谢谢jo groß先生", "谢谢＊先生"),
        ("大家都高兴，高兴旺也高兴", "大家都高兴，＊也高兴"),
        ("谢谢艾力·买买提！", "谢谢＊！"),
        ("赵宝钗住501", "＊住＊"),
        ("王 桂 兰 扫雪", "王 桂 兰 扫雪"),
        ("李子熟了，一共12盏灯—都亮", "李子熟了，一共12盏灯—都亮"),
        ("", ""),
    ],
)
def test_a_name_that_went_is_covered_and_other_words_stay(words: str, shown: str) -> None:
    assert VEIL(words) == shown


def test_the_longest_goes_first_whether_its_bearer_is_known_or_gone() -> None:
    """王桂 went, 王桂兰 lives there; 王桂兰花 went: nothing of a longer name is left over."""
    kept = kept_of(["王桂", "王桂兰花"])
    veil = Veil.over(["王桂兰", "李"], [], GoneNames.of(kept.values(), kept.__contains__))
    assert veil("王桂、王桂兰、王桂兰花") == "＊、＊、＊"


def test_of_a_compound_that_nobody_went_from_nothing_is_asked() -> None:
    assert Veil.over(["王阿姨"], [])("王桂兰和王阿姨") == "王桂兰和＊"


@pytest.mark.parametrize(
    "word",
    [
        "停水",
        "物业",
        "空置",
        "物业服务中心",
        "高兴",
        "安全",
        "水费",
        "公告",
        "业委会",
        "delivery",
        "Wi-Fi",
        "12345",
        "明天",
        "李",
        "时间",
    ],
)
def test_a_word_that_is_no_name_is_never_kept(word: str) -> None:
    """Whoever calls themselves so, and whatever a workbook has for an owner, blacks out nothing."""
    assert kept_of([word]) == {}


@pytest.mark.parametrize(
    "name",
    [
        "王伟",
        "张三丰",
        "欧阳锋",
        "司马相如",
        "高伟",
        "时小兰",
        "买买提·艾山",
        "阿卜杜热合曼",
        "Anna Li",
        "Mary Jane O'Neil",
    ],
)
def test_what_can_be_a_name_is_kept_and_covered(name: str) -> None:
    kept = kept_of([name])
    veil = Veil.over([], [], GoneNames.of(kept.values(), kept.__contains__))
    assert veil(f"感谢{name}扫雪，{name}！") == "感谢＊扫雪，＊！"


def test_only_what_can_be_a_name_is_asked_for() -> None:
    """Thousands of words are looked through for a page: most begin no name."""
    asked: list[str] = []
    veil = Veil.over([], [], GoneNames.of([2, 3], lambda words: bool(asked.append(words))))
    assert veil("您好，三天后停水，请存水，王桂兰说不通。") == "您好，三天后停水，请存水，王桂兰说不通。"
    assert {word for word in asked if not word.startswith(("王", "桂", "兰"))} == set()
    assert "王桂兰" in asked
