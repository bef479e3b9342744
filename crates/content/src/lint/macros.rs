//! Macros of TeX: where they are defined, twice perhaps, and whether anything uses them.

use std::{cell::LazyCell, collections::HashMap, ops::Range};

use super::tex::token_length;
use crate::{
    diagnostic::{Diagnostic, Lines},
    document::Document,
    front_matter::{HeaderKind, header::Header, keys, split},
    post::Post,
};

/// A macro that a post defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// With its backslash: `\RR`.
    pub name: String,
    /// Where the name stands in the file.
    pub span: Range<usize>,
    /// Whether the author says that it is there already (`\renewcommand`), or may be (`\providecommand`, `\def`).
    pub is_careful: bool,
}

/// Commands that define the one behind them, and whether they mind that it is there.
const DEFINING: [(&str, bool); 7] = [
    ("\\newcommand", false),
    ("\\DeclareMathOperator", false),
    ("\\DeclarePairedDelimiter", false),
    ("\\renewcommand", true),
    ("\\providecommand", true),
    ("\\def", true),
    ("\\gdef", true),
];

/// The macros that the formulas of a post define, in order.
#[must_use]
pub fn definitions(source: &str, document: &Document) -> Vec<Definition> {
    let mut definitions = Vec::new();
    for formula in &document.formulas {
        let Some(tex) = source.get(formula.span.clone()) else { continue };
        let mut is_careful = None;
        for (at, token) in tokens(tex) {
            if let Some((_, careful)) = DEFINING.iter().find(|(name, _)| *name == token) {
                is_careful = Some(*careful);
            } else if let Some(careful) = is_careful
                && !matches!(token, "*" | "{" | " ")
            {
                if token.len() > 1 && token.starts_with('\\') {
                    let start = formula.span.start + at;
                    let span = start..start + token.len();
                    definitions.push(Definition { name: token.to_owned(), span, is_careful: careful });
                }
                is_careful = None;
            }
        }
    }
    definitions
}

/// The macros of the front matter, with their places.
#[must_use]
pub fn declared(source: &str, post: &Post) -> Vec<Definition> {
    let split = split(source);
    if split.kind == HeaderKind::None {
        return Vec::new();
    }
    let header = Header::new("front matter", source, split.header, split.kind);
    let place = |name: &str| {
        let bare = name.trim_start_matches('\\');
        let written = [name.replace('\\', "\\\\"), name.to_owned(), bare.to_owned()];
        let key = written.iter().find(|written| header.line_of(written).is_some());
        header.span_of_key(key.map_or(keys::MACROS[0], String::as_str))
    };
    let names = post.head.front_matter.macros.keys();
    names.map(|name| Definition { name: name.clone(), span: place(name), is_careful: false }).collect()
}

pub(super) fn check(source: &str, post: &Post, found: &mut Vec<Diagnostic>) {
    let declared = declared(source, post);
    let defined = definitions(source, &post.document);
    if declared.is_empty() && defined.is_empty() {
        return;
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let formulas = post.document.formulas.iter().filter_map(|formula| source.get(formula.span.clone()));
    for tex in formulas.chain(post.head.front_matter.macros.values().map(String::as_str)) {
        tokens(tex)
            .filter(|(_, token)| token.len() > 1)
            .for_each(|(_, token)| *uses.entry(token).or_default() += 1);
    }
    let lines = LazyCell::new(|| Lines::of(source));
    let mut seen: HashMap<&str, &Definition> = HashMap::new();
    for definition in declared.iter().chain(&defined) {
        let name = definition.name.as_str();
        if let Some(first) = seen.get(name) {
            if !definition.is_careful {
                let line = lines.position(first.span.start).line;
                let message = format!("`{name}` is defined a second time; the first is on line {line}");
                found.push(
                    Diagnostic::warning("math/macro-twice", definition.span.clone(), message)
                        .with_help("take one of the two out, or write `\\renewcommand` if both are meant"),
                );
            }
            continue;
        }
        seen.insert(name, definition);
        let names = defined.iter().filter(|other| other.name == definition.name).count();
        // KaTeX itself reads how far apart rows are.
        if uses.get(name).copied().unwrap_or(0) <= names && definition.name != "\\arraystretch" {
            found.push(
                Diagnostic::warning(
                    "math/macro-unused",
                    definition.span.clone(),
                    format!("no formula uses the macro `{name}`"),
                )
                .with_help("take its definition out"),
            );
        }
    }
}

/// The commands and characters of TeX with their places; comments are not looked for, dollars are characters.
fn tokens(tex: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = tex.get(at..).filter(|rest| !rest.is_empty())?;
        let token = (at, &rest[..token_length(rest)]);
        at += token.1.len();
        Some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::protect;

    #[test]
    fn definitions_are_found_in_all_spellings() {
        let source = "$\\newcommand{\\a}{1} \\newcommand*\\b[1]{#1} \\def\\c#1{x} \\DeclareMathOperator*{\\d}{d} \\renewcommand{\\e}{}$";
        let document = Document { formulas: protect(source, 0).formulas, ..Document::default() };
        let found = definitions(source, &document);
        let names: Vec<(&str, bool)> = found.iter().map(|one| (one.name.as_str(), one.is_careful)).collect();
        assert_eq!(names, [("\\a", false), ("\\b", false), ("\\c", true), ("\\d", false), ("\\e", true)]);
        assert_eq!(&source[found[1].span.clone()], "\\b");
    }
}
