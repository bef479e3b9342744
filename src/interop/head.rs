//! The document's head: title and the elements that belong to one page.

use super::document;

/// Sets the title, and puts `tags`, HTML, in the place of those of the page before.
pub fn set(title: &str, tags: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    let Some(head) = document.head() else { return };
    if let Ok(old) = head.query_selector_all("[data-head]") {
        for node in (0..old.length()).filter_map(|index| old.item(index)) {
            _ = head.remove_child(&node);
        }
    }
    // Browsers refuse HTML only in documents that are XML.
    _ = head.insert_adjacent_html("beforeend", tags);
}
