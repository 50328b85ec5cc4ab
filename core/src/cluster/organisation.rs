//! Who is there, and what they offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::distance::Place;
use super::idea::ProjectIdea;
use crate::base::{Answer, Id, Pointer, Problems, Truth};

/// Most organisations of a document.
pub const MAX_ORGANISATIONS: usize = 10_000;
/// Most competences of an organisation.
pub const MAX_COMPETENCES: usize = 200;

/// Kinds of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// A company.
    Company,
    /// A young company with a new product.
    Startup,
    /// A university or research institute.
    Research,
    /// A centre that advises and demonstrates.
    CompetenceCentre,
    /// A chamber.
    Chamber,
    /// A network or cluster.
    Network,
    /// A public body.
    Public,
}

/// An organisation with what it offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Unique among the organisations.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrgKind,
    /// What it offers, for example `computer_vision`; at most [`MAX_COMPETENCES`].
    #[serde(default)]
    pub competences: Vec<Id>,
    /// Where it is.
    #[serde(default)]
    pub place: Answer<Place>,
    /// May others see its profile? Unless it said yes, it is named to nobody.
    #[serde(default)]
    pub public: Answer<bool>,
}

/// An organisation that offers what an idea needs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PointOfContact {
    /// The organisation.
    pub organisation: Id,
    /// What it is.
    pub kind: OrgKind,
    /// Needed competences that it offers, in the order of the idea.
    pub offers: Vec<Id>,
    /// Kilometres to the initiator, as the crow flies; nothing while one of the two places is unknown.
    pub distance_km: Option<f64>,
    /// Is that within the limit of the idea? Open while the limit or the distance is unknown.
    pub within_reach: Truth,
}

/// Organisations other than the initiator that offer something needed: those with most of it first, then the nearest, then
/// by id.
pub fn points_of_contact(idea: &ProjectIdea, organisations: &[Organisation]) -> Vec<PointOfContact> {
    let home = organisations.iter().find(|one| one.id == idea.initiator).and_then(|one| one.place.given());
    let limit = idea.conditions.max_partner_distance_km.given();
    let contact = |one: &Organisation| {
        let distance_km = home.zip(one.place.given()).map(|(home, place)| home.distance_km(place));
        PointOfContact {
            organisation: one.id.clone(),
            kind: one.kind,
            offers: idea.needed_competences.iter().filter(|needed| one.competences.contains(needed)).cloned().collect(),
            distance_km,
            within_reach: distance_km
                .zip(limit)
                .map_or(Truth::Open, |(distance, limit)| (distance <= f64::from(*limit)).into()),
        }
    };
    let visible = |one: &&Organisation| one.public == Answer::Given(true) && one.id != idea.initiator;
    let mut found: Vec<PointOfContact> =
        organisations.iter().filter(visible).map(contact).filter(|one| !one.offers.is_empty()).collect();
    found.sort_by(|a, b| {
        let near = |one: &PointOfContact| one.distance_km.unwrap_or(f64::INFINITY);
        (b.offers.len().cmp(&a.offers.len()))
            .then_with(|| near(a).total_cmp(&near(b)))
            .then_with(|| a.organisation.cmp(&b.organisation))
    });
    found
}

/// Needed competences that none of these offers, in the order of the idea.
pub fn offered_by_none(needed: &[Id], contacts: &[PointOfContact]) -> Vec<Id> {
    let offered: BTreeSet<&Id> = contacts.iter().flat_map(|one| &one.offers).collect();
    needed.iter().filter(|competence| !offered.contains(competence)).cloned().collect()
}

/// Problems of a list of organisations.
pub(super) fn check(organisations: &[Organisation], at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), organisations.len(), MAX_ORGANISATIONS);
    problems.unique_ids(at, organisations.iter().map(|one| &one.id));
    for (index, one) in organisations.iter().enumerate() {
        problems.at_most(at.index(index).field("competences"), one.competences.len(), MAX_COMPETENCES);
        if let Some(place) = one.place.given() {
            place.check(&at.index(index).field("place"), problems);
        }
    }
}
