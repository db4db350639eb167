"""Reading JSON that somebody else wrote, without trusting its shape."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """An object in JSON; what is missing or of another kind reads as empty."""

    fields: Mapping[object, object]

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def part(self, name: str) -> "Part":
        return part(self.fields.get(name))

    def parts(self, name: str) -> list["Part"]:
        value = self.fields.get(name)
        return [part(item) for item in value] if isinstance(value, list) else []

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def has(self, name: str) -> bool:
        return bool(self.fields.get(name))


def part(value: object) -> Part:
    return Part(value if isinstance(value, Mapping) else {})
