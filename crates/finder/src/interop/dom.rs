//! The panel and the search page in the document.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/dom.js")]
extern "C" {
    #[wasm_bindgen(js_name = createPanel)]
    fn create_panel_js(html: &str, on_input: &JsValue, on_action: &JsValue);
    #[wasm_bindgen(js_name = startPage)]
    fn start_page_js(on_input: &JsValue) -> Option<String>;
    #[wasm_bindgen(js_name = headings)]
    fn headings_js() -> Vec<String>;
    #[wasm_bindgen(js_name = copyText)]
    async fn copy_text_js(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = copyMarkdown)]
    async fn copy_markdown_js() -> JsValue;
    #[wasm_bindgen(js_name = nextTheme)]
    async fn next_theme_js() -> JsValue;

    /// Opens the panel; returns what stands in its field.
    #[wasm_bindgen(js_name = showPanel)]
    pub fn show_panel() -> String;
    /// Closes it; the focus goes back to where it was.
    #[wasm_bindgen(js_name = closePanel)]
    pub fn close_panel();
    /// Shows what is offered besides results.
    #[wasm_bindgen(js_name = setOffers)]
    pub fn set_offers(html: &str);
    /// Shows results, or a note instead of them; `page` leads to the same search as a page.
    #[wasm_bindgen(js_name = setFound)]
    pub fn set_found(html: &str, note: &str, page: &str);
    /// Says that the results shown are not yet those of the query.
    #[wasm_bindgen(js_name = setBusy)]
    pub fn set_busy(busy: bool);
    /// Tells a screen reader how it stands.
    pub fn announce(text: &str);
    /// Whether a post is shown.
    #[wasm_bindgen(js_name = isPost)]
    pub fn is_post() -> bool;
    /// Title, date, address, site and authors of the post.
    pub fn citation() -> Vec<String>;
    /// The address of the section that is being read.
    #[wasm_bindgen(js_name = sectionUrl)]
    pub fn section_url() -> String;
    /// Forgets what is kept in the browser under a key, and takes what it shows off the page; says what came of it.
    pub fn forget(key: &str) -> String;
    /// Opens the browser's dialog for printing.
    #[wasm_bindgen(js_name = printPage)]
    pub fn print_page();
    /// Says for a moment what came of an action.
    pub fn toast(text: &str);
    /// Puts the focus into the field of the search page, if that is the page.
    #[wasm_bindgen(js_name = focusSearchPage)]
    pub fn focus_search_page() -> bool;
    /// Shows results on the search page.
    #[wasm_bindgen(js_name = setPageResults)]
    pub fn set_page_results(html: &str, status: &str);
    /// What the address of the page asks for.
    pub fn asked() -> String;
}

#[wasm_bindgen(module = "/src/interop/typography.js")]
extern "C" {
    /// Opens the panel in which readers set the text for themselves; `memory` is the key under which is kept what they
    /// read.
    #[wasm_bindgen(js_name = openTypography)]
    pub fn open_typography(html: &str, memory: &str);
}

/// Makes the panel, once; the callbacks get what was typed, and the name of an action.
pub fn create_panel(
    html: &str,
    on_input: impl FnMut(String) + 'static,
    on_action: impl FnMut(String) + 'static,
) {
    create_panel_js(html, &callback(on_input), &callback(on_action));
}

/// Makes the search page work; returns what it is asked, `None` if it is not the page that is shown.
pub fn start_page(on_input: impl FnMut(String) + 'static) -> Option<String> {
    start_page_js(&callback(on_input))
}

fn callback(function: impl FnMut(String) + 'static) -> JsValue {
    // As long as the element that calls it: the browser frees it then.
    Closure::<dyn FnMut(String)>::new(function).into_js_value()
}

/// Address, text and HTML of each heading in the outline.
pub fn headings() -> Vec<[String; 3]> {
    let mut flat = headings_js().into_iter();
    std::iter::from_fn(|| Some([flat.next()?, flat.next()?, flat.next()?])).collect()
}

/// Puts a text into the clipboard; says whether that was possible.
pub async fn copy_text(text: &str) -> bool {
    copy_text_js(text).await.is_truthy()
}

/// Puts the post's Markdown into the clipboard.
pub async fn copy_markdown() -> bool {
    copy_markdown_js().await.is_truthy()
}

/// Goes to the next theme; returns what the button then says.
pub async fn next_theme() -> String {
    next_theme_js().await.as_string().unwrap_or_default()
}
