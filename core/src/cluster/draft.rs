//! The operation `cluster.draft_ideas`: pain points that fail for want of competence become ideas for partners (R-86, R-130).
//!
//! A company lacks competence for a pain point when a skill that the pain point needs has fewer people than needed, or when
//! the criterion [`COMPETENCE`] of its solvability is scored 0 or 1. Nobody at all, or a score of 0, blocks; less limits.
//! A draft states only what the document states; everything else about it is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::idea::{self, IdeaConditions, IdeaStage, ProjectIdea};
use super::organisation::{self, Organisation, PointOfContact, offered_by_none, points_of_contact};
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{
    Answer, Code, Date, Error, Finding, Id, OpenQuestion, Pointer, Problem, Problems, SchemaVersion, Sentence,
    Severity, Text, Trace, Truth,
};
use crate::pain::PainPoint;
use crate::pain::point::MAX_PAIN_POINTS;
use crate::priority::solvability::Solvability;
use crate::readiness::skills::{SkillGap, SkillNeed, gap};

/// The criterion of solvability that is about competence. It is not among the nine of F-5: a document adds it to its criteria.
pub const COMPETENCE: &str = "competence";
/// The highest score of that criterion that still limits.
pub const LIMITING_SCORE: u8 = 1;
/// Most skills of a document.
pub const MAX_NEEDS: usize = 500;
const OWNER_COMMITMENT: &str = "owner_commitment";

/// Pain points, what they need, and who is around.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The organisation whose pain points these are.
    pub initiator: Id,
    /// The day; tells which gaps are urgent.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// What hurts.
    pub pain_points: Vec<PainPoint>,
    /// Skills that are needed, with the pain points that need them; at most [`MAX_NEEDS`].
    #[serde(default)]
    pub skill_needs: Vec<SkillNeed>,
    /// How doable each pain point is.
    #[serde(default)]
    pub solvability: Solvability,
    /// Ideas that exist already: with the answers to questions of an earlier draft, for example.
    #[serde(default)]
    pub ideas: Vec<ProjectIdea>,
    /// Who might take part, research partners among them (R-104); the initiator itself where its place is known.
    #[serde(default)]
    pub organisations: Vec<Organisation>,
}

/// Which pain points are for partners.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DraftedIdeas {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// In the order of the input.
    pub pain_points: Vec<Cooperation>,
    /// Questions whose answers would settle what is open; those about a new draft point to its place after the ideas given.
    pub questions: Vec<OpenQuestion>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The rule with its parameters.
    pub trace: Trace,
}

/// A pain point as a matter for partners.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cooperation {
    /// The pain point.
    pub pain_point: Id,
    /// Is competence missing?
    pub lacks_competence: Truth,
    /// Does that block it: nobody has a skill, or competence is scored 0?
    pub blocked: Truth,
    /// Why.
    pub reasons: Vec<Text>,
    /// The skills it needs that are missing, with what else helps against each gap.
    pub gaps: Vec<SkillGap>,
    /// The idea: given, or drafted where competence is certainly missing.
    pub idea: Option<ProjectIdea>,
    /// Who offers what the idea needs; organisations that do not show their profile are left out.
    pub points_of_contact: Vec<PointOfContact>,
}

/// Drafts ideas from pain points that lack competence.
///
/// # Errors
/// Duplicate ids, unknown pain points, scores and counts out of range — all at once.
///
/// ```
/// let document = br#"{"initiator":"we","pain_points":[{"id":"P1","title":"Inspection of edges"}],
///   "skill_needs":[{"role":"computer_vision","needed":1,"have":0,"pain_points":["P1"]}]}"#;
/// let input = machbar::base::border::read(document).unwrap();
/// let drafted = machbar::cluster::draft::draft_ideas(&input).unwrap();
/// let idea = drafted.pain_points[0].idea.as_ref().unwrap();
/// assert_eq!(idea.needed_competences[0].as_str(), "computer_vision");
/// ```
pub fn draft_ideas(input: &DraftInput) -> Result<DraftedIdeas, Error> {
    let mut problems = Problems::new();
    check(input, &mut problems);
    problems.finish()?;
    let mut found = Found { questions: Vec::new(), findings: Vec::new(), places: input.ideas.len() };
    let pain_points = input.pain_points.iter().map(|point| cooperation(point, input, &mut found)).collect();
    Ok(DraftedIdeas {
        schema_version: SchemaVersion,
        pain_points,
        questions: found.questions,
        findings: found.findings,
        trace: Trace::of("R-86, R-130")
            .input("/skill_needs")
            .input("/solvability")
            .parameter("criterion", COMPETENCE)
            .parameter("limiting_score", LIMITING_SCORE),
    })
}

fn check(input: &DraftInput, problems: &mut Problems) {
    let root = Pointer::root();
    crate::pain::point::check(&input.pain_points, &[], &root, problems);
    let known: Vec<&str> = input.pain_points.iter().map(|point| point.id.as_str()).collect();
    let list = root.field("skill_needs");
    problems.at_most(list.clone(), input.skill_needs.len(), MAX_NEEDS);
    let mut roles = std::collections::BTreeSet::new();
    for (index, need) in input.skill_needs.iter().enumerate() {
        let here = list.index(index);
        if !roles.insert(&need.role) {
            problems.push(Problem::new(Code::DuplicateId, here.field("role")).found(&need.role));
        }
        problems.at_most(here.field("pain_points"), need.pain_points.len(), MAX_PAIN_POINTS);
        for (index, point) in need.pain_points.iter().enumerate() {
            problems.reference(here.field("pain_points").index(index), point.as_str(), known.iter().copied());
        }
    }
    input.solvability.check(&known.iter().copied().collect(), &root.field("solvability"), problems);
    idea::check(&input.ideas, &known, &root.field("ideas"), problems);
    organisation::check(&input.organisations, &root.field("organisations"), problems);
}

/// What comes up beside the verdicts.
struct Found {
    questions: Vec<OpenQuestion>,
    findings: Vec<Finding>,
    /// Where the next draft would stand in the list of ideas.
    places: usize,
}

impl Found {
    fn ask(&mut self, about: &Pointer, sentence: &Sentence, args: &[(&str, Arg)]) {
        let question = OpenQuestion::new(about, sentence, args);
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }
}

/// The score of the criterion, where the document has it.
fn score(point: &PainPoint, solvability: &Solvability) -> Option<Answer<u8>> {
    solvability.criteria.iter().find(|criterion| criterion.id == *COMPETENCE)?;
    let row = solvability.scores.iter().find(|row| row.pain_point == point.id);
    Some(row.and_then(|row| row.scores.get(COMPETENCE)).copied().unwrap_or_default())
}

fn cooperation(point: &PainPoint, input: &DraftInput, found: &mut Found) -> Cooperation {
    let root = Pointer::root();
    let title = [("title", Arg::from(point.title.clone()))];
    let needs: Vec<(usize, &SkillNeed)> =
        input.skill_needs.iter().enumerate().filter(|(_, need)| need.pain_points.contains(&point.id)).collect();
    let score = score(point, &input.solvability);
    let at_most = |limit: u8| score.map(|score| Truth::from(score.map(|score| score <= limit)));
    let too_few = |need: &SkillNeed| Truth::from(need.have.map(|have| have < need.needed));
    let nobody = |need: &SkillNeed| Truth::from(need.have.map(|have| have == 0 && need.needed > 0));
    let unknown = needs.is_empty() && score.is_none();
    let any = |over: &dyn Fn(&SkillNeed) -> Truth, limit: u8| {
        if unknown {
            return Truth::Open;
        }
        Truth::any(needs.iter().map(|(_, need)| over(need)).chain(at_most(limit)))
    };
    let lacks_competence = any(&too_few, LIMITING_SCORE);
    let blocked = any(&nobody, 0);

    if unknown {
        found.ask(&root.field("skill_needs"), &s::ASK_SKILLS, &title);
    } else if lacks_competence.is_open() || (lacks_competence.is_yes() && blocked.is_open()) {
        for (index, need) in needs.iter().filter(|(_, need)| need.have.given().is_none()) {
            let at = root.field("skill_needs").index(*index).field("have");
            found.ask(&at, &s::ASK_HAVE, &[("role", need.name().into())]);
        }
        if score.is_some_and(|score| score.given().is_none()) {
            found.ask(&root.field("solvability").field("scores"), &s::ASK_SCORE, &title);
        }
    }
    let missing: Vec<&SkillNeed> = needs.iter().map(|(_, need)| *need).filter(|need| too_few(need).is_yes()).collect();
    let given = score.and_then(|score| score.given().copied());
    if let Some(enough) = given.filter(|score| *score > LIMITING_SCORE && !missing.is_empty()) {
        let roles = Arg::list(missing.iter().map(|need| need.name()));
        let args = [("title", point.title.clone().into()), ("score", enough.into()), ("roles", roles)];
        found.findings.push(Finding::new(Severity::Warn, &s::CONTRADICTION, point.id.as_str(), &args).rule("R-86"));
    }
    let idea = idea(point, input, lacks_competence, &missing, found);
    let contacts = idea.as_ref().map(|idea| points_of_contact(idea, &input.organisations)).unwrap_or_default();
    if let Some(idea) = &idea {
        idea_findings(point, idea, &contacts, input, found);
    }
    Cooperation {
        pain_point: point.id.clone(),
        lacks_competence,
        blocked,
        reasons: reasons(&missing, given, lacks_competence),
        gaps: missing.iter().map(|need| gap(need, input.as_of)).collect(),
        idea,
        points_of_contact: contacts,
    }
}

fn reasons(missing: &[&SkillNeed], score: Option<u8>, lacks_competence: Truth) -> Vec<Text> {
    if lacks_competence.is_no() {
        return vec![s::ENOUGH.text()];
    }
    let mut reasons: Vec<Text> = missing
        .iter()
        .map(|need| {
            let have = need.have.given().copied().unwrap_or(0);
            let args = [("role", need.name().into()), ("have", have.into()), ("needed", need.needed.into())];
            if have == 0 { s::NOBODY_HAS.with(&args) } else { s::TOO_FEW_HAVE.with(&args) }
        })
        .collect();
    reasons.extend(
        score.filter(|score| *score <= LIMITING_SCORE).map(|score| s::SCORED_LOW.with(&[("score", score.into())])),
    );
    reasons
}

/// The idea that the document has, or a draft; and what is still to ask about it.
fn idea(
    point: &PainPoint,
    input: &DraftInput,
    lacks_competence: Truth,
    missing: &[&SkillNeed],
    found: &mut Found,
) -> Option<ProjectIdea> {
    let given = input.ideas.iter().enumerate().find(|(_, idea)| idea.pain_point.as_ref() == Some(&point.id));
    let (place, idea) = match given {
        Some((index, idea)) => (index, idea.clone()),
        None if lacks_competence.is_yes() => {
            let place = found.places;
            found.places += 1;
            let mut id = format!("idea-{}", point.id);
            while input.ideas.iter().any(|idea| idea.id == *id.as_str()) {
                id.push('+');
            }
            let draft = ProjectIdea {
                id: Id::new(&id).unwrap_or_else(|| point.id.clone()),
                title: point.title.clone(),
                initiator: input.initiator.clone(),
                pain_point: Some(point.id.clone()),
                topics: point.use_case_field.iter().filter_map(|field| Id::new(field.as_str())).collect(),
                needed_competences: missing.iter().map(|need| need.role.clone()).collect(),
                stage: IdeaStage::Draft,
                needed_by: missing.iter().filter_map(|need| need.until.given().copied()).min(),
                conditions: IdeaConditions::default(),
                public: Answer::NotAsked,
            };
            (place, draft)
        }
        None => return None,
    };
    let at = Pointer::root().field("ideas").index(place);
    let conditions = at.field("conditions");
    let title = [("title", Arg::from(idea.title.clone()))];
    for (open, at, sentence) in [
        (idea.needed_competences.is_empty(), at.field("needed_competences"), &s::ASK_COMPETENCES),
        (idea.topics.is_empty(), at.field("topics"), &s::ASK_TOPIC),
        (idea.public.given().is_none(), at.field("public"), &s::ASK_PUBLIC),
        (idea.conditions.min_members.given().is_none(), conditions.field("min_members"), &s::ASK_MEMBERS),
        (idea.conditions.requires_research.given().is_none(), conditions.field("requires_research"), &s::ASK_RESEARCH),
        (
            idea.conditions.max_partner_distance_km.given().is_none(),
            conditions.field("max_partner_distance_km"),
            &s::ASK_DISTANCE,
        ),
        (idea.conditions.earliest_start.given().is_none(), conditions.field("earliest_start"), &s::ASK_START),
    ] {
        if open {
            found.ask(&at, sentence, &title);
        }
    }
    Some(idea)
}

/// A competence as people read it.
fn name(competence: &Id, input: &DraftInput) -> Text {
    let need = input.skill_needs.iter().find(|need| need.role == *competence);
    need.map_or_else(|| Text::same(competence.as_str().replace('_', " ")), SkillNeed::name)
}

fn idea_findings(
    point: &PainPoint,
    idea: &ProjectIdea,
    contacts: &[PointOfContact],
    input: &DraftInput,
    found: &mut Found,
) {
    let row = input.solvability.scores.iter().find(|row| row.pain_point == point.id);
    if row.and_then(|row| row.scores.get(OWNER_COMMITMENT)) == Some(&Answer::Given(0)) {
        let args = [("title", Arg::from(idea.title.clone()))];
        found.findings.push(Finding::new(Severity::Warn, &s::NOBODY_OWNS, idea.id.as_str(), &args).rule("R-25"));
    }
    let alone = offered_by_none(&idea.needed_competences, contacts);
    if !input.organisations.is_empty() && !alone.is_empty() {
        let args = [("title", idea.title.clone().into()), ("roles", Arg::list(alone.iter().map(|id| name(id, input))))];
        found.findings.push(Finding::new(Severity::Info, &s::NONE_OFFERS, idea.id.as_str(), &args).rule("R-129"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(id: &str) -> PainPoint {
        crate::base::border::read(format!(r#"{{"id":"{id}","title":"{id}"}}"#).as_bytes()).unwrap()
    }

    /// Three skills for one pain point, and a score: what is unknown is `None`.
    fn input(have: [Option<u16>; 3], score: Option<u8>) -> DraftInput {
        let id = |text: &str| Id::new(text).unwrap();
        let needs = have.iter().zip(["a", "b", "c"]).map(|(have, role)| SkillNeed {
            role: id(role),
            label: None,
            needed: 2,
            have: (*have).into(),
            until: Answer::NotAsked,
            pain_points: vec![id("P")],
        });
        let solvability = serde_json::json!({
            "criteria": [{"id": COMPETENCE, "weight": 1}],
            "scores": [{"pain_point": "P", COMPETENCE: score}],
        });
        DraftInput {
            schema_version: SchemaVersion,
            initiator: id("we"),
            as_of: None,
            pain_points: vec![point("P")],
            skill_needs: needs.collect(),
            solvability: serde_json::from_value(solvability).unwrap(),
            ideas: Vec::new(),
            organisations: Vec::new(),
        }
    }

    fn verdict(have: [Option<u16>; 3], score: Option<u8>) -> (Truth, Truth, bool, bool) {
        let drafted = draft_ideas(&input(have, score)).unwrap();
        let one = &drafted.pain_points[0];
        (one.lacks_competence, one.blocked, one.idea.is_some(), !drafted.questions.is_empty())
    }

    proptest! {
        /// Filling gaps never flips a verdict; open ones ask; with every figure known nothing is open, and it is what counting says.
        #[test]
        fn answers_close_and_never_flip(
            have in proptest::array::uniform3(proptest::option::of(0_u16..4)),
            score in proptest::option::of(0_u8..5),
            filled in proptest::array::uniform3(0_u16..4),
            scored in 0_u8..5,
        ) {
            let (lacks, blocked, idea, asks) = verdict(have, score);
            prop_assert_eq!(idea, lacks.is_yes());
            prop_assert!(asks || !(lacks.is_open() || blocked.is_open()));
            let full = [0, 1, 2].map(|i| have[i].unwrap_or(filled[i]));
            let score = score.unwrap_or(scored);
            let after = verdict(full.map(Some), Some(score));
            prop_assert!(lacks.is_open() || lacks == after.0);
            prop_assert!(blocked.is_open() || blocked == after.1);
            prop_assert_eq!(after.0, Truth::from(score <= 1 || full.iter().any(|have| *have < 2)));
            prop_assert_eq!(after.1, Truth::from(score == 0 || full.contains(&0)));
        }
    }
}
