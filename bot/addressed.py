"""Whether a delivery is for this app in this workspace, by the ids that Slack puts on it.

An app may be installed in more workspaces than ours, and an organisation has many: with one
token only ours is served. What belongs to nobody here is acknowledged and dropped unread.
https://docs.slack.dev/apis/events-api/#callback-field , authorizations
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading import Part, part


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """The app needs no id here: the signing secret or the socket's token is its own."""

    team: str
    enterprise: str = ""

    def has(self, body: object) -> bool:
        """False too for what names no workspace at all."""
        top = part(body)
        if self.enterprise and self.enterprise in _enterprises(top):
            return True
        return bool(self.team) and self.team in _teams(top)


def _teams(top: Part) -> Iterator[str]:
    yield from (top.text("team_id"), top.text("context_team_id"), top.part("team").text("id"))
    yield from (one.text("team_id") for one in top.parts("authorizations"))


def _enterprises(top: Part) -> Iterator[str]:
    yield from (top.text("enterprise_id"), top.part("enterprise").text("id"))
    yield from (one.text("enterprise_id") for one in top.parts("authorizations"))
