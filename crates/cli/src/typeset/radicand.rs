//! A repair of what katex-rs 0.3.0 draws: it forgets the room for the root sign beside a radicand that is one symbol
//! without braces, as in `\sqrt2`, and the sign is drawn over it.

/// What stands around a radicand in a root.
const START: &str = "<span class=\"svg-align\" style=\"";
/// The sign has a least width, by its size: how it starts, and how wide the sign before the bar is. Both are in KaTeX's
/// `makeSqrtImage`.
const SIGNS: [(&str, &str); 3] =
    [("min-width:0.853em;", "0.833em"), ("min-width:1.02em;", "1em"), ("min-width:0.742em;", "1.056em")];

/// The formula with room for each root sign.
pub fn with_room(html: String) -> String {
    if !html.contains(START) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html.as_str();
    while let Some(at) = rest.find(START) {
        let (before, root) = rest.split_at(at + START.len());
        out.push_str(before);
        rest = root;
        if let Some((tag_end, style)) = bare_symbol(root) {
            out.push_str(&root[..tag_end]);
            out.push_str(&style);
            rest = &root[tag_end..];
        }
    }
    out.push_str(rest);
    out
}

/// Where the style of the bare symbol in a root can be added to, and what to add.
fn bare_symbol(root: &str) -> Option<(usize, String)> {
    // `top:…"><span class="pstrut" style="height:…"></span>` and the symbol.
    let symbol = root.find("</span>")? + "</span>".len();
    let tag = root.get(symbol..)?.strip_prefix("<span class=\"")?;
    let (attributes, content) = tag.split_once('>')?;
    let is_bare = content.find('<').is_some_and(|end| content[end..].starts_with("</span></span>"));
    if !is_bare || attributes.contains("padding-left") {
        return None;
    }
    let width = SIGNS.iter().find_map(|(sign, width)| {
        let sign = root.find(sign)?;
        (sign < root.find("<svg")?).then_some(width)
    })?;
    let tag_end = symbol + "<span class=\"".len() + attributes.len();
    let has_style = attributes.contains("style=\"");
    Some(if has_style {
        (tag_end - 1, format!("padding-left:{width};"))
    } else {
        (tag_end, format!(" style=\"padding-left:{width};\""))
    })
}
