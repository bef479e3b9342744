//! The frame of the finished page: its landmarks, its configuration, and the page that it came with.

use studybuddy_content::{json, page::document::AppConfig};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlAnchorElement, HtmlElement, HtmlLinkElement, Url};

use super::{
    document, each, each_in,
    layout::{lay_out_unseen, load_text_faces},
    storage, window,
};

/// What the app finds in the document that started it.
pub struct Frame {
    /// URL of the site's root, with a slash at the end.
    pub root: String,
    /// What the build says.
    pub config: AppConfig,
    /// Where pages stand.
    pub main: HtmlElement,
    /// Where the tools of the header stand.
    pub tools: HtmlElement,
    /// Where everything without a place of its own stands.
    pub app: HtmlElement,
}

/// Reads the document; `None` if it is not one of ours.
pub fn find() -> Option<Frame> {
    let document = document()?;
    let element = |id: &str| document.get_element_by_id(id)?.dyn_into::<HtmlElement>().ok();
    let relative = document.document_element()?.get_attribute("data-root")?;
    let root = Url::new_with_base(&relative, &window()?.location().href().ok()?).ok()?;
    root.set_search("");
    root.set_hash("");
    let config = json::read(&config_text()?)?;
    Some(Frame {
        root: root.href(),
        config,
        main: element("sb-main")?,
        tools: element("sb-tools")?,
        app: element("sb-app")?,
    })
}

/// The configuration, as the page has it.
pub fn config_text() -> Option<String> {
    document()?.get_element_by_id("sb-config")?.text_content()
}

/// Whether the reader has done anything on the page since it came.
pub fn reader_has_moved() -> bool {
    root_has("data-moved")
}

/// Makes the relative links of header, footer and icon absolute: they stay while the address changes.
pub fn make_links_absolute() {
    for part in ["site-header", "site-footer"] {
        each(part, "a[href]", |link: &HtmlAnchorElement| link.set_href(&link.href()));
    }
    if let Some(head) = document().and_then(|document| document.head()) {
        each_in(&head, "link[rel=icon]", |icon: &HtmlLinkElement| icon.set_href(&icon.href()));
    }
}

/// Marks the entry of the navigation that leads to `url`.
pub fn mark_current(url: &str) {
    let page = |url: &str| url.split(['#', '?']).next().unwrap_or_default().to_owned();
    let shown = page(url);
    each("site-nav", "a[href]", |link: &HtmlAnchorElement| {
        // Attributes of our own elements can always be set.
        _ = if page(&link.href()) == shown {
            link.set_attribute("aria-current", "page")
        } else {
            link.remove_attribute("aria-current")
        };
    });
}

/// Takes out the page that the document came with. The app draws its own pages behind it.
pub fn remove_finished_page() {
    let finished = document().and_then(|document| document.query_selector("#sb-main > .page").ok().flatten());
    if let Some(finished) = finished {
        finished.remove();
    }
}

/// Moves the focus to the page, so that a keyboard goes on from there and a screen reader reads it.
pub fn focus_main() {
    let main = document().and_then(|document| document.get_element_by_id("sb-main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = main.focus_with_options(&options);
    }
}

/// Says on the document element that the app has started: tests wait for it, styles may use it.
pub fn set_ready() {
    set_state("data-app", Some("ready"));
}

/// Loads the site's own faces if they have come meanwhile (`start.js` keeps them): text that is shown in a face that is yet to
/// be loaded is laid out twice.
pub fn load_kept_fonts() {
    if has_kept_fonts() && !root_has("data-fonts") {
        load_text_faces();
    }
}

/// Shows them (`theme.js` does this for documents).
pub fn show_kept_fonts() {
    if has_kept_fonts() {
        set_state("data-fonts", Some("own"));
    }
}

/// Lays a page out that nobody sees, in the faces that the next page will be shown in.
pub fn rehearse(html: &str) {
    lay_out_unseen(html, has_kept_fonts());
}

fn has_kept_fonts() -> bool {
    storage::get("fonts").as_deref() == Some("own")
}

/// Says on the document element that a page is being loaded.
pub fn set_busy(busy: bool) {
    set_state("data-busy", busy.then_some("true"));
}

/// Says on the document element which page is not complete yet: should the app fail, `start.js` loads it as a document.
pub fn set_going(url: Option<&str>) {
    set_state("data-going", url);
}

/// Says which language the page is in.
pub fn set_language(language: &str) {
    set_state("lang", Some(language));
}

fn root_has(name: &str) -> bool {
    document().and_then(|document| document.document_element()).is_none_or(|root| root.has_attribute(name))
}

fn set_state(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}
