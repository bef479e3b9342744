//! Rules about the sources that no compiler checks: which room may use what, what never gets in, how long a file is.
//! A finding names the file, the line and the rule.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// A word that belongs to one room only.
struct Reserved {
    word: &'static str,
    /// Where the rule holds.
    within: &'static str,
    /// Where the word may stand all the same.
    rooms: &'static [&'static str],
    rule: &'static str,
}

const RESERVED: &[Reserved] = &[
    browser_api("web_sys"),
    browser_api("js_sys"),
    browser_api("wasm_bindgen"),
    Reserved {
        word: "gloo_net",
        within: "",
        rooms: &["src/fetch.rs", "src/fetch/"],
        rule: "requests are made only in src/fetch",
    },
    Reserved {
        word: "inner_html",
        within: "",
        rooms: &["src/components/page_view.rs"],
        rule: "rendered HTML enters the page in one place, src/components/page_view.rs",
    },
    content_is_pure("std::fs"),
    content_is_pure("std::net"),
    content_is_pure("std::env"),
    content_is_pure("SystemTime"),
    content_is_pure("Instant"),
];

const fn browser_api(word: &'static str) -> Reserved {
    // The tests that run in WebAssembly are started by a macro of wasm-bindgen's.
    // The roots of the finder, of the renderer and of the parser that is measured say what the browser may call.
    let rooms = &[
        "src/renderer.rs",
        "bench/micro/src/lib.rs",
        "src/interop",
        "crates/finder/src/interop",
        "crates/finder/src/lib.rs",
        "crates/content/tests/wasm.rs",
    ];
    Reserved { word, within: "", rooms, rule: "the browser's API is used only in src/interop" }
}

const fn content_is_pure(word: &'static str) -> Reserved {
    Reserved {
        word,
        within: "crates/content/src/",
        rooms: &[],
        rule: "the content crate knows no disk, network or clock",
    }
}

/// Where `style=` is written on purpose: the list of what authors' HTML may have, and what KaTeX makes.
const STYLE_ATTRIBUTE_ROOMS: &[&str] =
    &["crates/content/src/html", "crates/content/src/math/lean", "crates/cli/src/typeset"];

/// The longest a source file may be.
const MAX_LINES: usize = 400;
/// Longer files, each with the reason.
const LONG_FILES: &[(&str, &str)] = &[];

const SOURCE_EXTENSIONS: &[&str] = &["rs", "js", "mjs", "ts", "css"];
/// Folders at the top that hold no sources of ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "test-results", "playwright-report", ".git"];

#[test]
fn words_stay_in_their_rooms() {
    let mut findings = Findings::default();
    for (path, text) in rust_sources() {
        for Reserved { word, rule, .. } in RESERVED.iter().filter(|reserved| reserved.forbids(&path)) {
            findings.search(&path, &text, rule, |line| has_word(line, word));
        }
    }
    findings.assert_none();
}

#[test]
fn no_inline_style() {
    let mut findings = Findings::default();
    let rule = "no style attribute: give it a class, or a custom property (`style:--name=`)";
    for (path, text) in rust_sources() {
        let is_test = path.contains("tests/") || path.ends_with("tests.rs");
        if !is_test && !STYLE_ATTRIBUTE_ROOMS.iter().any(|room| path.starts_with(room)) {
            findings.search(&path, &text, rule, |line| has_word(line, "style="));
        }
    }
    findings.assert_none();
}

#[test]
fn nothing_of_one_machine() {
    let mut findings = Findings::default();
    // Put together, so that this file does not break its own rule.
    let machine_path = concat!("/wo", "rk/");
    for (path, text) in all_texts() {
        findings.search(&path, &text, "no path of one machine", |line| has_path(line, machine_path));
    }
    for (path, text) in named(&["package-lock.json", "bench/micro/package-lock.json"]) {
        let rule = "no registry host in the lock file (see .npmrc)";
        findings.search(&path, &text, rule, |line| line.trim_start().starts_with("\"resolved\""));
    }
    for (path, text) in named(&["Cargo.lock"]) {
        let rule = "every crate is from crates.io";
        let crates_io = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        findings.search(&path, &text, rule, |line| line.starts_with("source = ") && line != crates_io);
    }
    findings.assert_none();
}

#[test]
fn files_are_short() {
    let mut findings = Findings::default();
    for (path, text) in all_texts() {
        let is_source = SOURCE_EXTENSIONS
            .iter()
            .any(|extension| Path::new(&path).extension() == Some(extension.as_ref()));
        let is_known = LONG_FILES.iter().any(|(long, _reason)| *long == path);
        let lines = text.lines().count();
        // What authors put beside posts is not ours to measure.
        if is_source && !is_known && lines > MAX_LINES && !path.starts_with("posts/") {
            findings.add(
                &path,
                lines,
                &format!("{lines} lines, more than {MAX_LINES}: split it by what it is about"),
            );
        }
    }
    findings.assert_none();
}

#[test]
fn rules_find_what_they_are_about() {
    assert!(has_word("use web_sys::Window;", "web_sys"));
    assert!(!has_word("use my_web_sys::Window;", "web_sys"));
    assert!(!has_word("// not web_sys", "web_sys"));
    assert!(has_word("<p style=\"color: red\">", "style="));
    assert!(!has_word("<p class:x style:--progress=y data-style=z>", "style="));
    assert!(has_path("see `/home/x` or \"/home/y\"", "/home/"));
    assert!(!has_path("https://example.org/home/x", "/home/"));
}

impl Reserved {
    fn forbids(&self, path: &str) -> bool {
        path.starts_with(self.within) && !self.rooms.iter().any(|room| path.starts_with(room))
    }
}

/// Is `word` in the code of `line`, not as a part of a longer name and not in a comment?
fn has_word(line: &str, word: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    code.match_indices(word).any(|(at, _)| {
        let after = &code[at + word.len()..];
        // `style=` ends by itself.
        let ends = !word.ends_with(char::is_alphanumeric) || !after.starts_with(is_name);
        !code[..at].ends_with(is_name) && ends
    })
}

/// Does `line` name a path that begins with `prefix`? An address with such a part does not.
fn has_path(line: &str, prefix: &str) -> bool {
    let continues = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '}' | ')');
    line.match_indices(prefix).any(|(at, _)| !line[..at].ends_with(continues))
}

#[derive(Default)]
struct Findings(String);

impl Findings {
    fn add(&mut self, path: &str, line: usize, rule: &str) {
        writeln!(self.0, "{path}:{line}: {rule}").expect("a String takes all");
    }

    fn search(&mut self, path: &str, text: &str, rule: &str, is_bad: impl Fn(&str) -> bool) {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| is_bad(line)) {
            self.add(path, index + 1, &format!("{rule}: `{}`", line.trim()));
        }
    }

    fn assert_none(self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

/// The Rust of the app and its crates; xtask itself has no rooms.
fn rust_sources() -> impl Iterator<Item = (String, String)> {
    all_texts().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("xtask/"))
}

fn named(names: &'static [&'static str]) -> impl Iterator<Item = (String, String)> {
    all_texts().filter(move |(path, _)| names.contains(&path.as_str()))
}

/// All text files of the repository, by their path in it.
fn all_texts() -> impl Iterator<Item = (String, String)> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned();
    let mut files = Vec::new();
    for entry in entries(&root).into_iter().filter(|entry| !NOT_OURS.iter().any(|name| entry.ends_with(name)))
    {
        collect(entry, &mut files);
    }
    files.sort();
    files.into_iter().filter_map(move |file| {
        let path = file.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
        Some((path, fs::read_to_string(&file).ok()?))
    })
}

fn collect(path: PathBuf, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        entries(&path).into_iter().for_each(|entry| collect(entry, files));
    } else {
        files.push(path);
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}
