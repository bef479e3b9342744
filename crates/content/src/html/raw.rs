//! Raw HTML in posts: each tag is read, checked against the list and written anew, so that what comes out is
//! always closed, always escaped, and holds nothing that is not on the list.
//!
//! Elements that an author opens belong to the Markdown container they stand in (a *frame*); what is still open
//! when the container ends is closed there, and an end tag without a start is left out. One post, however broken,
//! cannot spill over the page.

use std::collections::HashSet;

use super::{
    FRAME_ID_PREFIX,
    allow::{self, Element},
    embeds, escape_text, foreign,
    headings::{self, Headings},
    images::{clean_srcset, write_image},
    nesting::{self, Fit},
    style,
    tag::{Tag, comment_length, find_end, read_tag},
    tokens::Tokens,
    unescape, write_attribute,
};

/// What happens to URLs in raw HTML: the post's own files are found from the page.
pub(crate) trait ResolveUrl {
    /// The address to write for `url`; `image` for what is shown in place.
    fn resolve_url(&mut self, url: &str, image: bool) -> String;

    /// The source of a value in which something waits to be filled in: HTML must not get into an attribute.
    fn source_of(&self, _value: &str) -> Option<String> {
        None
    }

    /// Hears of a link.
    fn link(&mut self, _url: &str) {}

    /// Hears of an image, and says its width and height in pixels if they are known.
    fn image(&mut self, _url: &str, _alt: &str) -> Option<(u32, u32)> {
        None
    }
}

/// How many elements of raw HTML may be open at once. Browsers stop at 512, those of the page included, and take
/// quadratic time on the way.
const MAX_DEPTH: usize = 256;

/// The state of the raw HTML of one post.
#[derive(Debug, Default)]
pub(crate) struct RawHtml {
    pub(super) open: Vec<String>,
    frames: Vec<Frame>,
    /// The element whose content is being left out.
    pub(super) dropping: Option<String>,
    /// Names of elements that were left out, for the author.
    pub(crate) refused: Vec<String>,
    /// Ids that are taken.
    pub(crate) ids: HashSet<String>,
    pub(super) headings: Headings,
    pub(super) tokens: Tokens,
    /// The index of the element that was a paragraph before it got a caption.
    pub(super) captioned: Option<usize>,
    /// The index of an element that was ended in a container of Markdown within it.
    ended: Option<usize>,
    /// Whether elements were left out because they stand in too many others.
    pub(crate) is_too_deep: bool,
}

/// A container of Markdown.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// How many elements were open when it began.
    open: usize,
    /// Whether it began where text is left out, so that text is left out behind it as well.
    was_dropping: bool,
}

impl RawHtml {
    /// Whether text is to be left out, because it stands in an element that goes.
    pub(crate) fn is_dropping(&self) -> bool {
        self.dropping.is_some()
    }

    /// Whether the author has opened an element of this name and not closed it yet.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Where the tag of the paragraph or heading starts that is open, if nothing has been written into it yet.
    pub(crate) fn fresh_phrase(&self, out: &str) -> Option<usize> {
        let name = self.open[self.limit()..].last().filter(|name| nesting::holds_phrases(name))?;
        let written = out.trim_end();
        let start = written.rfind('<').filter(|_| written.ends_with('>'))?;
        written[start + 1..].starts_with(name.as_str()).then_some(start)
    }

    /// Whether Markdown here stands right in an element of the author's.
    pub(crate) fn is_right_in(&self, name: &str) -> bool {
        self.open[self.limit()..].last().is_some_and(|open| open == name)
    }

    /// Takes back what was opened at a place and holds nothing yet.
    pub(crate) fn take_back(&mut self, start: usize, out: &mut String) {
        out.truncate(start);
        self.open.pop();
    }

    /// Ends the paragraph of raw HTML that a block of Markdown stands in, as browsers do.
    pub(crate) fn leave_paragraph(&mut self, out: &mut String) {
        if self.is_right_in("p") {
            self.end_paragraph(self.open.len() - 1, out);
        }
    }

    /// Closes a paragraph with all in it; one that is empty is none.
    fn end_paragraph(&mut self, index: usize, out: &mut String) {
        let fresh = self.fresh_phrase(out).filter(|_| index + 1 == self.open.len());
        match fresh.filter(|&start| out[start..].starts_with("<p") && !out[start..].contains(" id=")) {
            Some(start) => self.take_back(start, out),
            None => self.close_to(index, out),
        }
    }

    /// Begins a block of Markdown: elements that are opened in it end with it.
    pub(crate) fn begin_frame(&mut self) {
        self.frames.push(Frame { open: self.open.len(), was_dropping: false });
    }

    /// Begins a span of Markdown, such as emphasis.
    pub(crate) fn begin_span(&mut self) {
        self.frames.push(Frame { open: self.open.len(), was_dropping: self.is_dropping() });
    }

    /// Closes what Markdown cannot stand in: drawings and formulas, and a table outside of its cells.
    pub(crate) fn make_room(&mut self, out: &mut String) {
        while let Some(index) = nesting::foreign_root(&self.open).or_else(|| nesting::bare_table(&self.open))
        {
            self.close_to(index, out);
        }
    }

    /// Closes the heading that is open in this container, for another one, and what that cannot stand in.
    pub(crate) fn leave_heading(&mut self, out: &mut String) {
        let limit = self.limit();
        if let Some(index) = nesting::open_heading(&self.open[limit..]) {
            self.close_to(limit + index, out);
            self.make_room(out);
        }
    }

    /// The index of the first open element that belongs to the current container.
    fn limit(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.open)
    }

    /// Ends the innermost block or span.
    pub(crate) fn end_frame(&mut self, out: &mut String) {
        let Some(frame) = self.frames.pop() else { return };
        if !frame.was_dropping {
            self.dropping = None;
        }
        self.close_to(frame.open, out);
    }

    /// Behind the end of a container: closes what a tag in it has ended, such as `</details>` in the last item of a list.
    pub(crate) fn end_late(&mut self, out: &mut String) {
        if let Some(index) = self.ended.filter(|&index| index >= self.limit()) {
            self.close_element(index, true, out);
        }
    }

    /// Closes all that is open in all frames.
    pub(crate) fn finish(&mut self, out: &mut String) {
        self.frames.clear();
        self.dropping = None;
        self.close_to(0, out);
    }

    fn close_to(&mut self, limit: usize, out: &mut String) {
        self.close_element(limit, false, out);
    }

    /// Closes all down to an element, which may be closed by its end tag.
    fn close_element(&mut self, limit: usize, has_end_tag: bool, out: &mut String) {
        self.captioned = self.captioned.filter(|&index| index < limit);
        self.ended = self.ended.filter(|&index| index < limit);
        while self.open.len() > limit {
            if let Some(name) = self.open.pop() {
                let is_ended = has_end_tag && self.open.len() == limit;
                if name == "s" && self.tokens.close(is_ended, out) {
                    continue;
                }
                // Tokens in it that have become text have moved its end.
                self.headings.close(self.open.len(), is_ended, out.len());
                out.extend(["</", &name, ">"]);
            }
        }
    }

    /// Writes a piece of raw HTML. `text` writes what stands between tags; it hears whether only text may stand there.
    pub(crate) fn write(
        &mut self,
        html: &str,
        out: &mut String,
        urls: &mut dyn ResolveUrl,
        text: &mut dyn FnMut(&str, bool, &mut String),
    ) {
        let mut rest = html;
        while !rest.is_empty() {
            if let Some(name) = self.dropping.clone() {
                let Some(end) = find_end(rest, &name) else { return };
                rest = &rest[end..];
                self.dropping = None;
                continue;
            }
            let Some(at) = rest.find('<') else {
                text(rest, self.is_in_foreign(), out);
                return;
            };
            if at > 0 {
                text(&rest[..at], self.is_in_foreign(), out);
                rest = &rest[at..];
            }
            if let Some(length) = comment_length(rest) {
                rest = &rest[length..];
            } else if let Some((mut tag, length)) = read_tag(rest) {
                for (_, value) in &mut tag.attributes {
                    if let Some(source) = urls.source_of(value) {
                        *value = source.into();
                    }
                }
                self.write_tag(&tag, &rest[..length], out, urls);
                rest = &rest[length..];
            } else {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }

    fn write_tag(&mut self, tag: &Tag<'_>, source: &str, out: &mut String, urls: &mut dyn ResolveUrl) {
        let name = self.element_name(tag);
        match allow::element(&name) {
            Element::Unknown => escape_text(source, out),
            Element::Unwrap if let Some(image) = embeds::image(tag) => {
                self.open("img".to_owned(), &image, source, out, urls);
                // What is for browsers that cannot show it.
                self.dropping = (name == "object" && !tag.self_closing).then_some(name);
            }
            Element::Unwrap => {
                if !tag.closing && !self.is_in_foreign() {
                    embeds::write_instead(&name, tag, out, urls);
                }
                if !allow::is_shown_whole(&name) {
                    self.refused.push(name);
                }
            }
            Element::Drop => {
                if !tag.closing {
                    if !self.is_in_foreign() {
                        embeds::write_instead(&name, tag, out, urls);
                    }
                    self.refused.push(name.clone());
                    if !tag.self_closing {
                        self.dropping = Some(name);
                    }
                }
            }
            Element::Keep if tag.closing => self.close(&name, source, out),
            Element::Keep => {
                if !foreign::is_foreign(&name) {
                    self.leave_foreign(out);
                }
                if name == "iframe" {
                    self.write_frame(tag, out, urls);
                } else {
                    self.open(name, tag, source, out, urls);
                }
            }
        }
    }

    /// Whether a drawing or a formula of MathML is open here: HTML cannot stand in it.
    pub(crate) fn is_in_foreign(&self) -> bool {
        nesting::foreign_root(&self.open).is_some()
    }

    /// Closes a drawing or a formula of MathML, for HTML that follows.
    pub(crate) fn leave_foreign(&mut self, out: &mut String) {
        if let Some(start) = nesting::foreign_root(&self.open) {
            self.close_to(start, out);
        }
    }

    fn close(&mut self, name: &str, source: &str, out: &mut String) {
        let limit = self.limit();
        let captioned = self.captioned.filter(|&index| name == "p" && index >= limit);
        let found = self.open[limit..].iter().rposition(|open| open == name).map(|found| limit + found);
        if let Some(index) = found.max(captioned) {
            self.close_element(index, true, out);
        } else if source == "</s>" {
            escape_text(source, out);
        } else if name != "p" {
            self.ended = self.open[..limit].iter().rposition(|open| open == name).or(self.ended);
        }
    }

    fn open(
        &mut self,
        name: String,
        tag: &Tag<'_>,
        source: &str,
        out: &mut String,
        urls: &mut dyn ResolveUrl,
    ) {
        let limit = self.limit();
        if name == "figcaption" && self.is_right_in("p") {
            self.make_figure(out);
        }
        let mut fit = nesting::fit(&name, &self.open[limit..], !self.frames.is_empty());
        while let Fit::Closes(index) = fit {
            self.end_paragraph(limit + index, out);
            fit = nesting::fit(&name, &self.open[limit..], !self.frames.is_empty());
        }
        match fit {
            _ if self.open.len() >= MAX_DEPTH => {
                self.is_too_deep = true;
                return;
            }
            Fit::Refused => return,
            Fit::Unknown => return escape_text(source, out),
            Fit::Opens | Fit::Closes(_) => {}
        }
        if name == "s" {
            self.tokens.open(source, out.len());
        }
        out.push('<');
        out.push_str(&name);
        let level = headings::level(&name);
        if let Some(level) = level {
            let own = tag.attribute("id").filter(|id| !id.is_empty() && !id.starts_with(FRAME_ID_PREFIX));
            if let Some(id) = self.headings.open(level, own, self.open.len(), out.len()) {
                write_attribute("id", &id, out);
            }
        }
        self.write_attributes(&name, tag, out, urls);
        match name.as_str() {
            "img" => write_image(tag, out, urls),
            "a" => tag.attribute("href").iter().for_each(|href| urls.link(href)),
            "audio" | "video" => embeds::write_controls(tag, out),
            _ => {}
        }
        out.push('>');
        if level.is_some() {
            self.headings.begin(out.len());
        }
        if !allow::is_void(&name) {
            self.open.push(name);
            if tag.self_closing {
                // To browsers only parts of drawings end so, but nobody who writes it means anything else.
                self.close_to(self.open.len() - 1, out);
            }
        }
    }

    pub(super) fn write_attributes(
        &mut self,
        element: &str,
        tag: &Tag<'_>,
        out: &mut String,
        urls: &mut dyn ResolveUrl,
    ) {
        let mut written = Vec::from_iter(headings::level(element).map(|_| "id".to_owned()));
        for (name, value) in &tag.attributes {
            let name = name.to_ascii_lowercase();
            if written.contains(&name) || !allow::is_allowed_attribute(element, &name) {
                continue;
            }
            let value = unescape(value);
            let value = match name.as_str() {
                "id" if value.is_empty() || value.starts_with(FRAME_ID_PREFIX) => continue,
                "id" if !self.ids.insert(value.clone()) => continue,
                _ if foreign::is_foreign(element) && !foreign::is_safe_value(&name, &value) => continue,
                "style" => style::clean(&value),
                "srcset" => clean_srcset(&value, urls),
                url if allow::is_url_attribute(url) && !foreign::is_foreign(element) => {
                    if !allow::is_safe_url(&value, url == "src") {
                        continue;
                    }
                    urls.resolve_url(&value, url != "href")
                }
                _ => value,
            };
            if name == "style" && value.is_empty() {
                continue;
            }
            write_attribute(&name, &value, out);
            written.push(name);
        }
    }
}
