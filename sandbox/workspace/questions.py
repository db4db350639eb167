"""The questions that ship with the invented company, and what a good answer to each needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from sandbox.workspace.fields import ContentError, Fields
from sandbox.workspace.loading import read_yaml
from sandbox.workspace.notion_yaml import notion_id

Kind = Literal["slack", "drive", "notion", "web"]
Effort = Literal["quick", "compare", "deep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source that an answer may cite.

    `ref` is `channel/YYYY-MM-DD` for Slack (any message of that day, in UTC), the file's id
    for Drive, the page's, row's or database's UUID for Notion, the address for the web.
    """

    kind: Kind
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedAnswer:
    """`cites` and `contains` are met when every group has one member in the answer.

    `never` may appear nowhere in what the room is shown. `nothing` says that no source has
    the answer, so that it has no citation.
    """

    cites: tuple[tuple[Cited, ...], ...]
    contains: tuple[tuple[str, ...], ...]
    never: tuple[str, ...]
    nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedQuestion:
    """`asker` is a handle, `channel` a name."""

    id: str
    asker: str
    channel: str
    effort: Effort
    text: str
    expected: ExpectedAnswer


def load_questions(path: Path) -> tuple[ShippedQuestion, ...]:
    """The questions of `path`, in its order.

    Raises:
        ContentError: the file or a field of it is wrong; the message says which.
    """
    fields = Fields(read_yaml(path, path.parent), path.name)
    secrets = fields.texts("secrets")
    questions = tuple(_question(one, secrets) for one in fields.children("questions"))
    fields.finish()
    return questions


def _question(fields: Fields, secrets: tuple[str, ...]) -> ShippedQuestion:
    question = ShippedQuestion(
        id=fields.text("id"),
        asker=fields.text("asker"),
        channel=fields.text("channel"),
        effort=fields.choice("effort", Effort, "compare"),
        text=fields.text("question"),
        expected=ExpectedAnswer(
            cites=tuple(
                tuple(_cited(one, fields.place("cites")) for one in group)
                for group in fields.groups("cites")
            ),
            contains=fields.groups("contains"),
            never=(*secrets, *fields.texts("never")),
            nothing=fields.flag("nothing", default=False),
        ),
    )
    fields.finish()
    return question


def _cited(written: str, where: str) -> Cited:
    kind, _, ref = written.partition(":")
    if kind not in get_args(Kind) or not ref:
        raise ContentError(f"{where}: {written!r} names no source (want drive:some-id)")
    return Cited(kind=cast("Kind", kind), ref=notion_id(ref) if kind == "notion" else ref)
