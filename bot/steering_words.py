"""How people steer, by language: patterns over folded text, each for a whole reply."""

import re
from dataclasses import dataclass

from domain.question import SourceKind

SOURCES = {
    "slack": SourceKind.SLACK,
    "google drive": SourceKind.DRIVE,
    "drive": SourceKind.DRIVE,
    "notion": SourceKind.NOTION,
    "web": SourceKind.WEB,
    "internet": SourceKind.WEB,
    "netz": SourceKind.WEB,
    "ウェブ": SourceKind.WEB,
    "ネット": SourceKind.WEB,
}
_NAME = "(?P<source>" + "|".join(SOURCES) + ")"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`skip` has a group `source` with one of the names."""

    stop: re.Pattern[str]
    go_on: re.Pattern[str]
    skip: re.Pattern[str]
    since: re.Pattern[str]
    also: re.Pattern[str]
    thanks: re.Pattern[str]
    start: re.Pattern[str]
    cheaper: re.Pattern[str]


ENGLISH = Language(
    stop=re.compile(
        r"(?:ok,? |please,? )?(?:stop|cancel|abort|halt|never ?mind|forget it)"
        r"(?: it| this| that| now| everything| the (?:run|research|search))?(?:,? please)?"
    ),
    go_on=re.compile(r"(?:please )?(?:continue|go on|carry on|resume)(?:,? please)?"),
    skip=re.compile(
        r"(?:please |you can )?(?:skip|stop|cancel|drop|ignore|leave out|without|no)"
        rf" (?:the |searching |looking at )*{_NAME}"
        r"(?: (?:part|search|one|results|files|pages))?(?:,? please)?"
    ),
    since=re.compile(r"(?:only|just) (?:since|after|from|in|the last|the past|last|this) .+"),
    also=re.compile(r"(?:and |please )?also .+"),
    thanks=re.compile(
        r"(?:ok(?:ay)?|great|perfect|nice|cool|super|got it|thanks|thank you|thx|cheers)"
        r"(?:,? (?:thanks|thank you|a lot|so much|everyone|all|dossier|great|perfect|nice))*"
    ),
    start=re.compile(
        r"(?:yes|yep|sure|ok|okay)?,? ?(?:please )?(?:start|go|go ahead|do it|run it|fine)?"
        r"(?:,? please)?"
    ),
    cheaper=re.compile(
        r"(?:the )?(?:cheaper|smaller|small) ?(?:one|run|version|plan)?(?:,? please)?"
        r"|only (?:three|3) parts"
    ),
)
GERMAN = Language(
    stop=re.compile(
        r"(?:bitte )?(?:stopp?|abbrechen|brich (?:das )?ab|hör auf|aufhören|halt)(?: bitte)?"
    ),
    go_on=re.compile(r"(?:bitte )?(?:weiter|mach weiter|weitermachen|fortsetzen)(?: bitte)?"),
    skip=re.compile(
        r"(?:bitte )?(?:ohne|überspringe|lass|stoppe?|ignoriere)"
        rf" (?:(?:das|den|die) )?{_NAME}(?:-?(?:teil|suche))?(?: weg| aus)?(?: bitte)?"
    ),
    since=re.compile(r"nur (?:seit|ab|im|in|das letzte|die letzten|letztes|dieses) .+"),
    also=re.compile(r"(?:und |bitte )?(?:auch|außerdem|schau auch) .+"),
    thanks=re.compile(
        r"(?:super|toll|prima|perfekt|danke|vielen dank)(?:,? danke| dir| schön)*"
    ),
    start=re.compile(
        r"(?:ja|jo|okay|ok)?,? ?(?:bitte )?(?:starten?|leg los|los|mach das)?(?: bitte)?"
    ),
    cheaper=re.compile(
        r"(?:die )?(?:billiger|günstiger|kleiner)(?:e|en)?(?: variante| version)?(?: bitte)?"
    ),
)
FRENCH = Language(
    stop=re.compile(
        r"(?:stop|arrête|arrêtez|annule|annulez)(?: tout| s'il (?:te|vous) plaît)?"
    ),
    go_on=re.compile(r"(?:continue|continuez|reprends|reprenez)(?: s'il (?:te|vous) plaît)?"),
    skip=re.compile(
        r"(?:sans|ignore|ignorez|saute|sautez|arrête|laisse tomber)"
        rf" (?:le |la |l'|les )?(?:partie )?{_NAME}"
    ),
    since=re.compile(r"(?:seulement|uniquement) (?:depuis|après|le dernier|la dernière|ce) .+"),
    also=re.compile(r"(?:et )?(?:aussi|regarde aussi|regardez aussi|également) .+"),
    thanks=re.compile(r"(?:super|parfait|merci)(?:,? merci| beaucoup| à tous)*"),
    start=re.compile(
        r"(?:oui|ok|d'accord)?,? ?(?:vas-y|allez-y|lance|lancez|commence|commencez)?"
        r"(?: s'il (?:te|vous) plaît)?"
    ),
    cheaper=re.compile(
        r"(?:la )?(?:version )?(?:moins chère?|plus petite?)(?: s'il (?:te|vous) plaît)?"
    ),
)
SPANISH = Language(
    stop=re.compile(r"(?:para|parar|detente|detener|cancela|cancelar)(?: todo| por favor)?"),
    go_on=re.compile(r"(?:continúa|continua|sigue|seguir|continuar)(?: por favor)?"),
    skip=re.compile(
        r"(?:sin|omite|salta|ignora|deja|para|cancela)"
        rf" (?:el |la |los |las )?(?:parte de )?(?:el |la )?{_NAME}"
    ),
    since=re.compile(
        r"(?:solo|sólo|solamente) (?:desde|después de|el último|la última|este) .+"
    ),
    also=re.compile(r"(?:y )?(?:también|mira también|además) .+"),
    thanks=re.compile(r"(?:genial|perfecto|gracias|muchas gracias)(?:,? gracias| a todos)*"),
    start=re.compile(
        r"(?:sí|si|vale|ok)?,? ?(?:adelante|empieza|empezar|comienza|hazlo)?(?: por favor)?"
    ),
    cheaper=re.compile(r"(?:la )?(?:versión )?(?:más barat[ao]|más pequeñ[ao])(?: por favor)?"),
)
JAPANESE = Language(
    stop=re.compile(r"(?:停止|中止|ストップ|やめて|止めて)(?:して)?(?:ください|下さい)?"),
    go_on=re.compile(r"(?:続けて|続行|再開)(?:して)?(?:ください|下さい)?"),
    skip=re.compile(
        rf"{_NAME}(?:は|を|の検索は|の部分は)?(?:スキップ|除外|飛ばして|いらない|不要|なしで)"
        r"(?:して)?(?:ください|下さい|です)?"
    ),
    since=re.compile(r".+(?:以降|から)(?:だけ|のみ).*"),
    also=re.compile(r".+も(?:調べて|確認して|見て)(?:ください|下さい)?"),
    thanks=re.compile(r"(?:ありがとう|どうも)(?:ございます|ございました)?"),
    start=re.compile(
        r"(?:はい|お願いします|開始(?:して)?(?:ください)?|始めて(?:ください)?|実行(?:して)?(?:ください)?)+"
    ),
    cheaper=re.compile(r"(?:安い方|安いほう|小さい方)(?:で)?(?:お願いします)?"),
)
LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, JAPANESE)
