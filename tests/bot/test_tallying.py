"""The calculator at the terminal: JSON and nothing else on standard output, what is wrong on standard error."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import MISUSED, main

CASE: dict[str, Any] = {
    "rule": "owners-general",
    "units": [{"unit": f"{n}", "owners": [f"业主{n}"], "area": 31025} for n in range(6)],
    "ballots": [{"head": f"业主{n}", "choice": "approve"} for n in range(3)],
}


def play(folder: Path, content: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    path = folder / "case.json"
    path.write_text(content, encoding="utf-8")
    status = main(["tally", str(path)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_one_case_one_answer_in_words_and_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = play(tmp_path, json.dumps(CASE), capsys)
    answer = json.loads(out)
    assert (status, err) == (0, "") and answer["missing"] == {"area": 31025, "heads": 1}
    assert answer["findings"] == [
        "参加：面积 930.75/1,861.50 ㎡，没有达到三分之二，还差 310.25 ㎡",
        "参加：人数 3/6 人，没有达到三分之二，还差 1 人",
        "同意：面积 930.75/930.75 ㎡，超过一半",
        "同意：人数 3/3 人，超过一半",
        "结果：参加的不够，不能形成决定（民法典278(一)-(五)、(九)）",
    ]


def test_a_list_answers_a_list_in_its_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passing = {**CASE, "ballots": [{"head": f"业主{n}", "choice": "approve"} for n in range(4)]}
    _, out, _ = play(tmp_path, json.dumps([CASE, passing]), capsys)
    assert [answer["passed"] for answer in json.loads(out)] == [False, True]
    assert play(tmp_path, "[]", capsys)[:2] == (0, "[]\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            json.dumps([CASE, {**CASE, "ballots": [{"head": "谁", "choice": "approve"}]}]),
            "第 2 个案例，ballots[0].head：",
        ),
        (json.dumps({**CASE, "units": [{"unit": "1", "owners": ["甲"], "area": 0}]}), "面积要大于 0"),
        ("{", "不是有效的 JSON"),
        ('{"rule": NaN}', "不是有效的 JSON"),
        ("[" * 100_000, "不是有效的 JSON"),
    ],
    ids=["second of a list", "area 0", "half", "nan", "deep"],
)
def test_what_is_wrong_is_said_and_nothing_is_answered(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = play(tmp_path, content, capsys)
    assert (status, out) == (MISUSED, "")
    assert words in err and "Traceback" not in err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(tmp_path / "none.json")]) == MISUSED
    assert "读不到文件" in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(CASE)))
    assert main(["tally", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == {"area": 186150, "heads": 6}
