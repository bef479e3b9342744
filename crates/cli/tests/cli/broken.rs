//! Posts with faults, and what `check` has to say of each: `tests/broken/posts/x.md` has its findings in `x.expected`.
//! Nothing may be missing and nothing may be said beyond. After a change that is meant, `UPDATE=1 cargo test -p
//! studybuddy-cli broken` writes what is said now; read the difference before it is committed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// The findings of a run by file, each with its help.
fn findings(folder: &Path, arguments: &[&str]) -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO_BIN_EXE_studybuddy"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        if let Some(help) = line.strip_prefix("  help: ") {
            files.get_mut(&last).unwrap().last_mut().unwrap().push_str(&format!("\n  help: {help}"));
            continue;
        }
        let (file, rest) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        last = file.trim_start_matches("posts/").trim_end_matches(".md").to_owned();
        files.entry(last.clone()).or_default().push(rest.to_owned());
    }
    files
}

fn posts(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.join("posts")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| Some(name.strip_suffix(".md")?.to_owned())).collect()
}

#[test]
fn every_fault_is_found_and_nothing_else() {
    let folder = PathBuf::from(HERE).join("tests/broken");
    let plain = findings(&folder, &[]);
    let with_hints = findings(&folder, &["--hints"]);
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    let mut kinds = BTreeSet::new();
    for post in posts(&folder) {
        let found = if post.starts_with("hint-") { &with_hints } else { &plain };
        let mut seen = found.get(&post).cloned().unwrap_or_default();
        seen.sort_by_key(|finding| {
            let mut numbers = finding.splitn(3, ':').map(|number| number.parse::<usize>().unwrap_or(0));
            (numbers.next(), numbers.next(), finding.clone())
        });
        kinds.extend(seen.iter().filter_map(|finding| {
            let line = finding.lines().next()?;
            Some(line.rsplit_once('[')?.1.to_owned())
        }));
        let path = folder.join("posts").join(format!("{post}.expected"));
        let text = seen.iter().map(|finding| format!("{finding}\n")).collect::<String>();
        if update {
            fs::write(&path, &text).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != text {
            for (sign, these, those) in [("missing", &expected, &text), ("surplus", &text, &expected)] {
                let lines = these.lines().filter(|line| !those.lines().any(|other| other == *line));
                lines.for_each(|line| wrong.push_str(&format!("{sign} {post}.md:{line}\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(kinds.len() >= 60, "only {} kinds of findings: {kinds:?}", kinds.len());
    let silent: Vec<String> = posts(&folder)
        .into_iter()
        .filter(|post| fs::read(folder.join("posts").join(format!("{post}.expected"))).unwrap().is_empty())
        .collect();
    // Of two posts that are alike only one is to be changed.
    assert_eq!(silent, ["series-one", "series-two", "slug-one", "tag-three", "tag-two", "title-one"]);
}

/// Messages that name what was expected, or meant, need no help.
fn says_it_all(finding: &str) -> bool {
    finding.contains(", expected ") || finding.contains("did you mean")
}

#[test]
fn every_finding_says_what_to_do() {
    let folder = PathBuf::from(HERE).join("tests/broken");
    let without: Vec<String> = findings(&folder, &["--hints"])
        .into_iter()
        .flat_map(|(file, findings)| findings.into_iter().map(move |finding| format!("{file}:{finding}")))
        .filter(|finding| !finding.contains("\n  help: ") && !says_it_all(finding))
        .collect();
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn clean_posts_and_our_own_have_no_findings() {
    for folder in [PathBuf::from(HERE).join("tests/clean"), PathBuf::from(HERE).join("../..")] {
        let found = findings(&folder, &["--strict"]);
        assert!(found.is_empty(), "{}: {found:#?}", folder.display());
    }
}
