//! Marks, comments and names of blocks of Obsidian and Quartz: `==marked==`, `%%for the author%%`, `^name`.

use studybuddy_text::find;

use super::{edits::Edits, markup, signs::Signs, source::Source};

/// Whether a text may hold them: in code `==` stands between blanks or names.
pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    let text = signs.text;
    signs.any(&["%%", " ^", "\n^"])
        || std::iter::successors(find(text, "==", 0), |at| find(text, "==", at + 2)).any(|at| {
            let before = text[..at].chars().next_back();
            let after = text[at + 2..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric() && !"=!<>".contains(c))
                && after.is_some_and(|c| !c.is_whitespace() && c != '=')
        })
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut number = 0;
    while number < source.lines.len() {
        let line = source.lines[number];
        if !source.is_prose(line.text) {
            number += 1;
            continue;
        }
        if source.line_text(number) == "%%" {
            let end = (number + 1..source.lines.len()).find(|&end| source.line_text(end) == "%%");
            // One that is never closed is no comment, nor is any below it.
            let Some(end) = end else { break };
            edits.remove(line.start..source.next_start(end));
            number = end + 1;
            continue;
        }
        pairs(source, number, "%%", |open, close| edits.remove(open..close + 2));
        pairs(source, number, "==", |open, close| {
            edits.replace(open..open + 2, "<mark>");
            edits.replace(close..close + 2, "</mark>");
        });
        name(source, edits, number);
        number += 1;
    }
}

/// `text ^name` at the end of a block, or alone below it: links lead to it.
fn name(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let text = source.line_text(number);
    let Some((before, name)) = text.rsplit_once('^') else { return };
    // Those that Obsidian makes have six characters; `2 ^10k` is a power.
    let is_name = name.len() > 2
        && (name.len() == 6 || name.starts_with(|c: char| c.is_ascii_alphabetic()))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_last = source.line_text(number + 1).is_empty()
        || source.lines.get(number + 1).is_some_and(|next| next.text > next.start);
    let end = source.lines[number].text + text.len();
    let start = end - name.len() - 1;
    if is_name && is_last && (before.is_empty() || before.ends_with(' ')) && source.is_prose(start) {
        edits.replace(start..end, markup::anchor(&name.to_ascii_lowercase()));
    }
}

/// The pairs of a sign in a line, each of which stands right at the ends of words; those of comments may stand apart.
pub(super) fn pairs(source: &Source<'_>, number: usize, sign: &str, mut found: impl FnMut(usize, usize)) {
    let line = source.lines[number];
    let text = &source.text[..line.end];
    let repeated = sign.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric) || c == repeated;
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_comment = sign == "%%";
    let mut open = None;
    let mut at = line.text;
    while let Some(start) = text[at..].find(sign).map(|found| at + found) {
        at = start + sign.len();
        let (before, after) = (text[..start].chars().next_back(), text[at..].chars().next());
        if !source.is_prose(start) || before == repeated || after == repeated {
            at += text[at..].len() - text[at..].trim_start_matches(repeated.unwrap_or(' ')).len();
            continue;
        }
        match open {
            Some(open_at) if !is_word(after) && (is_comment || !is_blank(before)) && start > open_at + 2 => {
                found(open_at, start);
                open = None;
            }
            _ if !is_word(before) && (is_comment || !is_blank(after)) => open = Some(start),
            _ => {}
        }
    }
}
