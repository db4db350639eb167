"""The workspace in Slack's shape: who is in it, what they may see, and all that is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.slack.changes import Changes
from sandbox.slack.markup import encode, typed_blocks
from sandbox.slack.scopes import Manifest
from sandbox.slack.socket_mode import Sockets
from sandbox.slack.state import Conversation, State
from sandbox.slack.surfaces import Keys, Surfaces
from sandbox.slack.wire import BOT_USER, Json, fresh_id
from sandbox.workspace.schema import Channel, Message, Person, Workspace


@dataclass(slots=True, kw_only=True)
class Upload:
    """A file; `channels` are those it was shared in, `body` its bytes."""

    id: str
    name: str
    length: int
    title: str = ""
    body: bytes | None = None
    owner: str = ""
    channels: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Team:
    """Everything the methods and the people's side share."""

    workspace: Workspace
    clock: SandboxClock
    faults: Faults
    manifest: Manifest
    state: State = field(default_factory=State)
    sockets: Sockets = field(default_factory=Sockets)
    changes: Changes = field(default_factory=Changes)
    surfaces: Surfaces = field(default_factory=Surfaces)
    keys: Keys = field(default_factory=Keys)
    uploads: dict[str, Upload] = field(default_factory=dict)
    unfurls: dict[tuple[str, str], tuple[bool, bool]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    base_url: str = ""
    installed: bool = True
    revoked: set[str] = field(default_factory=set)

    @property
    def slug(self) -> str:
        """The workspace's part of its address."""
        return "".join(c if c.isalnum() else "-" for c in self.workspace.name.lower()).strip(
            "-"
        )

    @property
    def url(self) -> str:
        return f"https://{self.slug}.slack.com/"

    def permalink(self, channel: str, message: Json) -> str:
        link = f"{self.url}archives/{channel}/p{message['ts'].replace('.', '')}"
        root = message.get("thread_ts", message["ts"])
        return link if root == message["ts"] else f"{link}?thread_ts={root}&cid={channel}"

    def person(self, handle: str) -> Person:
        """Raises LookupError for a handle that nobody has."""
        person = self.people.get(f"U{handle.upper()}")
        if person is None or person.handle != handle:
            raise LookupError(f"nobody is called {handle!r}")
        return person

    def encode(self, text: str) -> str:
        """Text as people type it, in Slack's form."""
        names = {self.manifest.display_name.lower(): BOT_USER, "dossier": BOT_USER}
        if "@" in text:
            names |= {person.handle.lower(): person.id for person in self.people.values()}
        rooms = self.state.conversations.values() if "#" in text else ()
        channels = {room.name: room.id for room in rooms if room.name}
        return encode(text, people=names, channels=channels)

    def may_see(self, user: str, conversation: Conversation) -> bool:
        """Full members see every public channel; guests and strangers only where they are."""
        if user in conversation.members:
            return True
        person = self.people.get(user)
        is_guest = person is not None and person.kind != "member"
        return not conversation.is_private and not is_guest

    def seen_by(self, user: str) -> Iterator[Conversation]:
        return (c for c in self.state.conversations.values() if self.may_see(user, c))

    def direct(self, user: str) -> Conversation:
        """The direct message of a person with the bot."""
        return self.state.add(
            Conversation(
                id="D" + user.removeprefix("U"),
                name="",
                kind="im",
                created=self.clock.now(),
                members={user, BOT_USER},
            )
        )

    def group(self, users: set[str]) -> Conversation:
        """A group direct message of several people, the bot perhaps among them."""
        everyone = sorted(users)
        return self.state.add(
            Conversation(
                id="G" + "".join(user[1:] for user in everyone),
                name="mpdm-" + "--".join(user[1:].lower() for user in everyone) + "-1",
                kind="mpim",
                created=self.clock.now(),
                members=set(everyone),
            )
        )


def team_of(
    workspace: Workspace, *, clock: SandboxClock, faults: Faults, manifest: Manifest
) -> Team:
    """The team with its channels filled from the workspace."""
    team = Team(
        workspace=workspace,
        clock=clock,
        faults=faults,
        manifest=manifest,
        people={person.id: person for person in workspace.people},
    )
    for channel in workspace.channels:
        team.state.add(_conversation(channel, team))
    for channel in workspace.channels:
        conversation = team.state.conversation(channel.id)
        for message in sorted(channel.messages, key=lambda m: m.at):
            _write_down(message, conversation=conversation, team=team)
    return team


def _conversation(channel: Channel, team: Team) -> Conversation:
    members = {team.person(handle).id for handle in channel.members}
    first = min((message.at for message in channel.messages), default=team.workspace.today)
    return Conversation(
        id=channel.id,
        name=channel.name,
        kind=channel.kind,
        created=first,
        topic=channel.topic,
        purpose=channel.purpose,
        members=members | ({BOT_USER} if channel.has_bot else set()),
    )


def _write_down(message: Message, *, conversation: Conversation, team: Team) -> None:
    root = _kept(message, team=team)
    conversation.keep(root)
    for reply in message.replies:
        below = _kept(reply, team=team) | {"thread_ts": root["ts"]}
        conversation.keep(below)
        root["thread_ts"] = root["ts"]


def _kept(message: Message, *, team: Team) -> Json:
    author = team.person(message.author).id
    kept = typed(team.encode(message.text), user=author, ts=team.state.ts_of(message.at))
    if message.reactions:
        kept["reactions"] = [
            {
                "name": name,
                "users": [team.person(handle).id for handle in handles],
                "count": len(handles),
            }
            for name, handles in message.reactions
        ]
    return kept


def typed(text: str, *, user: str, ts: str) -> Json:
    """A message as a person's client sends it; `text` is already in Slack's form."""
    return {
        "type": "message",
        "user": user,
        "text": text,
        "ts": ts,
        "client_msg_id": fresh_id("").lower(),
        "blocks": typed_blocks(text),
    }
