"""A sentence of ours in somebody's language; in English where we do not have it."""

from scheduling.french_sentences import FRENCH
from scheduling.german_sentences import GERMAN
from scheduling.japanese_sentences import JAPANESE
from scheduling.spanish_sentences import SPANISH

_BY_LANGUAGE = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "ja": JAPANESE}


def said(template: str, language: str, **fields: object) -> str:
    """`template` is one of `scheduling.sentences`; `language` a tag such as `ja` or `pt-BR`."""
    known = _BY_LANGUAGE.get(language.partition("-")[0].lower(), {})
    return known.get(template, template).format(**fields)
