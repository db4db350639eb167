"""What people hear of a digest's times and troubles, in German."""

from scheduling import sentences as english

GERMAN: dict[str, str] = {
    english.NO_ZONE: (
        "Eine Zeitzone „{zone}“ gibt es nicht. Nimm einen Namen wie Europe/Berlin."
    ),
    english.NEVER: "Die Cron-Zeile „{cron}“ trifft nie zu.",
    english.TOO_OFTEN: "Ein Digest kann höchstens einmal in der Stunde laufen.",
    english.PAST: "Der {day:%d.%m.%Y} ist schon vorbei.",
    english.NONE_LEFT: "Vor dem {day:%d.%m.%Y} kommt dieser Zeitpunkt nicht vor.",
    english.WHAT_TIME: "Um wie viel Uhr? Zum Beispiel „um 9 Uhr“.",
    english.WHICH_DAY: "An welchem Tag? Zum Beispiel „jeden Montag um 9 Uhr“.",
    english.HOURS: "Alle so viele Stunden geht mit 1, 2, 3, 4, 6, 8 oder 12.",
    english.NO_TIME: "„{said}“ ist keine Uhrzeit.",
    english.NO_DAY: "Kein Monat hat einen Tag {day}.",
    english.EVERY_SECOND: (
        "Jede zweite Woche oder jeden zweiten Monat kann ich nicht. Jede Woche "
        "geht, oder zum Beispiel am ersten und dritten Montag des Monats."
    ),
    english.NO_DATE: "„{said}“ ist kein Datum. Schreib es als 31. März 2027 oder 2027-03-31.",
    english.NOT_UNDERSTOOD: (
        "Ich verstehe nicht, wann „{said}“ ist. Sag zum Beispiel „jeden Werktag um "
        "8:30“, „am ersten Montag im Monat um 9 Uhr“, oder schreib eine Cron-Zeile."
    ),
    english.ONCE: (
        "Ein Digest kommt immer wieder: Sag „jeden“ und wann. Für einmal frag mich "
        "einfach dann."
    ),
    english.UNCLEAR_ZONE: (
        "„{name}“ kann mehrere Zeitzonen meinen. Nenn eine Stadt: „Berliner Zeit“, "
        "„Londoner Zeit“."
    ),
    english.UNKNOWN_ZONE: (
        "Eine Zeitzone „{name}“ gibt es nicht. Nenn eine Stadt („Berliner Zeit“) "
        "oder Europe/Berlin."
    ),
    english.OWNER_LEFT: "{name} hat ihn angelegt und ist nicht mehr da.",
    english.NO_ROOM: (
        "Ich habe den Digest „{title}“ in {place} pausiert: {why} Setz ihn in "
        "meinem Home-Tab fort, wenn das behoben ist."
    ),
    english.FAILED_ONCE: (
        "Der Digest „{title}“ in {place} kam diesmal nicht: {why} Ich versuche es "
        "beim nächsten Mal wieder."
    ),
    english.FAILED_OFTEN: (
        "Ich habe den Digest „{title}“ in {place} pausiert, weil er {count}-mal "
        "nacheinander gescheitert ist. Das letzte Mal: {why} Setz ihn in meinem "
        "Home-Tab fort, wenn das behoben ist."
    ),
    english.NO_MONEY: (
        "Der Digest „{title}“ in {place} hat seine {limit} für diesen Monat "
        "verbraucht und ruht bis zum nächsten. Ändere ihn, um die Grenze zu heben."
    ),
    english.RESTS: "{why} Bis dahin ruht der Digest „{title}“ in {place}.",
    english.REMINDER: (
        "Der Digest „{title}“ in {place} endet am {day}, neunzig Tage nachdem er "
        "angelegt oder verlängert wurde. Verlängere ihn in meinem Home-Tab, wenn "
        "er bleiben soll."
    ),
    english.ENDED: (
        "Der Digest „{title}“ in {place} ist beendet: Er wurde nicht verlängert. "
        "Leg ihn mit /digest neu an, wann immer du ihn wieder willst."
    ),
    english.OVER: (
        "Der Digest „{title}“ in {place} ist an dem Ende angekommen, das du ihm gegeben hast."
    ),
    english.GONE: "Diesen Digest gibt es nicht mehr.",
    english.NO_END: "er kam zu keinem Ende.",
    english.BROKE_OFF: "ich wurde immer wieder neu gestartet, während ich daran arbeitete.",
    english.STOPPED: "Ich habe den Digest „{title}“ gestoppt: {why}",
    english.WAS_STOPPED: "er wurde gestoppt.",
    english.MODEL_DOWN: "das Modell hat nicht geantwortet.",
    english.RUN_MONEY: "das Geld dafür war aufgebraucht.",
    english.DECLINED: "das Modell hat abgelehnt.",
    english.NO_SOURCE: "nichts, was ich dafür lesen darf, ist verbunden.",
    english.BROKEN: "auf meiner Seite ging etwas kaputt.",
    english.ARCHIVED: "der Kanal ist archiviert.",
    english.GROWN: "im Kanal sind doppelt so viele Leute wie bei deiner letzten Zustimmung.",
    english.NOW_PUBLIC: (
        "der Kanal war bei deiner letzten Zustimmung privat und ist jetzt öffentlich."
    ),
    english.OWNER_OUT: "wer ihn angelegt hat, ist nicht mehr im Kanal.",
    english.SHARED: "der Kanal wird jetzt mit einer anderen Organisation geteilt.",
    english.REMOVED: "ich bin nicht mehr im Kanal.",
    english.ONLY_MAKER: (
        "Das kann nur {name}, wer diesen Digest angelegt hat. Du kannst ihn pausieren."
    ),
    english.PAUSED_BY: (
        "Ich habe den Digest „{title}“ in {place} pausiert: {name} hat mich darum gebeten."
    ),
    english.ASKED_FOR: "{name} wollte es so.",
    english.DELETED_BY: "gelöscht von {name}.",
    english.CRON_FIELDS: (
        "Eine Cron-Zeile hat fünf Felder (Minute, Stunde, Tag, Monat, Wochentag); „{cron}“ "
        "hat {count}."
    ),
    english.CRON_UNREAD: "Die Cron-Zeile „{cron}“ kann ich nicht lesen.",
    english.CRON_DAYS: "Die Wochentage in „{cron}“ kann ich nicht lesen.",
    english.NEVER_AGAIN: (
        "Er liefe nie wieder: sein letzter Tag ist vorbei. Ändere ihn zuerst."
    ),
    english.OFTEN: "er ist {count}-mal nacheinander gescheitert: {why}",
    english.NOT_IN: (
        "In {place} bin ich nicht, deshalb kann ich dort nicht posten. Lade mich zuerst "
        "dorthin ein, oder nimm den Digest in unsere Direktnachricht."
    ),
    english.NO_CHANNEL: (
        "Einen Kanal {place} kenne ich nicht. Lade mich zuerst dorthin ein, oder nenne "
        "einen anderen."
    ),
    english.PLACE_ARCHIVED: (
        "{place} ist archiviert, deshalb kann dort nichts gepostet werden."
    ),
    english.PLACE_SHARED: (
        "{place} ist mit einer anderen Organisation geteilt, und was ich finde, verließe "
        "eure. Nimm den Digest in einen eigenen Kanal."
    ),
    english.OUR_DM: "unserer Direktnachricht",
    english.OUR_GROUP: "unserer Gruppennachricht",
    english.NOT_IN_IT: (
        "In diesem Kanal bin ich nicht, deshalb kann ich dort nicht posten. Lade mich zuerst "
        "dorthin ein, oder nimm den Digest in unsere Direktnachricht."
    ),
    english.HELP: (
        "/digest und dahinter wann, was und wo: „/digest jeden Werktag um 8:30 was hat sich "
        "an den Preisen geändert, hier“. Ich lese es vor, bevor etwas gespeichert "
        "wird.\n/digest allein öffnet ein Formular, und /digest list zeigt deine Digests "
        "und die in diesem Kanal. Du kannst mich auch mit denselben Worten erwähnen oder "
        "unter einer Antwort „Als Digest einrichten“ drücken."
    ),
    english.LISTING: "Ich liste sie in unserer Direktnachricht auf.",
    english.READING_BACK: "Was ich verstanden habe, lese ich in unserer Direktnachricht vor.",
    english.NO_QUESTION: (
        "Und was willst du wissen? Sag es nach der Zeit: „jeden Montag um 9 Uhr was …“."
    ),
    english.TOO_LATE: "Ich konnte das Formular nicht rechtzeitig öffnen.",
    english.NONE_YET: (
        "Noch keine. /digest legt einen an, ebenso „Als Digest einrichten“ unter einer Antwort."
    ),
    english.MY_DIGESTS: "Meine Digests",
    english.NEW_DIGEST: "Neuer Digest",
    english.NOTHING_NEW: "Digest: nichts Neues",
    english.NEWS: "Digest: {counts}.",
}
