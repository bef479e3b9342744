//! What typesets formulas and colours code, as far as a post needs it.

use futures_util::future::join;
use studybuddy_content::{
    document::Document,
    html::escaped,
    markdown::CodeBlock,
    math::{Formula, MathStyle, failed_formula, lean},
    post::Post,
    settings::Settings,
};

use crate::{
    interop::{highlighter::Highlighter, katex::Katex},
    paths::Site,
};

/// KaTeX and the highlighter, if a post needs them and they came.
pub struct Toolbox {
    katex: Option<Katex>,
    highlighter: Option<Highlighter>,
    /// Whether one of them is needed and did not come.
    pub lacks_part: bool,
}

impl Toolbox {
    /// Loads what the post needs.
    pub async fn load(site: &Site, settings: &Settings, post: &Post) -> Self {
        let Document { formulas, .. } = &post.document;
        let has_language = post.document.has_colored_code();
        let katex = async {
            match formulas.as_slice() {
                [] => None,
                _ => Katex::load(&site.katex_urls().0, &post.macros(settings)).await.ok(),
            }
        };
        let highlighter =
            async { if has_language { Highlighter::load(&site.highlighter_url()).await } else { None } };
        let (katex, highlighter) = join(katex, highlighter).await;
        let lacks_part = !formulas.is_empty() && katex.is_none() || has_language && highlighter.is_none();
        Self { katex, highlighter, lacks_part }
    }

    /// The HTML of a formula: what is wrong with it, if it cannot be typeset. Its definitions hold from then on.
    pub fn typeset(&self, formula: &Formula) -> String {
        let Some(katex) = &self.katex else { return escaped(&formula.tex) };
        for definition in &formula.definitions {
            // A definition shows nothing; a bad one is missed by the formulas that use it, and they say so.
            _ = katex.render(definition, false);
        }
        if formula.tex.is_empty() {
            return String::new();
        }
        match katex.render(&formula.tex, formula.style == MathStyle::Display) {
            Ok(html) => lean(html),
            Err(message) => failed_formula(&formula.tex, &message),
        }
    }

    /// The HTML of a block of code.
    pub fn color(&self, block: &CodeBlock) -> String {
        let language = block.language.as_deref().unwrap_or_default();
        match self.highlighter.as_ref().and_then(|highlighter| highlighter.highlight(&block.text, language)) {
            Some(html) => block.finish_html(html),
            None => block.plain_html(),
        }
    }
}
