//! The front matter of any file: it is read or told what is wrong, and the body stays whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use studybuddy_content::{front_matter, settings::Settings};

fuzz_target!(|source: &str| {
    let parsed = front_matter::parse("x.md", source);
    assert!(source.get(parsed.body_start..).is_some(), "the body starts inside a character");
    for diagnostic in &parsed.diagnostics {
        assert!(
            source.get(diagnostic.span.clone()).is_some(),
            "{:?} is no part of the file",
            diagnostic.span
        );
        assert!(!diagnostic.render("x.md", source).is_empty());
    }
    _ = Settings::parse("site.yaml", source);
});
