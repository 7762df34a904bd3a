"""Too fast is refused with a time to wait; planned troubles strike as planned."""

import pytest
import telegram
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from sandbox.client import Group, Person, Refused, Town
from sandbox.flood import FloodGate
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.conftest import bot_at, drain


def test_the_gate_counts_chats_groups_and_the_whole() -> None:
    moment = [0.0]
    gate = FloodGate(enabled=True, monotonic=lambda: moment[0])
    assert [gate.retry_after(1) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert [gate.retry_after(-1) for _ in range(4)] == [0, 0, 0, 1]
    for _ in range(17):
        moment[0] += 1
        assert gate.retry_after(-1) == 0
    moment[0] += 1
    assert gate.retry_after(-1) == 42
    moment[0] = 100.0
    assert [gate.retry_after(chat) for chat in range(2, 33)][-1] == 1


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB warns as it words its own error
async def test_a_flood_is_refused_over_http() -> None:
    async with serve(create_app(World(flood=True))) as port, Town(f"http://127.0.0.1:{port}") as town:
        wang = await town.person("王阿姨")
        await wang.starts()
        async with bot_at(f"http://127.0.0.1:{port}") as bot:
            with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
                for number in range(9):
                    await bot.send_message(wang.id, str(number))


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_refusals_by_plan(bot: telegram.Bot, town: Town, started: Person) -> None:
    await town.faults(
        [
            {"method": "sendMessage", "times": 1, "kind": "429", "retry_after": 7},
            {"method": "*", "times": 1, "kind": "500"},
            {"method": "sendMessage", "times": 1, "kind": "403", "chat": started.id},
        ]
    )
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(started.id, "一")
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(started.id, "一")
    with pytest.raises(Forbidden):
        await bot.send_message(started.id, "一")
    assert (await town.faults())["plan"] == []
    assert await bot.send_message(started.id, "一")


async def test_hang_after_takes_effect_and_answers_never(bot: telegram.Bot, town: Town, started: Person) -> None:
    await town.faults([{"method": "sendMessage", "times": 1, "kind": "hang_after", "seconds": 30}])
    with pytest.raises(TimedOut):
        await bot.send_message(started.id, "到了", read_timeout=0.2)
    await started.sees("到了")


@pytest.mark.parametrize("kind", ["drop", "timeout_before"])
async def test_lost_calls_have_no_effect(bot: telegram.Bot, town: Town, started: Person, kind: str) -> None:
    await town.faults([{"method": "sendMessage", "times": 1, "kind": kind, "seconds": 0.05}])
    with pytest.raises(NetworkError):
        await bot.send_message(started.id, "没到")
    await started.sees_nothing_of("没到")


async def test_slow_is_only_slow(bot: telegram.Bot, town: Town, started: Person) -> None:
    await town.faults([{"method": "sendMessage", "times": 1, "kind": "slow", "seconds": 0.05}])
    assert (await bot.send_message(started.id, "慢慢来")).text == "慢慢来"


async def test_updates_are_doubled_swapped_and_lost(bot: telegram.Bot, town: Town, started: Person) -> None:
    await town.faults(updates=[{"kind": "duplicate", "times": 1}])
    await started.says("双")
    first, second = await drain(bot)
    assert first.update_id == second.update_id
    await town.faults(updates=[{"kind": "drop", "times": 1}])
    await started.says("丢")
    await started.says("甲")
    await town.faults(updates=[{"kind": "reorder", "times": 1}])
    await started.says("乙")
    assert [update.message.text for update in await bot.get_updates(timeout=0)] == ["乙", "甲"]


async def test_a_plan_that_makes_no_sense_is_refused(town: Town, group: Group) -> None:
    with pytest.raises(Refused, match="unknown kind"):
        await town.faults([{"method": "*", "times": 1, "kind": "earthquake"}])
