"""What the manifest asks for: scopes, events, commands and shortcuts. Nothing else is given."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.slack.wire import Json, Refused

MANIFEST = Path(__file__).parents[2] / "manifest.yml"

# Scopes and events are named after the kind of conversation.
FAMILY = {
    "public": "channels",
    "shared": "channels",
    "private": "groups",
    "im": "im",
    "mpim": "mpim",
}
# A person's own token may do what a person may do.
PERSON_SCOPES = frozenset(
    {
        f"{family}:{right}"
        for family in set(FAMILY.values())
        for right in ("history", "read", "write")
    }
    | {
        "chat:write",
        "users:read",
        "users:read.email",
        "reactions:write",
        "files:write",
        "files:read",
    }
    | {f"search:read.{part}" for part in ("public", "private", "im", "mpim", "files", "users")}
    | {"team:read"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    display_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: frozenset[str]
    shortcuts: tuple[tuple[str, str], ...]
    is_agent: bool
    has_home: bool

    @classmethod
    def read(cls, path: Path = MANIFEST) -> "Manifest":
        return cls.of(yaml.safe_load(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, content: Json) -> "Manifest":
        features = content["features"]
        scopes = content["oauth_config"]["scopes"]
        events = content["settings"]["event_subscriptions"]["bot_events"]
        return cls(
            display_name=features["bot_user"]["display_name"],
            scopes=frozenset([*scopes["bot"], *scopes.get("bot_optional", [])]),
            events=frozenset(events),
            commands=frozenset(row["command"] for row in features.get("slash_commands", [])),
            shortcuts=tuple(
                (row["callback_id"], row["type"]) for row in features.get("shortcuts", [])
            ),
            is_agent="agent_view" in features,
            has_home=bool(features.get("app_home", {}).get("home_tab_enabled")),
        )


def require(scope: str, *, provided: frozenset[str]) -> None:
    """Any one of several scopes will do when `scope` lists them with commas.

    Raises:
        Refused: `missing_scope`, with what is needed and what there is.
    """
    if provided.isdisjoint(scope.split(",")):
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(provided)))
