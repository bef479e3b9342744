//! MyST, the Markdown of Jupyter Book: admonitions and code in fences, ```` ```{note} Title ````, and roles,
//! `` {math}`x` ``. What formulas in fences are is known to [`crate::math`].

use super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::math::lines::opening_fence;

/// Roles, and what stands around their text instead; those without are citations.
const ROLES: [(&str, &str, &str); 5] = [
    ("{math}`", "$`", "`$"),
    ("{eq}`", "\\eqref{", "}"),
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
                } else {
                    edits.splice(at..code.end, vec![open.into(), text.into(), close.into()]);
                }
            }
        }
    }
    for number in 0..source.lines.len() {
        directive(source, edits, number);
    }
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
    let Some((class, shown)) = markup::alert(name) else { return };
    let last = source.line_at(block.end.saturating_sub(1));
    if last == number || opening_fence(source.line_text(last)).is_none() {
        return;
    }
    let title: Piece =
        if title.is_empty() { shown.into() } else { (line.end - title.len()..line.end).into() };
    let open = line.text..line.text + text.len();
    let alert = markup::open_alert(source, line.text, class, title);
    edits.splice(open.clone(), markup::block(source, &open, alert));
    options(source, edits, number);
    let close = source.lines[last].text..source.lines[last].end;
    edits.splice(close.clone(), markup::block(source, &close, vec!["</div>".into()]));
}

/// Takes out the options of a directive: lines such as `:class: tip` right below it.
pub(super) fn options(source: &Source<'_>, edits: &mut Edits, directive: usize) {
    for number in directive + 1..source.lines.len() {
        let option = source.line_text(number).strip_prefix(':').and_then(|option| option.split_once(':'));
        if option.is_none_or(|(name, _)| {
            name.is_empty() || name.contains(|c: char| !c.is_ascii_alphabetic() && c != '-')
        }) {
            return;
        }
        edits.remove(source.lines[number].start..source.next_start(number));
    }
}
