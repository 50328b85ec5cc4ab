//! Whom and what the regulation leaves out altogether (Art 1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measure::Article;
use super::sentences as say;
use crate::base::grounds::Gather;
use crate::base::{Answer, Pointer, Sentence, Truth};

/// What the scope of the regulation asks of the beneficiary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beneficiary {
    /// An undertaking in difficulty that no exception covers (see `aid.difficulty`, `excluded`)?
    #[serde(default)]
    pub in_difficulty: Answer<bool>,
    /// Is a recovery order of the Commission against it outstanding?
    #[serde(default)]
    pub recovery_order: Answer<bool>,
    /// Does the aid serve one of the purposes that the regulation leaves out?
    #[serde(default)]
    pub purpose: Answer<Purpose>,
}

/// What the aid is for, as far as the scope of the regulation tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// None of the following.
    Ordinary,
    /// Export-related: tied to quantities exported, a distribution network or running costs of exporting, Art 1(2)(c).
    Export,
    /// Contingent on domestic over imported goods, Art 1(2)(d).
    DomesticGoods,
    /// Primary agricultural production, Art 1(3)(b); open to research, innovation, consultancy and training.
    PrimaryAgriculture,
    /// Fishery and aquaculture, Art 1(3)(a); open to research, innovation and training.
    Fishery,
}

impl Purpose {
    /// Is aid under the article open to the purpose?
    const fn allows(self, article: Article) -> bool {
        match self {
            Self::Ordinary => true,
            Self::Export | Self::DomesticGoods => false,
            Self::PrimaryAgriculture => {
                matches!(article, Article::Art18 | Article::Art25 | Article::Art28 | Article::Art31)
            }
            Self::Fishery => matches!(article, Article::Art25 | Article::Art28 | Article::Art31),
        }
    }
}

/// Is aid under the article within the scope? Reasons against it go to `reasons`.
pub(super) fn within(
    of: Beneficiary,
    article: Article,
    gather: &mut Gather,
    reasons: &mut Vec<&'static Sentence>,
) -> Truth {
    let at = Pointer::root().field("beneficiary");
    let mut must_not = |answer: Answer<bool>, field: &str, question: &Sentence, reason: &'static Sentence| {
        match answer.given() {
            Some(true) => reasons.push(reason),
            Some(false) => {}
            None => gather.question(&at.field(field), question, &[]),
        }
        !Truth::from(answer)
    };
    // Start-up aid is open to undertakings in difficulty, Art 1(4)(c).
    let sound = match article {
        Article::Art22 => Truth::Yes,
        _ => must_not(of.in_difficulty, "in_difficulty", &say::ASK_DIFFICULTY, &say::IN_DIFFICULTY),
    };
    let clear = must_not(of.recovery_order, "recovery_order", &say::ASK_RECOVERY, &say::RECOVERY_ORDER);
    let purpose = match of.purpose {
        Answer::Given(purpose) => {
            let allowed = purpose.allows(article);
            if !allowed {
                reasons.push(&say::PURPOSE_EXCLUDED);
            }
            Truth::from(allowed)
        }
        Answer::NotAsked | Answer::DontKnow => {
            gather.question(&at.field("purpose"), &say::ASK_PURPOSE, &[]);
            Truth::Open
        }
    };
    sound & clear & purpose
}
