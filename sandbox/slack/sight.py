"""What a person sees on screen."""

from copy import deepcopy

from sandbox.slack.changes import Watch
from sandbox.slack.methods_conversations import conversation_json
from sandbox.slack.people import in_view
from sandbox.slack.state import as_shown, moment
from sandbox.slack.team import Team
from sandbox.slack.wire import BOT_USER, Json

ORDER = {"public": 0, "shared": 1, "private": 2, "mpim": 3, "im": 4}


class Seeing:
    """People by handle, conversations by id; LookupError for what is not theirs to see."""

    team: Team

    def channels_of(self, person: str) -> list[Json]:
        """The conversations this person sees, as `conversations.info` gives them.

        Direct messages come last; the one with the bot is always there. `has_bot` is added.
        """
        user = self.team.person(person).id
        self.team.direct(user)
        seen = sorted(self.team.seen_by(user), key=lambda c: (ORDER[c.kind], c.name))
        return [
            conversation_json(c, user=user) | {"has_bot": BOT_USER in c.members} for c in seen
        ]

    def messages_in(
        self, person: str, channel: str, *, thread_ts: str | None = None
    ) -> list[Json]:
        """Oldest first, as Slack JSON; without `thread_ts` the channel itself, else one thread.

        What only this person sees is among them, with `is_ephemeral`.
        """
        conversation = in_view(self.team, person, channel)
        user = self.team.person(person).id
        kept = conversation.thread(thread_ts) if thread_ts else conversation.top_level()
        shown = [as_shown(conversation, message) for message in kept]
        whispers = [
            {k: v for k, v in message.items() if k != "_to"}
            for message in conversation.ephemerals.values()
            if message["_to"] == user and message.get("thread_ts", "") == (thread_ts or "")
        ]
        return deepcopy(sorted([*shown, *whispers], key=moment))

    def view_of(self, person: str) -> Json | None:
        """The form that lies on top, if one is open."""
        stack = self.team.surfaces.forms.get(self.team.person(person).id)
        return stack[-1] if stack else None

    def home_of(self, person: str) -> Json | None:
        """The Home tab, once the bot has published it."""
        return self.team.surfaces.homes.get(self.team.person(person).id)

    def unfurls_of(self, channel: str, ts: str) -> tuple[bool, bool]:
        """Whether a message's links and media may unfurl; by default media do."""
        return self.team.unfurls.get((channel, ts), (False, True))

    def watch(self) -> Watch:
        """Every change from now on, without end."""
        return self.team.changes.watch()
