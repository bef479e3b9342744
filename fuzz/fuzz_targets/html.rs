//! The sanitiser's list: a second sanitiser with the same list finds nothing to take away.

#![no_main]

#[path = "../../crates/content/tests/oracle/mod.rs"]
mod oracle;

use libfuzzer_sys::fuzz_target;
use studybuddy_content::{document::SourceHost, link::PostPlace, markdown, math::lean, slug::Slug};

fuzz_target!(|body: &str| {
    let posts = |file: &str| (file == "other.md").then(|| Slug::new("other")).flatten();
    let place = PostPlace::new("x.md", "../../", &posts);
    let html = markdown::parse_body(body, 0, Some("Title"), place).body_html(&mut SourceHost);
    if let Err(fault) = oracle::check_body(&html) {
        panic!("{fault}\n{html}");
    }
    // Formulas come from KaTeX; what does not must do no harm, either.
    _ = lean(body.to_owned());
});
