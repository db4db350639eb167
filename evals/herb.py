"""HERB (arXiv 2506.23139) as a workspace: Slack, Drive, Notion and the web of one company.

The data is read from a folder that is given; its form is that of the benchmark's own files,
`products/*.json` and `metadata/employee.json`. `team` and `customers` of a product are never
read, since they would give answers away.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from domain.evidence import Origin
from domain.question import SourceKind
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import (
    Channel,
    DriveFile,
    Message,
    NotionPage,
    Person,
    Sharing,
    WebPage,
    Workspace,
)

_ROOM = "questions"
_ADMIN = Person(handle="slackadmin", name="Slack admin", email="admin@herb.example")
_EMPLOYEE = re.compile(r"'?eid_(\w+)'?")
_LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
Json = Mapping[str, Any]  # a record of the benchmark, at the edge
Place = tuple[SourceKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HerbQuestion:
    """`gold` are the places that hold the evidence; empty where no source has the answer."""

    id: str
    text: str
    gold: frozenset[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Herb:
    """`asker` is a handle, `room` a channel's name."""

    workspace: Workspace
    questions: tuple[HerbQuestion, ...]
    unanswerable: tuple[HerbQuestion, ...]
    asker: str
    room: str = _ROOM


def place_of(origin: Origin) -> Place:
    """A passage's place in the terms of the gold evidence: one message, file or page."""
    kind = origin.ref.source
    match kind:
        case SourceKind.SLACK:
            channel = origin.ref.key.partition(":")[0]
            return kind, _message_key(channel, origin.created or _LONG_AGO)
        case SourceKind.WEB:
            return kind, origin.url
        case _:
            return kind, origin.ref.key


def _message_key(channel_id: str, at: datetime) -> str:
    return f"{channel_id}/{int(at.timestamp())}"


def load_herb(folder: Path, *, count: int, unanswerable: int = 0) -> Herb:
    """All products in one workspace, with the first `count` questions of an even choice."""
    products = [json.loads(file.read_text()) for file in sorted(folder.glob("products/*.json"))]
    employees = json.loads((folder / "metadata" / "employee.json").read_text())
    people = _people(employees, products)
    channels = tuple(_channels(products))
    room = Channel(name=_ROOM, topic="Ask here", members=(people[0].handle,))
    latest = max(message.at for channel in channels for message in channel.messages)
    pages = tuple(_pages(products, people[0].handle))
    workspace = Workspace(
        name="HERB",
        domain="herb.example",
        today=latest + timedelta(days=1),
        people=people,
        channels=(room, *channels),
        files=tuple(_files(products, {person.handle for person in people})),
        pages=pages,
        web=tuple({page.url: page for page in _web(products)}.values()),
        notion_readers=tuple((page.id, ("everyone",)) for page in pages),
    )
    return Herb(
        workspace=workspace,
        questions=tuple(islice(_chosen(products), count)),
        unanswerable=tuple(islice(_without_answer(products), unanswerable)),
        asker=people[0].handle,
    )


def _handle(id_: str) -> str:
    found = _EMPLOYEE.fullmatch(id_)
    return f"eid{found[1]}" if found else _ADMIN.handle


def _people(employees: Json, products: list[Json]) -> tuple[Person, ...]:
    """The table of employees, and whoever speaks without standing in it."""
    speakers = {
        message["Message"]["User"]["userId"] for one in products for message in one["slack"]
    }
    found = {
        _handle(id_): Person(
            handle=_handle(id_),
            name=str(row["name"]),
            email=f"{_handle(id_)}@herb.example",
            title=f"{row['role']}, {id_}",
        )
        for id_, row in employees.items()
    }
    for handle in sorted({_handle(id_) for id_ in speakers} - found.keys() - {_ADMIN.handle}):
        found[handle] = Person(handle=handle, name=handle, email=f"{handle}@herb.example")
    return (*found.values(), _ADMIN)


def _channels(products: list[Json]) -> Iterator[Channel]:
    spoken: dict[str, list[Message]] = {}
    for row in (row for one in products for row in one["slack"]):
        said = row["Message"]["User"]
        message = Message(
            author=_handle(said["userId"]),
            at=_moment(said["timestamp"]),
            text=_EMPLOYEE.sub(lambda found: f"eid{found[1]}", said["text"]),
        )
        spoken.setdefault(row["Channel"]["name"], []).append(message)
    for name, messages in spoken.items():
        yield Channel(
            name=name.lower(),
            members=tuple(dict.fromkeys(message.author for message in messages)),
            messages=tuple(sorted(messages, key=lambda message: message.at)),
        )


def _files(products: list[Json], handles: set[str]) -> Iterator[DriveFile]:
    for row in (row for one in products for row in one["documents"]):
        owner = _handle(row["author"])
        at = _moment(row["date"])
        yield DriveFile(
            id=row["id"],
            name=row["id"].replace("_", " "),
            kind="doc",
            owner=owner if owner in handles else _ADMIN.handle,
            created=at,
            modified=at,
            sharing=Sharing(domain=True),
            text="\n\n".join(_parts(row)),
        )


def _parts(row: Json) -> Iterator[str]:
    yield row["content"]
    if row.get("feedback"):
        yield f"Feedback\n\n{row['feedback']}"


def _pages(products: list[Json], editor: str) -> Iterator[NotionPage]:
    for one in products:
        dates = {row["id"]: _moment(row["date"]) for row in one["meeting_transcripts"]}
        for row in (*one["meeting_transcripts"], *one["meeting_chats"]):
            at = dates.get(row["id"].removesuffix("_chat"), _LONG_AGO)
            about = row.get("document_type", "chat of the meeting")
            yield NotionPage(
                id=notion_id(row["id"]),
                title=f"{row['id'].replace('_', ' ')}: {about}",
                text=row.get("transcript") or row["text"],
                created=at,
                edited=at,
                edited_by=editor,
            )


def _web(products: list[Json]) -> Iterator[WebPage]:
    for one in products:
        for row in one["urls"]:
            yield WebPage(
                url=row["link"],
                title=row["description"],
                site=urlsplit(row["link"]).netloc,
                text=row["description"],
                published=_LONG_AGO,
            )
        for row in one["prs"]:
            yield WebPage(
                url=row["link"],
                title=f"{row['title']} #{row['number']}",
                site=urlsplit(row["link"]).netloc,
                text="\n\n".join(_pull_request(row)),
                published=_moment(row["created_at"]),
                author=row["user"]["login"],
            )


def _pull_request(row: Json) -> Iterator[str]:
    yield row["summary"]
    yield f"State: {row['state']}. Merged: {row['merged']}. Author: {row['user']['login']}."
    for review in row["reviews"]:
        who = review.get("user", {}).get("login", "Review")
        yield f"{who}: {review['state']}. {review['comment']}"


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _places(product: Json) -> dict[str, Place]:
    """Where each artifact of a product ends up in the workspace."""
    found: dict[str, Place] = {}
    for row in product["slack"]:
        channel = Channel(name=row["Channel"]["name"].lower()).id
        at = _moment(row["Message"]["User"]["timestamp"])
        found[row["id"]] = (SourceKind.SLACK, _message_key(channel, at))
    found |= {row["id"]: (SourceKind.DRIVE, row["id"]) for row in product["documents"]}
    meetings = (*product["meeting_transcripts"], *product["meeting_chats"])
    found |= {row["id"]: (SourceKind.NOTION, notion_id(row["id"])) for row in meetings}
    linked = (*product["urls"], *product["prs"])
    return found | {row["id"]: (SourceKind.WEB, row["link"]) for row in linked}


def _chosen(products: list[Json]) -> Iterator[HerbQuestion]:
    """In turn over the products, and within each over the types of question."""
    rows = zip_longest(*(_by_type(product, first=at) for at, product in enumerate(products)))
    return (one for one in chain.from_iterable(rows) if one)


def _by_type(product: Json, *, first: int) -> Iterator[HerbQuestion]:
    """Types in turn; each product begins with another one."""
    places = _places(product)
    typed: dict[str, list[HerbQuestion]] = {}
    for at, row in enumerate(product["answerable_questions"]):
        gold = frozenset(places[one] for one in row["citations"] if one in places)
        question = HerbQuestion(id=f"{row['type']}-{at}", text=row["question"], gold=gold)
        typed.setdefault(row["type"], []).append(question)
    types = sorted(typed)
    turned = [*types[first % len(types) :], *types[: first % len(types)]]
    rows = zip_longest(*(typed[type_] for type_ in turned))
    return (one for one in chain.from_iterable(rows) if one)


def _without_answer(products: list[Json]) -> Iterator[HerbQuestion]:
    rows = zip_longest(*(product["unanswerable_questions"] for product in products))
    texts = (row for row in chain.from_iterable(rows) if row)
    for at, text in enumerate(texts):
        yield HerbQuestion(id=f"unanswerable-{at}", text=str(text), gold=frozenset())
