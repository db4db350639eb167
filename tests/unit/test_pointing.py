"""Addresses in a question, read as sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.pointing import internal_ref


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        (
            "https://kelvane.slack.com/archives/CPRICING/p1760000000000100",
            "slack:CPRICING:1760000000.000100",
        ),
        (
            "https://kelvane.slack.com/archives/C1/p1760000001000200?thread_ts=1760000000.000100&cid=C1",
            "slack:C1:1760000000.000100",
        ),
        ("https://docs.google.com/document/d/1AbC_-9/edit#heading=h.1", "drive:1AbC_-9"),
        ("https://drive.google.com/open?id=1AbC", "drive:1AbC"),
        (
            "https://www.notion.so/kelvane/Pricing-43dcafec9301583cbd691c872699bfea?pvs=4",
            "notion:43dcafec-9301-583c-bd69-1c872699bfea",
        ),
    ],
)
def test_a_link_of_a_connected_source_is_its_document(url: str, ref: str) -> None:
    """People paste links as the vendors' apps give them."""
    assert str(internal_ref(url)) == ref


@pytest.mark.parametrize(
    "url",
    [
        "https://slack.com.evil.example/archives/C1/p1760000000000100",
        "https://docs.google.com.evil.example/document/d/1AbC/edit",
        "https://notnotion.so/Pricing-43dcafec9301583cbd691c872699bfea",
        "https://tessaly.example/pricing",
        "https://kelvane.slack.com/files/U1/F1/x",
    ],
)
def test_a_look_alike_is_no_internal_source(url: str) -> None:
    """A host must be the vendor's own."""
    assert internal_ref(url) is None


@given(st.text(max_size=80).map(lambda text: "https://" + text.replace("[", "")))
def test_no_address_breaks_it(url: str) -> None:
    """The asker types what they like."""
    internal_ref(url)
