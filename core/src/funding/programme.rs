//! A funding programme in the form in which it is evaluated and planned with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::costs::{CostKind, Phase, Unit, words};
use super::facts::FactsInput;
use super::rule::{Rule, Slot};
use super::timeline::{Instant, Timeline};
use crate::base::{Confidence, Date, Id, Money, Source, Text};

words! {
    /// How much of the programme the catalogue knows.
    ProgrammeState {
        Encoded = "encoded", "mit Bedingungen erfasst", "encoded with its conditions";
        ListedOnly = "listed_only", "nur gelistet: für ein Urteil ist zu wenig bekannt", "listed only: too little is known for a verdict";
        Closed = "closed", "beendet", "closed";
    }
}

words! {
    /// Who gives the money.
    Level {
        Eu = "eu", "Europäische Union", "European Union";
        Federal = "federal", "Bund", "Federation";
        Nrw = "nrw", "Land Nordrhein-Westfalen", "Land North Rhine-Westphalia";
        OtherLand = "other_land", "anderes Land", "other Land";
        Municipal = "municipal", "Kommune", "municipality";
    }
}

words! {
    /// What the applicant receives.
    Instrument {
        Grant = "grant", "Zuschuss", "grant";
        Voucher = "voucher", "Gutschein", "voucher";
        TaxAllowance = "tax_allowance", "Steuerzulage mit Auszahlung", "tax allowance with payout";
        Loan = "loan", "Darlehen", "loan";
        LoanWithGrant = "loan_with_grant", "Darlehen mit Zuschuss", "loan with a grant";
        Equity = "equity", "Beteiligung", "equity stake";
        Service = "service", "kostenfreie Leistung", "service free of charge";
        WageSubsidy = "wage_subsidy", "Lohnkostenzuschuss", "wage subsidy";
        Stipend = "stipend", "Stipendium", "stipend";
        Depreciation = "depreciation", "Sonderabschreibung", "accelerated depreciation";
    }
}

words! {
    /// The state-aid basis.
    AidBasis {
        None = "none", "keine Beihilfe", "no aid";
        DeMinimis = "de_minimis", "De-minimis (VO (EU) 2023/2831)", "de minimis (Reg. (EU) 2023/2831)";
        Gber = "gber", "AGVO", "GBER";
        DeMinimisOrGber = "de_minimis_or_gber", "De-minimis oder AGVO", "de minimis or GBER";
        TaxGber = "tax_gber", "Steuervergünstigung nach AGVO", "tax measure under the GBER";
        Other = "other", "andere Grundlage", "other basis";
        Unknown = "unknown", "nicht bekannt", "not known";
    }
}

words! {
    /// What must have happened before the first binding order.
    StartRule {
        ApprovalBeforeStart = "approval_before_start", "Erst bewilligt, dann beginnen", "approval first, then start";
        GrantAgreement = "grant_agreement", "Erst der Zuwendungsvertrag, dann beginnen", "grant agreement first, then start";
        VoucherBeforeStart = "voucher_before_start", "Erst der Scheck, dann beginnen", "voucher first, then start";
        InfoLetterBeforeStart = "info_letter_before_start", "Erst das Informationsschreiben, dann beginnen", "information letter first, then start";
        ReceiptBeforeStart = "receipt_before_start", "Erst die Eingangsbestätigung, dann auf eigenes Risiko beginnen", "confirmed receipt first, then start at own risk";
        ApplicationBeforeStart = "application_before_start", "Erst der Antrag, dann beginnen", "application first, then start";
        RegistrationBeforeStart = "registration_before_start", "Erst die Anmeldung, dann beginnen", "registration first, then start";
        Free = "free", "Beginn jederzeit, Antrag nachträglich", "start at any time, application afterwards";
        Unknown = "unknown", "Beginnregel nicht bekannt: nicht vor der Bewilligung beginnen", "start rule not known: do not start before approval";
    }
}

/// What a plan must wait for before the first binding order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The decision of the body (grant, agreement, voucher, information letter); takes the approval lead time.
    GrantBeforeStart,
    /// The application (or its confirmed receipt, or a registration) has been filed.
    ApplicationBeforeStart,
    /// Nothing.
    Free,
}

impl StartRule {
    /// What a plan must wait for; the strictest when the rule is not known.
    pub const fn gate(self) -> Gate {
        match self {
            Self::ApprovalBeforeStart
            | Self::GrantAgreement
            | Self::VoucherBeforeStart
            | Self::InfoLetterBeforeStart
            | Self::Unknown => Gate::GrantBeforeStart,
            Self::ReceiptBeforeStart | Self::ApplicationBeforeStart | Self::RegistrationBeforeStart => {
                Gate::ApplicationBeforeStart
            }
            Self::Free => Gate::Free,
        }
    }
}

words! {
    /// How well a phase can be paid.
    Fit {
        Yes = "yes", "als solche förderfähig", "fundable as such";
        Conditional = "conditional", "nur unter Bedingungen", "only under conditions";
    }
}

words! {
    /// May other public money pay for the same costs?
    SameCosts {
        Excluded = "excluded", "keine anderen öffentlichen Mittel für dieselben Kosten", "no other public money for the same costs";
        UpToCeiling = "up_to_ceiling", "mit anderen Mitteln bis zur Beihilfeobergrenze", "with other money up to the aid ceiling";
        Allowed = "allowed", "mit anderen Mitteln verbindbar", "may be combined with other money";
        Unknown = "unknown", "nicht bekannt", "not known";
    }
}

words! {
    /// What kind of money a component is.
    ComponentKind {
        Grant = "grant", "Zuschuss", "grant";
        TaxAllowance = "tax_allowance", "Steuerzulage", "tax allowance";
        Loan = "loan", "Darlehen", "loan";
        Equity = "equity", "Beteiligung", "equity stake";
        Service = "service", "kostenfreie Leistung", "service free of charge";
        Depreciation = "depreciation", "Abschreibung im ersten Jahr", "depreciation in the first year";
    }
}

impl ComponentKind {
    /// Money that need not be paid back.
    pub const fn is_grant(self) -> bool {
        matches!(self, Self::Grant | Self::TaxAllowance)
    }
}

words! {
    /// What a cap cuts.
    CapOn {
        Base = "base", "auf die Bemessungsgrundlage", "on the cost base";
        Grant = "grant", "auf die Förderung", "on the grant";
    }
}

words! {
    /// For which stretch a cap or count holds.
    Per {
        Project = "project", "je Vorhaben", "per project";
        Application = "application", "je Antrag", "per application";
        CalendarYear = "calendar_year", "je Kalenderjahr", "per calendar year";
        BusinessYear = "business_year", "je Wirtschaftsjahr", "per business year";
        Months12 = "months_12", "in zwölf Monaten", "in twelve months";
        Months24 = "months_24", "in 24 Monaten", "in 24 months";
        Months36 = "months_36", "in 36 Monaten", "in 36 months";
        Programme = "programme", "in der Laufzeit des Programms", "in the life of the programme";
        Person = "person", "je Person", "per person";
    }
}

/// A source of a programme, with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeSource {
    /// The key by which conditions and rules name it.
    pub key: String,
    /// Name, address, read date and confidence.
    pub source: Source,
    /// The date the source itself bears, as it writes it.
    pub dated: Option<String>,
}

/// A condition with its citation and sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Unique within the programme.
    pub id: String,
    /// The rule.
    pub rule: Rule,
    /// The facts that the rule reads, each once, in order of slot.
    pub slots: Vec<Slot>,
    /// The requirement as a sentence.
    pub text: Text,
    /// Where the source says so: number, section.
    pub cite: Option<String>,
    /// Index of the source.
    pub source: usize,
    /// How sure we are; not above the confidence of the source.
    pub confidence: Confidence,
}

/// A cost that a component pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pays {
    /// The kinds of cost.
    pub kinds: Vec<CostKind>,
    /// The phases; empty for all.
    pub phases: Vec<Phase>,
    /// How much of the cost counts, in parts per million.
    pub share_ppm: i64,
    /// Per unit: which unit, most units, and a price per unit.
    pub per_unit: Option<PerUnit>,
    /// At most this share (parts per million) of the cost of these kinds.
    pub relative: Option<(i64, Vec<CostKind>)>,
    /// At most this amount.
    pub limit: Option<Money>,
    /// Only when this holds.
    pub when: Option<Rule>,
}

impl Pays {
    /// Does the entry cover costs of this kind in this phase?
    pub fn covers(&self, kind: CostKind, phase: Phase) -> bool {
        self.kinds.contains(&kind) && (self.phases.is_empty() || self.phases.contains(&phase))
    }
}

/// A limit or price per unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerUnit {
    /// What is counted.
    pub unit: Unit,
    /// Most that counts per unit.
    pub max: Option<Money>,
    /// A fixed price per unit in place of the cost.
    pub flat: Option<Money>,
    /// Most units.
    pub units_max: Option<i64>,
}

/// A percentage on top of the base (overhead).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overhead {
    /// Parts per million.
    pub ppm: i64,
    /// Of the cost of these kinds; empty for all.
    pub of_kinds: Vec<CostKind>,
    /// Only when this holds.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Option<Text>,
}

/// A rate; the highest that applies counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Parts per million.
    pub ppm: i64,
    /// Lower end where the source gives a range, else the same.
    pub low_ppm: i64,
    /// For whom or what.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Option<Text>,
}

/// Points on top of the rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// Parts per million.
    pub ppm: i64,
    /// When it is given.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Text,
}

/// A fixed amount; the highest that applies counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The amount.
    pub amount: Money,
    /// Lower end where the source gives a range, else the same.
    pub low: Money,
    /// For whom or what.
    pub when: Option<Rule>,
    /// Multiplied by this count.
    pub times: Option<Slot>,
    /// What it is.
    pub text: Option<Text>,
}

/// A cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// On the cost base or on the grant.
    pub on: CapOn,
    /// The most.
    pub max: Money,
    /// Only when this holds.
    pub when: Option<Rule>,
    /// For which stretch.
    pub per: Per,
    /// Multiplied by this count.
    pub times: Option<Slot>,
}

/// One stream of money of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Unique within the programme.
    pub id: String,
    /// What kind of money.
    pub kind: ComponentKind,
    /// The costs it pays for.
    pub pays: Vec<Pays>,
    /// What comes on top of the base.
    pub overheads: Vec<Overhead>,
    /// The rates.
    pub rates: Vec<Rate>,
    /// The bonuses.
    pub bonuses: Vec<Bonus>,
    /// Highest rate with all bonuses, in parts per million.
    pub rate_max_ppm: i64,
    /// Fixed amounts in place of rates.
    pub fixed: Vec<Fixed>,
    /// The caps.
    pub caps: Vec<Cap>,
    /// Least eligible cost; below it nothing is paid.
    pub cost_min: Option<Money>,
    /// Least grant (Bagatellgrenze); below it nothing is paid.
    pub grant_min: Option<Money>,
    /// Most total cost; above it the programme does not apply.
    pub cost_max: Option<Money>,
    /// Must a cost of this component be there for the programme to apply?
    pub required: bool,
}

/// Calendar days from the application to the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadTime {
    /// When all goes well.
    pub best_days: u32,
    /// As a rule.
    pub usual_days: u32,
    /// When it is late.
    pub late_days: u32,
    /// Index of the source; none: an assumption of the catalogue, shown as unverified.
    pub source: Option<usize>,
}

/// A draw of lots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lottery {
    /// Chance per draw in parts per million; none when nobody published it.
    pub probability_ppm: Option<i64>,
    /// Known days of draws.
    pub draws: Vec<Date>,
    /// How it works.
    pub text: Text,
}

/// How often one may receive it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// So many times.
    pub count: u32,
    /// In this stretch.
    pub per: Per,
}

/// What may be combined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumulation {
    /// Other money for the same costs.
    pub same_costs: SameCosts,
    /// Programmes or families that exclude this one altogether.
    pub excludes: Vec<Id>,
    /// What there is to say.
    pub text: Option<Text>,
}

words! {
    /// A step of the procedure.
    Act {
        Prepare = "prepare", "vorbereiten", "prepare";
        Register = "register", "registrieren", "register";
        Draw = "draw", "Losverfahren", "draw of lots";
        Outline = "outline", "Skizze einreichen", "submit an outline";
        Apply = "apply", "Antrag stellen", "apply";
        Approve = "approve", "Entscheidung der Stelle", "decision of the body";
        Contract = "contract", "Vertrag schließen", "sign the contract";
        Carry = "carry_out", "durchführen", "carry out";
        Prove = "prove", "Verwendung nachweisen", "prove the use";
        Payout = "payout", "Auszahlung", "payout";
    }
}

/// One step of the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What kind of step.
    pub act: Act,
    /// What is done.
    pub text: Text,
}

/// Sources that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conflict {
    /// About what.
    pub topic: Text,
    /// Who says what.
    pub values: Vec<ConflictValue>,
    /// What this catalogue uses, and why.
    pub used: Text,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictValue {
    /// The value, as words.
    pub value: String,
    /// Name of the source.
    pub source: String,
}

/// An example of a programme file: facts and what must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The day or minute of the question.
    pub at: Instant,
    /// The facts.
    pub facts: FactsInput,
    /// Has the body confirmed that applications are possible?
    pub confirmed_open: bool,
    /// The expected verdict.
    pub verdict: super::verdict::Verdict,
    /// The expected exact amount of grants.
    pub amount: Option<Money>,
    /// The expected lower end.
    pub amount_low: Option<Money>,
    /// The expected upper end.
    pub amount_high: Option<Money>,
    /// The expected exact amount of what is no grant.
    pub other_amount: Option<Money>,
    /// Conditions that must be *no*.
    pub fails: Vec<String>,
}

/// A funding programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Stable id; two catalogues merge by it.
    pub id: Id,
    /// How much is known.
    pub state: ProgrammeState,
    /// Official name.
    pub name: Text,
    /// Short name.
    pub short: String,
    /// What it is, in a sentence or two.
    pub summary: Option<Text>,
    /// Who gives the money.
    pub level: Level,
    /// The funder.
    pub funder: String,
    /// The body that decides.
    pub body: String,
    /// Guideline or statute.
    pub legal_basis: Option<String>,
    /// Official page.
    pub link: Option<String>,
    /// The state-aid basis.
    pub aid_basis: AidBasis,
    /// What the applicant receives.
    pub instrument: Instrument,
    /// Programmes of one family share a limit or exclude each other.
    pub family: Option<Id>,
    /// The day of which this file states the facts.
    pub checked_on: Date,
    /// When applications are taken.
    pub applications: Timeline,
    /// When approvals are given; empty: as far as known without stops.
    pub approvals: Timeline,
    /// Access by lot.
    pub lottery: Option<Lottery>,
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// Which phases it can pay.
    pub phases: BTreeMap<Phase, Fit>,
    /// What it pays.
    pub components: Vec<Component>,
    /// What must happen before the first binding order.
    pub start: StartRule,
    /// What counts as the start.
    pub start_text: Option<Text>,
    /// From application to decision.
    pub lead_time: Option<LeadTime>,
    /// How often.
    pub frequency: Vec<Frequency>,
    /// What may be combined.
    pub cumulation: Cumulation,
    /// What to hand in.
    pub documents: Vec<Text>,
    /// The steps.
    pub procedure: Vec<Step>,
    /// Traps and hints.
    pub notes: Vec<Text>,
    /// The sources.
    pub sources: Vec<ProgrammeSource>,
    /// Where sources disagree.
    pub conflicts: Vec<Conflict>,
    /// Fields that nobody could verify, in words.
    pub unverified: Vec<Text>,
    /// Examples that the tests run.
    pub examples: Vec<Example>,
}

impl Programme {
    /// Most conditions of a programme.
    pub const MAX_CONDITIONS: usize = 200;

    /// Can it be evaluated (and not only listed)?
    pub fn is_evaluated(&self) -> bool {
        self.state != ProgrammeState::ListedOnly && !(self.conditions.is_empty() && self.components.is_empty())
    }
}
