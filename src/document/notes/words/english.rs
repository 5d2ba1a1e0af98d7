//! English.

use super::{Phrases, Sense::*};
use crate::config::Idea::*;

// In rows, so that a sense can be seen whole.
#[rustfmt::skip]
pub(super) const PHRASES: Phrases = &[
    (
        Idea(Actions),
        &[
            "action", "actions", "action item", "action items", "action point", "action points", "actions arising",
            "action required", "actions required", "required actions", "action needed", "todo", "todos", "to do", "to dos", "new actions", "new action items",
            "actions and owners", "actions agreed", "agreed actions", "follow-up actions", "follow-up action items",
            "commitments", "what we will do", "who does what",
        ],
    ),
    (Weak(Actions), &["next step", "next steps", "possible next step", "possible next steps"]),
    (Mark(Actions), &["ai", "ais", "ap", "ar"]),
    (Heading(Actions), &["tasks", "follow-ups", "for next time"]),
    (
        Heading(Review),
        &[
            "review action items", "review actions", "review of actions", "review of action items", "action review",
            "action item review", "action items review", "actions review", "previous actions", "previous action items",
            "actions from last time", "last week's actions", "last week's action items", "old actions",
            "old action items", "outstanding actions", "outstanding action items", "open actions",
            "open action items", "since last time", "last time's actions", "action log review", "past actions",
            "past action items", "prior action items", "status of actions", "action items status",
            "last meeting's action items", "last meeting's actions",
        ],
    ),
    (
        Idea(Decisions),
        &[
            "decision", "decisions", "resolved", "resolution", "resolutions", "decided", "agreed", "agreement",
            "agreements", "consensus", "conclusion", "conclusions", "decisions made", "decisions taken",
            "key decisions", "what we agreed", "what we decided", "what was decided", "what was agreed", "resolution adopted",
        ],
    ),
    (Proposal, &["poll", "proposal", "proposed", "proposed resolution", "vote", "motion"]),
    (
        Consent,
        &[
            "unanimous", "unanimously", "unanimous consent", "accepted", "approved", "carried", "passed", "adopted",
            "agreed", "no objection", "no objections",
        ],
    ),
    (
        Idea(Insights),
        &[
            "insight", "insights", "learnings", "learned", "lesson", "lessons", "lessons learned", "lessons learnt",
            "what we learned", "what we learnt", "key insights", "takeaway", "takeaways", "key takeaways",
        ],
    ),
    (Idea(Questions), &["question", "questions", "open question", "open questions", "unanswered questions"]),
    (
        Heading(Resources),
        &["resources", "references", "further reading", "reading list", "useful links", "resources shared"],
    ),
    (
        Heading(Appreciations),
        &[
            "appreciation", "appreciations", "thanks", "thank you", "thank yous", "kudos", "shout-out", "shout-outs",
            "shoutouts", "gratitude", "acknowledgements", "acknowledgments", "appreciation and thanks",
        ],
    ),
    (Mark(Appreciations), &["kudos", "shout-out", "shout-outs", "shoutouts", "appreciation", "appreciations"]),
    (
        Heading(Reflection),
        &[
            "reflection", "reflections", "retrospective", "retro", "how it went", "how did it go", "check-out",
            "what went well", "session feedback", "looking back",
        ],
    ),
    (
        Idea(Attendance),
        &[
            "present", "attendees", "attendance", "attending", "attended", "attendee", "participants", "participant",
            "in attendance", "people present", "who was there", "who came", "roll call", "members present",
            "also present", "remote", "remotely", "joined remotely", "in person", "on the call", "in the room",
            "participating", "attended by", "attendee list", "present today", "list of attendees", "list of participants",
        ],
    ),
    (
        Idea(Regrets),
        &[
            "regrets", "absent", "excused", "excused absences", "not in attendance", "apologies", "apologies for absence", "absentees", "not present", "not attending",
            "could not come", "could not make it", "sent apologies", "members absent", "away", "absences",
        ],
    ),
    (Ending(Attendance), &["attendees", "attendance", "participants", "present", "in attendance", "roll call", "attending"]),
    (
        Ending(Regrets),
        &[
            "regrets", "absent", "absentees", "apologies", "excused", "not present", "not in attendance", "not attending",
            "not able to attend",
        ],
    ),
    (Ending(Actions), &["action items", "action points", "to-dos", "todos", "to dos"]),
    (
        Idea(Facilitator),
        &[
            "chair", "chairs", "co-chair", "co-chairs", "facilitator", "facilitators", "moderator", "moderators",
            "chaired by", "facilitated by", "moderated by", "meeting chair", "facilitation", "meeting lead", "chairperson",
            "led by", "facilitating", "chairing",
        ],
    ),
    (
        Idea(NotesBy),
        &[
            "scribe", "scribes", "note taker", "note takers", "notetaker", "notetakers", "notes by", "minute taker",
            "minute takers", "minutes by", "minutes taken by", "notes taken by", "scribing", "secretary", "taking notes",
            "note taking", "co-scribe",
        ],
    ),
    (Mark(NotesBy), &["notes", "minutes"]),
    (Idea(Presenter), &["presenter", "presenters", "presented by", "speaker", "speakers", "presenting"]),
    (Idea(Host), &["host", "hosts", "hosted by", "hosting"]),
    (Idea(Observer), &["observer", "observers", "observing"]),
    (Idea(Guest), &["guest", "guests", "invited guest", "invited guests", "visitor", "visitors"]),
    (Idea(Done), &["done", "completed", "complete", "finished"]),
    (Idea(Dropped), &["dropped", "won't do", "wont do", "wontfix", "cancelled", "canceled", "abandoned"]),
    (
        Idea(Nothing),
        &[
            "none", "nothing", "n/a", "na", "nil", "no action", "no actions", "no action items", "no new actions",
            "no new action items", "none needed", "none required", "none today", "no decision", "no decisions", "no regrets",
            "nobody", "no one", "no questions", "tbd", "tba", "no resolution", "no conclusion", "no one absent",
        ],
    ),
    (Idea(Everybody), &["all", "everyone", "everybody", "all of us", "all attendees", "everyone present", "all members"]),
    (
        Will,
        &[
            "to", "will", "will need to", "should", "shall", "must", "needs to", "need to", "has to", "have to",
            "is going to", "are going to", "is to", "are to", "agreed to", "volunteered to", "offered to", "to please",
            "will please", "can take on", "are encouraged to", "is encouraged to", "promised to", "can", "could", "would",
            "needs to please", "is asked to", "are asked to", "will also", "to also", "plans to", "plan to",
        ],
    ),
    (
        Does,
        &[
            "has", "have", "taking", "takes", "take", "took", "working on", "writing", "sending", "creating", "opening",
            "adding", "removing", "following up", "updating", "drafting", "looking into", "checking", "preparing",
            "organising", "organizing", "scheduling", "talking", "talk", "reaching out", "contacting", "making", "starting",
            "putting", "getting", "merging", "reviewing", "landing", "proposing", "please", "continues", "continuing",
        ],
    ),
    (Is, &["is", "are", "is to", "are to", "would be", "will be", "is that", "is for", "are for", "would be to"]),
    (For, &["for", "to", "on"]),
    (
        Assigned,
        &[
            "assigned to", "assign to", "assigned", "assignee", "owner", "owners", "owned by", "from", "owner is",
            "responsible", "by", "lead", "who",
        ],
    ),
    (
        Volunteers,
        &["volunteers", "volunteered", "duly volunteered", "on it", "has it", "takes it", "took it", "will do", "to do"],
    ),
    (
        Nobody,
        &[
            "someone", "somebody", "we", "it", "this", "that", "they", "there", "i", "you", "he", "she", "who", "what",
            "which", "these", "those", "nobody", "no one", "one", "people", "anyone", "anybody", "everything", "let's",
            "volunteer", "volunteers",
        ],
    ),
    (And, &["and", "with", "or"]),
    (
        State,
        &[
            "waiting", "still waiting", "awaiting", "waits", "pending", "no update", "no updates", "no news", "nothing new",
            "nothing open", "no further", "this was", "this is", "already", "it is", "it was", "see", "was", "not",
            "no change", "on hold", "ongoing", "in progress", "no discussion", "skip", "skipped", "punted", "hold",
        ],
    ),
    (
        Happened,
        &[
            "landed", "closed", "merged", "resolved", "approved", "completed", "done", "updated", "fixed", "submitted",
            "opened", "hold", "happened", "published", "confirmed", "selected", "elected", "adopted",
        ],
    ),
    (
        Agreed,
        &[
            "agreed to", "agreed that", "agreement to", "agreement that", "agreement from",
            "agreement is", "agreement was", "agreement on the call was", "agreement in the meeting",
            "consensus is", "consensus was", "consensus that", "consensus to", "consensus on", "consensus now",
            "consensus in", "consensus seems", "consensus reached", "general consensus", "rough consensus", "general agreement",
            "decision to", "decision is", "decision was", "decision made", "decision that",
            "decision reached", "decision taken", "decided to", "decided that", "decided on", "decided not",
            "it was decided", "it was agreed", "it was resolved", "it is decided", "it is agreed", "was decided",
            "was agreed", "we have consensus", "we have concensus", "we have agreement",
            "there is consensus", "there was consensus", "there is agreement", "there was agreement", "resolved to",
            "resolved that", "unanimously agreed", "determined that", "concluded that",
        ],
    ),
    (
        Session,
        &[
            "we", "group", "the group", "everyone", "everybody", "all", "committee", "the committee", "council",
            "the council", "team", "the team", "the meeting", "the session", "the community", "the circle", "the guild",
            "the working group", "working group", "the wg", "those at the meeting", "those present", "all present", "everyone present", "the board",
        ],
    ),
    (Settles, &["agreed", "decided", "opted", "concluded", "settled"]),
    (SettlesBySubject, &["agree", "agrees", "decides", "resolved"]),
    (
        SettlesNot,
        &["with", "by", "last", "in principle", "upon", "or", "and", "ish", "previously", "earlier", "items", "actions", "to disagree"],
    ),
    (Also, &["also", "so", "then", "finally", "generally", "have", "has", "all", "discussed", "and", "it seems", "seems"]),
    (
        Earlier,
        &[
            "last week", "last meeting", "last time", "previous meeting", "previously", "earlier", "from last",
            "at the last", "approved by the board", "yesterday", "last month", "last call", "last session",
        ],
    ),
    (
        Not,
        &[
            "no consensus", "no agreement", "no decision", "not reached", "not yet", "without consensus", "lack of consensus",
            "no resolution", "not agreed", "not decided", "undecided", "no conclusion",
        ],
    ),
    (
        Thanks,
        &[
            "thanks to", "thank you to", "many thanks to", "big thanks to", "special thanks to",
            "huge thanks to", "kudos to", "a big thank you to", "big thank you to", "shout-out to", "thanks again to",
        ],
    ),
    (ThankYou, &["thanks", "thank you", "to", "for", "kudos", "big thanks", "many thanks"]),
    (
        Replaces,
        &["replaces", "supersedes", "replacing", "superseding", "overrides", "revises", "instead of", "overturns", "reverses"],
    ),
    (ReplacedBy, &["replaced by", "superseded by", "overridden by", "revised by", "overturned by", "reversed by"]),
    (Replaced, &["replaced", "superseded", "overturned"]),
    (ByThat, &["by"]),
    (By, &["by", "due", "due by", "due on", "until", "before", "deadline", "no later than", "due date", "by the"]),
    (Month(1), &["january", "jan"]),
    (Month(2), &["february", "feb"]),
    (Month(3), &["march", "mar"]),
    (Month(4), &["april", "apr"]),
    (Month(5), &["may"]),
    (Month(6), &["june", "jun"]),
    (Month(7), &["july", "jul"]),
    (Month(8), &["august", "aug"]),
    (Month(9), &["september", "sep", "sept"]),
    (Month(10), &["october", "oct"]),
    (Month(11), &["november", "nov"]),
    (Month(12), &["december", "dec"]),
    (
        Group,
        &[
            "other", "others", "further", "additional", "foundation", "council", "committee", "board", "team", "group", "maintainers", "members", "directors", "working",
            "project", "projects", "community", "wg", "sig", "tsc", "list", "subgroup", "volunteers", "chairs", "staff",
            "interested", "participants", "department", "everyone", "editors", "authors", "reviewers", "attendees", "organisers",
            "organizers", "leads", "owners", "contributors", "facilitators", "stewards",
        ],
    ),
    (
        Verb,
        &[
            "add", "agree", "announce", "apply", "approach", "approve", "arrange", "ask", "attempt", "attend",
            "begin", "bring", "build", "call", "change", "check", "circulate", "clarify", "clean", "close",
            "collect", "come", "comment", "commit", "compare", "complete", "confirm", "consider", "contact",
            "continue", "convert", "coordinate", "copy", "create", "decide", "decompose", "define", "discuss",
            "document", "draft", "edit", "email", "encourage", "ensure", "establish", "examine", "explore", "file",
            "find", "finish", "fix", "follow", "form", "forward", "gather", "get", "give", "go", "have", "help",
            "identify", "implement", "improve", "include", "investigate", "invite", "join", "keep", "land", "leave",
            "link", "list", "listen", "look", "make", "meet", "merge", "migrate", "move", "need", "open", "organise",
            "organize", "ping", "plan", "please", "point", "port", "post", "prepare", "print", "promote", "propose",
            "provide", "publish", "push", "put", "raise", "reach", "read", "record", "refer", "release", "remember",
            "remind", "remove", "rename", "reply", "report", "request", "research", "respond", "return", "review",
            "revisit", "rewrite", "run", "schedule", "see", "send", "set", "share", "ship", "sign", "speak", "split",
            "start", "stick", "submit", "subscribe", "suggest", "switch", "sync", "take", "talk", "tell", "test",
            "thank", "think", "track", "transfer", "translate", "try", "turn", "update", "upgrade", "upload", "use",
            "verify", "vote", "wait", "want", "work", "write", "assign", "assigned", "let", "lets", "do", "don't",
            "buy", "paint", "order", "mend", "water", "cook", "wash", "phone",
        ],
    ),
    (
        NotName,
        &[
            "agreed", "good", "happy", "how", "issue", "landing", "meeting", "minor", "needs", "next", "nice", "not",
            "nothing", "ok", "possible", "present", "pull", "quick", "ready", "should", "something", "suggested",
            "suggestion", "time", "unable", "updated", "pr", "prs", "ci", "api", "url", "ai", "aob", "fyi", "tbd",
            "rfc", "faq", "eta", "ui", "ux", "cfp", "lgtm", "note", "notes", "docs", "the", "a", "an", "if", "when",
            "where", "why", "once", "after", "before", "for", "from", "in", "on", "at", "by", "with", "also",
            "maybe", "still", "only", "each", "any", "some", "our", "your", "their", "my", "new", "old", "more",
            "question", "answer", "action", "actions", "item", "decision", "todo", "topic", "background", "summary",
            "due", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
            "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
            "yes", "no", "multiple", "approval", "approvals", "able", "easy", "hard", "github", "slack", "zoom",
            "discord", "possibly", "there", "here", "its", "both", "then", "and", "or", "but", "so", "as", "to",
            "of", "re", "via", "is", "are", "was", "were", "recording", "agenda", "minutes", "announcements",
            "introductions", "welcome", "links", "none", "unknown", "name", "names", "remote", "online", "virtual", "onsite",
            "everyone", "all", "text", "example", "www", "https", "http", "hi", "hello",
        ],
    ),
    (
        Absent,
        &[
            "not attending", "absent", "regrets", "apologies", "no-show", "could not come", "did not attend", "not present",
            "couldn't make it", "could not make it", "unable to attend", "away", "sick",
        ],
    ),
    (Column(super::Column::Who), &["who", "owner", "owners", "assignee", "responsible", "assigned to", "lead", "person"]),
    (
        Column(super::Column::What),
        &["what", "action", "actions", "action item", "action items", "task", "tasks", "item", "todo", "to do", "description"],
    ),
    (Column(super::Column::Topic), &["topic", "topics", "agenda item", "subject"]),
    (Column(super::Column::When), &["when", "by", "by when", "due", "due date", "deadline", "date", "target date"]),
    (Column(super::Column::State), &["state", "status", "done", "done?", "progress", "outcome"]),
    (
        Column(super::Column::Name),
        &["name", "names", "full name", "attendee", "attendees", "participant", "participants", "member", "present"],
    ),
    (Column(super::Column::Handle), &["handle", "github", "github handle", "github id", "username", "user", "nick", "account"]),
    (Column(super::Column::Initials), &["initials", "abc", "abbreviation", "abbr", "short", "shorthand", "sigla"]),
    (
        Column(super::Column::Organisation),
        &["organisation", "organization", "org", "company", "affiliation", "employer", "institution", "represents"],
    ),
    (Column(super::Column::Role), &["role", "roles", "part"]),
    (
        Leftover,
        &[
            "text", "your text", "name to", "name - ", "owner - ", "add action here", "add actions here", "lorem ipsum",
            "description", "xxx", "owner to", "person to", "who: what", "decision text", "action text", "to be filled", "item 1",
            "fill in", "insert",
        ],
    ),
    (Chosen, &["confirmed", "selected", "chosen", "elected", "appointed", "determined that"]),
    (That, &["that", "this", "it", "so", "both", "these", "those"]),
];
