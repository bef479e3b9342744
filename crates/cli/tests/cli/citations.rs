//! Citations: what posts cite is looked up in BibTeX files.

use crate::support::Site;

const BIB: &str =
    "@article{a1, author = {Doe, Jane}, title = {On {LSTM}s}, year = 2020, url = {https://x.org/}}\n";
const NAMED: &str = "description: D.\nbibliography: refs.bib\n";

#[test]
fn pages_data_and_feeds_have_the_references() {
    let ran = Site::new()
        .file("site.yaml", "url: https://example.org/\n")
        .file("posts/refs.bib", BIB)
        .post("a", NAMED, "So says [@a1; @none].")
        .succeeds();
    let list = "<li id=\"ref-a1\">Jane Doe. <a href=\"https://x.org/\">On LSTMs</a>. 2020. <a class=\"footnote-backref\"";
    ran.expect(
        "dist/posts/a/index.html",
        "[<a href=\"#ref-a1\" id=\"cite:1\" aria-label=\"1: Doe, On LSTMs, 2020\">1</a>, none]",
    )
    .expect("dist/posts/a/index.html", list)
    .expect(
        "dist/posts/manifest.json",
        "\"references\":{\"a1\":\"Doe\\nDoe, On LSTMs, 2020\\nJane Doe. <a href",
    )
    .expect("dist/feed.xml", "https://example.org/posts/a/#ref-a1");
}

#[test]
fn a_change_of_the_bibliography_is_seen() {
    let ran = Site::new().file("posts/refs.bib", BIB).post("a", NAMED, "[@a1]").succeeds();
    let before = ran.read("dist/posts/manifest.json");
    let ran = ran.again().file("posts/refs.bib", BIB.replace("Jane", "June")).succeeds();
    let ran = ran.expect("dist/posts/a/index.html", "June Doe");
    let build =
        |manifest: &str| manifest.split("\"build\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(build(&before), build(&ran.read("dist/posts/manifest.json")), "open pages have to hear of it");
    ran.again()
        .without("posts/refs.bib")
        .succeeds()
        .expect("dist/posts/a/index.html", "<span class=\"citation\">[a1]</span>");
}

#[test]
fn files_are_found_where_other_engines_keep_them() {
    for (file, front_matter) in [
        ("public/assets/bibliography/refs.bib", NAMED),
        ("posts/_bibliography/papers.bib", "description: D.\n"),
        ("_bibliography/references.bib", "description: D.\n"),
    ] {
        Site::new()
            .file(file, BIB)
            .post("a", front_matter, "{% cite a1 %}\n\n## Sources\n\n{% bibliography --cited %}")
            .succeeds()
            .expect("dist/posts/a/index.html", "<li id=\"ref-a1\">");
    }
}

#[test]
fn a_mistake_in_the_file_is_told_at_its_place() {
    let bib = format!("{BIB}\n@article{{b2,\n  title = {{B\n}}\n");
    let site = || Site::new().file("posts/refs.bib", &bib).post("a", NAMED, "## One\n\n[@a1] and [@b2].");
    let told = "posts/refs.bib:3:1: error: this entry cannot be read: a brace or a quote is not closed";
    site()
        .command(&["check"])
        .fails()
        .expect_stderr(told)
        .expect_stderr("`b2` is not in the bibliography `refs.bib`");
    site().fails().expect_stderr(told).expect("dist/posts/a/index.html", "<li id=\"ref-a1\">");
}
