//! Fetching ahead: what a reader points at is likely to be wanted next.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlAnchorElement};

use super::{document, each, listener::Listener};

#[wasm_bindgen(module = "/src/interop/prefetch.js")]
extern "C" {
    /// Asks for a text that may soon be needed, if that is welcome.
    #[wasm_bindgen(js_name = fetchAhead)]
    pub fn fetch_ahead(url: &str);

    #[wasm_bindgen(js_name = take)]
    async fn take_js(url: &str) -> JsValue;

    #[wasm_bindgen(js_name = fetchOnSight)]
    fn fetch_on_sight_js(links: Vec<HtmlAnchorElement>, urls: Vec<String>);

    #[wasm_bindgen(js_name = prefetchWhenIdle)]
    async fn prefetch_when_idle_js(urls: Vec<String>) -> JsValue;
}

/// The text that was asked for ahead, when it has come; `None` if it was not, or not lately, or did not come.
pub async fn take(url: &str) -> Option<String> {
    take_js(url).await.as_string()
}

/// Fetches files into the browser's cache once it has nothing else to do. True when they have come and there is again nothing
/// to do; false if the reader would rather not have them.
pub async fn prefetch_when_idle(urls: Vec<String>) -> bool {
    prefetch_when_idle_js(urls).await.is_truthy()
}

/// Asks for the texts that the links of a list need as these come on the screen: `needs` says it of an address.
pub fn fetch_on_sight(needs: impl Fn(&str) -> Vec<String>) {
    let (mut links, mut urls) = (Vec::new(), Vec::new());
    each("post-list", "a[href]", |link: &HtmlAnchorElement| {
        for url in needs(&link.href()) {
            links.push(link.clone());
            urls.push(url);
        }
    });
    fetch_on_sight_js(links, urls);
}

/// Calls back with the URL of each link that is pointed at, touched or focused.
pub fn on_intent(callback: impl FnMut(&str) + Clone + 'static) -> [Option<Listener>; 3] {
    ["pointerover", "touchstart", "focusin"].map(|event| {
        let mut callback = callback.clone();
        Some(Listener::new(document()?.into(), event, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
                callback(&link.href());
            }
        }))
    })
}
