//! What concept development has to say.

use crate::base::text::sentences;

sentences! {
    NOT_NEGATIVE = "concept.expected.not_negative" { de: "0 Cent oder mehr", en: "0 cents or more" }
    AT_MOST_DAYS = "concept.expected.days" { de: "höchstens {n} Arbeitstage", en: "at most {n} working days" }
    ONE_REASON = "concept.expected.reason" { de: "mindestens ein Grund", en: "at least one reason" }

    ASK_ONE_OFF = "concept.question.one_off" { de: "Was kostet es einmalig, bis es läuft?", en: "What does it cost once, until it runs?" }
    ASK_RUN_COST = "concept.question.run_cost" { de: "Was kostet der Betrieb im Jahr?", en: "What does running it cost a year?" }
    ASK_POC_DAYS = "concept.question.poc_days" { de: "Wie viele Arbeitstage braucht der Proof of Concept?", en: "How many working days does the proof of concept take?" }
    ASK_MVP_DAYS = "concept.question.mvp_days" { de: "Wie viele Arbeitstage dauert es bis zum ersten Produkt?", en: "How many working days does it take to the first product?" }
    ASK_TECHNICAL = "concept.question.technical" { de: "Wie gut ist es technisch machbar, von 0 bis 4?", en: "How feasible is it technically, from 0 to 4?" }
    ASK_SOURCE = "concept.question.source" { de: "Ist die Datenquelle „{name}“ nutzbar?", en: "Can the data source \"{name}\" be used?" }
    ASK_INTERFACE = "concept.question.interface" { de: "Gibt es eine Schnittstelle zu „{name}“?", en: "Is there an interface to \"{name}\"?" }
    ASK_INPUT = "concept.question.input" { de: "Was geht hinein?", en: "What goes in?" }
    ASK_OUTPUT = "concept.question.output" { de: "Was kommt heraus?", en: "What comes out?" }
    ASK_SOURCES = "concept.question.sources" { de: "Woher kommen die Daten?", en: "Where do the data come from?" }
    ASK_INTERFACES = "concept.question.interfaces" { de: "Mit welchen Systemen ist es verbunden?", en: "Which systems is it connected to?" }
    ASK_LEGAL = "concept.question.legal" { de: "Verbieten es ein Gesetz, ein Vertrag oder eine Vereinbarung?", en: "Does a law, a contract or an agreement forbid it?" }
    ASK_PAIN_COST = "concept.question.pain_cost" { de: "Was kostet der Schmerzpunkt im Jahr?", en: "What does the pain point cost a year?" }
    ASK_EFFECT = "concept.question.effect" { de: "Welchen Anteil der Kosten nimmt es weg, wo es genutzt wird?", en: "Which share of the cost does it take away where it is used?" }
    ASK_ADOPTION = "concept.question.adoption" { de: "In welchem Anteil der Fälle wird es genutzt?", en: "In which share of cases will it be used?" }
    ASK_ALTERNATIVE = "concept.question.alternative" { de: "Würde ein Weg ohne KI reichen?", en: "Would a way without AI be enough?" }
    ASK_DECISION_KIND = "concept.question.decision_kind" { de: "Welcher Art von Entscheidung dient das Ergebnis?", en: "What kind of decision does the output serve?" }
    ASK_EXPLAINED = "concept.question.explained" { de: "Wie begründet es seine Ergebnisse?", en: "How does it explain its results?" }
    ASK_CONTROL = "concept.question.control" { de: "Wer entscheidet am Ende: das System oder ein Mensch?", en: "Who decides in the end: the system or a person?" }
    ASK_NEEDS = "concept.question.needs" { de: "Braucht es eigene Daten, eine Anbindung an den Prozess oder eine Regel, die nur dieser Prozess hat?", en: "Does it need the company's own data, a connection to the process, or a rule that only this process has?" }
    ASK_AUTHORS = "concept.question.authors" { de: "Wer aus dem Unternehmen hat das Konzept entwickelt?", en: "Who in the company developed the concept?" }
    ASK_CONVERSATION = "concept.question.conversation" { de: "Ist ein Schritt des Prozesses ein Gespräch?", en: "Is any step of the process a conversation?" }
    ASK_DEPLOYMENT = "concept.question.deployment" { de: "Wo soll es laufen?", en: "Where is it to run?" }

    REOPEN_CHEAPER = "concept.reopen.cheaper" { de: "Wieder aufnehmen, wenn es einmalig höchstens {limit} kostet.", en: "Reopen when it costs {limit} once at most." }
    REOPEN_FASTER = "concept.reopen.faster" { de: "Wieder aufnehmen, wenn der Proof of Concept höchstens {poc} und der Weg zum ersten Produkt höchstens {mvp} Arbeitstage dauert.", en: "Reopen when the proof of concept takes {poc} and the way to the first product {mvp} working days at most." }
    REOPEN_FEASIBLE = "concept.reopen.feasible" { de: "Wieder aufnehmen, wenn die technische Machbarkeit mindestens {score} von 4 erreicht.", en: "Reopen when technical feasibility reaches at least {score} of 4." }
    REOPEN_AVAILABLE = "concept.reopen.available" { de: "Wieder aufnehmen, wenn verfügbar ist, was fehlt ({missing}), und die technische Machbarkeit mindestens {score} von 4 erreicht.", en: "Reopen when what is missing is available ({missing}) and technical feasibility reaches at least {score} of 4." }
    REOPEN_PERMITTED = "concept.reopen.permitted" { de: "Wieder aufnehmen, wenn das rechtliche Hindernis wegfällt.", en: "Reopen when the legal obstacle is gone." }
    REOPEN_LINKED = "concept.reopen.linked" { de: "Wieder aufnehmen, wenn ein Schmerzpunkt und ein Prozessschritt dazu benannt sind.", en: "Reopen when a pain point and a step of the process are named for it." }
    REOPEN_PAYBACK = "concept.reopen.payback" { de: "Wieder aufnehmen, wenn es sich im mittleren Fall in höchstens {months} Monaten bezahlt macht.", en: "Reopen when it pays for itself within {months} months at mid." }
    REOPEN_ALTERNATIVE = "concept.reopen.alternative" { de: "Wieder aufnehmen, wenn der Weg ohne KI nicht reicht.", en: "Reopen when the way without AI turns out not to be enough." }

    BURIAL_NOT_RECORDED = "concept.burial_not_recorded" { de: "„{title}“ wird beerdigt; das ist eine Entscheidung, halten Sie fest, wer sie wann erklärt hat.", en: "\"{title}\" is buried; that is a decision, record who declared it and when." }
    BURIAL_CONTRADICTED = "concept.burial_contradicted" { de: "„{title}“ wurde aus einem Grund beerdigt, den die Angaben widerlegen.", en: "\"{title}\" was buried for a reason that the facts contradict." }
    NO_REOPEN_CONDITION = "concept.no_reopen_condition" { de: "„{title}“: Es ist nicht festgehalten, was die Idee wieder öffnen würde.", en: "\"{title}\": what would reopen the idea is not recorded." }
    CHAT_WITHOUT_CONVERSATION = "concept.chat_without_conversation" { de: "„{title}“ ist ein Chat, aber kein Schritt des Prozesses ist ein Gespräch.", en: "\"{title}\" is a chat, but no step of the process is a conversation." }
    NO_COMPANY_AUTHOR = "concept.no_company_author" { de: "An „{title}“ hat niemand aus dem Unternehmen mitgewirkt; die Lösung gehört dem Team.", en: "Nobody from the company worked on \"{title}\"; the team owns the solution." }
    EXPLAINED_TOO_LITTLE = "concept.explained_too_little" { de: "„{title}“ erklärt seine Ergebnisse zu wenig für diese Art von Entscheidung.", en: "\"{title}\" explains its results too little for this kind of decision." }
    CONTROLLED_TOO_LITTLE = "concept.controlled_too_little" { de: "Bei „{title}“ entscheidet der Mensch zu wenig mit für diese Art von Entscheidung.", en: "\"{title}\" gives people too little control for this kind of decision." }
    CONFIDENTIAL_OUTSIDE = "concept.confidential_outside" { de: "„{title}“ gibt vertrauliche Daten an einen Anbieter, bei dem der Ort der Verarbeitung nicht zugesichert ist.", en: "\"{title}\" hands confidential data to a provider that does not assure the place of processing." }
    LATENCY = "concept.latency" { de: "„{title}“ muss sofort antworten, läuft aber in der Cloud über eine zu schwache Verbindung.", en: "\"{title}\" must answer at once but runs in the cloud over a connection that is too weak." }
    STANDARD_TOOL = "concept.standard_tool" { de: "Für „{title}“ reicht ein Standardwerkzeug; ein Projekt ist nicht nötig.", en: "A standard tool is enough for \"{title}\"; no project is needed." }
    PERSONAL_DATA = "concept.personal_data" { de: "„{title}“ verarbeitet personenbezogene Daten; der Datenschutz gehört ins Team.", en: "\"{title}\" processes personal data; data protection belongs in the team." }
    ETHICS = "concept.ethics" { de: "„{title}“ kann Menschen benachteiligen oder missbraucht werden, und eine Regel dafür ist nicht belegt.", en: "\"{title}\" could disadvantage people or be misused, and no rule for that is on record." }
    YELLOW_WITHOUT_OWNER = "concept.yellow_without_owner" { de: "„{title}“: Zur Bedingung „{question}“ fehlen Verantwortliche oder Termin.", en: "\"{title}\": the condition \"{question}\" lacks an owner or a date." }
    LOW_CASE_LATE = "concept.low_case_late" { de: "„{title}“ trägt sich im mittleren Fall; im vorsichtigen erst nach {months} Monaten, die Grenze liegt bei {limit}.", en: "\"{title}\" holds at mid; in the cautious case only after {months} months, the limit being {limit}." }
    LOW_CASE_NEVER = "concept.low_case_never" { de: "„{title}“ trägt sich im mittleren Fall; im vorsichtigen nie.", en: "\"{title}\" holds at mid; in the cautious case it never pays back." }

    GATE_PROBLEM = "concept.gate.problem" { de: "Ist das Problem klar beschrieben?", en: "Is the problem clearly described?" }
    GATE_INVEST = "concept.gate.invest" { de: "Ist das Unternehmen bereit, in die Veränderung zu investieren?", en: "Is the company willing to invest in the change?" }
    GATE_RETURN = "concept.gate.return" { de: "Lässt sich der Nutzen messen?", en: "Can the return be measured?" }
    GATE_REPRESENTATIVE = "concept.gate.representative" { de: "Bilden die Daten ab, worauf es ankommt?", en: "Do the data show what matters?" }
    GATE_ACCESSIBLE = "concept.gate.accessible" { de: "Gibt es genug Daten, und kommt man heran?", en: "Are there enough data, and are they within reach?" }
    GATE_RELIABLE = "concept.gate.reliable" { de: "Sind die Daten gut und verlässlich genug?", en: "Are the data good and reliable enough?" }
    GATE_MEANS = "concept.gate.means" { de: "Sind Technik, Infrastruktur und Können da?", en: "Are technology, infrastructure and skills there?" }
    GATE_TIME = "concept.gate.time" { de: "Lässt es sich in der verfügbaren Zeit bauen?", en: "Can it be built in the time there is?" }
    GATE_RUNS = "concept.gate.runs" { de: "Kann es dort laufen, wo es gebraucht wird?", en: "Can it run where it is needed?" }
}
