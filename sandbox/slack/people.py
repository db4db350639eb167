"""What people do in conversations: talk, correct themselves, react, come and go."""

from sandbox.slack.changes import Change
from sandbox.slack.directory import user_json
from sandbox.slack.events import announce, home_event, life_event, membership_event
from sandbox.slack.posting import change, place, remove
from sandbox.slack.state import Conversation
from sandbox.slack.surfaces import Session
from sandbox.slack.team import Team, typed
from sandbox.slack.wire import BOT_USER, Json, Refused


def in_view(team: Team, person: str, channel: str) -> Conversation:
    """The conversation, for someone who sees it.

    Raises:
        LookupError: there is none, or this person (a handle) does not see it.
    """
    user = team.person(person).id
    if channel == "D" + user.removeprefix("U"):
        return team.direct(user)
    conversation = team.state.conversations.get(channel)
    if conversation is None or not team.may_see(user, conversation):
        raise LookupError(f"{person} sees no conversation {channel}")
    return conversation


class Talking:
    """People by handle, conversations by id, `dossier` for the bot; LookupError for neither."""

    team: Team

    async def say(
        self, person: str, channel: str, text: str, *, thread_ts: str | None = None
    ) -> str:
        """Post as a person; `@dossier`, `@handle`, `#channel` become ids. Returns the ts.

        Whoever is not in the channel joins it first.

        Raises:
            Refused: `thread_not_found`, `is_archived`.
        """
        conversation = in_view(self.team, person, channel)
        user = self.team.person(person).id
        if conversation.archived:
            raise Refused("is_archived")
        if user not in conversation.members:
            _enter(self.team, conversation, user)
        ts = self.team.state.next_ts(self.team.clock.now())
        message = typed(self.team.encode(text), user=user, ts=ts)
        if thread_ts:
            message["thread_ts"] = thread_ts
        place(self.team, conversation, message)
        return ts

    async def edit(  # noqa: PLR0917 - who, where, which, what: the order of the screen
        self, person: str, channel: str, ts: str, text: str
    ) -> None:
        conversation = in_view(self.team, person, channel)
        _own(self.team, person, conversation.message(ts))
        encoded = self.team.encode(text)
        blocks = typed(encoded, user="", ts=ts)["blocks"]
        change(self.team, conversation, ts, text=encoded, blocks=blocks)

    async def delete(self, person: str, channel: str, ts: str) -> None:
        conversation = in_view(self.team, person, channel)
        _own(self.team, person, conversation.message(ts))
        remove(self.team, conversation, ts)

    async def react(  # noqa: PLR0917 - as above
        self, person: str, channel: str, ts: str, name: str
    ) -> None:
        """Add a reaction, or take it back when it is there already."""
        conversation = in_view(self.team, person, channel)
        user = self.team.person(person).id
        message = conversation.message(ts)
        if not unreact(message, name, user=user):
            react(message, name, user=user)
        self.team.changes.tell(Change(kind="reaction", channel=channel, ts=ts, person=user))


class Gathering:
    """Who is where, and what becomes of a channel."""

    team: Team

    async def invite(self, person: str, channel: str, who: str = "dossier") -> None:
        """Add someone, or the bot, to a channel."""
        conversation = in_view(self.team, person, channel)
        inviter = self.team.person(person).id
        _enter(self.team, conversation, _user(self.team, who), inviter=inviter)

    async def dismiss(self, person: str, channel: str, who: str = "dossier") -> None:
        """Take someone, or the bot, out of a channel."""
        conversation = in_view(self.team, person, channel)
        user = _user(self.team, who)
        conversation.members.discard(user)
        _note(self.team, conversation, user, subtype="channel_leave")
        event = membership_event("member_left_channel", conversation, user=user, inviter="")
        announce(self.team, event, conversation=conversation)
        if user == BOT_USER:
            gone = life_event("left", conversation, user=self.team.person(person).id)
            announce(self.team, gone, conversation=conversation)

    async def archive(self, person: str, channel: str) -> None:
        conversation = in_view(self.team, person, channel)
        conversation.archived = True
        self._life("archive", conversation, person)

    async def unarchive(self, person: str, channel: str) -> None:
        conversation = in_view(self.team, person, channel)
        conversation.archived = False
        self._life("unarchive", conversation, person)

    async def rename(self, person: str, channel: str, name: str) -> None:
        conversation = in_view(self.team, person, channel)
        conversation.name = name
        self._life("rename", conversation, person)

    def _life(self, verb: str, conversation: Conversation, person: str) -> None:
        event = life_event(verb, conversation, user=self.team.person(person).id)
        announce(self.team, event, conversation=conversation)

    async def share(self, person: str, channel: str) -> None:
        """Connect a public channel with another organisation."""
        conversation = in_view(self.team, person, channel)
        conversation.kind = "shared"
        event = {
            "type": "channel_shared",
            "channel": channel,
            "connected_team_id": "T0ELSEWHERE",
        }
        announce(self.team, event, conversation=conversation)

    async def convert(self, person: str, channel: str) -> None:
        """Make a private channel public; it keeps its id, and says so in itself."""
        conversation = in_view(self.team, person, channel)
        conversation.kind = "public"
        said = "made this channel *public*. Any member in this workspace can see and join it."
        user = self.team.person(person).id
        line = {"subtype": "channel_convert_to_public", "user": user, "text": said}
        _line(self.team, conversation, line)

    async def deactivate(self, person: str) -> None:
        """Somebody has left the company."""
        user = self.team.person(person)
        self.team.state.left.add(user.id)
        shown = user_json(
            user, workspace=self.team.workspace, at=self.team.clock.now(), email=False
        )
        announce(self.team, {"type": "user_change", "user": shown | {"deleted": True}})

    async def uninstall(self) -> None:
        """Remove the app: two last events, then every token is refused."""
        tokens = {"oauth": [], "bot": [BOT_USER]}
        announce(self.team, {"type": "tokens_revoked", "tokens": tokens})
        announce(self.team, {"type": "app_uninstalled"})
        self.team.installed = False


class Visiting:
    """Home, the direct message with the bot, and its Stop button."""

    team: Team

    async def open_home(self, person: str) -> None:
        user = self.team.person(person).id
        direct = self.team.direct(user)
        view = self.team.surfaces.homes.get(user)
        announce(self.team, home_event(direct.id, user=user, tab="home", view=view))

    async def open_dm(self, person: str) -> str:
        """Open the direct message with the bot; returns its id."""
        user = self.team.person(person).id
        direct = self.team.direct(user)
        announce(self.team, home_event(direct.id, user=user, tab="messages", view=None))
        return direct.id

    async def open_group(self, person: str, *others: str) -> str:
        """Open a group direct message with others, `dossier` perhaps; returns its id."""
        users = {_user(self.team, who) for who in (person, *others)}
        return self.team.group(users).id

    async def stop_session(self, person: str, channel: str, thread_ts: str) -> None:
        """Press Slack's own Stop; it shows only while the session is `processing`.

        Raises:
            LookupError: no such button is on screen.
        """
        conversation = in_view(self.team, person, channel)
        session = self.team.surfaces.sessions.get((channel, thread_ts))
        if session is None or session.status != "processing":
            raise LookupError("nothing is running in that thread")
        event = {
            "type": "agent_session_stopped",
            "channel": channel,
            "thread_ts": thread_ts,
            "user": self.team.person(person).id,
            "streaming_message_ts": [],
        }
        announce(self.team, event, conversation=conversation)

    def session_of(self, channel: str, thread_ts: str) -> str:
        """`processing`, `active`, `suspended`, `closed`, or empty."""
        session = self.team.surfaces.sessions.get((channel, thread_ts), _NO_SESSION)
        return session.status

    def status_line_of(self, channel: str, thread_ts: str) -> str:
        """What stands under the thread while the bot works, or empty."""
        line = self.team.surfaces.lines.get((channel, thread_ts))
        return line.status if line and line.shows(self.team.clock.now()) else ""

    def prompts_of(self, channel: str, thread_ts: str = "") -> list[Json]:
        """The suggested prompts: each a title and a message."""
        return self.team.surfaces.prompts.get((channel, thread_ts), [])


_NO_SESSION = Session(status="", title="", initiator="")


def _enter(team: Team, conversation: Conversation, user: str, *, inviter: str = "") -> None:
    conversation.members.add(user)
    _note(team, conversation, user, subtype="channel_join")
    event = membership_event("member_joined_channel", conversation, user=user, inviter=inviter)
    announce(team, event, conversation=conversation)


def _note(team: Team, conversation: Conversation, user: str, *, subtype: str) -> None:
    """The line that the channel shows when somebody comes or goes."""
    verb = "joined" if subtype == "channel_join" else "left"
    text = f"<@{user}> has {verb} the channel"
    _line(team, conversation, {"subtype": subtype, "user": user, "text": text})


def _line(team: Team, conversation: Conversation, said: Json) -> None:
    """What a channel says of itself."""
    ts = team.state.next_ts(team.clock.now())
    place(team, conversation, {"type": "message", "ts": ts} | said)


def _user(team: Team, who: str) -> str:
    return BOT_USER if who == "dossier" else team.person(who).id


def _own(team: Team, person: str, message: Json) -> None:
    if message["user"] != team.person(person).id:
        raise LookupError(f"{person} did not write that message")


def react(message: Json, name: str, *, user: str) -> bool:
    """Add a reaction; False when it is there already."""
    reactions = message.setdefault("reactions", [])
    entry = next((r for r in reactions if r["name"] == name), None)
    if entry is None:
        reactions.append({"name": name, "users": [user], "count": 1})
        return True
    if user in entry["users"]:
        return False
    entry["users"].append(user)
    entry["count"] += 1
    return True


def unreact(message: Json, name: str, *, user: str) -> bool:
    """Take a reaction back; False when there is none."""
    for entry in message.get("reactions", []):
        if entry["name"] == name and user in entry["users"]:
            entry["users"].remove(user)
            entry["count"] -= 1
            message["reactions"] = [r for r in message["reactions"] if r["count"]]
            return True
    return False
