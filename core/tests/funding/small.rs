//! Small catalogues, and the three-valued logic of their conditions a second time.

use serde_json::{Value, json};

use crate::profiles::numbers;

pub(crate) const FILE: &str = r#"
id = "x-test"
state = "encoded"
name = { de = "Probe", en = "Trial" }
short = "Probe"
level = "nrw"
funder = "Land"
aid_basis = "none"
instrument = "grant"
checked_on = "2026-11-20"
applications = [{ status = "open", from = "2026-01-01" }]
start = { rule = "free" }
"#;

pub(crate) fn parts() -> Vec<String> {
    let mut parts: Vec<String> = [
        r#"{ fact = "company.size", in = ["micro", "small"] }"#,
        r#"{ any = [{ fact = "company.state", is = "NW" }, { fact = "project.state", is = "NW" }] }"#,
        r#"{ fact = "company.headcount", at_most = 40 }"#,
    ]
    .iter()
    .enumerate()
    .map(|(i, rule)| {
        format!("[[condition]]\nid = \"c{i}\"\nrequire = {rule}\nsource = \"s\"\ntext = {{ de = \"Satz {i}\", en = \"sentence {i}\" }}\n")
    })
    .collect();
    parts.push(
        "[[source]]\nkey = \"s\"\nname = \"Quelle\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n".into(),
    );
    for (name, verdict, facts) in [
        ("a", "eligible", r#"{ company = { size = "small", state = "NW", headcount = 40 } }"#),
        ("b", "not_eligible", r#"{ company = { headcount = 41 } }"#),
        ("c", "open", "{}"),
    ] {
        let fails = if name == "b" { "fails = [\"c2\"]\n" } else { "" };
        parts.push(format!(
            "[[example]]\nname = \"{name}\"\nat = \"2026-11-20\"\nverdict = \"{verdict}\"\n{fails}facts = {facts}\n"
        ));
    }
    parts
}

pub(crate) fn alone(toml: &str, rest: Value) -> Value {
    let mut document = json!({ "at": "2026-11-20", "catalogue": { "without_embedded": true, "add": [{ "name": "x.toml", "toml": toml }] } });
    for (key, value) in rest.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

/// A catalogue of small programmes over own facts, with the money of each.
#[allow(clippy::type_complexity)] // facts, and per programme its name, amount and conditions
pub(crate) fn small(seed: u64) -> (Vec<Value>, Vec<(String, i64, Vec<Vec<(usize, bool)>>)>) {
    let mut next = numbers(seed);
    let facts: String = (0..5)
        .map(|i| {
            format!("[[fact]]\nid = \"t.f{i}\"\ntype = \"bool\"\nlabel = {{ de = \"f\", en = \"f\" }}\nquestion = {{ de = \"f?\", en = \"f?\" }}\nwhere = {{ de = \"f\", en = \"f\" }}\n")
        })
        .collect();
    let mut texts = Vec::new();
    let mut model = Vec::new();
    for number in 0..4 {
        let money = 1_000 * (1 + next(6)) as i64;
        // Conditions, each an "any" of literals.
        let clauses: Vec<Vec<(usize, bool)>> =
            (0..=next(2)).map(|_| (0..=next(2)).map(|_| (next(5) as usize, next(2) == 0)).collect()).collect();
        let mut text = format!(
            "id = \"p{number}\"\nstate = \"closed\"\nname = {{ de = \"p\", en = \"p\" }}\nshort = \"p\"\nlevel = \"nrw\"\nfunder = \"l\"\naid_basis = \"none\"\ninstrument = \"grant\"\nchecked_on = \"2026-11-20\"\napplications = [{{ status = \"open\", from = \"2026-01-01\" }}]\nstart = {{ rule = \"free\" }}\n"
        );
        if number == 0 {
            text += &facts;
        }
        for (index, clause) in clauses.iter().enumerate() {
            let literals: Vec<String> =
                clause.iter().map(|(fact, yes)| format!("{{ fact = \"t.f{fact}\", is = {yes} }}")).collect();
            text += &format!(
                "[[condition]]\nid = \"c{index}\"\nsource = \"s\"\ntext = {{ de = \"c\", en = \"c\" }}\nrequire = {{ any = [{}] }}\n",
                literals.join(", ")
            );
        }
        text += &format!(
            "[[source]]\nkey = \"s\"\nname = \"s\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n[[component]]\nid = \"g\"\nkind = \"grant\"\n[[component.fixed]]\namount = \"{money} EUR\"\n"
        );
        texts.push(json!({ "name": format!("p{number}.toml"), "toml": text }));
        model.push((format!("p{number}"), money * 100, clauses));
    }
    (texts, model)
}

/// Three-valued value of "all of any" by trying every completion of the facts that its literals name.
pub(crate) fn kleene(clauses: &[Vec<(usize, bool)>], known: &[Option<bool>; 5]) -> Option<bool> {
    let clause = |literals: &Vec<(usize, bool)>| -> Option<bool> {
        let values: Vec<Option<bool>> =
            literals.iter().map(|(fact, yes)| known[*fact].map(|value| value == *yes)).collect();
        if values.contains(&Some(true)) {
            Some(true)
        } else if values.contains(&None) {
            None
        } else {
            Some(false)
        }
    };
    let values: Vec<Option<bool>> = clauses.iter().map(clause).collect();
    if values.contains(&Some(false)) {
        Some(false)
    } else if values.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// The facts of [`typed`] with every value that they can take: one of each kind.
pub(crate) fn typed_facts() -> [(&'static str, Vec<Value>); 5] {
    let members = ["x", "y", "z"];
    let subsets = (0..8).map(|mask| {
        json!(members.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, m)| m).collect::<Vec<_>>())
    });
    [
        ("a", vec![json!(false), json!(true)]),
        ("b", vec![json!(false), json!(true)]),
        ("kind", members.map(Value::from).to_vec()),
        ("number", (0..10).map(Value::from).collect()),
        ("list", subsets.collect()),
    ]
}

/// A catalogue of four programmes over facts of every kind, whose amounts hang on facts as well. All facts but `b`
/// can be changed.
pub(crate) fn typed(seed: u64) -> Vec<Value> {
    let mut next = numbers(seed);
    let words = |name: &str| format!("{name} = {{ de = \"f\", en = \"f\" }}\n");
    let values = r#"values = [{ id = "x", de = "x", en = "x" }, { id = "y", de = "y", en = "y" }, { id = "z", de = "z", en = "z" }]"#;
    let facts: String = [
        ("a", "bool", "changeable = true"),
        ("b", "bool", ""),
        ("kind", "choice", &format!("changeable = true\n{values}")),
        ("number", "count", "changeable = true\nunit = { de = \"u\", en = \"u\" }"),
        ("list", "set", &format!("changeable = true\n{values}")),
    ]
    .iter()
    .map(|(id, kind, more)| {
        format!(
            "[[fact]]\nid = \"t.{id}\"\ntype = \"{kind}\"\n{}{}{}{more}\n",
            words("label"),
            words("question"),
            words("where")
        )
    })
    .collect();
    (0..4)
        .map(|number| {
            let mut text = format!(
                "id = \"p{number}\"\nstate = \"closed\"\nname = {{ de = \"p\", en = \"p\" }}\nshort = \"p\"\nlevel = \"nrw\"\nfunder = \"l\"\naid_basis = \"none\"\ninstrument = \"grant\"\nchecked_on = \"2026-11-20\"\napplications = [{{ status = \"open\", from = \"2026-01-01\" }}]\nstart = {{ rule = \"free\" }}\n"
            );
            if number == 0 {
                text += &facts;
            }
            for index in 0..=next(2) {
                let literals: Vec<String> = (0..=next(2)).map(|_| literal(&mut next)).collect();
                text += &format!(
                    "[[condition]]\nid = \"c{index}\"\nsource = \"s\"\ntext = {{ de = \"c\", en = \"c\" }}\nrequire = {{ any = [{}] }}\n",
                    literals.join(", ")
                );
            }
            text += "[[source]]\nkey = \"s\"\nname = \"s\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n[[component]]\nid = \"g\"\nkind = \"grant\"\n";
            let times = if next(5) == 0 { "times = \"t.number\"\n" } else { "" };
            text += &format!("[[component.fixed]]\namount = \"{} EUR\"\n{times}", 1_000 * (1 + next(6)));
            if next(2) == 0 {
                text += &format!("[[component.fixed]]\namount = \"{} EUR\"\nwhen = {}\n", 500 + 1_000 * next(9), literal(&mut next));
            }
            if next(2) == 0 {
                let times = if next(3) == 0 { "times = \"t.number\"\n" } else { "" };
                text += &format!("[[component.cap]]\non = \"grant\"\nmax = \"{} EUR\"\nper = \"application\"\nwhen = {}\n{times}", 200 + 700 * next(9), literal(&mut next));
            }
            json!({ "name": format!("p{number}.toml"), "toml": text })
        })
        .collect()
}

fn literal(next: &mut impl FnMut(u64) -> u64) -> String {
    let member = |next: &mut dyn FnMut(u64) -> u64| ["x", "y", "z"][next(3) as usize];
    match next(8) {
        0 | 1 => format!("{{ fact = \"t.a\", is = {} }}", next(2) == 0),
        2 => format!("{{ fact = \"t.b\", is = {} }}", next(2) == 0),
        3 => format!("{{ fact = \"t.kind\", in = [\"{}\", \"{}\"] }}", "x", ["y", "z"][next(2) as usize]),
        4 => format!("{{ fact = \"t.number\", at_least = {} }}", 1 + next(8)),
        5 => format!("{{ fact = \"t.number\", at_most = {} }}", 1 + next(8)),
        6 => format!("{{ fact = \"t.list\", has_any = [\"{}\"] }}", member(next)),
        _ => format!("{{ fact = \"t.list\", has_none = [\"{}\"] }}", member(next)),
    }
}
