//! The renderer: a worker that runs this program a second time and draws posts beside the page's own thread.

use wasm_bindgen::{JsCast, prelude::*};

#[wasm_bindgen(module = "/src/interop/renderer.js")]
extern "C" {
    #[wasm_bindgen(js_name = serve)]
    fn serve_js(draw: &JsValue);

    #[wasm_bindgen(js_name = answer)]
    fn answer_js(id: u32, texts: Vec<String>);

    #[wasm_bindgen(js_name = refuse)]
    fn refuse_js();

    #[wasm_bindgen(js_name = isWanted)]
    fn is_wanted_js(id: u32) -> bool;

    #[wasm_bindgen(js_name = start)]
    fn start_js(module: &JsValue) -> bool;

    /// Begins to load modules that an order is likely to need.
    #[wasm_bindgen(js_name = loadAhead)]
    pub fn load_ahead(urls: Vec<String>);

    #[wasm_bindgen(js_name = order)]
    fn order_js(texts: Vec<String>) -> u32;

    #[wasm_bindgen(catch, js_name = next)]
    async fn next_js(id: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = forget)]
    fn forget_js(id: u32);
}

/// The renderer is not there, or has failed.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the renderer is not there")]
pub struct Unavailable;

/// Starts the renderer if it does not run. False where there is none: it could not be started, or has failed.
pub fn start() -> bool {
    start_js(&wasm_bindgen::module())
}

/// An order to the renderer, as the page holds it. Dropping it ends the work on it.
pub struct Rendering {
    id: u32,
}

impl Rendering {
    /// Orders something; the texts are between the two sides.
    pub fn order(texts: Vec<String>) -> Result<Self, Unavailable> {
        if start() { Ok(Self { id: order_js(texts) }) } else { Err(Unavailable) }
    }

    /// The next piece of the answer.
    pub async fn next(&self) -> Result<Vec<String>, Unavailable> {
        let texts = next_js(self.id).await.map_err(|_| Unavailable)?;
        let texts: js_sys::Array = texts.dyn_into().map_err(|_| Unavailable)?;
        Ok(texts.iter().filter_map(|text| text.as_string()).collect())
    }
}

impl Drop for Rendering {
    fn drop(&mut self) {
        forget_js(self.id);
    }
}

/// An order, as the renderer gets it.
pub struct Order {
    /// What was ordered.
    pub texts: Vec<String>,
    id: u32,
}

impl Order {
    /// Sends a piece of the answer, if anybody waits for it.
    pub fn answer(&self, texts: Vec<String>) {
        answer_js(self.id, texts);
    }

    /// Sends that there is no answer: the page then does it by itself.
    pub fn refuse(&self) {
        refuse_js();
    }

    /// Whether anybody waits for more.
    pub fn is_wanted(&self) -> bool {
        is_wanted_js(self.id)
    }
}

/// Whether this is the renderer: a worker has no document.
pub fn is_here() -> bool {
    super::document().is_none()
}

/// Serves orders, in the renderer.
pub fn serve<F: Future<Output = ()> + 'static>(draw: impl Fn(Order) -> F + 'static) {
    let draw = Closure::<dyn Fn(u32, Vec<String>)>::new(move |id, texts| {
        wasm_bindgen_futures::spawn_local(draw(Order { texts, id }));
    });
    serve_js(&draw.into_js_value());
}
