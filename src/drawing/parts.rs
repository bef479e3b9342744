//! A post drawn in parts, from its top to its end: its first screen, then the rest of its text. So the renderer works on a
//! second thread: it does not see the screen, and what it hands over is complete.

use std::{rc::Rc, vec};

use studybuddy_content::{
    document::Host,
    html::escaped,
    markdown::CodeBlock,
    math::Formula,
    page::{self, Part},
    post::Post,
};

use super::{ReadPost, toolbox::Toolbox};
use crate::{
    interop::pending::{self, Missing},
    state::drawn_page::DrawnPage,
};

/// What follows the first screen of a post: places of the page, and the HTML that they wait for.
pub struct Parts {
    in_order: InOrder,
    rest: vec::IntoIter<Part>,
    /// The number of the next part.
    number: usize,
}

impl Parts {
    /// Draws a post's page as far as its first screen.
    pub fn open(read: ReadPost) -> (DrawnPage, Self) {
        let ReadPost { post, shard, settings, toolbox, window } = read;
        let post = Rc::new(post);
        let mut in_order =
            InOrder { post: post.clone(), toolbox, typeset: Vec::new(), missing_in_outline: Vec::new() };
        let name = Missing::Text(0).name();
        let (mut page, rest) =
            page::open_post_page(&settings, &post, &shard.connections, &mut in_order, window, &name);
        page.meta.show_card(&shard.summary, &settings);
        (DrawnPage::new(page, &settings), Self { in_order, rest: rest.into_iter(), number: 0 })
    }
}

impl Iterator for Parts {
    type Item = (Missing, String);

    fn next(&mut self) -> Option<Self::Item> {
        let Some(part) = self.rest.next() else {
            let index = self.in_order.missing_in_outline.pop()?;
            return Some((Missing::Formula(index), self.in_order.typeset_up_to(index)));
        };
        let missing = Missing::Text(self.number);
        self.number += 1;
        let post = self.in_order.post.clone();
        let mut html = post.document.fill(&part.html, &mut self.in_order);
        html.push_str(&part.place_of_rest(&Missing::Text(self.number).name()));
        Some((missing, html))
    }
}

/// Typesets formulas one after the other, for a definition holds for those after it. Notes stand at the end of a post,
/// but their formulas where they are referred to.
struct InOrder {
    post: Rc<Post>,
    toolbox: Toolbox,
    typeset: Vec<String>,
    /// The formulas of the outline whose turn had not come.
    missing_in_outline: Vec<usize>,
}

impl InOrder {
    fn typeset_up_to(&mut self, index: usize) -> String {
        let missing = self.post.document.formulas.get(self.typeset.len()..=index).unwrap_or_default();
        self.typeset.extend(missing.iter().map(|formula| self.toolbox.typeset(formula)));
        self.typeset.get(index).cloned().unwrap_or_default()
    }
}

impl Host for InOrder {
    fn formula(&mut self, index: usize, _: &Formula) -> String {
        self.typeset_up_to(index)
    }

    fn outline_formula(&mut self, index: usize, formula: &Formula) -> String {
        match self.typeset.get(index) {
            Some(html) => html.clone(),
            None => {
                self.missing_in_outline.push(index);
                pending::place(Missing::Formula(index), &escaped(&formula.tex))
            }
        }
    }

    fn code(&mut self, _: usize, block: &CodeBlock) -> String {
        self.toolbox.color(block)
    }
}
