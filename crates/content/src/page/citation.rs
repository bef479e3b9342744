//! How a post is cited: a fold at its end.

use maud::{Markup, html};

use super::PageMeta;
use crate::{citation::Citation, date::PostDate, settings::Settings};

/// The citation of a post as text and for BibTeX. Each stands as a block of code does, so that its button copies it.
pub(super) fn citation(meta: &PageMeta, settings: &Settings) -> Markup {
    let citation = Citation {
        title: meta.heading.clone(),
        date: meta.published.as_ref().map(PostDate::iso_date).unwrap_or_default(),
        url: meta.canonical_url(settings).unwrap_or_default(),
        site: settings.title.clone(),
        authors: meta.authors.clone(),
    };
    html! {
        details.post-citation {
            summary { "Cite this post" }
            (block("Text", &citation.text()))
            (block("BibTeX", &citation.bibtex()))
        }
    }
}

fn block(name: &str, text: &str) -> Markup {
    html! {
        div.code-bar {
            span.code-language { (name) }
            button.copy-button type="button" { "Copy" }
        }
        pre.code { code { (text) } }
    }
}
