"""Moves (步骤) of accounts that stories have in common: one is opened, a line is put down, another person signs."""

from __future__ import annotations

from sandbox.client import Message, Person


async def opens(chair: Person, kind: str, name: str, holder: str, tail: str, opening: str) -> None:
    """An account, from the first tap to what is in it now."""
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("账目", fresh=True, button="开一个账户"))
    await chair.presses(kind, message=await chair.sees("几种钱分开记", fresh=True))
    answers = (("账户叫什么", name), ("账户在谁名下", holder), ("最后四位", tail), ("现在账上有多少钱", opening))
    for question, answer in answers:
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("开这个账户", message=await chair.sees("这样开账户可以吗", fresh=True))
    await chair.sees("期初余额也要另一个人复核", fresh=True)


async def takes(person: Person, name: str) -> Message:
    """The account's page: two taps."""
    await person.says("/zhang")
    await person.presses(name, message=await person.sees(name, fresh=True, button=name))
    return await person.sees("户名：", fresh=True)


async def puts_down(
    chair: Person,
    account: str,
    way: str,
    amount: str,
    purpose: str,
    *,
    matter: str = "",
    source: str = "",
    contract: str = "",
    payee: str = "",
    invoice: str = "",
    photo: bytes | None = None,
) -> None:
    """A line, from the account's page to where it waits for another."""
    await chair.presses("记一笔", message=await takes(chair, account))
    await chair.presses(way, message=await chair.sees("收进来的，还是付出去的", fresh=True))
    choices = ((matter, "按哪个决定花的"), (source, "这笔钱是哪里来的"), (contract, "是哪份合同的钱"))
    for choice, question in choices:
        if choice:
            await chair.presses(choice, message=await chair.sees(question, fresh=True))
    await chair.sees("多少钱", fresh=True)
    await chair.says(amount)
    await chair.sees("是什么钱", fresh=True)
    await chair.says(purpose)
    if way == "支出":
        await _says_or_skips(chair, "付给谁", payee)
    await chair.presses("今天", message=await chair.sees("哪一天收付的", fresh=True))
    if way == "收入":
        await _says_or_skips(chair, "票据号是多少", invoice)
    asked = await chair.sees("拍一张凭证", fresh=True)
    if photo is None:
        await chair.presses("没有", message=asked)
    else:
        await chair.sends_photo(photo)
    await chair.presses("记下，请人复核", message=await chair.sees("另一个人复核以后算进余额", fresh=True))
    await chair.sees("等另一个人复核", fresh=True)


async def _says_or_skips(chair: Person, question: str, answer: str) -> None:
    asked = await chair.sees(question, fresh=True)
    await (chair.says(answer) if answer else chair.presses("没有", message=asked))


async def checks(member: Person, words: str) -> None:
    """Another person looks at the line that tells of this, and signs."""
    told = await member.sees("有一笔账等您复核", fresh=True)
    assert words in told.text, told.text
    await member.presses("去看看", message=told)
    await member.presses("账对，复核", message=await member.sees("待复核", fresh=True))
    await member.presses("账对，复核", message=await member.sees("以后错了只能冲正", fresh=True))
    await member.sees("两个人都签了", fresh=True)
