//! Runs one operation: `cargo run --example call -- <operation> < input.json`.
//!
//! Without arguments it lists the operations; with `--schema <operation>` it prints both schemas.
use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        [] => {
            let rows = machbar::ops::OPERATIONS.iter().map(|o| format!("{:<28} {}\n", o.name, o.summary));
            Ok(rows.collect::<String>().into_bytes())
        }
        ["--schema", name] => machbar::ops::find(name).and_then(|operation| {
            machbar::base::border::write(&[(operation.input_schema)(), (operation.output_schema)()])
        }),
        [name, ..] => {
            let mut document = Vec::new();
            if let Err(error) = std::io::stdin().read_to_end(&mut document) {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
            machbar::call(name, &document)
        }
    };
    match result {
        Ok(bytes) => std::io::stdout().write_all(&bytes).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
