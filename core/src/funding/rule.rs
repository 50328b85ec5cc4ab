//! Conditions in the form in which they are evaluated: slots and integers, three-valued.

use super::facts::Facts;
use crate::base::{Answer, Truth};

/// The place of a fact in a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(crate) u16);

impl Slot {
    /// The index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How one fact is tested. Every fact is an integer inside: yes and no are 1 and 0, money is cents,
/// a date is the days since 1900-01-01, a choice is its place in the list, a set one bit per member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// The value is at least this.
    AtLeast(i64),
    /// The value is at most this.
    AtMost(i64),
    /// The value (yes/no or a choice) is one of these places.
    OneOf(u64),
    /// The set shares a member with these.
    HasAny(u64),
    /// The set holds all of these.
    HasAll(u64),
}

impl Op {
    /// Does the value pass?
    pub const fn passes(self, value: i64) -> bool {
        match self {
            Self::AtLeast(low) => value >= low,
            Self::AtMost(high) => value <= high,
            Self::OneOf(mask) => value >= 0 && value < 64 && (mask >> value) & 1 == 1,
            Self::HasAny(mask) => value.cast_unsigned() & mask != 0,
            Self::HasAll(mask) => value.cast_unsigned() & mask == mask,
        }
    }
}

/// A test of one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Test {
    /// The fact.
    pub slot: Slot,
    /// The test.
    pub op: Op,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// All must hold; yes for none.
    All(Box<[Rule]>),
    /// One must hold; no for none.
    Any(Box<[Rule]>),
    /// Must not hold.
    Not(Box<Rule>),
    /// One fact.
    Test(Test),
}

impl Rule {
    /// Most tests of one rule.
    pub const MAX_TESTS: usize = 1_000;
    /// Deepest nesting of one rule.
    pub const MAX_DEPTH: usize = 16;

    /// Always yes.
    pub fn always() -> Self {
        Self::All(Box::new([]))
    }

    /// Yes, no, or open because a fact is missing.
    pub fn value(&self, facts: &Facts) -> Truth {
        match self {
            Self::Test(test) => match facts.raw(test.slot) {
                Answer::Given(value) => test.op.passes(value).into(),
                Answer::NotAsked | Answer::DontKnow => Truth::Open,
            },
            Self::All(parts) => {
                let mut value = Truth::Yes;
                for part in parts {
                    value = value & part.value(facts);
                    if value.is_no() {
                        break;
                    }
                }
                value
            }
            Self::Any(parts) => {
                let mut value = Truth::No;
                for part in parts {
                    value = value | part.value(facts);
                    if value.is_yes() {
                        break;
                    }
                }
                value
            }
            Self::Not(part) => !part.value(facts),
        }
    }

    /// Every test, left to right.
    pub fn tests(&self, visit: &mut impl FnMut(&Test)) {
        match self {
            Self::Test(test) => visit(test),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.tests(visit);
                }
            }
            Self::Not(part) => part.tests(visit),
        }
    }

    /// The facts that the rule reads, each once, in order of slot.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.tests(&mut |test| slots.push(test.slot));
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// The facts whose answer could still close the rule; none when it is decided.
    pub fn open_slots(&self, facts: &Facts, out: &mut Vec<Slot>) {
        if !self.value(facts).is_open() {
            return;
        }
        match self {
            Self::Test(test) => out.push(test.slot),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.open_slots(facts, out);
                }
            }
            Self::Not(part) => part.open_slots(facts, out),
        }
    }
}
