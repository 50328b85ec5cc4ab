//! Lists the programme files of the catalogue, so that a new one is embedded by being there.
use std::fmt::Write as _;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(std::io::Error::other)?;
    let out = std::env::var("OUT_DIR").map_err(std::io::Error::other)?;
    let folder = Path::new(&root).join("catalogue/programmes");
    println!("cargo::rerun-if-changed=catalogue/programmes");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        let _ = writeln!(
            list,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/catalogue/programmes/{name}\"))),"
        );
    }
    list.push(']');
    std::fs::write(Path::new(&out).join("programmes.rs"), list)
}
