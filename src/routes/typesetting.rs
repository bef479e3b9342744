//! Typesets a post's formulas and colours its code: those that are seen first before the page is shown, the others
//! after that, in slices that leave the browser room.

use std::{future::Future, pin::Pin};

use futures_util::future::join;
use studybuddy_content::{
    document::{Document, Host},
    html::escaped,
    manifest::PostSummary,
    markdown::CodeBlock,
    math::{Formula, MathStyle, failed_formula},
    post::Post,
    settings::Settings,
};

use crate::{
    interop::{
        highlighter::Highlighter,
        katex::Katex,
        pending::{self, Missing, Place},
        timing,
    },
    paths::Site,
    state::navigator::Unfinished,
};

/// How long to work before the browser gets its turn, in milliseconds.
const SLICE: f64 = 8.0;
/// As many formulas as a reader sees on the first screen of a dense post.
const FIRST_FORMULAS: usize = 16;
/// As many blocks of code as stand on a first screen.
const FIRST_BLOCKS: usize = 3;

/// Typesets and colours one post. What could not be made is shown as its source.
pub struct Typesetter {
    katex: Option<Katex>,
    highlighter: Option<Highlighter>,
    /// The formulas that are typeset before the page is shown.
    formulas: Vec<String>,
    /// The blocks that are coloured before the page is shown.
    code: Vec<String>,
    /// Whether KaTeX or the highlighter is needed and did not come.
    pub lacks_part: bool,
}

impl Typesetter {
    /// Begins to load what a post needs, before its Markdown is here.
    pub fn load_ahead(site: &Site, post: &PostSummary) {
        if post.math {
            Katex::load_ahead(&site.katex_urls());
        }
        if post.code {
            Highlighter::load_ahead(&site.highlighter_url());
        }
    }

    /// Loads what the post needs, and prepares what is seen first.
    pub async fn prepare(site: &Site, settings: &Settings, post: &Post) -> Self {
        let Document { formulas, code_blocks, .. } = &post.document;
        let has_language = post.document.has_colored_code();
        let katex = async {
            match formulas.as_slice() {
                [] => None,
                _ => Katex::load(site.katex_urls(), &post.macros(settings)).await.ok(),
            }
        };
        let highlighter =
            async { if has_language { Highlighter::load(&site.highlighter_url()).await } else { None } };
        let (katex, highlighter) = join(katex, highlighter).await;
        let lacks_part = !formulas.is_empty() && katex.is_none() || has_language && highlighter.is_none();
        let mut typesetter = Self { katex, highlighter, formulas: Vec::new(), code: Vec::new(), lacks_part };
        // A definition holds for the formulas after it, so a post with definitions is typeset in order.
        let defines = formulas.iter().any(|formula| !formula.definitions.is_empty());
        let mut slice = Slice::start();
        for formula in formulas.iter().take(if defines { usize::MAX } else { FIRST_FORMULAS }) {
            let html = typesetter.typeset(formula);
            typesetter.formulas.push(html);
            slice.pause().await;
        }
        for block in code_blocks.iter().take(FIRST_BLOCKS) {
            let html = typesetter.color(block);
            typesetter.code.push(html);
            slice.pause().await;
        }
        typesetter
    }

    fn typeset(&self, formula: &Formula) -> String {
        let Some(katex) = &self.katex else { return escaped(&formula.tex) };
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

    fn color(&self, block: &CodeBlock) -> String {
        let language = block.language.as_deref().unwrap_or_default();
        match self.highlighter.as_ref().and_then(|highlighter| highlighter.highlight(&block.text, language)) {
            Some(html) => block.finish_html(html),
            None => block.plain_html(),
        }
    }
}

impl Host for Typesetter {
    fn formula(&mut self, index: usize, formula: &Formula) -> String {
        match self.formulas.get(index) {
            Some(html) => html.clone(),
            None => pending::place(Missing::Formula(index), &escaped(&formula.tex)),
        }
    }

    fn code(&mut self, index: usize, block: &CodeBlock) -> String {
        match self.code.get(index) {
            Some(html) => html.clone(),
            None => pending::place(Missing::Code(index), &block.plain_html()),
        }
    }
}

/// A post that is shown before all of it is typeset.
pub struct UnfinishedPost {
    typesetter: Typesetter,
    document: Document,
}

impl UnfinishedPost {
    /// The rest of a post.
    pub fn new(typesetter: Typesetter, document: Document) -> Self {
        Self { typesetter, document }
    }

    fn fill(&self, place: &Place) {
        let Self { typesetter, document } = self;
        let html = match place.missing {
            Missing::Formula(index) => {
                document.formulas.get(index).map(|formula| typesetter.typeset(formula))
            }
            Missing::Code(index) => document.code_blocks.get(index).map(|block| typesetter.color(block)),
        };
        place.fill(&html.unwrap_or_default());
    }
}

impl Unfinished for UnfinishedPost {
    fn fill_screen(&self) {
        pending::places().iter().filter(|place| place.is_on_screen).for_each(|place| self.fill(place));
    }

    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            let mut slice = Slice::start();
            // The places of another page would get this post's formulas.
            if !is_shown() {
                return;
            }
            for place in pending::places() {
                self.fill(&place);
                slice.pause().await;
                if !is_shown() {
                    return;
                }
            }
        })
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
