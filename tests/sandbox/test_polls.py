"""Native polls: votes, revoting, hidden results, closing by hand and by the clock."""

import pytest
import telegram
from telegram.error import BadRequest

from sandbox.client import Group, Person, Refused, Town
from tests.sandbox.conftest import TestClock, drain

OPTIONS = ["赞成", "反对", "弃权"]


async def test_a_named_vote_is_told_with_its_counts(bot: telegram.Bot, group: Group, wang: Person, li: Person) -> None:
    sent = await bot.send_poll(group.id, "装电梯？", OPTIONS, is_anonymous=False)
    assert sent.poll.options[0].persistent_id
    shown = await wang.sees("装电梯", group)
    await wang.votes(shown, "赞成")
    answer, counted = await drain(bot)
    assert answer.poll_answer.user.id == wang.id
    assert answer.poll_answer.option_ids == (0,)
    assert answer.poll_answer.option_persistent_ids == (sent.poll.options[0].persistent_id,)
    assert counted.poll.options[0].voter_count == 1
    await wang.votes(shown)
    taken_back, _ = await drain(bot)
    assert taken_back.poll_answer.option_ids == ()
    await li.votes(shown, 1)
    final = await bot.stop_poll(group.id, sent.message_id)
    assert final.is_closed
    assert [option.voter_count for option in final.options] == [0, 1, 0]
    with pytest.raises(Refused, match="已经结束"):
        await wang.votes(shown, "赞成")
    with pytest.raises(BadRequest, match="already been closed"):
        await bot.stop_poll(group.id, sent.message_id)


async def test_an_anonymous_poll_tells_counts_only(bot: telegram.Bot, group: Group, wang: Person) -> None:
    await bot.send_poll(group.id, "问", OPTIONS)
    await wang.votes(await wang.sees("问", group), "反对")
    (update,) = await drain(bot)
    assert update.poll.total_voter_count == 1


async def test_rules_of_the_poll_bind_the_voter(bot: telegram.Bot, group: Group, wang: Person) -> None:
    await bot.send_poll(
        group.id, "问", OPTIONS, is_anonymous=False, allows_revoting=False, hide_results_until_closes=True
    )
    shown = await wang.sees("问", group)
    with pytest.raises(Refused, match="只能选一项"):
        await wang.votes(shown, 0, 1)
    await wang.votes(shown, 0)
    with pytest.raises(Refused, match="不能改"):
        await wang.votes(shown, 1)
    seen = await wang.sees("问", group)
    assert [option["voter_count"] for option in seen.raw["poll"]["options"]] == [0, 0, 0]
    assert seen.raw["sim"]["votes"] == [0]


async def test_the_towns_clock_closes_a_poll(bot: telegram.Bot, group: Group, wang: Person, clock: TestClock) -> None:
    sent = await bot.send_poll(group.id, "问", OPTIONS, open_period=600)
    assert sent.poll.close_date is not None
    clock.forward(minutes=11)
    await bot.get_me()
    (update,) = await drain(bot)
    assert update.poll.is_closed


async def test_an_anonymous_admin_votes_as_the_group(bot: telegram.Bot, group: Group, li: Person) -> None:
    await group.promotes(li, anonymous=True)
    await bot.send_poll(group.id, "问", OPTIONS, is_anonymous=False)
    await li.votes(await li.sees("问", group), 0)
    answer, _ = await drain(bot)
    assert answer.poll_answer.voter_chat.id == group.id


async def test_a_protected_poll_stays_and_an_open_one_travels_with_its_votes(
    bot: telegram.Bot, town: Town, group: Group, wang: Person
) -> None:
    stranger = await town.person("外人")
    outside = await town.group("别处", [wang, stranger], with_bot=False)
    await bot.send_poll(group.id, "公开", OPTIONS, is_anonymous=False)
    await bot.send_poll(group.id, "内部", OPTIONS, is_anonymous=False, protect_content=True)
    await drain(bot)
    with pytest.raises(Refused, match="受保护"):
        await wang.forwards(await wang.sees("内部", group), outside)
    await wang.forwards(await wang.sees("公开", group), outside)
    await stranger.votes(await stranger.sees("公开", outside), 0)
    answer, _ = await drain(bot)
    assert answer.poll_answer.user.id == stranger.id


@pytest.mark.parametrize(
    ("question", "options"),
    [("问" * 301, OPTIONS), ("问", ["项" * 101, "二"]), ("问", []), ("问", [str(n) for n in range(13)]), ("", OPTIONS)],
)
async def test_limits_of_polls(bot: telegram.Bot, group: Group, question: str, options: list[str]) -> None:
    with pytest.raises(BadRequest, match=r"(?i)poll"):
        await bot.send_poll(group.id, question, options)
