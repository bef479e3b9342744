//! MyST, the Markdown of Jupyter Book: admonitions, figures and code in fences, ```` ```{note} Title ````, roles,
//! `` {math}`x` ``, and targets, `(x)=`. What formulas in fences are is known to [`crate::math`].

use std::{collections::HashMap, ops::Range};

use super::{
    edits::{Edits, Piece},
    markup,
    pandoc::theorems,
    source::Source,
};
use crate::math::lines::{is_heading, opening_fence};

/// Roles, and what stands around their text instead; those without are citations.
const ROLES: [(&str, &str, &str); 14] = [
    ("{math}`", "$`", "`$"),
    ("{eq}`", "\\eqref{", "}"),
    // As the book of d2l has them.
    ("{ref}`", ":ref:`", "`"),
    ("{numref}`", ":numref:`", "`"),
    ("{prf:ref}`", ":ref:`", "`"),
    ("{doc}`", "[", "]"),
    ("{download}`", "[", "]"),
    ("{term}`", "*", "*"),
    ("{sub}`", "<sub>", "</sub>"),
    ("{sup}`", "<sup>", "</sup>"),
    ("{kbd}`", "<kbd>", "</kbd>"),
    ("{cite}`", "", ""),
    ("{cite:p}`", "", ""),
    ("{cite:t}`", "", ""),
];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let is_notebook = source.text.contains("{code-cell}");
    // Another engine's lines may begin with a sign of percent.
    let is_book = is_notebook || ROLES.iter().any(|(role, ..)| source.find(role, 0).is_some());
    let mut titles = HashMap::new();
    for number in 0..source.lines.len() {
        let (text, line) = (source.line_text(number), source.lines[number]);
        directive(source, edits, number);
        let target = text.strip_prefix('(').and_then(|text| text.strip_suffix(")="));
        if let Some(target) = target.filter(|_| source.is_prose(line.text)) {
            titles.entry(target).or_insert(number + 1 + usize::from(source.line_text(number + 1).is_empty()));
            edits.replace(
                line.text..line.end,
                format!("{}\n{}", markup::anchor(target), source.continuation(line.text)),
            );
        } else if is_book && text.starts_with("% ") && source.is_prose(line.text) {
            // A comment.
            edits.remove(line.text..line.end);
        } else if is_notebook && text.starts_with("+++") && source.is_prose(line.text) {
            // The border of two cells.
            edits.remove(line.start..line.end);
        }
    }
    for (role, open, close) in ROLES {
        for at in source.find_all(role) {
            let tick = at + role.len() - 1;
            let code = source.literal_at(tick).filter(|code| code.start == tick && code.end > tick + 2);
            let Some(end) = code.map(|code| code.end) else { continue };
            let text = &source.text[tick + 1..end - 1];
            let (shown, target) = named_target(text).unwrap_or((text, text));
            let title = titles.get(target).map_or("", |&heading| source.line_text(heading));
            let is_titled = role == "{ref}`" && shown == target && is_heading(title);
            if open.is_empty() {
                edits.replace(at..end, markup::citation(text));
            } else if is_titled || shown != target || open == "[" {
                let title = title.trim_start_matches('#').trim();
                let shown = if is_titled { title.to_owned() } else { markup::inert(shown) };
                let sign = if open == "[" { "" } else { "#" };
                let ending =
                    if role == "{doc}`" { target.strip_suffix(".md").map_or(".md", |_| "") } else { "" };
                edits.replace(at..end, ["[", &shown, "](", sign, target, ending, ")"].concat());
            } else {
                edits.splice(at..end, vec![open.into(), (tick + 1..end - 1).into(), close.into()]);
            }
        }
    }
    labels(source, edits, is_book);
}

/// `text <target>`.
fn named_target(role: &str) -> Option<(&str, &str)> {
    let (shown, target) = role.strip_suffix('>')?.split_once('<')?;
    Some((shown.trim_end(), target))
}

/// `$$ (label)` ends a formula that something refers to, at least in another chapter of a book.
fn labels(source: &Source<'_>, edits: &mut Edits, is_book: bool) {
    for end in source.find_all("$$ (") {
        let behind = source.rest(end + 4);
        let label = &behind[..behind.find([')', '\n']).unwrap_or(0)];
        let formula = source.formula_at(end);
        if formula.is_some_and(|formula| formula.end == end + 2 && source.starts_line(formula.start))
            && !label.contains(' ')
            && (is_book || source.find(&["{eq}`", label, "`"].concat(), 0).is_some())
        {
            edits.replace(end..end + label.len() + 5, ["\\label{", label, "}$$"].concat());
        }
    }
}

/// Lines of a figure between colons.
const MAX_CAPTION: usize = 64;

/// `{figure} a.png` with options, and its caption below them.
fn figure(source: &Source<'_>, edits: &mut Edits, lines: Range<usize>, path: &str) {
    let start = source.lines[lines.start].text;
    let mut image = markup::Image { src: path.to_owned(), ..markup::Image::default() };
    let (options, mut last) = own_options(source, lines.start);
    for (name, value) in options {
        let value = value.trim_end_matches("px").to_owned();
        match name {
            "alt" => image.alt = value,
            "name" => image.id = value,
            "width" => image.look.push(("width", value)),
            "height" => image.look.push(("height", value)),
            _ => {}
        }
    }
    let mut first = last + 1;
    while first < lines.end && source.line_text(first).is_empty() {
        first += 1;
    }
    let caption = (first < lines.end).then(|| {
        last = first;
        while last + 1 < lines.end && !source.line_text(last + 1).is_empty() {
            last += 1;
        }
        (source.lines[first].text..source.lines[last].end).into()
    });
    let range = start..source.lines[last].end;
    let figure = image.figure(caption, "", source, start);
    edits.splice(range.clone(), markup::block(source, &range, figure));
    edits.remove(source.lines[lines.end].start..source.next_start(lines.end));
}

fn directive(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let (text, line) = (source.line_text(number), source.lines[number]);
    let colons = text.len() - text.trim_start_matches(':').len();
    let fence = opening_fence(text).map(|(_, ticks)| ticks).or((colons > 2).then_some(colons));
    let Some(ticks) = fence else { return };
    let Some((name, title)) = text[ticks..].strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return;
    };
    let is_figure = matches!(name, "figure" | "image");
    let title = title.trim();
    if colons > 0 {
        let is_end = |line: &usize| source.line_text(*line) == &text[..colons];
        let mut below = number + 1..source.lines.len().min(number + MAX_CAPTION);
        if is_figure
            && source.is_prose(line.text)
            && let Some(last) = below.find(is_end)
        {
            figure(source, edits, number..last, title);
        }
        return;
    }
    let Some(block) = source.literal_at(line.text).filter(|block| block.start == line.text) else { return };
    if name.starts_with("code") && !name.contains(' ') {
        // Notebooks name the lexer of their cells.
        let language = title.strip_prefix('i').filter(|name| *name == "python3").unwrap_or(title);
        let caption = value(source, number, "caption");
        let caption = if caption.is_empty() {
            String::new()
        } else {
            [" title=\"", &caption.replace('"', "'"), "\""].concat()
        };
        edits.replace(line.text + ticks..line.end, language.to_owned() + &caption);
        return options(source, edits, number);
    }
    let last = source.line_at(block.end.saturating_sub(1));
    if last == number || opening_fence(source.line_text(last)).is_none() {
        return;
    }
    if is_figure && !title.is_empty() {
        return figure(source, edits, number..last, title);
    }
    match name {
        "bibliography" => return edits.replace(block.clone(), markup::REFERENCES),
        // The page has an outline of its own.
        "tableofcontents" | "contents" | "toctree" => return edits.remove(block.clone()),
        _ => {}
    }
    let open = line.text..line.text + text.len();
    let title = (!title.is_empty()).then(|| (open.end - title.len()..open.end).into());
    let Some((html, end)) = container(source, number, name, title) else { return };
    edits.splice(open.clone(), markup::block(source, &open, html));
    options(source, edits, number);
    let close = source.lines[last].text..source.lines[last].end;
    edits.splice(close.clone(), markup::block(source, &close, vec![end.into()]));
}

/// What the directive on a line begins with if it holds Markdown, and its end tag.
pub(super) fn container(
    source: &Source<'_>,
    line: usize,
    name: &str,
    title: Option<Piece>,
) -> Option<(Vec<Piece>, &'static str)> {
    let at = source.lines[line].text;
    let continuation = source.continuation(at);
    let class = value(source, line, "class");
    // An `{admonition}` says by a class what it is; and any may fold.
    let own = if name == "admonition" { class.split(',').next().unwrap_or_default() } else { "" };
    let open = class.contains("dropdown").then_some(false);
    let theorem =
        if matches!(name, "exercise" | "solution") { Some(name) } else { name.strip_prefix("prf:") };
    if let Some(theorem) = theorem.and_then(theorems::named) {
        // A solution names its exercise.
        let title = title.filter(|_| name != "solution");
        let title = theorems::title(source, theorem, 0, value(source, line, "label"), title);
        let html = markup::open_callout(source, &continuation, "note", Some(title), open);
        return Some((html, markup::end_callout(open.is_some())));
    }
    if let Some((class_name, shown)) = markup::alert(own).or_else(|| markup::alert(name)) {
        let title = title.unwrap_or_else(|| shown.into());
        let html = markup::open_callout(source, &continuation, class_name, Some(title), open);
        return Some((html, markup::end_callout(open.is_some())));
    }
    let (start, end) = match name {
        "dropdown" | "details" => return Some((markup::open_details(source, at, title), "</details>")),
        "tab-set" | "tab-item" | "grid" | "grid-item" | "grid-item-card" | "card" | "table" => {
            ("<div>", "</div>")
        }
        "margin" | "sidebar" | "aside" => ("<aside>", "</aside>"),
        "epigraph" => ("<blockquote>", "</blockquote>"),
        _ => return None,
    };
    let mut html = vec![start.into()];
    // A number is how many columns a grid has.
    if let Some(title) = title
        && name != "grid"
    {
        html.extend([markup::blank_line(&continuation).into(), "**".into(), title, "**".into()]);
    }
    Some((html, end))
}

/// Takes out the options of a directive, right below it, with a blank line behind them.
pub(super) fn options(source: &Source<'_>, edits: &mut Edits, directive: usize) {
    let (options, mut last) = own_options(source, directive);
    if !options.is_empty() {
        last += usize::from(source.line_text(last + 1).is_empty());
        edits.remove(source.lines[directive + 1].start..source.next_start(last));
    }
}

/// The value of an option of the directive on a line; empty if it has none.
pub(super) fn value<'a>(source: &Source<'a>, directive: usize, name: &str) -> &'a str {
    let (options, _) = own_options(source, directive);
    options.into_iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
}

/// The options below a directive, `:class: tip` or `class: tip` between lines of dashes, and the last of their lines.
fn own_options<'a>(source: &Source<'a>, directive: usize) -> (Vec<(&'a str, &'a str)>, usize) {
    let is_rule = |line: usize| source.line_text(line) == "---";
    let is_block = is_rule(directive + 1);
    let mut last = directive + usize::from(is_block);
    let mut options = Vec::new();
    while let Some(option) = option(source.line_text(last + 1), is_block) {
        options.push(option);
        last += 1;
    }
    // Dashes may be a rule.
    if is_block && !is_rule(last + 1) {
        return (Vec::new(), directive);
    }
    (options, last + usize::from(is_block))
}

/// The name and the value of an option.
fn option(line: &str, is_block: bool) -> Option<(&str, &str)> {
    let line = if is_block { line } else { line.strip_prefix(':')? };
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    is_name.then(|| (name, value.trim()))
}
