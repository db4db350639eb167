"""One table of words per language: what questions are made of, and the few lines of ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`facts` begin a question for one fact, `asks` any other: patterns."""

    stop: str = ""
    facts: str = ""
    asks: str = ""
    months: str = ""
    since: str
    nothing: str
    disagree: str
    older: str


ENGLISH = Language(
    stop="""a an the and or but if of to in on at by for from with about into over under as is
    are was were be been being do does did done have has had having will would can could should
    may might must shall i me my we us our ours you your yours he him his she her hers it its
    they them their theirs this that these those there here what which who whom whose when where
    why how not no nor so than then too very just also any some all each every both either more
    most much many few less least other another such own same now still yet please tell show
    give find know get got let lets say said says think need want anyone someone anybody nobody
    somebody everybody anything something everything vs versus per via within without between
    among during before after since until up down out off again once only ever never long often
    take takes quickly soon use used using ask asks asked""",
    facts=r"when|who|whom|where|which|what(?:'s| is| are| was| time| day| does)|"
    r"what (?:\w+ ){0,4}(?:do|must|should|can|may) (?:i|you)|is|are|do|does|did|can|should|"
    r"how (?:much|many|long|often|quickly|soon|fast|do i|can i|old|big|far)",
    asks="what|why|how|whether|was|were|compare|summari[sz]e|list|explain|describe",
    months="January February March April May June July August September October November "
    "December",
    since="{day} {month} to today",
    nothing="I found nothing in the sources that answers this: {}",
    disagree="Sources disagree: “{}” ({}), or “{}” ({}, the newer).",
    older="An older version said: {}",
)
GERMAN = Language(
    stop="""der die das den dem des ein eine einen einem einer eines und oder aber wenn von zu
    zum zur in im an am auf bei für mit aus über unter als ist sind war waren sein wird werden
    wurde wurden hat haben hatte kann können soll muss ich mir wir uns unser unsere unseren
    unserem unserer sie er es ihr ihre sein seine dies diese dieser dieses diesem diesen wer was
    wann wo warum wieso wie welche welcher welches welchen nicht kein keine auch noch schon nur
    sich man nach vor seit bis dass ob bitte jetzt denn um so""",
    facts=r"wer|wann|wo|wie viel\w*|wie lange|welche\w*|was (?:ist|kostet)",
    asks="was|warum|wieso|wie|ob|vergleiche",
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    since="{day}. {month} bis heute",
    nothing="Ich habe in den Quellen nichts dazu gefunden: {}",
    disagree="Die Quellen widersprechen sich: „{}“ ({}) oder „{}“ ({}, die neuere).",
    older="In einer älteren Fassung stand: {}",
)
FRENCH = Language(
    stop="""le la les l un une des du de d et ou mais si à au aux en dans sur par pour avec sans
    sous est sont était être été a ont avait avoir sera je me nous notre nos vous votre vos il
    elle ils elles on ce cet cette ces qui que qu quoi quand où pourquoi comment combien quel
    quelle quels quelles ne pas plus aussi y se son sa ses leur leurs depuis avant après entre
    s n c j m t""",
    facts=r"qui|quand|où|combien|quel\w*",
    asks="que|qu'|quoi|pourquoi|comment",
    months="janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre",
    since="du {day} {month} à aujourd'hui",
    nothing="Je n'ai rien trouvé dans les sources à ce sujet\u00a0: {}",
    disagree="Les sources se contredisent\u00a0: « {} » ({}), ou « {} » ({}, la plus récente).",
    older="Une version plus ancienne disait\u00a0: {}",
)
SPANISH = Language(
    stop="""el la los las un una unos unas y o pero si de del a al en con por para sin sobre es
    son era fue ser sido está están ha han había yo me nos nuestro nuestra nuestros nuestras
    usted su sus él ella ellos se lo le que qué quién quiénes cuándo dónde cómo cuánto cuántos
    cuál cuáles no más también ya este esta estos estas eso desde hasta antes después entre""",
    facts=r"quién\w*|cuándo|dónde|cuánt\w+|cuál\w*",
    asks="qué|por qué|cómo",
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    since="del {day} de {month} a hoy",
    nothing="No encontré nada en las fuentes sobre esto: {}",
    disagree="Las fuentes se contradicen: «{}» ({}), o «{}» ({}, la más reciente).",
    older="Una versión anterior decía: {}",
)
JAPANESE = Language(
    months=" ".join(f"{number}月" for number in range(1, 13)),
    since="{month}{day}日から今日まで",
    nothing="読んだ資料には答えが見つかりませんでした。{}",
    disagree="資料が食い違っています。「{}」({})、または「{}」({}、新しい方)。",
    older="以前の版: {}",
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ja": JAPANESE}


def table(language: str) -> Language:
    """English where a language has no table; `language` as BCP 47."""
    return LANGUAGES.get(language[:2], ENGLISH)
