//! French.

use super::{Phrases, Sense::*};
use crate::config::Idea::*;

// In rows, so that a sense can be seen whole.
#[rustfmt::skip]
pub(super) const PHRASES: Phrases = &[
    (
        Idea(Actions),
        &[
            "action", "actions", "à faire", "tâche", "tâches", "point d'action", "points d'action", "actions à mener",
            "actions à réaliser", "plan d'action", "plan d'actions", "qui fait quoi", "relevé d'actions", "nouvelles actions",
            "todo", "à suivre",
        ],
    ),
    (Weak(Actions), &["prochaine étape", "prochaines étapes", "suites à donner", "la suite"]),
    (
        Heading(Review),
        &[
            "actions précédentes", "suivi des actions", "retour sur les actions", "actions de la dernière réunion",
            "actions de la dernière fois", "actions en cours", "revue des actions", "depuis la dernière fois",
        ],
    ),
    (
        Idea(Decisions),
        &[
            "décision", "décisions", "décidé", "résolution", "résolutions", "accord", "accords", "convenu", "consensus",
            "conclusion", "conclusions", "décisions prises", "ce que nous avons décidé", "ce qui a été décidé", "relevé de décisions",
        ],
    ),
    (Proposal, &["proposition", "vote", "motion"]),
    (Consent, &["à l'unanimité", "unanime", "adopté", "adoptée", "accepté", "acceptée", "approuvé", "approuvée", "sans objection"]),
    (
        Idea(Insights),
        &["enseignement", "enseignements", "apprentissages", "ce que nous avons appris", "leçons", "leçons apprises", "à retenir", "points à retenir"],
    ),
    (Idea(Questions), &["question", "questions", "question ouverte", "questions ouvertes", "questions en suspens"]),
    (Heading(Resources), &["ressources", "références", "pour aller plus loin", "lectures", "bibliographie", "liens utiles"]),
    (Heading(Appreciations), &["remerciement", "remerciements", "merci", "gratitude", "reconnaissance", "mercis"]),
    (
        Heading(Reflection),
        &["réflexion", "réflexions", "bilan", "rétrospective", "retour d'expérience", "tour de clôture", "ressenti", "météo de fin"],
    ),
    (
        Idea(Attendance),
        &[
            "présent", "présents", "présente", "présentes", "présence", "présences", "participants", "participantes",
            "participant", "participation", "participant·e·s", "participant.e.s", "présent·e·s", "présent.e.s", "étaient présents",
            "en ligne", "sur place", "à distance", "qui était là", "liste des participants",
        ],
    ),
    (
        Idea(Regrets),
        &["excusé", "excusés", "excusée", "excusées", "excusé·e·s", "excusé.e.s", "absent", "absents", "absente", "absentes", "absences", "absent·e·s"],
    ),
    (Idea(Facilitator), &["animation", "animateur", "animatrice", "facilitation", "facilitateur", "facilitatrice", "présidence", "président de séance", "présidente de séance", "animé par", "modération"]),
    (Idea(NotesBy), &["secrétaire", "secrétariat", "secrétaire de séance", "prise de notes", "preneur de notes", "preneuse de notes", "scribe", "rédaction", "compte rendu par", "rédigé par"]),
    (Mark(NotesBy), &["notes", "compte rendu", "compte-rendu"]),
    (Idea(Presenter), &["intervenant", "intervenante", "intervenants", "intervenantes", "présenté par", "présentateur", "présentatrice", "orateur", "oratrice"]),
    (Idea(Host), &["hôte", "hôtes", "hôtesse", "accueil", "accueilli par"]),
    (Idea(Observer), &["observateur", "observatrice", "observateurs", "observatrices"]),
    (Idea(Guest), &["invité", "invitée", "invités", "invitées", "invité·e·s"]),
    (Idea(Done), &["fait", "faite", "faits", "terminé", "terminée", "réalisé", "réalisée", "c'est fait", "achevé"]),
    (Idea(Dropped), &["abandonné", "abandonnée", "annulé", "annulée", "sans suite"]),
    (
        Idea(Nothing),
        &["aucun", "aucune", "rien", "néant", "rien à signaler", "personne", "sans objet", "aucune action", "aucune décision", "pas de décision", "pas d'action", "à définir"],
    ),
    (Idea(Everybody), &["tous", "toutes", "tout le monde", "toutes et tous", "chacun", "chacune", "tous les présents"]),
    (
        Will,
        &["va", "vont", "doit", "doivent", "devra", "devront", "se charge de", "se chargent de", "s'occupe de", "s'occupent de", "peut", "peuvent", "à", "s'engage à", "prévoit de", "propose de"],
    ),
    (
        Does,
        &[
            "imprime", "écrit", "envoie", "demande", "vérifie", "crée", "prépare", "organise", "invite", "apporte", "fait", "rédige",
            "contacte", "partage", "planifie", "commande", "achète", "complète", "relance", "cherche", "met", "appelle", "publie",
            "imprimera", "écrira", "enverra", "demandera", "vérifiera", "créera", "préparera", "organisera", "contactera", "fera",
            "rédigera", "partagera", "prend", "prendra",
        ],
    ),
    (Is, &["est", "sont", "est de", "sera", "sera de", "consiste à"]),
    (For, &["pour", "à"]),
    (Assigned, &["attribué à", "assigné à", "confié à", "responsable", "qui"]),
    (Volunteers, &["se propose", "s'en charge", "s'en occupe", "est volontaire", "se porte volontaire", "volontaire"]),
    (Nobody, &["nous", "on", "il", "elle", "cela", "ça", "ceci", "quelqu'un", "ils", "elles", "je", "tu", "vous", "qui", "que", "quoi", "rien", "ce"]),
    (And, &["et", "ou", "avec", "ainsi que"]),
    (State, &["en attente", "attend", "on attend", "nous attendons", "pas de nouvelles", "rien de nouveau", "déjà", "voir", "reporté", "en cours", "en pause"]),
    (Happened, &["fermé", "fermée", "publié", "publiée", "adopté", "adoptée", "reporté", "terminé", "terminée", "confirmé", "élu", "élue"]),
    (
        Agreed,
        &[
            "il a été décidé", "il est décidé", "il a été convenu", "il est convenu", "décidé de", "décidé que", "convenu de", "convenu que",
            "décision de", "décision est prise", "accord pour", "accord sur", "consensus pour", "consensus sur", "le consensus est",
            "nous avons décidé", "nous avons convenu", "on a décidé", "on décide", "le groupe a décidé", "le groupe décide",
            "le groupe convient", "nous décidons", "nous convenons", "le cercle a décidé", "l'équipe a décidé", "l'assemblée a décidé",
        ],
    ),
    (Session, &["nous", "on", "le groupe", "le cercle", "l'équipe", "l'assemblée", "le comité", "les présents", "tout le monde"]),
    (Settles, &["décidons", "décide", "convenons", "convient", "décidé", "convenu", "sommes d'accord", "adoptons", "adopte"]),
    (SettlesNot, &["avec", "par", "la dernière", "pas"]),
    (Also, &["aussi", "ensuite", "donc", "enfin", "finalement", "également"]),
    (Earlier, &["la semaine dernière", "la dernière fois", "dernière réunion", "réunion précédente", "précédemment", "séance précédente"]),
    (Not, &["pas de consensus", "pas d'accord", "aucun accord", "aucun consensus", "pas de décision", "aucune décision", "pas encore", "sans accord"]),
    (Thanks, &["merci à", "merci beaucoup à", "un grand merci à", "grand merci à", "remerciements à", "nous remercions", "mille mercis à"]),
    (ThankYou, &["merci", "à", "pour"]),
    (Replaces, &["remplace", "annule et remplace", "au lieu de", "à la place de", "modifie", "abroge"]),
    (ReplacedBy, &["remplacé par", "remplacée par", "annulé par", "annulée par", "modifié par", "modifiée par", "abrogé par", "abrogée par"]),
    (By, &["avant", "avant le", "d'ici", "d'ici le", "d'ici au", "pour le", "échéance", "au plus tard", "au plus tard le", "jusqu'au", "date limite"]),
    (Month(1), &["janvier", "janv"]),
    (Month(2), &["février", "févr"]),
    (Month(3), &["mars"]),
    (Month(4), &["avril", "avr"]),
    (Month(5), &["mai"]),
    (Month(6), &["juin"]),
    (Month(7), &["juillet", "juil"]),
    (Month(8), &["août"]),
    (Month(9), &["septembre", "sept"]),
    (Month(10), &["octobre", "oct"]),
    (Month(11), &["novembre", "nov"]),
    (Month(12), &["décembre", "déc"]),
    (
        Group,
        &["groupe", "équipe", "comité", "conseil", "cercle", "bureau", "membres", "association", "projet", "liste", "volontaires", "collectif", "communauté", "participants"],
    ),
    (
        Verb,
        &[
            "envoyer", "écrire", "demander", "vérifier", "créer", "préparer", "organiser", "inviter", "imprimer", "chercher", "trouver",
            "planifier", "commander", "acheter", "contacter", "partager", "publier", "rédiger", "relancer", "compléter", "mettre",
            "faire", "réserver", "traduire", "relire", "appeler", "penser", "prendre", "prévoir",
        ],
    ),
    (
        NotName,
        &[
            "le", "la", "les", "un", "une", "des", "du", "de", "au", "aux", "en", "dans", "sur", "par", "pour", "avec", "sans", "si",
            "quand", "où", "comment", "pourquoi", "encore", "pas", "nouveau", "nouvelle", "demain", "aujourd", "lundi", "mardi",
            "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "sujet", "thème", "ordre", "note", "notes", "question",
            "réponse", "exemple", "lieu", "date", "heure", "inconnu", "prochaine", "prochain", "et", "ou", "mais", "aucun", "aucune", "à",
        ],
    ),
    (Absent, &["excusé", "excusée", "absent", "absente", "malade", "empêché", "empêchée"]),
    (Column(super::Column::Who), &["qui", "responsable", "porteur", "pilote"]),
    (Column(super::Column::What), &["quoi", "action", "actions", "tâche", "tâches", "description"]),
    (Column(super::Column::When), &["quand", "échéance", "date", "délai", "pour le", "date limite"]),
    (Column(super::Column::State), &["état", "statut", "avancement", "fait"]),
    (Column(super::Column::Name), &["nom", "noms", "participant", "participants", "prénom", "présents"]),
    (Column(super::Column::Handle), &["identifiant", "pseudo", "compte"]),
    (Column(super::Column::Initials), &["initiales", "abréviation", "sigle"]),
    (Column(super::Column::Organisation), &["organisation", "structure", "entreprise", "association", "institution"]),
    (Column(super::Column::Role), &["rôle", "fonction"]),
    (Leftover, &["description", "nom doit", "à remplir", "à compléter", "qui : quoi", "texte"]),
    (Chosen, &["élu", "élue", "confirmé", "confirmée", "choisi", "choisie", "désigné", "désignée"]),
    (That, &["cela", "ça", "le", "ceci"]),
];
