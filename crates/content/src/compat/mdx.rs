//! MDX: the module's `import` and `export` lines at the top, and comments in braces.

use super::{edits::Edits, source::Source};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut line = 0;
    while line < source.lines.len() {
        let text = source.line_text(line);
        if text.is_empty() {
            line += 1;
            continue;
        }
        let Some(last) = statement_end(source, line) else { break };
        edits.remove(source.lines[line].start..source.next_start(last));
        line = last + 1;
    }
    let mut at = 0;
    while let Some(open) = source.find("{/*", at) {
        let Some(length) = source.rest(open).find("*/}") else { break };
        at = open + length + 3;
        if source.formula_at(open).is_none() {
            edits.remove(open..at);
        }
    }
}

/// The last line of the statement that starts at a line.
fn statement_end(source: &Source<'_>, line: usize) -> Option<usize> {
    let text = source.line_text(line);
    // Prose may begin with the word: a module's name is quoted.
    let is_import = text.strip_prefix("import ").is_some_and(|rest| {
        rest.starts_with(['"', '\'', '{']) || [" from \"", " from '"].iter().any(|from| rest.contains(from))
    });
    let is_export = ["const ", "default ", "function ", "let ", "async ", "{"]
        .iter()
        .any(|word| text.strip_prefix("export ").is_some_and(|rest| rest.starts_with(word)));
    if !is_import && !is_export {
        return None;
    }
    let mut depth = 0_isize;
    for at in line..source.lines.len() {
        for byte in source.line_text(at).bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        if depth <= 0 {
            return Some(at);
        }
    }
    None
}
