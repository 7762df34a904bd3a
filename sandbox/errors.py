"""The two ways to say no: to the bot as Telegram does, and to the people's API in words."""

from typing import Any


class Refusal(Exception):
    """A Bot API error: code, description and perhaps parameters, worded as Telegram words them."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON body Telegram would send."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str, **parameters: int) -> Refusal:
    """A 400, by far the commonest refusal."""
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    """A 403: the bot has no business there."""
    return Refusal(403, f"Forbidden: {words}")


class Trouble(Exception):
    """An act of the people's API that cannot be: a status and words for the caller."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
