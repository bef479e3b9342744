//! What `studybuddy check` says, from the outside.

use crate::support::Site;

const GOOD: &str =
    "## One\n\nA [link](b.md), $x$.\n\n### Two\n\n```python title=a.py\n1\n```\n\nNote.[^n]\n\n[^n]: Yes.";

#[test]
fn all_is_well() {
    let ran = Site::new().post("a", "", GOOD).post("b", "", "Here.").command(&["check"]).succeeds();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("checked 2 posts: all is well\n", ""));
}

#[test]
fn errors_fail_and_warnings_do_not() {
    Site::new()
        .post("a", "draft: true\n", "$\\nosuch$ and [gone](gone.md)")
        .command(&["check"])
        .fails()
        .expect_stdout("checked 1 post: 1 error, 1 warning")
        .expect_stderr(
            "posts/a.md:7:1: error: the formula cannot be typeset: Undefined control sequence: \\nosuch",
        );
    Site::new()
        .post("a", "", "[gone](gone.md)")
        .command(&["check"])
        .succeeds()
        .expect_stderr("posts/a.md:6:1: warning");
}

#[test]
fn only_named_files_are_checked_but_links_lead_to_all() {
    let ran = Site::new()
        .post("a", "", GOOD)
        .post("b", "", "$\\nosuch$")
        .command(&["check", "posts/a.md"])
        .succeeds();
    assert_eq!(ran.stderr, "");
    ran.again()
        .post("c", "slug: a\n", "Again.")
        .command(&["check", "posts/c.md", "posts/b.md"])
        .fails()
        .expect_stderr("posts/c.md:1:1: error: `a.md` has the same slug: `a`; only one of them is built")
        .expect_stderr("posts/b.md:6:1: error: ")
        .again()
        .file("notes.txt", "x")
        .command(&["check", "notes.txt"])
        .fails()
        .expect_stderr("error: `notes.txt` is not a post");
}

#[test]
fn json_tells_all_that_is_known() {
    let ran = Site::new()
        .post("a", "tags: [x]\n", &format!("{GOOD}\n\n$\\nosuch$ ![A plot](a.png)"))
        .post("b", "", "Here.")
        .command(&["check", "--format", "json"])
        .fails();
    let posts: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let post = &posts[0];
    for (path, expected) in [
        ("/file", "\"posts/a.md\""),
        ("/title", "\"About a\""),
        ("/date", "\"2024-03-01\""),
        ("/slug", "\"a\""),
        ("/tags", "[\"x\"]"),
        ("/toc/0/id", "\"one\""),
        ("/toc/0/children/0/text", "\"Two\""),
        ("/formulas/0/tex", "\"x\""),
        ("/formulas/0/style", "\"inline\""),
        ("/formulas/0/line", "9"),
        ("/formulas/0/column", "17"),
        ("/formulas/0/error", "null"),
        ("/code_blocks/0/language", "\"python\""),
        ("/code_blocks/0/title", "\"a.py\""),
        ("/links/0/href", "\"../../posts/b/\""),
        ("/links/0/kind", "\"post\""),
        ("/images/0/alt", "\"A plot\""),
        ("/footnotes/0/label", "\"n\""),
        ("/diagnostics/0/severity", "\"error\""),
        ("/diagnostics/0/code", "\"math/katex\""),
    ] {
        assert_eq!(
            post.pointer(path).map(ToString::to_string).as_deref(),
            Some(expected),
            "{path} of {post:#}"
        );
    }
    assert!(post["formulas"][1]["error"].as_str().unwrap().contains("\\nosuch"));
    assert_eq!(posts[1]["diagnostics"], serde_json::json!([]));
}
