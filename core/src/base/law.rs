//! Dated law: thresholds and rates as data, each with its window, trigger date, source and confidence.
//!
//! The files lie in `core/catalogue/law/*.toml`; code holds the mechanism, these files hold the
//! figures. Every look-up is *as of* a date. A caller may read law files of their own with
//! [`Law::parse`]; the operations use [`Law::embedded`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::text::sentences;
use super::{Code, Date, Error, Pointer, Problem, Problems, Ratio, Source, Text};

/// The law files that are built in: name and text.
const FILES: &[(&str, &str)] = &[
    ("company.toml", include_str!("../../catalogue/law/company.toml")),
    ("de_minimis.toml", include_str!("../../catalogue/law/de_minimis.toml")),
    ("difficulty.toml", include_str!("../../catalogue/law/difficulty.toml")),
    ("fzulg.toml", include_str!("../../catalogue/law/fzulg.toml")),
    ("gber.toml", include_str!("../../catalogue/law/gber.toml")),
];

sentences! {
    AT_LINE = "law.at_line" { de: "Datei {file}, Zeile {line}: {reason}", en: "file {file}, line {line}: {reason}" }
    ONE_QUANTITY = "law.one_quantity" { de: "genau eine der Angaben „value“ und „ratio“", en: "exactly one of \"value\" and \"ratio\"" }
    WINDOW_ORDER = "law.window_order" { de: "„valid_to“ liegt vor „valid_from“", en: "\"valid_to\" lies before \"valid_from\"" }
    WINDOW_OVERLAP = "law.window_overlap" { de: "Die Gültigkeit überschneidet sich mit einem anderen Eintrag derselben Regel.", en: "The validity overlaps another entry of the same rule." }
    BAD_RULE_ID = "law.bad_rule_id" { de: "eine Kennung aus a–z, 0–9, Punkt und Unterstrich", en: "an id of a–z, 0–9, dot and underscore" }
    NO_RULE = "law.no_rule" { de: "Für diesen Tag enthält der Rechtskatalog die Regel „{rule}“ nicht.", en: "The law catalogue has no rule \"{rule}\" for this day." }
    NO_INTEGER = "law.no_integer" { de: "eine ganze Zahl in „value“", en: "a whole number in \"value\"" }
}

/// Which date decides which version of a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The day on which the legal right to the aid is conferred.
    GrantDate,
    /// The day on which the cost arose.
    CostDate,
    /// The day on which the order was placed.
    OrderDate,
    /// The day on which the project started.
    ProjectStart,
    /// The day on which the work was done.
    WorkDate,
    /// The closing date of the accounts.
    ClosingDate,
    /// The calendar day itself.
    CalendarDate,
}

/// What a rule's figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Euro cents.
    Cents,
    /// Annual work units.
    Awu,
    /// Thousandths.
    Permille,
    /// Calendar years.
    Years,
    /// Calendar months.
    Months,
    /// Weeks.
    Weeks,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Hours.
    Hours,
    /// Persons.
    Persons,
    /// Inhabitants.
    Inhabitants,
    /// Accounting periods.
    Periods,
    /// A pure number: a multiple or a fraction.
    Times,
    /// A plain count.
    Count,
}

/// How a figure is held against a threshold: `figure < threshold` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Comparison {
    /// The figure must be below the threshold.
    #[serde(rename = "<")]
    Below,
    /// The figure may reach the threshold.
    #[serde(rename = "<=")]
    AtMost,
    /// The figure must be above the threshold.
    #[serde(rename = ">")]
    Above,
    /// The figure must reach the threshold.
    #[serde(rename = ">=")]
    AtLeast,
}

impl Comparison {
    /// Does the comparison hold when the figure stands so to the threshold?
    pub const fn holds(self, figure_to_threshold: Ordering) -> bool {
        match self {
            Self::Below => figure_to_threshold.is_lt(),
            Self::AtMost => figure_to_threshold.is_le(),
            Self::Above => figure_to_threshold.is_gt(),
            Self::AtLeast => figure_to_threshold.is_ge(),
        }
    }
    /// The sign, `<` and so on.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// The figure of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// A whole number of the rule's unit.
    Value(i64),
    /// An exact fraction of the rule's unit.
    Ratio(Ratio),
}

/// One version of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The rule, for example `sme.micro.headcount`; unique together with `valid_from`.
    pub id: Box<str>,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity, included; `None`: open.
    pub valid_to: Option<Date>,
    /// The date that decides whether this version applies.
    pub trigger: Trigger,
    /// The figure.
    pub quantity: Quantity,
    /// What the figure counts.
    pub unit: Unit,
    /// How a fact is held against the figure; `None` for rates and plain figures.
    pub comparison: Option<Comparison>,
    /// Where the rule stands, and how sure we are.
    pub source: Source,
    /// What people should know about it.
    pub note: Option<Text>,
}

impl Rule {
    /// Does this version apply on the day?
    pub fn applies_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
    /// The whole number, unless the rule gives a fraction.
    pub const fn value(&self) -> Option<i64> {
        match self.quantity {
            Quantity::Value(value) => Some(value),
            Quantity::Ratio(_) => None,
        }
    }
    /// The figure as an exact fraction of the unit.
    pub fn ratio(&self) -> Ratio {
        match &self.quantity {
            Quantity::Value(value) => Ratio::from(*value),
            Quantity::Ratio(ratio) => ratio.clone(),
        }
    }
    /// The figure as a share of one: permille are divided by 1000, other units stay as they are.
    pub fn share(&self) -> Ratio {
        match self.unit {
            Unit::Permille => self.ratio() * &Ratio::permille(1),
            _ => self.ratio(),
        }
    }
}

/// All rules, ordered by id and date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Law {
    rules: Vec<Rule>,
    /// Where the versions of each rule start and end; looked up only, never walked.
    places: HashMap<Box<str>, (usize, usize)>,
}

/// A rule as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    valid_from: Date,
    valid_to: Option<Date>,
    trigger: Trigger,
    value: Option<i64>,
    ratio: Option<Ratio>,
    unit: Unit,
    comparison: Option<Comparison>,
    source: Source,
    note: Option<Text>,
}

/// A law file: a list of `[[rule]]` tables, each read on its own so that every fault is reported.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    rule: Vec<toml::Spanned<toml::Value>>,
}

impl Law {
    /// The law that is built in; read once. Constant data: the same in every call.
    pub fn embedded() -> &'static Self {
        static LAW: OnceLock<Law> = OnceLock::new();
        // A test reads every built-in file; a fault there never leaves the house.
        LAW.get_or_init(|| Self::parse(FILES).unwrap_or_default())
    }

    /// The law files that are built in: name and TOML text, as a start for files of one's own.
    pub const fn embedded_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// Reads law files, given as pairs of name and TOML text.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] for every fault of every file, with file, line and hint: broken TOML, a rule with
    /// unknown, missing or mistyped fields, both or neither of `value` and `ratio`, a window that ends before it
    /// starts, two versions of a rule that overlap in time.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Error> {
        let mut problems = Problems::new();
        let mut entries: Vec<(Rule, &str, usize, usize)> = Vec::new();
        for (name, text) in files {
            let raw: RawFile = match toml::from_str(text) {
                Ok(raw) => raw,
                Err(error) => {
                    let line = line_of(text, error.span().map_or(0, |span| span.start));
                    problems.push(fault(name, line, &Pointer::root().field(name), Text::same(error.message())));
                    continue;
                }
            };
            for (index, spanned) in raw.rule.into_iter().enumerate() {
                let line = line_of(text, spanned.span().start);
                let at = Pointer::root().field(name).field("rule").index(index);
                match read_rule(spanned.into_inner()) {
                    Ok(rule) => entries.push((rule, name, line, index)),
                    Err(reason) => problems.push(fault(name, line, &at, reason)),
                }
            }
        }
        entries.sort_by(|(a, ..), (b, ..)| (&a.id, a.valid_from).cmp(&(&b.id, b.valid_from)));
        for pair in entries.windows(2) {
            let [(earlier, ..), (later, file, line, index)] = pair else { continue };
            let overlap = earlier.id == later.id && earlier.valid_to.is_none_or(|last| later.valid_from <= last);
            if overlap {
                let at = Pointer::root().field(file).field("rule").index(*index);
                problems.push(fault(file, *line, &at, WINDOW_OVERLAP.text()).found(&later.id));
            }
        }
        problems.finish()?;
        let rules: Vec<Rule> = entries.into_iter().map(|(rule, ..)| rule).collect();
        let mut places: HashMap<Box<str>, (usize, usize)> = HashMap::new();
        for (position, rule) in rules.iter().enumerate() {
            places.entry(rule.id.clone()).or_insert((position, position)).1 = position + 1;
        }
        Ok(Self { rules, places })
    }

    /// Every version of every rule, in order of id and date.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Every version of one rule, in order of date; empty when there is none.
    pub fn versions(&self, id: &str) -> &[Rule] {
        let (start, end) = self.places.get(id).copied().unwrap_or_default();
        self.rules.get(start..end).unwrap_or_default()
    }

    /// The version of a rule that applies on the day.
    ///
    /// ```
    /// use machbar::base::law::Law;
    /// let day = "2026-11-20".parse().unwrap();
    /// assert_eq!(Law::embedded().rule("sme.micro.headcount", day).unwrap().value(), Some(10));
    /// ```
    pub fn rule(&self, id: &str, date: Date) -> Option<&Rule> {
        self.versions(id).iter().rev().find(|rule| rule.applies_on(date))
    }

    /// The version of a rule that applies on the day.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] when the law has no such rule for the day.
    pub fn require(&self, id: &str, date: Date) -> Result<&Rule, Error> {
        self.rule(id, date).ok_or_else(|| {
            Problem::new(Code::BadCatalogue, Pointer::root())
                .found(format_args!("{id} @ {date}"))
                .hint(NO_RULE.with(&[("rule", id.to_owned().into())]))
                .into()
        })
    }

    /// The whole number of a rule that applies on the day.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] when the law has no such rule for the day, or a fraction where a whole number belongs.
    pub fn require_value(&self, id: &str, date: Date) -> Result<i64, Error> {
        self.require(id, date)?.value().ok_or_else(|| {
            Problem::new(Code::BadCatalogue, Pointer::root()).found(id).expected(NO_INTEGER.text()).into()
        })
    }
}

fn read_rule(value: toml::Value) -> Result<Rule, Text> {
    let raw = RawRule::deserialize(value).map_err(|error| Text::same(error.message()))?;
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
    if raw.id.is_empty() || !raw.id.chars().all(good) {
        return Err(BAD_RULE_ID.text());
    }
    if raw.valid_to.is_some_and(|last| last < raw.valid_from) {
        return Err(WINDOW_ORDER.text());
    }
    let quantity = match (raw.value, raw.ratio) {
        (Some(value), None) => Quantity::Value(value),
        (None, Some(ratio)) => Quantity::Ratio(ratio),
        _ => return Err(ONE_QUANTITY.text()),
    };
    Ok(Rule {
        id: raw.id.into(),
        valid_from: raw.valid_from,
        valid_to: raw.valid_to,
        trigger: raw.trigger,
        quantity,
        unit: raw.unit,
        comparison: raw.comparison,
        source: raw.source,
        note: raw.note,
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn fault(file: &str, line: usize, at: &Pointer, reason: Text) -> Problem {
    Problem::new(Code::BadCatalogue, at.clone()).hint(AT_LINE.with(&[
        ("file", file.to_owned().into()),
        ("line", line.into()),
        ("reason", reason.into()),
    ]))
}

/// Every id that code asks for must exist in the built-in law.
#[cfg(test)]
pub(crate) fn check_rule_ids(ids: &[&str]) {
    for id in ids {
        assert!(!Law::embedded().versions(id).is_empty(), "no rule {id} in the built-in law");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[rule]]
id = "a.b"
valid_from = "2005-01-01"
valid_to = "2010-12-31"
trigger = "grant_date"
value = 10
unit = "awu"
comparison = "<"
source = { name = "Somewhere", confidence = "verified" }

[[rule]]
id = "a.b"
valid_from = "2011-01-01"
trigger = "grant_date"
ratio = "7/20"
unit = "times"
source = { name = "Somewhere", confidence = "unverified" }
note = { de = "Neu.", en = "New." }
"#;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn hints(text: &str) -> Vec<String> {
        let error = Law::parse(&[("x.toml", text)]).unwrap_err();
        assert!(error.problems.iter().all(|problem| problem.code == Code::BadCatalogue));
        error.problems.into_iter().map(|problem| problem.hint.unwrap().en.into_owned()).collect()
    }

    #[test]
    fn the_built_in_law_is_sound() {
        let law = Law::parse(FILES).unwrap();
        assert_eq!(&law, Law::embedded());
        assert!(!law.rules().is_empty());
        for rule in law.rules() {
            assert!(rule.source.read_on.is_some(), "{} has no read date", rule.id);
            assert!(rule.unit != Unit::Permille || rule.value().is_some(), "{}: permille are whole", rule.id);
        }
    }

    #[test]
    fn the_version_of_the_day_is_found() {
        let law = Law::parse(&[("x.toml", GOOD)]).unwrap();
        assert_eq!(law.rule("a.b", day("2004-12-31")), None);
        assert_eq!(law.rule("a.b", day("2005-01-01")).unwrap().value(), Some(10));
        assert_eq!(law.rule("a.b", day("2010-12-31")).unwrap().value(), Some(10));
        assert_eq!(law.rule("a.b", day("2011-01-01")).unwrap().ratio().to_string(), "7/20");
        assert_eq!(law.rule("a", day("2011-01-01")), None);
        assert_eq!(law.require_value("a.b", day("2011-01-01")).unwrap_err().code(), Code::BadCatalogue);
    }

    #[test]
    fn a_gap_between_versions_is_a_gap() {
        let law = Law::parse(&[("x.toml", &GOOD.replace("2011-01-01", "2012-01-01"))]).unwrap();
        assert_eq!(law.rule("a.b", day("2011-06-01")), None);
    }

    #[test]
    fn faults_come_with_file_line_and_hint() {
        assert!(hints(&GOOD.replace("2011-01-01", "2010-12-31"))[0].starts_with("file x.toml, line 12: "));
        assert!(hints(&GOOD.replace("value = 10", ""))[0].contains("exactly one of"));
        assert!(hints(&GOOD.replace("value = 10", "value = 10\nratio = \"1/2\""))[0].contains("line 2"));
        assert!(hints(&GOOD.replace("2010-12-31", "2004-12-31"))[0].contains("before"));
        assert!(hints(&GOOD.replace("unit = \"awu\"", "unit = \"heads\""))[0].contains("heads"));
        assert!(hints(&GOOD.replace("comparison", "comparision"))[0].contains("comparision"));
        assert!(hints(&GOOD.replace("\"a.b\"", "\"A B\"")).len() == 2);
        assert!(hints("[[rule]\nid = 1")[0].contains("line 1"));
        assert!(hints("[[rules]]\nid = \"a\"")[0].contains("rules"));
    }

    #[test]
    fn comparisons_are_literal() {
        use Ordering::{Equal, Greater, Less};
        let holds = |sign: Comparison| [Less, Equal, Greater].map(|order| sign.holds(order));
        assert_eq!(holds(Comparison::Below), [true, false, false]);
        assert_eq!(holds(Comparison::AtMost), [true, true, false]);
        assert_eq!(holds(Comparison::Above), [false, false, true]);
        assert_eq!(holds(Comparison::AtLeast), [false, true, true]);
    }
}
