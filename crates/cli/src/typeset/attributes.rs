//! One order of attributes. katex-rs keeps some of them in hash maps and writes them in another order in each run,
//! but a site that is built twice has to be the same.

/// The HTML with the attributes of each element in alphabetical order.
///
/// For HTML of KaTeX only: there all values stand in double quotes, which they do not hold, and `<` starts a tag.
pub(super) fn sorted(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut attributes = Vec::new();
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        let name_end = tag.find([' ', '>']).unwrap_or(tag.len());
        out.push_str(&tag[..name_end]);
        rest = &tag[name_end..];
        attributes.clear();
        while let Some((attribute, after)) = next_attribute(rest) {
            attributes.push(attribute);
            rest = after;
        }
        attributes.sort_unstable();
        out.extend(attributes.drain(..));
    }
    out.push_str(rest);
    out
}

/// The attribute that the rest of a tag starts with, its blank included, and what follows it.
fn next_attribute(rest: &str) -> Option<(&str, &str)> {
    rest.strip_prefix(' ')?;
    let value = rest.find("=\"")? + 2;
    let is_name = !rest[..value].contains(['<', '>']);
    let end = value + rest[value..].find('"')? + 1;
    is_name.then(|| rest.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_in_one_order() {
        for (html, expected) in [
            (
                "<svg width=\"1\" height=\"2\"><path d=\"M1 2\"/></svg> a = \"b\"",
                "<svg height=\"2\" width=\"1\"><path d=\"M1 2\"/></svg> a = \"b\"",
            ),
            ("<span class=\"a\" >x</span>", "<span class=\"a\" >x</span>"),
            (
                "<mo>&lt;</mo> c=\"1\" b=\"2\" <mi b=\"1\" a=\"2\"/>",
                "<mo>&lt;</mo> c=\"1\" b=\"2\" <mi a=\"2\" b=\"1\"/>",
            ),
            ("<b", "<b"),
        ] {
            assert_eq!(sorted(html), expected);
        }
    }
}
