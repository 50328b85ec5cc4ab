//! What is to be aided: the measure, by article of the regulation, with the facts its rate hangs on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Date, Money, Ratio};

/// A measure of Chapter III of the regulation, with the facts that decide its rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "article", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// Art 17: tangible and intangible investment of an SME, or two years' wage costs of the jobs it creates.
    SmeInvestment,
    /// Art 18: consultancy for an SME.
    SmeConsultancy {
        /// External consultants, neither continuous nor periodic, no usual operating expense (tax advice, regular legal
        /// service, advertising)?
        #[serde(default)]
        external_and_occasional: Answer<bool>,
    },
    /// Art 19: renting, setting up and running a stand at a trade fair, SME.
    TradeFair,
    /// Art 22: start-up aid. Its limit is an amount, not a share of costs.
    StartUp(StartUp),
    /// Art 25: research and development project.
    Research(Research),
    /// Art 26: research infrastructure.
    ResearchInfrastructure {
        /// Funded by at least two member states, or selected at Union level?
        #[serde(default)]
        multi_state: Answer<bool>,
    },
    /// Art 26a: testing and experimentation infrastructure.
    TestingInfrastructure {
        /// Cross-border, or evaluated and selected at Union level?
        #[serde(default)]
        cross_border: Answer<bool>,
        /// Share of the annual capacity that goes to SMEs, 0 to 1.
        #[serde(default)]
        sme_capacity: Answer<Ratio>,
    },
    /// Art 27: building or upgrading an innovation cluster.
    ClusterInvestment,
    /// Art 27: running an innovation cluster.
    ClusterOperation {
        /// Years of operating aid in total.
        #[serde(default)]
        years: Answer<u8>,
    },
    /// Art 28: innovation aid for an SME.
    Innovation {
        /// What is paid for.
        kind: InnovationKind,
        /// Aid for innovation advisory and support services received so far; what lies within the three years up to the
        /// grant counts, the third anniversary included. Asked for services only.
        #[serde(default)]
        earlier_services_aid: Answer<Vec<EarlierAid>>,
    },
    /// Art 29: process and organisational innovation.
    ProcessInnovation {
        /// For a large enterprise: share of the eligible costs borne by collaborating SMEs, 0 to 1 (0: no collaboration).
        #[serde(default)]
        sme_share: Answer<Ratio>,
    },
    /// Art 31: training.
    Training {
        /// Training that a mandatory national standard demands?
        #[serde(default)]
        mandatory: Answer<bool>,
        /// Are the trainees workers with disabilities or disadvantaged workers?
        #[serde(default)]
        disadvantaged: Answer<bool>,
        /// Maritime transport, with trainees who are not active members of the crew but supernumerary, on board ships
        /// entered in Union registers? A special case that is not asked for.
        #[serde(default)]
        maritime: bool,
    },
}

/// An aid received earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierAid {
    /// The day of its grant.
    pub date: Date,
    /// Its gross grant equivalent in cents.
    pub amount_cents: Money,
}

/// A research and development project (Art 25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Research {
    /// How near to the market.
    pub category: ResearchCategory,
    /// Effective collaboration.
    #[serde(default)]
    pub collaboration: Answer<Collaboration>,
    /// Are the results widely spread through conferences, publications, open repositories, free or open-source software?
    #[serde(default)]
    pub dissemination: Answer<bool>,
    /// Is there a commitment to license the results in the EEA at market price, non-exclusively, without discrimination?
    #[serde(default)]
    pub licensing: Answer<bool>,
    /// Part of a project of several states, chosen in an open call.
    #[serde(default)]
    pub cross_border: Answer<CrossBorder>,
}

/// Category of research (Art 2(84) to (87)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResearchCategory {
    /// Grundlagenforschung: new knowledge without a use in view.
    Fundamental,
    /// Industrielle Forschung: new knowledge for new or significantly improved products or processes, prototypes in the
    /// laboratory.
    Industrial,
    /// Experimentelle Entwicklung: existing knowledge combined; pilots, tests and validation close to operation.
    Experimental,
    /// Durchführbarkeitsstudie.
    Feasibility,
}

/// Effective collaboration (Art 25(6)(b)(i)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
pub enum Collaboration {
    /// None.
    None,
    /// Others work as subcontractors: no collaboration.
    Subcontractors,
    /// Between undertakings that are independent of each other.
    Undertakings {
        /// Is at least one of them an SME?
        #[serde(default)]
        one_is_sme: Answer<bool>,
        /// Is the project carried out in at least two member states, or a member state and an EEA state?
        #[serde(default)]
        two_states: Answer<bool>,
        /// Largest share of the eligible costs that one undertaking bears, 0 to 1.
        #[serde(default)]
        largest_share: Answer<Ratio>,
    },
    /// Between an undertaking and research organisations.
    ResearchOrganisations {
        /// Share of the eligible costs that the research organisations bear, 0 to 1.
        #[serde(default)]
        share: Answer<Ratio>,
        /// May they publish their own results?
        #[serde(default)]
        may_publish: Answer<bool>,
    },
}

/// A project of several states (Art 25(6)(d), since 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CrossBorder {
    /// Chosen in an open call?
    pub open_call: bool,
    /// Member or EEA states that designed the project together.
    pub states: u8,
    /// States across which the beneficiary effectively collaborates.
    pub collaborating_states: u8,
    /// States in which results are widely spread; the licensing commitment stands in for it.
    pub dissemination_states: u8,
}

/// What innovation aid for an SME pays for (Art 28).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InnovationKind {
    /// Obtaining, validating and defending patents and other intangible assets.
    IntellectualProperty,
    /// Highly qualified staff seconded from a research organisation or a large enterprise to a newly created function.
    SecondedStaff,
    /// Innovation advisory and innovation support services.
    Services,
}

/// Start-up aid (Art 22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartUp {
    /// The form of the aid.
    pub form: StartUpForm,
    /// Term of a loan or guarantee in months; asked for these only.
    #[serde(default)]
    pub term_months: Answer<u16>,
    /// Guaranteed share of the loan, 0 to 1; asked for guarantees only.
    #[serde(default)]
    pub guaranteed_share: Answer<Ratio>,
    /// Day of registration (where none is needed: of the start of the activity).
    #[serde(default)]
    pub registered_on: Answer<Date>,
    /// Unlisted, no other enterprise's activity taken over, no profits distributed, not formed by a merger (or within the
    /// exceptions for these)?
    #[serde(default)]
    pub untouched: Answer<bool>,
    /// Innovative: the maxima double?
    #[serde(default)]
    pub innovative: Answer<bool>,
}

/// The form of start-up aid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartUpForm {
    /// A loan below market rate; the limit is its nominal amount.
    Loan,
    /// A guarantee with a premium below market; the limit is the guaranteed amount.
    Guarantee,
    /// Grant, equity, interest or premium reduction; the limit is the gross grant equivalent.
    Grant,
}

/// Where the project is carried out, on the regional aid map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssistedArea {
    /// Not in an assisted area.
    None,
    /// A c-area, Art 107(3)(c) TFEU.
    C,
    /// An a-area, Art 107(3)(a) TFEU.
    A,
}

/// An article of the regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the number says it
pub enum Article {
    Art17,
    Art18,
    Art19,
    Art22,
    Art25,
    Art26,
    Art26a,
    Art27,
    Art28,
    Art29,
    Art31,
}

impl Article {
    /// Its number.
    pub const fn number(self) -> &'static str {
        match self {
            Self::Art17 => "17",
            Self::Art18 => "18",
            Self::Art19 => "19",
            Self::Art22 => "22",
            Self::Art25 => "25",
            Self::Art26 => "26",
            Self::Art26a => "26a",
            Self::Art27 => "27",
            Self::Art28 => "28",
            Self::Art29 => "29",
            Self::Art31 => "31",
        }
    }
}

impl Measure {
    /// The article.
    pub const fn article(&self) -> Article {
        match self {
            Self::SmeInvestment => Article::Art17,
            Self::SmeConsultancy { .. } => Article::Art18,
            Self::TradeFair => Article::Art19,
            Self::StartUp(_) => Article::Art22,
            Self::Research(_) => Article::Art25,
            Self::ResearchInfrastructure { .. } => Article::Art26,
            Self::TestingInfrastructure { .. } => Article::Art26a,
            Self::ClusterInvestment | Self::ClusterOperation { .. } => Article::Art27,
            Self::Innovation { .. } => Article::Art28,
            Self::ProcessInnovation { .. } => Article::Art29,
            Self::Training { .. } => Article::Art31,
        }
    }
}
