"""The list of matters on a small phone: what is under way first, as far as there is room; the rest is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from domain.deliberation.stages import Stage
from rendering import deliberation, proposals
from rendering.deliberation_buttons import OpenOverview, ShowMatter
from rendering.deliberation_room import MOST_KEYS
from rendering.texts import texts
from tests.deliberating import a_matter

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("starts", [True, False])
@pytest.mark.parametrize("lives", [True, False])
@pytest.mark.parametrize("any_there", [True, False])
def test_what_is_under_way_is_listed_as_far_as_there_is_room(starts: bool, lives: bool, any_there: bool) -> None:
    said = texts("zh_Hans")
    proposing = proposals.doors(said, lives=lives, any_there=any_there)
    for under_way, over in product(range(10), (0, 3)):
        stages = [Stage.SOLICITING] * under_way + [Stage.STOPPED] * over
        found = [replace(a_matter(stage, AT), id=number) for number, stage in enumerate(stages)]
        screen = deliberation.matters(said, found, starts=starts, proposing=proposing)
        keys = [key for row in screen.keys for key in row]
        listed = [key.press.matter_id for key in keys if isinstance(key.press, ShowMatter)]
        assert len(keys) <= MOST_KEYS and listed == list(range(len(listed))) and (listed or not under_way)
        left = max(0, under_way - len(listed))
        assert (f"还有 {left} 件正在办的" in screen.text) is (left > 0), "what is not listed is counted"
        assert not left or len(keys) == MOST_KEYS, "as many as there is room for"
        assert (OpenOverview(0) in [key.press for key in keys]) is bool(found)
