"""What a phone asks of whoever holds it: taps and typed characters, counted wherever somebody acts."""

from dataclasses import dataclass

SECONDS_A_TAP = 3
SECONDS_A_CHARACTER = 1


@dataclass
class Effort:
    """Taps and typed characters so far. Whoever chooses a command from the menu types less than is counted here."""

    taps: int = 0
    characters: int = 0

    @property
    def seconds(self) -> int:
        """How long it takes an unhurried hand."""
        return SECONDS_A_TAP * self.taps + SECONDS_A_CHARACTER * self.characters

    def grows(self, taps: int, typed: str | None = None) -> None:
        """So many more taps, and so many signs more were typed."""
        self.taps += taps
        self.characters += len(typed or "")

    def __add__(self, other: "Effort") -> "Effort":
        """Both together."""
        return Effort(self.taps + other.taps, self.characters + other.characters)

    def __str__(self) -> str:
        """As the play says it."""
        return f"点{self.taps}下、打{self.characters}个字，合{self.seconds}秒"
