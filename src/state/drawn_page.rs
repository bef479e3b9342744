//! A page as texts: what the document shows of it, ready to be handed from one thread to another.

use studybuddy_content::{
    page::{Page, document},
    settings::Settings,
};

/// A page that has been drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnPage {
    /// The document's title.
    pub title: String,
    /// What is announced when it is shown.
    pub heading: String,
    /// The elements for the head, as HTML.
    pub head: String,
    /// The language that it is in.
    pub language: String,
    /// The classes of its element.
    pub class: String,
    /// What stands inside of that element.
    pub html: String,
}

impl DrawnPage {
    /// The page of a site with these settings.
    pub fn new(page: Page, settings: &Settings) -> Self {
        let Page { meta, class, html } = page;
        Self {
            head: document::head_html(&meta, settings),
            language: meta.language(settings).to_owned(),
            title: meta.title,
            heading: meta.heading,
            class: class.to_owned(),
            html,
        }
    }

    /// Its texts, for [`DrawnPage::from_texts`] on the other side.
    pub fn into_texts(self) -> Vec<String> {
        let Self { title, heading, head, language, class, html } = self;
        vec![title, heading, head, language, class, html]
    }

    /// The page that was made into these texts; `None` if they are not those of a page.
    pub fn from_texts(texts: Vec<String>) -> Option<Self> {
        let [title, heading, head, language, class, html] = texts.try_into().ok()?;
        Some(Self { title, heading, head, language, class, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_on_the_other_side() {
        let text = |name: &str| name.to_owned();
        let page = DrawnPage {
            title: text("title"),
            heading: text("heading"),
            head: text("head"),
            language: text("de"),
            class: text("page"),
            html: text("html"),
        };
        assert_eq!(DrawnPage::from_texts(page.clone().into_texts()), Some(page));
        assert_eq!(DrawnPage::from_texts(Vec::new()), None);
    }
}
