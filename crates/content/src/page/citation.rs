//! How a post is cited: a fold at its end.

use maud::{Markup, html};

use super::PageMeta;
use crate::{citation::Citation, date::PostDate, settings::Settings};

/// The citation of a post as text and for BibTeX. Each stands as a block of code does, so that its button copies it. A
/// site need not know where it will be: the app then fills in the address (`interop/clipboard.js`).
pub(super) fn citation(meta: &PageMeta, settings: &Settings) -> Markup {
    let citation = Citation {
        title: meta.heading.clone(),
        date: meta.published.as_ref().map(PostDate::iso_date).unwrap_or_default(),
        url: meta.canonical_url(settings).unwrap_or_default(),
        site: settings.title.clone(),
        authors: meta.authors.clone(),
    };
    let (text, bibtex) = (citation.text(), citation.bibtex());
    // The entry's last line closes it.
    let (fields, end) = bibtex.split_at(bibtex.trim_end().len() - 1);
    let is_unknown = citation.url.is_empty();
    html! {
        details.post-citation {
            summary { "Cite this post" }
            (block("Text", &html! {
                (text)
                @if is_unknown { span hidden { ". " span {} } }
            }))
            (block("BibTeX", &html! {
                (fields)
                @if is_unknown { span hidden { "  url = {" span {} "},\n" } }
                (end)
            }))
        }
    }
}

fn block(name: &str, text: &Markup) -> Markup {
    html! {
        div.code-bar {
            span.code-language { (name) }
            button.copy-button type="button" { "Copy" }
        }
        pre.code { code { (text) } }
    }
}
