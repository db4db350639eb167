"""How people steer in Spanish."""

from bot import steering_calendars as calendars
from bot.steering_words import NAME, Language, any_of

_SEARCH = r"(?:la|esta|tu|su) (?:busqueda|investigacion|pregunta)"
_OBJECT = rf"(?: (?:todo|esto|eso|{_SEARCH}|de (?:buscar|trabajar|investigar)))?"
_PART = r"(?:(?:la )?(?:parte|busqueda) (?:de|en|sobre) )"
_SOURCE = rf"(?:(?:el|la|los|las|en|por|de) )*{_PART}?(?:(?:el|la|en) )*{NAME}"
_TIME = (
    r"(?:(?:el|la|los|las|este|esta|estos|estas|ultimo|ultima|ultimos|ultimas|pasado|proximo"
    r"|primer|segundo|tercer|cuarto|dos|tres|cuatro|seis|diez|\d+(?: de)?) )*"
    r"(?:dias?|semanas?|mes|meses|trimestres?|anos?|hoy|ayer|enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|t[1-4]|lunes|martes"
    r"|miercoles|jueves|viernes|sabado|domingo|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d\d){1,2})?"
    r"|\d{4}(?:-\d\d){0,2})"
    r"(?: (?:pasado|pasada|(?:de )?\d{4}))?"
)
_FROM = r"(?:desde|despues de|a partir de|de|del|en|para)"
_ONLY = r"(?:solo|solamente|unicamente|nada mas)"
SPANISH = Language(
    filler=any_of(
        r"\b(?:por favor|porfa|porfavor|ahora(?: mismo)?|ya|entonces|muchas gracias|gracias)\b"
    ),
    lead_in=any_of(
        r"(?:ok|si|no|vale|bueno|bien|espera|espere|hola|oye|adelante),",
        r"(?:ok|vale|bueno|dossier|oye)\b",
    ),
    request=any_of(
        r"(?:puedes|podrias|puede|podria|pueden|podemos)(?: tu| usted)?",
        r"(?:tu|usted) (?:puedes|puede)",
    ),
    stop=any_of(
        r"(?:stop|alto|para(?: todo)?|parar|parate|pare|basta)",
        rf"(?:deten|detente|detener|detenga|detengase|cancela|cancelar|cancele|aborta"
        rf"|abortar|interrumpe|termina|terminar){_OBJECT}",
        rf"(?:para|pare|parar) {_SEARCH}",
        r"(?:para|pare|deja|deje|dejar) de (?:buscar|trabajar|investigar)",
        r"(?:dejalo|dejelo|dejarlo|olvidalo|olvidelo)(?: estar)?",
        r"no (?:sigas|siga|continues|continue)(?: buscando)?|no busques? mas"
        r"|no hace falta|es suficiente",
    ),
    go_on=any_of(
        r"(?:continua|continue|continuar|sigue|siga|seguir|reanuda|reanudar|reanude|prosigue)"
        rf"(?: (?:con (?:esto|eso|{_SEARCH})|buscando|{_SEARCH}))?",
    ),
    skip=any_of(
        r"(?:sin|omite|omitir|omita|salta|saltar|saltate|saltarte|ignora|ignorar|ignore"
        r"|excluye|excluir|deja fuera|dejar fuera|cancela|cancelar|deten|olvida)"
        rf"(?: buscar)? {_SOURCE}",
        rf"(?:deja|deje|dejar) {_SOURCE} (?:fuera|aparte|de lado)",
        rf"(?:para|pare|parar) {_PART}(?:(?:el|la) )?{NAME}",
        rf"no (?:busques|busque|uses|use|mires|mire|leas|lea|consultes|buscar|usar) {_SOURCE}",
        rf"no (?:hace falta|es necesari[oa]|(?:necesito|necesitamos)) {_SOURCE}",
    ),
    since=any_of(
        rf"(?:mira |mire |busca |busque |usa )?{_ONLY} (?:{_FROM} )?{_TIME}",
        rf"(?:{_FROM} )?{_TIME} {_ONLY}",
        rf"(?:desde|a partir de) {_TIME}",
        rf"nada (?:antes|anterior) (?:de|a) {_TIME}",
    ),
    also=any_of(
        r"(?:y )?(?:tambien|ademas) .+",
        r"(?:y )?(?:mira|mire|revisa|revise|anade|incluye|busca|compara|comprueba|mirar|revisar"
        r"|anadir|incluir|buscar|comparar) tambien .+",
    ),
    thanks=any_of(
        r"(?:genial|perfecto|gracias|muchas gracias|mil gracias|estupendo|entendido)"
        r"(?:,? (?:gracias|muchas gracias|a todos|a ti))*",
    ),
    start=any_of(
        r"(?:si|vale|ok)?,? ?(?:adelante|empieza|empezar|comienza|hazlo)?(?:,? por favor)?",
    ),
    cheaper=any_of(
        r"(?:la )?(?:version )?(?:mas barat[ao]|mas pequen[ao])(?:,? por favor)?",
    ),
    calendar=calendars.SPANISH,
)
