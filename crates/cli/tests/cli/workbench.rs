//! `new --study`, `list`, `publish` and `preview`, from the outside.

use crate::support::Site;

const SAID: &str = "description: What it says.\n";

#[test]
fn a_study_is_four_files_and_is_completed_but_never_overwritten() {
    let command = ["new", "--study", "Flow Matching"];
    let ran = Site::new().command(&command).succeeds().expect_stdout("wrote studies/flow-matching/map.md\n");
    assert_eq!(ran.list("studies/flow-matching"), ["map.md", "notes.md", "questions.md", "sources.md"]);
    let ran = ran.expect("studies/flow-matching/sources.md", "# Sources on Flow Matching\n");
    let ran = ran.again().command(&command).fails().expect_stderr("`studies/flow-matching` exists already");
    let ran = ran
        .again()
        .file("studies/flow-matching/map.md", "mine")
        .without("studies/flow-matching/notes.md")
        .command(&command)
        .succeeds();
    assert_eq!(ran.stdout, "wrote studies/flow-matching/notes.md\n");
    assert_eq!(ran.read("studies/flow-matching/map.md"), "mine");
}

#[test]
fn posts_are_listed_newest_first() {
    let site = || {
        Site::new()
            .post("old", "tags: [x, y]\n", "Two words.")
            .file("posts/new.md", "---\ntitle: New\ndate: 2025-01-01\ndraft: true\n---\n\nOne.\n")
            .file("posts/undated.md", "Text.\n")
    };
    let text = site().command(&["list"]).succeeds().stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "2025-01-01  new           1 words  New (draft)",
            "2024-03-01  old           2 words  About old  [x, y]",
            "no date     undated       1 words  Undated",
            "3 posts, 4 words",
        ]
    );
    let json = site().command(&["list", "--format", "json"]).succeeds().stdout;
    let posts: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&posts[0]["slug"], &posts[0]["visibility"]), (&"new".into(), &"draft".into()));
    assert_eq!(posts[1]["tags"], serde_json::json!(["x", "y"]));
}

#[test]
fn publishing_sets_the_date_and_keeps_every_other_byte() {
    let before = "---\r\ntitle: A # one\r\ndate: 2020-01-01 # when\r\ndraft: true # only you\r\ndescription: D.\r\n---\r\n\r\nText.  \r\n";
    let after =
        "---\r\ntitle: A # one\r\ndate: 2024-05-06 # when\r\ndescription: D.\r\n---\r\n\r\nText.  \r\n";
    let command = ["publish", "posts/a.md", "--date", "2024-05-06"];
    let ran = Site::new()
        .file("posts/a.md", before)
        .command(&["publish", "posts/a.md", "--date", "2024-05-06", "--dry-run"])
        .succeeds()
        .expect_stdout(
            "  3: - date: 2020-01-01 # when\n  3: + date: 2024-05-06 # when\n  4: - draft: true # only you\n",
        );
    assert_eq!(ran.read("posts/a.md"), before);
    let ran = ran.again().command(&command).succeeds().expect_stdout("The next build has it at /posts/a/\n");
    assert_eq!(ran.read("posts/a.md"), after);
    let ran =
        ran.again().command(&["publish", "posts/a.md"]).succeeds().expect_stdout("is published already");
    assert_eq!(ran.read("posts/a.md"), after);
}

#[test]
fn a_post_with_errors_is_not_published() {
    let ran = Site::new()
        .post("a", "draft: true\ndescription: D.\n", "$\\nosuch$")
        .command(&["publish", "posts/a.md"])
        .fails()
        .expect_stdout("posts/a.md is not published: mend the errors first")
        .expect_stderr("posts/a.md:8:2: error: ");
    assert!(ran.read("posts/a.md").contains("draft: true"));
    let site = Site::new().post("b", &format!("draft: true\n{SAID}"), "x");
    site.command(&["publish", "posts/b.md", "--date", "soon"]).fails().expect_stderr("`soon` is not a date");
}

#[cfg(unix)]
#[test]
fn a_preview_opens_at_the_post() {
    use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};
    let folder = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho \"$@\"\necho Serving http://127.0.0.1:9/\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(folder.path().join("posts")).unwrap();
    fs::write(folder.path().join("posts/a.md"), "---\nslug: other\n---\n\nText.\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_studybuddy"))
        .args(["preview", "posts/a.md", "--no-open", "--port", "9000"])
        .env("CARGO", &cargo)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{stdout}");
    assert!(stdout.starts_with("xtask serve --port 9000 --posts posts --site site.yaml\n"), "{stdout}");
    assert!(stdout.ends_with("\nhttp://127.0.0.1:9/posts/other/\n"), "{stdout}");
}
