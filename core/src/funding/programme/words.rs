//! The words that programme files and answers share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::Text;
use crate::funding::costs::words;

words! {
    /// How much of the programme the catalogue knows.
    ProgrammeState {
        Encoded = "encoded", "mit Bedingungen erfasst", "encoded with its conditions";
        ListedOnly = "listed_only", "nur gelistet: für ein Urteil ist zu wenig bekannt", "listed only: too little is known for a verdict";
        Closed = "closed", "beendet", "closed";
    }
}

words! {
    /// Who gives the money.
    Level {
        Eu = "eu", "Europäische Union", "European Union";
        Federal = "federal", "Bund", "Federation";
        Nrw = "nrw", "Land Nordrhein-Westfalen", "Land North Rhine-Westphalia";
        OtherLand = "other_land", "anderes Land", "other Land";
        Municipal = "municipal", "Kommune", "municipality";
    }
}

words! {
    /// What the applicant receives.
    Instrument {
        Grant = "grant", "Zuschuss", "grant";
        Voucher = "voucher", "Gutschein", "voucher";
        TaxAllowance = "tax_allowance", "Steuerzulage mit Auszahlung", "tax allowance with payout";
        Loan = "loan", "Darlehen", "loan";
        LoanWithGrant = "loan_with_grant", "Darlehen mit Zuschuss", "loan with a grant";
        Equity = "equity", "Beteiligung", "equity stake";
        Service = "service", "kostenfreie Leistung", "service free of charge";
        WageSubsidy = "wage_subsidy", "Lohnkostenzuschuss", "wage subsidy";
        Stipend = "stipend", "Stipendium", "stipend";
        Depreciation = "depreciation", "Sonderabschreibung", "accelerated depreciation";
    }
}

words! {
    /// The state-aid basis.
    AidBasis {
        None = "none", "keine Beihilfe", "no aid";
        DeMinimis = "de_minimis", "De-minimis (VO (EU) 2023/2831)", "de minimis (Reg. (EU) 2023/2831)";
        Gber = "gber", "AGVO", "GBER";
        DeMinimisOrGber = "de_minimis_or_gber", "De-minimis oder AGVO", "de minimis or GBER";
        TaxGber = "tax_gber", "Steuervergünstigung nach AGVO", "tax measure under the GBER";
        Other = "other", "andere Grundlage", "other basis";
        Unknown = "unknown", "nicht bekannt", "not known";
    }
}

words! {
    /// What must have happened before the first binding order.
    StartRule {
        ApprovalBeforeStart = "approval_before_start", "Erst bewilligt, dann beginnen", "approval first, then start";
        GrantAgreement = "grant_agreement", "Erst der Zuwendungsvertrag, dann beginnen", "grant agreement first, then start";
        VoucherBeforeStart = "voucher_before_start", "Erst der Scheck, dann beginnen", "voucher first, then start";
        InfoLetterBeforeStart = "info_letter_before_start", "Erst das Informationsschreiben, dann beginnen", "information letter first, then start";
        ReceiptBeforeStart = "receipt_before_start", "Erst die Eingangsbestätigung, dann auf eigenes Risiko beginnen", "confirmed receipt first, then start at own risk";
        ApplicationBeforeStart = "application_before_start", "Erst der Antrag, dann beginnen", "application first, then start";
        RegistrationBeforeStart = "registration_before_start", "Erst die Anmeldung, dann beginnen", "registration first, then start";
        Free = "free", "Beginn jederzeit, Antrag nachträglich", "start at any time, application afterwards";
        Unknown = "unknown", "Beginnregel nicht bekannt: nicht vor der Bewilligung beginnen", "start rule not known: do not start before approval";
    }
}

/// What a plan must wait for before the first binding order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The decision of the body (grant, agreement, voucher, information letter); takes the approval lead time.
    GrantBeforeStart,
    /// The application (or its confirmed receipt, or a registration) has been filed.
    ApplicationBeforeStart,
    /// Nothing.
    Free,
}

impl StartRule {
    /// What a plan must wait for; the strictest when the rule is not known.
    pub const fn gate(self) -> Gate {
        match self {
            Self::ApprovalBeforeStart
            | Self::GrantAgreement
            | Self::VoucherBeforeStart
            | Self::InfoLetterBeforeStart
            | Self::Unknown => Gate::GrantBeforeStart,
            Self::ReceiptBeforeStart | Self::ApplicationBeforeStart | Self::RegistrationBeforeStart => {
                Gate::ApplicationBeforeStart
            }
            Self::Free => Gate::Free,
        }
    }
}

words! {
    /// How well a phase can be paid.
    Fit {
        Yes = "yes", "als solche förderfähig", "fundable as such";
        Conditional = "conditional", "nur unter Bedingungen", "only under conditions";
    }
}

words! {
    /// May other public money pay for the same costs?
    SameCosts {
        Excluded = "excluded", "keine anderen öffentlichen Mittel für dieselben Kosten", "no other public money for the same costs";
        UpToCeiling = "up_to_ceiling", "mit anderen Mitteln bis zur Beihilfeobergrenze", "with other money up to the aid ceiling";
        Allowed = "allowed", "mit anderen Mitteln verbindbar", "may be combined with other money";
        Unknown = "unknown", "nicht bekannt", "not known";
    }
}

words! {
    /// For which stretch a cap or count holds.
    Per {
        Project = "project", "je Vorhaben", "per project";
        Application = "application", "je Antrag", "per application";
        CalendarYear = "calendar_year", "je Kalenderjahr", "per calendar year";
        BusinessYear = "business_year", "je Wirtschaftsjahr", "per business year";
        Months12 = "months_12", "in zwölf Monaten", "in twelve months";
        Months24 = "months_24", "in 24 Monaten", "in 24 months";
        Months36 = "months_36", "in 36 Monaten", "in 36 months";
        Programme = "programme", "in der Laufzeit des Programms", "in the life of the programme";
        Person = "person", "je Person", "per person";
    }
}
