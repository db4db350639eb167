"""What people hear of a digest's times and troubles, in Spanish."""

from scheduling import sentences as english

SPANISH: dict[str, str] = {
    english.NO_ZONE: (
        "No hay ninguna zona horaria «{zone}». Usa un nombre como Europe/Madrid."
    ),
    english.NEVER: "La línea cron «{cron}» no se cumple nunca.",
    english.TOO_OFTEN: "Un digest puede ejecutarse como mucho una vez por hora.",
    english.PAST: "El {day:%d/%m/%Y} ya pasó.",
    english.NONE_LEFT: "No hay tal momento antes del {day:%d/%m/%Y}.",
    english.WHAT_TIME: "¿A qué hora? Por ejemplo «a las 9».",
    english.WHICH_DAY: "¿Qué día? Por ejemplo «cada lunes a las 9».",
    english.HOURS: "Cada tantas horas funciona con 1, 2, 3, 4, 6, 8 o 12.",
    english.NO_TIME: "«{said}» no es una hora.",
    english.NO_DAY: "Ningún mes tiene un día {day}.",
    english.EVERY_SECOND: (
        "No puedo cada dos semanas ni cada dos meses. Cada semana funciona, o por "
        "ejemplo el primer y el tercer lunes del mes."
    ),
    english.NO_DATE: (
        "«{said}» no es una fecha. Escríbela como 31 de marzo de 2027 o 2027-03-31."
    ),
    english.NOT_UNDERSTOOD: (
        "No entiendo cuándo es «{said}». Di por ejemplo «cada día laborable a las "
        "8:30», «el primer lunes del mes a las 9», o escribe una línea cron."
    ),
    english.ONCE: (
        "Un digest vuelve una y otra vez: di cada cuándo. Para una sola vez, "
        "pregúntame entonces."
    ),
    english.UNCLEAR_ZONE: (
        "«{name}» puede ser varias zonas horarias. Nombra una ciudad: «hora de Madrid»."
    ),
    english.UNKNOWN_ZONE: (
        "No hay ninguna zona horaria «{name}». Nombra una ciudad («hora de "
        "Madrid») o Europe/Madrid."
    ),
    english.OWNER_LEFT: "{name}, que lo creó, ya no está.",
    english.NO_ROOM: (
        "He pausado el digest «{title}» en {place}: {why} Reanúdalo en mi pestaña "
        "Inicio cuando esté arreglado."
    ),
    english.FAILED_ONCE: (
        "El digest «{title}» en {place} no salió esta vez: {why} Lo intento de "
        "nuevo la próxima vez."
    ),
    english.FAILED_OFTEN: (
        "He pausado el digest «{title}» en {place} porque falló {count} veces "
        "seguidas. La última vez: {why} Reanúdalo en mi pestaña Inicio cuando esté "
        "arreglado."
    ),
    english.NO_MONEY: (
        "El digest «{title}» en {place} ha gastado sus {limit} de este mes y "
        "descansa hasta el próximo. Cámbialo para subir el límite."
    ),
    english.RESTS: "{why} Hasta entonces descansa el digest «{title}» en {place}.",
    english.REMINDER: (
        "El digest «{title}» en {place} termina el {day}, noventa días después de "
        "crearse o renovarse. Renuévalo en mi pestaña Inicio para conservarlo."
    ),
    english.ENDED: (
        "El digest «{title}» en {place} ha terminado: no se renovó. Créalo otra "
        "vez con /digest cuando lo quieras."
    ),
    english.OVER: "El digest «{title}» en {place} ha llegado al final que le diste.",
    english.GONE: "Ese digest ya no existe.",
    english.NO_END: "no llegó a su fin.",
    english.BROKE_OFF: "me reiniciaron una y otra vez mientras trabajaba en él.",
    english.STOPPED: "He detenido el digest «{title}»: {why}",
    english.WAS_STOPPED: "fue detenido.",
    english.MODEL_DOWN: "el modelo no respondió.",
    english.RUN_MONEY: "se agotó el dinero previsto.",
    english.DECLINED: "el modelo se negó.",
    english.NO_SOURCE: "nada de lo que puedo leer para ello está conectado.",
    english.BROKEN: "algo se rompió por mi parte.",
    english.ARCHIVED: "el canal está archivado.",
    english.GROWN: "en el canal hay el doble de personas que en tu último acuerdo.",
    english.NOW_PUBLIC: (
        "el canal era privado cuando diste tu último acuerdo y ahora es público."
    ),
    english.OWNER_OUT: "quien lo creó ya no está en el canal.",
    english.SHARED: "el canal se comparte ahora con otra organización.",
    english.REMOVED: "ya no estoy en el canal.",
    english.ONLY_MAKER: (
        "Eso solo puede hacerlo {name}, que creó este digest. Tú puedes pausarlo."
    ),
    english.PAUSED_BY: "He pausado el digest «{title}» en {place}: {name} me lo pidió.",
    english.ASKED_FOR: "{name} lo pidió.",
    english.DELETED_BY: "borrado por {name}.",
    english.CRON_FIELDS: (
        "Una línea cron tiene cinco campos (minuto, hora, día, mes, día de la semana); "
        "«{cron}» tiene {count}."
    ),
    english.CRON_UNREAD: "No puedo leer la línea cron «{cron}».",
    english.CRON_DAYS: "No puedo leer los días de la semana de «{cron}».",
    english.NEVER_AGAIN: "No volvería a ejecutarse: su último día ya pasó. Cámbialo primero.",
    english.OFTEN: "falló {count} veces seguidas: {why}",
    english.NOT_IN: (
        "No estoy en {place}, así que no puedo publicar allí. Invítame primero, o recibe el "
        "digest en nuestro mensaje directo."
    ),
    english.NO_CHANNEL: "No conozco ningún canal {place}. Invítame primero, o nombra otro.",
    english.PLACE_ARCHIVED: "{place} está archivado, así que no se puede publicar nada allí.",
    english.PLACE_SHARED: (
        "{place} se comparte con otra organización, y lo que encuentro saldría de la tuya. "
        "Recibe el digest en un canal propio."
    ),
    english.OUR_DM: "nuestro mensaje directo",
    english.OUR_GROUP: "nuestro mensaje de grupo",
    english.NOT_IN_IT: (
        "No estoy en ese canal, así que no puedo publicar allí. Invítame primero, o recibe el "
        "digest en nuestro mensaje directo."
    ),
    english.HELP: (
        "/digest seguido de cuándo, qué y dónde: «/digest cada día laborable a las 8:30 qué "
        "ha cambiado en los precios, aquí». Lo leo de vuelta antes de guardar "
        "nada.\n/digest solo abre un formulario, y /digest list muestra tus digests y los "
        "de este canal. También puedes mencionarme con las mismas palabras, o pulsar "
        "«Convertir en digest» bajo una respuesta."
    ),
    english.LISTING: "Los enumero en nuestro mensaje directo.",
    english.READING_BACK: "Leo de vuelta lo que entendí en nuestro mensaje directo.",
    english.NO_QUESTION: (
        "¿Y qué quieres saber? Dilo después del momento: «cada lunes a las 9 qué …»."
    ),
    english.TOO_LATE: "No pude abrir el formulario a tiempo.",
    english.NONE_YET: (
        "Ninguno todavía. /digest crea uno, y también «Convertir en digest» bajo una respuesta."
    ),
    english.MY_DIGESTS: "Mis digests",
    english.NEW_DIGEST: "Nuevo digest",
    english.NOTHING_NEW: "Digest: nada nuevo",
    english.NEWS: "Digest: {counts}.",
}
