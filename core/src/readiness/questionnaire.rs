//! The eleven questions of the digital maturity assessment (EDIH network, for companies), in our own words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::scale::{Extent, Usage};
use crate::base::{Answer, Date};

/// Declares the answers of a question that is ticked.
macro_rules! ticks {
    ($( $(#[$meta:meta])* $name:ident { $( $variant:ident: $doc:literal, )* } )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $( #[doc = $doc] $variant, )* }

        impl $name {
            /// Every answer.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    )*};
}

ticks! {
    /// Q1: areas of the business.
    Area {
        ProductServiceDesign: "Design of products and services.",
        ProjectPlanning: "Planning of projects.",
        Operations: "Production, provision of services.",
        Collaboration: "Collaboration inside and outside.",
        InboundLogistics: "Goods in, storage.",
        MarketingSales: "Marketing, sales, service.",
        Delivery: "Delivery.",
        AdministrationHr: "Administration, personnel.",
        Purchasing: "Purchasing.",
        SecurityCompliance: "Security, compliance.",
    }
    /// Q2: ready for more.
    Preparation {
        NeedsIdentified: "Needs are known.",
        MoneySecured: "Money is secured for at least a year.",
        IctInfrastructureReady: "The infrastructure is ready.",
        IctSpecialists: "Specialists are there.",
        ManagementReady: "Management is ready to lead the change.",
        DepartmentsReady: "Departments are ready.",
        ProcessesAdaptable: "Processes can be adapted.",
        Servitisation: "Services are added to products.",
        CustomerSatisfactionMonitored: "Satisfaction of customers is watched online.",
        RisksEvaluated: "Risks are assessed.",
    }
    /// Q3: digital means in use.
    Means {
        Connectivity: "Connection, cloud, remote access.",
        Website: "Website.",
        WebForms: "Forms, forums on the web.",
        ChatSocial: "Chat, social media, bots.",
        ECommerce: "Selling online.",
        EMarketing: "Marketing online.",
        EGovernment: "Dealing with authorities online.",
        RemoteTools: "Working together at a distance.",
        Intranet: "Intranet.",
        ManagementSystems: "Management systems (ERP, CRM, SCM).",
    }
    /// Q5: building skills.
    SkillBuilding {
        SkillsAssessment: "Skills are assessed.",
        TrainingPlan: "There is a training plan.",
        ShortTrainings: "Short trainings.",
        PeerLearning: "Learning by doing, from colleagues.",
        Internships: "Internships.",
        ExternalTrainings: "Training outside, paid for.",
        SubsidisedTrainings: "Training with public money.",
    }
    /// Q6: involving people.
    Involvement {
        Awareness: "People know what is coming.",
        TransparentCommunication: "Open communication.",
        AcceptanceMonitored: "Acceptance is watched.",
        InvolveStaff: "Staff are involved.",
        AutonomyAndTools: "People have room and tools to decide.",
        JobsAdapted: "Jobs are adapted.",
        FlexibleWork: "Flexible work.",
        SupportTeam: "A team helps.",
    }
    /// Q7: managing data.
    DataManagement {
        Policy: "There is a policy.",
        NotCollectedDigitally: "Data are not collected digitally; excludes every other answer.",
        StoredDigitally: "Stored digitally.",
        Integrated: "Integrated across systems.",
        RealTimeAccess: "Within reach in real time.",
        SystematicAnalysis: "Analysed systematically.",
        ExternalEnrichment: "Enriched with outside data.",
        UsableWithoutExperts: "Usable without experts.",
    }
    /// Q8: securing data.
    DataSecurity {
        SecurityPolicy: "There is a policy.",
        ClientDataProtected: "Data of clients are protected.",
        StaffTrained: "Staff are trained.",
        ThreatsMonitored: "Threats are watched.",
        FullBackup: "Everything is backed up.",
        ContinuityPlan: "There is a plan for going on.",
    }
    /// Q10: green by digital means.
    Green {
        SustainableModel: "Sustainable business model.",
        SustainableService: "Sustainable services.",
        SustainableProduct: "Sustainable products.",
        SustainableProduction: "Sustainable production.",
        EmissionsWaste: "Emissions and waste.",
        OwnEnergy: "Own energy.",
        RawMaterialOptimisation: "Less material.",
        TransportPackaging: "Transport, packaging.",
        ResponsibleConsumption: "Responsible consumption.",
        Paperless: "Without paper.",
    }
}

/// When the assessment was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Stage {
    /// Before the support.
    T0,
    /// The first time after it; when exactly is unverified.
    T1,
    /// The second time after it; when exactly is unverified.
    T2,
}

/// Q1, one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Investment {
    /// The area; each at most once.
    pub area: Area,
    /// Has the company invested?
    #[serde(default)]
    pub already: Answer<bool>,
    /// Does it plan to?
    #[serde(default)]
    pub plan: Answer<bool>,
}

/// The answers. A question that is left out is open; an empty list of ticks means that nothing was ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// When in the course of support.
    pub stage: Stage,
    /// The day.
    pub date: Date,
    /// Investment by area.
    #[serde(rename = "Q1", default)]
    pub q1: Answer<Vec<Investment>>,
    /// Ready for more.
    #[serde(rename = "Q2", default)]
    pub q2: Answer<Vec<Preparation>>,
    /// Digital means in use.
    #[serde(rename = "Q3", default)]
    pub q3: Answer<Vec<Means>>,
    /// Simulation and twins, virtual reality, CAD/CAM, MES, internet of things, blockchain, additive manufacturing.
    #[serde(rename = "Q4", default)]
    pub q4: Answer<[Answer<Usage>; 7]>,
    /// Building skills.
    #[serde(rename = "Q5", default)]
    pub q5: Answer<Vec<SkillBuilding>>,
    /// Involving people.
    #[serde(rename = "Q6", default)]
    pub q6: Answer<Vec<Involvement>>,
    /// Managing data.
    #[serde(rename = "Q7", default)]
    pub q7: Answer<Vec<DataManagement>>,
    /// Securing data.
    #[serde(rename = "Q8", default)]
    pub q8: Answer<Vec<DataSecurity>>,
    /// Language, vision, speech and audio, robotics, business intelligence.
    #[serde(rename = "Q9", default)]
    pub q9: Answer<[Answer<Usage>; 5]>,
    /// Green by digital means.
    #[serde(rename = "Q10", default)]
    pub q10: Answer<Vec<Green>>,
    /// Environment in the digital strategy, management system, criteria for purchasing, energy of IT, re-use.
    #[serde(rename = "Q11", default)]
    pub q11: Answer<[Answer<Extent>; 5]>,
}
