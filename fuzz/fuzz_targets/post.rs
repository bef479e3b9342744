//! A whole post, from its file to its page.

#![no_main]

#[path = "../../crates/content/tests/oracle/mod.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;
use studybuddy_content::{
    document::SourceHost,
    page,
    post::{Post, PostHead},
    settings::Settings,
    slug::Slug,
};

/// Less than the stack of a browser's WebAssembly.
const STACK_BYTES: usize = 512 << 10;

fuzz_target!(|source: &str| {
    std::thread::scope(|scope| {
        let check = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || check(source));
        check.expect("a thread starts").join().expect("the check ends");
    });
});

fn check(source: &str) {
    let head = PostHead::read("a/x.md", source).expect("it has the name of a post");
    let body = &source[head.body_start..];
    let posts = |file: &str| (file == "a/other.md").then(|| Slug::new("other")).flatten();
    let post = Post::render(head.clone(), source, "../../", &posts);
    for diagnostic in post.diagnostics() {
        assert!(
            source.get(diagnostic.span.clone()).is_some(),
            "{:?} is no part of the file",
            diagnostic.span
        );
        assert!(!diagnostic.render("a/x.md", source).is_empty());
    }
    for formula in &post.document.formulas {
        assert!(source.get(formula.span.clone()).is_some(), "{:?} is no part of the file", formula.span);
    }
    let html = post.document.body_html(&mut SourceHost);
    if let Err(fault) = oracle::check_body(&html) {
        panic!("{fault}\n{html}");
    }
    if is_prose(body) {
        check_words(body, &format!("{} {html}", post.title));
    }
    let page = page::post_page(&Settings::default(), &post, &Default::default(), &mut SourceHost);
    assert!(page.html.starts_with("<article") && page.html.ends_with("</article>"), "{}", page.html);
    _ = post.summary();
}

/// Nothing in it that means more, or less, than its words.
fn is_prose(body: &str) -> bool {
    !body.contains([
        '<', '[', '{', '!', '&', '%', ':', '\\', '|', '`', '~', '@', '$', '\u{F8F0}', '\u{F8F1}', '\u{F8F2}',
    ]) && !body.contains("import")
        && !body.contains("export")
}

/// No word of the author is lost. The number of a list may lose the zeros before it.
fn check_words(body: &str, html: &str) {
    let words = body.split(|c: char| !c.is_ascii_alphanumeric()).map(|word| word.trim_start_matches('0'));
    for word in words.filter(|word| word.len() > 3) {
        assert!(html.contains(word), "{word:?} is lost\n{html}");
    }
}
