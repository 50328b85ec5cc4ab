//! The states whose aid is counted separately.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! states {
    ($($name:ident = $words:literal),* $(,)?) => {
        /// A member state of the Union or of the EEA, by its two-letter code (ISO 3166-1; Greece `GR`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum MemberState {
            $( #[doc = $words] #[serde(rename = $words)] $name, )*
        }
        impl MemberState {
            /// The code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}
states! {
    At = "AT", Be = "BE", Bg = "BG", Cy = "CY", Cz = "CZ", De = "DE", Dk = "DK", Ee = "EE", Es = "ES", Fi = "FI",
    Fr = "FR", Gr = "GR", Hr = "HR", Hu = "HU", Ie = "IE", Is = "IS", It = "IT", Li = "LI", Lt = "LT", Lu = "LU",
    Lv = "LV", Mt = "MT", Nl = "NL", No = "NO", Pl = "PL", Pt = "PT", Ro = "RO", Se = "SE", Si = "SI", Sk = "SK",
}

impl MemberState {
    /// Germany: the state whose programmes this library knows.
    pub const fn germany() -> Self {
        Self::De
    }
}
