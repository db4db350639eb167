"""The administrator's file: what it may say, and what it takes away."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.house_rules import ChannelRules, HouseRules, WrongRulesError, read_rules
from bot.rendering.words import ENGLISH
from domain.audience import PersonId, PersonKind
from domain.question import Asker, ChannelId, Room, RoomKind, SourceKind

EXAMPLE = Path(__file__).parents[2] / "docs" / "rules.example.toml"
PRICING = Room(channel=ChannelId("C1"), kind=RoomKind.PUBLIC, name="pricing")
DANA = Asker(id=PersonId("U1"), name="Dana", email="dana@kelvane.example")
KINDS = st.lists(st.sampled_from(list(SourceKind)), unique=True).map(tuple)


def test_the_example_says_nothing_that_is_not_so_anyway() -> None:
    """All of it is commented out, so that copying it changes nothing."""
    assert read_rules(EXAMPLE.read_text(encoding="utf-8")) == HouseRules()


def test_every_rule_of_the_example_can_be_switched_on() -> None:
    """Without its comment signs it is a file that is understood."""
    text = EXAMPLE.read_text(encoding="utf-8")
    rules = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if re.match(r"# (?:\w+ = |\[channels)", line)
    ]
    read = read_rules("\n".join(rules))

    assert read.askers == ("dana@kelvane.example", "lee@kelvane.example")
    assert not read.channels["legal"].ask
    assert read.sources_in(PRICING) == (SourceKind.SLACK, SourceKind.NOTION)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("guest = true", "guest is no rule"),
        ("[channels.pricing]\nsource = ['slack']", "channels.pricing.source is no rule"),
        ("sources = ['jira']", "wrong"),
        ("guests = ", "no TOML"),
        ("channels = 3", "channels is a table"),
    ],
)
def test_a_rule_that_does_not_exist_is_refused_by_its_name(text: str, name: str) -> None:
    """A misspelt rule would otherwise allow what it was meant to forbid."""
    with pytest.raises(WrongRulesError, match=re.escape(name)):
        read_rules(text)


@given(KINDS, KINDS, st.tuples(st.booleans(), st.booleans()))
def test_a_channel_never_adds_to_what_is_allowed(
    everywhere: tuple[SourceKind, ...],
    here: tuple[SourceKind, ...],
    switches: tuple[bool, bool],
) -> None:
    """Whatever it says."""
    web, web_here = switches
    own = ChannelRules(sources=here, web=web_here)
    rules = HouseRules(sources=everywhere, web=web, channels={"pricing": own})
    allowed = set(rules.sources_in(PRICING))

    assert allowed <= set(everywhere) & set(here)
    assert SourceKind.WEB not in allowed or (web and web_here)


def test_guests_ask_only_where_an_admin_lets_them() -> None:
    """They are refused in a sentence that says whom to ask."""
    guest = Asker(id=PersonId("U2"), name="Gus", kind=PersonKind.GUEST)

    assert "guests" in HouseRules().refusal(guest, PRICING, ENGLISH)
    assert HouseRules(guests=True).refusal(guest, PRICING, ENGLISH) == ""
    assert HouseRules().refusal(DANA, PRICING, ENGLISH) == ""
