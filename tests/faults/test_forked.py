"""A bot that was forked is the bot: what is imported before it leaves nothing of the tests behind in its process."""

from __future__ import annotations

import subprocess
import sys

from tests.faults.town import ROOT

LOOKS = "import gc, bot.__main__\nof_bot = gc.get_threshold()\nimport tests.faults.forked, tests.replay.house\n"


def test_it_looks_for_garbage_as_often_as_the_product_does() -> None:
    asked = f"{LOOKS}print(of_bot == gc.get_threshold())"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True"
