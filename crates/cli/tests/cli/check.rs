//! What `studybuddy check` says, from the outside.

use crate::support::Site;

const SAID: &str = "description: What it says.\n";
const GOOD: &str =
    "## One\n\nA [link](b.md), $x$.\n\n### Two\n\n```python title=a.py\n1\n```\n\nNote.[^n]\n\n[^n]: Yes.";

#[test]
fn all_is_well() {
    let ran = Site::new().post("a", SAID, GOOD).post("b", SAID, "Here.").command(&["check"]).succeeds();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("checked 2 posts: all is well\n", ""));
}

#[test]
fn errors_fail_and_warnings_only_if_they_are_told_to() {
    Site::new()
        .post("a", "draft: true\ndescription: D.\n", "$\\nosuch$ and ![](https://example.com/x.png)")
        .command(&["check"])
        .fails()
        .expect_stdout("checked 1 post: 1 error, 1 warning")
        .expect_stderr(
            "posts/a.md:8:2: error: the formula cannot be typeset: Undefined control sequence: \\nosuch",
        );
    let warned = Site::new()
        .post("a", SAID, "![](https://example.com/x.png)")
        .command(&["check"])
        .succeeds()
        .expect_stderr("posts/a.md:7:1: warning");
    let warned = warned.again().command(&["check", "--strict"]).fails();
    warned.again().command(&["check", "--deny", "warnings"]).fails();
}

#[test]
fn findings_have_no_colours_but_on_a_terminal() {
    let ran = Site::new().post("a", SAID, "$\\nosuch$").command(&["check"]).fails();
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
}

#[test]
fn github_gets_commands_on_standard_output() {
    let ran =
        Site::new().post("a", SAID, "$\\nosuch$").command(&["check", "--format", "github"]).fails().expect_stdout(
            "::error file=posts/a.md,line=7,col=2,endLine=7,endColumn=9,title=math/katex::the formula cannot be typeset: ",
        );
    assert_eq!(ran.stderr, "");
}

#[test]
fn what_is_mechanical_is_mended_once_and_nothing_else_changes() {
    let before = "\u{feff}---\r\ntilte: A\r\ndate: 2024-03-01\r\ndescription: D.\r\n---\r\n\r\n##One\r\n\r\n```pyhton\r\nx\u{a0}= 1\r\n```\r\n\r\nTo [it](#One), $ x$.  \r\nEnd";
    let after = "\u{feff}---\r\ntitle: A\r\ndate: 2024-03-01\r\ndescription: D.\r\n---\r\n\r\n## One\r\n\r\n```python\r\nx = 1\r\n```\r\n\r\nTo [it](#one), $x$.  \r\nEnd";
    let ran = Site::new().file("posts/a.md", before).command(&["check", "--fix"]).succeeds();
    assert_eq!(ran.read("posts/a.md"), after);
    let ran = ran
        .expect_stderr("posts/a.md:2:1: fixed: unknown key `tilte`, did you mean `title`? [keys/unknown]\n")
        .expect_stdout("checked 1 post: all is well; fixed ");
    let ran =
        ran.again().command(&["check", "--fix"]).succeeds().expect_stdout("checked 1 post: all is well\n");
    assert_eq!((ran.read("posts/a.md").as_str(), ran.stderr.as_str()), (after, ""));
}

#[test]
fn files_that_are_not_text_are_never_mended() {
    let bytes = b"---\ntilte: caf\xe9\ndate: 2024-03-01\n---\n\nText.\n";
    let ran = Site::new().file("posts/a.md", bytes).command(&["check", "--fix"]).fails();
    assert_eq!(ran.bytes("posts/a.md"), bytes);
}

#[test]
fn length_is_told_section_by_section() {
    Site::new()
        .post("a", SAID, "Two words.\n\n## One\n\nThree more words, $x$.\n\n### Two\n\nOne.")
        .command(&["check", "--stats"])
        .succeeds()
        .expect_stdout("posts/a.md: 9 words, 1 min, 1 formula, 0 blocks of code, 0 pictures")
        .expect_stdout("      2     0  (before the first heading)\n")
        .expect_stdout("      5     1    One\n");
}

#[test]
fn only_named_files_are_checked_but_links_lead_to_all() {
    let ran = Site::new()
        .post("a", SAID, GOOD)
        .post("b", SAID, "$\\nosuch$")
        .command(&["check", "posts/a.md"])
        .succeeds();
    assert_eq!(ran.stderr, "");
    ran.again()
        .post("c", "slug: a\ndescription: D.\n", "Again.")
        .command(&["check", "posts/c.md", "posts/b.md"])
        .fails()
        .expect_stderr("posts/c.md:1:1: error: `a.md` has the same slug: `a`; only one of them is built")
        .expect_stderr("posts/b.md:7:2: error: ")
        .again()
        .file("notes.txt", "x")
        .command(&["check", "notes.txt"])
        .fails()
        .expect_stderr("notes.txt:1:1: error: it is not a post");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_rest() {
    let ran = Site::new()
        .file("notes/README.md", "# Notes\n\n$x$")
        .file("notes/cells.qmd", "---\ntitle: Cells\n---\n$y$")
        .file("notes.txt", "x")
        .command(&["check", "--format", "json", "gone.md", "notes.txt", "notes"])
        .fails();
    let posts: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let all = |key: &str| posts.as_array().unwrap().iter().map(|post| post[key].clone()).collect::<Vec<_>>();
    assert_eq!(
        all("slug"),
        ["notes".into(), "cells".into(), serde_json::Value::Null, serde_json::Value::Null]
    );
    assert_eq!(all("file"), ["notes/README.md", "notes/cells.qmd", "gone.md", "notes.txt"]);
    assert_eq!(posts[2]["diagnostics"][0]["code"], "post/file");
}

#[test]
fn json_tells_all_that_is_known() {
    let ran = Site::new()
        .post("a", "tags: [x]\ndescription: D.\n", &format!("{GOOD}\n\n$\\nosuch$ ![A plot](a.png)"))
        .post("b", SAID, "Here.")
        .file("posts/a.png", "x")
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
        ("/formulas/0/line", "10"),
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
        ("/diagnostics/0/end_column", "9"),
        ("/diagnostics/0/can_fix", "false"),
        ("/sections/0/title", "\"One\""),
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

#[test]
fn json_has_formulas_as_they_were_written() {
    let formulas = [
        "\\begin{equation}\n\\label{eq:a} a\n\\end{equation}",
        "\\begin{eqnarray} a &=& b \\\\ c &=& d \\end{eqnarray}",
        "\\require{mathtools} \\newcommand{\\foo}[1]{#1}",
        "\\begin{array}{@{}c c@{}} a & b \\end{array}",
        "\\definecolor{one}{RGB}{1,2,3} \\color{one}{x_\\vec u} y",
        "\\text{# of a_b}",
        "\\eqref{eq:a}",
    ];
    let body =
        formulas.map(|tex| format!("$$\n{tex}\n$$\n\n")).concat() + "\\def\\bar#1{#1}\n\n> $\\{a\\_{i}\\}$\n";
    let ran = Site::new().post("a", SAID, &body).command(&["check", "--format", "json"]).succeeds();
    let posts: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let seen: Vec<&str> = posts[0]["formulas"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|formula| formula["tex"].as_str())
        .collect();
    let expected = formulas.into_iter().chain(["\\def\\bar#1{#1}", "\\{a_{i}\\}"]);
    assert_eq!(seen, expected.collect::<Vec<_>>());
    assert_eq!(posts[0]["formulas"][0]["katex"], "\\begin{equation*}\n\\tag{1} a\n\\end{equation*}");
    assert_eq!(posts[0]["formulas"][2]["katex"], "");
    assert_eq!(posts[0]["formulas"][5]["katex"], "\\text{\\# of a\\_b}");
    assert_eq!(posts[0]["formulas"].as_array().unwrap().last().unwrap()["katex"], serde_json::Value::Null);
}
