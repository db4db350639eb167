"""Questions about the bot itself, which need no research."""

import re

# "what can you see from here?", "which sources do you have", "what do you have access to"
_ENGLISH = (
    r"(?:what|which (?:sources|places|channels|files|pages)) (?:can|do|could) you "
    r"(?:see|read|search|have|use|access|have access to|look at)"
    r"(?: access to)?(?: from)?(?: in)?(?: here| this channel| this room)?"
    r"|what are your sources"
)
_GERMAN = (
    r"(?:was|welche (?:quellen|kanäle|dateien|seiten)) (?:kannst|siehst|hast|liest) du"
    r"(?: hier| von hier(?: aus)?)?(?: alles)?(?: sehen| lesen| durchsuchen| benutzen)?"
)
_FRENCH = (
    r"(?:que|qu'est-ce que|quelles sources) (?:pouvez-vous|peux-tu|vous pouvez|tu peux)"
    r"(?: voir| lire| utiliser)(?: d'ici| ici)?"
)
_SPANISH = r"(?:qué|que|qué fuentes) (?:puedes|ves)(?: ver| leer| usar)?(?: desde)?(?: aquí)?"
_JAPANESE = r"(?:ここから|ここで)?(?:は)?何が(?:見えますか|読めますか|見える|読める)"
_SIGHT = re.compile(f"{_ENGLISH}|{_GERMAN}|{_FRENCH}|{_SPANISH}|{_JAPANESE}")


def asks_what_you_see(text: str) -> bool:
    """Whether the whole question is what the bot can see from where it was asked."""
    folded = " ".join(text.casefold().replace("’", "'").split()).strip(" ?!.¿？。")
    return bool(_SIGHT.fullmatch(folded))
