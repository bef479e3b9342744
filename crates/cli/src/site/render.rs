//! A post as HTML: parsed, typeset and coloured.

use anyhow::{Context as _, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};
use studybuddy_content::{
    diagnostic::Diagnostic, document::Host, link::PostLookup, markdown::CodeBlock, math::Formula, post::Post,
    route::Route, settings::Settings,
};

use super::sources::SourcePost;
use crate::{
    highlight::highlight,
    typeset::{STACK_BYTES, Typeset, Typesetter},
};

/// The threads that posts are rendered on, one for each core.
///
/// # Errors
/// The system gives no threads.
pub fn thread_pool() -> Result<ThreadPool> {
    ThreadPoolBuilder::new().stack_size(STACK_BYTES).build().context("could not start threads")
}

/// Parses a post whose links and images lead where `surroundings` says.
pub fn parse_post(source: &SourcePost, surroundings: &dyn PostLookup) -> Post {
    let root = Route::Post(source.head.slug.clone()).root();
    Post::render(source.head.clone(), &source.file.text, &root, surroundings)
}

/// The formulas and code blocks of a post as HTML.
#[derive(Debug)]
pub struct Rendered {
    /// The formulas, in order.
    pub formulas: Vec<Typeset>,
    code: Vec<String>,
}

impl Rendered {
    /// Typesets and colours everything in a post. A formula is typeset once, also if the outline shows it again.
    pub fn new(settings: &Settings, post: &Post) -> Self {
        let mut typesetter = Typesetter::new(&post.macros(settings));
        let document = &post.document;
        Self {
            formulas: document.formulas.iter().map(|formula| typesetter.typeset(formula)).collect(),
            code: document.code_blocks.iter().map(color).collect(),
        }
    }

    /// A formula as MathML with its TeX as annotation, which KaTeX sets beside what it draws for the eye; `None` if it
    /// failed.
    pub fn mathml(&self, index: usize) -> Option<&str> {
        let html = &self.formulas.get(index)?.html;
        let end = "</math>";
        html.get(html.find("<math")?..html.rfind(end)? + end.len())
    }

    /// What the author should know of the formulas.
    pub fn diagnostics(&self, post: &Post) -> Vec<Diagnostic> {
        let formulas = post.document.formulas.iter().zip(&self.formulas);
        formulas
            .filter_map(|(formula, typeset)| Some(math_problem(formula, typeset.problem.as_ref()?)))
            .collect()
    }
}

fn math_problem(formula: &Formula, problem: &str) -> Diagnostic {
    let reason = problem.trim_start_matches("KaTeX parse error: ");
    Diagnostic::error("math/katex", formula.span.clone(), format!("the formula cannot be typeset: {reason}"))
        .with_help(
            "correct the TeX, or define the command under `macros` in the front matter or in `site.yaml`",
        )
}

fn color(block: &CodeBlock) -> String {
    match block.language.as_deref().and_then(|language| highlight(&block.text, language)) {
        Some(html) => block.finish_html(html),
        None => block.plain_html(),
    }
}

impl Host for Rendered {
    fn formula(&mut self, index: usize, _: &Formula) -> String {
        self.formulas.get(index).map(|formula| formula.html.clone()).unwrap_or_default()
    }

    fn code(&mut self, index: usize, _: &CodeBlock) -> String {
        self.code.get(index).cloned().unwrap_or_default()
    }
}
