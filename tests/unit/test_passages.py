"""Passages cover a text without gaps, at a size that can be cited."""

from hypothesis import given
from hypothesis import strategies as st

from connectors.passages import CAP, split, window
from domain.evidence import Excerpt

LINES = st.sampled_from(
    ["# Prices", "## Plans and so on", "", " ", "```", "| a | b |", "Words. " * 30, "x" * 2500]
)
TEXTS = st.one_of(st.text(max_size=4000), st.lists(LINES, max_size=40).map("\n".join))


@given(TEXTS)
def test_passages_joined_are_the_text(text: str) -> None:
    """A quote can only be placed if nothing is lost, doubled or moved."""
    passages = split(text)

    assert "".join(passage.text for passage in passages) == text
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert all(0 < len(p.text) <= CAP for p in passages)


@given(TEXTS, st.integers(1, 9000))
def test_windows_in_a_row_read_the_whole_text(text: str, limit: int) -> None:
    """Paging by `next_offset` must reach the end and repeat nothing."""
    read: list[Excerpt] = []
    offset = 0
    while True:
        seen = window(text, offset=offset, limit=limit)
        read += seen.excerpts
        if seen.next_offset is None:
            break
        assert seen.next_offset > offset
        offset = seen.next_offset

    assert tuple(read) == tuple(p for p in split(text) if p.text.strip())


def test_a_passage_knows_its_heading_and_begins_with_it() -> None:
    """The heading is what tells a reader where a quote stands."""
    text = "# Prices\n\n" + "Old. " * 60 + "\n\n## From March\n\n" + "New. " * 60

    first, second = split(text)

    assert (first.heading, second.heading) == ("Prices", "From March")
    assert second.text.startswith("## From March")


def test_a_comment_in_a_code_block_is_no_heading() -> None:
    """A shell script in a page would otherwise be torn apart."""
    text = "# Setup\n\n```\n" + "ls\n" * 80 + "# not a heading\nls\n```\n"

    assert [p.heading for p in split(text)] == ["Setup"]


def test_short_sections_share_a_passage() -> None:
    """Passages of a dozen characters are of no use to anybody."""
    text = "# A\n\none\n\n# B\n\ntwo\n\n# C\n\nthree\n"

    assert len(split(text)) == 1


def test_an_overlong_paragraph_is_cut_after_a_sentence() -> None:
    """Half sentences make bad quotes."""
    passages = split("This is a sentence of some length. " * 120)

    assert all(p.text.endswith(". ") for p in passages)


def test_words_are_found_far_down_with_what_leads_up_to_them() -> None:
    """A reader who knows what to look for need not page through the whole document."""
    parts = [f"## Part {n}\n\n" + f"Filler number {n}. " * 40 for n in range(50)]
    parts[31] = "## Renewals\n\n" + "Some words first. " * 45 + "\n\nThe discount is 12 %.\n"
    text = "\n\n".join(parts)

    seen = window(text, limit=2000, find="renewal discount")

    assert "The discount is 12 %." in "".join(p.text for p in seen.excerpts)
    assert seen.excerpts[0].heading == "Renewals"
    assert seen.found


def test_other_forms_of_a_word_and_rare_words_lead_the_way() -> None:
    """A question is not worded like its answer, and small words stand everywhere."""
    parts = [f"## Part {n}\n\n" + "What is this about, then? " * 40 for n in range(20)]
    parts[13] = "## Money\n\n" + "The prices of the plan. " * 40

    seen = window("\n\n".join(parts), limit=900, find="What is the pricing about?")

    assert seen.excerpts[0].heading == "Money"


def test_japanese_words_are_found_without_spaces() -> None:
    """Nothing separates the words of the question or of the text."""
    parts = ["## 一\n\n" + "天気の話です。" * 120, "## 二\n\n" + "価格は四十九です。" * 40]

    seen = window("\n\n".join(parts), limit=900, find="価格を教えてください")

    assert seen.excerpts[0].heading == "二"


def test_words_that_are_not_there_are_said_to_be_missing() -> None:
    """The reader gets the beginning instead, and must be able to say so."""
    seen = window("# A\n\nSome text.", find="zebra")

    assert not seen.found
    assert seen.excerpts[0].start == 0


def test_an_offset_past_the_end_gives_an_empty_window() -> None:
    """A model may ask for more than there is."""
    assert window("short", offset=99).excerpts == ()
