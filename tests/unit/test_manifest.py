"""manifest.yml has the shape that Slack's schema allows, and the limits of its fields.

The schema: https://docs.slack.dev/reference/app-manifest
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from bot.scopes import SCOPES
from bot.slack_client import ALLOWED
from sandbox.slack.server import METHODS

Check = Callable[[object], bool]
_LONGEST_NAME = 50  # characters of a scope's or an event's name
CONTENT: dict[str, object] = yaml.safe_load(Path("manifest.yml").read_text(encoding="utf-8"))


def text(most: int, least: int = 1, *, like: str = "") -> Check:
    def check(value: object) -> bool:
        fits = isinstance(value, str) and least <= len(value) <= most
        return fits and (not like or bool(re.fullmatch(like, str(value), re.DOTALL)))

    return check


def truth(value: object) -> bool:
    return isinstance(value, bool)


def number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def strings(most: int, *, like: str) -> Check:
    def check(value: object) -> bool:
        if not isinstance(value, list) or not 0 < len(value) <= most:
            return False
        fit = all(re.fullmatch(like, one) and len(one) <= _LONGEST_NAME for one in value)
        return fit and len(set(value)) == len(value)

    return check


# Paths of fields; `[]` is each of a list. What is not here, Slack does not know.
FIELDS: Mapping[str, Check] = {
    "_metadata.major_version": number,
    "_metadata.minor_version": number,
    "display_information.name": text(35),
    "display_information.description": text(140),
    "display_information.long_description": text(4_000, 175),
    "display_information.background_color": text(7, 4, like="#(?:[0-9a-fA-F]{3}){1,2}"),
    "features.agent_view.agent_description": text(300),
    "features.agent_view.suggested_prompts[].title": text(75),
    "features.agent_view.suggested_prompts[].message": text(300),
    "features.app_home.home_tab_enabled": truth,
    "features.app_home.messages_tab_enabled": truth,
    "features.app_home.messages_tab_read_only_enabled": truth,
    "features.bot_user.display_name": text(80),
    "features.bot_user.always_online": truth,
    "features.slash_commands[].command": text(32, 2, like="/[a-z0-9_-]+"),
    "features.slash_commands[].url": text(3_000, like="https://.+"),
    "features.slash_commands[].description": text(2_000),
    "features.slash_commands[].usage_hint": text(1_000),
    "features.slash_commands[].should_escape": truth,
    "features.shortcuts[].name": text(24),
    "features.shortcuts[].type": text(7, like="message|global"),
    "features.shortcuts[].callback_id": text(255),
    "features.shortcuts[].description": text(150),
    "oauth_config.scopes.bot": strings(255, like=r"[a-z_]+(?::[a-z_.]+)?"),
    "settings.event_subscriptions.request_url": text(3_500, like="https://.+"),
    "settings.event_subscriptions.bot_events": strings(100, like=r"[a-z_]+(?:\.[a-z]+)?"),
    "settings.interactivity.is_enabled": truth,
    "settings.interactivity.request_url": text(3_500, like="https://.+"),
    "settings.org_deploy_enabled": truth,
    "settings.socket_mode_enabled": truth,
    "settings.token_rotation_enabled": truth,
}
REQUIRED = {
    "display_information.name",
    "features.bot_user.display_name",
    "features.agent_view.agent_description",
    "features.agent_view.suggested_prompts[].title",
    "features.agent_view.suggested_prompts[].message",
    "features.slash_commands[].command",
    "features.slash_commands[].description",
    "features.shortcuts[].name",
    "features.shortcuts[].type",
    "features.shortcuts[].callback_id",
    "features.shortcuts[].description",
    "settings.interactivity.is_enabled",
}
MOST = {"suggested_prompts": 4, "slash_commands": 50, "shortcuts": 10}


def faults(value: object, path: str = "") -> list[str]:
    """What Slack would object to, by path."""
    if path in FIELDS:
        return [] if FIELDS[path](value) else [path]
    if isinstance(value, dict):
        below = {f"{path}.{key}".lstrip("."): one for key, one in value.items()}
        lacking = {name for name in REQUIRED if name.rpartition(".")[0] == path} - set(below)
        return [
            *(fault for name, one in below.items() for fault in faults(one, name)),
            *lacking,
        ]
    if isinstance(value, list) and any(name.startswith(f"{path}[]") for name in FIELDS):
        is_over = len(value) > MOST[path.rpartition(".")[2]]
        each = [fault for one in value for fault in faults(one, f"{path}[]")]
        return [path, *each] if is_over else each
    return [path]


def test_slack_would_take_the_manifest() -> None:
    """Every field is known, of its kind, within its limits; none that is needed is missing."""
    assert faults(CONTENT) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("features.assistant_view", {"assistant_description": "old"}),
        ("display_information.long_description", "too short"),
        ("features.bot_user.display_name", None),
        ("settings.socket_mode_enabled", "yes"),
        ("settings.event_subscriptions.bot_events", ["app_mention", "app_mention"]),
        ("features.agent_view.suggested_prompts", [{"title": "t", "message": "m"}] * 5),
        ("features.shortcuts", [{"name": "Research this", "type": "message"}]),
        ("features.agent_view.suggested_prompts", [{"title": "without a message"}]),
        ("oauth_config.scopes.bot", ["chat:" + "w" * 50]),
    ],
)
def test_what_slack_would_refuse_is_found(path: str, value: object) -> None:
    """A check that lets everything through would prove nothing."""
    broken = deepcopy(CONTENT)
    *parents, last = path.split(".")
    place: object = broken
    for name in parents:
        assert isinstance(place, dict)
        place = place[name]
    assert isinstance(place, dict)
    place[last] = value

    assert faults(broken) != []


def test_the_scopes_are_those_whose_absence_is_explained() -> None:
    """`dossier doctor` says what fails without each."""
    oauth = CONTENT["oauth_config"]
    assert isinstance(oauth, dict)

    assert set(oauth["scopes"]["bot"]) == set(SCOPES)


def test_every_method_that_the_bot_calls_has_its_scope() -> None:
    """As Slack's page of each method says which; one of several is enough."""
    needed = {name: METHODS[name].scope for name in ALLOWED if METHODS[name].scope}
    lacking = {
        name: scope for name, scope in needed.items() if not set(scope.split(",")) & set(SCOPES)
    }

    assert lacking == {}
