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

/// Names of languages that have no colours here and are near to one that has.
const OTHERS: &str = "abc apl asm astro awk basic batch bat bib bibtex bnf cfg coffee cobol coq cs csharp csh cypher d dart \
    ebnf edn elm erl eex ejs fish fsharp gherkin glsl gohtml gql graphql haml haxe hbs hcl hlsl htm http idl io j janet jinja \
    jinja2 jlcon jq jsonl jsonnet k kdl less lisp llvm mdx metal mojo mysql nim nix nu ocaml odin org perl pgsql php \
    pig plsql postgresql prolog promql properties proto ps1 psql ptx pug pwsh pycon pyrex pytb qmd raku rb rconsole rd rmd \
    rst sas sass scheme scm scss sed smt sml smtlib sol sparql stan stata styl svelte tcl tcsh terraform tf tsql tsv twig \
    typst v vala vb vhdl vim viml vue wasm wast wat wgsl xaml xquery zig";

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
        let is_other = OTHERS.split(' ').any(|other| other == language);
        let names = || languages::NAMES.iter().copied().chain(PLAIN);
        match Some(language).filter(|_| !is_other).and_then(|language| nearest(language, names())) {
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
