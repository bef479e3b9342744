//! KaTeX's HTML with fewer elements that looks the same. A formula of KaTeX has about a hundred, and a reader's browser has to
//! parse each, of all formulas of a page. Three kinds go:
//!
//! - A fraction, a script, a matrix is a table that holds two rows of cells for its height and depth ([`stack`]).
//! - A space is an element whose margin is the space: a neighbour gets the margin.
//! - Most spans have only classes for which the sheet has no rule (`mord`, `mrel`): their content stands for them.
//!
//! What is not known stays as it is, and so does MathML. The sheet that goes with it is made from KaTeX's by
//! `xtask/assets/katex_faces.mjs`.

mod em;
mod span;
mod stack;
#[cfg(test)]
mod tests;

use std::mem;

use em::Em;
use span::{Node, Span, Value};

/// Classes without a rule: they say what TeX calls an atom.
const PLAIN: [&str; 11] =
    ["mord", "mop", "mbin", "mrel", "mopen", "mclose", "mpunct", "minner", "mtight", "text", "textord"];
/// Elements whose children are addressed one by one by a rule, or laid out one by one.
const APART: [&str; 6] =
    ["vlist", "katex-html", "katex-inner", "delimsizinginner", "katex-thinbox", "katex-vbox"];
/// Elements in the line of text, beside those that choose a face: a margin beside them is a space beside them, in the size of the
/// text around them.
const IN_LINE: [&str; 11] = [
    "stack",
    "katex-strut",
    "nulldelimiter",
    "delimsizing",
    "size1",
    "size2",
    "size3",
    "size4",
    "op-symbol",
    "small-op",
    "large-op",
];
/// Elements around one stack that only align what is in it.
const ALIGNING: [&str; 10] = [
    "msupsub",
    "mfrac",
    "op-limits",
    "katex-accent",
    "mover",
    "munder",
    "x-arrow",
    "col-align-c",
    "col-align-l",
    "col-align-r",
];
/// KaTeX's sizes, of its classes `size1` to `size11`, in thousandths.
const SIZES: [i32; 11] = [500, 600, 700, 800, 900, 1000, 1200, 1440, 1728, 2074, 2488];
/// Sizes of scripts have a class: of scripts, of scripts of scripts in one step and in two.
const SCRIPTS: [(&str, i32, i32); 3] = [("size-70", 7, 10), ("size-50", 5, 10), ("size-71", 5, 7)];

/// A formula as KaTeX wrote it, with fewer elements.
#[must_use]
pub fn lean(html: String) -> String {
    let Some(nodes) = span::parse(&html) else { return html };
    // What stands side by side at the top is addressed by the sheet.
    let mut root = Span { children: nodes, classes: vec!["katex-html"], ..Span::default() };
    simplify(&mut root, false);
    let mut out = String::with_capacity(html.len());
    span::write(&root.children, &mut out);
    out
}

fn simplify(span: &mut Span<'_>, is_row: bool) {
    let has_rows = span.has("vlist");
    let is_apart = is_row || contains_any(span, &APART);
    let mut line = Line { nodes: Vec::with_capacity(span.children.len()), space: Em::default() };
    for mut child in mem::take(&mut span.children) {
        if let Node::Span(span) = &mut child {
            simplify(span, has_rows);
        }
        match child {
            child if is_apart => line.nodes.push(child),
            Node::Span(span) if says_nothing(&span) => {
                for child in span.children {
                    line.add(child);
                }
            }
            child => line.add(child),
        }
    }
    line.keep_free(None);
    span.children = line.nodes;
    name_size(span);
    // What is not moved needs no class that lets it be moved.
    let is_in_place = span.is_bare();
    span.classes.retain(|class| !(PLAIN.contains(class) || is_in_place && *class == "delimcenter"));
    stack::replace_table(span);
    if span.is_bare()
        && span.classes.iter().all(|class| ALIGNING.contains(class))
        && let [Node::Span(only)] = &mut span.children[..]
        && only.has("stack")
    {
        only.classes.append(&mut span.classes);
        *span = mem::take(only);
    }
}

/// Whether an element is no more than its content. A blank has a class of its own.
fn says_nothing(span: &Span<'_>) -> bool {
    let is_blank = matches!(span.children[..], [ref only] if is_blank(only));
    span.is_bare() && span.classes.iter().all(|class| is_blank && matches!(*class, "mspace" | "nobreak"))
}

fn contains_any(span: &Span<'_>, classes: &[&str]) -> bool {
    span.classes.iter().any(|class| classes.contains(class))
}

/// What stands in line, with spaces as margins.
struct Line<'a> {
    nodes: Vec<Node<'a>>,
    /// What is still to be kept free behind the last node.
    space: Em,
}

impl<'a> Line<'a> {
    fn add(&mut self, mut node: Node<'a>) {
        if let Some(space) = space_of(&node) {
            self.space = self.space + space;
            return;
        }
        // KaTeX and its port differ in whether a blank stands before a space or behind it.
        if !is_blank(&node) {
            self.keep_free(Some(&mut node));
        }
        self.nodes.push(node);
    }

    /// Keeps the space free: by a margin of what is before it or behind it, or by an element of its own.
    fn keep_free(&mut self, next: Option<&mut Node<'a>>) {
        let space = mem::take(&mut self.space);
        if space == Em::default() {
            return;
        }
        let mut before = self.nodes.iter_mut().rfind(|node| !is_blank(node));
        if let Some(Node::Span(span)) = &mut before
            && widen(span, "margin-right", space)
        {
            return;
        }
        if let Some(Node::Span(span)) = next
            && widen(span, "margin-left", space)
        {
            return;
        }
        let mut own = Span::default();
        own.set("margin-right", space);
        if let Some(node) = before
            && let Node::Raw(text) = *node
            && !text.starts_with('<')
        {
            own.children.push(Node::Raw(text));
            *node = Node::Span(own);
        } else {
            self.nodes.push(Node::Span(own));
        }
    }
}

fn is_blank(node: &Node<'_>) -> bool {
    matches!(node, Node::Raw("\u{a0}"))
}

/// How wide an element is that is only there to be wide.
fn space_of(node: &Node<'_>) -> Option<Em> {
    let Node::Span(span) = node else { return None };
    if !span.children.is_empty() || !span.attributes.is_empty() {
        return None;
    }
    match (&span.classes[..], &span.style[..]) {
        (["mspace"], [("margin-right", Value::Length(width))]) => Some(*width),
        // The sheet makes it so wide.
        (["nulldelimiter"], []) => Some(Em(1_200)),
        _ => None,
    }
}

/// Keeps what is beside an element away from it, if that can be done.
fn widen(span: &mut Span<'_>, margin: &'static str, space: Em) -> bool {
    let is_in_line = |class: &&str| IN_LINE.contains(class) || ALIGNING.contains(class) || is_face(class);
    let Ok(has) = span.length(margin) else { return false };
    if !span.classes.iter().all(is_in_line) || span.length("font-size") != Ok(None) {
        return false;
    }
    span.set(margin, has.unwrap_or_default() + space);
    true
}

/// Whether a class does no more than choose a face.
fn is_face(class: &str) -> bool {
    matches!(class, "boldsymbol" | "amsrm" | "mainrm")
        || class.starts_with("math")
        || class.starts_with("text")
}

/// One class, or a property, instead of the three that say from which of KaTeX's sizes to which a span changes.
fn name_size(span: &mut Span<'_>) {
    if !contains_any(span, &["katex-sizing", "fontsize-ensurer"]) {
        return;
    }
    let (Some(from), Some(to)) = (size(span, "reset-size"), size(span, "size")) else { return };
    span.classes.retain(|class| {
        number(class, "reset-size").or(number(class, "size")).is_none()
            && !matches!(*class, "katex-sizing" | "fontsize-ensurer")
    });
    match SCRIPTS.iter().find(|(_, of, whole)| of * from == whole * to) {
        Some((class, ..)) => span.classes.push(class),
        None if from == to => {}
        None => span.set("font-size", Em::ONE.scaled(to, from)),
    }
}

fn size(span: &Span<'_>, prefix: &str) -> Option<i32> {
    let number = span.classes.iter().find_map(|class| number(class, prefix))?;
    SIZES.get(number.checked_sub(1)?).copied()
}

/// The number behind a prefix.
fn number(class: &str, prefix: &str) -> Option<usize> {
    class.strip_prefix(prefix)?.parse().ok()
}
