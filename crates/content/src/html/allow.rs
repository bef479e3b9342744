//! The one list of what raw HTML in a post may be. Everything that is not named here goes.

use super::foreign;

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Kept, with the attributes that are allowed.
    Keep,
    /// The tags go, what stands between them stays.
    Unwrap,
    /// Goes with all that stands between its tags.
    Drop,
    /// Not HTML: shown as the author typed it, such as `<EOS>`.
    Unknown,
}

/// The elements of a page around a post.
pub(crate) const FRAME_ELEMENTS: [&str; 3] = ["html", "head", "body"];

pub(super) const KEPT: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "article",
    "font",
    "big",
];

const UNWRAPPED: &[&str] = &[
    "html",
    "body",
    "head",
    "form",
    "fieldset",
    "label",
    "legend",
    "button",
    "center-block",
    "medium-zoom",
    "object",
    "embed",
    "applet",
    "param",
    "meta",
    "link",
    "base",
    "input",
    "nobr",
    "img-comparison-slider",
    "swiper-container",
    "swiper-slide",
    "marquee",
    "noscript",
    "address",
    "hgroup",
    "d-footnote",
    "d-cite",
    "d-math",
    "d-code",
    "gradio-app",
    "dialog",
    "output",
    "progress",
    "meter",
    "map",
    "area",
    "canvas",
    "slot",
    "data",
    "search",
    "menu",
    "option",
    "optgroup",
    "datalist",
    "keygen",
    "acronym",
    "blink",
];

pub(super) const DROPPED: &[&str] = &[
    "script",
    "style",
    "template",
    "title",
    "select",
    "textarea",
    "noembed",
    "noframes",
    "frameset",
    "frame",
    "metadata",
    "desc",
    "foreignobject",
    "annotation-xml",
    "xmp",
    "plaintext",
];

const VOID: &[&str] = &["br", "col", "hr", "img", "input", "source", "track", "wbr"];

pub(super) const GLOBAL_ATTRIBUTES: &[&str] =
    &["id", "class", "title", "lang", "dir", "align", "style", "aria-label", "aria-hidden", "role"];

pub(super) const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "name", "rel", "hreflang", "download"]),
    ("audio", &["src", "controls", "loop", "muted", "preload"]),
    ("blockquote", &["cite"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span", "width"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open", "name"]),
    ("font", &["color", "size"]),
    ("iframe", &["src", "width", "height", "allowfullscreen", "title"]),
    ("img", &["src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["start", "type", "reversed"]),
    ("q", &["cite"]),
    ("source", &["src", "srcset", "sizes", "media", "type", "width", "height"]),
    ("table", &["width", "border", "cellpadding", "cellspacing", "summary"]),
    ("td", &["colspan", "rowspan", "headers", "width", "height", "valign", "bgcolor"]),
    ("th", &["colspan", "rowspan", "headers", "width", "height", "valign", "scope", "abbr", "bgcolor"]),
    ("time", &["datetime"]),
    ("tr", &["valign", "bgcolor"]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    (
        "video",
        &[
            "src",
            "poster",
            "width",
            "height",
            "controls",
            "autoplay",
            "loop",
            "muted",
            "playsinline",
            "preload",
        ],
    ),
];

pub(super) const URL_ATTRIBUTES: &[&str] = &["href", "src", "poster", "cite"];

/// Hosts whose pages may be framed; their subdomains, too.
pub(super) const FRAME_HOSTS: &[&str] = &[
    "youtube.com",
    "youtube-nocookie.com",
    "player.vimeo.com",
    "hf.space",
    "huggingface.co",
    "wandb.ai",
    "observablehq.com",
    "docs.google.com",
    "codesandbox.io",
    "codepen.io",
    "open.spotify.com",
    "desmos.com",
];

pub(super) const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "doi"];

pub(super) const IMAGE_KINDS: &[&str] = &["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// Whether an element, by its name in small letters, is one that is kept.
pub(crate) fn is_listed(name: &str) -> bool {
    matches!(element(name), Element::Keep)
}

pub(super) fn element(name: &str) -> Element {
    if KEPT.contains(&name) || foreign::is_foreign(name) {
        Element::Keep
    } else if DROPPED.contains(&name) {
        Element::Drop
    } else if UNWRAPPED.contains(&name) {
        Element::Unwrap
    } else {
        Element::Unknown
    }
}

/// Whether nothing is lost where the tags of an element go: what it holds, or what is written instead of it, is all that
/// there is to see of it.
pub(super) fn is_shown_whole(name: &str) -> bool {
    matches!(name, "noscript" | "medium-zoom" | "gradio-app") || FRAME_ELEMENTS.contains(&name)
}

/// Whether an element has no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn is_allowed_attribute(element: &str, attribute: &str) -> bool {
    GLOBAL_ATTRIBUTES.contains(&attribute)
        || ATTRIBUTES.iter().any(|(name, attributes)| *name == element && attributes.contains(&attribute))
        || foreign::is_allowed_attribute(element, attribute)
}

pub(super) fn is_url_attribute(attribute: &str) -> bool {
    URL_ATTRIBUTES.contains(&attribute)
}

/// The address of what a frame may show, if `url` is one: a page of a listed host, by `https:`, or a page of this site.
pub(super) fn frame_address(url: &str) -> Option<String> {
    // As browsers read it (WHATWG URL 4.4).
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let url = url.trim_matches(|c: char| c <= ' ').replace('\\', "/");
    let Some((before, rest)) = url.split_once("//").filter(|(before, _)| {
        before.is_empty() || ["https:", "http:"].iter().any(|scheme| before.eq_ignore_ascii_case(scheme))
    }) else {
        return (url_scheme(&url).is_none() && !url.is_empty()).then_some(url);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let is_listed = FRAME_HOSTS.iter().any(|allowed| {
        host.strip_suffix(allowed).is_some_and(|subdomain| subdomain.is_empty() || subdomain.ends_with('.'))
    });
    // All of them are there by `https:`, and a page may show no others.
    let scheme = if before.is_empty() { "" } else { "https:" };
    is_listed.then(|| [scheme, "//", rest].concat())
}

/// The scheme of a URL as a browser would read it: blanks and control characters do not count (WHATWG URL 4.4).
pub(crate) fn url_scheme(url: &str) -> Option<String> {
    if !url.contains(':') {
        return None;
    }
    let cleaned: String = url
        .chars()
        .filter(|c| {
            let is_invisible = matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}');
            !c.is_control() && !c.is_whitespace() && !is_invisible
        })
        .collect();
    let (scheme, _) = cleaned.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// What an author is told of a link that is not made.
pub(crate) fn why_unsafe(url: &str) -> &'static str {
    match url_scheme(url).as_deref() {
        Some("javascript" | "vbscript" | "data" | "blob") | None => "it could run a script",
        Some(_) => "nothing is known to open such an address",
    }
}

/// Whether a URL may be linked to (or, for `image`, shown): no scripts, no data but images.
pub(crate) fn is_safe_url(url: &str, image: bool) -> bool {
    match url_scheme(url).as_deref() {
        None => !url.trim_start().starts_with(|c: char| c.is_control()),
        Some("data") if image => {
            let kind = url.strip_prefix("data:image/").and_then(|data| data.split([';', ',']).next());
            kind.is_some_and(|kind| IMAGE_KINDS.contains(&kind))
        }
        Some(scheme) => SCHEMES.contains(&scheme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_urls_are_dead_in_any_spelling() {
        for url in [
            "javascript:x",
            " JaVaScRiPt:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "data:image/svg+xml,x",
            "blob:x",
            "file:///x",
        ] {
            assert!(!is_safe_url(url, false), "{url:?}");
            assert!(!is_safe_url(url, true), "{url:?}");
        }
        for url in ["https://x", "a.md#b", "#c:d", "mailto:a@b", "//host/x", "img/a:b.png", "?q=a:b"] {
            assert!(is_safe_url(url, false) || url.starts_with("img"), "{url:?}");
        }
        assert!(is_safe_url("data:image/png;base64,AA", true));
    }

    #[test]
    fn frames_show_listed_hosts_and_this_site() {
        for (url, expected) in [
            ("https://www.youtube.com/embed/x", Some("https://www.youtube.com/embed/x")),
            ("//player.vimeo.com/video/1", Some("//player.vimeo.com/video/1")),
            (
                "http://player.vimeo.com/video/1?a=http://b",
                Some("https://player.vimeo.com/video/1?a=http://b"),
            ),
            ("HTTP:\\\\youtube.com/x", Some("https://youtube.com/x")),
            ("demo/plot.html", Some("demo/plot.html")),
            ("a//b", Some("a//b")),
            ("https://evil-youtube.com/", None),
            ("https://evil.example/youtube.com", None),
            ("http://evil.example/", None),
            ("ftp://youtube.com/", None),
            ("javascript:x", None),
            ("javascript://youtube.com/", None),
            ("/\\evil.example/", None),
            (" /\t/evil.example/", None),
            ("https://youtube.com@evil.example/", None),
            ("https://evil.example\\.youtube.com/", None),
        ] {
            assert_eq!(frame_address(url).as_deref(), expected, "{url:?}");
        }
    }
}
