//! What `studybuddy build` writes, from the outside.

use crate::support::Site;

#[test]
fn an_empty_site_has_its_pages() {
    let ran = Site::new().file("site.yaml", "url: https://example.org/\n").succeeds();
    assert!(ran.stdout.starts_with("built 0 posts, 6 pages in "), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
    for page in [
        "index.html",
        "tags/index.html",
        "archive/index.html",
        "about/index.html",
        "search/index.html",
        "404.html",
    ] {
        assert!(ran.has(&format!("dist/{page}")), "{page}");
    }
    ran.expect("dist/robots.txt", "User-agent: *")
        .expect("dist/_headers", "/assets/*.wasm\n  Content-Type: application/wasm")
        .expect("dist/posts/manifest.json", "\"posts\":[]")
        .expect("dist/.nojekyll", "");
}

#[test]
fn a_post_is_a_finished_page() {
    Site::new()
        .post(
            "bayes",
            "tags: [rust]\ncategories: Deep Dives\n",
            "Euler: $e^{i\\pi}$.\n\n```python\nx = 1  # one\n```",
        )
        .succeeds()
        .expect("dist/posts/bayes/index.html", "<h1 class=\"post-title\">About bayes</h1>")
        .expect("dist/posts/bayes/index.html", "<span class=\"katex\">")
        .expect("dist/posts/bayes/index.html", "<math ")
        .expect("dist/posts/bayes/index.html", "href=\"../../assets/katex-AAAAAAAA.css\"")
        .expect("dist/posts/bayes/index.html", "<span class=\"hljs-comment\"># one</span>")
        .expect("dist/posts/bayes.md", "title: About bayes")
        .expect("dist/posts/manifest.json", "\"slug\":\"bayes\"")
        .expect("dist/index.html", "href=\"./posts/bayes/\"")
        .expect("dist/tags/rust/index.html", "href=\"../../posts/bayes/\"")
        .expect("dist/categories/deep-dives/index.html", "href=\"../../posts/bayes/\"")
        .expect_not("dist/index.html", "data-sheet=\"katex\"");
}

#[test]
fn a_bad_formula_is_reported_and_the_rest_stands() {
    Site::new()
        .post("a", "", "Bad: $\\frac{1}{$, good: $x$.")
        .post("b", "", "Fine.")
        .fails()
        .expect_stderr("posts/a.md:6:6: error: the formula cannot be typeset: ")
        .expect_stdout("built 2 posts, ")
        .expect_stdout(" (1 error, 1 hint)")
        .expect("dist/posts/a/index.html", "<span class=\"katex-error\" title=")
        .expect("dist/posts/a/index.html", "<span class=\"katex\">")
        .expect("dist/posts/b/index.html", "Fine.");
}

#[test]
fn macros_of_site_and_post_are_known_but_not_those_of_other_posts() {
    Site::new()
        .file("site.yaml", "macros: { RR: '\\mathbb{R}' }")
        .post("a", "macros: { own: 'x' }\n", "$\\RR \\own$ $\\gdef\\later{y}$ $\\later$")
        .succeeds()
        .again()
        .post("b", "", "$\\later$")
        .fails()
        .expect_stderr(
            "posts/b.md:6:1: error: the formula cannot be typeset: Undefined control sequence: \\later",
        );
}

#[test]
fn two_posts_with_one_slug_are_an_error_that_names_both() {
    Site::new()
        .post("2024-01-01-x", "", "First.")
        .post("2024-02-02-x", "", "Second.")
        .fails()
        .expect_stderr("error: `posts/2024-02-02-x.md` has the same slug as `posts/2024-01-01-x.md`: `x`")
        .expect("dist/posts/x/index.html", "First.")
        .expect_stdout("built 1 post, ");
}

#[test]
fn drafts_and_posts_of_the_future_are_left_out_with_all_that_is_theirs() {
    let site = Site::new()
        .post("draft/index", "draft: true\n", "Not yet.")
        .file("posts/draft/secret.csv", "1")
        .file("posts/tomorrow.md", "---\ndate: 2999-01-01\n---\n\nNot yet.\n")
        .post("out", "", "[Not yet](tomorrow.md).");
    let ran = site.succeeds().expect_stdout("built 1 post, ").expect_stderr("posts/out.md:6:1: warning:");
    assert_eq!(ran.list("dist/posts"), ["manifest.json", "out", "out.md"]);
    ran.again()
        .with("--drafts")
        .succeeds()
        .expect_stdout("built 3 posts, ")
        .expect("dist/posts/draft/index.html", "draft-badge")
        .expect("dist/posts/draft/secret.csv", "1")
        .expect("dist/index.html", "posts/draft/");
}

#[test]
fn hidden_posts_have_a_page_and_stand_in_no_list() {
    Site::new()
        .post("hidden", "hidden: true\ntags: [rare]\n", "Only for you.")
        .succeeds()
        .expect("dist/posts/hidden/index.html", "Only for you.")
        .expect_not("dist/index.html", "hidden")
        .expect_absent("dist/tags/rare");
}

#[test]
fn files_are_copied_to_where_links_lead() {
    let ran = Site::new()
        .post("x", "", "![A plot](img/a.png)")
        .file("posts/img/a.png", "png")
        .file("posts/.DS_Store", "")
        .file("posts/README.md", "For authors.")
        .file("posts/x/index.html", "not the page")
        .file("public/favicon.svg", "<svg/>")
        .file("public/.well-known/x", "1")
        .file("public/robots.txt", "User-agent: none")
        .succeeds()
        .expect("dist/posts/img/a.png", "png")
        .expect("dist/posts/x/index.html", "src=\"../../assets/a-")
        .expect("dist/favicon.svg", "<svg/>")
        .expect("dist/.well-known/x", "1")
        .expect("dist/robots.txt", "none")
        .expect_stderr(
            "posts/x/index.html:1:1: warning: not copied: the site has `posts/x/index.html` already",
        );
    assert_eq!(ran.list("dist/posts"), ["img", "manifest.json", "x", "x.md"]);
}

#[test]
fn images_of_posts_are_shown_under_names_that_hold_their_content() {
    let ran = Site::new()
        .file("site.yaml", "url: https://example.org/notes/\n")
        .post("a", "image: img/a.png\n", "![A](img/a.png) [whole](img/a.png)\n\n<img src=\"./img/a.png\">\n")
        .post(
            "b/index",
            "",
            "![A](../img/a.png)\n\n<picture><source srcset=\"b.webp 2x\"><img src=\"/c.png\"></picture>",
        )
        .file("posts/img/a.png", "one")
        .file("posts/b/b.webp", "two")
        .file("public/c.png", "three")
        .succeeds();
    let names = ran.list("dist/assets");
    let names: Vec<&String> =
        names.iter().filter(|name| name.ends_with(".png") || name.ends_with("webp")).collect();
    let [a, b] = &names[..] else { panic!("each image once, files of the public folder not: {names:?}") };
    let (a, b) = ((*a).clone(), (*b).clone());
    assert!(a.starts_with("a-") && a.len() == "a-.png".len() + 16, "{a}");
    let shown = format!("src=\"../../assets/{a}\"");
    let ran = ran
        .expect(&format!("dist/assets/{a}"), "one")
        .expect("dist/posts/img/a.png", "one")
        .expect("dist/posts/a/index.html", &shown)
        .expect_not("dist/posts/a/index.html", "src=\"../../posts/img")
        .expect("dist/posts/a/index.html", "href=\"../../posts/img/a.png\">whole")
        .expect(
            "dist/posts/a/index.html",
            &format!("\"og:image\" content=\"https://example.org/notes/assets/{a}\""),
        )
        .expect("dist/posts/b/index.html", &shown)
        .expect("dist/posts/b/index.html", &format!("srcset=\"../../assets/{b} 2x\""))
        .expect("dist/posts/b/index.html", "src=\"../../c.png\"")
        .expect("dist/feed.xml", &format!("https://example.org/notes/assets/{a}"))
        .expect("dist/posts/manifest.json", &format!("\"posts/img/a.png\":{{\"hash\":\"{}\"}}", &a[2..18]));
    let changed = ran.again().file("posts/img/a.png", "other").succeeds();
    assert!(!changed.list("dist/assets").contains(&a));
}

#[test]
fn a_page_is_in_the_language_of_its_post() {
    Site::new()
        .file("site.yaml", "language: en-GB\n")
        .post("a", "lang: de\n", "Ein Satz.")
        .succeeds()
        .expect("dist/posts/a/index.html", "<html lang=\"de\"")
        .expect("dist/posts/a/index.html", "<header class=\"site-header\" lang=\"en-GB\">")
        .expect("dist/index.html", "<html lang=\"en-GB\"");
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    Site::new()
        .file("site.yaml", "url: https://example.org/blog\nredirects: { /feed-old/: /archive/ }")
        .post("x", "aliases: [/2020/01/x.html, /posts/x/, /posts/x.md, /]\n", "Here.")
        .succeeds()
        .expect("dist/2020/01/x.html", "<meta http-equiv=\"refresh\" content=\"0; url=../../posts/x/\">")
        .expect("dist/2020/01/x.html", "<link rel=\"canonical\" href=\"https://example.org/blog/posts/x/\">")
        .expect("dist/2020/01/x.html", "<meta name=\"robots\" content=\"noindex\">")
        .expect("dist/feed-old/index.html", "url=../archive/")
        .expect("dist/posts/x/index.html", "Here.")
        .expect("dist/index.html", "post-list");
}

#[test]
fn pages_that_hosts_show_anywhere_know_the_base() {
    Site::new()
        .file("site.yaml", "url: https://example.org/blog/")
        .succeeds()
        .expect("dist/404.html", "data-root=\"/blog/\"")
        .expect("dist/404.html", "\"page\":null")
        .expect("dist/index.html", "data-root=\"./\"")
        .expect("dist/_headers", "/blog/assets/*\n")
        .again()
        .with("--base notes")
        .succeeds()
        .expect("dist/404.html", "src=\"/notes/assets/theme-AAAAAAAA.js\"")
        .expect("dist/index.html", "data-root=\"/notes/\"")
        .expect_not("dist/archive/index.html", "notes");
}

#[test]
fn parts_have_names_that_hold_their_content() {
    let ran = Site::new().succeeds();
    let names = ran.list("dist/assets").into_iter().filter(|name| name.starts_with("app-"));
    let (starters, folders): (Vec<String>, Vec<String>) = names.partition(|name| name.ends_with(".js"));
    let ([folder], [starter]) = (&folders[..], &starters[..]) else { panic!("{folders:?} {starters:?}") };
    let (folder, starter) = (folder.clone(), starter.clone());
    let ran = ran
        .expect(&format!("dist/assets/{starter}"), &format!("'./{folder}/studybuddy-1a2b.js'"))
        .expect(&format!("dist/assets/{folder}/snippets/studybuddy-9/interop.js"), "export {};")
        .expect("dist/index.html", &format!("<script type=\"module\" src=\"./assets/{starter}\">"));
    assert!(ran.has(&format!("dist/assets/{folder}/studybuddy-1a2b_bg.wasm")));
    // A snippet's own name says nothing of its content.
    let changed = ran.again().file("target/app/snippets/studybuddy-9/interop.js", "export { x };").succeeds();
    assert!(!changed.list("dist/assets").contains(&folder));
}

#[test]
fn equal_input_gives_equal_output() {
    let build = |site: Site| {
        let manifest = site.succeeds().read("dist/posts/manifest.json");
        manifest.split("\"build\":\"").nth(1).unwrap()[..16].to_owned()
    };
    let site = || Site::new().post("x", "", "Same.");
    assert_eq!(build(site()), build(site()));
    assert_ne!(build(site()), build(site().post("x", "", "Other.")));
    assert_ne!(build(site()), build(site().file("site.yaml", "title: Other")));
}

#[test]
fn text_that_is_not_utf8_is_an_error_in_its_place() {
    Site::new()
        .file("posts/latin.md", b"# A title\n\ncaf\xe9\n")
        .fails()
        .expect_stderr("posts/latin.md:3:4: error: the file is not UTF-8")
        .expect("dist/posts/latin/index.html", "caf\u{fffd}");
}

#[test]
fn what_this_tool_did_not_write_is_not_replaced() {
    let ran = Site::new().file("dist/thesis.tex", "years of work").fails();
    let ran = ran.expect_stderr("error: `").expect_stderr("--force").expect("dist/thesis.tex", "years");
    assert_eq!(ran.list("."), ["dist", "posts", "target"], "no staging folder is left");
    ran.again().with("--force").succeeds().expect_absent("dist/thesis.tex").again().succeeds();
}

#[test]
fn what_is_missing_is_named_with_the_way_to_get_it() {
    Site::new()
        .without("target/app/studybuddy-1a2b_bg.wasm")
        .fails()
        .expect_stderr("error: there is no compiled app (`…_bg.wasm`) in `target/app`; `cargo xtask build`")
        .expect_absent("dist");
    Site::new().with("--app nowhere").fails().expect_stderr("could not read the folder `nowhere`");
    Site::new()
        .with("--web nowhere")
        .fails()
        .expect_stderr("could not read `nowhere/assets.json`; `cargo xtask build`");
    Site::new().with("--posts nowhere").fails().expect_stderr("could not read the folder `nowhere`");
}

#[test]
fn posts_without_a_picture_get_a_card() {
    let site = |more: &str| format!("url: https://example.org/notes/\n{more}");
    let ran = Site::new()
        .file("site.yaml", site(""))
        .post("a", "", "Text.")
        .post("b", "image: /own.png\n", "Text.")
        .file("posts/c.md", "---\ntitle: 注意力\n---\n\nText.\n")
        .succeeds()
        .expect("dist/posts/a/index.html", "content=\"summary_large_image\"")
        .expect("dist/posts/b/index.html", "content=\"https://example.org/notes/own.png\"")
        .expect_not("dist/posts/c/index.html", "og:image");
    let [card] = &ran.list("dist/assets/cards")[..] else { panic!("one card") };
    let hash = card.strip_prefix("a-").and_then(|name| name.strip_suffix(".png")).unwrap();
    let url = format!("\"og:image\" content=\"https://example.org/notes/assets/cards/{card}\"");
    ran.expect("dist/posts/a/index.html", &url)
        .expect("dist/posts/a/index.html", "\"og:image:width\" content=\"1200\"")
        .expect_not("dist/posts/b/index.html", "og:image:width")
        .expect("dist/posts/manifest.json", &format!("\"card\":\"{hash}\""))
        .again()
        .file("site.yaml", site("cards: false\n"))
        .succeeds()
        .expect_not("dist/posts/a/index.html", "og:image")
        .expect_absent("dist/assets/cards")
        .again()
        .file("site.yaml", "title: Without an address\n")
        .succeeds()
        .expect_absent("dist/assets/cards");
}

#[test]
fn texts_are_compressed_on_demand() {
    let ran = Site::new().post("a", "", "Text.").with("--precompress").succeeds();
    for file in ["index.html.br", "index.html.gz", "posts/a/index.html.br"] {
        assert!(ran.has(&format!("dist/{file}")), "{file}");
    }
    ran.again().succeeds().expect_absent("dist/index.html.br");
}

#[test]
fn a_large_site_has_the_data_of_each_page_in_a_file_of_its_own() {
    let post = |site: Site, number: usize| {
        site.post(&format!("p{number}"), "tags: [all]\n", &format!("See [one](p{}.md).", number / 2))
    };
    let small = (1..=100).fold(Site::new(), post).succeeds();
    small.expect("dist/posts/manifest.json", "\"slug\":\"p100\"").expect_absent("dist/list.json");
    let large = (1..=101).fold(Site::new(), post).succeeds();
    large
        .expect("dist/posts/manifest.json", "\"sharded\":true,\"posts\":[]")
        .expect("dist/posts/p100.json", "\"links\":{\"p50.md\":\"p50\"}")
        .expect("dist/posts/p100.json", "\"neighbours\":{\"newer\":{")
        .expect("dist/list.json", "{\"posts\":{\"total\":101,\"number\":1,\"pages\":11,\"posts\":[{")
        .expect("dist/tags/list.json", "\"tags\":[{\"slug\":\"all\",\"name\":\"all\",\"posts\":101}]")
        .expect("dist/tags/all/page/3/list.json", "\"number\":3")
        .expect("dist/tags/all/page/3/index.html", "Page 3 of 3")
        .expect("dist/archive/index.html", "101 posts");
}

#[test]
fn parts_of_a_series_lead_to_each_other() {
    const PART_2: &str = "dist/posts/c/index.html";
    let part = |order: usize| format!("series: Attention, Slowly\nseries_order: {order}\n");
    Site::new()
        .file("site.yaml", "title: Notes\nurl: https://example.org/\n")
        .post("a", &part(3), "Text.")
        .post("b", &part(1), "Text.")
        .post("c", &part(2), "Text.")
        .post("d", &format!("{}draft: true\n", part(4)), "Text.")
        .post("e", "series: Alone\n", "Text.")
        .succeeds()
        .expect(PART_2, "Part 2 of 3 in <em>Attention, Slowly</em>")
        .expect(PART_2, "<li><span aria-current=\"page\">About c</span></li>")
        .expect(PART_2, "<li data-day=\"2024-03-01\"><a href=\"../../posts/a/\">About a</a></li></ol>")
        .expect(PART_2, "rel=\"prev\" href=\"../../posts/b/\"")
        .expect(PART_2, "{\"@type\":\"CreativeWorkSeries\",\"name\":\"Attention, Slowly\"}")
        .expect("dist/posts/b/index.html", "Next part")
        .expect(
            "dist/posts/b/index.html",
            "Previous post</span> <span class=\"post-neighbour-title\">About e",
        )
        .expect("dist/posts/manifest.json", "\"series\":\"Attention, Slowly\",\"series_order\":1")
        .expect_not("dist/posts/e/index.html", "post-series");
}

#[test]
fn posts_name_those_about_the_same_and_those_that_link_to_them() {
    let about = |tag: &str| format!("tags: [{tag}]\n");
    let site = Site::new()
        .file("site.yaml", "url: https://example.org/notes/\n")
        .post(
            "a",
            &(about("owls") + "aliases: [/birds.html]\n"),
            "Owls hunt at night, and hear a mouse under snow.",
        )
        .post("b", &about("bread"), "Flour, water and salt; see [owls](/birds.html).")
        .post("c", &about("bread"), "Rye and barley; [owls](https://example.org/notes/posts/a/) again.")
        .post("d", &about("owls"), "An owl at night hears a mouse; [all](a.md) of it.")
        .post("e", &(about("owls") + "hidden: true\n"), "Hidden [owls](a.md).");
    let ran = site.succeeds();
    let page = ran.read("dist/posts/a/index.html");
    let names = |title: &str| {
        let list = page
            .split(&format!("<section aria-label=\"{title}\">"))
            .nth(1)
            .and_then(|rest| rest.split("</ul>").next());
        let links = list.unwrap_or_default().split("../posts/").skip(1).map(|rest| rest[..1].to_owned());
        links.collect::<Vec<_>>()
    };
    assert_eq!(names("Linked from"), ["b", "c", "d"]);
    assert_eq!(names("Related posts"), ["d"]);
    // Another post changes what a page says, and its article still comes from the cache.
    ran.again().post("f", &about("owls"), "The barn owl; [more](a.md).").succeeds().expect(
        "dist/posts/a/index.html",
        "<li data-day=\"2024-03-01\"><a href=\"../../posts/f/\">About f</a></li></ul></section></div>",
    );
}
