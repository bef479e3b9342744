//! What other sites would put into the page: frames of listed hosts are kept, the rest becomes a link.

use super::{
    allow, escaped,
    raw::{RawHtml, ResolveUrl},
    tag::Tag,
    write_attribute,
};

impl RawHtml {
    /// The element of a tag: outside of drawings browsers take `<image>` for `<img>` (HTML 13.2.6.4.7).
    pub(super) fn element_name(&self, tag: &Tag<'_>) -> String {
        let name = tag.name.to_ascii_lowercase();
        if name == "image" && !self.is_in_foreign() { "img".to_owned() } else { name }
    }

    pub(super) fn write_frame(&mut self, tag: &Tag<'_>, out: &mut String, urls: &mut dyn ResolveUrl) {
        let source = tag.attribute("src").unwrap_or_default();
        if let Some(address) = allow::frame_address(&source) {
            out.push_str("<iframe loading=\"lazy\"");
            let mut tag = tag.clone();
            for (_, value) in tag.attributes.iter_mut().filter(|(key, _)| key.eq_ignore_ascii_case("src")) {
                *value = escaped(&address).into();
            }
            self.write_attributes("iframe", &tag, out, urls);
            if tag.attribute("title").is_none() {
                write_attribute("title", "Embedded page", out);
            }
            out.push_str("></iframe>");
        } else {
            write_link(&source, out, urls);
            self.refused.push("iframe".to_owned());
        }
        self.dropping = (!tag.self_closing).then(|| "iframe".to_owned());
    }
}

/// What starts a film or sound that the author's script would have started: there are none here. A film that is silent may
/// start by itself.
pub(super) fn write_controls(tag: &Tag<'_>, out: &mut String) {
    let has = |name: &str| tag.attribute(name).is_some();
    let starts = has("autoplay") && has("muted") && tag.name.eq_ignore_ascii_case("video");
    if !has("controls") && !starts {
        write_attribute("controls", "", out);
    }
}

/// The picture that an `<object>`, `<embed>` or `<medium-zoom>` shows; the last is an `<img>` that can grow.
pub(super) fn image<'a>(tag: &Tag<'a>) -> Option<Tag<'a>> {
    let name = tag.name.to_ascii_lowercase();
    let address = tag.attribute("data").or_else(|| tag.attribute("src"))?;
    let kind = address.split(['?', '#']).next()?.rsplit('.').next()?.to_ascii_lowercase();
    let is_file = kind == "svg" || allow::IMAGE_KINDS.contains(&&*kind);
    let is_image = name == "medium-zoom" || is_file && matches!(&*name, "object" | "embed");
    let alt = tag.attribute("alt").or_else(|| tag.attribute("aria-label")).unwrap_or_default();
    let mut attributes = vec![("src", address.into()), ("alt", alt.into())];
    attributes.extend(tag.attributes.iter().filter(|(key, _)| !matches!(*key, "src" | "alt")).cloned());
    (is_image && !tag.closing).then_some(Tag { name: "img", closing: false, self_closing: false, attributes })
}

/// Writes a link to what an element that is not kept would have shown.
pub(super) fn write_instead(name: &str, tag: &Tag<'_>, out: &mut String, urls: &mut dyn ResolveUrl) {
    let source = tag.attribute("src");
    let address = match name {
        "embed" => source,
        "object" => tag.attribute("data"),
        "gradio-app" => {
            source.or_else(|| Some(format!("https://huggingface.co/spaces/{}", tag.attribute("space")?)))
        }
        "script" => source.filter(|source| source.contains("//gist.github.com/")).map(|source| {
            let page = source.split(['?', '#']).next().unwrap_or_default();
            page.trim_end_matches(".js").to_owned()
        }),
        _ => None,
    };
    write_link(&address.unwrap_or_default(), out, urls);
}

fn write_link(address: &str, out: &mut String, urls: &mut dyn ResolveUrl) {
    if allow::is_safe_url(address, false) && !address.trim().is_empty() {
        out.push_str("<a class=\"embed-link\"");
        write_attribute("href", &urls.resolve_url(address, false), out);
        out.push('>');
        super::escape_text(address, out);
        out.push_str("</a>");
    }
}
