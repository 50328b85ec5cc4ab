//! Facts as documents hold them: by domain and name, strictly read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::MAX_COUNT;
use crate::base::Money;
use crate::base::answer::DONT_KNOW;
use crate::funding::costs::Cost;
use crate::funding::vocabulary::{FactType, Vocabulary};

/// Facts by domain: `{"company": {"state": "NW"}, "project": {…}}`. A fact is its value, null when
/// nobody asked, or `"dont_know"`. The ids stand in the vocabulary of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactsInput(pub(super) BTreeMap<String, Map<String, Value>>);

impl FactsInput {
    /// Sets a fact to a value as documents hold it.
    pub fn set(&mut self, id: &str, value: Value) {
        let (domain, name) = id.split_once('.').unwrap_or(("", id));
        self.0.entry(domain.to_owned()).or_default().insert(name.to_owned(), value);
    }
    /// Takes a fact away.
    pub fn remove(&mut self, id: &str) -> Option<Value> {
        let (domain, name) = id.split_once('.')?;
        self.0.get_mut(domain)?.remove(name)
    }
    /// Every fact that stands there: id and value.
    pub fn iter(&self) -> impl Iterator<Item = (String, &Value)> {
        self.0
            .iter()
            .flat_map(|(domain, facts)| facts.iter().map(move |(name, value)| (format!("{domain}.{name}"), value)))
    }
}

/// A JSON value whose objects hold every field once.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrictVisitor;
        impl<'de> Visitor<'de> for StrictVisitor {
            type Value = Strict;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_unit<E>(self) -> Result<Strict, E> {
                Ok(Strict(Value::Null))
            }
            fn visit_none<E>(self) -> Result<Strict, E> {
                Ok(Strict(Value::Null))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
                let mut list = Vec::new();
                while let Some(Strict(item)) = items.next_element()? {
                    list.push(item);
                }
                Ok(Strict(Value::Array(list)))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Strict, A::Error> {
                let mut object = Map::new();
                while let Some(name) = fields.next_key::<String>()? {
                    let Strict(value) = fields.next_value()?;
                    if object.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate field `{name}`")));
                    }
                    object.insert(name, value);
                }
                Ok(Strict(Value::Object(object)))
            }
        }
        deserializer.deserialize_any(StrictVisitor)
    }
}

impl<'de> Deserialize<'de> for FactsInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Strict(Value::Object(domains)) = Strict::deserialize(deserializer)? else {
            return Err(D::Error::custom("expected an object of domains"));
        };
        let mut facts = BTreeMap::new();
        for (domain, value) in domains {
            match value {
                Value::Object(fields) => facts.insert(domain, fields),
                Value::Null => None,
                _ => return Err(D::Error::custom(format!("the domain `{domain}` is an object of facts"))),
            };
        }
        Ok(Self(facts))
    }
}

impl Serialize for FactsInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl JsonSchema for FactsInput {
    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let costs = generator.subschema_for::<Vec<Cost>>().to_value();
        let mut domains: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        for fact in Vocabulary::embedded().facts().iter().filter(|fact| fact.is_stated()) {
            let (domain, name) = fact.path();
            let words = || fact.values.iter().map(|member| json!(member.id)).collect::<Vec<_>>();
            let value = match fact.kind {
                FactType::Bool => json!({ "type": "boolean" }),
                FactType::Count => json!({ "type": "integer", "minimum": 0, "maximum": MAX_COUNT }),
                FactType::Money => json!({ "type": "integer", "minimum": 0, "maximum": Money::LIMIT }),
                FactType::Date => json!({ "type": "string", "format": "date" }),
                FactType::Choice => json!({ "enum": words() }),
                FactType::Set => json!({ "type": "array", "items": { "enum": words() }, "uniqueItems": true }),
                FactType::Costs => costs.clone(),
            };
            let unit = fact.unit.as_ref().map(|unit| format!(" In {}.", unit.en)).unwrap_or_default();
            let description = format!("{}: {}{unit} {}", fact.label.en, fact.question.en, fact.where_found.en);
            let schema =
                json!({ "description": description, "anyOf": [value, { "const": DONT_KNOW }, { "type": "null" }] });
            domains.entry(domain).or_default().insert(name.to_owned(), schema);
        }
        let properties: Map<String, Value> = domains
            .into_iter()
            .map(|(domain, facts)| {
                (
                    domain.to_owned(),
                    json!({ "type": ["object", "null"], "description": "Facts of this domain.", "properties": facts }),
                )
            })
            .collect();
        schemars::Schema::try_from(json!({
            "type": "object",
            "description": "Facts by domain. A fact is its value, null when nobody asked, or \"dont_know\". A catalogue may bring further facts.",
            "properties": properties
        }))
        .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_fields_are_refused() {
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":{"state":"NW","state":"BY"}}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":{},"company":{}}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":3}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":null}"#).is_ok());
    }
}
