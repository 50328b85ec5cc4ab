//! The main job: a case file in, the decision paper out.
//!
//! `cargo run --release --example plan -- tests/cases/remscheid.json [--lang en] [--html paper.html]`
use machbar::Error;
use machbar::base::{Lang, border};
use machbar::case::Case;
use machbar::report::{Paper, render};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: plan <case.json> [--lang de|en] [--html <file>]";

struct Arguments {
    file: PathBuf,
    lang: Lang,
    html: Option<PathBuf>,
}

fn arguments() -> Option<Arguments> {
    let mut words = std::env::args().skip(1);
    let mut file = None;
    let (mut lang, mut html) = (Lang::De, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--lang" => {
                lang = match words.next()?.as_str() {
                    "de" => Lang::De,
                    "en" => Lang::En,
                    _ => return None,
                }
            }
            "--html" => html = Some(PathBuf::from(words.next()?)),
            _ if file.is_none() => file = Some(PathBuf::from(word)),
            _ => return None,
        }
    }
    Some(Arguments { file: file?, lang, html })
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let name = arguments.file.display();
    let document = std::fs::read(&arguments.file).map_err(|error| format!("{name}: {error}"))?;
    let refused = |error: Error| format!("{name}:\n{}", error.show(arguments.lang));
    let case: Case = border::read(&document).map_err(refused)?;
    let paper = Paper::of(&case).map_err(refused)?;
    let default = PathBuf::from("target").join(file_name(case.case.as_str()));
    let html = arguments.html.as_ref().unwrap_or(&default);
    if let Some(parent) = html.parent() {
        std::fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
    }
    std::fs::write(html, render::page(&paper, arguments.lang))
        .map_err(|error| format!("{}: {error}", html.display()))?;
    let shown = format!("{}\nHTML: {}\n", render::terminal(&paper, arguments.lang), html.display());
    match std::io::stdout().write_all(shown.as_bytes()) {
        // Whoever reads only the first lines has what they wanted.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// The id of a case is any text; a file name is not.
fn file_name(id: &str) -> String {
    let plain: String = id.chars().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '-' }).collect();
    format!("{plain}.html")
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
