//! German.

use super::{Phrases, Sense::*};
use crate::config::Idea::*;

// In rows, so that a sense can be seen whole.
#[rustfmt::skip]
pub(super) const PHRASES: Phrases = &[
    (
        Idea(Actions),
        &[
            "aufgabe", "aufgaben", "maßnahme", "maßnahmen", "to-do", "to-dos", "todo", "todos", "aktion", "aktionen",
            "aktionspunkt", "aktionspunkte", "arbeitsauftrag", "arbeitsaufträge", "zu tun", "wer macht was", "neue aufgaben",
            "aufgabe für", "action", "actions", "neue tasks", "neue to-dos",
        ],
    ),
    (Heading(Actions), &["tasks", "task"]),
    (Weak(Actions), &["nächster schritt", "nächste schritte", "weiteres vorgehen"]),
    (
        Heading(Review),
        &[
            "aufgaben vom letzten mal", "aufgaben vom letzten treffen", "alte aufgaben", "offene aufgaben",
            "stand der aufgaben", "alte tasks", "offene tasks", "nicht erledigte tasks", "nicht erledigte aufgaben", "rückblick auf die aufgaben", "aufgaben der letzten sitzung", "offene punkte vom letzten mal",
            "seit dem letzten mal",
        ],
    ),
    (
        Idea(Decisions),
        &[
            "beschluss", "beschlüsse", "beschlossen", "entscheidung", "entscheidungen", "entschieden", "konsens",
            "vereinbarung", "vereinbarungen", "vereinbart", "ergebnis", "ergebnisse", "fazit", "was wir beschlossen haben",
            "was wir vereinbart haben", "resolution",
        ],
    ),
    (Proposal, &["vorschlag", "antrag", "abstimmung"]),
    (Consent, &["einstimmig", "angenommen", "zugestimmt", "ohne gegenstimme", "beschlossen", "kein widerspruch"]),
    (
        Idea(Insights),
        &["erkenntnis", "erkenntnisse", "gelernt", "was wir gelernt haben", "lernpunkte", "einsichten", "lehren", "mitgenommen"],
    ),
    (Idea(Questions), &["frage", "fragen", "offene frage", "offene fragen", "ungeklärt"]),
    (Heading(Resources), &["material", "materialien", "quellen", "literatur", "weiterführendes", "ressourcen", "lesetipps"]),
    (
        Heading(Appreciations),
        &["dank", "danke", "dankeschön", "danksagung", "danksagungen", "wertschätzung", "dank und anerkennung", "anerkennung"],
    ),
    (
        Heading(Reflection),
        &["reflexion", "rückblick", "rückschau", "retrospektive", "wie es lief", "blitzlicht", "nachlese", "feedback"],
    ),
    (
        Idea(Attendance),
        &[
            "anwesend", "anwesende", "anwesenheit", "teilnehmer", "teilnehmerinnen", "teilnehmende", "teilnehmerliste",
            "teilnehmerinnen und teilnehmer", "teilnehmer:innen", "teilnahme", "dabei", "wer war da", "vor ort", "online dabei",
            "mit dabei", "anwesende mitglieder", "anwesende personen", "anwesende vorstandsmitglieder", "es sind anwesend",
            "anwesend sind", "anwesend waren",
        ],
    ),
    (Ending(Attendance), &["anwesend", "anwesende", "anwesenheit", "teilnehmer", "teilnehmerinnen", "teilnehmende"]),
    (Ending(Regrets), &["entschuldigt", "abwesend", "abwesende", "nicht anwesend"]),
    (Ending(Actions), &["aufgaben", "to-dos", "todos"]),
    (
        Idea(Regrets),
        &["entschuldigt", "abwesend", "abwesende", "verhindert", "nicht dabei", "fehlend", "es fehlen", "abgemeldet", "nicht anwesend", "entschuldigte", "abwesende mitglieder", "entschuldigte mitglieder"],
    ),
    (Idea(Facilitator), &["leitung", "moderation", "moderator", "moderatorin", "sitzungsleitung", "vorsitz", "gesprächsleitung", "moderiert von"]),
    (
        Idea(NotesBy),
        &["protokollführung", "protokollant", "protokollantin", "schriftführung", "schriftführer", "schriftführerin", "protokolliert von"],
    ),
    (Mark(NotesBy), &["protokoll", "notizen"]),
    (Idea(Presenter), &["vortrag", "vortragende", "vortragender", "referent", "referentin", "referenten", "vorgestellt von"]),
    (Idea(Host), &["gastgeber", "gastgeberin", "gastgebende", "gastgeberinnen"]),
    (Idea(Observer), &["beobachter", "beobachterin", "beobachtende", "zuhörer", "zuhörerin"]),
    (Idea(Guest), &["gast", "gäste"]),
    (Idea(Done), &["erledigt", "fertig", "gemacht", "abgeschlossen", "getan"]),
    (Idea(Dropped), &["entfällt", "fallen gelassen", "verworfen", "gestrichen", "hinfällig"]),
    (
        Idea(Nothing),
        &[
            "keine", "keiner", "keines", "nichts", "niemand", "nichts offen", "keine aufgaben", "keine maßnahmen",
            "keine beschlüsse", "kein beschluss", "keine entscheidung", "keine fragen", "entfällt", "offen",
        ],
    ),
    (Idea(Everybody), &["alle", "jeder", "jede", "jede und jeder", "wir alle", "alle anwesenden"]),
    (
        Will,
        &[
            "wird", "werden", "soll", "sollen", "sollte", "sollten", "muss", "müssen", "möge", "mögen", "übernimmt", "übernehmen",
            "kümmert sich um", "kümmern sich um", "will", "wollen", "kann", "können", "hat zugesagt", "zu",
        ],
    ),
    (
        Does,
        &[
            "druckt", "schreibt", "schickt", "sendet", "fragt", "klärt", "prüft", "erstellt", "bereitet", "organisiert",
            "lädt", "bringt", "holt", "macht", "legt", "meldet", "sucht", "teilt", "baut", "bestellt", "kauft", "plant",
            "ergänzt", "aktualisiert", "kontaktiert", "spricht", "stellt", "gibt", "sammelt", "fasst", "ruft", "kocht",
            "bringen", "schreiben", "schicken", "prüfen", "lesen", "kommen", "denken", "machen", "fragen", "klären", "teilen",
        ],
    ),
    (Is, &["ist", "sind", "wäre", "ist es", "wird sein"]),
    (For, &["für", "an", "bis", "zum", "zur"]),
    (Assigned, &["zuständig", "verantwortlich", "übernimmt", "macht", "wer"]),
    (Volunteers, &["meldet sich", "übernimmt", "macht das", "macht es", "kümmert sich", "meldet sich freiwillig"]),
    (
        Nobody,
        &["wir", "es", "das", "dies", "jemand", "man", "sie", "er", "ich", "du", "ihr", "wer", "was", "niemand", "etwas", "diese"],
    ),
    (And, &["und", "sowie", "oder"]),
    (
        State,
        &["wartet", "warten auf", "wir warten", "kein update", "nichts neues", "läuft", "ist erledigt", "schon", "bereits", "siehe", "vertagt", "ruht", "in arbeit", "noch offen"],
    ),
    (Happened, &["erledigt", "geschlossen", "abgeschlossen", "veröffentlicht", "vertagt", "gewählt", "bestätigt"]),
    (
        Agreed,
        &[
            "beschlossen wurde", "es wurde beschlossen", "es wurde entschieden", "es wurde vereinbart", "beschlossen, dass",
            "entschieden, dass", "vereinbart, dass", "einigung auf", "einigung, dass", "konsens ist", "konsens war",
            "es besteht konsens", "einigkeit darüber", "einigkeit, dass", "wir haben beschlossen", "wir haben entschieden",
            "wir haben vereinbart", "wir haben uns darauf geeinigt", "wir haben uns geeinigt", "die gruppe hat beschlossen",
            "die gruppe hat entschieden", "die runde hat beschlossen", "die runde hat entschieden", "einstimmig beschlossen",
        ],
    ),
    (
        Session,
        &["wir", "die gruppe", "die runde", "der kreis", "alle", "das team", "das plenum", "die versammlung", "der ausschuss", "die anwesenden"],
    ),
    (Settles, &["beschließen", "beschließt", "beschlossen", "entscheiden", "entscheidet", "vereinbaren", "vereinbart", "einigen", "einigt", "entschieden"]),
    (SettlesNot, &["mit", "von", "letzte", "letztes", "nicht"]),
    (Also, &["außerdem", "dann", "also", "somit", "schließlich", "gemeinsam"]),
    (Earlier, &["letzte woche", "letztes mal", "letzten mal", "letzten treffen", "letzte sitzung", "letzten sitzung", "früher", "zuvor"]),
    (Not, &["kein konsens", "keine einigung", "kein beschluss", "keine entscheidung", "noch nicht", "nicht entschieden", "nicht beschlossen", "ohne einigung"]),
    (Thanks, &["danke an", "dank an", "vielen dank an", "herzlichen dank an", "besonderer dank an", "großer dank an", "ein dank an", "dank geht an"]),
    (ThankYou, &["danke", "dank", "vielen dank", "an"]),
    (Replaces, &["ersetzt", "löst ab", "anstelle von", "anstatt", "hebt auf", "ändert"]),
    (ReplacedBy, &["ersetzt durch", "abgelöst durch", "abgelöst von", "aufgehoben durch", "geändert durch"]),
    (Replaced, &["ersetzt", "abgelöst", "aufgehoben"]),
    (ByThat, &["durch", "von"]),
    (By, &["bis", "bis zum", "bis spätestens", "fällig", "fällig am", "frist", "spätestens", "vor dem"]),
    (Month(1), &["januar", "jänner", "jan"]),
    (Month(2), &["februar", "feber", "feb"]),
    (Month(3), &["märz", "mär"]),
    (Month(4), &["april", "apr"]),
    (Month(5), &["mai"]),
    (Month(6), &["juni", "jun"]),
    (Month(7), &["juli", "jul"]),
    (Month(8), &["august", "aug"]),
    (Month(9), &["september", "sep", "sept"]),
    (Month(10), &["oktober", "okt"]),
    (Month(11), &["november", "nov"]),
    (Month(12), &["dezember", "dez"]),
    (
        Group,
        &[
            "gruppe", "arbeitsgruppe", "team", "kreis", "vorstand", "ausschuss", "mitglieder", "ag", "verein", "projekt", "liste",
            "runde", "plenum", "freiwillige", "interessierte", "abteilung", "teilnehmende", "verteiler", "gemeinschaft",
        ],
    ),
    (
        Verb,
        &[
            "bitte", "prüfen", "schreiben", "schicken", "senden", "fragen", "klären", "erstellen", "vorbereiten", "organisieren",
            "einladen", "drucken", "sammeln", "planen", "bestellen", "kaufen", "suchen", "finden", "machen", "ergänzen",
            "aktualisieren", "anrufen", "melden", "teilen", "übersetzen", "veröffentlichen", "aufräumen", "reparieren",
        ],
    ),
    (
        NotName,
        &[
            "der", "die", "das", "ein", "eine", "einen", "den", "dem", "des", "im", "am", "zum", "zur", "bis", "für", "mit", "von",
            "nach", "noch", "nicht", "neu", "neue", "neuer", "offene", "wenn", "falls", "wann", "wo", "wie", "warum", "ob",
            "heute", "morgen", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "thema",
            "protokoll", "tagesordnung", "termin", "frage", "antwort", "notiz", "hinweis", "beispiel", "unbekannt", "ort", "zeit",
            "keine", "kein", "nächste", "nächster", "nächstes", "und", "oder", "aber", "auch", "so", "bei", "in", "auf", "an",
        ],
    ),
    (Absent, &["entschuldigt", "abwesend", "verhindert", "nicht dabei", "krank", "fehlt", "abgemeldet"]),
    (Column(super::Column::Who), &["wer", "verantwortlich", "zuständig", "zuständigkeit", "person"]),
    (Column(super::Column::What), &["was", "aufgabe", "aufgaben", "maßnahme", "maßnahmen", "beschreibung"]),
    (Column(super::Column::Topic), &["thema", "themen", "tagesordnungspunkt", "top"]),
    (Column(super::Column::When), &["wann", "bis", "bis wann", "frist", "fällig", "termin", "datum"]),
    (Column(super::Column::State), &["stand", "status", "erledigt", "ergebnis"]),
    (Column(super::Column::Name), &["name", "namen", "teilnehmer", "teilnehmerin", "teilnehmende"]),
    (Column(super::Column::Handle), &["kürzel bei github", "benutzername", "konto"]),
    (Column(super::Column::Initials), &["kürzel", "initialen", "abkürzung"]),
    (Column(super::Column::Organisation), &["organisation", "firma", "verein", "einrichtung", "institution"]),
    (Column(super::Column::Role), &["rolle", "funktion"]),
    (Leftover, &["beschreibung", "name soll", "hier eintragen", "platzhalter", "wer: was"]),
    (Chosen, &["gewählt", "bestätigt", "bestimmt", "ausgewählt"]),
    (That, &["das", "dies", "es", "beides"]),
];
