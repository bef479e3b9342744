//! The image of a post, for lists and link previews.

use serde::{Deserialize, Serialize};

use super::{
    fields::Fields,
    keys,
    value::{self, Value},
};

/// An image with its description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address as the author wrote it: relative to the post, to the site's root, or absolute.
    pub path: String,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// Reads text, a map with `path` (or `image`, `src`, `url`) and `alt`, or the first of a list of either.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Image> {
    // `cover: false` and the like say that there is no image.
    let field = fields.find_where(keys::IMAGE, |value| !matches!(value, Value::Bool(_)))?;
    let first = match &field.value {
        Value::List(items) => items.first()?,
        value => value,
    };
    let image = match first {
        Value::Map(entries) => {
            value::find_text(entries, &["path", "image", "src", "url", "feature", "teaser"]).map(|path| {
                Image { path, alt: value::find_text(entries, &["alt", "caption", "description"]) }
            })
        }
        scalar => scalar.scalar().map(|path| Image { path, alt: None }),
    };
    if image.is_none() {
        fields.expected(&field, "the address of an image, or a map with `path` and `alt`");
    }
    image.filter(|image| !image.path.is_empty())
}
