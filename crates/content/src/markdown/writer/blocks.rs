//! Blocks whose look depends on what is inside: headings, code, alerts.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, HeadingLevel};

use super::{names::RawHeadings, *};
use crate::compat::KIND;

/// Classes of headings that kramdown, Pandoc and Quarto leave out of the outline.
const UNLISTED: [&str; 3] = ["no_toc", "no-toc", "unlisted"];

impl<'a> Writer<'a> {
    /// Takes the first heading out if it is of level 1 and the title, whatever stands above it, and returns its events.
    pub(super) fn take_title(&mut self, title: Option<&str>, raw: &RawHeadings) -> Range<usize> {
        let mut at = 0;
        while !matches!(self.events.get(at), None | Some((Event::Start(Tag::Heading { .. }), _))) {
            // One in HTML is the first, too.
            if raw.get(&at).is_some_and(|headings| !headings.is_empty()) {
                return 0..0;
            }
            at = self.end_of(at) + 1;
        }
        let Some((Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), _)) = self.events.get(at)
        else {
            return 0..0;
        };
        let text = self.markers().plain_text(self.inside(at));
        let same = title.is_none_or(|title| normalised(title) == normalised(&text));
        if !same || text.is_empty() {
            return 0..0;
        }
        self.document.title = Some(text);
        at..self.end_of(at) + 1
    }

    /// The text of the heading that starts at `at`, and the braces at its end that the parser took for attributes.
    pub(super) fn heading_text(&self, at: usize) -> String {
        self.markers().plain_text(self.inside(at)) + &self.swallowed_braces(at)
    }

    /// Opens a list with numbers; a comment of ours above it may say of which kind they are, and the first.
    pub(super) fn open_list(&mut self, mut start: u64, at: usize) {
        let mut html = String::from("<ol");
        let above = at.checked_sub(2).map(|above| &self.events[above].0);
        if let Some(Event::Html(comment)) = above
            && let Some(kind) = comment.strip_prefix(KIND).and_then(|rest| rest.strip_suffix("-->\n"))
        {
            let (kind, first) = kind.split_once(' ').unwrap_or((kind, ""));
            start = first.parse().unwrap_or(start);
            write_attribute("type", kind, &mut html);
        }
        if start != 1 {
            html.push_str(&format!(" start=\"{start}\""));
        }
        self.open_block(&(html + ">\n"));
    }

    pub(super) fn heading(&mut self, at: usize) -> usize {
        let end = self.end_of(at);
        let Some((Event::Start(Tag::Heading { level, classes, .. }), _)) = self.events.get(at) else {
            return end + 1;
        };
        let level = *level as u8;
        let text = self.heading_text(at);
        let swallowed = self.swallowed_braces(at);
        let id = self.heading_ids.remove(&at).unwrap_or_default();
        let mut html = self.markers().outline_html(self.inside(at));
        html.push_str(&escaped(&swallowed));

        self.raw.leave_paragraph(&mut self.out);
        self.raw.leave_heading(&mut self.out);
        self.out.push_str(&format!("<h{level}"));
        write_attribute("id", &id, &mut self.out);
        if !classes.is_empty() {
            write_attribute("class", &classes.join(" "), &mut self.out);
        }
        self.out.push('>');
        self.raw.begin_frame();
        let inner_start = self.out.len();
        self.write_range(at + 1, end);
        self.out.truncate(inner_start + self.out[inner_start..].trim_end().len());
        self.raw.end_frame(&mut self.out);
        escape_text(&swallowed, &mut self.out);
        self.out.push_str("<a class=\"heading-anchor\"");
        write_attribute("href", &format!("#{id}"), &mut self.out);
        // For the mouse: by keyboard and in a screen reader the outline leads to the same places, and here it would
        // become a part of every heading's name.
        self.out.push_str(&format!(" tabindex=\"-1\" aria-hidden=\"true\"></a></h{level}>\n"));
        if !classes.iter().any(|class| UNLISTED.contains(&&**class)) {
            self.headings.push(TocEntry { level, id, text, html, children: Vec::new() });
        }
        end + 1
    }

    /// Braces at the end of a heading that the parser took for attributes, but that hold neither id nor class:
    /// the author meant them (`## The set {a, b}`).
    fn swallowed_braces(&self, at: usize) -> String {
        let Some((Event::Start(Tag::Heading { id: None, classes, attrs, .. }), range)) = self.events.get(at)
        else {
            return String::new();
        };
        let source = self
            .protected
            .text
            .get(range.clone())
            .unwrap_or_default()
            .trim_end()
            .trim_end_matches('#')
            .trim_end();
        match source.rsplit_once('{') {
            Some((_, attributes)) if classes.is_empty() && !attrs.is_empty() && !attributes.contains('=') => {
                format!(" {{{attributes}")
            }
            _ => String::new(),
        }
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
        let end = self.end_of(at);
        let text: String = self
            .inside(at)
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        // A formula in an indented block that the finder took for running text is code after all.
        let text = self.formula_sources(&text);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let index = self.document.code_blocks.len();
        let run = self.place.posts.code_run(index);
        let block = CodeBlock::new(info, &text, self.file_range(at), run);
        self.raw.leave_paragraph(&mut self.out);
        block.write_start(&mut self.out);
        crate::math::Marker { kind: crate::math::MarkerKind::Code, index }.write(&mut self.out);
        CodeBlock::write_end(&mut self.out);
        self.document.code_blocks.push(block);
        end + 1
    }

    /// Puts the whole source of formulas back, delimiters included.
    fn formula_sources(&self, text: &str) -> String {
        crate::math::replace_markers(text, |marker, out| {
            if let Some(formula) = self.protected.formulas.get(marker.index) {
                let (open, close) = formula.delimiter.ends();
                out.push_str(open);
                out.push_str(&formula.tex);
                out.push_str(close);
            }
        })
    }

    /// Opens a quote or an alert, with the title that the author gave it; returns where to go on.
    pub(super) fn open_quote(&mut self, kind: Option<BlockQuoteKind>, at: usize) -> usize {
        let Some(kind) = kind else {
            self.quote_ends.push("</blockquote>\n");
            self.open_block("<blockquote>\n");
            return at + 1;
        };
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        let own = self.own_title(at + 1);
        let end = if own.is_some_and(|open| open.is_some()) { "</details>\n" } else { "</div>\n" };
        self.quote_ends.push(end);
        match own {
            Some(Some(true)) => self.open_block(&format!("<details class=\"alert alert-{class}\" open>")),
            Some(Some(false)) => self.open_block(&format!("<details class=\"alert alert-{class}\">")),
            Some(None) => self.open_block(&format!("<div class=\"alert alert-{class}\" role=\"note\">")),
            None => self.open_block(&format!(
                "<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"
            )),
        }
        at + 1
    }

    /// Whether the paragraph at `at` is a title ([`crate::compat::TITLE`]), and whether what it is the title of folds,
    /// and is open.
    fn own_title(&self, at: usize) -> Option<Option<bool>> {
        let inside = self.events.get(at + 1..self.paragraph_end(at)?)?;
        let [(Event::InlineHtml(start), _), .., (Event::InlineHtml(end), _)] = inside else {
            return None;
        };
        let name = end.strip_prefix("</")?.strip_suffix('>').filter(|name| *name == crate::compat::TITLE)?;
        match start.strip_prefix('<')?.strip_prefix(name)? {
            ">" => Some(None),
            " open>" => Some(Some(true)),
            " closed>" | " summary>" => Some(Some(false)),
            _ => None,
        }
    }

    /// Writes a paragraph that is a title, and returns where to go on.
    pub(super) fn title(&mut self, at: usize) -> Option<usize> {
        let (start, end) = match (self.own_title(at)?, self.events.get(at + 1)) {
            (_, Some((Event::InlineHtml(tag), _))) if tag.ends_with(" summary>") => {
                ("<summary>", "</summary>\n")
            }
            (Some(_), _) => ("<summary class=\"alert-title\">", "</summary>\n"),
            (None, _) => ("<p class=\"alert-title\">", "</p>\n"),
        };
        let paragraph_end = self.end_of(at);
        self.open_block(start);
        self.write_range(at + 2, paragraph_end - 1);
        self.close(end);
        Some(paragraph_end + 1)
    }

    /// Starts the head of a table, or leaves it out where its author left it empty. Returns where to go on.
    pub(super) fn table_head(&mut self, at: usize) -> usize {
        let is_cell =
            |event: &Event<'_>| matches!(event, Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell));
        let end = self.end_of(at);
        if self.events[at + 1..end].iter().all(|(event, _)| is_cell(event)) {
            self.push("<tbody>\n");
            return end + 1;
        }
        self.in_table_head = true;
        self.column = 0;
        self.push("<thead>\n<tr>");
        at + 1
    }

    pub(super) fn open_cell(&mut self) {
        let name = if self.in_table_head { "th" } else { "td" };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        let scope = if self.in_table_head { " scope=\"col\"" } else { "" };
        self.open_block(&format!("<{name}{scope}{class}>"));
    }
}

/// A title for comparison: case and spacing do not matter.
fn normalised(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use crate::{document::SourceHost, link::PostPlace, markdown::parse_body, slug::Slug};

    #[test]
    fn the_first_heading_is_the_title_whatever_stands_above_it() {
        for (body, given, title) in [
            ("```{.python .input}\nx\n```\n\n# T\n\ntext", None, Some("T")),
            ("Intro.\n\n# T\n\n# Second", None, Some("T")),
            ("> # Quoted\n\n# T", None, Some("T")),
            ("Intro.\n\n# T\n", Some("t"), Some("T")),
            ("Intro.\n\n# T\n", Some("Other"), None),
            ("## Section\n\n# T", None, None),
            ("<h2 id=\"a\">Section</h2>\n\n# T", None, None),
            ("<p>Intro.</p>\n\n# T", None, Some("T")),
            ("# ", None, None),
        ] {
            let document =
                parse_body(body, 0, given, PostPlace::new("x.md", "../../", &|_: &str| None::<Slug>));
            assert_eq!(document.title.as_deref(), title, "{body}");
            let html = document.body_html(&mut SourceHost);
            assert_eq!(html.contains(">T<"), title.is_none() && body.contains("# T"), "{html}");
        }
    }

    #[test]
    fn a_link_to_the_title_leads_to_the_top() {
        let body = "# The *Title*, again\n\n[a](#the-title-again) [b](#other)\n";
        let document = parse_body(body, 0, None, PostPlace::new("x.md", "../../", &|_: &str| None::<Slug>));
        assert_eq!(
            document.body_html(&mut SourceHost),
            "<p><a href=\"#top\">a</a> <a href=\"#other\">b</a></p>\n"
        );
    }
}
