//! The operation `sprint.venue`: the place that costs the people least time on the road.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::sentences;
use crate::base::{Code, Error, Id, OpenQuestion, Pointer, Problem, Problems, SchemaVersion, Truth};

/// Most places, people and connections, each.
pub const MAX_ENTRIES: usize = 1_000;

sentences! {
    ASK_MINUTES = "sprint.venue.ask_minutes" { de: "Wie viele Minuten dauert der Weg von {from} nach {to}?", en: "How many minutes does the way from {from} to {to} take?" }
    DIFFERENT = "sprint.venue.different" { de: "dieselbe Verbindung steht weiter oben mit {n} Minuten", en: "the same connection stands further up with {n} minutes" }
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VenueKind {
    /// At the company.
    Customer,
    /// In the region.
    Regional,
    /// At a central place.
    Central,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Unique id.
    pub id: Id,
    /// What kind.
    pub kind: VenueKind,
    /// The town.
    pub town: Id,
}

/// Where somebody sets out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Traveller {
    /// Who.
    pub person: Id,
    /// The town.
    pub town: Id,
}

/// How long a way takes, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// One town.
    pub from: Id,
    /// The other town.
    pub to: Id,
    /// Minutes one way.
    pub minutes: u32,
}

/// Places, people and ways.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VenueInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The places to choose from.
    pub venues: Vec<Venue>,
    /// Who comes from where.
    pub travellers: Vec<Traveller>,
    /// How long the ways take. Within a town it is 0 minutes.
    #[serde(default)]
    pub connections: Vec<Connection>,
}

/// The places compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VenueComparison {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The places: smallest sum first, unknown sums last, equal ones in order of id.
    pub venues: Vec<VenueTravel>,
    /// The place with the smallest sum among those whose sum is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Id>,
    /// Is it the best whatever the missing ways take?
    pub settled: Truth,
    /// Ways that are missing and matter.
    pub questions: Vec<OpenQuestion>,
}

/// The time on the road for one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VenueTravel {
    /// The place.
    pub venue: Venue,
    /// Minutes one way, summed over all people whose way is known.
    pub known_minutes: u64,
    /// The longest known way in minutes.
    pub longest_minutes: u32,
    /// People whose way is not known.
    pub unknown: Vec<Id>,
}

/// Compares places.
///
/// # Errors
/// A repeated id, one connection with two different times, or too many entries.
pub fn venue(input: &VenueInput) -> Result<VenueComparison, Error> {
    check(input)?;
    let minutes = |from: &Id, to: &Id| {
        if from == to {
            return Some(0);
        }
        let joins = |one: &&Connection| (one.from == *from && one.to == *to) || (one.from == *to && one.to == *from);
        input.connections.iter().find(joins).map(|one| one.minutes)
    };
    let mut venues: Vec<VenueTravel> = input
        .venues
        .iter()
        .map(|venue| {
            let ways: Vec<(Option<u32>, &Traveller)> =
                input.travellers.iter().map(|one| (minutes(&one.town, &venue.town), one)).collect();
            VenueTravel {
                venue: venue.clone(),
                known_minutes: ways.iter().filter_map(|(way, _)| *way).map(u64::from).sum(),
                longest_minutes: ways.iter().filter_map(|(way, _)| *way).max().unwrap_or(0),
                unknown: ways.iter().filter(|(way, _)| way.is_none()).map(|(_, one)| one.person.clone()).collect(),
            }
        })
        .collect();
    venues.sort_by(|a, b| {
        let order = |one: &VenueTravel| (!one.unknown.is_empty(), one.known_minutes);
        order(a).cmp(&order(b)).then_with(|| a.venue.id.cmp(&b.venue.id))
    });
    let best = venues.first().filter(|one| one.unknown.is_empty());
    // A place with missing ways may still win while its known ways are below the best sum.
    let may_win = |one: &&VenueTravel| {
        let order = (one.known_minutes, &one.venue.id);
        !one.unknown.is_empty() && best.is_none_or(|best| order < (best.known_minutes, &best.venue.id))
    };
    let rivals: Vec<&VenueTravel> = venues.iter().filter(may_win).collect();
    let settled = if venues.is_empty() {
        Truth::No
    } else if rivals.is_empty() {
        Truth::Yes
    } else {
        Truth::Open
    };
    let mut questions: Vec<OpenQuestion> = Vec::new();
    for rival in rivals {
        for traveller in input.travellers.iter().filter(|one| rival.unknown.contains(&one.person)) {
            let args = [("from", (&traveller.town).into()), ("to", (&rival.venue.town).into())];
            let question = OpenQuestion::new(&Pointer::root().field("connections"), &ASK_MINUTES, &args);
            if !questions.contains(&question) {
                questions.push(question);
            }
        }
    }
    let best = best.map(|one| one.venue.id.clone());
    Ok(VenueComparison { schema_version: SchemaVersion, best, settled, questions, venues })
}

fn check(input: &VenueInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let (venues, travellers, connections) = (root.field("venues"), root.field("travellers"), root.field("connections"));
    problems.at_most(venues.clone(), input.venues.len(), MAX_ENTRIES);
    problems.at_most(travellers.clone(), input.travellers.len(), MAX_ENTRIES);
    problems.at_most(connections.clone(), input.connections.len(), MAX_ENTRIES);
    problems.unique_ids(&venues, input.venues.iter().map(|one| &one.id));
    let mut people = std::collections::BTreeSet::new();
    for (index, one) in input.travellers.iter().enumerate() {
        if !people.insert(&one.person) {
            problems.push(Problem::new(Code::DuplicateId, travellers.index(index).field("person")).found(&one.person));
        }
    }
    let mut known = std::collections::BTreeMap::new();
    for (index, one) in input.connections.iter().enumerate() {
        let ends = if one.from <= one.to { (&one.from, &one.to) } else { (&one.to, &one.from) };
        let first = *known.entry(ends).or_insert(one.minutes);
        if first != one.minutes {
            let problem =
                Problem::new(Code::Contradiction, connections.index(index).field("minutes")).found(one.minutes);
            problems.push(problem.expected(DIFFERENT.with(&[("n", first.into())])));
        }
    }
    problems.finish()
}
