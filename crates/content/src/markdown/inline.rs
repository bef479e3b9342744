//! Inline content seen as plain text or as a line of an outline.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{
    html::escape_text,
    math::{Formula, MathStyle, replace_markers},
};

/// An event of the parser and its range in the protected text.
pub(super) type Spanned<'a> = (Event<'a>, std::ops::Range<usize>);

/// Text in which each formula stands as its TeX.
pub(super) fn with_tex(text: &str, formulas: &[Formula]) -> String {
    replace_markers(text, |marker, out| {
        if let Some(formula) = formulas.get(marker.index) {
            out.push_str(&formula.tex);
        }
    })
}

/// What a reader would read aloud: text, code, alternative texts, TeX.
pub(super) fn plain_text(events: &[Spanned<'_>], formulas: &[Formula]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    with_tex(&text, formulas).trim().to_owned()
}

/// A heading as it stands in an outline: formulas, code and emphasis are kept; links, images and notes are not.
pub(super) fn outline_html(events: &[Spanned<'_>], formulas: &[Formula]) -> String {
    let mut html = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) => write_text(text, formulas, &mut html),
            Event::Code(code) => {
                html.push_str("<code>");
                escape_text(code, &mut html);
                html.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => html.push(' '),
            Event::Start(Tag::Emphasis) => html.push_str("<em>"),
            Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
            Event::Start(Tag::Strong) => html.push_str("<strong>"),
            Event::End(TagEnd::Strong) => html.push_str("</strong>"),
            _ => {}
        }
    }
    html.trim().to_owned()
}

/// Writes text as HTML; each marker gets the element that its formula is typeset in.
pub(super) fn write_text(text: &str, formulas: &[Formula], out: &mut String) {
    let mut escaped = String::with_capacity(text.len());
    escape_text(text, &mut escaped);
    let html = replace_markers(&escaped, |marker, out| {
        let display = formulas.get(marker.index).is_some_and(|formula| formula.style == MathStyle::Display);
        out.push_str(if display {
            "<span class=\"math math-display\">"
        } else {
            "<span class=\"math math-inline\">"
        });
        marker.write(out);
        out.push_str("</span>");
    });
    out.push_str(&html);
}
