//! Which start tags close what is open before them, as browsers build their tree (HTML 13.2.6).
//!
//! We write end tags by the order of the tags alone. Where a browser closes an element earlier, our end tag would
//! close another one of that name, and in the end one of the page around the post. So the few elements that close
//! others are known here.

use super::{
    foreign::{MATHML, SVG},
    headings::level,
};

/// What becomes of a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It opens an element in what is open.
    Opens,
    /// It first closes the element of this index, with all in it.
    Closes(usize),
    /// It has no place here, and would close what is not the author's.
    Refused,
    /// Outside of a drawing or formula it is no tag that browsers know: shown as the author typed it, such as `<path>`.
    Unknown,
}

const TABLE_PARTS: &[&str] = &["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
const CELLS: &[&str] = &["caption", "td", "th"];

/// Elements that do not keep an item from closing the one before it.
const TRANSPARENT: &[&str] = &[
    "a", "abbr", "audio", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "div", "em", "font", "i",
    "ins", "kbd", "mark", "p", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "video",
];

/// Elements that end the paragraph they stand in.
const BLOCKS: &str = " address article aside blockquote center details div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr main \
    nav ol p pre section summary table ul ";

/// What becomes of a start tag when the elements in `open`, of one container, are open. `is_nested` says whether
/// the container is one of Markdown's: an item there may stand in an item.
pub(super) fn fit(name: &str, open: &[String], is_nested: bool) -> Fit {
    if let Some(fit) = foreign(name, open) {
        return fit;
    }
    if let Some(paragraph) = open.iter().rposition(|open| open == "p" || CELLS.contains(&open.as_str()))
        && open[paragraph] == "p"
        && BLOCKS.contains(&[" ", name, " "].concat())
    {
        return Fit::Closes(paragraph);
    }
    match name {
        heading if level(heading).is_some() => open_heading(open).map_or(Fit::Opens, Fit::Closes),
        "li" => item(&["li"], open, is_nested),
        "dd" | "dt" => item(&["dd", "dt"], open, is_nested),
        "table" => bare_table(open).map_or(Fit::Opens, Fit::Closes),
        "td" | "th" => table_part(&["td", "th", "caption", "colgroup"], open),
        // Browsers make the row or the group that is not written: a cell ends it, too.
        "tr" => table_part(&["tr", "td", "th", "caption", "colgroup"], open),
        "col" => table_part(&["tbody", "thead", "tfoot", "tr", "td", "th", "caption"], open),
        part if TABLE_PARTS.contains(&part) => {
            table_part(&["tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"], open)
        }
        _ => Fit::Opens,
    }
}

/// The index of a table that is open without a cell: what is no part of a table has no place in it.
pub(super) fn bare_table(open: &[String]) -> Option<usize> {
    let index = open.iter().rposition(|open| open == "table" || CELLS.contains(&open.as_str()))?;
    (open[index] == "table").then_some(index)
}

/// Whether an element holds text, and its first paragraph is just that.
pub(crate) fn holds_phrases(name: &str) -> bool {
    matches!(name, "p" | "figcaption" | "summary") || level(name).is_some()
}

/// The index of the heading that is open: the end tag of any heading closes it, so none stands in another.
pub(super) fn open_heading(open: &[String]) -> Option<usize> {
    open.iter().position(|open| level(open).is_some())
}

/// The index of the drawing or formula that is open. HTML does not stand in it: browsers end it there.
pub(super) fn foreign_root(open: &[String]) -> Option<usize> {
    open.iter().position(|open| matches!(open.as_str(), "svg" | "math"))
}

/// Parts of drawings stand in drawings, those of formulas in formulas, and nothing else in either. `None` for HTML
/// that stands in HTML.
fn foreign(name: &str, open: &[String]) -> Option<Fit> {
    let root = foreign_root(open);
    let kind = root.map(|index| if open[index] == "svg" { SVG } else { MATHML });
    match (name, root) {
        _ if kind.is_some_and(|kind| kind.contains(&name)) => Some(Fit::Opens),
        ("svg" | "math", None) => Some(Fit::Opens),
        _ if SVG.contains(&name) || MATHML.contains(&name) => Some(match root {
            Some(index) if matches!(name, "svg" | "math") => Fit::Closes(index),
            _ => Fit::Unknown,
        }),
        (_, Some(index)) => Some(Fit::Closes(index)),
        (_, None) => None,
    }
}

fn item(closed: &[&str], open: &[String], is_nested: bool) -> Fit {
    for (index, name) in open.iter().enumerate().rev() {
        if closed.contains(&name.as_str()) {
            return Fit::Closes(index);
        }
        if !TRANSPARENT.contains(&name.as_str()) {
            return Fit::Opens;
        }
    }
    if is_nested { Fit::Refused } else { Fit::Opens }
}

fn table_part(closed: &[&str], open: &[String]) -> Fit {
    let Some(table) = open.iter().rposition(|open| open == "table") else { return Fit::Refused };
    let inside = open[table..].iter().position(|open| closed.contains(&open.as_str()));
    inside.map_or(Fit::Opens, |index| Fit::Closes(table + index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, open: &str, expected: Fit) {
        let open: Vec<_> = open.split_whitespace().map(str::to_owned).collect();
        assert_eq!(fit(name, &open, true), expected, "<{name}> in {open:?}");
    }

    #[test]
    fn items_close_the_item_before_them() {
        check("li", "ul li div b", Fit::Closes(1));
        check("li", "ul li ul", Fit::Opens);
        check("li", "ul div", Fit::Opens);
        check("li", "div", Fit::Refused);
        check("dd", "dl dt", Fit::Closes(1));
    }

    #[test]
    fn drawings_and_formulas_hold_their_own_parts_only() {
        check("path", "div svg g", Fit::Opens);
        check("path", "div", Fit::Unknown);
        check("mi", "svg", Fit::Unknown);
        check("math", "svg g", Fit::Closes(0));
        check("svg", "svg g", Fit::Opens);
        check("p", "div svg text", Fit::Closes(1));
        check("td", "table tr td svg", Fit::Closes(3));
    }

    #[test]
    fn headings_stand_in_no_heading() {
        check("h2", "div h1 b", Fit::Closes(1));
        check("h2", "h3 div", Fit::Closes(0));
        check("h2", "div", Fit::Opens);
    }

    #[test]
    fn tables_stand_in_cells_only() {
        check("table", "table", Fit::Closes(0));
        check("table", "table tr div", Fit::Closes(0));
        check("table", "table tr td div", Fit::Opens);
        check("td", "div", Fit::Refused);
        check("td", "table tr td b", Fit::Closes(2));
        check("td", "table tr td table tr", Fit::Opens);
        check("tr", "table td div", Fit::Closes(1));
        check("tr", "table tbody tr td", Fit::Closes(2));
        check("tbody", "table tr td div", Fit::Closes(1));
        check("caption", "table td p", Fit::Closes(1));
        check("td", "table caption b", Fit::Closes(1));
        check("col", "table colgroup", Fit::Opens);
    }
}
