"""Transcripts: what people write down becomes messages, threads and reactions."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.workspace.fields import ContentError
from sandbox.workspace.transcript import parse_transcript

HANDLES = {"dana", "lee"}
START = datetime(2026, 9, 1, tzinfo=UTC)


def test_a_transcript_reads_as_it_looks() -> None:
    """Replies are indented, other lines continue, reactions follow what they are for."""
    (first, second) = parse_transcript(
        """
        2026-09-01
        09:12 dana: Morning.

        A second paragraph: with a colon.
            09:15 lee: It is.
            2026-09-02 08:40 dana: Thanks.
            :eyes: lee dana
        2026-09-03
        08:00:30 lee: Next
        :+1: dana
        """.replace("\n        ", "\n").strip(),
        HANDLES,
        "here",
    )

    assert first.text == "Morning.\n\nA second paragraph: with a colon."
    assert [reply.text for reply in first.replies] == ["It is.", "Thanks."]
    assert first.replies[1].at == datetime(2026, 9, 2, 8, 40, tzinfo=UTC)
    assert first.replies[1].reactions == (("eyes", ("lee", "dana")),)
    assert second.at == datetime(2026, 9, 3, 8, 0, 30, tzinfo=UTC)
    assert second.reactions == (("+1", ("dana",)),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("09:00 dana: Hello", "here line 1: no day"),
        ("2026-09-01\nHello", "here line 2: 'Hello' stands before any message"),
        ("2026-09-01\n    09:00 dana: Hello", "a reply stands before any message"),
        ("2026-09-01\n09:00 dana: a\n08:00 lee: b", "is before the line above it"),
        ("2026-09-01\n09:00 dana: a\n    08:00 lee: b", "is before the line above it"),
        ("2026-09-01\n09:00 dana: a\n09:00 lee: b", "another message has the moment"),
        ("2026-09-01\n09:00 dana: a\n:eyes: bob", "nobody is called 'bob'"),
        ("2026-09-31\n09:00 dana: a", "is no date"),
    ],
)
def test_a_line_that_does_not_fit_is_named(text: str, said: str) -> None:
    """Slack tells messages apart by their moment, so order and moments matter."""
    with pytest.raises(ContentError, match=re.escape(said)):
        parse_transcript(text, HANDLES, "here")


words = st.from_regex(r"\A[A-Za-zäあ#@&<>][A-Za-zäあ :.,#@&<>'-]{0,40}[a-zあ]\Z")


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(HANDLES)), words, st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_what_was_written_is_what_is_read(lines: list[tuple[str, str, bool]]) -> None:
    """No text is lost, changed or given to somebody else."""
    written = ["2026-09-01"]
    for minute, (by, text, is_reply) in enumerate(lines):
        at = START + timedelta(minutes=minute)
        indent = "    " if is_reply and minute else ""
        written.append(f"{indent}{at:%H:%M} {by}: {text}")

    messages = parse_transcript("\n".join(written), HANDLES, "here")
    read = [one for top in messages for one in (top, *top.replies)]

    assert [(one.author, one.text) for one in read] == [(by, text) for by, text, _ in lines]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a ContentError may come out of a transcript."""
    said = "here line"
    with suppress(ContentError):
        said = f"read {len(parse_transcript(text, HANDLES, 'here'))}"

    assert said
