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
        let inner = source.trimmed(start..start + length).into();
        markup::formula(source, edits, range, inner, attributes.contains("mode=display"));
    }
}
