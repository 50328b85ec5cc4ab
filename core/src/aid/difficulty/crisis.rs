//! The temporary exception for difficulty that arose in the pandemic (Reg. (EU) 651/2014 Art 1(4)(c) as amended by
//! 2020/972 and 2021/1237).

use super::facts::DifficultyInput;
use super::sentences;
use crate::base::grounds::Gather;
use crate::base::law::Law;
use crate::base::{Answer, Pointer, Severity, Truth};

/// When the difficulty must have arisen.
const AROSE: &str = "difficulty.crisis.arose";
/// When the grant must be made: the cautious reading, the text sets no end of its own.
const GRANTS: &str = "difficulty.crisis.grants";

/// Does the exception cover the undertaking, given that it is or may be in difficulty?
pub(super) fn covers(input: &DifficultyInput, law: &Law, gather: &mut Gather) -> Truth {
    let arose = match input.arose_on {
        Answer::Given(day) => {
            let rule = law.rule(AROSE, day);
            if let Some(rule) = rule {
                gather.decisive(rule);
            }
            Truth::from(rule.is_some())
        }
        Answer::NotAsked | Answer::DontKnow => Truth::Open,
    };
    let sound_before = !Truth::from(input.in_difficulty_at_end_of_2019);
    let facts = arose & sound_before;
    let root = Pointer::root();
    let Some(rule) = law.rule(GRANTS, input.grant_date) else {
        if facts.is_yes() {
            gather.notice(Severity::Warn, &sentences::CRISIS_OVER, &root.field("arose_on"), &[]);
        }
        return Truth::No;
    };
    gather.decisive(rule);
    if facts.is_open() {
        if arose.is_open() {
            gather.question(&root.field("arose_on"), &sentences::ASK_AROSE, &[]);
        }
        if sound_before.is_open() {
            let at = root.field("in_difficulty_at_end_of_2019");
            gather.question(&at, &sentences::ASK_END_OF_2019, &[]);
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_exists() {
        crate::base::law::check_rule_ids(&[super::AROSE, super::GRANTS]);
    }
}
