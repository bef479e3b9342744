//! The document's head: title and the elements that belong to one page.

use studybuddy_content::page::HeadTag;

use super::document;

/// Sets the title, and puts `tags` in the place of those of the page before.
pub fn set(title: &str, tags: &[HeadTag]) {
    let Some(document) = document() else { return };
    document.set_title(title);
    let Some(head) = document.head() else { return };
    if let Ok(old) = head.query_selector_all("[data-head]") {
        for node in (0..old.length()).filter_map(|index| old.item(index)) {
            _ = head.remove_child(&node);
        }
    }
    for tag in tags {
        let Ok(element) = document.create_element(tag.element) else { continue };
        for (name, value) in &tag.attributes {
            _ = element.set_attribute(name, value);
        }
        _ = element.set_attribute("data-head", "");
        if !tag.text.is_empty() {
            element.set_text_content(Some(&tag.text));
        }
        _ = head.append_child(&element);
    }
}
