//! The laws of the code, checked over the sources: layers, files, functions, what may stand where.
//!
//! The sources are formatted by rustfmt, so an item ends at the closing brace of its own indentation; nothing is parsed.
//! What needs types (slicing, indexing, unwrapping) is left to clippy, whose lints stand in `lib.rs`.

use regex::Regex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which layers each layer may use beside itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("suggest", &["model"]),
    ("analysis", &["suggest", "model"]),
    ("session", &["suggest", "analysis", "model"]),
    ("store", &["model"]),
    ("import", &["model"]),
    ("export", &["model"]),
    ("cli", &["store", "import", "export", "analysis", "model"]),
    ("ui", &["session", "store", "import", "export", "analysis", "model"]),
];

/// One file of the sources.
struct Source {
    /// Its path below the package.
    path: String,
    whole: String,
    /// Without its tests and comments.
    shipped: String,
}

impl Source {
    fn layer(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or_default();
        inner.split_once('/').map_or("", |(layer, _)| layer)
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/") || self.path.ends_with("/drawn.rs")
    }

    /// How many modules deep it stands.
    fn depth(&self) -> usize {
        self.path.split('/').count() - 1 - usize::from(self.path.ends_with("/mod.rs"))
    }
}

fn sources() -> Vec<Source> {
    let found: Vec<Source> = read("src").into_iter().filter(|source| !source.is_test()).collect();
    assert!(found.len() > 100, "the sources are there");
    found
}

fn read(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    files_below(&root.join(folder), &mut files);
    files.sort();
    let source = |file: PathBuf| {
        let whole = std::fs::read_to_string(&file).unwrap();
        let path = file.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
        Source { path, shipped: without_comments(&without_tests(&whole)), whole }
    };
    files.into_iter().map(source).collect()
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// Leaves out each item that stands under `#[cfg(test)]`.
fn without_tests(whole: &str) -> String {
    let mut shipped = String::new();
    let mut lines = whole.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let closing = format!("{}}}", indentation(line));
            let first = lines.find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
            if !first.ends_with(';') && !first.ends_with('}') {
                lines.find(|line| *line == closing);
            }
        } else {
            shipped += line;
            shipped.push('\n');
        }
    }
    shipped
}

fn without_comments(text: &str) -> String {
    let code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(code).map(|line| format!("{line}\n")).collect()
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// Every breach as a line, so that all are seen at once.
#[track_caller]
fn none(law: &str, breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{law}:\n{}", breaches.join("\n"));
}

fn breaches(sources: &[Source], pattern: &str, within: impl Fn(&Source) -> bool) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let lines = |source: &Source| {
        let path = source.path.clone();
        let found = source.shipped.lines().filter(|line| pattern.is_match(line));
        found.map(|line| format!("{path}: {}", line.trim())).collect::<Vec<_>>()
    };
    sources.iter().filter(|source| within(source)).flat_map(lines).collect()
}

/// The layers that a text names as `crate::layer` or `crate::{layer, …}`.
fn layers_used(text: &str, root: &str) -> BTreeSet<String> {
    let single = Regex::new(&format!(r"\b{root}::([a-z_]+)")).unwrap();
    let mut used: BTreeSet<String> = single.captures_iter(text).map(|found| found[1].to_owned()).collect();
    let list = Regex::new(&format!(r"\b{root}::\{{")).unwrap();
    for start in list.find_iter(text) {
        let mut depth = 1;
        let mut name = String::new();
        for c in text[start.end()..].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => used.extend([std::mem::take(&mut name)]),
                c if depth == 1 => name.push(c),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        used.insert(name);
    }
    let first = |path: String| path.trim().split("::").next().unwrap_or_default().to_owned();
    used.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn layers_use_only_the_layers_their_arrows_lead_to() {
    let mut found = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = ARROWS.iter().find(|(layer, _)| *layer == source.layer()) else {
            assert!(matches!(source.path.as_str(), "src/lib.rs" | "src/main.rs"), "{} stands in no layer", source.path);
            continue;
        };
        let is_allowed = |used: &String| used == source.layer() || allowed.contains(&used.as_str());
        let used = layers_used(&source.shipped, "crate");
        found.extend(used.iter().filter(|used| !is_allowed(used)).map(|used| format!("{} uses {used}", source.path)));
    }
    none("the arrows are main → ui → session → suggest → model and ui, cli → store, import, export → model", found);
}

#[test]
fn no_file_leaves_its_layer_by_way_of_super() {
    let supers = Regex::new(r"(?:super::)+").unwrap();
    let mut found = Vec::new();
    for source in sources() {
        let deepest = supers.find_iter(&source.shipped).map(|found| found.len() / "super::".len()).max().unwrap_or(0);
        if deepest >= source.depth().max(1) {
            found.push(source.path);
        }
    }
    none("super:: stays within the layer", found);
}

#[test]
fn the_program_itself_only_chooses_between_window_and_command_line() {
    let main = sources().into_iter().find(|source| source.path == "src/main.rs").unwrap();
    let used = layers_used(&main.shipped, "pressmark");
    assert!(used.iter().all(|used| ["cli", "ui"].contains(&used.as_str())), "{used:?}");
}

#[test]
fn files_are_touched_only_by_store_import_and_export() {
    let elsewhere = |source: &Source| !matches!(source.layer(), "store" | "import" | "export");
    let pattern = r"\bstd::fs\b|\bfs::|\bFile::|\bOpenOptions\b|use std::\{.*\bfs\b|\btempfile::";
    none("std::fs only in store, import and export", breaches(&sources(), pattern, elsewhere));
}

#[test]
fn the_model_is_values_only() {
    let pattern = r"\b(std::(time|fs|io|env|net|thread|process|sync::mpsc)|SystemTime|Instant|RandomState|rand|serde|serde_json|ron|egui|eframe|rfd|jiff|log|rayon)\b(::|;|\s*\{)|\bprintln!|\beprintln!";
    none(
        "no I/O, clock, randomness, window or file format in the model",
        breaches(&sources(), pattern, |s| s.layer() == "model"),
    );
}

#[test]
fn the_session_knows_neither_window_nor_file_format() {
    let pattern = r"\b(egui|eframe|rfd|serde|serde_json|ron|std::fs)\b(::|;)";
    none("the session can be driven without a window", breaches(&sources(), pattern, |s| s.layer() == "session"));
}

#[test]
fn nothing_but_the_window_needs_window_libraries() {
    let pattern = r"\b(egui|egui_extras|eframe|rfd|pollster|nucleo_matcher)::";
    none("window libraries stay in ui", breaches(&sources(), pattern, |s| s.layer() != "ui"));
}

#[test]
fn only_the_command_line_prints() {
    let elsewhere = |source: &Source| source.layer() != "cli";
    none("words and data go out through cli", breaches(&sources(), r"\be?print(ln)?!|\bdbg!", elsewhere));
}

#[test]
fn only_one_function_mutates_a_project() {
    // The store replays journals and the session receives what the disk holds; nobody else applies edits.
    let elsewhere = |source: &Source| !matches!(source.layer(), "model" | "store") && source.path != "src/session/commit.rs";
    let pattern = r"\.apply\(&mut|\bproject_mut\b|\.layers\.(insert|remove|entry|get_mut)\(";
    // An undo is tried on a copy; an import without a window has no session.
    let is_fine = |line: &String| line.contains("&mut trial") || line.starts_with("src/cli/project.rs");
    let found = breaches(&sources(), pattern, elsewhere);
    none("commit is the only mutator", found.into_iter().filter(|line| !is_fine(line)).collect());
}

#[test]
fn colours_come_from_themes_alone() {
    let made = r"\bColor32::(from_[a-z_]+\(|[A-Z_]{3,}\b)|\bRgba::|\bhex_color!";
    let plain = Regex::new(r"Color32::(TRANSPARENT|PLACEHOLDER)").unwrap();
    let elsewhere = |source: &Source| source.layer() == "ui" && !source.path.starts_with("src/ui/theme/");
    let found = breaches(&sources(), made, elsewhere);
    none("colours only from assets/themes", found.into_iter().filter(|line| !plain.is_match(line)).collect());
}

#[test]
fn nothing_shipped_gives_up() {
    let pattern = r"\.unwrap\(\)|\.expect\(|\bpanic!|\bunreachable!|\btodo!|\bunimplemented!|\bassert(_eq|_ne)?!";
    none("no unwrap, expect or panic outside tests", breaches(&sources(), pattern, |_| true));
}

#[test]
fn clippy_watches_what_a_text_cannot_show_and_unsafe_is_forbidden() {
    let lib = sources().into_iter().find(|source| source.path == "src/lib.rs").unwrap().shipped;
    for lint in ["unwrap_used", "expect_used", "panic", "unreachable", "todo", "indexing_slicing", "string_slice"] {
        assert!(lib.contains(&format!("clippy::{lint}")), "lib.rs asks clippy for {lint}");
    }
    for source in sources().iter().filter(|source| matches!(source.path.as_str(), "src/lib.rs" | "src/main.rs")) {
        assert!(source.shipped.contains("#![forbid(unsafe_code)]"), "{}", source.path);
    }
    let allowed = r"allow\(.*(clippy::(unwrap_used|expect_used|panic|indexing_slicing|string_slice)|unsafe_code)";
    none("these lints are switched off nowhere", breaches(&sources(), allowed, |_| true));
}

#[test]
fn every_module_begins_with_what_its_concept_is() {
    let mut all = read("src");
    all.extend(read("tests"));
    all.extend(read("benches"));
    let silent = |source: &&Source| !source.whole.starts_with("//!") && !source.is_test();
    none("every file begins with //!", all.iter().filter(silent).map(|source| source.path.clone()).collect());
}

#[test]
fn no_file_is_longer_than_600_lines() {
    let mut all = read("src");
    all.extend(read("tests"));
    all.extend(read("benches"));
    let long = all.iter().map(|source| (source.whole.lines().count(), &source.path)).filter(|(lines, _)| *lines > 600);
    none("at most 600 lines a file", long.map(|(lines, path)| format!("{path}: {lines} lines")).collect());
}

#[test]
fn no_function_is_longer_than_80_lines() {
    let mut found = Vec::new();
    for source in sources() {
        for (name, lines) in functions(&without_tests(&source.whole)) {
            if lines > 80 {
                found.push(format!("{}: {name} has {lines} lines", source.path));
            }
        }
    }
    none("at most 80 lines a function", found);
}

/// The functions of a formatted text with their lines, signature and closing brace among them.
fn functions(text: &str) -> Vec<(String, usize)> {
    let begins = Regex::new(r"^\s*(?:pub(?:\([a-z ]+\))? )?(?:const )?(?:async )?fn (\w+)").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = begins.captures(line) else { continue };
        let closing = format!("{}}}", indentation(line));
        if line.ends_with('}') || line.ends_with(';') {
            continue;
        }
        let end = lines.iter().skip(at).position(|line| *line == closing).unwrap_or(0);
        found.push((name[1].to_owned(), end + 1));
    }
    found
}

#[test]
fn names_say_what_things_are() {
    let pattern = r"\b(?:struct|enum|trait|type) \w*(?:Manager|Helper|Utils?|Entity|Info|Data)\b|\bmod (?:managers?|helpers?|utils?|entity|info|data)\b";
    none("no managers, helpers, utils, entities, infos or datas", breaches(&sources(), pattern, |_| true));
}

#[test]
fn tests_are_left_out_and_lists_of_layers_are_read() {
    let text = "use crate::{model::Span, ui};\n\n#[cfg(test)]\nmod tests {\n    use crate::store::x;\n}\nfn after() {\n}\n";
    let shipped = without_tests(text);
    assert!(shipped.contains("after") && !shipped.contains("store"), "{shipped}");
    let used: Vec<String> = layers_used(&shipped, "crate").into_iter().collect();
    assert_eq!(used, ["model", "ui"]);
    assert_eq!(functions("fn a() {\n    x\n}\nfn b() {}\n"), [("a".to_owned(), 3)]);
}
