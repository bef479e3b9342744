//! What `studybuddy new` starts, from the outside.

use crate::support::Site;

#[test]
fn a_new_post_says_what_remains_to_be_filled_and_never_overwrites() {
    let title = "Bayes' rule: \"slowly\"";
    let ran =
        Site::new().command(&["new", title]).succeeds().expect_stdout("wrote posts/bayes-rule-slowly.md\n");
    let text = ran.read("posts/bayes-rule-slowly.md");
    for key in [
        "title: ",
        "date: 20",
        "draft: true",
        "categories: ",
        "tags: ",
        "mathjax: true",
        "toc: true",
        "description: ",
    ] {
        assert!(text.contains(&format!("\n{key}")), "{key} in {text}");
    }
    for section in ["Motivation", "Background", "Core content", "Takeaways", "Conclusion", "References"] {
        assert!(text.contains(&format!("\n## {section}\n")), "{section} in {text}");
    }
    let ran = ran.again().command(&["check"]).succeeds().expect_stdout("checked 1 post: 3 warnings");
    for words in
        ["the description is empty", "the section `Takeaways` is empty", "the section `References` is empty"]
    {
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
    ran.again()
        .with("--drafts")
        .succeeds()
        .expect("dist/posts/bayes-rule-slowly/index.html", "Bayes' rule: &quot;slowly&quot;</h1>")
        .again()
        .command(&["new", title])
        .fails()
        .expect_stderr("error: `posts/bayes-rule-slowly.md` exists already");
}

#[test]
fn help_has_an_example_for_each_command() {
    for command in ["build", "check", "list", "new", "preview", "publish", "schema"] {
        Site::new()
            .command(&[command, "--help"])
            .succeeds()
            .expect_stdout(&format!("Example:\n  studybuddy {command} "));
    }
}
