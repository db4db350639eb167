"""A sentence of ours in somebody's language; in English where we do not have it."""

from domain.errors import NeedsAsker
from scheduling.french_sentences import FRENCH
from scheduling.german_sentences import GERMAN
from scheduling.japanese_sentences import JAPANESE
from scheduling.spanish_sentences import SPANISH

_BY_LANGUAGE = {"de": GERMAN, "fr": FRENCH, "es": SPANISH, "ja": JAPANESE}


def said(template: str, language: str, **fields: object) -> str:
    """`template` is one of `scheduling.sentences`; `language` a tag such as `ja` or `pt-BR`."""
    known = _BY_LANGUAGE.get(language.partition("-")[0].lower(), {})
    return known.get(template, template).format(**fields)


class Sayable(NeedsAsker):
    """What the asker must do, in any language; `sentence` is English."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self._template, self._fields = template, fields

    def said_in(self, language: str) -> str:
        return said(self._template, language, **self._fields)
