//! Whether a post is surely one of Jekyll's (or GitBook's, which reads `$$` as kramdown does), by what its body holds.

use super::source::Source;

/// Tags of Liquid; Zola has others, with parentheses.
const TAGS: &str = " include include_relative include_cached post_url link highlight raw cite bibliography details assign \
    capture comment math newthought sidenote marginnote marginfigure maincolumn fullwidth hint tabs content-ref ";

/// Whether there is a template of Jekyll's or an attribute list of kramdown's in the text.
pub(super) fn is_surely(source: &Source<'_>) -> bool {
    let is_text = |&at: &usize| source.formula_at(at).is_none();
    source.find_all("{%").filter(is_text).any(|at| is_tag(source.text, at))
        || source.find_all("{{").filter(is_text).any(|at| is_output(source.rest(at)))
        || source.find_all("{:").filter(is_text).any(|at| is_list(source.rest(at)))
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

fn is_output(rest: &str) -> bool {
    let inner = rest[2..].trim_start_matches('-').trim_start();
    let end = inner.find(['\n', '{', '}']).unwrap_or(inner.len());
    let inner = &inner[..end];
    inner.starts_with("site.") || inner.contains("relative_url") || inner.contains("absolute_url")
}

fn is_list(rest: &str) -> bool {
    let inner = &rest[2..];
    let Some(end) = inner.find(['{', '}', '\n']).filter(|&end| inner[end..].starts_with('}')) else {
        return false;
    };
    let inner = inner[..end].trim();
    inner.starts_with(['.', '#', ':', '/']) || inner.contains("=\"") || matches!(inner, "toc" | "no_toc")
}
