//! The page of the search, and the marks on the pages that its results lead to.

use std::{cell::Cell, rc::Rc};

use studybuddy_content::{
    html::escaped,
    search::{Found, Query, ResultStyle, draw_results, hits, tex_is_hit},
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    index::{Index, explain},
    interop::{dom, marks, timer},
    panel::{found_in_words, pause_after},
};

/// How many results are shown.
const LIMIT: usize = 30;

thread_local! {
    /// The number of the last thing that was asked: answers to older ones are dropped.
    static LATEST: Rc<Cell<u32>> = Rc::default();
}

/// Fills the search page if it is shown; else marks what the page's address asks for.
pub async fn show(index: &Index) {
    let typing = index.clone();
    let asked = dom::start_page(move |text| {
        let index = typing.clone();
        spawn_local(async move { ask(&index, &text, pause_after(&text)).await });
    });
    match asked {
        Some(text) => {
            marks::clear();
            ask(index, &text, 0).await;
        }
        None => mark(&dom::asked()),
    }
}

/// Answers on the search page, unless something else is asked within a pause in milliseconds.
async fn ask(index: &Index, text: &str, pause: u32) {
    let latest = LATEST.with(Rc::clone);
    let number = latest.get() + 1;
    latest.set(number);
    let is_wanted = || latest.get() == number;
    let query = Query::parse(text);
    if query.is_empty() {
        let help = "Words, code and formulas are found, in any case. <code>tag:name</code> keeps to a tag.";
        return dom::set_page_results("", help);
    }
    if pause > 0 {
        timer::sleep(pause).await;
    }
    let draw = |found: &Found<'_>| {
        (draw_results(found, &query, text, index.root(), ResultStyle::Links), found.total)
    };
    let answer = if is_wanted() { index.ask(&query, LIMIT, &is_wanted, &draw).await } else { Ok(None) };
    if !is_wanted() {
        return;
    }
    match answer {
        Ok(Some((_, 0))) => {
            let text = escaped(text.trim());
            let status = ["Nothing found for “", &text, "”. Try fewer words, or another spelling."];
            dom::set_page_results("", &status.concat());
        }
        Ok(Some((html, total))) => {
            let rest = if total > LIMIT { "; these are the best." } else { "." };
            dom::set_page_results(&html, &[&*found_in_words(total), rest].concat());
        }
        Ok(None) => {}
        Err(error) => {
            let retry = " <button class=\"retry-button\" type=\"button\">Try again</button>";
            dom::set_page_results("", &[explain(error), retry].concat());
        }
    }
}

/// Marks what answers a query on the page that is shown.
fn mark(asked: &str) {
    let query = Query::parse(asked);
    if query.is_empty() {
        return marks::clear();
    }
    let text = marks::page_text();
    let places = hits(&text, &query);
    marks::mark(&text, &places);
    let mut count = places.len();
    for (index, tex) in marks::formulas().iter().enumerate() {
        if tex_is_hit(tex, &query) {
            marks::mark_formula(u32::try_from(index).unwrap_or(u32::MAX));
            count += 1;
        }
    }
    if count > 0 {
        let label = ["Clear ", &count.to_string(), if count == 1 { " mark" } else { " marks" }].concat();
        marks::offer_to_clear(&label);
    }
}
