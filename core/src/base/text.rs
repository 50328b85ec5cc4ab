//! Sentences for people, in German and English, as data.
//!
//! A module keeps its sentences in one table made with the `sentences!` macro; code refers to a
//! sentence by its constant and fills in the gaps. Figures are written the way each language writes
//! them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Date, Id, Money, Period, Ratio};

/// A language of the people who read results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

/// The same sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// German.
    pub de: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A constant text.
    pub const fn of(de: &'static str, en: &'static str) -> Self {
        Self { de: Cow::Borrowed(de), en: Cow::Borrowed(en) }
    }
    /// The same words in both languages (names, codes, figures).
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { de: Cow::Owned(words.clone()), en: Cow::Owned(words) }
    }
    /// The words in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

/// Several sentences as one text.
pub(crate) fn spaced(sentences: &[Text]) -> Text {
    let join = |lang| sentences.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(" ");
    Text { de: join(Lang::De).into(), en: join(Lang::En).into() }
}

/// A sentence with gaps: `{name}` in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Stable key, for example `pain.count.too_few`; also the code of a [`super::Finding`].
    pub key: &'static str,
    /// German, with gaps.
    pub de: &'static str,
    /// English, with gaps.
    pub en: &'static str,
}

impl Sentence {
    /// The sentence without gaps.
    pub const fn text(&self) -> Text {
        Text::of(self.de, self.en)
    }
    /// The sentence with its gaps filled.
    pub fn with(&self, args: &[(&str, Arg)]) -> Text {
        Text { de: fill(self.de, args, Lang::De).into(), en: fill(self.en, args, Lang::En).into() }
    }
}

fn fill(template: &str, args: &[(&str, Arg)], lang: Lang) -> String {
    let mut out = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match args.iter().find(|(key, _)| *key == name) {
            Some((_, arg)) => out.push_str(&arg.show(lang)),
            None => {
                let _ = write!(out, "{{{name}}}");
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Words that are the same in both languages.
    Str(Cow<'static, str>),
    /// Words that differ.
    Text(Text),
    /// A whole number.
    Int(i64),
    /// A number with a fixed count of decimals.
    Decimal(f64, usize),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Date),
    /// A period.
    Period(Period),
    /// Several, joined by commas and "und" / "and".
    List(Vec<Arg>),
}

impl Arg {
    /// As people read it.
    pub fn show(&self, lang: Lang) -> String {
        match self {
            Self::Str(words) => words.clone().into_owned(),
            Self::Text(text) => text.get(lang).to_owned(),
            Self::Int(value) => {
                let sign = if *value < 0 { "−" } else { "" };
                format!("{sign}{}", group_thousands(value.unsigned_abs(), lang))
            }
            Self::Decimal(value, places) => show_decimal(*value, *places, lang),
            Self::Money(amount) => amount.show(lang),
            Self::Date(date) => date.show(lang),
            Self::Period(period) => period.show(lang),
            Self::List(items) => join(items.iter().map(|item| item.show(lang)).collect(), lang),
        }
    }
    /// A list of anything that fills a gap.
    pub fn list<T: Into<Arg>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
    /// A ratio as a percentage with `places` decimals; the template writes the per-cent sign.
    pub fn percent(ratio: &Ratio, places: u8) -> Self {
        Self::Decimal((ratio * &Ratio::from(100)).rounded(u32::from(places)), usize::from(places))
    }
}

fn join(mut items: Vec<String>, lang: Lang) -> String {
    let and = match lang {
        Lang::De => " und ",
        Lang::En => " and ",
    };
    let last = items.pop();
    match (items.is_empty(), last) {
        (_, None) => String::new(),
        (true, Some(last)) => last,
        (false, Some(last)) => format!("{}{and}{last}", items.join(", ")),
    }
}

/// `1234567` as `1.234.567` (German) or `1,234,567` (English).
pub fn group_thousands(value: u64, lang: Lang) -> String {
    let digits = value.to_string();
    let separator = match lang {
        Lang::De => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A decimal number with a fixed count of places, grouped, with the mark of the language.
pub fn show_decimal(value: f64, places: usize, lang: Lang) -> String {
    let plain = format!("{:.places$}", value.abs());
    let (integer, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let grouped = integer.parse().map_or_else(|_| integer.to_owned(), |number| group_thousands(number, lang));
    let sign = if value < 0.0 && plain.bytes().any(|b| matches!(b, b'1'..=b'9')) { "−" } else { "" };
    let mark = match lang {
        Lang::De => ',',
        Lang::En => '.',
    };
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}{mark}{fraction}") }
}

macro_rules! from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Arg { fn from(value: $type) -> Self { Self::$variant(value.into()) } }
    )*};
}
from!(String => Str, &'static str => Str, Text => Text, i64 => Int, i32 => Int, u32 => Int, u16 => Int, u8 => Int, Money => Money, Date => Date, Period => Period);

impl From<usize> for Arg {
    fn from(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<&Id> for Arg {
    fn from(value: &Id) -> Self {
        Self::Str(value.as_str().to_owned().into())
    }
}

/// Declares the sentences of a module: one constant per sentence, and `ALL` for the tests.
macro_rules! sentences {
    ($( $(#[$meta:meta])* $name:ident = $key:literal { de: $de:literal, en: $en:literal $(,)? } )*) => {
        $( $(#[$meta])* pub(crate) const $name: $crate::base::Sentence =
            $crate::base::Sentence { key: $key, de: $de, en: $en }; )*
        /// Every sentence of this table.
        #[cfg(test)]
        pub(crate) const ALL: &[$crate::base::Sentence] = &[$($name),*];
        #[cfg(test)]
        mod sentence_tests {
            #[test]
            fn sentences_are_sound() {
                $crate::base::text::check_sentences(super::ALL);
            }
        }
    };
}
pub(crate) use sentences;

/// Keys are unique, both languages have the same gaps, nothing is empty.
#[cfg(test)]
pub(crate) fn check_sentences(all: &[Sentence]) {
    fn gaps(template: &str) -> std::collections::BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
    }
    let mut keys = std::collections::BTreeSet::new();
    for sentence in all {
        assert!(keys.insert(sentence.key), "key {} twice", sentence.key);
        assert!(!sentence.de.trim().is_empty() && !sentence.en.trim().is_empty(), "{} is empty", sentence.key);
        assert_eq!(gaps(sentence.de), gaps(sentence.en), "gaps of {} differ", sentence.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREETING: Sentence =
        Sentence { key: "t", de: "{n} Angebote für {cost}: {who}", en: "{n} offers for {cost}: {who}" };

    #[test]
    fn fills_gaps_in_the_manner_of_each_language() {
        let text = GREETING.with(&[
            ("n", 1200_i64.into()),
            ("cost", Money::from_cents(150).into()),
            ("who", Arg::list(["A", "B", "C"])),
        ]);
        assert_eq!(text.de, "1.200 Angebote für 1,50 €: A, B und C");
        assert_eq!(text.en, "1,200 offers for €1.50: A, B and C");
    }

    #[test]
    fn writes_decimals() {
        assert_eq!(show_decimal(-1234.5, 1, Lang::De), "−1.234,5");
        assert_eq!(show_decimal(-0.001, 1, Lang::En), "0.0");
    }
}
