//! What a post's Markdown becomes: HTML with places to fill, and everything in it that others ask about.

use std::ops::Range;

use crate::{
    diagnostic::Diagnostic,
    link::Target,
    markdown::{CodeBlock, TocEntry},
    math::{Formula, MarkerKind, replace_markers},
};

/// A rendered body.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The body's HTML; formulas and code are markers until [`Document::fill`] puts them in.
    pub html: String,
    /// The outline.
    pub toc: Vec<TocEntry>,
    /// All formulas, in order.
    pub formulas: Vec<Formula>,
    /// All code blocks, in order.
    pub code_blocks: Vec<CodeBlock>,
    /// All links, in order.
    pub links: Vec<Link>,
    /// All images of Markdown, in order.
    pub images: Vec<Image>,
    /// All notes, in the order of their first reference.
    pub footnotes: Vec<Footnote>,
    /// The level-1 heading that was taken out of the body because the page shows it as its title.
    pub title: Option<String>,
    /// The first paragraph as plain text, for posts without a description.
    pub excerpt: String,
    /// Words of prose.
    pub words: usize,
    /// What the author should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// A link of a post.
#[derive(Clone, Debug)]
pub struct Link {
    /// The target as written.
    pub url: String,
    /// Where it leads.
    pub target: Target,
    /// Byte range in the file.
    pub span: Range<usize>,
}

/// An image of a post.
#[derive(Clone, Debug)]
pub struct Image {
    /// The source as written.
    pub url: String,
    /// Where it is.
    pub target: Target,
    /// The alternative text.
    pub alt: String,
    /// Byte range in the file.
    pub span: Range<usize>,
}

/// A note of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its label as written.
    pub label: String,
    /// How often it is referred to.
    pub references: usize,
}

/// Fills the places of a document: typesets formulas and colours code.
pub trait Host {
    /// The HTML of a formula; what stands in its `.math` element.
    fn formula(&mut self, index: usize, formula: &Formula) -> String;
    /// The same in the outline, which stands above the text that the formula is taken from.
    fn outline_formula(&mut self, index: usize, formula: &Formula) -> String {
        self.formula(index, formula)
    }
    /// The HTML of a code block; what stands in its `<code>`.
    fn code(&mut self, index: usize, block: &CodeBlock) -> String;
}

/// Shows TeX and code as they were written.
pub struct SourceHost;

impl Host for SourceHost {
    fn formula(&mut self, _: usize, formula: &Formula) -> String {
        crate::html::escaped(&formula.tex)
    }

    fn code(&mut self, _: usize, block: &CodeBlock) -> String {
        block.plain_html()
    }
}

impl Document {
    /// The body as its author wrote it, for when a fault of ours keeps it from being rendered: no words are lost.
    pub(crate) fn as_written(body: &str, body_start: usize) -> Self {
        let message =
            "this post could not be rendered, by a fault of StudyBuddy's; readers see it as it is written";
        let diagnostic = Diagnostic::error("post/internal", body_start..body_start, message)
            .with_help("please report it with the file");
        Self {
            html: format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", crate::html::escaped(body)),
            words: body.split_whitespace().count(),
            diagnostics: vec![diagnostic],
            ..Self::default()
        }
    }

    /// Whether it has code in some language, which a highlighter colours.
    #[must_use]
    pub fn has_colored_code(&self) -> bool {
        self.code_blocks.iter().any(|block| block.language.is_some())
    }

    /// The body's HTML with all places filled.
    #[must_use]
    pub fn body_html(&self, host: &mut impl Host) -> String {
        self.fill(&self.html, host)
    }

    /// Fills the places in `html`, which is the body or a part of the outline.
    #[must_use]
    pub fn fill(&self, html: &str, host: &mut impl Host) -> String {
        replace_markers(html, |marker, out| match marker.kind {
            MarkerKind::Math => {
                let Some(formula) = self.formulas.get(marker.index) else { return };
                // What a host writes must not get into an attribute, whatever was taken for a tag.
                if is_in_tag(out) {
                    crate::html::escape_attribute(&formula.tex, out);
                } else {
                    out.push_str(&host.formula(marker.index, formula));
                }
            }
            MarkerKind::Code => {
                if let Some(block) = self.code_blocks.get(marker.index) {
                    out.push_str(&host.code(marker.index, block));
                }
            }
            // The writer leaves none.
            MarkerKind::Reference => {}
        })
    }
}

/// Whether HTML ends inside of a tag. In text and in attributes `<` and `>` are references.
fn is_in_tag(html: &str) -> bool {
    html.rfind(['<', '>']).is_some_and(|at| html[at..].starts_with('<'))
}
