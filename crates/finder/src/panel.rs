//! The panel: search and palette in one dialog.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use studybuddy_content::{
    citation::Citation,
    search::{Found, Query, ResultStyle, draw_results, query_value},
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    index::{Index, explain},
    interop::{dom, timer},
    memory_key,
    palette::{self, Heading},
    typography,
};

/// How many results are shown.
const LIMIT: usize = 8;

/// A combobox with a list box, after the ARIA Authoring Practices Guide; the focus stays in the field.
const MARKUP: &str = r#"<div class="search-box">
<div class="search-bar">
<input class="search-input" type="text" inputmode="search" role="combobox" aria-label="Search posts, sections and actions"
 aria-expanded="true" aria-controls="sb-found" aria-autocomplete="list" placeholder="Search or jump to…"
 autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="go">
<button class="search-close" type="button">Close</button>
</div>
<p class="search-note" hidden></p>
<div class="search-results" id="sb-found" role="listbox" aria-label="Results">
<div class="search-found" role="group" aria-label="Posts" hidden></div>
<div class="search-offers" role="presentation"></div>
</div>
<p class="search-help"><span class="search-keys"><kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close</span>
<a class="search-as-page" href="">All results</a></p>
<div class="visually-hidden" role="status"></div>
</div>"#;

/// The panel, which is made once.
#[derive(Clone)]
pub struct Panel {
    index: Index,
    /// The number of the last thing that was typed: answers to older ones are dropped.
    latest: Rc<Cell<u32>>,
    /// What was typed last.
    asked: Rc<RefCell<String>>,
}

impl Panel {
    /// Makes the panel of a site.
    pub fn new(index: Index) -> Self {
        let panel = Self { index, latest: Rc::default(), asked: Rc::default() };
        let (typing, acting) = (panel.clone(), panel.clone());
        dom::create_panel(MARKUP, move |text| typing.ask(text), move |name| acting.act(name));
        panel
    }

    /// Opens it.
    pub fn open(&self) {
        let text = dom::show_panel();
        self.ask(text);
        let panel = self.clone();
        spawn_local(async move {
            // A search says itself what is wrong; without labels the palette has fewer lines.
            if panel.index.warm_up().await.is_ok() && panel.index.has_new_labels() {
                panel.offer(&panel.asked.borrow());
            }
        });
    }

    /// Answers what was typed.
    fn ask(&self, text: String) {
        let number = self.latest.get() + 1;
        self.latest.set(number);
        self.asked.replace(text.clone());
        self.offer(&text);
        let query = Query::parse(&text);
        if query.is_empty() || text.trim_start().starts_with('>') {
            dom::set_busy(false);
            return dom::set_found("", "", &self.page_url(""));
        }
        dom::set_busy(true);
        let panel = self.clone();
        spawn_local(async move {
            timer::sleep(pause_after(&text)).await;
            if panel.latest.get() == number {
                panel.find(&text, &query, number).await;
            }
        });
    }

    async fn find(&self, text: &str, query: &Query, number: u32) {
        let is_wanted = || self.latest.get() == number;
        let draw = |found: &Found<'_>| {
            (draw_results(found, query, text, self.index.root(), ResultStyle::Options), found.total)
        };
        let answer = self.index.ask(query, LIMIT, &is_wanted, &draw).await;
        if !is_wanted() {
            return;
        }
        dom::set_busy(false);
        let page = self.page_url(text);
        match answer {
            Ok(Some((_, 0))) => {
                dom::set_found("", "Nothing found. Try fewer words, or another spelling.", &page);
                dom::announce("Nothing found");
            }
            Ok(Some((html, total))) => {
                dom::set_found(&html, "", &page);
                dom::announce(&found_in_words(total));
            }
            Ok(None) => {}
            Err(error) => {
                let retry = " <button class=\"retry-button\" type=\"button\" data-action=\"retry\">Try again</button>";
                dom::set_found("", &[explain(error), retry].concat(), &page);
                dom::announce(explain(error));
            }
        }
    }

    fn offer(&self, text: &str) {
        let headings = dom::headings().into_iter().map(|[href, text, html]| Heading { href, text, html });
        let (headings, labels) = (headings.collect::<Vec<_>>(), self.index.labels());
        dom::set_offers(&palette::draw(text, &headings, &labels, self.index.root(), dom::is_post()));
    }

    fn page_url(&self, text: &str) -> String {
        let query = query_value(text);
        let mark = if query.is_empty() { "" } else { "?q=" };
        [self.index.root(), "search/", mark, &query].concat()
    }

    /// Does what was chosen.
    fn act(&self, name: String) {
        if name == "retry" {
            let text = dom::show_panel();
            return self.ask(text);
        }
        if name != "theme" {
            dom::close_panel();
        }
        let memory = memory_key(self.index.root());
        spawn_local(async move {
            let copied = |done: bool| if done { "Copied" } else { "The browser does not allow copying here" };
            let outcome = match name.as_str() {
                "theme" => return dom::toast(&dom::next_theme().await),
                "typography" => return dom::open_typography(&typography::markup(), &memory),
                "forget" => return dom::toast(&dom::forget(&memory)),
                "print" => return dom::print_page(),
                "markdown" => dom::copy_markdown().await,
                "bibtex" => dom::copy_text(&Citation::read(dom::citation()).bibtex()).await,
                "citation" => dom::copy_text(&Citation::read(dom::citation()).text()).await,
                _ => dom::copy_text(&dom::section_url()).await,
            };
            dom::toast(copied(outcome));
        });
    }
}

/// How long to wait for more to be typed, in milliseconds: the first letters of a word tell little, and cost most.
pub fn pause_after(text: &str) -> u32 {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    match last.chars().count() {
        1 if last.is_ascii() => 240,
        2 if last.is_ascii() => 160,
        3 if last.is_ascii() => 90,
        _ => 30,
    }
}

/// `12 sections found`.
pub fn found_in_words(total: usize) -> String {
    let count = total.to_string();
    if total == 1 { "1 section found".to_owned() } else { count + " sections found" }
}
