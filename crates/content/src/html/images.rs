//! Images in raw HTML: what their tags say, and what is put to it.

use super::{allow, raw::ResolveUrl, tag::Tag, write_attribute};

/// What an image gets that its author left out: it waits until it is near, and keeps its room until then.
pub(super) fn write_image(tag: &Tag<'_>, out: &mut String, urls: &mut dyn ResolveUrl) {
    let size =
        urls.image(&tag.attribute("src").unwrap_or_default(), &tag.attribute("alt").unwrap_or_default());
    let (width, height) = size.map_or((None, None), |size| missing_size(tag, size));
    for (name, pixels) in [("width", width), ("height", height)] {
        if let Some(pixels) = pixels {
            write_attribute(name, &pixels.to_string(), out);
        }
    }
    for (name, value) in [("loading", "lazy"), ("decoding", "async")] {
        if tag.attribute(name).is_none() {
            write_attribute(name, value, out);
        }
    }
}

/// Width and height to write: where the author gave one of them in pixels, the other follows from it.
fn missing_size(tag: &Tag<'_>, (width, height): (u32, u32)) -> (Option<u32>, Option<u32>) {
    let scaled = |given: &str, own: u32, other: u32| {
        let pixels: u64 = given.trim().trim_end_matches("px").parse().ok()?;
        u32::try_from(pixels * u64::from(other) / u64::from(own.max(1))).ok()
    };
    match (tag.attribute("width"), tag.attribute("height")) {
        (None, None) => (Some(width), Some(height)),
        (Some(given), None) => (None, scaled(&given, width, height)),
        (None, Some(given)) => (scaled(&given, height, width), None),
        (Some(_), Some(_)) => (None, None),
    }
}

pub(super) fn clean_srcset(value: &str, urls: &mut dyn ResolveUrl) -> String {
    let candidates = value.split(',').filter_map(|candidate| {
        let mut words = candidate.split_whitespace();
        let url = words.next().filter(|url| allow::is_safe_url(url, false))?;
        let mut resolved = urls.resolve_url(url, true);
        for word in words {
            resolved.push(' ');
            resolved.push_str(word);
        }
        Some(resolved)
    });
    candidates.collect::<Vec<_>>().join(", ")
}
