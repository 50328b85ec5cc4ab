//! One fault at a time is put into a lawful plan; the check must see every one.

use super::{broken, random, searched};
use crate::base::{Id, Money};
use crate::funding::plan::Plan;
use crate::funding::plan::document::Claim;
use crate::funding::plan::offer::{OfferInstrument, Start};
use crate::funding::plan::situation::Situation;
use crate::funding::programme::Per;

/// The faults that can be put into a plan: (name, faulty plan, situation).
fn faults(situation: &Situation, plan: &Plan) -> Vec<(String, Plan, Situation)> {
    let mut all = Vec::new();
    let mut with = |name: String, change: &dyn Fn(&mut Plan, &mut Situation)| {
        let (mut plan, mut situation) = (plan.clone(), situation.clone());
        change(&mut plan, &mut situation);
        all.push((name, plan, situation));
    };
    for (index, application) in plan.applications.iter().enumerate() {
        let offer = situation.offers.iter().find(|offer| offer.id == application.offer).unwrap();
        // Only grants that were not cut to the ceiling are at their own limit; those at the ceiling break it.
        with(format!("a cent more in {}", application.id), &|plan, _| {
            plan.applications[index].amount_cents += Money::from_cents(1);
        });
        with(format!("nothing asked for in {}", application.id), &|plan, _| {
            plan.applications[index].amount_cents = Money::ZERO;
        });
        if offer.instrument != OfferInstrument::TaxAllowance {
            with(format!("{} filed before today", application.id), &|plan, situation| {
                plan.applications[index].filed_on = situation.as_of.previous();
            });
            with(format!("{} decided before it is filed", application.id), &|plan, _| {
                plan.applications[index].decided_on = plan.applications[index].filed_on.previous();
            });
        } else {
            with(format!("{} claimed in the year of the cost", application.id), &|plan, situation| {
                plan.applications[index].filed_on = situation.as_of;
            });
        }
        with(format!("the same application twice: {}", application.id), &|plan, _| {
            let mut twin = plan.applications[index].clone();
            twin.id = Id::new("twin").unwrap();
            plan.applications.push(twin);
            let claims: Vec<_> =
                plan.claims.iter().filter(|claim| claim.application == plan.applications[index].id).cloned().collect();
            plan.claims.extend(claims.into_iter().map(|mut claim| {
                claim.application = Id::new("twin").unwrap();
                claim
            }));
        });
        with(format!("{} without claims", application.id), &|plan, _| {
            let id = plan.applications[index].id.clone();
            plan.claims.retain(|claim| claim.application != id);
        });
        with(format!("{} stopped", application.id), &|plan, situation| {
            let id = plan.applications[index].offer.clone();
            let offer = situation.offers.iter_mut().find(|offer| offer.id == id).unwrap();
            offer.standing = crate::funding::plan::offer::Standing::ListedOnly;
        });
        for claim in plan.claims.iter().filter(|claim| claim.application == application.id) {
            let position = claim.position.clone();
            let decisive = match offer.start {
                Start::Free => continue,
                Start::GrantBeforeStart => application.decided_on.previous(),
                Start::ApplicationBeforeStart => application.filed_on,
            };
            with(format!("{position} ordered a day too early for {}", application.id), &|plan, _| {
                plan.orders.iter_mut().find(|order| order.position == position).unwrap().on = decisive;
            });
        }
    }
    for index in 0..plan.claims.len() {
        with(format!("a cent more of {} claimed", plan.claims[index].position), &|plan, _| {
            let whole = situation.positions.iter().find(|p| p.id == plan.claims[index].position).unwrap();
            plan.claims[index].net_cents = *whole.net_cents.given().unwrap() + Money::from_cents(1);
        });
        // Of two parts one takes the remaining cent: two cents more or less are no part.
        for cents in [2, -2] {
            with(format!("{cents} cents of {} beside whole parts", plan.claims[index].position), &|plan, _| {
                plan.claims[index].net_cents += Money::from_cents(cents);
            });
        }
    }
    for index in 0..plan.starts.len() {
        let stage = plan.starts[index].stage.clone();
        with(format!("{stage} on a Sunday"), &|plan, _| {
            let start = &mut plan.starts[index];
            while start.on.weekday() != crate::base::Weekday::Sunday {
                start.on = start.on.next();
            }
        });
        with(format!("{stage} a day longer"), &|plan, _| {
            plan.starts[index].until = plan.starts[index].until.next();
        });
        with(format!("{stage} before everything"), &|plan, situation| {
            plan.starts[index].on = situation.as_of.previous();
        });
        with(format!("{stage} left out"), &|plan, _| {
            plan.starts.remove(index);
        });
    }
    for index in 0..plan.orders.len() {
        let position = plan.orders[index].position.clone();
        with(format!("{position} never ordered"), &|plan, _| {
            plan.orders.remove(index);
        });
        with(format!("{position} ordered years later"), &|plan, _| {
            plan.orders[index].on = plan.orders[index].on.add_years(8);
            plan.orders[index].moved = false;
        });
        with(format!("{position} ordered last year"), &|plan, _| {
            plan.orders[index].on = plan.orders[index].on.add_years(-1);
        });
    }
    for (index, application) in plan.applications.iter().enumerate() {
        let offer = situation.offers.iter().find(|offer| offer.id == application.offer).unwrap();
        let limited = |rate: &crate::funding::plan::offer::OfferRate| rate.limit.is_some();
        if offer.limits.iter().any(|limit| limit.cost_max_cents.is_some()) && offer.rates.iter().all(limited) {
            with(format!("{} above the limit that its costs share", application.id), &|_, situation| {
                let offer = situation.offers.iter_mut().find(|offer| offer.id == application.offer).unwrap();
                offer.limits[0].cost_max_cents = Some(Money::ZERO);
            });
        }
        let own = |claim: &&Claim| {
            claim.application == application.id
                && situation.positions.iter().any(|one| one.id == claim.position && !one.is_external())
        };
        if offer.limits.iter().any(|limit| limit.share.is_some())
            && plan.claims.iter().filter(|claim| claim.application == application.id).any(|claim| !own(&claim))
            && offer.rates.iter().all(|rate| limited(rate) || !rate.kinds.iter().any(|kind| kind.is_external()))
        {
            with(format!("{} with nothing that the share of others rests on", application.id), &|plan, _| {
                plan.claims.retain(|claim| !own(&claim));
            });
        }
        let counted = |often: &crate::funding::plan::offer::OfferFrequency| often.per != Per::Project;
        if let Some(often) = offer.frequency.iter().find(|often| counted(often)) {
            with(format!("{} granted that often already", application.id), &|_, situation| {
                let offer = situation.offers.iter_mut().find(|offer| offer.id == application.offer).unwrap();
                offer.earlier_grants = vec![application.filed_on; usize::from(often.count)];
            });
        }
        if let Some(loan) = offer.loan {
            with(format!("{} lends a cent more than its share", application.id), &|plan, _| {
                plan.applications[index].loan_cents =
                    plan.applications[index].loan_cents.map(|lent| lent + Money::from_cents(1));
            });
            with(format!("{} lends nothing", application.id), &|plan, _| plan.applications[index].loan_cents = None);
            with(format!("{} with an equivalent that is too small", application.id), &|plan, _| {
                plan.applications[index].amount_cents -= Money::from_cents(1);
            });
            // The first instalment is due when own money is all but gone.
            let first = application.decided_on.add_months(i32::from(loan.step()));
            if situation.budgets.iter().all(|budget| budget.days.contains(first)) {
                with(format!("{} paid back before there is money", application.id), &|_, situation| {
                    let offer = situation.offers.iter_mut().find(|offer| offer.id == application.offer).unwrap();
                    offer.loan = Some(crate::funding::plan::offer::Loan { interest_ppm: Some(300_000), ..loan });
                    situation.budgets.iter_mut().for_each(|budget| {
                        (budget.own_cents, budget.credit_cents) = (Money::ZERO, Money::ZERO);
                    });
                });
            }
        } else {
            with(format!("{} lends although it is a grant", application.id), &|plan, _| {
                plan.applications[index].loan_cents = Some(Money::from_cents(1));
            });
        }
        if offer.instrument == OfferInstrument::TaxAllowance {
            // The other applications of the offer, put together with this one.
            let other = plan.applications.iter().find(|other| other.offer == offer.id && other.id != application.id);
            with(format!("{} for a year that ends on another day", application.id), &|plan, _| {
                let end = plan.applications[index].fiscal_year_end.unwrap();
                plan.applications[index].fiscal_year_end = Some(end.previous());
            });
            with(format!("{} for the year before", application.id), &|plan, _| {
                let end = plan.applications[index].fiscal_year_end.unwrap();
                plan.applications[index].fiscal_year_end = Some(end.add_years(-1));
            });
            if let Some(other) = other {
                with(format!("{} takes costs of another year", application.id), &|plan, _| {
                    let claims = plan.claims.iter_mut().filter(|claim| claim.application == other.id);
                    claims.for_each(|claim| claim.application = application.id.clone());
                    plan.applications.retain(|one| one.id != other.id);
                });
            }
            let own = |claim: &crate::funding::plan::document::Claim| {
                situation.positions.iter().any(|position| {
                    position.id == claim.position
                        && offer.rates.iter().any(|rate| rate.de_minimis && rate.kinds.contains(&position.kind))
                })
            };
            if plan.claims.iter().any(|claim| claim.application == application.id && own(claim)) {
                with(format!("own work in {} without room under the ceiling", application.id), &|_, situation| {
                    situation.de_minimis.ceiling_cents = Money::ZERO;
                });
            }
        }
    }
    for (index, order) in plan.orders.iter().enumerate() {
        let position = situation.positions.iter().find(|position| position.id == order.position).unwrap();
        let claim = plan.claims.iter().position(|claim| claim.position == position.id);
        // Another quote than the one that is claimed: whole positions show it in the amount.
        for other in [None].into_iter().chain(position.quotes.iter().map(|quote| Some(quote.id.clone()))) {
            if other == order.quote || claim.is_none() || position.parts > 1 {
                continue;
            }
            with(format!("{} from another provider than claimed", position.id), &|plan, _| {
                plan.orders[index].quote = other.clone();
            });
        }
        let quote = position.quotes.iter().find(|quote| Some(&quote.id) == order.quote.as_ref());
        if let Some(quote) = quote {
            with(format!("{} before the quote allows it", position.id), &|_, situation| {
                let position = &mut situation.positions[index].quotes;
                position.iter_mut().find(|one| one.id == quote.id).unwrap().earliest_order = Some(order.on.next());
            });
            if !order.moved {
                with(format!("{} faster than the quote says", position.id), &|_, situation| {
                    let quotes = &mut situation.positions[index].quotes;
                    quotes.iter_mut().find(|one| one.id == quote.id).unwrap().working_days = Some(900);
                });
            }
        }
    }
    if !plan.applications.is_empty() {
        with("the ledger is full".into(), &|_, situation| situation.de_minimis.ceiling_cents = Money::ZERO);
    }
    all
}

#[test]
fn every_seeded_fault_is_caught() {
    let mut tried = 0;
    for seed in 0..120 {
        let situation = random::situation(seed);
        let Some((plan, _)) = searched(&situation) else { continue };
        for (name, faulty, situation) in faults(&situation, &plan) {
            if name == "the ledger is full" && !uses_de_minimis(&situation, &plan) {
                continue;
            }
            tried += 1;
            assert!(!broken(&situation, &faulty).is_empty(), "seed {seed}: {name} went unseen");
        }
    }
    assert!(tried > 2_000, "only {tried} faults");
}

fn uses_de_minimis(situation: &Situation, plan: &Plan) -> bool {
    plan.applications.iter().any(|application| {
        situation.offers.iter().any(|offer| {
            offer.id == application.offer && offer.basis == crate::funding::plan::offer::OfferBasis::DeMinimis
        })
    })
}
