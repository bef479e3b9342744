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

#[test]
fn of_several_files_each_that_is_missing_is_named() {
    let named = "description: D.\nbibliography:\n  - refs.bib\n  - none.bib\n  - more.bib\n";
    let more = BIB.replace("a1", "b1").replace("LSTM", "RNN");
    let site = || {
        Site::new().file("posts/refs.bib", BIB).file("posts/more.bib", &more).post(
            "a",
            named,
            "[@a1; @b1; @c1]",
        )
    };
    site()
        .command(&["check"])
        .fails()
        .expect_stderr("posts/a.md:7:5: error: there is no bibliography `none.bib` [citation/file]")
        .expect_no_stderr("citation/key");
    site().succeeds().expect("dist/posts/a/index.html", "<li id=\"ref-b1\">");
    site()
        .file("posts/none.bib", BIB.replace("a1", "d1"))
        .command(&["check"])
        .fails()
        .expect_stderr("error: `c1` is not in the bibliography `refs.bib`, `none.bib`, `more.bib`");
}

#[test]
fn what_is_cited_is_what_readers_see() {
    // Neither a longer key, nor code, nor an address cites `a1`.
    let bib = format!("{BIB}{}{}", BIB.replace("a1", "a12"), BIB.replace("a1", "b&c_d"));
    let check = |body: &str| {
        Site::new().file("posts/refs.bib", &bib).post("a", NAMED, body).command(&["check", "--hints"])
    };
    let hint = "the post cites nothing for a1 of `refs.bib`";
    check("[@a12] and `@a1` by x@a1, <d-cite key=\"b&c_d\"></d-cite>").succeeds().expect_stderr(hint);
    check("As @a1 says [@a12], <d-cite key=\"b&c_d\"></d-cite>")
        .succeeds()
        .expect_no_stderr("citation/unused");
}

#[test]
fn a_post_elsewhere_has_its_bibliography_beside_it() {
    Site::new()
        .file("other/refs.bib", BIB)
        .file(
            "other/a.md",
            "---\ntitle: T\ndate: 2024-01-01\ndescription: D.\nbibliography: refs.bib\n---\n\n[@a1]\n",
        )
        .command(&["check", "other/a.md"])
        .succeeds()
        .expect_no_stderr("citation");
}

#[test]
fn the_folder_of_the_command_has_no_say_in_what_a_post_cites() {
    Site::new()
        .file("posts/refs.bib", BIB.replace("Jane", "June"))
        .file("site/posts/refs.bib", BIB)
        .file(
            "site/posts/a.md",
            "---\ntitle: T\ndate: 2024-01-01\ndescription: D.\nbibliography: refs.bib\n---\n\n[@a1]\n",
        )
        .with("--posts site/posts")
        .succeeds()
        .expect("dist/posts/a/index.html", "Jane Doe");
}
