//! Three values: yes, no, open.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::{BitAnd, BitOr, Not};

use super::Answer;

/// A verdict. *Open* means that a fact is missing, never that a rule is vague.
///
/// Strong Kleene logic: a missing fact may turn *open* into yes or no, it never flips a verdict.
///
/// ```
/// use machbar::base::Truth::{No, Open, Yes};
/// assert_eq!(Open & No, No);
/// assert_eq!(Open | Yes, Yes);
/// assert_eq!(!Open, Open);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Certainly not.
    No,
    /// Not decided: a fact is missing.
    Open,
    /// Certainly.
    Yes,
}

impl Truth {
    /// All of them; *yes* for none.
    pub fn all(items: impl IntoIterator<Item = Self>) -> Self {
        items.into_iter().fold(Self::Yes, BitAnd::bitand)
    }
    /// Any of them; *no* for none.
    pub fn any(items: impl IntoIterator<Item = Self>) -> Self {
        items.into_iter().fold(Self::No, BitOr::bitor)
    }
    /// Certainly yes?
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
    /// Certainly no?
    pub fn is_no(self) -> bool {
        self == Self::No
    }
    /// Not decided?
    pub fn is_open(self) -> bool {
        self == Self::Open
    }
}

impl BitAnd for Truth {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.min(other)
    }
}
impl BitOr for Truth {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.max(other)
    }
}
impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }
}
impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}
impl From<Answer<bool>> for Truth {
    fn from(answer: Answer<bool>) -> Self {
        answer.given().map_or(Self::Open, |&value| value.into())
    }
}
