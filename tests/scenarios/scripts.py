"""Scripted replies for the sandbox's Messages API, each role told by what the wire shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sandbox.claude.reply import Reply, Script, as_json, cite, cited, says, text, tool_use

Json = dict[str, Any]
Turn = Callable[[Json, int], Reply | None]
WORDS = ("prices", "owners", "rivals", "dates", "costs", "terms", "plans", "risks")
NEW_LINE = "\n"


def role_of(request: Json) -> str:
    """`triage`, `lead`, `subagent`, `writer` or `verifier`."""
    tools = {tool["name"] for tool in request.get("tools") or []}
    if "dispatch" in tools:
        return "lead"
    if "report_findings" in tools:
        return "subagent"
    schema = (request.get("output_config") or {}).get("format") or {}
    title = (schema.get("schema") or {}).get("title")
    return {"Triage": "triage", "Verdicts": "verifier"}.get(str(title), "writer")


def turn_of(request: Json) -> int:
    """Which turn of its conversation this is, from 1."""
    return 1 + len([one for one in request["messages"] if one["role"] == "assistant"])


def said_to(request: Json) -> str:
    """Everything in the request's messages, as one text."""
    return "\n".join(_texts(request["messages"]))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            for key in ("content", "text", "input"):
                yield from _texts(value.get(key))
        case _:
            return


def by_role(turns: Mapping[str, Turn]) -> Script:
    """Hands each request to its role's turn; a role without one is left to the Librarian."""

    def script(request: Json) -> Reply | None:
        turn = turns.get(role_of(request))
        return turn(request, turn_of(request)) if turn else None

    return script


def triaged(effort: str, **more: object) -> Turn:
    """A fixed decision; `more` are further keys of the reply."""
    decided = {
        "effort": effort,
        "language": "en",
        "topic": "prices",
        "period": "",
        "since": "",
        "clarify": {"question": "", "options": []},
        "internal_sources": ["slack", "drive", "notion"],
        "internal_queries": ["prices"],
        "web_queries": [],
        "web_objective": "",
        **more,
    }
    return lambda _request, _turn: as_json(decided)


def subtask(name: str, sources: Sequence[str], objective: str, **more: object) -> Json:
    return {
        "id": name,
        "title": objective,
        "objective": objective,
        "sources": list(sources),
        "boundaries": "",
        "expected": "",
        "queries": [objective],
        "needs": [],
        "essential": True,
        **more,
    }


def dispatch(*subtasks: Json) -> Json:
    return tool_use("dispatch", {"subtasks": list(subtasks)})


def wait() -> Json:
    return tool_use("wait", {})


def finish(*passages: str) -> Json:
    done = {"outline": "", "passage_ids": passages, "gaps": [], "disagreements": []}
    return tool_use("finish", {**done, "passage_ids": list(passages)})


def search(source: str, query: str) -> Json:
    wanted = {"query": query, "since": "", "until": "", "limit": 8}
    return tool_use(f"search_{source}", wanted)


def read(source: str, ref: str) -> Json:
    return tool_use(f"read_{source}", {"ref": ref, "find": "", "offset": 0})


def report(*findings: Json) -> Json:
    said: Json = {"uncertainties": [], "do_not_overstate": [], "next_steps": []}
    return tool_use("report_findings", {"main_findings": list(findings), **said})


def lead_of(count: int, *, source: str = "slack") -> Turn:
    """Sends out `count` subtasks and waits in one turn; waits on until all ended; finishes."""

    def turn(request: Json, number: int) -> Reply:
        if number == 1:
            tasks = (
                subtask(f"s{at}", [source], f"{WORDS[at - 1]} this quarter")
                for at in range(1, count + 1)
            )
            return says(dispatch(*tasks), wait())
        ended = said_to(request).count("subtask_ended")
        return says(finish() if ended >= count else wait())

    return turn


def searching(*sources: str) -> Turn:
    """Searches, reads the first hit, reports it: three turns."""

    def turn(request: Json, number: int) -> Reply:
        task = said_to(request)
        source = next(one for one in sources if f"Sources: {one}" in task)
        if number == 1:
            word = task.partition("Objective: ")[2].split()[0]
            return says(search(source, word))
        if number == 2:
            return says(read(source, f"{source}:{between(task, f'ref: {source}:', NEW_LINE)}"))
        id_ = between(task.partition("<material")[2], 'id="', '"')
        found = {
            "text": "It is known.",
            "passage_ids": [id_],
            "quote": "",
            "confidence": "high",
        }
        return says(report(found))

    return turn


def between(words: str, start: str, end: str) -> str:
    """What follows the first `start`, up to the next `end`."""
    return words.partition(start)[2].partition(end)[0]


def writing(request: Json, _turn: int) -> Reply:
    """Cites the first block of each source."""
    sources = [
        part for part in request["messages"][0]["content"] if part["type"] == "search_result"
    ]
    lines = [
        cited(source["content"][0]["text"], cite(request, at))
        for at, source in enumerate(sources)
    ]
    return says(*(block for line in lines for block in (line, text("\n"))))


def verifying(request: Json, _turn: int) -> Reply:
    """Agrees with everything."""
    count = said_to(request).count("<claim n=")
    verdicts = [
        {"claim": at, "reason": "", "verdict": "supported", "derived": []}
        for at in range(1, count + 1)
    ]
    return as_json({"verdicts": verdicts})
