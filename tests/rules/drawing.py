"""Records of any shape, drawn by chance, with hostile text in every field that holds text."""

import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import partial
from random import Random
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

OURS = "https://kelvane.slack.com/archives/C1/p1"  # where an address of ours may stand
_OURS = {"url": OURS, "link": OURS, "address": OURS, "zone": "Europe/Berlin"}
_PIECES = (
    *("<!channel>", "<@U0001>", "@here ", "<#C1>", "<!subteam^S1>", "&lt;!here&gt;"),
    *("<https://bad.example/?d=K|Sign in>", "[x](https://bad.example)", "HTTPS://BAD.EXAMPLE"),
    *("![c](https://bad.example/k.png)", "b\u200bad.c\u200bom/K", "\u202emoc.dab", "```"),
    *("| a | b |", "\x00", "\ud800", "[1] [999]", "\n", " ", "words ", "日本語。", "*_~`"),
    *("{name}", "{0}", "%s", "a" * 3_000, "word " * 300, ":smile:", "<!date^1^{date}|x>"),
)


def drawn(kind: Any, chance: Random, *, name: str = "") -> Any:  # noqa: ANN401 - any type
    """A value of this type; `name` is the field's, by which an address is told from words."""
    origin, within = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return drawn(chance.choice(within), chance, name=name)
    if origin in (tuple, frozenset, Sequence, Iterable):
        several = _several(within, chance, name=name)
        return frozenset(several) if origin is frozenset else several
    if is_dataclass(kind):
        return _record(kind, chance)
    one_of = within if origin is Literal else _members(kind)
    return chance.choice(one_of) if one_of else _plain(kind, chance, name)


def _members(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()


def _record(kind: Any, chance: Random) -> Any:  # noqa: ANN401 - any type
    hints = get_type_hints(kind)
    made = {
        one.name: drawn(hints[one.name], chance, name=one.name)
        for one in fields(kind)
        if one.init
    }
    return kind(**made)


def _several(kinds: tuple[Any, ...], chance: Random, *, name: str) -> tuple[Any, ...]:
    """As many as the type says, else up to three; at least one of what is chosen from a few."""
    if Ellipsis not in kinds and len(kinds) > 1:
        return tuple(drawn(kind, chance, name=name) for kind in kinds)
    least = 1 if _members(kinds[0]) or name == "citations" else 0
    return tuple(drawn(kinds[0], chance, name=name) for _ in range(chance.randint(least, 3)))


def _plain(kind: Any, chance: Random, name: str) -> Any:  # noqa: ANN401 - any type
    simple: dict[Any, Callable[[], Any]] = {
        str: partial(_text, chance, name),
        int: partial(chance.randint, 0, 5),
        float: partial(chance.uniform, 0, 500),
        bool: partial(chance.choice, (True, False)),
        type(None): lambda: None,
        datetime: partial(_moment, chance),
    }
    return simple[getattr(kind, "__supertype__", kind)]()


def _text(chance: Random, name: str) -> str:
    if name in _OURS:
        return _OURS[name]
    return "".join(chance.choices(_PIECES, k=chance.randint(0, 4)))


def _moment(chance: Random) -> datetime:
    return datetime(2026, 11, 20, 9, tzinfo=UTC) - timedelta(hours=chance.randint(0, 9_000))
