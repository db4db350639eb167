"""What the bot's manifest offers people: commands, shortcuts, prompts, and its name."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.slack.scopes import MANIFEST
from sandbox.slack.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The lists are rows of the manifest, as they stand there."""

    bot_name: str
    commands: list[Json]
    shortcuts: list[Json]
    prompts: list[Json]

    @classmethod
    def read(cls, path: Path = MANIFEST) -> "Offers":
        features = yaml.safe_load(path.read_text(encoding="utf-8"))["features"]
        return cls(
            bot_name=features["bot_user"]["display_name"],
            commands=features.get("slash_commands", []),
            shortcuts=features.get("shortcuts", []),
            prompts=features.get("agent_view", {}).get("suggested_prompts", []),
        )
