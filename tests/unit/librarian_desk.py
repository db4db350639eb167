"""Requests in the shapes that the product sends, and the Librarian's replies to them."""

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sandbox.claude.models import MODELS
from sandbox.claude.reply import Reply, message_of
from sandbox.claude.request_rules import check_request
from sandbox.librarian.desk import answer

TODAY = "Today is 2026-11-20 (Friday), Europe/Berlin."
TRIAGE = [
    *("effort", "language", "topic", "period", "since", "clarify", "internal_sources"),
    *("internal_queries", "web_queries", "web_objective"),
]
LEAD = ("dispatch", "wait", "redirect", "cancel", "finish")
INTERNAL = (
    *("search_drive", "read_drive", "search_notion", "read_notion", "search_slack"),
    *("read_slack", "report_findings"),
)
Json = dict[str, Any]


def replied(request: Json) -> Reply:
    """The reply to a request that the server would accept."""
    whole = {"model": "claude-sonnet-5-5", "max_tokens": 1000, **request}
    check_request(whole, MODELS[whole["model"]])
    return answer(whole)


def structured(title: str, fields: list[str], words: str) -> Json:
    """A structured reply, parsed."""
    schema = {
        "title": title,
        "type": "object",
        "properties": {name: {"type": "string"} for name in fields},
        "required": fields,
        "additionalProperties": False,
    }
    reply = replied(
        {
            "messages": [{"role": "user", "content": [{"type": "text", "text": words}]}],
            "output_config": {"format": {"type": "json_schema", "schema": schema}},
        }
    )
    parsed: Json = json.loads(reply.content[0]["text"])
    return parsed


def triaged(question: str, *, thread: str = "") -> Json:
    lines = [TODAY, f"<question>{escape(question)}</question>"]
    lines += [f"<thread>\n{thread}\n</thread>"] if thread else []
    return structured(
        "Triage", TRIAGE, "\n\n".join([*lines, "Sources available: slack, drive, notion, web"])
    )


class Conversation:
    """Turns of one agent: `results` answer the calls of the turn before, in order."""

    def __init__(self, opening: str, tools: tuple[str, ...]) -> None:
        self._tools = [
            {"name": name, "input_schema": {"type": "object", "properties": {}}}
            for name in tools
        ]
        self._messages: list[Json] = [user({"type": "text", "text": opening})]
        self.calls: list[Json] = []

    def turn(self, *results: str, note: str = "") -> list[Json]:
        """The calls of the next turn."""
        if results:
            blocks: list[Json] = [
                {"type": "tool_result", "tool_use_id": call["id"], "content": result}
                for call, result in zip(self.calls, results, strict=True)
            ]
            blocks += [{"type": "text", "text": note}] if note else []
            self._messages.append(user(*blocks))
        request = {"messages": self._messages, "tools": self._tools}
        message = message_of(replied(request), {"model": "x", **request}, {})
        self._messages.append({"role": "assistant", "content": message["content"]})
        self.calls = [block for block in message["content"] if block["type"] == "tool_use"]
        return self.calls


def user(*blocks: Json) -> Json:
    return {"role": "user", "content": list(blocks)}


def lead(question: str, *, subtasks: int = 4) -> Conversation:
    opening = "\n\n".join(
        [
            TODAY,
            f"<question>{escape(question)}</question>",
            "Language: en\nEffort: compare",
            "Sources available: slack, drive, notion, web",
            f"At most {subtasks} subtasks and 4 dispatches.",
        ]
    )
    return Conversation(opening, LEAD)


def subagent(
    objective: str, *, sources: str = "slack, notion", calls: int = 12
) -> Conversation:
    opening = (
        f"{TODAY}\n\n<question>{escape(objective)}</question>\n"
        f'<task id="s1">\nObjective: {escape(objective)}\nSources: {sources}\n'
        f"At most {calls} tool calls.\n</task>"
    )
    return Conversation(opening, INTERNAL)


def hit(ref: str, head: str, snippet: str, *, number: int = 1) -> str:
    kind = ref.partition(":")[0]
    return f"[h{number}] {head} ({kind})\nref: {ref}\n{snippet}"


def material(name: str, words: str, **attributes: str) -> str:
    shown = {"kind": "passage", "id": name, **attributes}
    named = " ".join(f"{key}={quoteattr(value)}" for key, value in shown.items())
    return f"<material {named}>\n{escape(words)}\n</material>"


def source(title: str, *texts: str) -> Json:
    return {
        "type": "search_result",
        "source": f"dossier:{title}",
        "title": title,
        "content": [{"type": "text", "text": words} for words in texts],
        "citations": {"enabled": True},
    }


def written(question: str, *sources: Json, language: str = "en", more: str = "") -> Reply:
    told = f"{TODAY}\n\n<question>{escape(question)}</question>\n\nLanguage: {language}\n{more}"
    return replied({"messages": [user(*sources, {"type": "text", "text": told})]})


def text_of(reply: Reply) -> str:
    return "".join(block["text"] for block in reply.content)


def cited_in(reply: Reply) -> list[tuple[str, str]]:
    """Each cited stretch with the first text that it cites."""
    return [
        (block["text"], block["citations"][0]["cited_text"])
        for block in reply.content
        if block.get("citations")
    ]
