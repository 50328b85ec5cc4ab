//! Checks programme files from disk and runs the examples in them; without a folder, the embedded ones.
//!
//! `cargo run --example catalogue -- [<folder of *.toml, or one file> [<vocabulary.toml>]]`
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use machbar::funding::Catalogue;
use machbar::funding::vocabulary::Vocabulary;

/// The file itself, or every `*.toml` of a folder in order of name.
fn programme_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the files one by one, so that a fault in one does not hide what the others give. Faults go to
/// `faults`.
fn read(path: &Path, vocabulary: Vocabulary, faults: &mut Vec<String>) -> Result<Catalogue, Box<dyn Error>> {
    let mut catalogue = Catalogue::over(vocabulary)?;
    for path in programme_files(path)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(&path)?;
        match catalogue.with_files([(name.as_str(), text.as_str())]) {
            Ok(longer) => {
                if name.strip_suffix(".toml").is_none_or(|id| longer.get(id).is_none()) {
                    faults.push(format!("{name}: the file is named after another id than the one it holds"));
                }
                catalogue = longer;
            }
            Err(error) => faults.push(error.to_string()),
        }
    }
    Ok(catalogue)
}

fn run() -> Result<bool, Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let mut faults = Vec::new();
    let catalogue = match words.next() {
        None => Catalogue::embedded()?.clone(),
        Some(path) => {
            let vocabulary = match words.next() {
                Some(file) => Vocabulary::read(&file, &fs::read_to_string(&file)?)?,
                None => Vocabulary::embedded().clone(),
            };
            read(Path::new(&path), vocabulary, &mut faults)?
        }
    };
    let differing = catalogue.differing_examples();
    faults.extend(differing.iter().map(ToString::to_string));
    for fault in &faults {
        println!("{fault}");
    }
    let examples: usize = catalogue.programmes().iter().map(|programme| programme.examples.len()).sum();
    println!("programmes: {}, examples: {examples}, differing: {}", catalogue.programmes().len(), differing.len());
    Ok(faults.is_empty())
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
