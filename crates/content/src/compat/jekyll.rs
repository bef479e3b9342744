//! Whether a post is surely one of Jekyll's (or GitBook's, which reads `$$` as kramdown does), by what its body holds.

use super::source::Source;

/// Tags of Liquid; Zola has others, with parentheses.
const TAGS: &str = " include include_relative include_cached post_url link highlight raw cite bibliography details assign \
    capture comment math newthought sidenote marginnote marginfigure maincolumn fullwidth hint tabs content-ref ";

/// Whether what opens at a place in a text is a sign of Jekyll.
type Check = fn(&str, usize) -> bool;

/// Whether there is a template of Jekyll's or an attribute list of kramdown's in the text.
pub(super) fn is_surely(source: &Source<'_>) -> bool {
    let signs: [(&str, Check); 3] = [("{%", is_tag), ("{{", is_output), ("{:", is_list)];
    signs.iter().any(|(sign, is_one)| {
        source.find_all(sign).any(|at| is_one(source.text, at) && source.formula_at(at).is_none())
    })
}

fn is_tag(text: &str, at: usize) -> bool {
    let inner = text[at + 2..].trim_start_matches('-').trim_start();
    let length = inner.bytes().take_while(|&byte| byte.is_ascii_lowercase() || b"_-".contains(&byte)).count();
    // `{{% name %}}` is Hugo's.
    !text[..at].ends_with('{')
        && length > 0
        && inner[length..].starts_with([' ', '%', '\n', '\r'])
        && studybuddy_text::contains(TAGS, &[" ", &inner[..length], " "].concat())
}

fn is_output(text: &str, at: usize) -> bool {
    let inner = text[at + 2..].trim_start_matches('-').trim_start();
    let end = inner.find(['\n', '{', '}']).unwrap_or(inner.len());
    let inner = &inner[..end];
    inner.starts_with("site.") || inner.contains("relative_url") || inner.contains("absolute_url")
}

fn is_list(text: &str, at: usize) -> bool {
    let inner = &text[at + 2..];
    let Some(end) = inner.find(['{', '}', '\n']).filter(|&end| inner[end..].starts_with('}')) else {
        return false;
    };
    let inner = inner[..end].trim();
    inner.starts_with(['.', '#', ':', '/']) || inner.contains("=\"") || matches!(inner, "toc" | "no_toc")
}
