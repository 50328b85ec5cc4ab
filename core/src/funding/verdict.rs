//! The verdict on one programme.

use super::costs::words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::Text;

words! {
    /// What can be said of a programme for these facts at that time.
    Verdict {
        Eligible = "eligible", "förderfähig", "eligible";
        NotEligible = "not_eligible", "nicht förderfähig", "not eligible";
        Open = "open", "offen: es fehlen Angaben", "open: facts are missing";
        NotOpenForApplications = "not_open_for_applications", "nimmt derzeit keine Anträge an", "takes no applications at that time";
        ListedOnly = "listed_only", "nur gelistet: kein Urteil möglich", "listed only: no verdict possible";
        Closed = "closed", "beendet", "closed";
    }
}
