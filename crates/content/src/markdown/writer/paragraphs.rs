//! Paragraphs, and what is none though Markdown says so: figures, formulas, the place of an outline.

use std::ops::Range;

use super::*;
use crate::compat::is_label;

/// How authors say "the outline stands here". The page has one of its own.
const OUTLINE_PLACES: [&str; 7] =
    ["[toc]", "[[toc]]", "[[_toc_]]", "{{toc}}", "{{ toc }}", "${toc}", "{:toc}"];

impl<'a> Writer<'a> {
    pub(super) fn paragraph(&mut self, at: usize) -> usize {
        let end = self.end_of(at);
        let source = self.events.get(at).and_then(|(_, range)| self.protected.text.get(range.clone()));
        let source = source.unwrap_or_default().trim();
        if OUTLINE_PLACES.iter().any(|place| source.eq_ignore_ascii_case(place)) {
            return end + 1;
        }
        let fresh = self.raw.fresh_phrase(&self.out);
        if let Some(next) = self.title(at).or_else(|| self.figure(at, end, fresh)) {
            return next;
        }
        let element = if fresh.is_some() || self.raw.is_right_in("p") { "span" } else { "div" };
        if self.formulas_only(self.inside(at), element) {
            return end + 1;
        }
        if fresh.is_none() {
            self.raw.leave_paragraph(&mut self.out);
        }
        let start = self.out.len();
        // In a paragraph or heading of HTML it is the text of that.
        let (tag, end_tag) = if fresh.is_some() { ("", "\n") } else { ("<p>", "</p>\n") };
        self.open_block(tag);
        self.write_range(at + 1, end);
        // A line break of Pandoc's with nothing behind it.
        if source.ends_with('\\') && !source.ends_with("\\\\") && self.out.ends_with('\\') {
            self.out.pop();
        }
        self.close(end_tag);
        if self.document.excerpt.is_empty() && !self.raw.is_open("figure") {
            // What is less than something in a formula is no tag.
            let text = self.markers().with_tex(&plain_text(&self.out[start..]));
            self.document.excerpt = text.trim().replace('\n', " ");
        }
        end + 1
    }

    /// Where the paragraph ends that starts at `at`, if one does.
    pub(super) fn paragraph_end(&self, at: usize) -> Option<usize> {
        let is_paragraph = matches!(self.events.get(at), Some((Event::Start(Tag::Paragraph), _)));
        is_paragraph.then(|| self.end_of(at))
    }

    /// A paragraph that is only display formulas is not a paragraph; definitions of macros show nothing at all.
    fn formulas_only(&mut self, inside: &[Spanned<'_>], element: &str) -> bool {
        let mut markers = Vec::new();
        for (event, _) in inside {
            match event {
                Event::Text(text) => match only_marker(text) {
                    Some(marker) => markers.push(marker),
                    None if text.trim().is_empty() => {}
                    None => return false,
                },
                Event::SoftBreak => {}
                _ => return false,
            }
        }
        let is_no_text = |marker: &Marker| {
            self.protected
                .formulas
                .get(marker.index)
                .is_some_and(|formula| formula.style == MathStyle::Display || formula.tex.is_empty())
        };
        if markers.is_empty() || !markers.iter().all(is_no_text) {
            return false;
        }
        for marker in markers {
            let start = self.out.len();
            let markers = Markers { protected: self.protected, ids: &self.equation_ids };
            markers.write_formula(marker, element, &mut self.out);
            if self.out.len() > start {
                self.push("\n");
            }
        }
        true
    }

    /// Writes the paragraph from `at` to `end` as a figure if it holds an image and nothing but its caption. The caption
    /// is the image's title, or emphasised text below it, also in a paragraph of its own, or text that begins as captions do.
    /// It takes the place of the paragraph of HTML that begins at `fresh`. Returns where to go on.
    fn figure(&mut self, at: usize, end: usize, fresh: Option<usize>) -> Option<usize> {
        let image_end = self.image_end(at + 1)?;
        let has_title = self.events[at..image_end]
            .iter()
            .any(|(event, _)| matches!(event, Event::Start(Tag::Image { title, .. }) if !title.is_empty()));
        let mut next = end + 1;
        let mut below = None;
        if image_end < end {
            let is_break =
                matches!(self.events.get(image_end), Some((Event::SoftBreak | Event::HardBreak, _)));
            let emphasised = self.emphasised(image_end + 1, end).filter(|_| !has_title);
            below = emphasised.or_else(|| self.labelled(image_end + 1, end)).filter(|_| is_break);
            below.as_ref()?;
        } else if let Some(paragraph_end) = self.paragraph_end(next).filter(|_| !has_title) {
            // `*Output:*` belongs to what follows.
            below = self.emphasised(next + 1, paragraph_end).filter(|below| !self.ends_in_colon(below));
            below =
                below.or_else(|| self.figure_label(next + 1, paragraph_end).filter(|_| !self.is_named(at)));
            next = if below.is_some() { paragraph_end + 1 } else { next };
        }
        if let Some(start) = fresh.filter(|&start| self.out[start..].starts_with("<p")) {
            self.raw.take_back(start, &mut self.out);
        }
        self.write_figure(at + 1..image_end, below);
        Some(next)
    }

    /// Where the image at `at` ends, or the link around an image.
    fn image_end(&self, at: usize) -> Option<usize> {
        match self.events.get(at)? {
            (Event::Start(Tag::Image { .. }), _) => Some(self.end_of(at) + 1),
            (Event::Start(Tag::Link { .. }), _) => {
                let end = self.end_of(at);
                (self.image_end(at + 1) == Some(end)).then_some(end + 1)
            }
            _ => None,
        }
    }

    /// The events inside of the emphasis that is all there is from `start` to `end`.
    fn emphasised(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let is_emphasis = matches!(self.events.get(start), Some((Event::Start(Tag::Emphasis), _)));
        (is_emphasis && self.end_of(start) + 1 == end).then(|| start + 1..end - 1)
    }

    /// The events from `start` to `end` if their text begins as captions do: `Figure 2: …`.
    fn labelled(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let events = &self.events[start..end];
        let is_label = events.first().is_some_and(|(event, span)| match event {
            Event::Text(text) => is_label(text),
            event => {
                matches!(event, Event::Start(Tag::Strong)) && is_label(&self.protected.text[span.start..])
            }
        });
        let has_image = events.iter().any(|(event, _)| match event {
            Event::InlineHtml(html) => html.starts_with("<img"),
            event => matches!(event, Event::Start(Tag::Image { .. })),
        });
        (is_label && !has_image).then_some(start..end)
    }

    /// The same in a paragraph of its own, which only words about a figure are sure to be.
    fn figure_label(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let text = &self.protected.text[self.events.get(start)?.1.start..];
        self.labelled(start, end).filter(|_| text.trim_start_matches('*').starts_with("Fig"))
    }

    /// Whether the paragraph above the one at `at` is its caption, and none of the picture above that.
    fn is_named(&self, at: usize) -> bool {
        let is_start = |(event, _): &Spanned<'_>| matches!(event, Event::Start(Tag::Paragraph));
        let above =
            self.events[..at].iter().rposition(is_start).filter(|&above| self.end_of(above) + 1 == at);
        above.is_some_and(|above| self.figure_label(above + 1, at - 1).is_some())
            && !self.out.ends_with("</figure>\n")
    }

    fn ends_in_colon(&self, events: &Range<usize>) -> bool {
        matches!(self.events[..events.end].last(), Some((Event::Text(text), _)) if text.ends_with(':'))
    }

    fn write_figure(&mut self, image: Range<usize>, below: Option<Range<usize>>) {
        // A figure of HTML around it is that.
        let is_in_figure = self.raw.is_right_in("figure");
        self.open_block(if is_in_figure { "" } else { "<figure class=\"figure\">" });
        let mut caption = String::new();
        let mut at = image.start;
        while at < image.end {
            match self.events.get(at) {
                Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) => {
                    let alt = self.markers().plain_text(self.inside(at));
                    caption = title.to_string();
                    self.write_image(dest_url, title, &alt, at, below.is_some());
                    at = self.end_of(at) + 1;
                }
                _ => at = self.event(at),
            }
        }
        if let Some(below) = below {
            self.open_block("<figcaption>");
            self.write_range(below.start, below.end);
            self.close("</figcaption>");
        } else if !caption.is_empty() {
            self.push("<figcaption>");
            let markers = Markers { protected: self.protected, ids: &self.equation_ids };
            // A title is text, but backticks in it are meant.
            let pieces: Vec<_> = caption.split('`').collect();
            for (index, piece) in pieces.iter().enumerate() {
                let is_code = index % 2 == 1 && index + 1 < pieces.len();
                self.out.push_str(if is_code { "<code>" } else { ["", "`"][index % 2] });
                markers.write_text(piece, true, &mut self.out);
                self.out.push_str(if is_code { "</code>" } else { "" });
            }
            self.push("</figcaption>");
        }
        self.close(if is_in_figure { "\n" } else { "</figure>\n" });
    }
}
