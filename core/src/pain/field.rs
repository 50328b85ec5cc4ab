//! The field of use: where in the company the potential lies (R-3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Id, Truth};

/// Where the potential lies (R-3); the first four are those named most often.
///
/// JSON: one word. A word that is none of the named fields is kept as it is; `other` alone leaves open which field
/// is meant.
///
/// ```
/// use machbar::pain::UseCaseField;
/// let read = |text| serde_json::from_str::<UseCaseField>(text).unwrap();
/// assert_eq!(read("\"quotation\""), UseCaseField::Quotation);
/// assert_eq!(read("\"energy\"").as_str(), "energy");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "Id")]
pub enum UseCaseField {
    /// Quality control.
    QualityControl,
    /// Predictive maintenance (vorausschauende Wartung).
    PredictiveMaintenance,
    /// Writing quotations.
    Quotation,
    /// Production planning.
    ProductionPlanning,
    /// Reading and sorting documents.
    DocumentProcessing,
    /// Finding what the company knows.
    KnowledgeSearch,
    /// Anything else.
    Other(OtherField),
}

/// A field of use without a name of its own in [`UseCaseField`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherField(Id);

/// The word for a field that nobody named.
const OTHER: &str = "other";

impl UseCaseField {
    /// The fields with a name, in the order of the documentation.
    pub const NAMED: [Self; 6] = [
        Self::QualityControl,
        Self::PredictiveMaintenance,
        Self::Quotation,
        Self::ProductionPlanning,
        Self::DocumentProcessing,
        Self::KnowledgeSearch,
    ];

    /// The word in documents.
    pub fn as_str(&self) -> &str {
        match self {
            Self::QualityControl => "quality_control",
            Self::PredictiveMaintenance => "predictive_maintenance",
            Self::Quotation => "quotation",
            Self::ProductionPlanning => "production_planning",
            Self::DocumentProcessing => "document_processing",
            Self::KnowledgeSearch => "knowledge_search",
            Self::Other(OtherField(word)) => word.as_str(),
        }
    }

    /// Is it the same field? Open when one of the two is `other` and the other one is not among the named fields.
    pub fn same(&self, other: &Self) -> Truth {
        let unnamed = self.as_str() == OTHER || other.as_str() == OTHER;
        match (self, other) {
            (Self::Other(_), Self::Other(_)) if unnamed => Truth::Open,
            _ => Truth::from(self == other),
        }
    }
}

impl From<Id> for UseCaseField {
    fn from(word: Id) -> Self {
        let named = Self::NAMED.into_iter().find(|field| field.as_str() == word.as_str());
        named.unwrap_or(Self::Other(OtherField(word)))
    }
}

impl Serialize for UseCaseField {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl JsonSchema for UseCaseField {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UseCaseField".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let named = Self::NAMED.map(|field| format!("`{}`", field.as_str())).join(", ");
        schemars::json_schema!({
            "type": "string",
            "format": "id",
            "minLength": 1,
            "maxLength": Id::MAX_BYTES,
            "description": format!(
                "A field of use: {named}, or a word of your own for another one (`{OTHER}` leaves open which)."
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(word: &str) -> UseCaseField {
        Id::new(word).unwrap().into()
    }

    #[test]
    fn every_word_comes_back_as_it_was() {
        for word in UseCaseField::NAMED.iter().map(UseCaseField::as_str).chain(["energy", OTHER]) {
            assert_eq!(field(word).as_str(), word);
            assert_eq!(serde_json::to_value(field(word)).unwrap(), word);
        }
        assert!(UseCaseField::NAMED.iter().all(|named| field(named.as_str()) == *named));
    }

    #[test]
    fn what_nobody_named_may_be_the_same() {
        assert!(field("quotation").same(&UseCaseField::Quotation).is_yes());
        assert!(field("quotation").same(&field("energy")).is_no());
        assert!(field("quotation").same(&field(OTHER)).is_no());
        assert!(field("energy").same(&field("energy")).is_yes());
        assert!(field("energy").same(&field("meetings")).is_no());
        assert!(field("energy").same(&field(OTHER)).is_open());
        assert!(field(OTHER).same(&field(OTHER)).is_open());
    }
}
