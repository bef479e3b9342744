//! Hints: what a reader will miss. Nothing here is wrong for sure, so all of it is off unless asked for.

use std::collections::HashMap;

use super::{
    body::Body,
    runs::{HIDDEN, Kind},
    stats,
};
use crate::{diagnostic::Diagnostic, math::MathStyle, post::Post};

/// Longer paragraphs are not read to their end.
const LONGEST_PARAGRAPH: usize = 220;
/// Longer sections want a heading inside.
const LONGEST_SECTION: usize = 1_500;
/// Abbreviations that every reader of a technical post knows.
#[rustfmt::skip]
const KNOWN: [&str; 56] = [
    "AI", "API", "ASCII", "CI", "CLI", "CPU", "CSS", "CSV", "DNA", "DOI", "EOF", "EU", "FAQ", "GB", "GPU", "HTML",
    "HTTP", "HTTPS", "ID", "IDE", "IO", "IP", "ISBN", "IT", "JSON", "KB", "MB", "MIT", "ML", "NASA", "NB", "OK", "OS",
    "PC", "PDF", "PDFS", "PNG", "PS", "RAM", "SQL", "SSD", "SVG", "TB", "TCP", "TODO", "TV", "UI", "UK", "URL", "US",
    "USA", "USB", "UTC", "UTF", "XML", "YAML",
];

pub(super) fn check(body: &Body<'_>, post: &Post, found: &mut Vec<Diagnostic>) {
    abbreviations(body, found);
    symbols(body, found);
    paragraphs(body, found);
    for section in stats::of_body(body) {
        if section.words > LONGEST_SECTION {
            let message = format!("the section `{}` has {} words", section.title, section.words);
            found.push(
                Diagnostic::hint("reader/section", section.span, message)
                    .with_help("a heading inside it gives the outline a place to rest"),
            );
        }
    }
    figures(body, post, found);
}

/// Words of capitals that are nowhere spelled out: not `… (KL)`, not `KL (…)`.
fn abbreviations(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, (usize, std::ops::Range<usize>)> = HashMap::new();
    let mut explained: Vec<String> = Vec::new();
    let mut order = 0;
    for run in body.runs.iter().filter(|run| run.kind != Kind::Heading) {
        for (at, word) in words(&run.text) {
            let bare = word.strip_suffix('s').unwrap_or(word);
            let is_abbreviation = (2..=6).contains(&bare.len())
                && bare.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
                && bare.bytes().filter(u8::is_ascii_uppercase).count() > 1
                && !KNOWN.contains(&bare)
                && !bare.bytes().all(|byte| b"IVXLCDM".contains(&byte));
            if !is_abbreviation {
                continue;
            }
            let (before, after) = (run.text[..at].trim_end(), run.text[at + word.len()..].trim_start());
            if before.ends_with('(') || after.starts_with('(') || after.starts_with("stands for") {
                explained.push(bare.to_owned());
            }
            order += 1;
            first
                .entry(bare.to_owned())
                .or_insert_with(|| (order, body.in_file(&run.at(at..at + word.len()))));
        }
    }
    let mut open: Vec<_> = first.into_iter().filter(|(name, _)| !explained.contains(name)).collect();
    open.sort_by_key(|(_, (order, _))| *order);
    for (name, (_, span)) in open {
        found.push(
            Diagnostic::hint("reader/abbreviation", span, format!("`{name}` is nowhere spelled out"))
                .with_help(format!("write what it stands for at its first place: `… ({name})`")),
        );
    }
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        let length = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some((start, &text[start..start + length]))
    })
}

/// A display formula of many symbols, none of which the text names by itself.
fn symbols(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    let inline: Vec<&str> = body
        .formulas
        .iter()
        .filter(|formula| formula.style == MathStyle::Inline)
        .map(|formula| formula.tex.as_str())
        .collect();
    for formula in body.formulas.iter().filter(|formula| formula.style == MathStyle::Display) {
        let names = symbols_of(&formula.tex);
        let is_told = |name: &&String| inline.iter().any(|tex| symbols_of(tex).contains(name));
        if names.len() >= 3 && !names.iter().any(|name| is_told(&name)) {
            let list: Vec<String> = names.iter().take(5).map(|name| format!("`{name}`")).collect();
            let message =
                format!("the text explains none of the symbols of this formula: {}", list.join(", "));
            found.push(
                Diagnostic::hint("reader/symbols", formula.span.clone(), message)
                    .with_help("say near it what they stand for, as in `where $x$ is …`"),
            );
        }
    }
}

/// The letters of a formula: Latin ones by themselves, and Greek ones.
fn symbols_of(tex: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tex.len() {
        let length = super::tex::token_length(&tex[at..]);
        let token = &tex[at..at + length];
        let is_greek = [
            "alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "sigma", "phi", "psi",
            "omega", "pi", "rho", "tau", "eta", "ell",
        ]
        .iter()
        .any(|name| token.strip_prefix('\\') == Some(*name));
        let is_letter = length == 1 && token.as_bytes()[0].is_ascii_alphabetic();
        let takes_words = token.starts_with("\\text")
            || matches!(token, "\\begin" | "\\end" | "\\operatorname" | "\\mathrm" | "\\label" | "\\tag");
        at += length;
        if takes_words {
            at = super::tex::group(tex, at).map_or(at, |group| group.end + 1);
        } else if (is_letter || is_greek) && !names.iter().any(|name| name == token) {
            names.push(token.to_owned());
        }
    }
    names
}

fn paragraphs(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    for run in body.runs.iter().filter(|run| run.kind == Kind::Paragraph) {
        let count = crate::reading::count_words(&run.text.replace(HIDDEN, " "));
        if count > LONGEST_PARAGRAPH {
            let span = body.in_file(&run.at(0..1));
            found.push(
                Diagnostic::hint("reader/paragraph", span, format!("a paragraph of {count} words"))
                    .with_help("cut it where the thought turns"),
            );
        }
    }
}

/// Figures that the text never speaks of.
fn figures(body: &Body<'_>, post: &Post, found: &mut Vec<Diagnostic>) {
    let speaks = body.runs.iter().any(|run| {
        let text = run.text.to_lowercase();
        ["figure", "plot", "picture", "diagram", "chart", "drawing", "graph", "curve", "image"]
            .iter()
            .any(|word| text.contains(word))
    });
    if speaks {
        return;
    }
    for image in &post.document.images {
        found.push(
            Diagnostic::hint(
                "reader/figure",
                image.span.clone(),
                format!("the text never speaks of the picture `{}`", image.url),
            )
            .with_help("say what to look at in it"),
        );
    }
}
