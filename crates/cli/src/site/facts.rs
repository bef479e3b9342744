//! All that is known of a post, for programs: what `check --format json` answers.

use serde::Serialize;
use studybuddy_content::{
    date::PostDate,
    diagnostic::{Diagnostic, Position, Severity},
    front_matter::Visibility,
    link::Target,
    markdown::TocEntry,
    math::MathStyle,
    post::Post,
    reading::reading_minutes,
};

use super::render::Rendered;
use crate::report::File;

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
    style: MathStyle,
    #[serde(flatten)]
    position: Position,
    error: Option<&'a str>,
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

#[derive(Debug, Serialize)]
struct DiagnosticFacts<'a> {
    severity: Severity,
    code: &'a str,
    #[serde(flatten)]
    position: Position,
    message: &'a str,
    help: &'a str,
}

impl<'a> PostFacts<'a> {
    /// Gathers what the post, its typeset formulas and the findings about it say.
    pub fn new(
        file: &'a File,
        post: &'a Post,
        rendered: &'a Rendered,
        findings: Vec<&'a Diagnostic>,
    ) -> Self {
        let position = |offset: usize| Position::of(&file.text, offset);
        let (front_matter, document) = (&post.head.front_matter, &post.document);
        let formulas =
            document.formulas.iter().zip(&rendered.formulas).map(|(formula, typeset)| FormulaFacts {
                tex: &formula.tex,
                style: formula.style,
                position: position(formula.span.start),
                error: typeset.problem.as_deref(),
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
        let diagnostics = findings.into_iter().map(|finding| DiagnosticFacts {
            severity: finding.severity,
            code: finding.code,
            position: position(finding.span.start),
            message: &finding.message,
            help: &finding.help,
        });
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
            toc: toc(&document.toc),
            formulas: formulas.collect(),
            code_blocks: code_blocks.collect(),
            links: links.collect(),
            images: images.collect(),
            footnotes: footnotes.collect(),
            diagnostics: diagnostics.collect(),
        }
    }
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
