//! A post that is typeset as it is asked for: what is seen first before the page is shown, the rest after that, in the order
//! in which the reader comes to it.

use studybuddy_content::{
    document::{Document, Host},
    html::escaped,
    markdown::CodeBlock,
    math::Formula,
    page,
};

use super::{ReadPost, toolbox::Toolbox};
use crate::{
    interop::{
        pending::{self, Missing},
        timing::Slice,
    },
    state::drawn_page::DrawnPage,
};

/// As many formulas as a reader sees on the first screen of a dense post.
const FIRST_FORMULAS: usize = 24;
/// As many blocks of code as stand on a first screen.
const FIRST_BLOCKS: usize = 3;

/// A post that is shown before all of it is typeset.
pub struct OpenedPost {
    /// The page, with places where something is missing.
    pub page: DrawnPage,
    toolbox: Toolbox,
    document: Document,
}

impl OpenedPost {
    /// Draws the page, with what is seen first.
    pub(super) async fn open(read: ReadPost) -> Self {
        let ReadPost { post, shard, settings, toolbox, .. } = read;
        let mut first = First::typeset(&toolbox, &post.document).await;
        let mut page = page::post_page(&settings, &post, &shard.connections, &mut first);
        page.meta.show_card(&shard.summary, &settings);
        Self { page: DrawnPage::new(page, &settings), toolbox, document: post.document }
    }

    /// Whether KaTeX or the highlighter is needed and did not come.
    pub fn lacks_part(&self) -> bool {
        self.toolbox.lacks_part
    }

    /// The HTML of what is missing under a name (`Missing::name`); empty if nothing is.
    pub fn html(&self, name: &str) -> String {
        let Self { toolbox, document, .. } = self;
        let html = match Missing::parse(name) {
            Some(Missing::Formula(index)) => {
                document.formulas.get(index).map(|formula| toolbox.typeset(formula))
            }
            Some(Missing::Code(index)) => document.code_blocks.get(index).map(|block| toolbox.color(block)),
            // This page has all of its text.
            Some(Missing::Text(_)) | None => None,
        };
        html.unwrap_or_default()
    }
}

/// What is made before the page is shown, from the top; places for the others. What could not be made is shown as its source.
#[derive(Default)]
struct First {
    formulas: Vec<String>,
    code: Vec<String>,
}

impl First {
    async fn typeset(toolbox: &Toolbox, document: &Document) -> Self {
        let Document { formulas, code_blocks, .. } = document;
        // A definition holds for the formulas after it, but what is on the screen is typeset first.
        let defines = formulas.iter().any(|formula| !formula.definitions.is_empty());
        let (mut first, mut slice) = (Self::default(), Slice::start());
        for formula in formulas.iter().take(if defines { usize::MAX } else { FIRST_FORMULAS }) {
            first.formulas.push(toolbox.typeset(formula));
            slice.pause().await;
        }
        for block in code_blocks.iter().take(FIRST_BLOCKS) {
            first.code.push(toolbox.color(block));
            slice.pause().await;
        }
        first
    }
}

impl Host for First {
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
