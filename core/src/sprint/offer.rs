//! The operation `sprint.compare_offers`: price, time to the first result and what comes out, side by side.
//! It never proposes a price and never adds up a score: it says which offers no other one beats.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::sentences;
use crate::base::{
    Answer, Code, Error, Finding, Id, Money, OpenQuestion, Pointer, Problem, Problems, SchemaVersion, Sentence,
    Severity, Truth,
};

/// Most offers of a comparison.
pub const MAX_OFFERS: usize = 200;

sentences! {
    NO_PROTOTYPE = "sprint.offers.no_prototype" {
        de: "Keines der Angebote endet mit einem Prototyp; sie geben Orientierung, Kontakte oder ein Konzept.",
        en: "None of the offers ends with a prototype; they give orientation, contacts or a concept.",
    }
    NOT_NEGATIVE = "sprint.offers.not_negative" { de: "0 oder mehr Cent", en: "0 cents or more" }
    ASK_PRICE = "sprint.offers.ask_price" { de: "Was kostet das Angebot {what}?", en: "What does the offer {what} cost?" }
    ASK_TIME = "sprint.offers.ask_lead_time" {
        de: "Wie viele Tage dauert es bei {what} bis zum ersten Ergebnis?",
        en: "How many days does {what} take to the first result?",
    }
}

/// Who makes the offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// A chamber of commerce or crafts.
    Chamber,
    /// A platform that orients and connects, such as a state competence platform; it pays no grants.
    CompetencePlatform,
    /// A consultancy.
    Consultancy,
    /// A freelancer.
    Freelancer,
    /// A publicly funded centre.
    PublicCentre,
    /// A university or research institute.
    Research,
    /// A vendor of software.
    Vendor,
    /// Anybody else.
    Other,
}

/// What comes out, each step more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResultLevel {
    /// Orientation.
    Orientation,
    /// Contacts.
    Network,
    /// A concept.
    Concept,
    /// A prototype.
    Prototype,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Unique id.
    pub id: Id,
    /// Who makes it.
    pub provider_kind: ProviderKind,
    /// The price in euro cents, net; 0 when it is free of charge.
    #[serde(default)]
    pub price_cents: Answer<Money>,
    /// Calendar days from the order to the first result.
    #[serde(default)]
    pub lead_time_days: Answer<u32>,
    /// What comes out.
    pub result: ResultLevel,
}

/// Offers to compare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OffersInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The offers.
    pub offers: Vec<Offer>,
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfferComparison {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The offers: most result first, then cheapest, then fastest, then by id.
    pub offers: Vec<ComparedOffer>,
    /// Questions whose answers would settle what is open.
    pub questions: Vec<OpenQuestion>,
    /// What is worth knowing.
    pub findings: Vec<Finding>,
}

/// One offer among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparedOffer {
    /// The offer.
    pub offer: Offer,
    /// Is there no other offer that is at least as good in price, time and result and better in one of them?
    pub unbeaten: Truth,
    /// The offers that beat it for certain.
    pub beaten_by: Vec<Id>,
}

/// Compares offers.
///
/// # Errors
/// A repeated id, a price below zero, or too many offers.
pub fn compare_offers(input: &OffersInput) -> Result<OfferComparison, Error> {
    let list = Pointer::root().field("offers");
    let mut problems = Problems::new();
    problems.at_most(list.clone(), input.offers.len(), MAX_OFFERS);
    problems.unique_ids(&list, input.offers.iter().map(|offer| &offer.id));
    for (index, offer) in input.offers.iter().enumerate() {
        if let Some(price) = offer.price_cents.given().filter(|price| price.cents() < 0) {
            let problem = Problem::new(Code::OutOfRange, list.index(index).field("price_cents")).found(price.cents());
            problems.push(problem.expected(NOT_NEGATIVE.text()));
        }
    }
    problems.finish()?;

    let mut questions = Vec::new();
    let mut offers = Vec::with_capacity(input.offers.len());
    for (index, offer) in input.offers.iter().enumerate() {
        let rivals = || input.offers.iter().filter(|other| other.id != offer.id);
        let beaten_by: Vec<Id> =
            rivals().filter(|other| beats(other, offer).is_yes()).map(|other| other.id.clone()).collect();
        let unbeaten = !Truth::any(rivals().map(|other| beats(other, offer)));
        let undecided = rivals().any(|other| beats(other, offer).is_open() || beats(offer, other).is_open());
        if undecided {
            let what = [("what", (&offer.id).into())];
            let mut ask = |field: &str, sentence: &Sentence| {
                questions.push(OpenQuestion::new(&list.index(index).field(field), sentence, &what));
            };
            if offer.price_cents.given().is_none() {
                ask("price_cents", &ASK_PRICE);
            }
            if offer.lead_time_days.given().is_none() {
                ask("lead_time_days", &ASK_TIME);
            }
        }
        offers.push(ComparedOffer { offer: offer.clone(), unbeaten, beaten_by });
    }
    // What is not known comes after what is.
    offers.sort_by(|a, b| {
        let known = |one: &Offer| {
            let price = one.price_cents.given().map_or((1, Money::from_cents(0)), |price| (0, *price));
            let time = one.lead_time_days.given().map_or((1, 0), |time| (0, *time));
            (std::cmp::Reverse(one.result), price, time)
        };
        known(&a.offer).cmp(&known(&b.offer)).then_with(|| a.offer.id.cmp(&b.offer.id))
    });
    let mut findings = Vec::new();
    if !input.offers.is_empty() && input.offers.iter().all(|offer| offer.result < ResultLevel::Prototype) {
        findings.push(Finding::new(Severity::Info, &NO_PROTOTYPE, "/offers", &[]).rule("R-98"));
    }
    Ok(OfferComparison { schema_version: SchemaVersion, offers, questions, findings })
}

/// Is `one` at least as good as `other` everywhere, and better somewhere?
fn beats(one: &Offer, other: &Offer) -> Truth {
    let (cheaper, as_cheap) = lower(&one.price_cents, &other.price_cents);
    let (faster, as_fast) = lower(&one.lead_time_days, &other.lead_time_days);
    let (more, as_much) = (Truth::from(one.result > other.result), Truth::from(one.result >= other.result));
    Truth::all([as_cheap, as_fast, as_much]) & Truth::any([cheaper, faster, more])
}

/// Below, and not above; both open when a figure is missing.
fn lower<T: Ord>(one: &Answer<T>, other: &Answer<T>) -> (Truth, Truth) {
    match (one.given(), other.given()) {
        (Some(one), Some(other)) => ((one < other).into(), (one <= other).into()),
        _ => (Truth::Open, Truth::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn offer(index: usize, price: Option<i64>, time: Option<u32>, result: ResultLevel) -> Offer {
        Offer {
            id: Id::new(&format!("O{index}")).unwrap(),
            provider_kind: ProviderKind::Other,
            price_cents: price.map(Money::from_cents).into(),
            lead_time_days: time.into(),
            result,
        }
    }

    fn verdicts(offers: Vec<Offer>) -> Vec<Truth> {
        let ids: Vec<Id> = offers.iter().map(|offer| offer.id.clone()).collect();
        let report = compare_offers(&OffersInput { schema_version: SchemaVersion, offers }).unwrap();
        ids.iter().map(|id| report.offers.iter().find(|one| one.offer.id == *id).unwrap().unbeaten).collect()
    }

    proptest! {
        /// However the missing figures are filled in (within the range used here), a verdict that was reached holds.
        #[test]
        fn a_missing_figure_never_flips_a_verdict(
            rows in proptest::collection::vec((proptest::option::of(0..3_i64), proptest::option::of(0..3_u32), 0..2_u8), 1..4),
        ) {
            let level = |n: u8| if n == 0 { ResultLevel::Orientation } else { ResultLevel::Prototype };
            let build = |rows: &[(Option<i64>, Option<u32>, u8)]| {
                rows.iter().enumerate().map(|(i, (p, t, r))| offer(i, *p, *t, level(*r))).collect::<Vec<_>>()
            };
            let reached = verdicts(build(&rows));
            let gaps = rows.iter().map(|(p, t, _)| usize::from(p.is_none()) + usize::from(t.is_none())).sum::<usize>();
            for fill in 0..3_usize.pow(gaps as u32) {
                let (mut full, mut rest) = (rows.clone(), fill);
                for (price, time, _) in &mut full {
                    if price.is_none() { *price = Some((rest % 3) as i64); rest /= 3; }
                    if time.is_none() { *time = Some((rest % 3) as u32); rest /= 3; }
                }
                for (reached, after) in reached.iter().zip(verdicts(build(&full))) {
                    prop_assert!(*reached == Truth::Open || *reached == after);
                    // Nothing is open once every figure is known; and the definition is met.
                    prop_assert!(!after.is_open());
                }
                for (i, (p, t, r)) in full.iter().enumerate() {
                    let beaten = full.iter().enumerate().any(|(j, (q, u, s))| i != j && q <= p && u <= t && s >= r && (q, u, s) != (p, t, r));
                    prop_assert_eq!(verdicts(build(&full))[i], Truth::from(!beaten));
                }
            }
        }
    }
}
