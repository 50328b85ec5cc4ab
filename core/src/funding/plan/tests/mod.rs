//! The search against brute force, the check against seeded faults.

mod brute;
mod catalogue;
mod cut;
mod explained;
mod faults;
mod honest;
mod input;
mod large;
mod own_share;
mod parts;
mod random;

use super::compile::Compiled;
use super::offer::Pace;
use super::query::Limits;
use super::search::best;
use super::situation::Situation;
use super::{CheckInput, Plan, check_plan};
use crate::base::SchemaVersion;

/// The best plan of a situation and its value, by the search.
fn searched(situation: &Situation) -> Option<(Plan, i64)> {
    let compiled = Compiled::new(situation, Pace::Usual).unwrap();
    compiled.all_self_paid()?;
    let limits = Limits { day: i32::MAX, risk: u8::MAX, nodes: 200_000 };
    let query = compiled.query(limits, |_, _| true).within_funds(&compiled);
    let found = best(&query, &|to, outcome| compiled.judge(to, outcome, i32::MAX)).ok()?;
    assert!(found.proven());
    let outcome = compiled.instance.evaluate(&found.assignment).unwrap();
    let settled = compiled.settle(&found.assignment, &outcome, i32::MAX).unwrap();
    assert_eq!(settled.value, found.outcome.value);
    Some((compiled.plan(&settled), found.outcome.value))
}

fn broken(situation: &Situation, plan: &Plan) -> Vec<String> {
    let input = CheckInput { schema_version: SchemaVersion, situation: situation.clone(), plan: plan.clone() };
    let report = check_plan(&input).unwrap();
    let bad = report.findings.iter().filter(|finding| finding.severity == crate::base::Severity::Block);
    bad.map(|finding| format!("{} {}: {}", finding.code, finding.subject, finding.text.en)).collect()
}

#[test]
fn three_hundred_small_situations_equal_brute_force() {
    let (mut lawful, mut money, mut tight) = (0, 0, 0);
    let (mut quoted, mut lent, mut years, mut small) = (0, 0, 0, 0);
    let (mut counted, mut split) = (0, 0);
    for seed in 0.. {
        if counted == 300 {
            break;
        }
        let situation = random::situation(seed);
        if !brute::is_small(&situation) {
            continue;
        }
        counted += 1;
        let found = searched(&situation);
        let exact = brute::best(&situation);
        if let Some((plan, _)) = &found {
            assert_eq!(broken(&situation, plan), Vec::<String>::new(), "seed {seed}");
        }
        assert_eq!(found.as_ref().map(|(_, value)| *value), exact, "seed {seed}");
        let Some((plan, value)) = found else { continue };
        lawful += 1;
        money += i32::from(value > 0);
        tight +=
            i32::from(!situation.budgets.is_empty() || situation.positions.iter().any(|p| p.can_wait_until.is_some()));
        quoted += i32::from(plan.orders.iter().any(|order| order.quote.is_some()));
        lent += i32::from(plan.applications.iter().any(|application| application.loan_cents.is_some()));
        let tax = |application: &&super::document::Application| {
            let offer = situation.offers.iter().find(|offer| offer.id == application.offer).unwrap();
            offer.instrument == super::offer::OfferInstrument::TaxAllowance
        };
        let taxes = || plan.applications.iter().filter(tax);
        years += i32::from(taxes().any(|one| taxes().any(|two| one.id < two.id && one.offer == two.offer)));
        let part = |claim: &super::document::Claim| {
            taxes().any(|one| one.id == claim.application)
                && plan
                    .claims
                    .iter()
                    .any(|other| other.position == claim.position && other.application != claim.application)
                && situation.positions.iter().any(|position| position.id == claim.position && position.parts == 1)
        };
        split += i32::from(plan.claims.iter().any(part));
        small += i32::from(taxes().any(|one| {
            let offer = situation.offers.iter().find(|offer| offer.id == one.offer).unwrap();
            offer.rates.iter().any(|rate| rate.de_minimis)
        }));
    }
    // The generator must not be trivial.
    assert!(lawful > 200 && money > 150 && tight > 60 && counted == 300, "{lawful} {money} {tight}");
    assert!(quoted > 40 && lent > 5 && years > 5 && small > 10 && split > 5, "{quoted} {lent} {years} {small} {split}");
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    for seed in 0..60 {
        let situation = random::situation(seed);
        let mut turned = situation.clone();
        turned.positions.reverse();
        turned.offers.reverse();
        let (one, two) = (searched(&situation), searched(&turned));
        assert_eq!(one.as_ref().map(|(_, value)| *value), two.as_ref().map(|(_, value)| *value), "seed {seed}");
        if let (Some((one, _)), Some((two, _))) = (one, two) {
            assert_eq!(one.claims, two.claims, "seed {seed}");
        }
    }
}
