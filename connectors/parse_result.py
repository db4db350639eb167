"""What the parsing child says, and why it may decline."""

from dataclasses import asdict, dataclass
from enum import StrEnum

MOST_TEXT = 2_000_000  # code points; more is cut and said


class Unreadable(StrEnum):
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    GARBLED = "garbled"


class UnreadableError(Exception):
    """The file cannot be read; `why` says whose fault it is."""

    def __init__(self, why: Unreadable, detail: str) -> None:
        super().__init__(detail)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file's text as Markdown; `published` is a date or moment as the file gives it.

    `hidden` counts pieces of text that a reader would not have seen and that were left out;
    `walled` marks a page that says that it shows only a part.
    """

    text: str
    title: str = ""
    author: str = ""
    published: str = ""
    site: str = ""
    canonical: str = ""
    hidden: int = 0
    walled: bool = False
    notes: tuple[str, ...] = ()

    def within_limit(self) -> "Parsed":
        if len(self.text) <= MOST_TEXT:
            return self
        note = f"only the first {MOST_TEXT:,} characters were read"
        fields = asdict(self) | {"text": self.text[:MOST_TEXT], "notes": (*self.notes, note)}
        return Parsed(**fields)
