//! Every capability by name: the list that C and Python call.
//!
//! An operation is a pure function from one documented type to another. The typed function is for
//! Rust; [`call`] takes the name and a JSON document and gives a JSON document.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::aid;
use crate::base::border::{self, Reader};
use crate::base::{self, Code, Error, Pointer, Problem};
use crate::case;
use crate::cluster;
use crate::company;
use crate::compliance;
use crate::funding;
use crate::pain;
use crate::priority;
use crate::readiness;
use crate::report;
use crate::sprint;

/// One row of the list.
#[derive(Clone, Copy)]
pub struct Operation {
    /// The name, for example `case.evaluate`.
    pub name: &'static str,
    /// One sentence on what it answers.
    pub summary: &'static str,
    /// JSON Schema of the input.
    pub input_schema: fn() -> Schema,
    /// JSON Schema of the output.
    pub output_schema: fn() -> Schema,
    run: fn(&[u8]) -> Result<Vec<u8>, Error>,
}

impl Operation {
    /// Runs the operation on a JSON document.
    ///
    /// # Errors
    /// All problems of the document.
    pub fn call(&self, document: &[u8]) -> Result<Vec<u8>, Error> {
        (self.run)(document)
    }

    /// Both schemas, draft 2020-12.
    pub fn schemas(&self) -> Schemas {
        Schemas { input: (self.input_schema)(), output: (self.output_schema)() }
    }
}

/// What an operation takes and gives, as JSON Schema; one file each in `include/schema/`.
#[derive(Debug, Clone, Serialize)]
pub struct Schemas {
    /// What it reads.
    pub input: Schema,
    /// What it writes.
    pub output: Schema,
}

/// Builds the list from rows `"name": Input => Output = function, "summary";`.
macro_rules! operations {
    ($( $name:literal : $input:ty => $output:ty = $function:path, $summary:literal ; )*) => {
        /// Every operation, in order of name.
        pub static OPERATIONS: &[Operation] = &[$(
            Operation {
                name: $name,
                summary: $summary,
                input_schema: schema_read::<$input>,
                output_schema: schema_written::<$output>,
                run: |document| {
                    static READER: Reader<$input> = Reader::new();
                    border::write(&$function(&READER.read(document)?)?)
                },
            },
        )*];
    };
}

fn schema_read<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// A field with a default may be absent from what is read, but is always written.
fn schema_written<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

operations! {
    "aid.cumulate": aid::cumulation::CumulateInput => aid::cumulation::Cumulation = aid::cumulation::cumulate,
        "Are the aids for a project lawful together, which limit binds, what may be added?";
    "aid.de_minimis": aid::de_minimis::DeMinimisInput => aid::de_minimis::DeMinimis = aid::de_minimis::de_minimis,
        "De minimis ledger of a single undertaking: headroom, when it returns, planned grants, declaration.";
    "aid.difficulty": aid::difficulty::facts::DifficultyInput => aid::difficulty::Difficulty = aid::difficulty::difficulty,
        "Is the undertaking in difficulty: every limb of the definition, for the company and its group.";
    "aid.intensity": aid::intensity::IntensityInput => aid::intensity::Intensities = aid::intensity::intensity,
        "Highest aid intensity and amount of each cost item, notification thresholds, incentive effect (GBER).";
    "aid.research_allowance": aid::research_allowance::ResearchAllowanceInput => aid::research_allowance::ResearchAllowance = aid::research_allowance::research_allowance,
        "Research allowance (Forschungszulage) by fiscal year and project, its de minimis part, what is open.";
    "aid.single_undertaking": aid::single_undertaking::SingleUndertakingInput => aid::single_undertaking::SingleUndertaking = aid::single_undertaking::single_undertaking,
        "Which enterprises form one undertaking for de minimis aid.";
    "calendar.holidays": base::holidays::HolidaysInput => base::holidays::Holidays = base::holidays::holidays,
        "Statutory holidays of North Rhine-Westphalia in a year, with silent, bridge and soft days.";
    "calendar.working_days": base::working_days::WorkingDaysInput => base::working_days::WorkingDaysReport = base::working_days::working_days,
        "How many days a company works between two dates.";
    "case.cost_view": case::Case => case::cost_view::CostAnswer = case::cost_view::cost_view,
        "Too expensive for us? Cost, claimed cost, grants, own share and payback, self-paid and with each plan.";
    "case.evaluate": case::Case => case::Evaluation = case::evaluate::evaluate,
        "A whole case: from pain points to the doable one, concepts, dates, proof and first funding facts.";
    "catalogue.diff": funding::diff::DiffInput => funding::diff::Diff = funding::diff::diff,
        "What changed between two catalogues, and which companies' answers change and why.";
    "catalogue.export": funding::export::ExportInput => funding::export::Export = funding::export::export,
        "Programmes as CPSV-AP public services with CCCEV requirements, in JSON-LD.";
    "catalogue.import_fdb": funding::fdb::ImportInput => funding::fdb::Imported = funding::fdb::import_fdb,
        "Documents of the Förderdatenbank export as listed-only programmes; what was skipped, and why.";
    "catalogue.lint": funding::lint::LintInput => funding::lint::Lint = funding::lint::lint,
        "Stale sources, conflicts, conditions that can never hold, missing examples.";
    "cluster.draft_ideas": cluster::draft::DraftInput => cluster::draft::DraftedIdeas = cluster::draft::draft_ideas,
        "Which pain points fail for want of competence, as drafts of project ideas for partners.";
    "company.size": company::graph::SizeInput => company::size::SizeReport = company::size::size,
        "Size class of an enterprise from its ownership graph and closed accounts.";
    "compliance.triage": compliance::TriageInput => compliance::triage::Triage = compliance::triage::triage,
        "What AI Act, data protection and works constitution law ask of an idea, and what is open.";
    "funding.assess": funding::assess::AssessInput => funding::assess::Assessment = funding::assess::assess,
        "Every programme for a company, a project and a date: verdict, conditions, amount, start rule, questions.";
    "funding.calendar_file": report::acts::ActsFileInput => report::calendar::CalendarFile = report::acts::acts_file,
        "The acts of a funding plan as an iCalendar file.";
    "funding.check_plan": funding::plan::CheckInput => funding::plan::CheckReport = funding::plan::check_plan,
        "Every rule that a funding plan breaks, whoever made it.";
    "funding.next_question": funding::next::NextInput => funding::next::NextQuestion = funding::next::next_question,
        "The question whose answer decides most, or that nothing more can change.";
    "funding.plan": funding::plan::PlanInput => funding::plan::PlanReport = funding::plan::plan,
        "The best lawful ways to pay for the sprint, with dates: money against time against risk, explained.";
    "funding.screen": funding::screen::ScreenInput => funding::screen::Screening = funding::screen::screen,
        "Verdict, amount and failing conditions of every programme, without sentences: for lists and customer bases.";
    "funding.what_if": funding::what_if::WhatIfInput => funding::what_if::WhatIf = funding::what_if::what_if,
        "The smallest changes that open a programme, and the bounds that are near.";
    "pain.cost": pain::cost::CostInput => pain::cost::CostOfPain = pain::cost::cost_of_pain,
        "What pain points cost a year, and which figure drives the cost (F-1).";
    "pain.duplicates": pain::duplicates::DuplicatesInput => pain::duplicates::Duplicates = pain::duplicates::duplicates,
        "Which pain points may mean the same: proposals, never automatic.";
    "pain.import": pain::import::ImportInput => pain::import::Import = pain::import::import,
        "Sticky notes, ratings and votes from exports of whiteboards, spreadsheets, trackers and forms.";
    "pain.merge": pain::merge::MergeInput => pain::merge::Merged = pain::merge::merge,
        "Merges pain points that a person found to be the same, keeping all answers and dots.";
    "priority.agreement": priority::agreement::AgreementInput => priority::agreement::GroupRating = priority::agreement::agreement,
        "What a group of raters says about each item, and whether they agree.";
    "priority.ahp": priority::ahp::AhpInput => priority::ahp::Ahp = priority::ahp::ahp,
        "Weights from comparisons in pairs, their consistency, and where it breaks.";
    "priority.backlog": priority::backlog::BacklogInput => priority::backlog::Backlog = priority::backlog::backlog,
        "What was not chosen, in the order to take it up, with reasons.";
    "priority.choose": priority::choose::ChooseInput => priority::choose::Choice = priority::choose::choose,
        "Three of n, the most doable of the three, the biggest beside it, explained.";
    "priority.kano": priority::kano::KanoInput => priority::kano::Kano = priority::kano::kano,
        "What people take for granted, pay for, or are delighted by (Kano).";
    "priority.rank": priority::rank::RankInput => priority::rank::RankedMatrix = priority::rank::rank,
        "Items ranked on weighted criteria by one of the methods of the literature.";
    "priority.robustness": priority::robust::RobustnessInput => priority::robust::Robustness = priority::robust::robustness,
        "How sure a choice is: over all weightings, over raters, over methods; exact limits of the weights.";
    "priority.vote": priority::vote::VoteInput => priority::vote::Vote = priority::vote::vote,
        "What a group decides: dots, approval, Borda, Copeland, Schulze, ranked pairs, instant run-off.";
    "readiness.assess": readiness::assess::AssessInput => readiness::assess::Readiness = readiness::assess::assess,
        "Where data, infrastructure and skills stand, what limits, how far AI is in use, the next step (F-14).";
    "readiness.licences": readiness::licences::LicencesInput => readiness::licences::Licences = readiness::licences::licences,
        "What licences cost that nobody uses, and whether they were rolled out without a plan (F-12).";
    "readiness.maturity": readiness::maturity::MaturityInput => readiness::maturity::Maturity = readiness::maturity::maturity,
        "Digital maturity after the EDIH questionnaire; not the official result (F-13).";
    "report.paper": report::PaperInput => report::operation::WrittenPaper = report::operation::paper,
        "The decision paper of a case: text, Markdown or a self-contained HTML page.";
    "sprint.agenda": sprint::template::agenda::AgendaInput => sprint::template::agenda::AgendaReport = sprint::template::agenda::agenda,
        "Is this agenda about the problem, and does it leave time to decide?";
    "sprint.apply": sprint::state::replay::ApplyInput => sprint::state::replay::Applied = sprint::state::replay::apply,
        "The state of a case after one more event, or every reason why it cannot happen now.";
    "sprint.calendar_file": report::calendar::CalendarFileInput => report::calendar::CalendarFile = report::calendar::calendar_file,
        "A schedule as an iCalendar file that calendar programs read.";
    "sprint.comparable_cases": sprint::similar::ComparableInput => sprint::similar::ComparableCases = sprint::similar::comparable_cases,
        "Cases of the same region, sector and field of use.";
    "sprint.compare_offers": sprint::offer::OffersInput => sprint::offer::OfferComparison = sprint::offer::compare_offers,
        "Price, time to the first result and what comes out: which offers no other one beats.";
    "sprint.concept": sprint::concept::develop::ConceptInput => sprint::concept::develop::Concepts = sprint::concept::develop::develop,
        "Judges concepts: gates with all reasons, benefit and payback, fit, burials, comparison (F-7, F-8).";
    "sprint.decisions": sprint::decision::DecisionsInput => sprint::decision::DecisionsReport = sprint::decision::decisions,
        "Who decides what, by when, how long it took, and where nobody decides.";
    "sprint.framing": sprint::framing::measures::FramingInput => sprint::framing::measures::Framing = sprint::framing::measures::framing,
        "Measures of a process with loops and parallel steps, its cost, its hotspots, what a change would do (F-6).";
    "sprint.it_check": sprint::it_check::ItCheckInput => sprint::it_check::ItCheck = sprint::it_check::it_check,
        "Judges the IT check of sixteen topics before a prototype.";
    "sprint.outcomes": sprint::outcome::OutcomesInput => sprint::outcome::Outcomes = sprint::outcome::outcomes,
        "A working prototype, a team that can go on alone, a prioritised list: met, not met or open.";
    "sprint.package": sprint::template::package::PackageInput => sprint::template::package::PackageReport = sprint::template::package::package,
        "Is this order of workshops a sprint?";
    "sprint.poc": sprint::poc::review::PocInput => sprint::poc::review::PocReview = sprint::poc::review::review,
        "Judges a proof of concept: criteria, stop rules, exact small-sample statistics, verdict (F-9).";
    "sprint.replay": sprint::state::replay::ReplayInput => sprint::state::replay::Replayed = sprint::state::replay::replay,
        "The state of a case from its events.";
    "sprint.sample_size": sprint::poc::sample_size::SampleSizeInput => sprint::poc::sample_size::SampleSize = sprint::poc::sample_size::sample_size,
        "How many pairs or items must be measured, asked before the start.";
    "sprint.schedule": sprint::schedule::input::ScheduleInput => sprint::schedule::ScheduleReport = sprint::schedule::schedule,
        "Dates for workshops, proof of concept and review, why they cannot be earlier, and alternatives.";
    "sprint.team": sprint::team::TeamInput => sprint::team::TeamReport = sprint::team::team,
        "Functions, experience with AI, decision owner, attendance, method skill and load of a sprint team.";
    "sprint.templates": sprint::template::TemplatesInput => sprint::template::Templates = sprint::template::templates,
        "The workshops as data: agenda, roles, deliverables, decisions, cards, in German and English.";
    "sprint.venue": sprint::venue::VenueInput => sprint::venue::VenueComparison = sprint::venue::venue,
        "The place that costs the people least time on the road.";
}

/// The operation of that name.
///
/// # Errors
/// [`Code::UnknownOperation`] with the nearest name as hint.
pub fn find(name: &str) -> Result<&'static Operation, Error> {
    if let Some(operation) = OPERATIONS.iter().find(|operation| operation.name == name) {
        return Ok(operation);
    }
    let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let mut problem = Problem::new(Code::UnknownOperation, Pointer::root()).found(name);
    problem.hint = crate::base::error::did_you_mean(name, &names);
    Err(problem.into())
}

/// Runs an operation by name: JSON in, JSON out.
///
/// # Errors
/// An unknown name, or all problems of the document.
pub fn call(operation: &str, document: &[u8]) -> Result<Vec<u8>, Error> {
    find(operation)?.call(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(OPERATIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert_eq!(call("case.evalute", b"{}").unwrap_err().code(), Code::UnknownOperation);
    }
}
