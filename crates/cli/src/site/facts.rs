//! All that is known of a post, for programs: what `check --format json` answers. `docs/check.md` describes it.

use std::borrow::Cow;

use serde::Serialize;
use studybuddy_content::{
    date::PostDate,
    diagnostic::{Diagnostic, Lines, Position, Severity},
    front_matter::Visibility,
    link::Target,
    lint::{SectionStats, sections},
    markdown::TocEntry,
    math::{Formula, MathStyle, for_katex},
    post::Post,
    reading::reading_minutes,
};

use crate::{
    lint::Checked,
    report::{File, counted},
};

/// What is known of a file.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Facts<'a> {
    /// It is a post.
    Post(Box<PostFacts<'a>>),
    /// It could not be read as one.
    Unread {
        /// The file, as it was named.
        file: &'a str,
        /// What is wrong with it.
        diagnostics: Vec<DiagnosticFacts<'a>>,
    },
}

impl<'a> Facts<'a> {
    /// What a post became.
    pub fn of_post(file: &'a File, checked: &'a Checked, findings: Vec<&'a Diagnostic>) -> Self {
        Self::Post(Box::new(PostFacts::new(file, checked, findings)))
    }

    /// What is wrong with a file that is no post.
    pub fn of_file(file: &'a File, findings: Vec<&'a Diagnostic>) -> Self {
        Self::Unread { file: &file.path, diagnostics: diagnostics(file, findings) }
    }
}

/// A post. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct PostFacts<'a> {
    file: &'a str,
    title: &'a str,
    slug: &'a str,
    description: String,
    date: Option<&'a PostDate>,
    updated: Option<&'a PostDate>,
    categories: &'a [String],
    tags: &'a [String],
    visibility: Visibility,
    words: usize,
    minutes: usize,
    sections: Vec<SectionStats>,
    toc: Vec<TocFacts<'a>>,
    formulas: Vec<FormulaFacts<'a>>,
    code_blocks: Vec<CodeFacts<'a>>,
    links: Vec<LinkFacts<'a>>,
    images: Vec<ImageFacts<'a>>,
    footnotes: Vec<FootnoteFacts<'a>>,
    diagnostics: Vec<DiagnosticFacts<'a>>,
}

#[derive(Debug, Serialize)]
struct TocFacts<'a> {
    level: u8,
    id: &'a str,
    text: &'a str,
    children: Vec<TocFacts<'a>>,
}

#[derive(Debug, Serialize)]
struct FormulaFacts<'a> {
    tex: &'a str,
    /// What KaTeX gets, where that is something else.
    katex: Option<Cow<'a, str>>,
    style: MathStyle,
    #[serde(flatten)]
    position: Position,
    error: Option<&'a str>,
}

/// The TeX of a formula as its author wrote it.
fn as_written<'a>(text: &'a str, formula: &'a Formula) -> &'a str {
    without_label(text, formula).or(formula.written.as_deref()).unwrap_or(&formula.tex)
}

/// The TeX of a formula that is numbered because of something beside it, such as `{#eq:x}`: the author wrote no `\label`.
fn without_label<'a>(text: &'a str, formula: &Formula) -> Option<&'a str> {
    let source = text
        .get(formula.span.clone())
        .filter(|source| formula.label.is_some() && !source.contains("\\label"))?;
    let (tex, _) = source.strip_prefix("$$")?.split_once("$$")?;
    // In a quote there are signs of it between the lines.
    (!tex.contains("\n>")).then(|| tex.trim())
}

#[derive(Debug, Serialize)]
struct CodeFacts<'a> {
    language: Option<&'a str>,
    title: Option<&'a str>,
    text: &'a str,
    #[serde(flatten)]
    position: Position,
}

#[derive(Debug, Serialize)]
struct LinkFacts<'a> {
    url: &'a str,
    kind: &'static str,
    href: Option<&'a str>,
    #[serde(flatten)]
    position: Position,
}

#[derive(Debug, Serialize)]
struct ImageFacts<'a> {
    url: &'a str,
    kind: &'static str,
    href: Option<&'a str>,
    alt: &'a str,
    #[serde(flatten)]
    position: Position,
}

#[derive(Debug, Serialize)]
struct FootnoteFacts<'a> {
    label: &'a str,
    references: usize,
}

/// A finding about a file.
#[derive(Debug, Serialize)]
pub struct DiagnosticFacts<'a> {
    severity: Severity,
    code: &'a str,
    #[serde(flatten)]
    position: Position,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: &'a str,
    /// Whether `--fix` mends it.
    can_fix: bool,
}

impl<'a> PostFacts<'a> {
    /// Gathers what the post, the faults of its formulas and the findings about it say.
    fn new(file: &'a File, checked: &'a Checked, findings: Vec<&'a Diagnostic>) -> Self {
        let Checked { post, faults, .. } = checked;
        let lines = Lines::of(&file.text);
        let position = |offset: usize| lines.position(offset);
        let (front_matter, document) = (&post.head.front_matter, &post.document);
        let formulas = document.formulas.iter().zip(faults).map(|(formula, fault)| {
            let tex = as_written(&file.text, formula);
            FormulaFacts {
                tex,
                katex: Some(for_katex(&formula.tex)).filter(|katex| katex != tex),
                style: formula.style,
                position: position(formula.span.start),
                error: fault.as_ref().map(|fault| fault.message.as_str()),
            }
        });
        let code_blocks = document.code_blocks.iter().map(|block| CodeFacts {
            language: block.language.as_deref(),
            title: block.title.as_deref(),
            text: &block.text,
            position: position(block.span.start),
        });
        let links = document.links.iter().map(|link| LinkFacts {
            url: &link.url,
            kind: kind(&link.target),
            href: link.target.href(),
            position: position(link.span.start),
        });
        let images = document.images.iter().map(|image| ImageFacts {
            url: &image.url,
            kind: kind(&image.target),
            href: image.target.href(),
            alt: &image.alt,
            position: position(image.span.start),
        });
        let footnotes = document
            .footnotes
            .iter()
            .map(|note| FootnoteFacts { label: &note.label, references: note.references });
        Self {
            file: &file.path,
            title: &post.title,
            slug: post.head.slug.as_str(),
            description: post.description(),
            date: front_matter.date.as_ref(),
            updated: front_matter.updated.as_ref(),
            categories: &front_matter.categories,
            tags: &front_matter.tags,
            visibility: front_matter.visibility,
            words: document.words,
            minutes: reading_minutes(document),
            sections: sections(&file.text, post),
            toc: toc(&document.toc),
            formulas: formulas.collect(),
            code_blocks: code_blocks.collect(),
            links: links.collect(),
            images: images.collect(),
            footnotes: footnotes.collect(),
            diagnostics: diagnostics(file, findings),
        }
    }
}

/// How long a post is: itself, then its sections.
pub fn stats(file: &File, post: &Post) -> String {
    let document = &post.document;
    let mut text = format!(
        "{}: {}, {} min, {}, {}, {}\n",
        file.path,
        counted(document.words, "word"),
        reading_minutes(document),
        counted(document.formulas.len(), "formula"),
        counted(document.code_blocks.len(), "block") + " of code",
        counted(document.images.len(), "picture"),
    );
    for SectionStats { title, level, words, formulas, .. } in sections(&file.text, post) {
        let indent = "  ".repeat(usize::from(level.max(1)));
        let title = if title.is_empty() { "(before the first heading)" } else { &title };
        text.push_str(&format!("{words:>7} {formulas:>5}{indent}{title}\n"));
    }
    text
}

fn diagnostics<'a>(file: &File, findings: Vec<&'a Diagnostic>) -> Vec<DiagnosticFacts<'a>> {
    let lines = Lines::of(&file.text);
    let position = |offset: usize| lines.position(offset);
    let facts = findings.into_iter().map(|finding| DiagnosticFacts {
        severity: finding.severity,
        code: &finding.code,
        position: position(finding.span.start),
        end_line: position(finding.span.end).line,
        end_column: position(finding.span.end).column,
        message: &finding.message,
        help: &finding.help,
        can_fix: !finding.fix.is_empty(),
    });
    facts.collect()
}

fn toc(entries: &[TocEntry]) -> Vec<TocFacts<'_>> {
    entries
        .iter()
        .map(|TocEntry { level, id, text, children, .. }| TocFacts {
            level: *level,
            id,
            text,
            children: toc(children),
        })
        .collect()
}

fn kind(target: &Target) -> &'static str {
    match target {
        Target::Post { .. } => "post",
        Target::MissingPost { .. } => "missing-post",
        Target::File { .. } => "file",
        Target::Fragment(_) => "fragment",
        Target::External(_) => "external",
        Target::Unsafe => "unsafe",
    }
}
