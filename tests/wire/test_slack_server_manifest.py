"""The app's manifest: complete, within Slack's limits, and every permission with its reason."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from sandbox.slack.scopes import MANIFEST, Manifest
from sandbox.slack.wire import Json

TEXT = Path(MANIFEST).read_text(encoding="utf-8")
CONTENT: Json = yaml.safe_load(TEXT)

# What each event needs, as https://docs.slack.dev/reference/events says.
NEEDED: Mapping[str, set[str]] = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.mpim": {"mpim:history"},
    "app_home_opened": set(),
    "agent_session_stopped": {"chat:write"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "channel_archive": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_shared": {"channels:read"},
    "channel_unshared": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_deleted": {"groups:read"},
    "channel_left": {"channels:read"},
    "group_left": {"groups:read"},
    "user_change": {"users:read"},
    "app_uninstalled": set(),
    "tokens_revoked": set(),
}


def test_every_scope_and_event_says_why() -> None:
    """An admin who reviews the app reads the reason beside each line."""
    scopes = CONTENT["oauth_config"]["scopes"]["bot"]
    events = CONTENT["settings"]["event_subscriptions"]["bot_events"]
    bare = [name for name in [*scopes, *events] if not _reason(name)]

    assert bare == []


def _reason(name: str) -> str:
    found = re.search(rf"^\s*- {re.escape(name)} +# +(.+)$", TEXT, re.MULTILINE)
    return found.group(1) if found else ""


def test_every_event_has_the_scopes_it_needs() -> None:
    """Slack refuses a manifest in which one is missing."""
    manifest = Manifest.read()
    missing = {
        event: needed - manifest.scopes
        for event, needed in NEEDED.items()
        if not needed <= manifest.scopes
    }

    assert missing == {}
    assert set(NEEDED) == manifest.events


def test_the_app_is_an_agent_with_home_commands_and_a_shortcut() -> None:
    """What the bot listens to has to be declared."""
    manifest = Manifest.read()

    assert manifest.display_name == "Dossier"
    assert manifest.is_agent
    assert manifest.has_home
    assert manifest.commands == {"/research", "/digest"}
    assert manifest.shortcuts == (("research_this", "message"),)


def test_its_words_keep_slacks_limits() -> None:
    """At least 175 characters, at most 300, four prompts."""
    features = CONTENT["features"]

    assert len(CONTENT["display_information"]["long_description"]) >= 175
    assert len(CONTENT["display_information"]["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4


def test_it_asks_for_no_more_than_it_uses() -> None:
    """It speaks only where it was invited, under its own name, with a bot's rights."""
    scopes = CONTENT["oauth_config"]["scopes"]
    unwanted = {"chat:write.public", "chat:write.customize", "channels:join", "mpim:write"}

    assert unwanted.isdisjoint(scopes["bot"])
    assert set(scopes) == {"bot"}
