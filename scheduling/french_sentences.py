"""What people hear of a digest's times and troubles, in French."""

from scheduling import sentences as english

FRENCH: dict[str, str] = {
    english.NO_ZONE: (
        "Il n'y a pas de fuseau horaire « {zone} ». Utilisez un nom comme Europe/Paris."
    ),
    english.NEVER: "La ligne cron « {cron} » ne se réalise jamais.",
    english.TOO_OFTEN: "Un digest peut tourner une fois par heure au plus.",
    english.PAST: "Le {day:%d/%m/%Y} est passé.",
    english.NONE_LEFT: "Il n'y a pas de tel moment avant le {day:%d/%m/%Y}.",
    english.WHAT_TIME: "À quelle heure ? Par exemple « à 9 h ».",
    english.WHICH_DAY: "Quel jour ? Par exemple « tous les lundis à 9 h ».",
    english.HOURS: "Toutes les tant d'heures : 1, 2, 3, 4, 6, 8 ou 12 conviennent.",
    english.NO_TIME: "« {said} » n'est pas une heure.",
    english.NO_DAY: "Aucun mois n'a de jour {day}.",
    english.EVERY_SECOND: (
        "Je ne sais pas faire une semaine ou un mois sur deux. Chaque semaine "
        "convient, ou par exemple le premier et le troisième lundi du mois."
    ),
    english.NO_DATE: "« {said} » n'est pas une date. Écrivez 31 mars 2027 ou 2027-03-31.",
    english.NOT_UNDERSTOOD: (
        "Je ne comprends pas quand est « {said} ». Dites par exemple « chaque jour "
        "ouvré à 8 h 30 », « le premier lundi du mois à 9 h », ou écrivez une "
        "ligne cron."
    ),
    english.ONCE: (
        "Un digest revient sans cesse : dites tous les quand. Pour une fois, "
        "posez-moi simplement la question à ce moment-là."
    ),
    english.UNCLEAR_ZONE: (
        "« {name} » peut désigner plusieurs fuseaux. Nommez une ville : « heure de Paris »."
    ),
    english.UNKNOWN_ZONE: (
        "Il n'y a pas de fuseau horaire « {name} ». Nommez une ville (« heure de "
        "Paris ») ou Europe/Paris."
    ),
    english.OWNER_LEFT: "{name}, qui l'a créé, est parti.",
    english.NO_ROOM: (
        "J'ai suspendu le digest « {title} » dans {place} : {why} Reprenez-le dans "
        "mon onglet Accueil quand c'est réglé."
    ),
    english.FAILED_ONCE: (
        "Le digest « {title} » dans {place} n'est pas venu cette fois : {why} Je "
        "réessaie la prochaine fois."
    ),
    english.FAILED_OFTEN: (
        "J'ai suspendu le digest « {title} » dans {place}, car il a échoué {count} "
        "fois de suite. La dernière fois : {why} Reprenez-le dans mon onglet "
        "Accueil quand c'est réglé."
    ),
    english.NO_MONEY: (
        "Le digest « {title} » dans {place} a utilisé ses {limit:g} $ de ce mois ; "
        "il se repose jusqu'au prochain. Modifiez-le pour relever la limite."
    ),
    english.RESTS: "{why} Jusque-là, le digest « {title} » dans {place} se repose.",
    english.REMINDER: (
        "Le digest « {title} » dans {place} se termine le {day}, quatre-vingt-dix "
        "jours après sa création ou sa prolongation. Prolongez-le dans mon onglet "
        "Accueil pour le garder."
    ),
    english.ENDED: (
        "Le digest « {title} » dans {place} est terminé : il n'a pas été prolongé. "
        "Recréez-le avec /digest quand vous le voudrez."
    ),
    english.OVER: (
        "Le digest « {title} » dans {place} est arrivé à la fin que vous lui aviez donnée."
    ),
    english.GONE: "Ce digest n'existe plus.",
    english.NO_END: "il n'est pas arrivé à son terme.",
    english.BROKE_OFF: "j'ai été redémarré encore et encore pendant que j'y travaillais.",
    english.STOPPED: "J'ai arrêté le digest « {title} » : {why}",
    english.WAS_STOPPED: "il a été arrêté.",
    english.MODEL_DOWN: "le modèle n'a pas répondu.",
    english.RUN_MONEY: "l'argent prévu était épuisé.",
    english.DECLINED: "le modèle a refusé.",
    english.NO_SOURCE: "aucune de mes sources n'est connectée.",
    english.BROKEN: "quelque chose s'est cassé de mon côté.",
    english.ARCHIVED: "le canal est archivé.",
    english.SHARED: "le canal est maintenant partagé avec une autre organisation.",
    english.REMOVED: "je ne suis plus dans le canal.",
    english.ONLY_MAKER: (
        "Seul {name}, qui a créé ce digest, peut faire cela. Vous pouvez le suspendre."
    ),
    english.PAUSED_BY: (
        "J'ai suspendu le digest « {title} » dans {place} : {name} me l'a demandé."
    ),
    english.ASKED_FOR: "{name} l'a demandé.",
    english.DELETED_BY: "supprimé par {name}.",
}
