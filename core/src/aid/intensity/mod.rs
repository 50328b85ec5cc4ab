//! How much of a cost may be aided: intensities and thresholds of the general block exemption regulation (GBER, AGVO).
//!
//! | module | one idea |
//! |---|---|
//! | [`measure`] | what is aided, by article, with the facts its rate hangs on |
//! | [`facts`] | what every article asks about the beneficiary |
//! | [`rate`], `research`, `start_up` | the highest intensity, with bounds where facts are missing |
//! | [`status`] | which version of the regulation covers a day |
//! | [`threshold`] | above which amount aid must be notified |
//! | [`incentive`] | the application comes before the start of works |
//! | [`scope`] | whom and what the regulation leaves out |
//! | [`place`] | what the regional aid map says of a municipality |
//! | [`input`], [`operation`] | the operation `aid.intensity` |

pub mod facts;
pub mod incentive;
pub mod input;
mod judge;
pub mod measure;
pub mod operation;
pub mod place;
pub mod rate;
mod research;
pub mod scope;
mod sentences;
mod start_up;
pub mod status;
pub mod threshold;

pub use facts::Facts;
pub use incentive::{SameDay, Scheme, Step, StepKind, incentive_effect, start_of_works};
pub use input::{CostItem, IntensityInput};
pub use measure::{
    Article, AssistedArea, Collaboration, CrossBorder, EarlierAid, InnovationKind, Measure, Research, ResearchCategory,
    StartUp, StartUpForm,
};
pub use operation::{Intensities, intensity, intensity_under};
pub use place::Municipality;
pub use rate::{Intensity, max_intensity};
pub use scope::{Beneficiary, Purpose};
pub use status::{GberStatus, GberVersion};

/// The field of the document that holds the size.
const SIZE: &str = "/size";
/// The field of the document that holds the area.
const AREA: &str = "/area";
