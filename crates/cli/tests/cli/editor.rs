//! What editors and CI read: the schema of front matter, and the patterns that find our findings in a log.

use std::{fs, path::Path};

use regex::Regex;
use serde_json::Value;

use crate::support::Site;

fn repository_file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_schema_in_docs_is_the_one_that_the_tool_prints() {
    let printed = Site::new().command(&["schema"]).succeeds().stdout;
    assert_eq!(
        repository_file("docs/front-matter.schema.json"),
        printed,
        "run `cargo blog schema > docs/front-matter.schema.json`"
    );
    let schema: Value = serde_json::from_str(&printed).unwrap();
    for key in ["title", "description", "date", "tags", "draft", "canonical"] {
        assert!(schema["properties"][key]["description"].is_string(), "{key}");
    }
}

#[test]
fn problem_matchers_read_every_finding() {
    let ran = Site::new()
        .post("a", "tilte: x\n", "$\\nosuch$: [x](gone.md) and the the end.\n\n```cobol\nx\n```")
        .command(&["check", "--hints"])
        .fails();
    let lines: Vec<&str> = ran.stderr.lines().filter(|line| !line.starts_with("  help: ")).collect();
    assert!(lines.len() >= 5, "{}", ran.stderr);
    for (file, pattern) in [
        (".vscode/tasks.json", "/tasks/0/problemMatcher/pattern"),
        (".github/problem-matchers/studybuddy.json", "/problemMatcher/0/pattern/0"),
    ] {
        let matcher: Value = serde_json::from_str(&repository_file(file)).unwrap();
        let matcher = matcher.pointer(pattern).unwrap_or_else(|| panic!("{pattern} in {file}"));
        let regex = Regex::new(matcher["regexp"].as_str().unwrap()).unwrap();
        let group = |name: &str| usize::try_from(matcher[name].as_u64().unwrap()).unwrap();
        for line in &lines {
            let found = regex.captures(line).unwrap_or_else(|| panic!("{file} does not read {line}"));
            assert_eq!(&found[group("file")], "posts/a.md");
            assert!(found[group("line")].parse::<usize>().unwrap() > 0);
            assert!(["error", "warning", "hint"].contains(&&found[group("severity")]));
            assert!(found[group("code")].contains('/'));
        }
    }
}
