//! TOML documents of the catalogue: read strictly, every problem with file, line and hint.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::border::{self, Reader};
use crate::base::text::sentences;
use crate::base::{Code, Error, Pointer, Problem, Problems};

/// Largest TOML document of a catalogue, in bytes (1 MiB).
pub(crate) const MAX_BYTES: usize = 1 << 20;

sentences! {
    AT_LINE = "funding.document.at_line" { de: "{file}, Zeile {line}: {message}", en: "{file}, line {line}: {message}" }
    AT_MOST_BYTES = "funding.document.at_most_bytes" { de: "höchstens {n} Bytes", en: "at most {n} bytes" }
    AT_MOST_LEVELS = "funding.document.at_most_levels" { de: "Bedingungen mit höchstens {n} Ebenen", en: "conditions of at most {n} levels" }
    REASON = "funding.document.reason" { de: "{reason}", en: "{reason}" }
}

/// A TOML document that knows where everything stands.
pub(crate) struct Document<'a> {
    name: &'a str,
    text: &'a str,
    at: Pointer,
    table: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses the text; `at` is where it stands in the document that brought it.
    pub(crate) fn parse(name: &'a str, text: &'a str, at: Pointer) -> Result<Self, Error> {
        if text.len() > MAX_BYTES {
            return Err(Problem::new(Code::TooLarge, at)
                .found(text.len())
                .expected(AT_MOST_BYTES.with(&[("n", MAX_BYTES.into())]))
                .into());
        }
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            let problem = if error.message().starts_with("cannot recurse") {
                let levels = [("n", crate::funding::rule::Rule::MAX_DEPTH.into())];
                Problem::new(Code::TooDeep, at.clone()).expected(AT_MOST_LEVELS.with(&levels))
            } else {
                let reason = [("reason", error.message().to_owned().into())];
                Problem::new(Code::BadCatalogue, at.clone()).hint(REASON.with(&reason))
            };
            let excerpt = text.lines().nth(line - 1).unwrap_or("").trim().to_owned();
            at_line(problem.found(excerpt), name, line)
        })?;
        Ok(Self { name, text, at, table })
    }

    /// Reads the document as a type: every unknown, missing, mistyped field at once.
    pub(crate) fn read<T: DeserializeOwned + JsonSchema>(&self, reader: &Reader<T>) -> Result<T, Error> {
        let mut problems = Problems::new();
        let value = self.table(self.table.get_ref(), &Pointer::root(), &mut problems);
        self.finish(problems)?;
        reader.read(&border::write(&value)?).map_err(|error| {
            let mut problems = Problems::new();
            error.problems.into_iter().for_each(|problem| problems.push(problem));
            self.finish(problems).err().unwrap_or_else(|| Problem::new(Code::Internal, Pointer::root()).into())
        })
    }

    /// An error of all problems, each with its line, or nothing.
    pub(crate) fn finish(&self, problems: Problems) -> Result<(), Error> {
        problems.finish().map_err(|mut error| {
            error.problems = error.problems.into_iter().map(|problem| self.locate(problem)).collect();
            error
        })
    }

    /// The line on which the deepest known part of the pointer stands.
    pub(crate) fn line(&self, pointer: &Pointer) -> usize {
        let mut span = None;
        let mut here: Option<&DeValue<'_>> = None;
        for (depth, part) in pointer.as_str().split('/').skip(1).enumerate() {
            let name = part.replace("~1", "/").replace("~0", "~");
            let table = if depth == 0 { Some(self.table.get_ref()) } else { here.and_then(DeValue::as_table) };
            let next = match table {
                Some(table) => table.iter().find(|(key, _)| *key.get_ref() == *name).map(|(key, value)| {
                    span = Some(key.span());
                    value
                }),
                None => here.and_then(DeValue::as_array).and_then(|list| {
                    let item = list.get(name.parse::<usize>().ok()?)?;
                    span = Some(item.span());
                    Some(item)
                }),
            };
            let Some(next) = next else { break };
            here = Some(next.get_ref());
        }
        span.map_or(1, |span| line_of(self.text, span.start))
    }

    fn locate(&self, mut problem: Problem) -> Problem {
        let line = self.line(&problem.pointer);
        problem.pointer = self.at.join(&problem.pointer);
        at_line(problem, self.name, line)
    }

    fn table(&self, table: &DeTable<'_>, at: &Pointer, problems: &mut Problems) -> Value {
        let mut object = Map::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            object.insert(name.to_owned(), self.value(value.get_ref(), &at.field(name), problems));
        }
        Value::Object(object)
    }

    fn value(&self, value: &DeValue<'_>, at: &Pointer, problems: &mut Problems) -> Value {
        let mut bad = |found: &str| {
            problems.push(Problem::new(Code::BadFormat, at.clone()).found(found));
            Value::Null
        };
        match value {
            DeValue::String(text) => Value::String(text.as_ref().to_owned()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Integer(number) => match i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
                Ok(number) => Value::Number(number.into()),
                Err(_) => bad(number.as_str()),
            },
            DeValue::Float(number) => {
                let read = number.as_str().replace('_', "").parse().ok().and_then(Number::from_f64);
                read.map_or_else(|| bad(number.as_str()), Value::Number)
            }
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(items) => Value::Array(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| self.value(item.get_ref(), &at.index(index), problems))
                    .collect(),
            ),
            DeValue::Table(table) => self.table(table, at, problems),
        }
    }
}

fn at_line(mut problem: Problem, file: &str, line: usize) -> Problem {
    problem.message = AT_LINE.with(&[
        ("file", file.to_owned().into()),
        ("line", line.into()),
        ("message", problem.message.clone().into()),
    ]);
    problem
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Doc {
        name: String,
        rows: Vec<Row>,
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Row {
        n: u8,
    }

    fn problems(text: &str) -> Vec<String> {
        let read =
            Document::parse("a.toml", text, Pointer::root()).and_then(|document| document.read(&Reader::<Doc>::new()));
        read.unwrap_err().problems.into_iter().map(|p| format!("{} {}", p.code.name(), p.message.en)).collect()
    }

    #[test]
    fn every_problem_names_its_line() {
        let found = problems("name = 3\n[[rows]]\nn = 1\n[[rows]]\nn = \"x\"\nm = 2\n");
        assert_eq!(found.len(), 3);
        assert!(found.iter().any(|p| p.starts_with("wrong_type a.toml, line 1:")), "{found:?}");
        assert!(found.iter().any(|p| p.starts_with("unknown_field a.toml, line 6:")), "{found:?}");
        assert!(found.iter().any(|p| p.starts_with("wrong_type a.toml, line 5:")), "{found:?}");
    }

    #[test]
    fn syntax_and_numbers_out_of_bounds_are_named() {
        assert!(problems("name = \"a\"\nrows = [\n")[0].starts_with("bad_catalogue a.toml, line "));
        assert!(problems("name = \"a\"\nrows = [{ n = nan }]")[0].starts_with("bad_format a.toml, line 2:"));
        assert!(problems(&"a = [".repeat(300_000))[0].starts_with("too_large"));
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        let found = problems(&format!("rows = {}", "[".repeat(200_000)));
        assert!(found[0].starts_with("too_deep a.toml, line 1:"), "{found:?}");
    }
}
