//! Fetching pieces of the index.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/interop/pieces.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetchPieces)]
    async fn fetch_pieces_js(urls: Vec<String>, fresh: bool) -> Result<JsValue, JsValue>;
}

/// Why a piece could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceError {
    /// The server could not be reached.
    Network,
    /// It has no such file: the site has no index, or has been built anew.
    Missing,
    /// It answered something else.
    Malformed,
}

/// Fetches pieces, all at once; `fresh` ones are asked for again even if the browser has them.
pub async fn fetch(urls: Vec<String>, fresh: bool) -> Result<Vec<Vec<u8>>, PieceError> {
    match fetch_pieces_js(urls, fresh).await {
        Ok(pieces) => Ok(Array::from(&pieces).iter().map(|piece| Uint8Array::new(&piece).to_vec()).collect()),
        Err(reason) => Err(match reason.as_string().as_deref() {
            Some("network") => PieceError::Network,
            Some("missing") => PieceError::Missing,
            _ => PieceError::Malformed,
        }),
    }
}
