//! What a hostile post becomes is harmless, and a second sanitiser with the same list has nothing to take away.

#![cfg(not(target_arch = "wasm32"))]

#[path = "hostile/mod.rs"]
mod hostile_posts;
mod oracle;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use html5ever::{
    ParseOpts, QualName, local_name, ns, parse_fragment,
    serialize::{SerializeOpts, TraversalScope, serialize},
    tendril::TendrilSink as _,
};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};
use serde_json::Value;
use studybuddy_content::{
    document::SourceHost,
    post::{Post, PostHead},
    slug::Slug,
};

fn body(source: &str) -> String {
    let posts = |file: &str| (file == "other.md").then(|| Slug::new("other")).flatten();
    let head = PostHead::read("x.md", source).expect("it has the name of a post");
    Post::render(head, source, "../../", &posts).document.body_html(&mut SourceHost)
}

#[track_caller]
fn assert_harmless(name: &str, source: &str) {
    let html = body(source);
    if let Err(fault) = oracle::check_body(&html) {
        panic!("{name}: {fault}\n{source}\nbecomes\n{html}");
    }
}

#[test]
fn a_post_stays_in_its_element() {
    for source in [
        "<ul><li><div><li>a</li></div></li></ul>b",
        "- <div><li>a</li></div>b",
        "<dl><dt><div><dd>a</dd></div></dt></dl>",
        "<table><div><table>a</table></div></table>b",
        "<table>\n\n> [!NOTE]\n> | a | b |\n> |---|---|\n> | c | d |\n\n</table>\n\ne",
        "<table><tr><td><div>\n\n| a |\n|---|\n| <td>b</td></div> |\n\n</div></td></tr></table>",
        "| a |\n|---|\n| <tr><td>b</td></tr></table> |",
        "<section><table><section><table></table></section></table></section>",
        "*a <b>b* c</b> <i>*d</i> e*",
        "[a <div>](b)</div>",
        "</div></article></main></body></html>",
        "<svg>\n\n## a\n\n$$\nb\n$$\n\n</svg>",
        "a <svg><text>$b$ https://c.example/ `d` *e*</text></svg>",
        "<svg>\n<text>$b$</text>\n<path d=x /><p>c</p>\n</svg>",
        "# a {#sb-main}\n\n<p id=sb-app>",
        "<h2><div><h2><h3>",
        "<h1>\n\n> <h2>\n>\n> ## a\n\nb\n",
        "<h2>\n\n> ## a\n> b\n\n<div>\n\n### c\n\n</div></h2>",
        "![a](a.png)\n*caption <math> more*\n",
        "<iframe src=\"http$://s=\"b\" onload=c()>d $e</p>\n",
        "<div title=\"a $x=\"b\" c$ d\">e</div>\n",
        "a <b title='$x\"'>b</b> $\"y='$ c\n",
    ] {
        assert_harmless("post", source);
    }
}

#[test]
fn elements_nest_to_a_bound() {
    for name in ["div", "b", "code", "pre", "svg"] {
        let html = body(&format!("{}deep", format!("<{name}>").repeat(5_000)));
        assert!(html.contains("deep") && html.matches("</").count() <= 600, "{name}");
        assert_harmless(name, &html);
    }
}

#[test]
fn words_in_refused_tags_stay() {
    for (source, html) in [
        ("- a <li>b</li>", "<ul>\n<li>a b</li>\n</ul>\n"),
        ("a <td>b</td>", "<p>a b</p>\n"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table><h3><td>\n\n# `a`",
            "<table><h3><td>\n</td></h3></table><h1 id=\"a\"><code>a</code><a class=\"heading-anchor\" href=\"#a\" tabindex=\"-1\" aria-hidden=\"true\"></a></h1>\n",
        ),
        ("<table><tr><td>a<td>b</table>", "<table><tr><td>a</td><td>b</td></tr></table>"),
    ] {
        assert_eq!(body(source), html);
    }
}

#[test]
fn hostile_posts_are_harmless() {
    let posts = hostile_posts::posts();
    assert!(posts.len() > 2000, "{}", posts.len());
    for (name, source) in posts {
        assert_harmless(&name, &source);
    }
}

#[test]
fn ammonia_finds_nothing_to_take_away() {
    let ammonia = second_sanitiser();
    let known = known_posts();
    assert!(known.len() > 130, "{}", known.len());
    for (name, source) in hostile_posts::posts().into_iter().chain(known) {
        let html = body(&source);
        // It writes styles in its own way.
        let same_quotes = |html: &str| reserialised(html).replace("&quot;", "'").replace(" ! ", "!");
        let cleaned = same_quotes(&ammonia.clean(&html).to_string());
        assert_eq!(cleaned, same_quotes(&html), "{name}\n{source}");
    }
}

/// The posts of the golden tests and of the acceptance cases.
fn known_posts() -> Vec<(String, String)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut posts = Vec::new();
    for file in files(&tests, "md") {
        posts.push((file.display().to_string(), fs::read_to_string(&file).expect("a golden post")));
    }
    for file in files(&cases, "json") {
        let text = fs::read_to_string(&file).expect("a file of cases");
        let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        for case in &cases {
            let inputs = case["input"].as_object().into_iter().flatten();
            for (path, content) in inputs.filter(|(path, _)| path.ends_with(".md")) {
                let text = post_text(content);
                // The bound on depth has tests of its own, and ammonia is slow there.
                if text.len() < 100_000 {
                    posts.push((format!("{} {path}", case["id"]), text));
                }
            }
        }
    }
    posts
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is in the repository");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

/// A post as a case writes it: text, or pieces of which some are repeated.
fn post_text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(pieces) => pieces.iter().map(post_text).collect(),
        piece => {
            let times = piece["times"].as_u64().and_then(|times| usize::try_from(times).ok());
            piece["repeat"].as_str().unwrap_or_default().repeat(times.unwrap_or_default())
        }
    }
}

/// ammonia with our list, and with nothing else.
fn second_sanitiser() -> ammonia::Builder<'static> {
    let list = &*oracle::LIST;
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (element, names) in &list.attributes {
        attributes
            .entry(as_parsed(element))
            .or_default()
            .extend(names.iter().map(|name| attribute_as_parsed(name)));
    }
    let foreign = list.svg_elements.iter().chain(list.mathml_elements).map(|element| as_parsed(element));
    let mut ammonia = ammonia::Builder::empty();
    ammonia
        .tags(list.elements.iter().copied().chain(foreign).collect())
        .clean_content_tags(list.dropped.iter().copied().collect())
        .generic_attributes(list.global_attributes.iter().copied().collect())
        .tag_attributes(attributes)
        .filter_style_properties(list.style_properties.iter().copied().collect())
        .url_schemes(list.schemes.iter().copied().chain(["data"]).collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, attribute, value| {
            // Its schemes are the same for links and pictures.
            let is_data_link = attribute != "src"
                && list.url_attributes.contains(&attribute)
                && value.trim_start().to_ascii_lowercase().starts_with("data:");
            (!is_data_link).then_some(Cow::Borrowed(value))
        });
    ammonia
}

/// The name of an element as browsers have it in their tree: parts of drawings have capitals there.
fn as_parsed(element: &'static str) -> &'static str {
    if !oracle::LIST.svg_elements.contains(&element) || element == "svg" {
        return element;
    }
    let (_dom, root) = fragment(&format!("<svg><{element}>"));
    let svg = root.children.borrow()[0].clone();
    let parsed = svg.children.borrow()[0].clone();
    let NodeData::Element { name, .. } = &parsed.data else { panic!("{element} is no element") };
    String::leak(name.local.to_string())
}

/// The same for an attribute, without its prefix.
fn attribute_as_parsed(attribute: &'static str) -> &'static str {
    let (_dom, root) = fragment(&format!("<svg {attribute}>"));
    let parsed = root.children.borrow()[0].clone();
    let NodeData::Element { attrs, .. } = &parsed.data else { panic!("it is an element") };
    attrs.borrow().first().map_or(attribute, |parsed| String::leak(parsed.name.local.to_string()))
}

/// Takes out addresses that no browser can follow: some sanitisers do so, others leave them.
fn drop_dead_addresses(root: &Handle) {
    let mut todo = vec![root.clone()];
    while let Some(node) = todo.pop() {
        if let NodeData::Element { attrs, .. } = &node.data {
            attrs.borrow_mut().retain(|attribute| {
                !oracle::LIST.url_attributes.contains(&&*attribute.name.local)
                    || oracle::BASE.join(&attribute.value).is_ok()
            });
        }
        todo.extend(node.children.borrow().iter().cloned());
    }
}

/// The HTML as a browser would write what it read, but for addresses that lead nowhere.
fn reserialised(html: &str) -> String {
    let (_dom, root) = fragment(html);
    drop_dead_addresses(&root);
    let mut out = Vec::new();
    let options = SerializeOpts { traversal_scope: TraversalScope::ChildrenOnly(None), ..Default::default() };
    let root: SerializableHandle = root.into();
    serialize(&mut out, &root, options).expect("memory takes all");
    String::from_utf8(out).expect("it is text")
}

/// Reads HTML, and finds the element that holds it. The tree lives as long as its document.
fn fragment(html: &str) -> (RcDom, Handle) {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let root = dom.document.children.borrow()[0].clone();
    (dom, root)
}
