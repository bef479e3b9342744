//! MyST, the Markdown of Jupyter Book: admonitions, figures and code in fences, ```` ```{note} Title ````, roles,
//! `` {math}`x` ``, and targets, `(x)=`. What formulas in fences are is known to [`crate::math`].

use std::ops::Range;

use super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::math::lines::opening_fence;

/// Roles, and what stands around their text instead; those without are citations.
const ROLES: [(&str, &str, &str); 10] = [
    ("{math}`", "$`", "`$"),
    ("{eq}`", "\\eqref{", "}"),
    // As the book of d2l has them.
    ("{ref}`", ":ref:`", "`"),
    ("{numref}`", ":numref:`", "`"),
    ("{sub}`", "<sub>", "</sub>"),
    ("{sup}`", "<sup>", "</sup>"),
    ("{kbd}`", "<kbd>", "</kbd>"),
    ("{cite}`", "", ""),
    ("{cite:p}`", "", ""),
    ("{cite:t}`", "", ""),
];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (role, open, close) in ROLES {
        for at in source.find_all(role) {
            let tick = at + role.len() - 1;
            let code = source.literal_at(tick).filter(|code| code.start == tick && code.end > tick + 2);
            if let Some(code) = code {
                let text = tick + 1..code.end - 1;
                if open.is_empty() {
                    edits.replace(at..code.end, markup::citation(&source.text[text]));
                } else if let Some((shown, target)) = named_target(&source.text[text.clone()]) {
                    edits.replace(at..code.end, format!("[{}](#{target})", markup::inert(shown)));
                } else {
                    edits.splice(at..code.end, vec![open.into(), text.into(), close.into()]);
                }
            }
        }
    }
    for number in 0..source.lines.len() {
        directive(source, edits, number);
        let line = source.lines[number];
        let target = source.line_text(number).strip_prefix('(').and_then(|text| text.strip_suffix(")="));
        if let Some(target) = target.filter(|_| source.is_prose(line.text)) {
            edits.replace(
                line.text..line.end,
                format!("{}\n{}", markup::anchor(target), source.continuation(line.text)),
            );
        }
    }
    labels(source, edits);
}

/// `text <target>`.
fn named_target(role: &str) -> Option<(&str, &str)> {
    let (shown, target) = role.strip_suffix('>')?.split_once('<')?;
    Some((shown.trim_end(), target))
}

/// `$$ (label)` ends a formula that something refers to.
fn labels(source: &Source<'_>, edits: &mut Edits) {
    for end in source.find_all("$$ (") {
        let behind = source.rest(end + 4);
        let label = &behind[..behind.find([')', '\n']).unwrap_or(0)];
        let formula = source.formula_at(end);
        if formula.is_some_and(|formula| formula.end == end + 2 && source.starts_line(formula.start))
            && source.find(&["{eq}`", label, "`"].concat(), 0).is_some()
        {
            edits.replace(end..end + label.len() + 5, ["\\label{", label, "}$$"].concat());
        }
    }
}

/// `{figure} a.png` with options: an image with attributes. Its caption stays below it.
fn figure(source: &Source<'_>, edits: &mut Edits, lines: Range<usize>, path: &str) {
    let (mut alt, mut look, mut last) = ("", String::new(), lines.start);
    while let Some((name, value)) = option(source.line_text(last + 1)) {
        match name {
            "alt" => alt = value,
            "name" => look += &[" #", value].concat(),
            "width" | "height" => look += &[" ", name, "=", value].concat(),
            _ => {}
        }
        last += 1;
    }
    let look = if look.is_empty() { look } else { ["{", &look, "}"].concat() };
    let image = ["![", alt, "](", path, ")", &look, "\n"].concat();
    edits.replace(source.lines[lines.start].text..source.lines[last].end, image);
    edits.remove(source.lines[lines.end].start..source.next_start(lines.end));
}

fn directive(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let (text, line) = (source.line_text(number), source.lines[number]);
    let Some((_, ticks)) = opening_fence(text) else { return };
    let Some((name, title)) = text[ticks..].strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return;
    };
    let Some(block) = source.literal_at(line.text).filter(|block| block.start == line.text) else { return };
    let title = title.trim();
    if name.starts_with("code") && !name.contains(' ') {
        edits.replace(line.text + ticks..line.end, title.to_owned());
        return options(source, edits, number);
    }
    let last = source.line_at(block.end.saturating_sub(1));
    if last == number || opening_fence(source.line_text(last)).is_none() {
        return;
    }
    if matches!(name, "figure" | "image") && !title.is_empty() {
        return figure(source, edits, number..last, title);
    }
    let Some((class, shown)) = markup::alert(name) else { return };
    let title: Piece =
        if title.is_empty() { shown.into() } else { (line.end - title.len()..line.end).into() };
    let open = line.text..line.text + text.len();
    let alert = markup::open_alert(source, line.text, class, title);
    edits.splice(open.clone(), markup::block(source, &open, alert));
    options(source, edits, number);
    let close = source.lines[last].text..source.lines[last].end;
    edits.splice(close.clone(), markup::block(source, &close, vec!["</div>".into()]));
}

/// Takes out the options of a directive, right below it.
pub(super) fn options(source: &Source<'_>, edits: &mut Edits, directive: usize) {
    for number in directive + 1..source.lines.len() {
        if option(source.line_text(number)).is_none() {
            return;
        }
        edits.remove(source.lines[number].start..source.next_start(number));
    }
}

/// The name and the value of an option such as `:class: tip`.
fn option(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    is_name.then(|| (name, value.trim()))
}
