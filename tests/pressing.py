"""Presses and answers of handlers' tests: an answer and what is said to it, a button that was drawn before."""

from __future__ import annotations

from sandbox.client import Message, Person


def data_of(message: Message, label: str) -> str:
    """What a button carries."""
    rows = message.raw["reply_markup"]["inline_keyboard"]
    return next(str(key["callback_data"]) for row in rows for key in row if key["text"].startswith(label))


async def answers(person: Person, *said: tuple[str, str]) -> None:
    """One types this, and is told that."""
    for words, told in said:
        await person.says(words)
        await person.sees(told, fresh=True)


async def in_english(*people: Person) -> None:
    """From now they are spoken to in English."""
    for person in people:
        await person.says("/wode")
        await person.presses("English")


async def again(person: Person, message: Message, label: str) -> str:
    """A button is pressed once more that stood there before, and what is said to it."""
    return (await person.forges(data_of(message, label), message)).text


async def forged(person: Person, message: Message, *presses: str) -> list[str]:
    """What somebody is told who presses what no button offered them."""
    return [(await person.forges(f"1{press}", message)).text for press in presses]


async def replies(person: Person, *asked: tuple[str, str]) -> None:
    """One is asked this, and types that."""
    for question, answer in asked:
        await person.sees(question, fresh=True)
        await person.says(answer)
