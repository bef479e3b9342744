//! Typesets a post's formulas and colours its code: those that are seen first before the page is shown, the others
//! after that, in slices that leave the browser room.

use std::{future::Future, mem, pin::Pin};

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
        katex::{Katex, load_sheet_ahead},
        pending::{self, Missing, Place},
        renderer, timing,
    },
    paths::Site,
    state::navigator::Unfinished,
};

/// How long to work before the browser gets its turn, in milliseconds.
const SLICE: f64 = 8.0;
/// How long the renderer draws before it hands over, in milliseconds: nobody waits for its thread, and each piece has the
/// page laid out again.
const PIECE: f64 = 40.0;
/// As many formulas as a reader sees on the first screen of a dense post.
const FIRST_FORMULAS: usize = 24;
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
    lacks_part: bool,
}

impl Typesetter {
    /// Begins to load what a post needs, before its Markdown is here. Typeset by the renderer, it needs no module here.
    pub fn load_ahead(site: &Site, post: &PostSummary, is_elsewhere: bool) {
        let (katex, sheet) = site.katex_urls();
        if is_elsewhere {
            if post.math {
                load_sheet_ahead(&sheet);
            }
            let modules = [(post.math, katex), (post.code, site.highlighter_url())];
            renderer::load_ahead(
                modules.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, url)| url).collect(),
            );
            return;
        }
        if post.math {
            Katex::load_ahead(&(katex, sheet));
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
        // A definition holds for the formulas after it. The renderer goes from the top to the end; the page begins with what
        // is on the screen, so a post with definitions is typeset first.
        let defines = !renderer::is_here() && formulas.iter().any(|formula| !formula.definitions.is_empty());
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

    /// Whether KaTeX or the highlighter is needed and did not come.
    pub fn lacks_part(&self) -> bool {
        self.typesetter.lacks_part
    }

    /// Draws what is missing, from the top, and hands it over in pieces as long as they are wanted.
    pub async fn draw_rest(&self, hand_over: impl Fn(Vec<(Missing, String)>) -> bool) {
        let Self { typesetter, document } = self;
        let formulas = (typesetter.formulas.len()..document.formulas.len()).map(Missing::Formula);
        let code = (typesetter.code.len()..document.code_blocks.len()).map(Missing::Code);
        let mut slice = Slice::of(PIECE);
        let mut drawn = Vec::new();
        // Formulas first: what they shift is below the screen now, and code has its size already.
        for missing in formulas.chain(code) {
            drawn.push((missing, self.html(missing)));
            if slice.is_over() {
                if !hand_over(mem::take(&mut drawn)) {
                    return;
                }
                slice.pause().await;
            }
        }
        hand_over(drawn);
    }

    fn html(&self, missing: Missing) -> String {
        let Self { typesetter, document } = self;
        let html = match missing {
            Missing::Formula(index) => {
                document.formulas.get(index).map(|formula| typesetter.typeset(formula))
            }
            Missing::Code(index) => document.code_blocks.get(index).map(|block| typesetter.color(block)),
        };
        html.unwrap_or_default()
    }

    fn fill(&self, place: &Place) {
        place.fill(&self.html(place.missing));
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
pub struct Slice {
    started: f64,
    length: f64,
}

impl Slice {
    /// Starts one of the usual length.
    pub fn start() -> Self {
        Self::of(SLICE)
    }

    fn of(length: f64) -> Self {
        Self { started: timing::now(), length }
    }

    fn is_over(&self) -> bool {
        timing::now() - self.started > self.length
    }

    /// Lets the browser have its turn if the slice is used up.
    pub async fn pause(&mut self) {
        if self.is_over() {
            timing::pause().await;
            self.started = timing::now();
        }
    }
}
