//! The frame around every page: a complete HTML document for a file.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use super::{
    Page, PageMeta, Window, faces::face_classes, href, meta::HeadTag, parts::smallest_window_with_formulas,
};
use crate::{manifest::PostSummary, route::Route, settings::Settings};

/// The parts of the site that a page loads: hashed names below the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assets {
    /// The site's style sheet.
    pub style: String,
    /// The script that sets the theme before the first paint.
    pub theme: String,
    /// The module that starts the app.
    pub app: String,
    /// KaTeX as a module.
    pub katex: String,
    /// KaTeX's style sheet.
    pub katex_style: String,
    /// The highlighter as a module.
    pub highlighter: String,
    /// What draws posts in the browser, as a module. Its program is beside it ([`Assets::renderer_program`]).
    pub renderer: String,
    /// The search and the palette as a module; a site can do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finder: Option<String>,
    /// What shows where links lead, as a module; a site can do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previews: Option<String>,
    /// What remembers the reader, as a module; a site can do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Fonts that a page with formulas loads at once, too.
    pub preload_math_fonts: Vec<String>,
    /// Fonts to load at once.
    pub preload_fonts: Vec<String>,
}

impl Assets {
    /// What the page of a post with formulas or with code needs, beside its Markdown, to be drawn in the browser.
    #[must_use]
    pub fn for_post(&self, math: bool, code: bool) -> Vec<String> {
        let katex = [&self.katex, &self.katex_style].into_iter().chain(&self.preload_math_fonts);
        let parts = katex.filter(|_| math).chain(code.then_some(&self.highlighter));
        [self.renderer.clone(), self.renderer_program()].into_iter().chain(parts.cloned()).collect()
    }

    /// The program of [`Assets::renderer`], as wasm-bindgen names it.
    #[must_use]
    pub fn renderer_program(&self) -> String {
        format!("{}_bg.wasm", self.renderer.trim_end_matches(".js"))
    }
}

/// What the app reads from the page that started it; stands in the page as JSON in `#sb-config`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppConfig {
    /// Names what all pages of the site have in common: the parts that they load and the owner's settings. A page can
    /// go on with what another build wrote, as long as that is the same. The build itself is named by no page: one that
    /// did not change stays the same file.
    pub shell: String,
    /// Where things are, below the root.
    pub assets: Assets,
    /// The path of the page, below the root. Some hosts answer an unknown address with another page: the app sees by
    /// this that it is not where the page belongs. `None` for `404.html`, which belongs nowhere.
    #[serde(default)]
    pub page: Option<String>,
    /// Files below the root that the next page is likely to need. Fetched when the browser has nothing else to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead: Vec<String>,
}

/// How a page is written into a file.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The owner's settings.
    pub settings: &'a Settings,
    /// What the app is told.
    pub config: &'a AppConfig,
    /// What leads from the page to the site's root.
    pub root: &'a str,
    /// Whether formulas are on the page, so that it needs KaTeX's style sheet at once.
    pub has_math: bool,
    /// The posts that the page lists: what most of them need is fetched before one of them is gone to.
    pub listed: &'a [PostSummary],
    /// Whether the page reloads when a file is saved (`serve`).
    pub live_reload: bool,
}

/// Which screens show the site's own faces at once; `style/tokens.css` has the same width.
const OWN_FONTS: &str = "(width >= 43rem)";

/// A complete HTML document.
#[must_use]
pub fn html_document(frame: Frame<'_>, page: &Page) -> String {
    let Frame { settings, config, root, has_math, listed, live_reload } = frame;
    let assets = &config.assets;
    let asset = |name: &str| format!("{root}{name}");
    // `<` would end the script element early; JSON may write it as an escape.
    let config = AppConfig {
        page: page.meta.route.as_ref().map(Route::path),
        ahead: ahead(assets, listed),
        ..config.clone()
    };
    let config_json = serde_json::to_string(&config).unwrap_or_default().replace('<', "\\u003c");
    let markup = html! {
        (DOCTYPE)
        html lang=(page.meta.language(settings)) data-root=(root) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.meta.title) }
                script src=(asset(&assets.theme)) {}
                @for font in &assets.preload_fonts {
                    link rel="preload" as="font" type="font/woff2" href=(asset(font)) media=(OWN_FONTS) crossorigin;
                }
                // Lines with formulas would break elsewhere if their faces came later. Where none is on the first screen, text and styles
                // come first: on a slow phone the text is then shown in two thirds of the time.
                @if let Some(window) = smallest_window_with_formulas(&page.html) {
                    @let media = (window == Window::Wide).then_some(OWN_FONTS);
                    @for font in &assets.preload_math_fonts {
                        link rel="preload" as="font" type="font/woff2" href=(asset(font)) media=[media] crossorigin;
                    }
                }
                link rel="stylesheet" href=(asset(&assets.style));
                @if has_math { link rel="stylesheet" href=(asset(&assets.katex_style)) data-sheet="katex"; }
                (PreEscaped(head_html(&page.meta, settings)))
                (feed_links(settings))
                link rel="icon" type="image/svg+xml" href=(asset("favicon.svg"));
                meta name="color-scheme" content="light dark";
                script type="module" src=(asset(&assets.app)) {}
                @if live_reload { script type="module" src=(asset("__live.js")) {} }
            }
            body {
                a.skip-link href="#sb-main" { "Skip to content" }
                (site_header(settings, page.meta.route.as_ref(), root))
                main #sb-main tabindex="-1" { div class=(page.class) { (PreEscaped(&page.html)) } }
                (site_footer(settings, root))
                div #sb-app data-faces=(face_classes(&page.html)) {}
                script #sb-config type="application/json" { (PreEscaped(config_json)) }
            }
        }
    };
    markup.into_string()
}

/// What most of these posts need.
fn ahead(assets: &Assets, posts: &[PostSummary]) -> Vec<String> {
    if posts.is_empty() {
        return Vec::new();
    }
    let is_usual =
        |needs: fn(&PostSummary) -> bool| 2 * posts.iter().filter(|post| needs(post)).count() >= posts.len();
    assets.for_post(is_usual(|post| post.math), is_usual(|post| post.code))
}

/// Where the feeds are. All pages say the same, so the app leaves these alone.
fn feed_links(settings: &Settings) -> Markup {
    let formats = [
        ("application/atom+xml", "feed.xml"),
        ("application/rss+xml", "rss.xml"),
        ("application/feed+json", "feed.json"),
    ];
    html! {
        @for (media_type, path) in formats {
            @if let Some(url) = settings.absolute_url(path) {
                link rel="alternate" type=(media_type) title=(settings.title) href=(url);
            }
        }
    }
}

/// The elements of the head that belong to one page: the app puts them in the place of those of the page before.
#[must_use]
pub fn head_html(meta: &PageMeta, settings: &Settings) -> String {
    meta.head_tags(settings).iter().map(|tag| head_tag(tag).into_string()).collect()
}

/// An element of the head that belongs to the page; the mark lets the app find and replace it.
fn head_tag(tag: &HeadTag) -> Markup {
    let mut element = format!("<{}", tag.element);
    for (name, value) in &tag.attributes {
        crate::html::write_attribute(name, value, &mut element);
    }
    element.push_str(" data-head>");
    if tag.element == "script" {
        // JSON without `<`: nothing in it can end the element.
        element.push_str(&tag.text);
        element.push_str("</script>");
    }
    PreEscaped(element)
}

/// The entries of the site's navigation: where they lead and what they are called.
#[must_use]
pub fn navigation() -> [(Route, &'static str); 4] {
    [(Route::HOME, "Posts"), (Route::Archive, "Archive"), (Route::Tags, "Tags"), (Route::About, "About")]
}

/// Whether an entry of the navigation stands for the page that is shown.
#[must_use]
pub fn is_current(entry: &Route, shown: Option<&Route>) -> bool {
    shown == Some(entry)
}

fn site_header(settings: &Settings, shown: Option<&Route>, root: &str) -> Markup {
    html! {
        header.site-header lang=(settings.language) {
            a.site-title href=(root) { (settings.title) }
            nav.site-nav aria-label="Site" {
                ul {
                    @for (route, name) in navigation() {
                        li {
                            @if is_current(&route, shown) {
                                a href=(href(root, &route)) aria-current="page" { (name) }
                            } @else {
                                a href=(href(root, &route)) { (name) }
                            }
                        }
                    }
                    @for link in &settings.navigation {
                        li { a href=(link_href(root, &link.path)) { (link.title) } }
                    }
                }
            }
            div.site-tools #sb-tools {}
        }
    }
}

/// A link of the owner's: below the root, unless it is absolute.
fn link_href(root: &str, path: &str) -> String {
    if path.contains("://") || path.starts_with("mailto:") {
        path.to_owned()
    } else {
        format!("{root}{}", path.trim_start_matches('/'))
    }
}

fn site_footer(settings: &Settings, root: &str) -> Markup {
    html! {
        footer.site-footer lang=(settings.language) {
            p {
                @if settings.footer.is_empty() { (settings.title) } @else { (settings.footer) }
                " · " a href=(href(root, &Route::About)) { "About" }
                " · " a href=(href(root, &Route::Archive)) { "Archive" }
                @if settings.url.is_some() { " · " a href={ (root) "feed.xml" } { "Feed" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::tests::summary;

    #[test]
    fn what_most_posts_need_is_fetched_ahead() {
        let assets = Assets {
            katex: "katex.js".to_owned(),
            katex_style: "katex.css".to_owned(),
            highlighter: "highlighter.js".to_owned(),
            renderer: "renderer.js".to_owned(),
            preload_math_fonts: vec!["main.woff2".to_owned()],
            ..Assets::default()
        };
        let post = |math, code| PostSummary { math, code, ..summary("a") };
        let half = [post(true, true), post(true, false), post(false, false), post(false, false)];
        let prose = ["renderer.js", "renderer_bg.wasm"];
        let math = [&prose[..], &["katex.js", "katex.css", "main.woff2"]].concat();
        assert_eq!(ahead(&assets, &half), math);
        assert_eq!(ahead(&assets, &half[..1]), [&math[..], &["highlighter.js"]].concat());
        assert_eq!(ahead(&assets, &half[2..]), prose);
        assert!(ahead(&assets, &[]).is_empty());
    }
}
