//! Walks a refused document along the schema of its type and names every problem.

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::date::{Date, DateRange, Moment, Period};
use super::error::{Code, Error, Pointer, Problem, Problems, did_you_mean};
use super::id::Id;
use super::locate::locate;
use super::ratio::Ratio;
use super::text::sentences;
use super::{SchemaVersion, Text};

sentences! {
    ONE_OF = "diagnose.one_of" { de: "eines von: {list}", en: "one of: {list}" }
    BETWEEN = "diagnose.between" { de: "von {low} bis {high}", en: "from {low} to {high}" }
    AT_LEAST = "diagnose.at_least" { de: "mindestens {low}", en: "at least {low}" }
    AT_MOST = "diagnose.at_most" { de: "höchstens {high}", en: "at most {high}" }
    LENGTH = "diagnose.length" { de: "{low} bis {high} Zeichen", en: "{low} to {high} characters" }
    DEEPER = "diagnose.deeper" { de: "„{name}“ gehört unter „{field}“.", en: "\"{name}\" belongs under \"{field}\"." }
    FIELDS = "diagnose.fields" { de: "Erlaubt sind: {list}.", en: "Allowed are: {list}." }
    VERSION = "diagnose.version" { de: "Version {n}", en: "version {n}" }
    RELATION = "diagnose.relation" { de: "{reason}", en: "{reason}" }
}

/// Every problem of a document that serde refused.
pub(super) fn explain<T: JsonSchema>(text: &str, value: &Value, error: &serde_json::Error) -> Error {
    // What no schema can say: repeated fields, low ≤ mid ≤ high, the finer rules of a format.
    walk::<T>(value).err().unwrap_or_else(|| from_serde(text, error).into())
}

/// Every problem of a document that its schema names.
pub(super) fn walk<T: JsonSchema>(value: &Value) -> Result<(), Error> {
    let mut problems = Problems::new();
    let schema = schemars::schema_for!(T).to_value();
    let walk = Walk { definitions: schema.get("$defs").and_then(Value::as_object) };
    walk.value(value, &schema, &Pointer::root(), &mut problems);
    problems.finish()
}

/// The one problem at which serde stopped.
fn from_serde(text: &str, error: &serde_json::Error) -> Problem {
    let at = locate(text, error.line(), error.column());
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    if let Some(field) = reason.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`')) {
        let last = at.as_str().rsplit('/').next() == Some(field);
        return Problem::new(Code::RepeatedField, if last { at } else { at.field(field) }).found(field);
    }
    let code = if reason.contains("low ≤ mid ≤ high") { Code::WrongOrder } else { Code::BadFormat };
    Problem::new(code, at).hint(RELATION.with(&[("reason", reason.to_owned().into())]))
}

struct Walk<'s> {
    definitions: Option<&'s Map<String, Value>>,
}

impl<'s> Walk<'s> {
    fn resolve(&self, schema: &'s Value) -> &'s Value {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix("#/$defs/"))
            .and_then(|name| self.definitions?.get(name));
        target.map_or(schema, |target| self.resolve(target))
    }

    fn value(&self, value: &Value, schema: &'s Value, at: &Pointer, problems: &mut Problems) {
        let schema = self.resolve(schema);
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            parts.iter().for_each(|part| self.value(value, part, at, problems));
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(key).and_then(Value::as_array) {
                self.branches(value, branches, at, problems);
            }
        }
        if let Some(constant) = schema.get("const") {
            if value != constant {
                let version =
                    constant.as_u64() == Some(SchemaVersion::CURRENT.into()) && at.as_str().ends_with("schema_version");
                problems.push(if version {
                    Problem::new(Code::UnsupportedVersion, at.clone())
                        .found(value)
                        .expected(VERSION.with(&[("n", SchemaVersion::CURRENT.into())]))
                } else {
                    one_of(at, value, std::slice::from_ref(constant))
                });
            }
            return;
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
            if !allowed.contains(value) {
                problems.push(one_of(at, value, allowed));
            }
            return;
        }
        if let Some(types) = schema.get("type")
            && !has_type(value, types)
        {
            problems.push(Problem::new(Code::WrongType, at.clone()).found(value).expected(written(schema, types)));
            return;
        }
        match value {
            Value::Object(object) => self.object(object, schema, at, problems),
            Value::Array(items) => self.array(items, schema, at, problems),
            Value::String(text) => string(text, schema, at, problems),
            Value::Number(_) => number(value, schema, at, problems),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Where a field would be right that stands one level too high.
    fn one_level_deeper(&self, name: &str, fields: &'s Map<String, Value>) -> Option<Text> {
        let has = |field: &&String| {
            let below = fields.get(*field).map(|field| self.resolve(field));
            below.and_then(|below| below.get("properties")?.get(name)).is_some()
        };
        let field = fields.keys().find(has)?.clone();
        Some(DEEPER.with(&[("name", name.to_owned().into()), ("field", field.into())]))
    }

    fn object(&self, object: &Map<String, Value>, schema: &'s Value, at: &Pointer, problems: &mut Problems) {
        if schema.get("format").and_then(Value::as_str) == Some("estimate") {
            let point = |name: &str| object.get(name).and_then(Value::as_f64);
            if let (Some(low), Some(mid), Some(high)) = (point("low"), point("mid"), point("high"))
                && !(low <= mid && mid <= high)
            {
                problems.push(
                    Problem::new(Code::WrongOrder, at.clone())
                        .found(format!("{low}, {mid}, {high}"))
                        .expected(Text::same("low ≤ mid ≤ high")),
                );
            }
        }
        let fields = schema.get("properties").and_then(Value::as_object);
        for (name, value) in object {
            if let Some(field) = fields.and_then(|fields| fields.get(name)) {
                self.value(value, field, &at.field(name), problems);
                continue;
            }
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => {
                    let known: Vec<&str> =
                        fields.map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default();
                    let hint = did_you_mean(name, &known)
                        .or_else(|| self.one_level_deeper(name, fields?))
                        .unwrap_or_else(|| FIELDS.with(&[("list", known.join(", ").into())]));
                    problems.push(Problem::new(Code::UnknownField, at.field(name)).found(name).hint(hint));
                }
                Some(rest) if rest.is_object() => self.value(value, rest, &at.field(name), problems),
                _ => {}
            }
        }
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                let expected = fields.and_then(|fields| fields.get(name)).and_then(|field| self.describe(field));
                let problem = Problem::new(Code::MissingField, at.field(name));
                problems.push(match expected {
                    Some(text) => problem.expected(text),
                    None => problem,
                });
            }
        }
    }

    /// What a field holds.
    fn describe(&self, schema: &'s Value) -> Option<Text> {
        let schema = self.resolve(schema);
        let format = schema.get("format").and_then(Value::as_str).and_then(format_text);
        format.or_else(|| schema.get("type").map(type_text))
    }

    fn array(&self, items: &[Value], schema: &'s Value, at: &Pointer, problems: &mut Problems) {
        let prefix = schema.get("prefixItems").and_then(Value::as_array);
        for (index, item) in items.iter().enumerate() {
            let item_schema = prefix.and_then(|prefix| prefix.get(index)).or_else(|| schema.get("items"));
            if let Some(item_schema) = item_schema {
                self.value(item, item_schema, &at.index(index), problems);
            }
        }
        let count = items.len() as u64;
        if let Some(low) = schema.get("minItems").and_then(Value::as_u64).filter(|low| count < *low) {
            let low = i64::try_from(low).unwrap_or(i64::MAX);
            problems.push(
                Problem::new(Code::TooFew, at.clone()).found(count).expected(AT_LEAST.with(&[("low", low.into())])),
            );
        }
        if let Some(high) = schema.get("maxItems").and_then(Value::as_u64).filter(|high| count > *high) {
            let high = i64::try_from(high).unwrap_or(i64::MAX);
            problems.push(
                Problem::new(Code::TooMany, at.clone()).found(count).expected(AT_MOST.with(&[("high", high.into())])),
            );
        }
    }

    /// Alternatives: the one whose tag fits, else the one with the fewest problems.
    fn branches(&self, value: &Value, branches: &'s [Value], at: &Pointer, problems: &mut Problems) {
        // Alternatives that are plain words: report them as one list.
        let mut words: Vec<Value> = Vec::new();
        let mut only_words = true;
        for branch in branches {
            let branch = self.resolve(branch);
            match (branch.get("const"), branch.get("enum").and_then(Value::as_array)) {
                (Some(word), _) => words.push(word.clone()),
                (_, Some(list)) => words.extend(list.iter().cloned()),
                _ => only_words = false,
            }
        }
        if words.contains(value) {
            return;
        }
        if only_words {
            problems.push(one_of(at, value, &words));
            return;
        }
        if let Some(problem) = self.unknown_tag(value, branches, at) {
            problems.push(problem);
            return;
        }
        let mut best: Option<(usize, Problems)> = None;
        for branch in branches {
            let mut found = Problems::new();
            self.value(value, branch, at, &mut found);
            if found.is_empty() {
                return;
            }
            let resolved = self.resolve(branch);
            let tagged = value.as_object().is_some_and(|object| {
                resolved.get("properties").and_then(Value::as_object).is_some_and(|fields| {
                    fields.iter().any(|(name, field)| {
                        field.get("const").is_some_and(|constant| object.get(name) == Some(constant))
                    })
                })
            });
            let typed = resolved.get("type").is_none_or(|types| has_type(value, types));
            let null = resolved.get("type") == Some(&Value::from("null")) || resolved.get("const").is_some();
            // Prefer the alternative whose tag fits, then whose type fits, then any that is not a bare word.
            let rank = if tagged {
                0
            } else if typed && !null {
                1
            } else if null {
                3
            } else {
                2
            };
            let score = rank * 1_000_000 + found.len();
            if best.as_ref().is_none_or(|(least, _)| score < *least) {
                best = Some((score, found));
            }
        }
        if let Some((_, found)) = best {
            problems.append(found);
        }
    }

    /// The tag of an object that none of the tagged alternatives bears: every tag is allowed, not just the nearest.
    fn unknown_tag(&self, value: &Value, branches: &'s [Value], at: &Pointer) -> Option<Problem> {
        let object = value.as_object()?;
        let mut tags: Vec<(&str, Value)> = Vec::new();
        for branch in branches {
            let Some(fields) = self.resolve(branch).get("properties").and_then(Value::as_object) else { continue };
            tags.extend(fields.iter().filter_map(|(name, field)| Some((name.as_str(), field.get("const")?.clone()))));
        }
        let name = tags.first()?.0;
        let allowed: Vec<Value> = tags.iter().filter(|(tag, _)| *tag == name).map(|(_, word)| word.clone()).collect();
        let found = object.get(name)?;
        (allowed.len() > 1 && !allowed.contains(found)).then(|| one_of(&at.field(name), found, &allowed))
    }
}

fn one_of(at: &Pointer, value: &Value, allowed: &[Value]) -> Problem {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let words: Vec<String> = allowed.iter().map(plain).collect();
    let code = match value {
        Value::String(_) => Code::UnknownValue,
        _ if allowed.iter().all(Value::is_string) => Code::WrongType,
        _ => Code::UnknownValue,
    };
    let mut problem =
        Problem::new(code, at.clone()).found(plain(value)).expected(ONE_OF.with(&[("list", words.join(", ").into())]));
    let known: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(hint) = value.as_str().and_then(|word| did_you_mean(word, &known)) {
        problem = problem.hint(hint);
    }
    problem
}

fn has_type(value: &Value, types: &Value) -> bool {
    let fits = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        // As serde reads it: 1.0 is not an integer.
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    match types {
        Value::String(name) => fits(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(fits),
        _ => true,
    }
}

/// How a value is written: by its format where it has one.
fn written(schema: &Value, types: &Value) -> Text {
    let format = schema.get("format").and_then(Value::as_str);
    format.and_then(format_text).unwrap_or_else(|| type_text(types))
}

fn type_text(types: &Value) -> Text {
    let one = |name: &str| match name {
        "null" => Text::of("nichts", "nothing"),
        "boolean" => Text::of("wahr oder falsch", "true or false"),
        "string" => Text::of("ein Text", "a text"),
        "number" => Text::of("eine Zahl", "a number"),
        "integer" => Text::of("eine ganze Zahl", "a whole number"),
        "array" => Text::of("eine Liste", "a list"),
        _ => Text::of("ein Objekt mit Feldern", "an object with fields"),
    };
    let names: Vec<&str> = match types {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect(),
        _ => Vec::new(),
    };
    let texts: Vec<Text> = names.into_iter().map(one).collect();
    let join = |parts: Vec<&str>, or: &str| parts.join(or);
    Text {
        de: join(texts.iter().map(|text| &*text.de).collect(), " oder ").into(),
        en: join(texts.iter().map(|text| &*text.en).collect(), " or ").into(),
    }
}

/// How a value of a format is written.
fn format_text(format: &str) -> Option<Text> {
    Some(match format {
        "date" => Text::of(
            "ein Tag, den es gibt, JJJJ-MM-TT, von 1900-01-01 bis 2200-12-31",
            "a day that exists, YYYY-MM-DD, from 1900-01-01 to 2200-12-31",
        ),
        "moment" => Text::of("ein Zeitpunkt, JJJJ-MM-TTThh:mm", "a moment, YYYY-MM-DDThh:mm"),
        "instant" => Text::of(
            "ein Tag JJJJ-MM-TT oder eine Minute JJJJ-MM-TTThh:mm, von 1900 bis 2200",
            "a day YYYY-MM-DD or a minute YYYY-MM-DDThh:mm, from 1900 to 2200",
        ),
        "period" => Text::of(
            "ein Tag, Monat (JJJJ-MM), Quartal (JJJJ-Qn) oder Jahr",
            "a day, month (YYYY-MM), quarter (YYYY-Qn) or year",
        ),
        "date-range" => {
            Text::of("ein Tag oder ein Zeitraum JJJJ-MM-TT..JJJJ-MM-TT", "a day or a range YYYY-MM-DD..YYYY-MM-DD")
        }
        "ratio" => Text::of(
            "eine Zahl oder ein Bruch wie \"7/20\", Nenner über null",
            "a number or a fraction such as \"7/20\", denominator above zero",
        ),
        "id" => Text::of(
            "eine Kennung: 1 bis 128 Bytes ohne Steuerzeichen",
            "an identifier: 1 to 128 bytes without control characters",
        ),
        "euros" => Text::of(
            "ein Betrag mit Währung in Anführungszeichen wie \"15000 EUR\" oder \"15_000.50 EUR\"",
            "an amount with its currency in quotes such as \"15000 EUR\" or \"15_000.50 EUR\"",
        ),
        "words" => Text::of("ein Text, der nicht leer ist", "a text that is not empty"),
        _ => return None,
    })
}

fn string(text: &str, schema: &Value, at: &Pointer, problems: &mut Problems) {
    let format = schema.get("format").and_then(Value::as_str);
    let fits = match format {
        Some("date") => text.parse::<Date>().is_ok(),
        Some("moment") => text.parse::<Moment>().is_ok(),
        Some("instant") => text.parse::<Date>().is_ok() || text.parse::<Moment>().is_ok(),
        Some("period") => text.parse::<Period>().is_ok(),
        Some("date-range") => text.parse::<DateRange>().is_ok(),
        Some("ratio") => text.parse::<Ratio>().is_ok(),
        Some("id") => Id::new(text).is_some(),
        Some("words") => !text.trim().is_empty(),
        _ => true,
    };
    if !fits {
        let mut problem = Problem::new(Code::BadFormat, at.clone()).found(text);
        problem.expected = format.and_then(format_text);
        problems.push(problem);
        return;
    }
    let count = text.chars().count() as u64;
    let low = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0);
    let high = schema.get("maxLength").and_then(Value::as_u64).unwrap_or(u64::MAX);
    if count < low || count > high {
        let show = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        problems.push(
            Problem::new(Code::OutOfRange, at.clone())
                .found(text)
                .expected(LENGTH.with(&[("low", show(low).into()), ("high", show(high).into())])),
        );
    }
}

fn number(value: &Value, schema: &Value, at: &Pointer, problems: &mut Problems) {
    let bound = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_f64)
            .map(|bound| (bound, schema.get(key).map(Value::to_string).unwrap_or_default()))
    };
    let low = bound("minimum");
    let high = bound("maximum").or_else(|| integer_format(schema));
    let number = value.as_f64().unwrap_or(0.0);
    let below = low.as_ref().is_some_and(|(bound, _)| number < *bound)
        || bound("exclusiveMinimum").is_some_and(|(bound, _)| number <= bound);
    let above = high.as_ref().is_some_and(|(bound, _)| number > *bound)
        || bound("exclusiveMaximum").is_some_and(|(bound, _)| number >= bound);
    if !below && !above {
        return;
    }
    let expected = match (low, high) {
        (Some((_, low)), Some((_, high))) => BETWEEN.with(&[("low", low.into()), ("high", high.into())]),
        (Some((_, low)), None) => AT_LEAST.with(&[("low", low.into())]),
        (None, Some((_, high))) => AT_MOST.with(&[("high", high.into())]),
        (None, None) => Text::same(""),
    };
    problems.push(Problem::new(Code::OutOfRange, at.clone()).found(value).expected(expected));
}

/// The upper bound that the width of an integer sets where the schema gives none.
fn integer_format(schema: &Value) -> Option<(f64, String)> {
    let high: u64 = match schema.get("format").and_then(Value::as_str)? {
        "uint8" => u8::MAX.into(),
        "int8" => 127,
        "uint16" => u16::MAX.into(),
        "int16" => 32_767,
        "uint32" => u32::MAX.into(),
        "int32" => 2_147_483_647,
        _ => return None,
    };
    Some((high as f64, high.to_string()))
}
