//! Streams of money, checked: costs, rates, fixed amounts, caps and limits.

use super::super::file_money::{
    AtMostFile, BonusFile, CapFile, ComponentFile, Euros, FixedFile, OverheadFile, PaysFile, PerUnitFile, RateFile,
    StatedFile, WageLimitFile,
};
use super::{Check, each, ppm};
use crate::base::text::sentences;
use crate::base::{Code, Money, Pointer, Problem, Problems, Ratio, Text};
use crate::funding::costs::{CostKind, Phase};
use crate::funding::programme::{
    Bonus, Cap, CapOn, Component, Fixed, Overhead, Pays, PerUnit, ProgrammeSource, Rate, Stated, WageLimit,
};
use crate::funding::rule::Slot;
use crate::funding::vocabulary::FactType;

sentences! {
    RATE_OR_FIXED = "funding.catalogue.rate_or_fixed" { de: "entweder rate oder fixed", en: "either rate or fixed" }
    RATE_NEEDS_PAYS = "funding.catalogue.rate_needs_pays" { de: "mindestens ein [[component.pays]] oder [component.base], worauf sich der Satz bezieht", en: "at least one [[component.pays]] or [component.base] to which the rate refers" }
    BASE_OR_PAYS = "funding.catalogue.base_or_pays" { de: "entweder [component.base] oder [[component.pays]]", en: "either [component.base] or [[component.pays]]" }
    KINDS = "funding.catalogue.kinds" { de: "mindestens eine Kostenart, zum Beispiel [\"external_consulting\"]", en: "at least one kind of cost, for example [\"external_consulting\"]" }
    TWICE = "funding.catalogue.twice" { de: "Dieselbe Kostenart in derselben Phase steht in zwei pays ohne when.", en: "The same kind of cost in the same phase stands in two pays without when." }
    TYPED_FACT = "funding.catalogue.typed_fact" { de: "eine Angabe vom Typ {type}", en: "a fact of type {type}" }
    AT_MOST = "funding.catalogue.at_most" { de: "entweder percent und of oder amount", en: "either percent and of, or amount" }
    ONE_UNIT_RULE = "funding.catalogue.one_unit_rule" { de: "max, flat oder units_max; nicht max und flat zugleich", en: "max, flat or units_max; not max and flat together" }
    NOT_ABOVE = "funding.catalogue.not_above" { de: "höchstens {high} wie in {field}", en: "at most {high} as in {field}" }
    ABOVE_ZERO = "funding.catalogue.above_zero" { de: "mehr als null; wo nichts begrenzt ist, fehlt der Schlüssel", en: "more than zero; where nothing limits it the key is left out" }
    ANY_PERIOD = "funding.catalogue.any_period" { de: "mindestens 1", en: "at least 1" }
}

impl Check<'_> {
    pub(super) fn component(
        &self,
        file: ComponentFile,
        sources: &[ProgrammeSource],
        at: &Pointer,
        problems: &mut Problems,
    ) -> Component {
        if !file.rate.is_empty() && !file.fixed.is_empty() {
            problems.push(Problem::new(Code::Contradiction, at.field("fixed")).expected(RATE_OR_FIXED.text()));
        }
        match (&file.base, file.pays.is_empty()) {
            (Some(_), false) => {
                problems.push(Problem::new(Code::Contradiction, at.field("base")).expected(BASE_OR_PAYS.text()));
            }
            (None, true) if !file.rate.is_empty() => {
                problems.push(Problem::new(Code::TooFew, at.field("pays")).expected(RATE_NEEDS_PAYS.text()));
            }
            _ => {}
        }
        let money = |euros: Option<Euros>| euros.map(|Euros(money)| money);
        let component = Component {
            id: file.id,
            name: file.name.map(Into::into),
            kind: file.kind,
            pays: each(file.pays, at, "pays", |file, at| self.pays(file, at, problems)),
            stated: file.base.and_then(|file| self.stated(file, &at.field("base"), problems)),
            wage_limit: file
                .wage_limit
                .and_then(|file| self.wage_limit(file, sources, &at.field("wage_limit"), problems)),
            overheads: each(file.overhead, at, "overhead", |file, at| self.overhead(file, at, problems)),
            rates: each(file.rate, at, "rate", |file, at| self.rate(file, at, problems)),
            bonuses: each(file.bonus, at, "bonus", |file, at| self.bonus(file, at, problems)),
            rate_max_ppm: file
                .rate_max_percent
                .map_or(1_000_000, |percent| ppm(&percent, 100, &at.field("rate_max_percent"), problems)),
            fixed: each(file.fixed, at, "fixed", |file, at| self.fixed(file, at, problems)),
            caps: each(file.cap, at, "cap", |file, at| self.cap(file, at, problems)),
            cost_min: money(file.cost_min),
            grant_min: money(file.grant_min),
            cost_max: money(file.cost_max),
            required: file.required,
        };
        self.paid_once(&component.pays, &at.field("pays"), problems);
        floors_below_caps(&component, at, problems);
        component
    }

    fn pays(&self, file: PaysFile, at: &Pointer, problems: &mut Problems) -> Pays {
        if file.kinds.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field("kinds")).expected(KINDS.text()));
        }
        let share = file.share_percent.unwrap_or_else(|| Ratio::from(100));
        let (relative, limit) =
            file.at_most.map_or((None, None), |limit| at_most(limit, &at.field("at_most"), problems));
        Pays {
            kinds: file.kinds,
            phases: file.phases,
            share_ppm: ppm(&share, 100, &at.field("share_percent"), problems),
            per_unit: file.per_unit.map(|unit| per_unit(&unit, &at.field("per_unit"), problems)),
            relative,
            limit,
            when: self.rule(file.when, &at.field("when"), problems),
        }
    }

    fn paid_once(&self, pays: &[Pays], at: &Pointer, problems: &mut Problems) {
        for &kind in CostKind::ALL {
            for &phase in Phase::ALL {
                let covering = pays.iter().enumerate().filter(|(_, p)| p.when.is_none() && p.covers(kind, phase));
                if let Some((second, _)) = covering.skip(1).last() {
                    let problem = Problem::new(Code::Contradiction, at.index(second));
                    problems.push(problem.found(format!("{}, {}", kind.key(), phase.key())).expected(TWICE.text()));
                    return;
                }
            }
        }
    }

    fn stated(&self, file: StatedFile, at: &Pointer, problems: &mut Problems) -> Option<Stated> {
        let times = file.times.and_then(|id| self.typed(&id, FactType::Count, &at.field("times"), problems));
        let per = file.per.unwrap_or(1);
        if per == 0 {
            problems.push(Problem::new(Code::OutOfRange, at.field("per")).found(per).expected(ANY_PERIOD.text()));
        }
        let fact = self.typed(&file.fact, FactType::Money, &at.field("fact"), problems)?;
        Some(Stated { fact, times, per: i64::from(per) })
    }

    fn wage_limit(
        &self,
        file: WageLimitFile,
        sources: &[ProgrammeSource],
        at: &Pointer,
        problems: &mut Problems,
    ) -> Option<WageLimit> {
        if file.kinds.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field("kinds")).expected(KINDS.text()));
        }
        if file.max.0 <= Money::ZERO {
            let problem = Problem::new(Code::OutOfRange, at.field("max")).found(file.max.0);
            problems.push(problem.expected(ABOVE_ZERO.text()));
        }
        let highest = self.typed(&file.highest, FactType::Money, &at.field("highest"), problems);
        let source = sources.get(self.source(Some(&file.source), at, problems)?)?;
        let mut source = source.source.clone();
        source.confidence = file.confidence.map_or(source.confidence, |own| own.min(source.confidence));
        Some(WageLimit { kinds: file.kinds, highest: highest?, max: file.max.0, source })
    }

    fn rate(&self, file: RateFile, at: &Pointer, problems: &mut Problems) -> Rate {
        let high = ppm(&file.percent, 100, &at.field("percent"), problems);
        let low = file.percent_low.as_ref().map_or(high, |low| ppm(low, 100, &at.field("percent_low"), problems));
        if low > high {
            let expected = NOT_ABOVE.with(&[("high", file.percent.to_string().into()), ("field", "percent".into())]);
            let found = file.percent_low.map(|low| low.to_string()).unwrap_or_default();
            problems.push(Problem::new(Code::WrongOrder, at.field("percent_low")).found(found).expected(expected));
        }
        let when = self.rule(file.when, &at.field("when"), problems);
        Rate { ppm: high, low_ppm: low, when, text: file.text.map(Text::from) }
    }

    fn overhead(&self, file: OverheadFile, at: &Pointer, problems: &mut Problems) -> Overhead {
        Overhead {
            ppm: ppm(&file.percent, 1000, &at.field("percent"), problems),
            of_kinds: file.of,
            when: self.rule(file.when, &at.field("when"), problems),
            text: file.text.map(Text::from),
        }
    }

    fn bonus(&self, file: BonusFile, at: &Pointer, problems: &mut Problems) -> Bonus {
        Bonus {
            ppm: ppm(&file.points, 100, &at.field("points"), problems),
            when: self.rule(file.when, &at.field("when"), problems),
            text: file.text.into(),
        }
    }

    fn fixed(&self, file: FixedFile, at: &Pointer, problems: &mut Problems) -> Fixed {
        let low = file.amount_low.map_or(file.amount.0, |Euros(low)| low);
        if low > file.amount.0 {
            let expected = NOT_ABOVE.with(&[("high", file.amount.0.into()), ("field", "amount".into())]);
            problems.push(Problem::new(Code::WrongOrder, at.field("amount_low")).found(low).expected(expected));
        }
        Fixed {
            amount: file.amount.0,
            low,
            when: self.rule(file.when, &at.field("when"), problems),
            times: file.times.and_then(|id| self.typed(&id, FactType::Count, &at.field("times"), problems)),
            text: file.text.map(Text::from),
        }
    }

    fn cap(&self, file: CapFile, at: &Pointer, problems: &mut Problems) -> Cap {
        if file.max.0 <= Money::ZERO {
            let problem = Problem::new(Code::OutOfRange, at.field("max")).found(file.max.0);
            problems.push(problem.expected(ABOVE_ZERO.text()));
        }
        Cap {
            on: file.on,
            max: file.max.0,
            when: self.rule(file.when, &at.field("when"), problems),
            per: file.per,
            times: file.times.and_then(|id| self.typed(&id, FactType::Count, &at.field("times"), problems)),
        }
    }

    /// A fact that must exist and be of that type.
    fn typed(&self, id: &str, wanted: FactType, at: &Pointer, problems: &mut Problems) -> Option<Slot> {
        let Some(slot) = self.vocabulary.slot(id) else {
            problems.reference(at.clone(), id, self.vocabulary.ids());
            return None;
        };
        if self.vocabulary.get(slot).is_none_or(|fact| fact.kind != wanted) {
            let expected = TYPED_FACT.with(&[("type", format!("{wanted:?}").to_lowercase().into())]);
            problems.push(Problem::new(Code::WrongType, at.clone()).found(id).expected(expected));
            return None;
        }
        Some(slot)
    }
}

fn per_unit(file: &PerUnitFile, at: &Pointer, problems: &mut Problems) -> PerUnit {
    let rules = (file.max.is_some(), file.flat.is_some(), file.units_max.is_some());
    if matches!(rules, (true, true, _) | (false, false, false)) {
        problems.push(Problem::new(Code::Contradiction, at.clone()).expected(ONE_UNIT_RULE.text()));
    }
    PerUnit {
        unit: file.unit,
        max: file.max.map(|Euros(money)| money),
        flat: file.flat.map(|Euros(money)| money),
        units_max: file.units_max.map(i64::from),
    }
}

/// A share of other costs, or an amount.
fn at_most(file: AtMostFile, at: &Pointer, problems: &mut Problems) -> (Option<(i64, Vec<CostKind>)>, Option<Money>) {
    match (file.percent, file.of, file.amount) {
        (Some(percent), of, None) if !of.is_empty() => {
            (Some((ppm(&percent, 1000, &at.field("percent"), problems), of)), None)
        }
        (None, of, Some(Euros(amount))) if of.is_empty() => (None, Some(amount)),
        _ => {
            problems.push(Problem::new(Code::Contradiction, at.clone()).expected(AT_MOST.text()));
            (None, None)
        }
    }
}

/// A floor above what can be paid at all would rule everybody out.
fn floors_below_caps(component: &Component, at: &Pointer, problems: &mut Problems) {
    let mut below = |floor: Option<Money>, floor_at: &str, high: Option<Money>, high_at: &str| {
        if let Some((floor, high)) = floor.zip(high)
            && floor > high
        {
            let expected = NOT_ABOVE.with(&[("high", high.into()), ("field", high_at.to_owned().into())]);
            problems.push(Problem::new(Code::WrongOrder, at.field(floor_at)).found(floor).expected(expected));
        }
    };
    // A cap under a condition does not bind everybody, one per head grows with the heads.
    let caps = component.caps.iter().filter(|cap| cap.on == CapOn::Grant && cap.when.is_none() && cap.times.is_none());
    below(component.cost_min, "cost_min", component.cost_max, "cost_max");
    below(component.grant_min, "grant_min", caps.map(|cap| cap.max).min(), "cap");
}
