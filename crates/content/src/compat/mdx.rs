//! MDX: the module's `import` and `export` lines, comments in braces, and attributes of tags in braces, such as
//! `width={300}` or `src={picture}`, which become those of HTML.

use std::{collections::HashMap, ops::Range};

use super::{
    components,
    edits::{Edits, Piece},
    source::Source,
};
use crate::{
    diagnostic::{Diagnostic, words},
    html::write_attribute,
};

/// Lines of a statement: to look for the end of each to the end of the text would take quadratic time.
const MAX_STATEMENT: usize = 200;

/// Bytes of a tag: what does not close soon is none.
const MAX_TAG: usize = 2000;

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let imported = statements(source, edits);
    let mut at = 0;
    while let Some(open) = source.find("{/*", at) {
        let Some(length) = source.rest(open).find("*/}") else { break };
        at = open + length + 3;
        if source.formula_at(open).is_none() {
            // In two pairs of braces it is one of Go's templates.
            let is_template = source.text[..open].ends_with('{') && source.rest(at).starts_with('}');
            remove(source, edits, open - usize::from(is_template)..at + usize::from(is_template));
        }
    }
    for open in source.find_all("<") {
        if source.formula_at(open).is_none()
            && let Some(tag) = Tag::read(source.rest(open))
        {
            tag.write(edits, open, &imported);
        }
    }
}

/// Takes the module's statements out: those at the top, and those between blank lines. Returns the files that they give
/// names to.
fn statements<'a>(source: &Source<'a>, edits: &mut Edits) -> HashMap<&'a str, &'a str> {
    let mut imported = HashMap::new();
    let mut line = 0;
    // Where a statement may start: at the top, behind another, behind a blank line.
    let mut may_start = true;
    while line < source.lines.len() {
        let text = source.line_text(line);
        let start = source.lines[line];
        let is_module = may_start && start.text == start.start && source.is_prose(start.text);
        let last = if is_module { statement_end(source, line) } else { None };
        match last {
            Some(last) => {
                edits.remove(start.start..source.next_start(last));
                imported.extend(imported_file(text));
                line = last + 1;
            }
            None => {
                may_start = text.is_empty();
                line += 1;
            }
        }
    }
    imported
}

/// `import picture from './a.png'`: the name and the file.
fn imported_file(text: &str) -> Option<(&str, &str)> {
    let (name, file) = text.strip_prefix("import ")?.split_once(" from ")?;
    let file = file.trim().trim_end_matches(';').trim_matches(['"', '\'']);
    let is_name = name.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'));
    is_name.then_some((name.trim(), file))
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
    for at in line..source.lines.len().min(line + MAX_STATEMENT) {
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

/// Removes a construct, with its line if it stands alone there.
fn remove(source: &Source<'_>, edits: &mut Edits, range: Range<usize>) {
    let line = source.lines[source.line_at(range.start)];
    let is_alone = source.text[line.start..range.start].trim().is_empty() && source.ends_line(range.end);
    let last = source.line_at(range.end.saturating_sub(1));
    edits.remove(if is_alone { line.start..source.next_start(last) } else { range });
}

/// A start tag with attributes in braces. Ranges are bytes from its `<`.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, Attribute<'a>)>,
    length: usize,
    self_closing: bool,
}

/// The value of an attribute.
enum Attribute<'a> {
    None,
    /// In quotes, or bare.
    Text(&'a str),
    /// What stands in braces.
    Expression(&'a str),
}

impl<'a> Tag<'a> {
    /// The tag at the start of a text, if one of its attributes stands in braces.
    fn read(text: &'a str) -> Option<Self> {
        let text = text.get(..text.floor_char_boundary(MAX_TAG))?;
        let name_length =
            text[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
        let name = &text[1..1 + name_length];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut tag = Self { name, attributes: Vec::new(), length: 0, self_closing: false };
        let mut at = 1 + name_length;
        let mut has_braces = false;
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            let rest = &text[at..];
            if rest.starts_with("/>") || rest.starts_with('>') {
                tag.self_closing = rest.starts_with('/');
                tag.length = at + 1 + usize::from(tag.self_closing);
                return has_braces.then_some(tag);
            }
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
            let length = rest.find(|c| !is_name(c)).filter(|&length| length > 0)?;
            at += length;
            let Some(value) = text[at..].strip_prefix('=') else {
                tag.attributes.push((&rest[..length], Attribute::None));
                continue;
            };
            let (value, bytes) = match value.chars().next()? {
                quote @ ('"' | '\'') => {
                    let end = value[1..].find(quote)?;
                    (Attribute::Text(&value[1..1 + end]), end + 2)
                }
                '{' => {
                    has_braces = true;
                    let end = closing_brace(value)?;
                    (Attribute::Expression(value[1..end].trim()), end + 1)
                }
                _ => {
                    let end = value.find([' ', '\t', '\n', '>', '/'])?;
                    (Attribute::Text(&value[..end]), end)
                }
            };
            tag.attributes.push((&rest[..length], value));
            at += 1 + bytes;
        }
    }

    /// Writes the tag as HTML; what is computed is left out and told.
    fn write(&self, edits: &mut Edits, at: usize, imported: &HashMap<&str, &str>) {
        let range = at..at + self.length;
        let mut html = format!("<{}", self.name);
        for (name, attribute) in &self.attributes {
            let name = if *name == "className" { "class" } else { name };
            match attribute {
                Attribute::None => {
                    html.push(' ');
                    html.push_str(name);
                }
                Attribute::Text(text) => write_attribute(name, &crate::html::unescape(text), &mut html),
                Attribute::Expression(expression) => match evaluate(name, expression, imported) {
                    Some(Value::Text(text)) => write_attribute(name, &text, &mut html),
                    Some(Value::On) => {
                        html.push(' ');
                        html.push_str(name);
                    }
                    Some(Value::Off) => {}
                    // Told with the component.
                    None if !components::is_known(self.name) => {}
                    None => {
                        let message =
                            words!("`{name}={{{expression}}}` is computed by a script and left out");
                        let help = "write the value itself, in quotes";
                        let span = range.clone();
                        edits.report(Diagnostic::warning("compat/mdx", span, message).with_help(help));
                    }
                },
            }
        }
        html.push_str(if self.self_closing { " />" } else { ">" });
        edits.splice(range, vec![Piece::from(html)]);
    }
}

/// Where the brace at the start of a text is closed; texts in quotes may hold others.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match character {
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' | '`' => quote = Some(character),
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

enum Value {
    Text(String),
    On,
    Off,
}

/// The value of an expression, as far as it stands in the text: numbers, quoted texts, files, styles.
fn evaluate(name: &str, expression: &str, imported: &HashMap<&str, &str>) -> Option<Value> {
    match expression {
        "true" => return Some(Value::On),
        "false" | "null" | "undefined" => return Some(Value::Off),
        _ => {}
    }
    if let Some(text) = quoted(expression) {
        return Some(Value::Text(text.to_owned()));
    }
    let is_number =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number(expression) {
        return Some(Value::Text(expression.to_owned()));
    }
    // `picture`, `picture.src`, `require('./a.png').default`, `useBaseUrl('/a.png')`.
    let bare = expression.trim_end_matches(".src").trim_end_matches(".default");
    if let Some(file) = imported.get(bare) {
        return Some(Value::Text((*file).to_owned()));
    }
    let called = ["require(", "useBaseUrl(", "withBase("].iter().find_map(|call| bare.strip_prefix(call));
    if let Some(file) = called.and_then(|rest| quoted(rest.strip_suffix(')')?.trim())) {
        return Some(Value::Text(file.replace("@site/static/", "/")));
    }
    let style = expression.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
    let declarations = style.filter(|_| name == "style")?.split(',').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let property = property.trim().trim_matches(['"', '\'']);
        let value = value.trim();
        let unit = if is_number(value) && value != "0" && !is_unitless(property) { "px" } else { "" };
        Some(format!("{}: {}{unit}", kebab(property), quoted(value).unwrap_or(value)))
    });
    Some(Value::Text(declarations.collect::<Vec<_>>().join("; ")))
}

/// Properties of a style that are plain numbers.
fn is_unitless(property: &str) -> bool {
    ["opacity", "lineHeight", "fontWeight", "flex", "zIndex", "zoom", "order"].contains(&property)
}

/// `maxWidth` as `max-width`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// A text in quotes of JavaScript that computes nothing.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let inner = text.get(1..)?.strip_suffix(quote)?;
    (!inner.contains(quote) && !inner.contains("${")).then_some(inner)
}
