//! Typesets a post's formulas and colours its code before it is shown, in slices that leave the browser room.

use studybuddy_content::{
    document::Host,
    html::escaped,
    markdown::CodeBlock,
    math::{Formula, MathStyle, failed_formula},
    post::Post,
    settings::Settings,
};

use crate::{
    interop::{highlighter::Highlighter, katex::Katex, timing},
    paths::Site,
};

/// How long to work before the browser gets its turn, in milliseconds.
const SLICE: f64 = 8.0;

/// A post's formulas and code as HTML. What could not be made is shown as its source.
pub struct Typesetter {
    formulas: Vec<String>,
    code: Vec<String>,
}

impl Typesetter {
    /// Loads what the post needs, and prepares all of it.
    pub async fn prepare(site: &Site, settings: &Settings, post: &Post) -> Self {
        let mut slice = Slice::start();
        let document = &post.document;
        let mut formulas = Vec::with_capacity(document.formulas.len());
        if !document.formulas.is_empty() {
            let katex = Katex::load(site.katex_urls(), &post.macros(settings)).await.ok();
            for formula in &document.formulas {
                formulas.push(typeset(katex.as_ref(), formula));
                slice.pause().await;
            }
        }
        let mut code = Vec::with_capacity(document.code_blocks.len());
        let has_language = document.code_blocks.iter().any(|block| block.language.is_some());
        let highlighter = if has_language { Highlighter::load(&site.highlighter_url()).await } else { None };
        for block in &document.code_blocks {
            code.push(color(highlighter.as_ref(), block));
            slice.pause().await;
        }
        Self { formulas, code }
    }
}

fn typeset(katex: Option<&Katex>, formula: &Formula) -> String {
    let Some(katex) = katex else { return escaped(&formula.tex) };
    for definition in &formula.definitions {
        // A definition shows nothing; a bad one is missed by the formulas that use it, and they say so.
        _ = katex.render(definition, false);
    }
    if formula.tex.is_empty() {
        return String::new();
    }
    match katex.render(&formula.tex, formula.style == MathStyle::Display) {
        Ok(html) => html,
        Err(message) => failed_formula(&formula.tex, &message),
    }
}

fn color(highlighter: Option<&Highlighter>, block: &CodeBlock) -> String {
    let language = block.language.as_deref().unwrap_or_default();
    match highlighter.and_then(|highlighter| highlighter.highlight(&block.text, language)) {
        Some(html) => block.finish_html(html),
        None => block.plain_html(),
    }
}

impl Host for Typesetter {
    fn formula(&mut self, index: usize, formula: &Formula) -> String {
        self.formulas.get(index).cloned().unwrap_or_else(|| escaped(&formula.tex))
    }

    fn code(&mut self, index: usize, block: &CodeBlock) -> String {
        self.code.get(index).cloned().unwrap_or_else(|| block.plain_html())
    }
}

/// Measures how long the work goes on without a pause.
struct Slice {
    started: f64,
}

impl Slice {
    fn start() -> Self {
        Self { started: timing::now() }
    }

    /// Lets the browser have its turn if the slice is used up.
    async fn pause(&mut self) {
        if timing::now() - self.started > SLICE {
            timing::pause().await;
            self.started = timing::now();
        }
    }
}
