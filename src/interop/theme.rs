//! The theme as the document shows it: `data-theme` on the document element. `theme.js` sets it before the first
//! paint; this changes it afterwards.

use super::document;

/// Shows a theme.
pub fn set(theme: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        _ = root.set_attribute("data-theme", theme);
    }
}

/// Shows the system's theme.
pub fn clear() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        _ = root.remove_attribute("data-theme");
    }
}
