"""What people read stands in the tables of words, where every language has it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.invariants.tree import ROOT

# Two words of small letters with a space between: no name, no code, no key of ours.
SENTENCE = re.compile(r"(?:^|[\s“\"(])[A-Za-z’']{2,},? [a-z’']{2,}")
FACE = ("bot", "bot/rendering", "scheduling")
TABLES = {
    *("words", "reception", "german", "french", "spanish", "japanese"),
    *("digest_words", "digest_languages", "digest_form_words", "sign_in_words", "connecting"),
    *("health_words", "handing_over", "plan_words", "administering", "mending", "seeing"),
    *("taken_back", "sentences", "german_sentences", "french_sentences", "spanish_sentences"),
    "japanese_sentences",
}
# What the operator reads, in a terminal, a log or a record, is English.
OPERATORS = {
    *(
        "__main__",
        "doctor",
        "doctor_sources",
        "doctor_rules",
        "operator_commands",
        "digest_commands",
    ),
    *("terminal", "proving", "scopes", "settings", "wiring", "house_rules", "standing"),
    *("auditing", "purging"),
}
# Words that people write, not we.
HEARD = {
    *("steering_english", "steering_german", "steering_french", "steering_spanish"),
    "steering_calendars",
    *("answers_about_itself", "language", "calendar_words", "likeness", "vocabulary", "zones"),
    *("reading", "phrases"),
}
NOBODYS = {
    "admission",  # the model reads what is left out of a question
    "thread_so_far",  # and of a thread
    "replying",  # and that a question was edited
    "payloads",  # why an event is ignored
    "leaving",  # Slack takes nothing more from an app that was removed
    "listeners",  # a secret that is none, and a warning of Bolt's
}
# Calls whose words nobody reads but an operator.
UNSAID = {
    *("debug", "info", "warning", "error", "critical", "Ignored", "compile", "Misconfigured"),
    *(
        "RuntimeError",
        "TypeError",
        "ValueError",
        "skipped",
        "failed",
        "given_up",
        "filterwarnings",
    ),
}


def modules() -> Iterator[Path]:
    for folder in FACE:
        for path in sorted((ROOT / folder).glob("*.py")):
            if path.stem not in TABLES | OPERATORS | HEARD | NOBODYS:
                yield path


def sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals that read like sentences, where they may be said to somebody."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.Call) and _name(child.func) in UNSAID:
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            if SENTENCE.search(child.value):
                yield child.lineno, child.value
            continue
        yield from sentences(child)


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def test_no_module_of_the_face_has_a_sentence_of_its_own() -> None:
    """It would be read in English, whatever the question's language."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]}"
        for path in modules()
        for line, text in sentences(ast.parse(path.read_text("utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'SAID = "Nothing to see here"',
        'async def say(reach): await reach.say("Ask again, please", key="k", channel="c")',
        'def view(): return section(f"{name} has no digest")',
        'button("Try it", "try", run)',
        'raise NeedsAsker("I know no such channel.")',
        'view = {"type": "modal", "title": {"type": "plain_text", "text": "My view"}}',
    ],
)
def test_a_planted_sentence_is_found(planted: str) -> None:
    """However it gets to people: said, shown, on a button, in a refusal."""
    assert list(sentences(ast.parse(planted)))


@pytest.mark.parametrize(
    "innocent",
    ['"""What this module is for."""', 'log.info("home.opened late")', 'key = "late/form"'],
)
def test_what_nobody_reads_is_no_sentence(innocent: str) -> None:
    """Docstrings, logs, keys."""
    assert not list(sentences(ast.parse(innocent)))
