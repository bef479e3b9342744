//! Typesets a post's formulas and colours its code on the thread of the page: those that are seen first before the page is
//! shown, the others after that, in slices that leave the browser room.

use std::{future::Future, pin::Pin};

use studybuddy_content::{
    document::{Document, Host},
    html::escaped,
    markdown::CodeBlock,
    math::Formula,
    post::Post,
    settings::Settings,
};

use super::toolbox::Toolbox;
use crate::{
    interop::{
        pending::{self, Missing, Place},
        timing,
    },
    paths::Site,
    state::loaded_page::Unfinished,
};

/// How long to work before the browser gets its turn, in milliseconds.
const SLICE: f64 = 8.0;
/// As many formulas as a reader sees on the first screen of a dense post.
const FIRST_FORMULAS: usize = 24;
/// As many blocks of code as stand on a first screen.
const FIRST_BLOCKS: usize = 3;

/// Typesets and colours one post. What could not be made is shown as its source.
pub struct Typesetter {
    toolbox: Toolbox,
    /// The formulas that are typeset before the page is shown.
    formulas: Vec<String>,
    /// The blocks that are coloured before the page is shown.
    code: Vec<String>,
}

impl Typesetter {
    /// Loads what the post needs, and prepares what is seen first.
    pub async fn prepare(site: &Site, settings: &Settings, post: &Post) -> Self {
        let Document { formulas, code_blocks, .. } = &post.document;
        let toolbox = Toolbox::load(site, settings, post).await;
        let mut typesetter = Self { toolbox, formulas: Vec::new(), code: Vec::new() };
        // A definition holds for the formulas after it, but what is on the screen is typeset first.
        let defines = formulas.iter().any(|formula| !formula.definitions.is_empty());
        let mut slice = Slice::start();
        for formula in formulas.iter().take(if defines { usize::MAX } else { FIRST_FORMULAS }) {
            typesetter.formulas.push(typesetter.toolbox.typeset(formula));
            slice.pause().await;
        }
        for block in code_blocks.iter().take(FIRST_BLOCKS) {
            typesetter.code.push(typesetter.toolbox.color(block));
            slice.pause().await;
        }
        typesetter
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
        self.typesetter.toolbox.lacks_part
    }

    fn html(&self, missing: Missing) -> String {
        let Self { typesetter, document } = self;
        let html = match missing {
            Missing::Formula(index) => {
                document.formulas.get(index).map(|formula| typesetter.toolbox.typeset(formula))
            }
            Missing::Code(index) => {
                document.code_blocks.get(index).map(|block| typesetter.toolbox.color(block))
            }
            // This page has all of its text.
            Missing::Text(_) => None,
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
}

impl Slice {
    /// Starts one.
    pub fn start() -> Self {
        Self { started: timing::now() }
    }

    /// Lets the browser have its turn if the slice is used up.
    pub async fn pause(&mut self) {
        if timing::now() - self.started > SLICE {
            timing::pause().await;
            self.started = timing::now();
        }
    }
}
