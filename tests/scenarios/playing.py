"""Scripted models: each role plays what a test hands it, the Librarian the rest."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.claude.reply import Reply, as_json, says, tool_use

Json = dict[str, Any]
Turn = Callable[[Json], Reply | None]


def role_of(request: Json) -> str:
    """By tools and schema, as the Librarian tells roles apart."""
    tools = {tool["name"] for tool in request.get("tools") or []}
    schema = ((request.get("output_config") or {}).get("format") or {}).get("schema") or {}
    if title := schema.get("title"):
        return {"Triage": "triage", "Verdicts": "verifier"}[title]
    if "dispatch" in tools:
        return "lead"
    return "subagent" if "report_findings" in tools else "writer"


def task_of(request: Json) -> str:
    """A subagent's subtask id."""
    text = json.dumps(request["messages"][0], ensure_ascii=False)
    return text.partition('<task id=\\"')[2].partition("\\")[0]


def turn_of(request: Json) -> int:
    """Which turn of its conversation this is, from 1."""
    return 1 + len([m for m in request["messages"] if m["role"] == "assistant"])


@dataclass(slots=True, kw_only=True)
class Cast:
    """`lead` and each subagent play their list of turns; the last one repeats."""

    effort: str = "compare"
    lead: Sequence[Reply] = ()
    subagents: dict[str, Sequence[Reply]] = field(default_factory=dict)
    web_queries: Sequence[str] = ()

    def __call__(self, request: Json) -> Reply | None:
        match role_of(request):
            case "triage":
                return self._triage()
            case "lead":
                return _played(self.lead, turn_of(request))
            case "subagent":
                return _played(self.subagents.get(task_of(request), ()), turn_of(request))
            case _:
                return None

    def _triage(self) -> Reply:
        return as_json(
            {
                "effort": self.effort,
                "language": "en",
                "topic": "prices",
                "period": "",
                "since": "",
                "clarify": {"question": "", "options": []},
                "internal_sources": ["slack", "drive", "notion"],
                "internal_queries": ["Team price"],
                "web_queries": list(self.web_queries),
                "web_objective": "",
            }
        )


def _played(turns: Sequence[Reply], turn: int) -> Reply | None:
    return turns[min(turn, len(turns)) - 1] if turns else None


def subtask(id_: str, objective: str, *sources: str, needs: Sequence[str] = ()) -> Json:
    return {
        "id": id_,
        "title": objective,
        "objective": objective,
        "sources": list(sources),
        "boundaries": "",
        "expected": "",
        "queries": [],
        "needs": list(needs),
        "essential": True,
    }


def dispatching(*subtasks: Json) -> Json:
    return tool_use("dispatch", {"subtasks": list(subtasks)})


def dispatch(*subtasks: Json) -> Reply:
    return says(dispatching(*subtasks), tool_use("wait", {}))


WAIT = says(tool_use("wait", {}))
FINISH = says(
    tool_use("finish", {"outline": "", "passage_ids": [], "gaps": [], "disagreements": []})
)


def search(source: str, query: str) -> Json:
    arguments = {"query": query, "since": "", "until": "", "limit": 8}
    return tool_use(f"search_{source}", arguments)


def read(source: str, ref: str) -> Json:
    return tool_use(f"read_{source}", {"ref": ref, "find": "", "offset": 0})


def report(*findings: tuple[str, str, str]) -> Reply:
    """Findings as text, passage id and quote."""
    return says(
        tool_use(
            "report_findings",
            {
                "main_findings": [
                    {"text": text, "passage_ids": [id_], "quote": quote, "confidence": "high"}
                    for text, id_, quote in findings
                ],
                "uncertainties": [],
                "do_not_overstate": [],
                "next_steps": [],
            },
        )
    )
