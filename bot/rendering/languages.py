"""The languages that we write in, and which one to take for a tag."""

from bot.rendering.french import FRENCH
from bot.rendering.german import GERMAN
from bot.rendering.japanese import JAPANESE
from bot.rendering.spanish import SPANISH
from bot.rendering.words import ENGLISH, Words

BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ja": JAPANESE}


def words_for(language: str) -> Words:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)
