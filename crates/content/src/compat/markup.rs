//! The markup that several engines' constructs become: figures, alerts, disclosures, code, embeds.

mod embeds;

use std::{collections::HashMap, ops::Range};

pub(super) use self::embeds::{link_card, player, tweet, vimeo, youtube};
use super::{
    attributes::Attributes,
    edits::{Edits, Piece},
    source::Source,
    wikilinks::is_shown,
};
use crate::{
    html::{escape_text, shown, unescape, write_attribute},
    unicode,
};

/// An `<img>` to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Image {
    pub src: String,
    pub alt: String,
    pub title: String,
    pub id: String,
    /// Class, style, width and height.
    pub look: Vec<(&'static str, String)>,
}

impl Image {
    /// Takes over what an attribute list says about the look.
    pub(super) fn with_look(mut self, attributes: &Attributes<'_>) -> Self {
        if !attributes.classes.is_empty() {
            self.look.push(("class", attributes.classes.join(" ")));
        }
        let mut style = attributes.get(&["style"]).map(|value| value.plain()).unwrap_or_default();
        let mut sizes = Vec::new();
        let limits = ["max-width", "min-width", "max-height"].map(|name| (name, name));
        // Chirpy writes `w` and `h`.
        for (name, short) in limits.into_iter().chain([("width", "w"), ("height", "h")]) {
            let Some(value) = attributes.get(&[name, short]) else { continue };
            let value = value.plain();
            let value = value.trim().trim_end_matches("px");
            let is_size = value.starts_with(|c: char| c.is_ascii_digit());
            // The attributes are pixels or per cent, whatever other unit stands there.
            let has_unit = !value.ends_with(|c: char| c.is_ascii_digit() || c == '%');
            if name.contains('-') || is_size && has_unit {
                let unit = if value.bytes().all(|byte| byte.is_ascii_digit()) { "px" } else { "" };
                style = format!("{name}: {value}{unit}; {style}");
            } else if is_size {
                sizes.push((name, value.to_owned()));
            }
        }
        if !style.trim().is_empty() {
            self.look.push(("style", style.trim().to_owned()));
        }
        self.look.extend(sizes);
        self
    }

    pub(super) fn html(&self) -> String {
        // Some blogs' figures show several pictures: `src="a.png,b.png"`.
        if self.src.contains(',') && self.src.split(',').all(is_shown) {
            let one =
                |src: &str| Self { src: src.trim_start_matches("%20").to_owned(), ..self.clone() }.html();
            return self.src.split(',').map(one).collect();
        }
        let (start, label, end) = shown(&self.src);
        let mut html = String::from(start);
        let id = Some(("id", &self.id)).filter(|(_, id)| !id.is_empty());
        let title = Some(("title", &self.title)).filter(|(_, title)| !title.is_empty());
        let look = self.look.iter().map(|(name, value)| (*name, value));
        let named = [("src", &self.src), (label, &self.alt)];
        for (name, value) in id.into_iter().chain(named).chain(title).chain(look) {
            write_attribute(name, value, &mut html);
        }
        html + end
    }

    /// The image as a figure of its own. A caption with Markdown in it stands between blank lines, which start with
    /// `continuation`.
    pub(super) fn figure(
        mut self,
        caption: Option<Piece>,
        link: &str,
        source: &Source<'_>,
        at: usize,
    ) -> Vec<Piece> {
        let mut html = String::from("<figure class=\"figure\"");
        if !self.id.is_empty() {
            write_attribute("id", &std::mem::take(&mut self.id), &mut html);
        }
        html.push('>');
        if link.is_empty() {
            html.push_str(&self.html());
        } else {
            html.push_str("<a");
            write_attribute("href", link, &mut html);
            html.push('>');
            html.push_str(&self.html());
            html.push_str("</a>");
        }
        let Some(caption) = caption else { return vec![format!("{html}</figure>").into()] };
        let text = match &caption {
            Piece::Text(text) => text.as_str(),
            Piece::Source(range) => &source.text[range.clone()],
        };
        let blank = if has_markup(text) { blank_line(&source.continuation(at)) } else { String::new() };
        vec![
            format!("{html}<figcaption>{blank}").into(),
            caption,
            format!("{blank}</figcaption></figure>").into(),
        ]
    }
}

/// Whether a caption is more than plain text to Markdown.
fn has_markup(text: &str) -> bool {
    ["](", "*", "`", "[^", "~~", "__", " _", "--", "  \n", "<http"].iter().any(|sign| text.contains(sign))
}

/// The ids of the figures and anchors that passes before have written.
pub(super) fn written_ids<'a>(source: &Source<'a>) -> Vec<&'a str> {
    let starts = ["<figure class=\"figure\" id=\"", "<a id=\"", "<img id=\"", "<div id=\""];
    let ids = starts.iter().flat_map(|start| {
        source.find_all(start).filter_map(|at| source.rest(at + start.len()).split('"').next())
    });
    ids.collect()
}

/// The numbers of the figures that have ids with such a start, which are put before their captions: that is how books refer
/// to them.
pub(super) fn number_figures<'a>(
    source: &Source<'a>,
    edits: &mut Edits,
    kind: &str,
) -> HashMap<&'a str, usize> {
    const START: &str = "<figure class=\"figure\" id=\"";
    let mut numbers = HashMap::new();
    for at in source.find_all(START) {
        let named = source.rest(at + START.len()).split_once('"');
        let Some((id, behind)) = named.filter(|(id, _)| id.starts_with(kind)) else { continue };
        let number = numbers.len() + 1;
        numbers.entry(id).or_insert(number);
        let near = &behind[..behind.floor_char_boundary(MAX_FIGURE)];
        let near = near.split("</figure>").next().unwrap_or_default();
        let Some((_, caption)) = near.split_once("<figcaption>") else { continue };
        let caption = &behind[near.len() - caption.len()..];
        let text = caption.trim_start();
        // Some authors number theirs.
        if !text.starts_with("Fig") {
            edits.insert(source.text.len() - text.len(), format!("Figure {number}: "));
        }
    }
    numbers
}

/// Bytes of a figure before its caption.
const MAX_FIGURE: usize = 4096;

/// What ends a line and leaves the next one blank, in the same containers.
pub(super) fn blank_line(continuation: &str) -> String {
    format!("\n{continuation}\n{continuation}")
}

/// HTML that stands as a block in place of `range`, so that Markdown goes on behind it.
pub(super) fn block(source: &Source<'_>, range: &Range<usize>, inside: Vec<Piece>) -> Vec<Piece> {
    let continuation = source.continuation(range.start);
    let mut pieces = Vec::new();
    if !source.starts_line(range.start) {
        pieces.push(blank_line(&continuation).into());
    } else if !source.text_before(source.line_at(range.start)).is_empty() {
        pieces.push(format!("\n{continuation}").into());
    }
    pieces.extend(inside);
    if !source.ends_line(range.end) {
        pieces.push(blank_line(&continuation).into());
    } else if !source.line_text(source.line_at(range.end) + 1).is_empty() {
        pieces.push(format!("\n{continuation}").into());
    }
    pieces
}

/// A formula in place of `range`: display mathematics on lines of its own, or one in the line.
pub(super) fn formula(
    source: &Source<'_>,
    edits: &mut Edits,
    range: Range<usize>,
    inner: Piece,
    is_display: bool,
) {
    if is_display {
        let line_break = ["\n", &source.continuation(range.start)].concat();
        let pieces = vec![["$$", &line_break].concat().into(), inner, (line_break + "$$").into()];
        edits.splice(range.clone(), block(source, &range, pieces));
    } else {
        // Not dollars: a digit may follow.
        edits.splice(range, vec!["\\\\(".into(), inner, "\\\\)".into()]);
    }
}

/// A fenced block of code around the text in `content`: what comes before and behind it.
pub(super) fn fence(
    source: &Source<'_>,
    open: &Range<usize>,
    info: &str,
    close: &Range<usize>,
) -> (String, String) {
    let content = &source.text[open.end..close.start];
    let longest = content.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.max(2) + 1);
    let continuation = source.continuation(open.start);
    let line_break = format!("\n{continuation}");
    // A fence does not start inside a block of HTML.
    // What stands above may be a template that becomes HTML.
    let above = source.text_before(source.line_at(open.start));
    let before = if !source.starts_line(open.start) {
        blank_line(&continuation)
    } else if above.starts_with(['<', '{']) {
        line_break.clone()
    } else {
        String::new()
    };
    let begin = if source.ends_line(open.end) { "" } else { line_break.as_str() };
    let end = if source.starts_line(close.start) { "" } else { line_break.as_str() };
    let after = if source.ends_line(close.end) { "" } else { line_break.as_str() };
    (format!("{before}{ticks}{info}{begin}"), format!("{end}{ticks}{after}"))
}

/// The alert that an engine's name for a callout means: our class, and the title to show.
pub(super) fn alert(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "admonition" => ("note", "Note"),
        "info" | "information" | "seealso" => ("note", "Info"),
        "abstract" | "summary" | "tldr" => ("note", "Summary"),
        "question" | "help" | "faq" => ("note", "Question"),
        "example" | "exercise" => ("note", "Example"),
        "quote" | "cite" => ("note", "Quote"),
        "todo" => ("note", "To do"),
        "tip" => ("tip", "Tip"),
        "hint" => ("tip", "Hint"),
        "success" | "check" | "done" => ("tip", "Success"),
        "important" => ("important", "Important"),
        "warning" | "warn" => ("warning", "Warning"),
        "attention" | "alert" => ("warning", "Attention"),
        "caution" => ("caution", "Caution"),
        "danger" => ("caution", "Danger"),
        "bug" => ("caution", "Bug"),
        "failure" | "fail" | "missing" => ("caution", "Failure"),
        "error" => ("caution", "Error"),
        _ => return None,
    })
}

/// The element that a title with Markdown in it stands in, as a paragraph of its own, until the writer makes the title
/// of it. Its word says of an alert that folds whether it is open.
pub(crate) const TITLE: &str = "sb-title";

/// The name of a callout that nobody has defined, as a title: `my-kind` as `My-kind`.
pub(super) fn capitalised(name: &str) -> String {
    unicode::capitalised(name)
}

/// The start of an alert in place of what stands at `at`.
pub(super) fn open_alert(source: &Source<'_>, at: usize, class: &str, title: Piece) -> Vec<Piece> {
    open_callout(source, &source.continuation(at), class, Some(title), None)
}

/// A whole alert in place of what stands at `at`.
pub(super) fn alert_with(
    source: &Source<'_>,
    at: usize,
    class: &str,
    title: Piece,
    text: Piece,
) -> Vec<Piece> {
    let line_break = blank_line(&source.continuation(at));
    let mut pieces = open_alert(source, at, class, title);
    pieces.extend([line_break.clone().into(), text, line_break.into(), end_callout(false).into()]);
    pieces
}

/// The start of an alert without a title or with one, which folds if `open` says whether it is open. It ends with
/// [`end_callout`].
pub(super) fn open_callout(
    source: &Source<'_>,
    continuation: &str,
    class: &str,
    title: Option<Piece>,
    open: Option<bool>,
) -> Vec<Piece> {
    let title = title.or(open.map(|_| "Details".into()));
    let (start, title_tag) = match open {
        Some(true) => (format!("<details class=\"alert alert-{class}\" open>"), "summary"),
        Some(false) => (format!("<details class=\"alert alert-{class}\">"), "summary"),
        None => (format!("<div class=\"alert alert-{class}\" role=\"note\">"), "p"),
    };
    let Some(title) = title else { return vec![start.into()] };
    if !has_markup(title.text(source)) {
        return vec![
            format!("{start}<{title_tag} class=\"alert-title\">").into(),
            title,
            format!("</{title_tag}>").into(),
        ];
    }
    let word = open.map_or("", |open| if open { " open" } else { " closed" });
    vec![
        format!("{start}{}<{TITLE}{word}>", blank_line(continuation)).into(),
        title,
        format!("</{TITLE}>").into(),
    ]
}

/// The end tag of what [`open_callout`] opens.
pub(super) fn end_callout(folds: bool) -> &'static str {
    if folds { "</details>" } else { "</div>" }
}

/// What stands above a part that has a name, such as a tab.
pub(super) fn label(name: &str) -> Vec<Piece> {
    vec![["**", &inert(name), "**"].concat().into()]
}

/// The start of a quote in place of what stands at `at`, and whom it is from.
pub(super) fn open_quote(source: &Source<'_>, at: usize, by: Option<Vec<Piece>>) -> Vec<Piece> {
    let mut pieces = vec!["<blockquote>".into()];
    if let Some(by) = by {
        pieces.push(blank_line(&source.continuation(at)).into());
        pieces.extend(by);
    }
    pieces
}

/// The start of a disclosure in place of what stands at `at`.
pub(super) fn open_details(source: &Source<'_>, at: usize, summary: Option<Piece>) -> Vec<Piece> {
    let summary = summary.unwrap_or_else(|| "Details".into());
    if has_markup(summary.text(source)) {
        let line_break = blank_line(&source.continuation(at));
        let start = format!("<details>{line_break}<{TITLE} summary>");
        return vec![start.into(), summary, format!("</{TITLE}>").into()];
    }
    vec!["<details><summary>".into(), summary, "</summary>".into()]
}

/// What stands around a citation, and around each key in it, until [`super::citations`] knows all of them.
pub(super) const CITE: &str = "<sb-cite>";
pub(super) const CITE_END: &str = "</sb-cite>";
pub(super) const KEY: &str = "<sb-key>";
pub(super) const KEY_END: &str = "</sb-key>";

/// The place for the list of references.
pub(super) const REFERENCES: &str = "<sb-references>";

/// A citation of works, by their keys.
pub(super) fn citation(keys: &str) -> String {
    let keys: Vec<_> = keys.split([',', ';']).map(str::trim).filter(|key| !key.is_empty()).map(key).collect();
    [CITE, "[", &keys.join(", "), "]", CITE_END].concat()
}

/// A key in a citation.
pub(super) fn key(key: &str) -> String {
    [KEY, &inert(key), KEY_END].concat()
}

/// Text that neither Markdown nor HTML reads as markup, also in a table.
pub(crate) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in unescape(text).chars() {
        match character {
            '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '$' | '|' => {
                out.push_str(&format!("&#{};", u32::from(character)))
            }
            _ => escape_text(character.encode_utf8(&mut [0; 4]), &mut out),
        }
    }
    out
}

/// The same for an attribute.
pub(crate) fn quoted(inert: &str) -> String {
    inert.replace('"', "&quot;")
}

/// A place that links can lead to, and that shows nothing.
pub(super) fn anchor(id: &str) -> String {
    let mut html = String::from("<a");
    write_attribute("id", id, &mut html);
    html.push_str("></a>");
    html
}

/// A path of the author's site, as Jekyll's `relative_url` makes it: from the root.
pub(super) fn site_path(path: &str) -> String {
    let path = path.trim().replace(' ', "%20");
    if path.starts_with(['/', '#', '.']) || path.is_empty() || crate::html::url_scheme(&path).is_some() {
        path
    } else {
        format!("/{path}")
    }
}
