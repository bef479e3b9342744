//! Rows over each other. KaTeX makes a table: a row of two cells as high as what stands above the line of text, another as high
//! as what hangs below it, and in the first, rows without a height that are moved to where they belong.
//!
//! One box does the same: as high as both, and hanging below the line by the lower. `contain: layout` lets it stand on its lower
//! edge (css-contain-2, §3.2), where an inline block would stand on the line of its last row; WebKit takes that line in whole
//! pixels, and scripts would be a pixel too low.

use std::mem;

use super::{Node, SCRIPTS, Span, Value, em::Em, is_face};

/// Makes a stack of a table, if it is one and made as KaTeX makes them.
pub(super) fn replace_table(span: &mut Span<'_>) {
    if span.is_bare()
        && matches!(span.classes[..], ["vlist-t"] | ["vlist-t", "vlist-t2"])
        && let Some(stack) = stack(span)
    {
        *span = stack;
    }
}

fn stack<'a>(table: &mut Span<'a>) -> Option<Span<'a>> {
    let (above, below) = match &mut table.children[..] {
        [Node::Span(above)] => (above, None),
        [Node::Span(above), Node::Span(below)] => (above, Some(below)),
        _ => return None,
    };
    let depth = match below {
        Some(below) => height_of(cell(below)?)?,
        None => Em::default(),
    };
    let cell = cell(above)?;
    let height = height_of(cell)?;
    let mut rows = Vec::with_capacity(cell.children.len());
    for row in &cell.children {
        rows.push(line_of(row)?);
    }
    if rows.is_empty() {
        return None;
    }
    let mut stack = Span { classes: vec!["stack"], ..Span::default() };
    stack.set("height", height + depth);
    stack.set("vertical-align", Em::default() - depth);
    if cell.children.iter().any(|row| matches!(row, Node::Span(row) if is_drawn(&row.children))) {
        stack.classes.push("drawn");
    }
    let mut top = Em::default();
    for (mut row, (below, mut strut)) in mem::take(&mut cell.children).into_iter().zip(rows) {
        let Node::Span(span) = &mut row else { continue };
        span.unset("top");
        let mut scale = (1, 1);
        if strut <= Em::STRUT {
            span.children.remove(0);
            scale = open_content(span);
            strut = Em::STRUT.scaled(scale.0, scale.1);
        }
        let start = height + below - strut;
        span.set("margin-top", (start - top).scaled(scale.1, scale.0));
        top = start;
        stack.children.push(row);
    }
    Some(stack)
}

/// The first cell of a row of the table.
fn cell<'t, 'a>(row: &'t mut Span<'a>) -> Option<&'t mut Span<'a>> {
    match row.children.first_mut() {
        Some(Node::Span(cell)) if row.classes == ["vlist-r"] && cell.classes == ["vlist"] => Some(cell),
        _ => None,
    }
}

/// KaTeX writes negative heights, too; browsers take them for none.
fn height_of(cell: &mut Span<'_>) -> Option<Em> {
    cell.length("height").ok()?.filter(|height| *height >= Em::default())
}

/// How far the line of a row stands below that of the stack, and what pushes it down from the upper edge of the row.
fn line_of(row: &Node<'_>) -> Option<(Em, Em)> {
    let Node::Span(row) = row else { return None };
    let Some(Node::Span(strut)) = row.children.first() else { return None };
    let height = strut.length("height").ok()?.filter(|_| strut.has("pstrut"))?;
    Some((row.length("top").ok()?.unwrap_or_default() + height, height))
}

/// Puts what is in the only element of a row into the row, if that may be done, and makes the row as small as that was. Returns
/// the size, as a fraction.
fn open_content(row: &mut Span<'_>) -> (i32, i32) {
    const FULL: (i32, i32) = (1, 1);
    let [Node::Span(only)] = &mut row.children[..] else { return FULL };
    if !only.is_bare() || !may_stand_in_row(&only.children) {
        return FULL;
    }
    let scale = match only.classes[..] {
        [] => FULL,
        [class] if row.classes.is_empty() => match SCRIPTS.iter().find(|(script, ..)| *script == class) {
            Some((_, of, whole)) => (*of, *whole),
            None => return FULL,
        },
        _ => return FULL,
    };
    if scale != FULL && row.style.iter().any(|(_, value)| matches!(value, Value::Other(_))) {
        return FULL;
    }
    for (_, value) in &mut row.style {
        if let Value::Length(length) = value {
            *length = length.scaled(scale.1, scale.0);
        }
    }
    row.classes.append(&mut only.classes);
    row.children = mem::take(&mut only.children);
    scale
}

/// The only element in a row is a box (the sheet makes it one): what was in line before must look the same as a box.
fn may_stand_in_row(children: &[Node<'_>]) -> bool {
    let mut spans = children.iter().filter_map(|node| match node {
        Node::Span(span) => Some(span),
        Node::Raw(_) => None,
    });
    if children.iter().any(is_svg) {
        return false;
    }
    match (spans.next(), spans.next()) {
        (Some(only), None) => only.has("stack") || only.classes.iter().all(|class| is_face(class)),
        _ => true,
    }
}

/// Whether there is a drawing that takes its row for the box to be drawn in, as the pieces of tall delimiters do, the line of
/// `\\cancel`, and the colour behind `\\colorbox`. Others are in a box of their own.
fn is_drawn(children: &[Node<'_>]) -> bool {
    children.iter().any(|node| match node {
        Node::Span(span) => span.has("katex-stretchy") || span.classes.is_empty() && is_drawn(&span.children),
        raw => is_svg(raw),
    })
}

fn is_svg(node: &Node<'_>) -> bool {
    matches!(node, Node::Raw(raw) if raw.starts_with("<svg"))
}
