"""Names that no register knows any more stay covered as those of living registers are."""

from __future__ import annotations

import pytest

from domain.deliberation.bundles import Veil
from domain.gone_names import GoneNames, kept_of

KEPT = kept_of(["王桂兰", "欧阳桂兰", "Anna Li", "Groß", "高兴", "李", " 赵宝钗 ", "", "—"])
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
        ("谢谢Groß先生", "谢谢＊先生"),
        ("大家都高兴", "大家都＊"),
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
