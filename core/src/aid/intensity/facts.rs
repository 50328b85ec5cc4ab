//! What every article asks about the beneficiary; a fact that is missing is what the luck of the pass makes of it.

use super::judge::Judge;
use super::measure::AssistedArea;
use super::sentences as say;
use crate::base::{Answer, Date};
use crate::company::SizeClass;

/// Facts about the beneficiary that every article asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// The size of the enterprise on the day of the grant.
    pub size: Answer<SizeClass>,
    /// Where the project is carried out.
    pub area: Answer<AssistedArea>,
    /// The day of the grant, where it is not the day as of which the law is read (during the transition).
    pub granted_on: Option<Date>,
}

/// The size; a missing one is small or large as the luck has it.
pub(super) fn size(judge: &mut Judge<'_>, facts: &Facts) -> SizeClass {
    match facts.size {
        Answer::Given(size) => size,
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push((super::SIZE, &say::ASK_SIZE));
            if judge.hopes() { SizeClass::Small } else { SizeClass::Large }
        }
    }
}

/// The area; a missing one is an a-area or none as the luck has it.
pub(super) fn area(judge: &mut Judge<'_>, facts: &Facts) -> AssistedArea {
    match facts.area {
        Answer::Given(area) => area,
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push((super::AREA, &say::ASK_AREA));
            if judge.hopes() { AssistedArea::A } else { AssistedArea::None }
        }
    }
}

pub(super) fn only_sme(judge: &mut Judge<'_>, facts: &Facts) -> Option<SizeClass> {
    let size = size(judge, facts);
    judge.must(size.is_sme(), &say::ONLY_SME).then_some(size)
}

pub(super) fn by_size(judge: &mut Judge<'_>, facts: &Facts, medium: &'static str, small: &'static str) -> i64 {
    match size(judge, facts) {
        SizeClass::Micro | SizeClass::Small => judge.permille(small),
        SizeClass::Medium => judge.permille(medium),
        SizeClass::SmallMidCap | SizeClass::Large => 0,
    }
}
