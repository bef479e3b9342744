//! MathJax's elements, as kramdown writes them: `<script type="math/tex">` and `…; mode=display`.

use super::{edits::Edits, markup, source::Source};
use crate::math::tags::html_tag;

const END: &str = "</script>";

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for open in source.find_all("<script") {
        let Some(tag) = html_tag(source.rest(open)).filter(|tag| tag.name == "script") else { continue };
        let start = open + tag.length;
        let attributes = &source.text[open..start];
        if !attributes.contains("math/tex") {
            continue;
        }
        let Some(length) = source.rest(start).find(END) else { break };
        let range = open..start + length + END.len();
        let text = &source.text[start..start + length];
        let inner = start + text.len() - text.trim_start().len();
        let inner = inner..inner + text.trim().len();
        if attributes.contains("mode=display") {
            let line_break = format!("\n{}", source.continuation(open));
            let pieces =
                vec![format!("$${line_break}").into(), inner.into(), format!("{line_break}$$").into()];
            edits.splice(range.clone(), markup::block(source, &range, pieces));
        } else {
            edits.splice(range, vec!["\\\\(".into(), inner.into(), "\\\\)".into()]);
        }
    }
}
