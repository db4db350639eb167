"""files.list: which files a person's query finds, and in which order."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.google_drive.errors import invalid, refused
from sandbox.google_drive.parameters import Parameters
from sandbox.google_drive.query import BadQueryError, Candidate, Query, parse
from sandbox.google_drive.sharing import Sharings
from sandbox.google_drive.shelf import candidate, drive_id
from sandbox.workspace.schema import DriveFile

PARAMETERS = (
    "q",
    "corpora",
    "driveId",
    "includeItemsFromAllDrives",
    "spaces",
    "pageSize",
    "pageToken",
    "orderBy",
)
_SORTS: Mapping[str, Callable[[DriveFile], str]] = {
    "modifiedTime": lambda file: file.modified.isoformat(),
    "createdTime": lambda file: file.created.isoformat(),
    "recency": lambda file: file.modified.isoformat(),
    "name": lambda file: file.name.casefold(),
    "name_natural": lambda file: file.name.casefold(),
    "folder": lambda file: "a" if file.kind == "folder" else "b",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    files: Mapping[str, DriveFile]
    sharings: Sharings

    def found(self, asked: Parameters, email: str) -> list[DriveFile]:
        """Every file that the query matches and this person's search shows.

        Raises:
            RefusedError: the query, the order or the corpora are not accepted.
        """
        query = _query(asked)
        in_reach = _reach(asked)
        matching = [
            (candidate(file, self.sharings, email), file)
            for file in self.files.values()
            if in_reach(file) and self.sharings.finds(file, email)
        ]
        kept = [(facts, file) for facts, file in matching if query.matches(facts)]
        if query.full_text:
            kept.sort(key=lambda pair: _relevance(pair[0], query), reverse=True)
            return [file for _, file in kept]
        return _sorted([file for _, file in kept], asked.get("orderBy", "modifiedTime desc"))


def _query(asked: Parameters) -> Query:
    try:
        query = parse(asked.get("q"))
    except BadQueryError as error:
        raise invalid(str(error), location="q") from error
    if query.full_text and asked.get("orderBy"):
        message = "Sorting is not supported for queries with fullText terms."
        raise refused(403, "forbidden", message, location="orderBy")
    return query


def _relevance(facts: Candidate, query: Query) -> tuple[int, int]:
    in_name = sum(word in facts.name_words for word in query.full_text)
    return in_name, sum(facts.text_words.count(word) for word in query.full_text)


def _reach(asked: Parameters) -> Callable[[DriveFile], bool]:
    """Which corners of Drive the flags let the query into."""
    everywhere = asked.flag("includeItemsFromAllDrives")
    if everywhere and not asked.flag("supportsAllDrives"):
        message = "includeItemsFromAllDrives requires supportsAllDrives=true."
        raise refused(403, "teamDrivesNotSupported", message, location="supportsAllDrives")
    if asked.get("spaces", "drive") != "drive":
        raise invalid(asked.get("spaces"), location="spaces")
    match asked.get("corpora", "user"):
        case "allDrives" | "drive" if not everywhere:
            message = "This corpora requires includeItemsFromAllDrives=true."
            raise refused(400, "invalid", message, location="corpora")
        case "drive":
            wanted = asked.get("driveId")
            return lambda file: bool(wanted) and drive_id(file.shared_drive) == wanted
        case "domain":
            return lambda file: file.sharing.domain and (everywhere or not file.shared_drive)
        case "user" | "allDrives":
            return lambda file: everywhere or not file.shared_drive
        case unknown:
            raise invalid(unknown, location="corpora")


def _sorted(files: list[DriveFile], order: str) -> list[DriveFile]:
    """By the first key, then the second and so on; each may end in ` desc`."""
    found = list(files)
    for key in reversed(order.split(",")):
        parts = re.split(r"\s+", key.strip())
        if parts[0] not in _SORTS or parts[1:] not in ([], ["desc"], ["asc"]):
            raise invalid(key, location="orderBy")
        found.sort(key=_SORTS[parts[0]], reverse=parts[1:] == ["desc"])
    return found
