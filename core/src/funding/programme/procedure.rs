//! How a grant is applied for: steps, lots, lead times, how often, and beside which other money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Per, SameCosts};
use crate::base::{Date, Id, Text};
use crate::funding::costs::words;

/// Calendar days from the application to the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadTime {
    /// When all goes well.
    pub best_days: u32,
    /// As a rule.
    pub usual_days: u32,
    /// When it is late.
    pub late_days: u32,
    /// Index of the source; none: an assumption of the catalogue, shown as unverified.
    pub source: Option<usize>,
}

/// A draw of lots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lottery {
    /// Chance per draw in parts per million; none when nobody published it.
    pub probability_ppm: Option<i64>,
    /// Known days of draws.
    pub draws: Vec<Date>,
    /// How it works.
    pub text: Text,
}

/// How often one may receive it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// So many times.
    pub count: u32,
    /// In this stretch.
    pub per: Per,
}

/// What may be combined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumulation {
    /// Other money for the same costs.
    pub same_costs: SameCosts,
    /// Programmes or families that exclude this one altogether.
    pub excludes: Vec<Id>,
    /// What there is to say.
    pub text: Option<Text>,
}

words! {
    /// A step of the procedure.
    Act {
        Prepare = "prepare", "vorbereiten", "prepare";
        Register = "register", "registrieren", "register";
        Draw = "draw", "Losverfahren", "draw of lots";
        Outline = "outline", "Skizze einreichen", "submit an outline";
        Apply = "apply", "Antrag stellen", "apply";
        Approve = "approve", "Entscheidung der Stelle", "decision of the body";
        Contract = "contract", "Vertrag schließen", "sign the contract";
        Carry = "carry_out", "durchführen", "carry out";
        Prove = "prove", "Verwendung nachweisen", "prove the use";
        Payout = "payout", "Auszahlung", "payout";
    }
}

/// One step of the procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What kind of step.
    pub act: Act,
    /// What is done.
    pub text: Text,
}
