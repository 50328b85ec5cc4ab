//! Own shares against brute force, and faults put into plans that use them.

use super::{broken, brute, random, searched};
use crate::base::{Id, Money};
use crate::funding::costs::CostKind;
use crate::funding::plan::Plan;
use crate::funding::plan::document::Claim;
use crate::funding::plan::offer::{Offer, OfferBasis, OfferInstrument, OfferRate, OwnShare};
use crate::funding::plan::situation::Situation;

/// A random situation whose first tax allowance counts own shares; in three of four it admits every kind of cost and
/// stands back behind the grants, many of which intensity and ceiling cut.
fn situation(seed: u64) -> Option<Situation> {
    let mut situation = random::situation(seed);
    situation.offers.iter().find(|offer| offer.instrument == OfferInstrument::Grant)?;
    let offer = situation.offers.iter_mut().find(|offer| offer.may_count_own_shares())?;
    offer.own_share = OwnShare::Counts;
    if seed.is_multiple_of(4) {
        return Some(situation);
    }
    (offer.research_only, offer.independent_provider) = (false, false);
    let known = offer.rates[0].clone();
    for kind in [CostKind::ExternalConsulting, CostKind::ExternalDevelopment, CostKind::OwnPersonnel] {
        if !offer.rates.iter().any(|rate| rate.kinds.contains(&kind)) {
            let rate = OfferRate { kinds: vec![kind], limit: None, de_minimis: false, ..known.clone() };
            offer.rates.push(rate);
        }
    }
    let mut r = random::Random::new(seed);
    for rate in &mut offer.rates {
        rate.rate_ppm = rate.rate_ppm.min(200_000 + r.below(200_000) as u32);
    }
    offer.effort_cents = Money::from_cents(r.below(5_000) as i64);
    for grant in situation.offers.iter_mut().filter(|offer| offer.instrument == OfferInstrument::Grant) {
        (grant.research_only, grant.independent_provider) = (false, false);
    }
    for position in &mut situation.positions {
        if r.below(2) == 0 {
            position.max_intensity_permille = Some(300 + r.below(600) as u16);
        }
    }
    if r.below(3) == 0 {
        situation.de_minimis.ceiling_cents = Money::from_cents(30_000_000 + r.below(1_500_000) as i64);
        situation.de_minimis.grants[0].amount_cents = Money::from_cents(29_500_000);
        situation.de_minimis.grants[0].granted_on = "2026-01-15".parse().unwrap();
    }
    Some(situation)
}

fn own(plan: &Plan) -> impl Iterator<Item = &Claim> {
    plan.claims.iter().filter(|claim| claim.own_share_of.is_some())
}

fn offer_of<'a>(situation: &'a Situation, plan: &Plan, application: &Id) -> &'a Offer {
    let application = plan.applications.iter().find(|one| one.id == *application).unwrap();
    situation.offers.iter().find(|offer| offer.id == application.offer).unwrap()
}

#[test]
fn own_shares_of_small_situations_equal_brute_force() {
    let (mut counted, mut used, mut limited, mut alone, mut cut, mut years, mut capped) = (0, 0, 0, 0, 0, 0, 0);
    for seed in 1_000.. {
        if counted == 300 {
            break;
        }
        let Some(situation) = situation(seed) else { continue };
        if !brute::is_small(&situation) {
            continue;
        }
        counted += 1;
        let found = searched(&situation);
        if let Some((plan, _)) = &found {
            assert_eq!(broken(&situation, plan), Vec::<String>::new(), "seed {seed}");
        }
        let exact = brute::best(&situation);
        assert_eq!(found.as_ref().map(|(_, value)| *value), exact, "seed {seed}");
        let Some((plan, _)) = found else { continue };
        let Some(first) = own(&plan).next() else { continue };
        used += 1;
        let tax: Vec<&Id> = own(&plan).map(|claim| &claim.application).collect();
        let whole = |claim: &Claim| {
            let position = situation.positions.iter().find(|position| position.id == claim.position).unwrap();
            position.max_intensity_permille.is_some()
        };
        limited += i32::from(own(&plan).any(whole));
        alone += i32::from(
            plan.claims.iter().all(|claim| !tax.contains(&&claim.application) || claim.own_share_of.is_some()),
        );
        let of = first.own_share_of.as_ref().unwrap();
        let grant = offer_of(&situation, &plan, of);
        // Without the ceiling there would be more of the grant.
        let mut wide = situation.clone();
        wide.de_minimis.grants.clear();
        wide.offers.retain(|offer| offer.id == grant.id);
        let asked = |plan: &Plan| {
            plan.applications.iter().filter(|one| one.offer == grant.id).map(|one| one.amount_cents).sum::<Money>()
        };
        let most = searched(&wide).map_or(Money::ZERO, |(plan, _)| asked(&plan));
        cut += i32::from(grant.basis == OfferBasis::DeMinimis && asked(&plan) < most);
        years += i32::from(tax.iter().any(|one| *one != tax[0]));
        capped += i32::from(offer_of(&situation, &plan, tax[0]).base_cap_cents.is_some());
    }
    assert!(used > 60 && limited > 15 && alone > 15, "{used} {limited} {alone} {cut} {years} {capped}");
    assert!(cut > 5 && years > 3 && capped > 10, "{cut} {years} {capped}");
}

#[test]
fn every_fault_in_an_own_share_is_caught() {
    let (mut tried, mut intensity) = (0, 0);
    for seed in 1_000..1_500 {
        let Some(situation) = situation(seed) else { continue };
        let Some((plan, _)) = searched(&situation) else { continue };
        for (index, claim) in plan.claims.iter().enumerate().filter(|(_, claim)| claim.own_share_of.is_some()) {
            let mut faults: Vec<(&str, &str, Plan, Situation)> = Vec::new();
            let mut with = |name, code, change: &dyn Fn(&mut Plan, &mut Situation)| {
                let (mut plan, mut situation) = (plan.clone(), situation.clone());
                change(&mut plan, &mut situation);
                faults.push((name, code, plan, situation));
            };
            with("a euro too much", "", &|plan, _| plan.claims[index].net_cents += Money::from_euros(1));
            with("claimed although excluded", "own_share_excluded", &|_, situation| {
                situation.offers.iter_mut().for_each(|offer| offer.own_share = OwnShare::Excluded);
            });
            with("claimed as if it were no own share", "claimed_twice", &|plan, _| {
                plan.claims[index].own_share_of = None
            });
            with("claimed twice", "", &|plan, _| {
                plan.claims.push(claim.clone());
            });
            with("of the allowance itself", "own_share_of_nothing", &|plan, _| {
                plan.claims[index].own_share_of = Some(claim.application.clone());
            });
            with("of a cost that is funded as a whole", "own_share_twice", &|plan, situation| {
                // The grant pays everything.
                let of = claim.own_share_of.as_ref().unwrap();
                let costs: Money =
                    plan.claims.iter().filter(|other| other.application == *of).map(|other| other.net_cents).sum();
                let grant = plan.applications.iter_mut().find(|one| one.id == *of).unwrap();
                grant.amount_cents = costs.repeat(1_000);
                situation.positions.iter_mut().for_each(|position| position.max_intensity_permille = None);
            });
            for (name, code, faulty, situation) in faults {
                tried += 1;
                let found = broken(&situation, &faulty);
                intensity += i32::from(found.iter().any(|one| one.contains("own_share_intensity")));
                assert!(found.iter().any(|one| one.contains(code)), "seed {seed}: {name} went unseen: {found:?}");
            }
        }
    }
    assert!(tried > 300 && intensity > 10, "only {tried} faults, {intensity} of intensity");
}
