"""The words of time of each language in which people steer, folded as replies are."""

from bot.steering_calendar import Calendar

ENGLISH = Calendar(
    months=(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug"
        " september|sept|sep october|oct november|nov december|dec"
    ),
    weekdays="monday tuesday wednesday thursday friday saturday sunday",
    numbers="one two|couple three four five six seven eight nine ten eleven twelve",
    ordinals="first|1st|q1 second|2nd|q2 third|3rd|q3 fourth|4th|q4",
    units=(
        "minute|minutes hour|hours day|days week|weeks month|months"
        " quarter|quarters|q1|q2|q3|q4 year|years"
    ),
    days="today yesterday",
    this="this these current",
    last="last previous",
    past="past",
    after="after",
    many="minutes hours days weeks months quarters years",
    vague="next recent",
)
GERMAN = Calendar(
    months=(
        "januar|jaenner|janner februar marz|maerz april mai juni juli august september"
        " oktober november dezember"
    ),
    weekdays="montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    numbers=(
        "ein|eine|einem|einen|eines zwei drei vier funf|fuenf sechs sieben acht neun zehn elf"
        " zwolf|zwoelf"
    ),
    ordinals=(
        "erste|ersten|erstem|erstes|q1 zweite|zweiten|zweitem|zweites|q2"
        " dritte|dritten|drittem|drittes|q3 vierte|vierten|viertem|viertes|q4"
    ),
    units=(
        "minute|minuten stunde|stunden tag|tage|tagen woche|wochen monat|monate|monaten|monats"
        " quartal|quartale|quartalen|quartals|q1|q2|q3|q4 jahr|jahre|jahren|jahres"
    ),
    days="heute gestern",
    this="dieser diese dieses diesem diesen aktuelle aktuellen aktuellem aktueller aktuelles",
    last=(
        "letzte letzten letztem letzter letztes vergangene vergangenen vergangenem vergangener"
        " vergangenes vorige vorigen vorigem voriger voriges"
    ),
    past="",
    after="nach",
    many="minuten stunden tage tagen wochen monate monaten quartale quartalen jahre jahren",
    vague="nachste nachsten naechste naechsten",
    dates=(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>(?:\d\d){1,2})?)?(?!\d)",),
)
FRENCH = Calendar(
    months=(
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    ),
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
    numbers="un|une deux trois quatre cinq six sept huit neuf dix onze douze",
    ordinals="premier|1er|t1 deuxieme|second|t2 troisieme|t3 quatrieme|t4",
    units=(
        "minute|minutes heure|heures jour|jours semaine|semaines mois"
        " trimestre|trimestres|t1|t2|t3|t4 an|ans|annee|annees"
    ),
    days="aujourd'hui hier",
    this="ce cet cette ces",
    last="dernier derniere derniers dernieres passe passee",
    past="",
    after="apres",
    many="ces derniers dernieres minutes heures jours semaines trimestres ans annees",
    vague="prochain prochaine",
    dates=(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>(?:\d\d){1,2}))?(?!\d)",),
)
SPANISH = Calendar(
    months=(
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre"
        " noviembre diciembre"
    ),
    weekdays="lunes martes miercoles jueves viernes sabado domingo",
    numbers="un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    ordinals="primer|1er|t1 segundo|t2 tercer|t3 cuarto|t4",
    units=(
        "minuto|minutos hora|horas dia|dias semana|semanas mes|meses"
        " trimestre|trimestres|t1|t2|t3|t4 ano|anos"
    ),
    days="hoy ayer",
    this="este esta estos estas",
    last="ultimo ultima ultimos ultimas pasado pasada",
    past="",
    after="despues",
    many="estos estas ultimos ultimas minutos horas dias semanas meses trimestres anos",
    vague="proximo proxima",
    dates=(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>(?:\d\d){1,2}))?(?!\d)",),
)
JAPANESE = Calendar(
    months="",
    weekdays="月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    numbers="一 二 三 四 五 六 七 八 九 十 十一 十二",
    ordinals="第1|第一 第2|第二 第3|第三 第4|第四",
    units=(
        "分|分間 時間 日|日間 週|週間|今週|先週 月|月間|か月|カ月|ヶ月|ケ月|箇月|今月|先月"
        " 四半期|今四半期|前四半期 年|年間|今年|昨年|去年"
    ),
    days="今日 昨日",
    this="この 今週 今月 今年 今四半期",
    last="前の 最後 直近 先週 先月 昨年 去年 前四半期",
    past="過去 最近",
    after="",
    many="",
    vague="年度 今年度 今期 前期",
    dates=(
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?!間|曜)(?:(?P<day>\d{1,2})日)?",
        r"(?:(?P<year>\d{4})/)?(?P<month>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
    ),
    is_spaced=False,
)
