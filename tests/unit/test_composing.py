"""From a writer's cited text to an answer that says only what is cited."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from agents import draft
from agents.composing import Composed, compose, statements
from agents.conversation import CitedText, Pointer
from agents.library import Library, arrange
from agents.phrases import phrases
from domain.answer import Bullets, Heading, Paragraph, Span, Support, Table
from domain.audience import ALL_MEMBERS
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.question import SourceKind

WHEN = datetime(2026, 10, 2, tzinfo=UTC)


def passage(key: str, text: str) -> Passage:
    ref = SourceRef(source=SourceKind.NOTION, key=key)
    origin = Origin(ref=ref, title=key, url=f"https://notion.example/{key}", modified=WHEN)
    return Passage(
        id=PassageId(f"p-{key}"),
        origin=origin,
        audience=ALL_MEMBERS,
        text=text,
        start=0,
        end=len(text),
    )


LIBRARY = arrange(
    [
        passage("prices", "Team costs 20 euros. Business costs 33 euros in all regions."),
        passage("people", "Priya decided it in September, after the margin review."),
    ]
)


def cited(text: str, source: int, *, library: Library = LIBRARY) -> CitedText:
    first = library.volumes[source].pieces[0]
    pointer = Pointer(source=source, start=0, end=1, cited_text=first.text)
    return CitedText(text=text, pointers=(pointer,))


def said(*texts: CitedText, verdict: Support = Support.SUPPORTED) -> Composed:
    lines = draft.read(texts)
    verdicts = [verdict] * len(statements(lines, LIBRARY))
    return compose(lines, LIBRARY, verdicts, phrases=phrases("en"))


def words(composed: Composed) -> str:
    return repr(composed.blocks)


def test_sources_are_numbered_as_the_answer_leans_on_them() -> None:
    """[1] is what a reader meets first, whatever the order of the search results."""
    composed = said(cited("Priya decided it. ", 1), cited("Team costs 20 euros.", 0))

    assert [source.origin.title for source in composed.sources] == ["people", "prices"]
    assert composed.blocks == (
        Paragraph(
            spans=(
                Span(text="Priya decided it.", cites=(1,)),
                Span(text=" "),
                Span(text="Team costs 20 euros.", cites=(2,)),
            )
        ),
    )


def test_a_sentence_without_a_citation_is_not_said() -> None:
    """By construction, not by asking the model."""
    composed = said(
        cited("Team costs 20 euros.", 0),
        CitedText(text=" Everybody loves it.\n- It will rise again soon.\n"),
    )

    assert "Everybody" not in words(composed)
    assert "rise again" not in words(composed)


def test_a_sentence_before_a_cited_one_does_not_ride_along() -> None:
    """A citation vouches for what it closes, not for the whole line before it."""
    composed = said(
        CitedText(text="Everybody loves it! And "), cited("Team costs 20 euros.", 0)
    )

    assert composed.claims[0].text == "And Team costs 20 euros."


def test_headings_stay_only_over_something() -> None:
    """A heading whose bullets were all dropped would promise what is not there."""
    composed = said(
        CitedText(text="**Prices**\n- "),
        cited("Team costs 20 euros.", 0),
        CitedText(text="\n**Who decided**\n- nobody knows\n"),
    )

    assert [block for block in composed.blocks if isinstance(block, Heading)] == [
        Heading(text="Prices")
    ]
    assert isinstance(composed.blocks[-1], Bullets)


def test_a_table_keeps_its_cells_and_its_citations() -> None:
    """Rows are claims too; the header needs no source."""
    composed = said(CitedText(text="| | Team |\n|---|---|\n"), cited("| us | 20 euros |", 0))

    table = composed.blocks[0]
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [2, 2]
    assert table.rows[1][1][0].cites == (1,)


def test_a_row_by_itself_says_what_its_cells_are() -> None:
    """The verifier and a digest see a claim without the table around it."""
    header = CitedText(text="| Plan | Before | Now |\n|---|---|---|\n")
    composed = said(header, cited("| **Team** | 18 euros | 20 euros |", 0))

    assert [claim.text for claim in composed.claims] == ["Team: Before 18 euros, Now 20 euros"]


def test_an_unsupported_claim_is_dropped_and_a_partial_one_hedged() -> None:
    """The verifier's word counts, and is counted."""
    dropped = said(cited("Team costs 20 euros.", 0), verdict=Support.UNSUPPORTED)
    hedged = said(cited("Team costs 20 euros.", 0), verdict=Support.PARTIAL)

    assert dropped.blocks == ()
    assert dropped.dropped == 1
    assert "only in part" in words(hedged)
    assert hedged.hedged == 1


def test_a_pointer_whose_text_differs_cites_nothing() -> None:
    """A quote is resolved by position and must be what stands there."""
    forged = Pointer(source=0, start=0, end=1, cited_text="Team costs nothing.")

    composed = said(CitedText(text="Team costs nothing.", pointers=(forged,)))

    assert composed.claims == ()


def test_links_in_the_text_become_words() -> None:
    """Links come from the registry alone."""
    text = "Team costs 20 euros, [see here](https://evil.example/?q=x) or www.evil.example/y."

    composed = said(cited(text, 0))

    assert "https://" not in words(composed)
    assert "/?q=x" not in words(composed)


pointers = st.builds(
    Pointer,
    source=st.integers(-1, 3),
    start=st.integers(-1, 4),
    end=st.integers(-1, 5),
    cited_text=st.sampled_from(
        ["", "x", *(piece.text for volume in LIBRARY.volumes for piece in volume.pieces)]
    ),
)
texts = st.builds(
    CitedText,
    text=st.text(st.sampled_from("ab 1.|-*#\n[](h)"), max_size=40),
    pointers=st.lists(pointers, max_size=2).map(tuple),
)


@given(st.lists(texts, max_size=8), st.sampled_from(list(Support)))
def test_whatever_a_writer_says_every_claim_has_a_verbatim_quote(
    replies: list[CitedText], verdict: Support
) -> None:
    """However odd the reply, each citation still stands in its passage."""
    lines = draft.read(replies)
    found = statements(lines, LIBRARY)

    composed = compose(lines, LIBRARY, [verdict] * len(found), phrases=phrases("en"))

    stored = {
        piece.passage.id: piece.passage.text for v in LIBRARY.volumes for piece in v.pieces
    }
    for claim in composed.claims:
        assert claim.citations
        assert all(citation.quote in stored[citation.passage] for citation in claim.citations)
    assert len(composed.claims) + composed.dropped == len(found)
