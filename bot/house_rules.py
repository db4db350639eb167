"""What an administrator decides, in one file: who may ask, where, and what may be read for it.

The file is TOML; `DOSSIER_RULES` holds its path, or the text itself. An example is
docs/rules.example.toml.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.rendering.words import Words
from domain.audience import PersonKind
from domain.question import Asker, Room, RoomKind, SourceKind
from domain.record import UnreadableRecordError, from_json


class WrongRulesError(ValueError):
    """The file is no TOML, or has a field that does not exist or has the wrong kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRules:
    """For one channel; what is left out is as everywhere."""

    ask: bool = True
    web: bool = True
    sources: tuple[SourceKind, ...] = tuple(SourceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """`askers` are e-mail addresses, empty for every member; `channels` goes by name or id.

    `admins` are the addresses of those who are asked for money, and told how to mend things.

    A channel can only take away from what is allowed everywhere. `show_cost` holds in every
    thread; None leaves it to DOSSIER_SHOW_COST.
    """

    admins: tuple[str, ...] = ()
    guests: bool = False
    askers: tuple[str, ...] = ()
    direct_messages: bool = True
    web: bool = True
    sources: tuple[SourceKind, ...] = tuple(SourceKind)
    show_cost: bool | None = None
    channels: Mapping[str, ChannelRules] = field(default_factory=dict)

    def refusal(self, asker: Asker, room: Room, words: Words) -> str:
        """Why this person is not answered there, or nothing."""
        if asker.kind is PersonKind.GUEST and not self.guests:
            return words.guest
        if self.askers and asker.email.casefold() not in {a.casefold() for a in self.askers}:
            return words.not_named
        if room.kind is RoomKind.DM and not self.direct_messages:
            return words.not_in_messages
        if not self._of(room).ask:
            return words.not_here
        return "" if self.sources_in(room) else words.no_sources

    def may_be_asked_in(self, room: Room) -> bool:
        """Whether anybody is answered there."""
        return self.direct_messages if room.kind is RoomKind.DM else self._of(room).ask

    def sources_in(self, room: Room) -> tuple[SourceKind, ...]:
        """What may be read for a question asked there."""
        own = self._of(room)
        web = self.web and own.web
        return tuple(
            kind
            for kind in SourceKind
            if kind in self.sources and kind in own.sources and (kind.is_internal or web)
        )

    def _of(self, room: Room) -> ChannelRules:
        by_name = {name.removeprefix("#"): rules for name, rules in self.channels.items()}
        return by_name.get(room.channel) or by_name.get(room.name) or ChannelRules()


_FIELDS = frozenset(HouseRules.__dataclass_fields__)
_CHANNEL_FIELDS = frozenset(ChannelRules.__dataclass_fields__)


def read_rules(text: str) -> HouseRules:
    """Raises WrongRulesError with the name of the field."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise WrongRulesError(f"this is no TOML: {wrong}") from wrong
    _known(given, _FIELDS, where="")
    channels = given.get("channels", {})
    if not isinstance(channels, dict):
        raise WrongRulesError("channels is a table of tables")
    for name, own in channels.items():
        if not isinstance(own, dict):
            raise WrongRulesError(f"channels.{name} is a table")
        _known(own, _CHANNEL_FIELDS, where=f"channels.{name}.")
    try:
        return from_json(json.dumps(given, default=str), HouseRules)
    except UnreadableRecordError as wrong:
        raise WrongRulesError(str(wrong)) from wrong


def _known(given: Mapping[str, object], fields: frozenset[str], *, where: str) -> None:
    for name in given:
        if name not in fields:
            raise WrongRulesError(
                f"{where}{name} is no rule; there are {', '.join(sorted(fields))}"
            )
