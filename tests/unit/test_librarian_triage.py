"""The Librarian's triage: effort, language, time and the web, from the question alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.librarian_desk import structured, triaged

COMPARISON = (
    "what changed about our pricing this quarter, who decided it, "
    "and how do we now compare with Acme and Globex?"
)


@pytest.mark.parametrize(
    ("question", "effort"),
    [
        ("when is the offsite?", "quick"),
        ("who owns the billing service and who is on call this week?", "quick"),
        ("How much discount may a sales rep give?", "quick"),
        (COMPARISON, "compare"),
        ("Why did the import fail, and what have we changed since?", "compare"),
        ("Give me an overview of everything about the migration", "deep"),
        ("how do we and Acme compare on price, on support, and on uptime?", "deep"),
    ],
)
def test_effort_follows_the_shape_of_the_question(question: str, effort: str) -> None:
    """One or two facts are quick, parts make a comparison, a wide net is deep."""
    assert triaged(question)["effort"] == effort


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("when is the offsite?", "en"),
        ("Wer hat die Preise erhöht und warum?", "de"),
        ("Qui a décidé le changement de prix ?", "fr"),
        ("¿Quién decidió el cambio de los precios?", "es"),
        ("オフサイトはいつですか？", "ja"),
    ],
)
def test_the_language_is_that_of_the_question(question: str, language: str) -> None:
    """Answers come in the asker's language."""
    assert triaged(question)["language"] == language


@pytest.mark.parametrize(
    ("question", "since", "period"),
    [
        ("what changed this quarter?", "2026-09-01", "1 September to today"),
        ("what changed last week?", "2026-11-09", "9 November to today"),
        ("what changed since October?", "2026-10-01", "1 October to today"),
        ("what changed since December?", "2025-12-01", "1 December to today"),
        ("what changed in the last 14 days?", "2026-11-06", "6 November to today"),
        ("was hat sich seit Oktober geändert?", "2026-10-01", "1. Oktober bis heute"),
        ("今月は何が変わりましたか", "2026-11-01", "11月1日から今日まで"),
        ("what changed?", "", ""),
        ('Is that right? I said "ask me in January".', "", ""),
    ],
)
def test_relative_time_is_read_from_the_day_of_the_question(
    question: str, since: str, period: str
) -> None:
    """The answer says how a vague time was read."""
    read = triaged(question)

    assert (read["since"], read["period"]) == (since, period)


@pytest.mark.parametrize(
    ("question", "queries"),
    [
        (COMPARISON, ["Acme pricing", "Globex pricing"]),
        ("does our plan meet the new GDPR rules on logs?", ["GDPR"]),
        ("what does Globex charge for support?", ["Globex"]),
        ("when is the offsite?", []),
        ("what do we do if Acme lowers its prices?", []),
    ],
)
def test_the_web_is_wanted_only_when_the_question_looks_outside(
    question: str, queries: list[str]
) -> None:
    """Queries are made of the asker's own words."""
    found = triaged(question)["web_queries"]

    assert bool(found) == bool(queries)
    assert all(any(wanted in query for query in found) for wanted in queries)


def test_a_vague_question_is_asked_back_with_its_own_words() -> None:
    """Once, and only where a matter is named and nothing about it."""
    vague = triaged("how are we doing on latency?")["clarify"]
    clear = triaged("what was the p95 latency of the API last week?")["clarify"]

    assert vague["question"]
    assert all("latency" in option for option in vague["options"][:-1])
    assert clear == {"question": "", "options": []}


def test_a_follow_up_borrows_the_topic_of_its_thread() -> None:
    """A short question in a thread is about what was asked there before."""
    read = triaged("and who approved it?", thread="Dana: what changed about our pricing?")

    assert any("pricing" in query for query in read["internal_queries"])


def test_the_reply_has_exactly_the_keys_of_the_schema() -> None:
    """Structured output that does not fit its schema cannot come from the real service."""
    read = structured("Triage", ["effort", "mood"], "<question>when?</question>")

    assert read == {"effort": read["effort"], "mood": ""}


@given(st.text(max_size=300))
def test_any_question_gets_a_triage(question: str) -> None:
    """Emoji, blanks and brackets included."""
    read = triaged(question + " ")

    assert read["effort"] in {"quick", "compare", "deep"}
    assert len(read["topic"]) <= 60
