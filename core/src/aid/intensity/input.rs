//! The document that `aid.intensity` reads, and everything that can be wrong with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::discount::{Payment, check_payments, check_rate};
use super::incentive::{SameDay, Scheme};
use super::measure::{Article, AssistedArea, Collaboration, Measure};
use super::place::Municipality;
use super::scope::Beneficiary;
use super::sentences as say;
use super::status::{GberStatus, GberVersion};
use crate::base::law::Law;
use crate::base::{Answer, Code, Date, Error, Id, Money, Pointer, Problem, Problems, Ratio, SchemaVersion};
use crate::company::SizeClass;

/// Most cost items of a project.
pub const MAX_ITEMS: usize = 1_000;
/// Most aids received earlier.
pub const MAX_EARLIER: usize = 200;
/// Most steps of a project.
pub const MAX_STEPS: usize = 1_000;

/// A project of one beneficiary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntensityInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day of the grant.
    pub grant_date: Date,
    /// The regulation; the one in force unless stated.
    #[serde(default)]
    pub version: GberVersion,
    /// Did the scheme exist before the regulation ended? Asked for grants after 2026-12-31 only.
    #[serde(default)]
    pub existing_scheme: Answer<bool>,
    /// Size of the enterprise on the day of the grant (see `company.size`).
    #[serde(default)]
    pub size: Answer<SizeClass>,
    /// Where the project is carried out, on the regional aid map; where it is left out, the municipality decides as far
    /// as the map is known.
    #[serde(default)]
    pub area: Answer<AssistedArea>,
    /// The municipality in which the project is carried out, by its official key (Amtlicher Gemeindeschlüssel).
    #[serde(default)]
    pub municipality: Answer<Municipality>,
    /// What the scope of the regulation asks of the beneficiary (Art 1).
    #[serde(default)]
    pub beneficiary: Beneficiary,
    /// The discount rate per year on the day of the grant, for costs that fall due later: the Commission's base rate plus
    /// 100 basis points. Asked for only where an item lists payments.
    #[serde(default)]
    pub discount_rate: Answer<Ratio>,
    /// How the aid is given, and what has been done so far.
    #[serde(default)]
    pub scheme: Scheme,
    /// Does an application on the very day of the start come in time? Default: no, the cautious reading.
    #[serde(default)]
    pub same_day: SameDay,
    /// A Eureka project or one of a joint undertaking (raises the threshold for research)?
    #[serde(default)]
    pub eureka: bool,
    /// A repayable advance (raises the threshold for research)?
    #[serde(default)]
    pub repayable_advance: bool,
    /// The cost items.
    pub items: Vec<CostItem>,
}

/// A cost item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostItem {
    /// Its name.
    pub id: Id,
    /// Eligible cost in cents, without deductible VAT; discounted to the day of the grant, unless `payments` say when it
    /// falls due. For start-up aid (Art 22): the planned amount of the aid, loan or guarantee.
    pub cost_cents: Money,
    /// When the cost falls due, in nominal amounts that add up to it; it is then discounted to the day of the grant
    /// (Art 7(3)).
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// For research: flat rate for indirect costs on top of the cost, in permille (Art 25(3)(e), since July 2023).
    #[serde(default)]
    pub indirect_permille: u16,
    /// The measure it belongs to.
    pub measure: Measure,
}

pub(super) fn check(input: &IntensityInput, law: &Law) -> Result<(), Error> {
    let mut problems = Problems::new();
    let list = Pointer::root().field("items");
    problems.at_most(list.clone(), input.items.len(), MAX_ITEMS);
    problems.unique_ids(&list, input.items.iter().map(|item| &item.id));
    let (Scheme::Application { steps, .. } | Scheme::TaxMeasure { steps, .. }) = &input.scheme;
    if let Some(steps) = steps.given() {
        problems.at_most(Pointer::root().field("scheme").field("steps"), steps.len(), MAX_STEPS);
    }
    for (index, item) in input.items.iter().enumerate() {
        let at = list.index(index);
        if item.cost_cents.is_negative() {
            let at = at.field("cost_cents");
            let found = item.cost_cents.cents();
            problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(say::NOT_NEGATIVE.text()));
        }
        check_measure(&item.measure, &at.field("measure"), &mut problems);
        check_payments(&item.payments, &at.field("payments"), &mut problems);
        let sum: Money = item.payments.iter().map(|payment| payment.amount_cents).sum();
        if !item.payments.is_empty() && sum != item.cost_cents {
            let expected = say::PAYMENTS_SUM.with(&[("cost", item.cost_cents.into())]);
            problems
                .push(Problem::new(Code::Contradiction, at.field("payments")).found(sum.cents()).expected(expected));
        }
        let (_, date) = GberStatus::on(law, input.version, input.grant_date);
        let most = date.and_then(|date| law.rule("gber.25.indirect", date)).and_then(|rule| rule.value()).unwrap_or(0);
        let most = if item.measure.article() == Article::Art25 { most } else { 0 };
        if i64::from(item.indirect_permille) > most {
            let expected = say::INDIRECT_LIMIT.with(&[("most", most.into())]);
            let at = at.field("indirect_permille");
            problems.push(Problem::new(Code::OutOfRange, at).found(item.indirect_permille).expected(expected));
        }
    }
    check_rate(input.discount_rate.given(), || Pointer::root().field("discount_rate"), &mut problems);
    problems.finish()
}

/// Shares lie between nothing and all, amounts are not negative, terms are at least a month.
pub(in crate::aid) fn check_measure(measure: &Measure, at: &Pointer, problems: &mut Problems) {
    let mut share = |answer: &Answer<Ratio>, field: &str| {
        if let Answer::Given(share) = answer
            && (share.is_negative() || *share > Ratio::one())
        {
            let at = field.split('/').fold(at.clone(), |at, part| at.field(part));
            problems.push(Problem::new(Code::OutOfRange, at).found(share).expected(say::SHARE.text()));
        }
    };
    match measure {
        Measure::TestingInfrastructure { sme_capacity, .. } => share(sme_capacity, "sme_capacity"),
        Measure::ProcessInnovation { sme_share } => share(sme_share, "sme_share"),
        Measure::Research(research) => match &research.collaboration {
            Answer::Given(Collaboration::Undertakings { largest_share, .. }) => {
                share(largest_share, "collaboration/largest_share");
            }
            Answer::Given(Collaboration::ResearchOrganisations { share: part, .. }) => {
                share(part, "collaboration/share");
            }
            _ => {}
        },
        Measure::StartUp(aid) => {
            share(&aid.guaranteed_share, "guaranteed_share");
            if aid.term_months == Answer::Given(0) {
                let at = at.field("term_months");
                problems.push(Problem::new(Code::OutOfRange, at).found(0).expected(say::ONE_MONTH.text()));
            }
        }
        Measure::Innovation { earlier_services_aid: Answer::Given(list), .. } => {
            let at = at.field("earlier_services_aid");
            problems.at_most(at.clone(), list.len(), MAX_EARLIER);
            for (index, earlier) in list.iter().enumerate().filter(|(_, earlier)| earlier.amount_cents.is_negative()) {
                let at = at.index(index).field("amount_cents");
                let found = earlier.amount_cents.cents();
                problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(say::NOT_NEGATIVE.text()));
            }
        }
        _ => {}
    }
}
