//! Languages of code blocks that have no colours here.

use studybuddy_content::{diagnostic::Diagnostic, lint::nearest, post::Post};

use crate::highlight::languages;

/// Words that say what a block is, and are no languages to colour.
const PLAIN: [&str; 22] = [
    "ascii",
    "asciidoc",
    "csv",
    "log",
    "math",
    "mermaid",
    "none",
    "nohighlight",
    "no-highlight",
    "out",
    "output",
    "plain",
    "plaintext",
    "prompt",
    "pseudo",
    "pseudocode",
    "raw",
    "terminal",
    "text",
    "tikz",
    "tree",
    "txt",
];

/// Languages of other highlighters that are no misspelt names of ours, however near they are.
const OTHERS: [&str; 42] = [
    "basic", "batch", "cs", "csp", "cython", "dhall", "dust", "gohtml", "gql", "gss", "haml", "hjson", "htm",
    "jlcon", "jsonl", "luau", "meson", "ml", "mysql", "ndjson", "ocaml", "pbtxt", "pgsql", "plsql", "po",
    "pp", "psql", "pycon", "qml", "rconsole", "rest", "rst", "scilab", "scss", "smali", "sml", "sol",
    "stata", "sv", "tsql", "tsv", "xl",
];

pub fn check(source: &str, post: &Post, found: &mut Vec<Diagnostic>) {
    for block in &post.document.code_blocks {
        let Some(language) = block.language.as_deref() else { continue };
        if languages::grammar(language).is_some() || PLAIN.contains(&language) || language.starts_with('{') {
            continue;
        }
        let written = source.get(block.span.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let at = line.to_lowercase().find(language).map_or(block.span.start, |at| block.span.start + at);
        let span = at..at + if at == block.span.start { 0 } else { language.len() };
        let names = languages::NAMES.iter().copied().chain(PLAIN);
        match nearest(language, names).filter(|_| !OTHERS.contains(&language)) {
            Some(meant) => {
                let diagnostic = Diagnostic::warning(
                    "code/language",
                    span.clone(),
                    format!("unknown language `{language}`"),
                )
                .with_help(format!("did you mean `{meant}`?"));
                found.push(if span.is_empty() { diagnostic } else { diagnostic.with_fix(span, meant) });
            }
            None => found.push(
                Diagnostic::hint(
                    "code/language",
                    span,
                    format!("code in `{language}` is shown without colours"),
                )
                .with_help("nothing is wrong; write `text` if it is no code"),
            ),
        }
    }
}
