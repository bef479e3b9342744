//! The same bytes natively and in WebAssembly: whole posts against files that hold what they become.
//!
//! `cargo test` compares them natively, `cargo xtask test` in WebAssembly too. After a wanted change:
//! `UPDATE_GOLDEN=1 cargo test -p studybuddy-content --test wasm`, and read the difference.

use std::fmt::Write as _;

use studybuddy_content::{
    document::SourceHost,
    page,
    post::{Post, PostHead},
    settings::Settings,
    slug::Slug,
};

/// Everything that a post becomes, as text.
fn outcome(file: &str, source: &str) -> String {
    let Some(head) = PostHead::read(file, source) else { return "not a post".to_owned() };
    let posts = |file: &str| (file == "other.md").then(|| Slug::new("other")).flatten();
    let post = Post::render(head, source, "../../", &posts);
    let document = &post.document;
    let mut out = format!("{:#?}\n{:#?}\n", post.head.front_matter, post.summary());
    for diagnostic in post.diagnostics() {
        _ = writeln!(out, "{}", diagnostic.render(file, source));
    }
    _ = writeln!(out, "{:#?}\n{:#?}\n{:#?}", document.toc, document.formulas, document.code_blocks);
    _ = writeln!(out, "{:#?}\n{:#?}\n{:#?}", document.links, document.images, document.footnotes);
    let page = page::post_page(&Settings::default(), &post, &Default::default(), &mut SourceHost);
    out + &page.html + "\n"
}

/// Makes a test of a golden file: `tests/golden/NAME.md` becomes `tests/golden/NAME.txt`.
macro_rules! golden {
    ($($name:ident)*) => {$(
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        fn $name() {
            let file = concat!(stringify!($name), ".md");
            let seen = outcome(file, include_str!(concat!("golden/", stringify!($name), ".md")));
            #[cfg(not(target_arch = "wasm32"))]
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/", stringify!($name), ".txt");
                std::fs::write(path, &seen).unwrap();
                return;
            }
            let expected = include_str!(concat!("golden/", stringify!($name), ".txt"));
            let differs = seen.lines().zip(expected.lines()).position(|(seen, expected)| seen != expected);
            assert_eq!(seen, expected, "first difference in line {differs:?}");
        }
    )*};
}

golden! { mathematics equations blocks dialect engines raw_html notes_and_code broken_header }
