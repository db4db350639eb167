"""How people steer in German, with umlauts as one letter or two."""

from bot import steering_calendars as calendars
from bot.steering_words import NAME, Language, any_of

_SEARCH = r"(?:die |diese |deine )?(?:suche|recherche|arbeit)|den lauf"
_OBJECT = rf"(?:das|dies|es|alles|{_SEARCH})"
_SOURCE = (
    r"(?:(?:das|den|die|dem|der|im|in|auf) )?(?:(?:teil|suche|abschnitt) "
    rf"(?:mit|zu|in|im|von)(?: dem| der)? )?{NAME}(?:[- ]?(?:teil|suche|abschnitt))?"
)
_TIME = (
    r"(?:anfang )?(?:(?:der|die|das|den|dem|dieser|diese|dieses|diesem|diesen|letzte[mnrs]?"
    r"|vergangene[mnrs]?|vorige[mnrs]?|aktuelle[mnrs]?|erste[mnrs]?|zweite[mnrs]?"
    r"|dritte[mnrs]?|vierte[mnrs]?|\d+,?|zwei|drei|vier|sechs|zehn) )*"
    r"(?:tag(?:en?)?|wochen?|monat(?:en?|s)?|quartale?n?s?|jahr(?:en?|es)?|heute|gestern"
    r"|januar|februar|mae?rz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|q[1-4]|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|\d{1,2}\.\d{1,2}(?:\.(?:\d\d){1,2})?|\d{4}(?:-\d\d){0,2})(?: \d{1,4})?"
)
GERMAN = Language(
    filler=any_of(
        r"\b(?:bitte(?: sehr)?|mal|doch|einfach|jetzt|sofort|gleich|danke|vielen dank)\b"
    ),
    lead_in=any_of(
        r"(?:ok|okay|ja|nein|ne|nee|hey|hallo|halt|moment|warte|stopp?|gut|na gut),",
        r"(?:ok|okay|dann|und dann|na gut|dossier|hey)\b",
    ),
    request=any_of(
        r"(?:kannst|koe?nntest|wue?rdest|magst) du",
        r"(?:koe?nnen|koe?nnten|wue?rden) (?:sie|wir)",
        r"(?:du|sie|wir) (?:kannst|koe?nnen)",
    ),
    stop=any_of(
        rf"(?:stop(?:p(?:e|en?)?)?|halte?|anhalten|abbrechen|beenden?)(?: {_OBJECT})?",
        rf"{_OBJECT} (?:stoppen|anhalten|abbrechen|beenden|lassen)",
        r"stop(?:p|pe|pen)?,? stop(?:p|pe|pen)?",
        rf"(?:brich|brecht|breche?n? sie)(?: {_OBJECT})? ab",
        r"(?:hoe?r|hoe?rt|hoe?ren sie)(?: damit)? auf",
        r"(?:damit )?aufhoe?ren",
        r"lass(?:e|t)? (?:es|das|gut sein|stecken|sein|es sein|es gut sein|das sein)",
        r"vergiss (?:es|das)",
        r"(?:das )?hat sich erledigt|erledigt sich|schluss(?: damit)?|genug(?: davon)?",
        r"(?:es|das) (?:reicht|genue?gt)(?: schon| so)?|reicht(?: schon)?",
        r"nicht weiter(?:machen|suchen|arbeiten)?|(?:mach|such)e? nicht weiter",
        r"(?:(?:wird )?nicht|nicht) mehr noe?tig|brauch(?:e|en)? (?:ich|wir) nicht mehr",
    ),
    go_on=any_of(
        rf"weiter(?:machen|suchen|so)?|fortfahren|fortsetzen|(?:{_SEARCH}) fortsetzen",
        r"(?:mach|such|arbeite?)e? weiter|machen sie weiter|fahr(?:e|en sie)? fort",
        rf"setze?(?: {_OBJECT})? fort|es geht weiter",
    ),
    skip=any_of(
        rf"(?:ohne|kein(?:e|en)?|nicht(?: im| in)?|ue?berspringe?|ignoriere?|stop(?:p|pe)?"
        rf"|lasse?|streiche?|vergiss) {_SOURCE}(?: weg| aus| sein| beiseite| dabei)?",
        rf"{_SOURCE} (?:ue?berspringen|weglassen|auslassen|ignorieren|stoppen|abbrechen"
        r"|streichen|nicht|beiseite lassen|aussen vor lassen|nicht durchsuchen"
        r"|brauch(?:e|en)? (?:ich|wir) nicht|ist nicht noe?tig"
        r"|(?:kannst du|koe?nnen sie) weglassen)",
        rf"brich {_SOURCE} ab",
        rf"(?:such|lies|nutz|nimm|schau|durchsuch|benutz|verwend)e? (?:nicht {_SOURCE}"
        rf"|{_SOURCE} nicht)",
        rf"nicht {_SOURCE} (?:suchen|nachsehen|durchsuchen|lesen|nutzen|benutzen|verwenden)",
    ),
    since=any_of(
        r"(?:schau |lies |nimm |zeig )?(?:nur|bloss|erst|lediglich)"
        rf"(?: (?:seit|ab|im|in|am|aus|von|vom|nach|fue?r))? {_TIME}",
        rf"(?:seit|ab|im|aus|von|nach) {_TIME} (?:nur|bloss)",
        rf"(?:seit|ab) {_TIME}",
        rf"nichts (?:vor|ae?lteres als) {_TIME}",
    ),
    also=any_of(
        r"(?:und )?(?:auch|ausserdem|zusae?tzlich|schau auch|dazu noch) .+",
        r"(?:und )?(?:schaue?|siehe?|pruee?fe?|prue?fe?|nimm|lies|suche?|vergleiche?|guck)"
        r" (?:dir |bei |nach |in )?(?:.+ )?(?:auch|ausserdem|zusae?tzlich)(?: .+)?",
    ),
    thanks=any_of(
        r"(?:super|toll|prima|perfekt|danke|dankeschoe?n|besten dank|vielen(?: lieben)? dank"
        r"|klasse|alles klar|verstanden)(?:,? (?:vielen dank|danke|dir|euch|sehr|schoe?n))*",
    ),
    start=any_of(
        r"(?:ja|jo|okay|ok|gerne?)?,? ?(?:bitte )?(?:starten?|leg los|los|mach das)?"
        r"(?:,? bitte)?",
    ),
    cheaper=any_of(
        r"(?:bitte )?(?:die )?(?:billiger|gue?nstiger|kleiner)(?:e|en)?"
        r"(?: variante| version)?(?:,? bitte)?",
    ),
    calendar=calendars.GERMAN,
)
