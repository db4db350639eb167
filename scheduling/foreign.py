"""Words for time in other languages, carried over into the English that the phrases are for.

Each language is a table of short phrases. What no entry knows is left as it is, so that zones,
numbers, cron lines and channels need no translation, and every place in the English text leads
back to its place in what was said.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

English = str | Callable[[re.Match[str]], str]
Entry = tuple[str, English]
_UNKNOWN = re.compile(r"\w+|\W", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Carried:
    """`places[i]` is where in what was said the English text's letter i stands, and its end."""

    said: str
    english: str
    places: tuple[int, ...]

    def before(self, at: int) -> str:
        return self.said[: self.places[at]]

    def rest(self, english: str) -> str:
        """Of an end of the English text, the words that were really said."""
        return self.said[self.places[len(self.english) - len(english)] :]


class Tongue:
    """A language by its table; entries that are longer stand before those they contain."""

    def __init__(self, code: str, entries: Iterable[Entry], *, spaced: bool = True) -> None:
        end = r"(?!\w)" if spaced else ""
        self.code = code
        self.spaced = spaced
        self._entries = [(re.compile(f"(?:{said}){end}"), english) for said, english in entries]

    def carry(self, text: str) -> Carried:
        folded, english, places, at = _folded(text), "", list[int](), 0
        while at < len(text):
            found, words = self._known(folded, at)
            if found is None:
                end = self._unknown(text, at)
                english += folded[at:end]
                places += range(at, end)
            else:
                end = found.end()
                words = words if self.spaced else f" {words} "
                english += words
                places += [at] * len(words)
            at = end
        return Carried(text, english, (*places, len(text)))

    def _known(self, folded: str, at: int) -> tuple[re.Match[str] | None, str]:
        for pattern, english in self._entries:
            if found := pattern.match(folded, at):
                return found, english(found) if callable(english) else found.expand(english)
        return None, ""

    def _unknown(self, text: str, at: int) -> int:
        found = _UNKNOWN.match(text, at) if self.spaced else None
        return found.end() if found else at + 1


_WIDE = str.maketrans("０１２３４５６７８９：～，’", "0123456789:~,'")


def _folded(text: str) -> str:
    """In lower case and with narrow digits, letter for letter."""
    folded = text.translate(_WIDE).lower()
    return folded if len(folded) == len(text) else text
