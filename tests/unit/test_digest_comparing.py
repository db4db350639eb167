"""The comparison of what is found with what was said, and the likeness of sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer import Claim
from domain.digest import Remembered, Standing
from domain.question import RunId
from scheduling.comparing import compare
from scheduling.likeness import gist, likeness, says_the_same
from scheduling.marks import folded, holds, mark_of
from tests.scenarios.digest_room import FRIDAY, a_claim

SAME = (
    ("The Team plan costs $12.", "the team plan costs $12"),
    ("Acme published new list prices.", "New list prices were published by Acme."),
    ("Seats cost 1,200 a year", "Seats cost 1200 a year."),
)
OTHERWISE = (
    ("The Team plan costs $12.", "The Team plan costs $14."),
    ("Existing customers move on 1 January.", "Existing customers move on 1 February."),
    ("Dana approved the rise.", "Dana has not approved the rise."),
)
APART = (
    ("The Team plan costs $12.", "The Business plan costs $36."),
    ("Acme raised its prices.", "Support heard seven complaints."),
    ("Lee owns billing.", "Priya owns pricing."),
)
VOCABULARY = """
    team business plan price costs dana approved rise acme globex seats 12 36 january
"""
WORDS = st.sampled_from(VOCABULARY.split())
CLAIMS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=6)
PLACES = st.sampled_from(["drive:a", "drive:b", "notion:c", "slack:C:1", "web:w"])


def remembered(claim: Claim, number: int) -> Remembered:
    return Remembered(
        id=f"m{number}",
        text=claim.text,
        citations=claim.citations,
        said=FRIDAY,
        run=RunId("r"),
        read_in=RunId("r"),
    )


def is_told(claim: Claim, other: Claim) -> bool:
    return claim.text == other.text or says_the_same(gist(claim.text), gist(other.text))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words(one: str, other: str) -> None:
    """Order, case, endings and thousands separators change nothing."""
    assert says_the_same(gist(one), gist(other))


@pytest.mark.parametrize(("one", "other"), OTHERWISE)
def test_the_same_subject_with_another_value(one: str, other: str) -> None:
    """A number, a date or a negation makes the difference."""
    assert likeness(gist(one), gist(other))
    assert not says_the_same(gist(one), gist(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_subjects(one: str, other: str) -> None:
    """Two plans with two prices correct nothing."""
    assert not likeness(gist(one), gist(other))


@given(
    now=st.lists(st.tuples(WORDS, PLACES, CLAIMS), max_size=5),
    before=st.lists(st.tuples(CLAIMS, PLACES), max_size=5),
    standings=st.lists(st.sampled_from(list(Standing)), min_size=40, max_size=40),
)
def test_every_claim_ends_in_one_place(
    now: list[tuple[str, str, list[str]]],
    before: list[tuple[list[str], str]],
    standings: list[Standing],
) -> None:
    """Nothing found is lost or told twice; nothing remembered is named twice."""
    claims = [a_claim(" ".join([word, *more]), place) for word, place, more in now]
    memory = [
        remembered(a_claim(" ".join(text) or "nothing", place), number)
        for number, (text, place) in enumerate(before)
    ]
    found = compare(claims, memory, {m.id: standings[i] for i, m in enumerate(memory)})
    told = [
        *found.new,
        *(pair.now for pair in (*found.changed, *found.contradicted, *found.known)),
    ]
    ended = [
        *(pair.before.id for pair in (*found.changed, *found.contradicted)),
        *(old.id for old in (*found.gone, *found.unchanged, *found.unchecked)),
    ]

    assert len(told) <= len(claims)
    assert all(
        any(says_the_same(gist(c.text), gist(t.text)) or c.text == t.text for t in told)
        for c in claims
    )
    assert len(ended) == len(set(ended))
    assert {*ended, *(pair.before.id for pair in found.known)} == {m.id for m in memory}


@given(texts=CLAIMS.map(lambda texts: [text for text in texts if text]))
def test_the_same_findings_again_are_no_news(texts: list[str]) -> None:
    """Whatever was said before, saying it again is quiet."""
    claims = [a_claim(text, f"drive:{number}") for number, text in enumerate(texts)]
    memory = [remembered(claim, number) for number, claim in enumerate(claims)]
    found = compare(claims, memory, {old.id: Standing.STANDS for old in memory})

    assert found.is_quiet


def test_a_source_that_cannot_be_read_now_says_nothing() -> None:
    """A failing connection is no reason to take a claim back."""
    old = remembered(a_claim("The Team plan costs $12."), 1)
    found = compare([], [old], {old.id: Standing.UNKNOWN})

    assert found.is_quiet
    assert found.unchecked == (old,)


def test_one_document_may_say_both() -> None:
    """A second price in the same place, where the first still stands, contradicts nothing."""
    old = remembered(a_claim("The Team plan costs $12 in 2026.", "drive:prices"), 1)
    found = compare(
        [a_claim("The Team plan costs $14 in 2027.", "drive:prices")],
        [old],
        {old.id: Standing.STANDS},
    )

    assert [claim.text for claim in found.new] == ["The Team plan costs $14 in 2027."]


QUOTE = "existing customers move on 1 January"


@pytest.mark.parametrize(
    "text",
    [
        f"Decided: {QUOTE}.",
        QUOTE,
        f"…{QUOTE}ish",
        "Decided:\n existing  customers move\non 1 January.",
    ],
)
def test_a_mark_finds_its_quote_again(text: str) -> None:
    """At either end, within a word, and with other blanks."""
    assert holds(folded(text), mark_of(QUOTE))


@pytest.mark.parametrize("text", ["", "Existing customers move on 1 January", QUOTE[:-1]])
def test_a_mark_finds_nothing_else(text: str) -> None:
    """A letter less or another one is another text."""
    assert not holds(folded(text), mark_of(QUOTE))
