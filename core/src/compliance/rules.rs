//! Which answers lead to which topic: formulas over three values.
//!
//! Every formula is monotone in knowledge: an answer may close an open topic, never flip one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::base::{Answer, Id, Truth};

/// The answers, with a record of which were read.
pub(super) struct Facts<'a> {
    answers: &'a BTreeMap<Id, Answer<bool>>,
    read: RefCell<Vec<&'static str>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(answers: &'a BTreeMap<Id, Answer<bool>>) -> Self {
        Self { answers, read: RefCell::new(Vec::new()) }
    }
    fn is(&self, question: &'static str) -> Truth {
        let mut read = self.read.borrow_mut();
        if !read.contains(&question) {
            read.push(question);
        }
        self.answers.get(question).map_or(Truth::Open, |answer| (*answer).into())
    }
    fn any(&self, questions: &[&'static str]) -> Truth {
        // Every question is read, so that the answer names them all.
        Truth::any(questions.iter().map(|question| self.is(question)).collect::<Vec<_>>())
    }
    /// The questions that a formula read since the last call.
    pub(super) fn take_read(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.read.borrow_mut())
    }
}

const PROHIBITED: &[&str] = &[
    "ai_act.prohibited.manipulation",
    "ai_act.prohibited.exploitation",
    "ai_act.prohibited.social_scoring",
    "ai_act.prohibited.crime_prediction",
    "ai_act.prohibited.face_scraping",
    "ai_act.prohibited.emotion_at_work",
    "ai_act.prohibited.biometric_traits",
    "ai_act.prohibited.remote_biometrics",
];
const PROHIBITED_FROM_DECEMBER: &[&str] =
    &["ai_act.prohibited.intimate_imagery", "ai_act.prohibited.child_abuse_material"];
const ANNEX_III: &[&str] = &[
    "ai_act.use.biometrics",
    "ai_act.use.critical_infrastructure",
    "ai_act.use.education",
    "ai_act.use.employment",
    "ai_act.use.essential_services",
    "ai_act.use.law_enforcement",
    "ai_act.use.migration",
    "ai_act.use.justice",
];
const EXCEPTION: &[&str] = &[
    "ai_act.exception.narrow_task",
    "ai_act.exception.improves_result",
    "ai_act.exception.detects_deviations",
    "ai_act.exception.preparatory",
];

/// Whatever ends "only research": in service, on the market, in use (Art 2(8)).
const IN_SERVICE: &[&str] =
    &["ai_act.develops", "ai_act.uses", "ai_act.imports", "ai_act.distributes", "ai_act.gpai.provides_model"];

/// Is the system only researched and tested, so that the regulation does not apply yet (Art 2(8))?
fn research_only(f: &Facts<'_>) -> Truth {
    f.is("ai_act.infers") & f.is("ai_act.only_research") & !f.any(IN_SERVICE)
}
fn annex_iii(f: &Facts<'_>) -> Truth {
    f.is("ai_act.infers") & f.any(ANNEX_III)
}
fn exception(f: &Facts<'_>) -> Truth {
    f.is("ai_act.exception.no_significant_risk") & f.any(EXCEPTION) & !f.is("ai_act.exception.profiles_people")
}
fn synthetic(f: &Facts<'_>) -> Truth {
    f.is("ai_act.infers")
        & f.is("ai_act.transparency.generates_content")
        & !f.is("ai_act.transparency.assistive_editing")
}
fn impact_assessment(f: &Facts<'_>) -> Truth {
    f.is("data_protection.personal_data")
        & f.any(&[
            "data_protection.systematic_evaluation",
            "data_protection.large_scale_special",
            "data_protection.public_monitoring",
            "data_protection.dsk_list",
            "data_protection.two_criteria",
        ])
}
fn officer(f: &Facts<'_>) -> Truth {
    f.is("data_protection.twenty_persons") | impact_assessment(f)
}
fn council(f: &Facts<'_>, question: &'static str) -> Truth {
    f.is("works_council.exists") & f.is(question)
}
fn personal(f: &Facts<'_>, question: &'static str) -> Truth {
    f.is("data_protection.personal_data") & f.is(question)
}

/// Does the topic apply? `None` for a topic without a formula (a test rules that out).
pub(super) fn applies(topic: &str, f: &Facts<'_>) -> Option<Truth> {
    let ai = |f: &Facts<'_>| f.is("ai_act.infers");
    Some(match topic {
        "ai_act.system" => ai(f),
        "ai_act.provider" => ai(f) & (f.is("ai_act.develops") | f.is("ai_act.changes_high_risk")),
        "ai_act.deployer" => ai(f) & f.is("ai_act.uses"),
        "ai_act.importer" => ai(f) & f.is("ai_act.imports"),
        "ai_act.distributor" => ai(f) & f.is("ai_act.distributes"),
        "ai_act.research_only" => research_only(f),
        "ai_act.prohibited" => ai(f) & f.any(PROHIBITED),
        "ai_act.prohibited_from_december" => ai(f) & f.any(PROHIBITED_FROM_DECEMBER),
        "ai_act.high_risk_product" => {
            ai(f)
                & f.is("ai_act.product.annex_i")
                & f.is("ai_act.product.third_party")
                & !f.is("ai_act.product.other_reasons")
                & (!f.is("ai_act.product.assistance") | f.is("ai_act.product.failure_endangers"))
        }
        "ai_act.annex_iii" => annex_iii(f),
        "ai_act.exception" => annex_iii(f) & exception(f),
        "ai_act.high_risk_use" => annex_iii(f) & !exception(f),
        "ai_act.fundamental_rights" => {
            (annex_iii(f) & !exception(f)) & f.any(&["ai_act.public_service", "ai_act.use.credit_or_insurance"])
        }
        "ai_act.fines" => ai(f) & !research_only(f),
        "ai_act.tell_people" => {
            ai(f) & f.is("ai_act.transparency.talks_to_people") & !f.is("ai_act.transparency.obvious")
        }
        "ai_act.mark_content" => synthetic(f) & !f.is("ai_act.transparency.on_market_before_2026_08_02"),
        "ai_act.mark_content_older" => synthetic(f) & f.is("ai_act.transparency.on_market_before_2026_08_02"),
        "ai_act.inform_biometric" => ai(f) & f.is("ai_act.transparency.emotion_or_biometric"),
        "ai_act.disclose" => {
            ai(f)
                & (f.is("ai_act.transparency.deepfake")
                    | (f.is("ai_act.transparency.public_interest_text") & !f.is("ai_act.transparency.human_review")))
        }
        "ai_act.gpai" => ai(f) & f.is("ai_act.gpai.provides_model"),
        "ai_act.gpai_systemic" => ai(f) & f.is("ai_act.gpai.provides_model") & f.is("ai_act.gpai.above_10_25_flop"),
        "data_protection.applies" => f.is("data_protection.personal_data"),
        "data_protection.basis_missing" => f.is("data_protection.personal_data") & !f.is("data_protection.legal_basis"),
        "data_protection.special" => personal(f, "data_protection.special_categories"),
        "data_protection.bias_detection" => {
            personal(f, "data_protection.special_categories") & f.is("data_protection.bias_detection")
        }
        "data_protection.employees" => personal(f, "data_protection.employees"),
        "data_protection.automated_decision" => {
            f.is("data_protection.personal_data")
                & (f.is("data_protection.solely_automated") | f.is("data_protection.score_decides"))
        }
        "data_protection.impact_assessment" => impact_assessment(f),
        "data_protection.processor" => personal(f, "data_protection.processor"),
        "data_protection.third_country" => personal(f, "data_protection.third_country"),
        "data_protection.officer" => officer(f),
        "data_protection.officer_missing" => officer(f) & !f.is("data_protection.officer_named"),
        "works_council.inform" => council(f, "works_council.work_procedures"),
        "works_council.expert" => f.is("works_council.exists") & ai(f),
        "works_council.codetermination" => {
            council(f, "works_council.stores_usage") & !f.is("works_council.private_accounts_only")
        }
        "works_council.conduct" => council(f, "works_council.conduct_rules"),
        "works_council.health" => council(f, "works_council.health"),
        "works_council.selection" => {
            f.is("works_council.exists")
                & f.any(&["works_council.selection_guidelines", "works_council.assessment_principles"])
        }
        "works_council.change_of_operation" => {
            council(f, "works_council.new_methods") & f.is("works_council.more_than_20")
        }
        "works_council.economic_committee" => f.is("works_council.more_than_100"),
        _ => return None,
    })
}
