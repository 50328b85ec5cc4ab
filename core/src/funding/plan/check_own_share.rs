//! The rules about own shares: what a grant does not fund of a cost, claimed under a tax allowance (FZulG § 7(2)).

use super::check::Findings;
use super::check_dates::{fiscal_year, passed, tax_year_end};
use super::check_filings::within_year;
use super::check_money::{counted, net, offer_of, position_of, rates};
use super::document::{Application, Claim, Plan};
use super::offer::{Offer, OfferBasis, OfferInstrument, OwnShare};
use super::sentences as s;
use super::situation::{Position, Situation};
use crate::base::{Money, Ratio, Severity};

const LAW: &str = "FZulG § 7(2)";
const CUMULATION: &str = "GBER Art 8(3); Reg. (EU) 2023/2831 Art 5(2)";

/// Own shares enter only where the caller says so, no euro of them is funded already, each year takes what arises in it,
/// and funded part and allowance together keep to the highest intensity.
pub(super) fn own_shares(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let application = |id: &crate::base::Id| plan.applications.iter().find(|application| application.id == *id);
    let mut told: Vec<&Offer> = Vec::new();
    for claim in &plan.claims {
        let Some(of) = &claim.own_share_of else { continue };
        let (Some(here), Some(there)) = (application(&claim.application), application(of)) else { continue };
        let (Some(allowance), Some(grant), Some(position)) =
            (offer_of(situation, here), offer_of(situation, there), position_of(situation, claim))
        else {
            continue;
        };
        let args = [
            ("position", position.called().into()),
            ("offer", allowance.name.clone().into()),
            ("grant", grant.name.clone().into()),
        ];
        if allowance.own_share != OwnShare::Counts {
            findings.block(&s::OWN_SHARE_EXCLUDED, position.id.as_str(), LAW, &args);
        } else if !told.iter().any(|known| known.id == allowance.id) {
            told.push(allowance);
            findings.say(Severity::Warn, &s::OWN_SHARE_OPEN, here.id.as_str(), LAW, &args);
        }
        let funds =
            |other: &Claim| other.own_share_of.is_none() && other.application == *of && other.position == position.id;
        if grant.instrument != OfferInstrument::Grant || !plan.claims.iter().any(funds) {
            findings.block(&s::OWN_SHARE_OF_NOTHING, position.id.as_str(), LAW, &args);
        }
        if rates(situation, position, allowance).iter().any(|rate| rate.de_minimis) {
            findings.block(&s::OWN_SHARE_OF_OWN_WORK, position.id.as_str(), "FZulG § 9(5)", &args);
        }
    }
    for there in &plan.applications {
        for position in &situation.positions {
            of_position(situation, plan, there, position, findings);
        }
    }
}

/// The own share of one position under one application.
fn of_position(situation: &Situation, plan: &Plan, there: &Application, position: &Position, findings: &mut Findings) {
    let mine = || plan.claims.iter().filter(|claim| claim.position == position.id);
    let own: Vec<&Claim> = mine().filter(|claim| claim.own_share_of.as_ref() == Some(&there.id)).collect();
    let (Some(grant), false) = (offer_of(situation, there), own.is_empty()) else { return };
    let cost: Money = mine()
        .filter(|claim| claim.own_share_of.is_none() && claim.application == there.id)
        .map(|claim| claim.net_cents)
        .sum();
    let funded = Money::from_cents(funded(situation, plan, there, grant, position).ceil());
    let left = (cost - funded).max(Money::ZERO);
    let sum: Money = own.iter().map(|claim| claim.net_cents).sum();
    let args = [
        ("position", position.called().into()),
        ("grant", grant.name.clone().into()),
        ("sum", sum.into()),
        ("funded", funded.into()),
        ("left", left.into()),
    ];
    if sum > left {
        findings.block(&s::OWN_SHARE_TWICE, position.id.as_str(), LAW, &args);
    }
    let mut brought = Ratio::zero();
    for claim in &own {
        let Some(here) = plan.applications.iter().find(|application| application.id == claim.application) else {
            continue;
        };
        let Some(allowance) = offer_of(situation, here) else { continue };
        if let Some(end) = tax_year_end(situation, plan, here) {
            let year = fiscal_year(situation, end);
            let part = passed(situation, plan, position, year) - &passed(situation, plan, position, year - 1);
            let most = Money::from_cents((left.ratio() * &part).ceil());
            // Two claims of one year are one.
            let with: Money =
                own.iter().filter(|c| c.application == claim.application).map(|claim| claim.net_cents).sum();
            within_year(position, with, most, end, position.id.as_str(), findings);
        }
        let worth = |claimed: Money| {
            let each = rates(situation, position, allowance).into_iter();
            each.map(|rate| counted(rate, position, claimed) * &limited(Ratio::ppm(rate.rate_ppm.into()), position))
                .min()
        };
        brought += &worth(claim.net_cents).unwrap_or_else(Ratio::zero);
    }
    let Some(highest) = position.max_intensity_permille else { return };
    let aid = if grant.basis == OfferBasis::None { Money::ZERO } else { funded };
    let together = aid.ratio() + &brought;
    let most = cost.ratio() * &Ratio::permille(highest.into());
    if together > most && !sum.is_zero() {
        let args = [
            ("position", position.called().into()),
            ("grant", grant.name.clone().into()),
            ("together", Money::from_cents(together.ceil()).into()),
            ("most", Money::from_cents(most.floor()).into()),
        ];
        findings.block(&s::OWN_SHARE_INTENSITY, position.id.as_str(), CUMULATION, &args);
    }
}

/// What an application funds of a position: what is asked for, spread in proportion to what each brings before the caps.
fn funded(situation: &Situation, plan: &Plan, there: &Application, grant: &Offer, position: &Position) -> Ratio {
    let brings = |claim: &Claim| -> Option<(bool, Ratio)> {
        let of = position_of(situation, claim)?;
        let share = |ppm: u32| {
            let rate = Ratio::ppm(ppm.into());
            if matches!(grant.basis, OfferBasis::Gber | OfferBasis::Tax) { limited(rate, of) } else { rate }
        };
        let each = rates(situation, of, grant).into_iter();
        // Which rate holds is decided before the intensity.
        let least = each.min_by_key(|rate| counted(rate, of, net(of)) * &Ratio::ppm(rate.rate_ppm.into()))?;
        Some((of.id == position.id, counted(least, of, claim.net_cents) * &share(least.rate_ppm)))
    };
    let claims = plan.claims.iter().filter(|claim| claim.own_share_of.is_none() && claim.application == there.id);
    let parts: Vec<(bool, Ratio)> = claims.filter_map(brings).collect();
    let all: Ratio = parts.iter().map(|(_, brings)| brings.clone()).sum();
    let here: Ratio = parts.iter().filter(|(here, _)| *here).map(|(_, brings)| brings.clone()).sum();
    let asked = there.amount_cents.ratio();
    here.checked_div(&all).map_or(asked.clone(), |part| asked * &part)
}

/// A rate, no higher than the position's highest intensity.
fn limited(rate: Ratio, position: &Position) -> Ratio {
    position.max_intensity_permille.map_or(rate.clone(), |highest| rate.min(Ratio::permille(highest.into())))
}
