"""People's words as Drive's search language."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from connectors.drive_query import MOST_WORDS, key_words, merged, quoted, variants
from domain.evidence import Filters
from sandbox.google_drive.query import parse


@given(st.text(max_size=200))
def test_whatever_is_asked_drive_understands_it(query: str) -> None:
    """Quotes, backslashes and operators are words to look for, never part of the language."""
    for variant in variants(query, Filters()):
        found = parse(variant.q)

        assert not (variant.order and found.full_text)


@given(st.text(min_size=1, max_size=60))
def test_a_quoted_literal_ends_where_it_should(text: str) -> None:
    """An asker called O'Brien must not widen the search."""
    inside = quoted(text)[1:-1].replace("\\\\", "").replace("\\'", "")

    assert "'" not in inside
    assert not inside.endswith("\\")


def test_small_words_do_not_count_and_phrases_stay_whole() -> None:
    """Drive would look for each of them."""
    assert key_words('What did we decide about "net zero" and the Q3 pricing?') == (
        '"net zero"',
        "decide",
        "Q3",
        "pricing",
    )


def test_a_query_of_small_words_alone_keeps_them() -> None:
    """There are bands, films and products of such names."""
    assert key_words("the who") == ("the", "who")


def test_a_long_question_is_cut_to_its_first_words() -> None:
    """All words must match in the first variant."""
    assert len(key_words(" ".join(f"word{n}" for n in range(40)))) == MOST_WORDS


def test_other_forms_are_asked_for_in_the_wide_variant() -> None:
    """Drive matches whole words: `pricing` does not find `prices`."""
    _, wide, _ = variants("pricing policies", Filters())

    assert all(f"'{form}'" in wide.q for form in ("pricing", "price", "prices", "policy"))


def test_every_variant_leaves_out_the_bin_and_folders_and_keeps_the_period() -> None:
    """In UTC, whatever the asker's zone."""
    zone = timezone(timedelta(hours=2))
    filters = Filters(
        since=datetime(2026, 9, 1, 1, tzinfo=zone), until=datetime(2026, 10, 1, tzinfo=UTC)
    )

    for variant in variants("price list", filters, folders=["f'1"]):
        assert "trashed = false" in variant.q
        assert "mimeType != 'application/vnd.google-apps.folder'" in variant.q
        assert "modifiedTime >= '2026-08-31T23:00:00'" in variant.q
        assert "modifiedTime <= '2026-10-01T00:00:00'" in variant.q
        assert "('f\\'1' in parents)" in variant.q


def test_what_stands_high_in_two_lists_comes_first() -> None:
    """Reciprocal rank needs no scores, which Drive does not give."""
    assert merged([["a", "b", "c"], ["b", "d"], ["b", "a"]], key=str) == ("b", "a", "d", "c")
