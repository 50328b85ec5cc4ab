//! Small bounded scales: a value outside its range cannot be written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Ratio;

macro_rules! scales {
    ($( $(#[$meta:meta])* $name:ident($inner:ty) = $low:literal..=$high:literal, $words:literal; )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name($inner);

        impl $name {
            /// The lower end.
            pub const MIN: Self = Self($low);
            /// The upper end.
            pub const MAX: Self = Self($high);

            /// `None` outside the range.
            pub fn new(value: $inner) -> Option<Self> {
                ($low..=$high).contains(&value).then_some(Self(value))
            }
            /// The number.
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(<$inner>::deserialize(deserializer)?)
                    .ok_or_else(|| serde::de::Error::custom(concat!("expected ", $low, " to ", $high)))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "integer",
                    "minimum": $low,
                    "maximum": $high,
                    "description": $words
                })
            }
        }
    )*};
}

scales! {
    /// A share or probability in thousandths.
    ///
    /// ```
    /// use machbar::base::scale::Permille;
    /// assert_eq!(Permille::new(350).unwrap().ratio().to_string(), "7/20");
    /// assert!(Permille::new(1001).is_none());
    /// ```
    Permille(u16) = 0..=1000, "A share in thousandths, 0 to 1000.";
    /// A level from 0 (none) to 4 (established, very good).
    Level(u8) = 0..=4, "A level from 0 (none) to 4 (established).";
    /// A rating from 1 (hardly) to 5 (very much).
    Rating(u8) = 1..=5, "A rating from 1 (hardly) to 5 (very much).";
    /// How far a technology is in use, from 0 (not used) to 5 (in operation).
    Usage(u8) = 0..=5, "0 not used, 1 considered, 2 prototyping, 3 testing, 4 implementing, 5 in operation.";
    /// No, partly, yes.
    Extent(u8) = 0..=2, "0 no, 1 partly, 2 yes.";
}

impl Permille {
    /// The exact share, 0 to 1.
    pub fn ratio(self) -> Ratio {
        Ratio::permille(i64::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_outside_its_range_cannot_be_read() {
        assert_eq!(serde_json::from_str::<Level>("4").unwrap(), Level::MAX);
        for bad in ["5", "-1", "1.5", "\"3\"", "300"] {
            assert!(serde_json::from_str::<Level>(bad).is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<Rating>("0").is_err());
    }
}
