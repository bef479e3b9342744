//! Reads the parser's events once and writes the body's HTML. Inline content is here; blocks that need a look
//! ahead are in [`blocks`] and [`paragraphs`], images in [`images`], notes in [`notes`], raw HTML in [`raw`], ids in [`names`].

mod blocks;
mod images;
mod names;
mod notes;
mod paragraphs;
mod raw;

use std::{borrow::Cow, collections::HashMap};

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd};

use self::notes::Notes;
pub(crate) use self::notes::{back_link, place_id};
use super::{
    autolink,
    code::CodeBlock,
    headings::{TocEntry, nest},
    inline::{Markers, Spanned, shown_size},
};
use crate::{
    diagnostic::{Diagnostic, words},
    document::{Document, Image, Link},
    html::{
        RawHtml, ResolveUrl, escape_text, escaped, is_played, plain_text, shown, url_scheme, write_attribute,
    },
    link::{PostPlace, Target},
    math::{Marker, MathStyle, Protected, has_marker, only_marker},
    reading::count_words,
};

/// Ids of the page around the post; a heading of the same name gets a number.
pub(super) const APP_IDS: [&str; 4] = ["sb-main", "sb-tools", "sb-app", "sb-config"];

pub(super) struct Writer<'a> {
    events: &'a [Spanned<'a>],
    protected: &'a Protected,
    place: PostPlace<'a>,
    out: String,
    raw: RawHtml,
    /// The ids of headings, by the index of the event that starts them.
    heading_ids: HashMap<usize, String>,
    /// Those of headings in raw HTML, by the index of the event that starts their block.
    raw_heading_ids: HashMap<usize, Vec<Option<String>>>,
    /// The ids of labelled equations, by the index of the formula.
    equation_ids: HashMap<usize, String>,
    /// All these ids by their lower case.
    folded_ids: HashMap<String, String>,
    headings: Vec<TocEntry>,
    notes: Notes<'a>,
    document: Document,
    /// Links that are open: no link stands in a link.
    link_depth: usize,
    /// For each open `Link` event, whether an `<a>` was written.
    anchors: Vec<bool>,
    /// The end tags of the quotes that are open.
    quote_ends: Vec<&'static str>,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(events: &'a [Spanned<'a>], protected: &'a Protected, place: PostPlace<'a>) -> Self {
        Self {
            events,
            protected,
            place,
            out: String::with_capacity(protected.text.len() * 2),
            raw: RawHtml::default(),
            heading_ids: HashMap::new(),
            raw_heading_ids: HashMap::new(),
            equation_ids: HashMap::new(),
            folded_ids: HashMap::new(),
            headings: Vec::new(),
            notes: Notes::collect(events),
            document: Document::default(),
            link_depth: 0,
            anchors: Vec::new(),
            quote_ends: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
        }
    }

    pub(super) fn write(mut self, title: Option<&str>) -> Document {
        let raw = self.raw_headings();
        let title = self.take_title(title, &raw);
        self.name_places(&title, &raw);
        self.write_range(0, title.start);
        self.write_range(title.end, self.events.len());
        self.raw.finish(&mut self.out);
        self.list_all_raw_headings();
        self.write_notes();
        self.report_refused();
        self.document.diagnostics.extend(self.protected.diagnostics.iter().cloned());
        self.document.footnotes = self.notes.footnotes();
        self.document.html = self.out;
        self.document.toc = nest(self.headings);
        self.document.formulas = self.protected.formulas.clone();
        self.document
    }

    fn markers(&self) -> Markers<'_> {
        Markers { protected: self.protected, ids: &self.equation_ids }
    }

    fn write_range(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            at = self.event(at);
        }
    }

    /// Writes the event at an index, with what belongs to it, and returns the index that comes next.
    fn event(&mut self, at: usize) -> usize {
        let events = self.events;
        let Some((event, range)) = events.get(at) else { return at + 1 };
        let is_within_html = matches!(
            event,
            Event::Start(Tag::HtmlBlock)
                | Event::Text(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::SoftBreak
                | Event::End(_)
        );
        if !is_within_html {
            self.raw.make_room(&mut self.out);
        }
        match event {
            Event::Start(tag) => return self.start(tag, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) => return self.text(at),
            Event::Code(code) => {
                self.document.words += count_words(code);
                self.push("<code>");
                escape_text(code, &mut self.out);
                self.push("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, at),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::SoftBreak => self.push("\n"),
            Event::HardBreak => self.push("<br>\n"),
            Event::Rule => {
                self.raw.leave_paragraph(&mut self.out);
                self.push("<hr>\n");
            }
            Event::TaskListMarker(done) => self.push(if *done {
                "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
            } else {
                "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
            }),
            // The dialect has the parser's own mathematics off; should it come on, nothing is lost.
            Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                debug_assert!(false, "mathematics at {range:?} was not protected");
                escape_text(tex, &mut self.out);
            }
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag<'a>, at: usize) -> usize {
        match tag {
            Tag::Paragraph => return self.paragraph(at),
            Tag::Heading { .. } => return self.heading(at),
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock => return self.html_block(at),
            Tag::FootnoteDefinition(_) => return self.end_of(at) + 1,
            Tag::Image { .. } => return self.image(at),
            Tag::BlockQuote(kind) => return self.open_quote(*kind, at),
            Tag::List(None) => self.open_block("<ul>\n"),
            Tag::List(Some(number)) => self.open_list(*number, at),
            Tag::Item => {
                let is_task = matches!(self.events.get(at + 1), Some((Event::TaskListMarker(_), _)))
                    || matches!(self.events.get(at + 2), Some((Event::TaskListMarker(_), _)));
                self.open_block(if is_task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.open_block(
                    "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n",
                );
            }
            Tag::TableHead => return self.table_head(at),
            Tag::TableRow => {
                self.column = 0;
                self.push("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.open_span("<em>"),
            Tag::Strong => self.open_span("<strong>"),
            Tag::Strikethrough => self.open_span("<del>"),
            Tag::Superscript => self.open_span("<sup>"),
            Tag::Subscript => self.open_span("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(*link_type, dest_url, title, at),
            Tag::MetadataBlock(_) => return self.end_of(at) + 1,
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                let end = self.quote_ends.pop().unwrap_or_default();
                self.close(end);
            }
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => self.close("</li>\n"),
            TagEnd::DefinitionList => self.close("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::Table => self.close("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.push("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                self.close(if self.in_table_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Superscript => self.close("</sup>"),
            TagEnd::Subscript => self.close("</sub>"),
            TagEnd::Link => {
                self.link_depth = self.link_depth.saturating_sub(1);
                let end = if self.anchors.pop() == Some(true) { "</a>" } else { "" };
                self.close(end);
            }
            // The others are written as a whole at their start.
            _ => {}
        }
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Opens an element that raw HTML inside it cannot close.
    fn open_block(&mut self, html: &str) {
        if !html.is_empty() {
            self.raw.leave_paragraph(&mut self.out);
        }
        self.push(html);
        self.raw.begin_frame();
    }

    /// The same for an element in a line of text.
    fn open_span(&mut self, html: &str) {
        self.push(html);
        self.raw.begin_span();
    }

    fn close(&mut self, html: &str) {
        self.raw.end_frame(&mut self.out);
        self.push(html);
        self.raw.end_late(&mut self.out);
    }

    /// The index of the event that ends what starts at `at`.
    fn end_of(&self, at: usize) -> usize {
        super::end_of(self.events, at)
    }

    /// The events inside of what starts at `at`.
    fn inside(&self, at: usize) -> &'a [Spanned<'a>] {
        self.events.get(at + 1..self.end_of(at)).unwrap_or_default()
    }

    fn file_range(&self, at: usize) -> std::ops::Range<usize> {
        self.events.get(at).map_or(0..0, |(_, range)| self.protected.offsets.range_to_file(range))
    }

    /// Writes text; what the parser cut into pieces is one text again, so that addresses in it are whole.
    fn text(&mut self, at: usize) -> usize {
        let pieces = self.events[at..].iter().map_while(|(event, _)| match event {
            Event::Text(text) => Some(&**text),
            _ => None,
        });
        let count = pieces.clone().count();
        let text = match pieces.clone().next() {
            Some(whole) if count == 1 => Cow::Borrowed(whole),
            _ => Cow::Owned(pieces.collect::<String>()),
        };
        if self.raw.is_dropping() {
            return at + count.max(1);
        }
        if self.raw.is_in_foreign() {
            escape_text(&self.markers().with_tex(&text), &mut self.out);
        } else {
            self.document.words += count_words(&text);
            self.linked_text(&text);
        }
        at + count.max(1)
    }

    /// Writes text with its bare addresses as links.
    fn linked_text(&mut self, text: &str) {
        let markers = Markers { protected: self.protected, ids: &self.equation_ids };
        let linked = self.link_depth == 0 && !self.raw.is_open("a");
        // `<code>a -- b</code>` holds what is typed.
        let write = if self.raw.is_open("code") { Markers::write_text } else { Markers::write_prose };
        let mut from = 0;
        if linked {
            for link in autolink::find(text) {
                write(markers, &text[from..link.range.start], linked, &mut self.out);
                self.out.push_str("<a class=\"autolink\"");
                write_attribute("href", &link.href, &mut self.out);
                self.out.push('>');
                escape_text(&text[link.range.clone()], &mut self.out);
                self.out.push_str("</a>");
                from = link.range.end;
            }
        }
        write(markers, &text[from..], linked, &mut self.out);
    }

    fn open_link(&mut self, link_type: LinkType, url: &CowStr<'_>, title: &CowStr<'_>, at: usize) {
        // The parser leaves the scheme of `<me@x.org>` to us.
        let is_bare_mail = link_type == LinkType::Email && !url.starts_with("mailto:");
        let url = if is_bare_mail { &CowStr::from(format!("mailto:{url}")) } else { url };
        let target = self.place.resolve(url, false);
        let span = self.file_range(at);
        let nested = self.link_depth > 0;
        self.link_depth += 1;
        match &target {
            Target::Unsafe => self.document.diagnostics.push(
                Diagnostic::error(
                    "link/scheme",
                    span.clone(),
                    words!("the link to `{url}` is left out: {}", why_unsafe(url)),
                )
                .with_help("link to an `https:` address, a file or a post"),
            ),
            Target::MissingPost { file, .. } => self.document.diagnostics.push(
                Diagnostic::warning("link/post", span.clone(), words!("no post stands in `{file}`"))
                    .with_help(
                        "name the file as it stands in the folder of posts, from the place of this file",
                    ),
            ),
            _ => {}
        }
        let folded = self.folded_fragment(&target);
        let href = folded.as_deref().or(target.href()).filter(|_| !nested);
        if let Some(href) = href {
            let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
            self.out.push_str(if bare { "<a class=\"autolink\"" } else { "<a" });
            write_attribute("href", href, &mut self.out);
            if !title.is_empty() {
                let title = self.markers().with_tex(title);
                write_attribute("title", &title, &mut self.out);
            }
            self.out.push('>');
        }
        self.anchors.push(href.is_some());
        self.raw.begin_span();
        self.document.links.push(Link { url: url.to_string(), target, span });
    }
}

/// What is wrong with an address that no link may lead to.
fn why_unsafe(url: &str) -> &'static str {
    match url_scheme(url).as_deref() {
        Some("javascript" | "vbscript" | "data" | "blob") | None => "it could run a script",
        Some(_) => "nothing is known to open such an address",
    }
}
