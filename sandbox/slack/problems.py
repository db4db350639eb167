"""What is wrong with blocks, in Slack's words and with its pointers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.wire import Json, Refused

ANYWHERE = frozenset({"type", "block_id"})


@dataclass(slots=True, kw_only=True)
class Problems:
    """Collects everything that is wrong below one part of a payload, such as `/blocks/0`."""

    at: str
    said: list[str] = field(default_factory=list)

    def below(self, *path: object) -> "Problems":
        """The same list, further down."""
        return Problems(at="/".join([self.at, *map(str, path)]), said=self.said)

    def say(self, what: str) -> None:
        self.said.append(f"[ERROR] {what} [json-pointer:{self.at}]")

    def each(self, part: Json, name: str) -> Iterator[tuple[Json, "Problems"]]:
        """The records of a list, each with its place; anything else there is a problem."""
        rows = part.get(name)
        if not isinstance(rows, list):
            self.below(name).say("must be an array")
            return
        for number, row in enumerate(rows):
            here = self.below(name, number)
            if isinstance(row, dict):
                yield row, here
            else:
                here.say("must be an object")

    def fields(self, part: Json, *, needed: str, allowed: str = "") -> bool:
        """Whether every needed field is there; what is not allowed is a problem too."""
        wanted = needed.split()
        missing = [name for name in wanted if part.get(name) is None]
        for name in missing:
            self.say(f"missing required field: {name}")
        for name in sorted(set(part) - ANYWHERE - set(wanted) - set(allowed.split())):
            self.say(f"invalid additional property: {name}")
        return not missing

    def words(self, value: object, *, most: int, least: int = 1) -> None:
        """A string of `least` to `most` characters."""
        if not isinstance(value, str):
            self.say("must be a string")
        elif len(value) > most:
            self.say(f"must be less than {most + 1} characters")
        elif len(value) < least:
            self.say(f"must be more than {least - 1} characters")

    def count(self, value: Any, *, most: int, least: int = 1) -> None:  # noqa: ANN401 - JSON
        """A list of `least` to `most` items."""
        if not isinstance(value, list):
            self.say("must be an array")
        elif len(value) > most:
            self.say(f"no more than {most} items allowed")
        elif len(value) < least:
            self.say(f"no fewer than {least} items allowed")

    def one_of(self, value: object, *allowed: object) -> None:
        if value not in allowed:
            self.say(f"must be a valid enum value: {', '.join(map(str, allowed))}")

    def refuse(self) -> None:
        """Raises Refused `invalid_blocks` if anything was said."""
        if self.said:
            raise Refused(
                "invalid_blocks",
                errors=self.said,
                response_metadata={"messages": self.said},
            )
