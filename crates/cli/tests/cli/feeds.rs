//! Feeds, sitemap and their like, read by parsers that are not ours.

use feed_rs::model::Feed;
use roxmltree::{Document, Node};

use crate::support::{Ran, Site};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const ROOT: &str = "https://example.org/notes/";

/// A site whose owner has said where it will be.
fn site() -> Site {
    Site::new().file(
        "site.yaml",
        "title: Notes & <Queries>\ndescription: Long writing\nauthor: Ada\nurl: https://example.org/notes\n",
    )
}

#[track_caller]
fn feed(ran: &Ran, path: &str) -> Feed {
    feed_rs::parser::parse(ran.read(path).as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The content of the only entry of the Atom feed.
#[track_caller]
fn content(ran: &Ran) -> String {
    let feed = feed(ran, "dist/feed.xml");
    assert_eq!(feed.entries.len(), 1);
    feed.entries[0].content.clone().unwrap().body.unwrap()
}

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

/// The addresses in a sitemap, which must be one by the protocol.
#[track_caller]
fn sitemap(ran: &Ran) -> Vec<(String, Option<String>)> {
    let xml = ran.read("dist/sitemap.xml");
    let document = Document::parse(&xml).unwrap();
    let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    assert!(document.root_element().has_tag_name((namespace, "urlset")));
    let text = |url: Node<'_, '_>, name: &str| {
        let child = url.children().find(|child| child.has_tag_name((namespace, name)))?;
        child.text().map(str::to_owned)
    };
    let urls = document.root_element().children().filter(Node::is_element);
    urls.map(|url| (text(url, "loc").unwrap(), text(url, "lastmod"))).collect()
}

#[test]
fn all_formats_say_the_same() {
    let ran = site()
        .file(
            "posts/a.md",
            "---\ntitle: 'A & B <C> \"d\"'\ndate: 2024-03-01T09:30:00+08:00\nupdated: 2024-04-02 10:00 -0500\n\
             tags: [rust, GPU]\ncategories: Deep Dives\nauthors: [{name: Grace, url: 'https://grace.example/'}]\n\
             description: All about & around it\n---\n\nBody & soul.\n",
        )
        .post("b", "", "Other.")
        .file("posts/c.md", "---\ntitle: Newest\ndate: 2024-05-01\n---\n\nText.\n")
        .succeeds();
    for (path, page) in [("dist/feed.xml", ROOT), ("dist/rss.xml", ROOT), ("dist/feed.json", ROOT)] {
        let feed = feed(&ran, path);
        assert_eq!(feed.title.unwrap().content, "Notes & <Queries>", "{path}");
        assert!(feed.links.iter().any(|link| link.href == page), "{path}");
        let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        let expected = ["c", "a", "b"].map(|slug| format!("{ROOT}posts/{slug}/"));
        assert_eq!(ids, expected, "{path}");
        let entry = &feed.entries[1];
        assert_eq!(entry.title.as_ref().unwrap().content, "A & B <C> \"d\"", "{path}");
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2024-03-01T01:30:00+00:00", "{path}");
        assert_eq!(entry.authors[0].name.as_deref(), Some("Grace"), "{path}");
        assert_eq!(feed.entries[0].authors[0].name.as_deref(), Some("Ada"), "{path}");
        let summary = &entry.summary.as_ref().unwrap().content;
        assert_eq!(summary, "All about & around it", "{path}");
        let body = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap();
        assert_eq!(body.trim(), "<p>Body &amp; soul.</p>", "{path}");
        let labels: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
        assert_eq!(labels, ["Deep Dives", "rust", "GPU"], "{path}");
    }
    // Zones stay as they were written.
    ran.expect("dist/feed.xml", "<published>2024-03-01T09:30:00+08:00</published>")
        .expect("dist/feed.xml", "<updated>2024-04-02T10:00:00-05:00</updated>")
        .expect("dist/rss.xml", "<pubDate>Fri, 1 Mar 2024 09:30:00 +0800</pubDate>")
        .expect("dist/feed.json", "\"date_modified\":\"2024-04-02T10:00:00-05:00\"");
}

#[test]
fn atom_has_what_rfc_4287_requires() {
    let ran = site().post("a", "tags: [C++]\n", "One.").post("b", "", "Two.").succeeds();
    for (path, page) in [("feed.xml", ""), ("tags/c-plus-plus/feed.xml", "tags/c-plus-plus/")] {
        let xml = ran.read(&format!("dist/{path}"));
        let document = Document::parse(&xml).unwrap();
        let feed = document.root_element();
        assert!(feed.has_tag_name((ATOM, "feed")));
        for name in ["id", "title", "updated", "author"] {
            assert_eq!(children(feed, name).len(), 1, "{path}: {name}");
        }
        let links = children(feed, "link");
        let href = |rel: &str| {
            let link = links.iter().find(|link| link.attribute("rel") == Some(rel)).unwrap();
            link.attribute("href").unwrap()
        };
        assert_eq!(href("self"), format!("{ROOT}{path}"));
        assert_eq!(href("alternate"), format!("{ROOT}{page}"));
        let entries = children(feed, "entry");
        assert_eq!(entries.len(), if page.is_empty() { 2 } else { 1 });
        for entry in entries {
            for name in ["id", "title", "updated", "published", "author", "content", "link"] {
                assert_eq!(children(entry, name).len(), 1, "{path}: {name}");
            }
            assert!(children(entry, "id")[0].text().unwrap().starts_with(ROOT));
            assert!(children(entry, "link")[0].attribute("href").unwrap().starts_with(ROOT));
        }
    }
}

#[test]
fn json_feed_has_what_version_1_1_requires() {
    let ran = site().post("a", "lang: de\nimage: img/card.png\n", "Eins.").succeeds();
    let feed: serde_json::Value = serde_json::from_str(&ran.read("dist/feed.json")).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Notes & <Queries>");
    assert_eq!(feed["home_page_url"], ROOT);
    assert_eq!(feed["feed_url"], format!("{ROOT}feed.json"));
    let item = &feed["items"][0];
    assert_eq!(item["id"], format!("{ROOT}posts/a/"));
    assert_eq!(item["content_html"].as_str().unwrap().trim(), "<p>Eins.</p>");
    assert_eq!(item["date_published"], "2024-03-01T00:00:00Z");
    assert_eq!(item["language"], "de");
    assert_eq!(item["image"], format!("{ROOT}posts/img/card.png"));
}

#[test]
fn content_stands_by_itself() {
    let body = "Jump to [b](b.md#x), [here](#a), a note[^1].\n\n![Plot](img/plot.png)\n\n\
                <video src=\"v.mp4\" poster=\"/img/p.jpg\"></video>\n\n## A title\n\n\
                ```python {1} title=\"a.py\"\nx = 1 < 2\n```\n\n[^1]: Small.";
    let ran = site().post("a", "", body).post("b", "hidden: true\n", "B.").succeeds();
    let content = content(&ran);
    for expected in [
        "href=\"https://example.org/notes/posts/b/#x\"",
        "href=\"https://example.org/notes/posts/a/#a\"",
        "src=\"https://example.org/notes/posts/img/plot.png\"",
        "src=\"https://example.org/notes/posts/v.mp4\"",
        "poster=\"https://example.org/notes/img/p.jpg\"",
        "href=\"https://example.org/notes/posts/a/#fn:1\"",
        "<h2 id=\"a-title\">A title</h2>",
        "<p><strong>a.py</strong></p>",
        "<code class=\"language-python\">x = 1 &lt; 2</code></pre>",
        "<section class=\"footnotes\"",
    ] {
        assert!(content.contains(expected), "lacks {expected}:\n{content}");
    }
    for unwanted in ["../", "=\"#", "copy-button", "heading-anchor", "hljs", "tabindex"] {
        assert!(!content.contains(unwanted), "has {unwanted}:\n{content}");
    }
}

#[test]
fn formulas_stand_once_as_mathml_with_their_tex() {
    let ran = site()
        .file("site.yaml", "url: https://example.org/\nmacros: { '\\RR': '\\mathbb{R}' }\n")
        .post("a", "", "In $\\RR^n$ it is\n\n$$\\def\\half{\\frac12} \\half < x$$\n\nand $\\half$.")
        .succeeds();
    let content = content(&ran);
    assert_eq!(content.matches("<math ").count(), 3, "{content}");
    assert_eq!(content.matches("encoding=\"application/x-tex\"").count(), 3, "{content}");
    assert!(content.contains(">\\RR^n</annotation>"), "{content}");
    assert!(content.contains("display=\"block\""), "{content}");
    assert!(content.contains("<mfrac>"), "{content}");
    assert!(!content.contains("katex-html"), "{content}");
}

#[test]
fn a_formula_that_fails_is_its_source() {
    let ran = site().post("a", "", "Bad: $\\frac{1}{ < $.").fails();
    let content = content(&ran);
    assert!(content.contains("<code>\\frac{1}{ &lt;</code>"), "{content}");
    assert!(!content.contains("katex"), "{content}");
}

#[test]
fn characters_that_xml_forbids_are_left_out() {
    let ran = site().post("a", "description: \"x\\u0001y\"\n", "Colour: \u{1b}[31mred.").succeeds();
    for path in ["dist/feed.xml", "dist/rss.xml"] {
        Document::parse(&ran.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    assert!(content(&ran).contains("Colour: [31mred."));
}

#[test]
fn only_what_everybody_is_meant_to_find_is_listed() {
    let ran = site()
        .post("out", "tags: [shown]\n", "Out.")
        .post("secret-draft", "draft: true\ntags: [secret]\n", "No.")
        .post("secret-hidden", "hidden: true\ntags: [secret]\n", "No.")
        .post("secret-noindex", "noindex: true\ntags: [secret]\n", "No.")
        .file("posts/undated.md", "---\ntitle: Undated\ntags: [shown]\n---\n\nNo date.\n")
        .with("--drafts")
        .succeeds();
    for path in ["feed.xml", "rss.xml", "feed.json", "tags/shown/feed.xml", "sitemap.xml", "llms.txt"] {
        let text = ran.read(&format!("dist/{path}"));
        assert!(!text.contains("secret"), "{path}:\n{text}");
    }
    assert_eq!(feed(&ran, "dist/feed.xml").entries.len(), 1, "no entry without a date");
    assert_eq!(feed(&ran, "dist/tags/shown/feed.xml").entries.len(), 1);
    // The page of the tag is there, for whoever has its address, and names a feed.
    let named = "rel=\"alternate\" href=\"https://example.org/notes/tags/secret/feed.xml\"";
    assert!(feed(&ran, "dist/tags/secret/feed.xml").entries.is_empty());
    ran.expect("dist/tags/secret/index.html", named)
        .expect("dist/sitemap.xml", "posts/undated/")
        .expect("dist/llms.txt", "[Undated]");
}

#[test]
fn feeds_hold_the_newest_posts() {
    let posts = (1..=60).fold(site(), |site, number| {
        let date =
            format!("---\ndate: 2023-{:02}-{:02}\ntags: [all]\n---\n\n", number / 28 + 1, number % 28 + 1);
        site.file(&format!("posts/p{number}.md"), date + "Text.\n")
    });
    let ran = posts.succeeds();
    for path in ["dist/feed.xml", "dist/rss.xml", "dist/feed.json", "dist/tags/all/feed.xml"] {
        let entries = feed(&ran, path).entries;
        let (first, last) = (&entries[0].id, &entries[entries.len() - 1].id);
        assert!(entries.len() == 20 && first.ends_with("/p60/") && last.ends_with("/p41/"), "{path}");
    }
}

#[test]
fn feeds_without_entries_are_valid() {
    let ran = site().succeeds();
    for path in ["dist/feed.xml", "dist/rss.xml", "dist/feed.json"] {
        assert!(feed(&ran, path).entries.is_empty(), "{path}");
    }
    ran.expect("dist/feed.xml", "<updated>1970-01-01T00:00:00+00:00</updated>");
}

#[test]
fn the_sitemap_has_every_page_once() {
    let ran = site()
        .post("über", "tags: [rust]\ncategories: Deep Dives\nupdated: 2024-06-01\n", "One.")
        .post("copy", "canonical: https://elsewhere.example/copy/\n", "Two.")
        .post("own", "canonical: https://example.org/notes/posts/own/\n", "Three.")
        .file("site.yaml", "url: https://example.org/notes/\nposts_per_page: 2\n")
        .succeeds();
    let urls = sitemap(&ran);
    let mut locations: Vec<&str> = urls.iter().map(|(url, _)| url.strip_prefix(ROOT).unwrap()).collect();
    locations.sort_unstable();
    assert_eq!(
        locations,
        [
            "",
            "about/",
            "archive/",
            "categories/deep-dives/",
            "page/2/",
            "posts/%C3%BCber/",
            "posts/own/",
            "tags/",
            "tags/rust/",
        ]
    );
    let post = urls.iter().find(|(url, _)| url.ends_with("ber/")).unwrap();
    assert_eq!(post.1.as_deref(), Some("2024-06-01T00:00:00Z"));
}

#[test]
fn crawlers_and_programs_are_told_where_things_are() {
    site()
        .post("a", "description: On [brackets]\n", "Text.")
        .succeeds()
        .expect(
            "dist/robots.txt",
            "User-agent: *\nAllow: /\n\nSitemap: https://example.org/notes/sitemap.xml\n",
        )
        .expect("dist/llms.txt", "# Notes & <Queries>\n\n> Long writing\n\n## Posts\n\n")
        .expect("dist/llms.txt", "- [About a](https://example.org/notes/posts/a.md): On [brackets]\n");
}

#[test]
fn pages_announce_the_feeds() {
    let ran = site().post("a", "tags: [rust]\n", "Text.").with("--base /elsewhere/").succeeds();
    for page in ["index.html", "posts/a/index.html", "tags/rust/index.html", "404.html"] {
        let html = ran.read(&format!("dist/{page}"));
        for (media_type, file) in [("atom+xml", "feed.xml"), ("feed+json", "feed.json")] {
            let link = format!(
                "<link rel=\"alternate\" type=\"application/{media_type}\" title=\"Notes &amp; &lt;Queries&gt;\" \
                 href=\"{ROOT}{file}\">"
            );
            assert!(html.contains(&link), "{page} lacks {link}:\n{html}");
        }
    }
    ran.expect("dist/posts/a/index.html", "<a href=\"../../feed.xml\">Feed</a>");
}

#[test]
fn without_an_address_there_are_no_feeds_and_the_owner_is_told_why() {
    let ran = Site::new()
        .post("a", "tags: [rust]\n", "Text.")
        .with("--base /notes/")
        .succeeds()
        .expect_stderr("site.yaml:1:1: hint: say `url:` in site.yaml to get feeds and a sitemap")
        .expect_not("dist/index.html", "feed.xml")
        .expect_not("dist/robots.txt", "Sitemap")
        .expect("dist/llms.txt", "- [About a](posts/a.md): Text.");
    assert_eq!(ran.stderr.matches("hint").count(), 1, "{}", ran.stderr);
    for path in ["feed.xml", "rss.xml", "feed.json", "sitemap.xml", "tags/rust/feed.xml"] {
        assert!(!ran.has(&format!("dist/{path}")), "{path}");
    }
}

#[test]
fn files_of_the_owner_win() {
    site()
        .file("public/feed.xml", "mine")
        .file("public/robots.txt", "mine")
        .file("public/llms.txt", "mine")
        .succeeds()
        .expect("dist/feed.xml", "mine")
        .expect("dist/robots.txt", "mine")
        .expect("dist/llms.txt", "mine")
        .expect("dist/sitemap.xml", "urlset");
}
