//! Footnotes: numbered by first reference, collected at the end, with a way back from each.

use super::*;
use crate::document::Footnote;

/// The notes of a post while it is written.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Where each definition starts, in source order.
    definitions: Vec<(&'a str, usize)>,
    by_label: HashMap<&'a str, usize>,
    /// Definitions in the order of their first reference, with the number of references so far.
    order: Vec<(usize, usize)>,
    /// For each definition, its place in `order`.
    places: Vec<Option<usize>>,
    /// No definition before this one is still unused.
    first_unused: usize,
}

impl<'a> Notes<'a> {
    /// Finds the definitions; the first of a label counts.
    pub(super) fn collect(events: &'a [Spanned<'a>]) -> Self {
        let mut notes = Self::default();
        for (at, (event, _)) in events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                notes.by_label.entry(label).or_insert(notes.definitions.len());
                notes.definitions.push((label, at));
            }
        }
        notes.places = vec![None; notes.definitions.len()];
        notes
    }

    /// Counts a reference: the note's number and which reference to it this is, both from 1.
    fn refer(&mut self, label: &str) -> Option<(usize, usize)> {
        let definition = *self.by_label.get(label)?;
        let index = self.add(definition);
        self.order[index].1 += 1;
        Some((index + 1, self.order[index].1))
    }

    /// The place of a definition in the order; it is the last one if it had none.
    fn add(&mut self, definition: usize) -> usize {
        *self.places[definition].get_or_insert_with(|| {
            self.order.push((definition, 0));
            self.order.len() - 1
        })
    }

    /// The next definition that nobody refers to.
    fn next_unused(&mut self) -> Option<usize> {
        let unused = self.places.iter().skip(self.first_unused).position(Option::is_none);
        self.first_unused += unused.unwrap_or(self.places.len());
        unused.map(|_| self.first_unused)
    }

    pub(super) fn footnotes(&self) -> Vec<Footnote> {
        let footnote = |&(definition, references): &(usize, usize)| Footnote {
            label: self.definitions[definition].0.to_owned(),
            references,
        };
        self.order.iter().map(footnote).collect()
    }
}

/// The id of a place that refers to a note or a work: the first has the plain one.
pub(crate) fn place_id(kind: &str, number: usize, repeat: usize) -> String {
    if repeat == 1 { format!("{kind}:{number}") } else { format!("{kind}:{number}:{repeat}") }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        match self.notes.refer(label) {
            Some((number, repeat)) => {
                let id = place_id("fnref", number, repeat);
                self.out.push_str(&format!(
                    "<sup class=\"footnote-ref\"><a href=\"#fn:{number}\" id=\"{id}\">{number}</a></sup>"
                ));
            }
            None => escape_text(&format!("[^{label}]"), &mut self.out),
        }
    }

    /// Writes the notes at the end of the body. Notes may refer to further notes, so the list can grow meanwhile.
    pub(super) fn write_notes(&mut self) {
        if self.notes.definitions.is_empty() {
            return;
        }
        let body = std::mem::take(&mut self.out);
        let mut texts = Vec::new();
        loop {
            if texts.len() == self.notes.order.len() && !self.add_unreferenced() {
                break;
            }
            let definition = self.notes.order[texts.len()].0;
            let at = self.notes.definitions[definition].1;
            self.raw.begin_frame();
            self.write_range(at + 1, self.end_of(at));
            self.raw.end_frame(&mut self.out);
            self.list_all_raw_headings();
            texts.push(std::mem::take(&mut self.out));
        }
        self.out = body;
        self.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (index, text) in texts.iter().enumerate() {
            let number = index + 1;
            let (definition, references) = self.notes.order[index];
            let at = self.notes.definitions[definition].1;
            let back: String = (1..=references).map(|repeat| back_link("fnref", number, repeat)).collect();
            self.out.push_str(&format!("<li id=\"fn:{number}\">"));
            let text = text.trim_end();
            // Within a paragraph, or as one, its author may have opened others.
            let single = text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>")).filter(|text| {
                self.paragraph_end(at + 1) == Some(self.end_of(at) - 1) || !text.contains("</p>")
            });
            match (single, text.strip_suffix("</p>")) {
                // A note of one paragraph is tight, as an item of a list is.
                (Some(text), _) => self.out.push_str(&format!("{text}{back}")),
                (None, Some(text)) => self.out.push_str(&format!("{text}{back}</p>")),
                (None, None) if text.ends_with("</span>") => self.out.push_str(&format!("{text}{back}")),
                (None, None) => self.out.push_str(&format!("{text}<p>{back}</p>")),
            }
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    /// Takes the next note that nobody refers to, for the end of the list: no words of the author are lost.
    fn add_unreferenced(&mut self) -> bool {
        let Some(definition) = self.notes.next_unused() else { return false };
        self.notes.add(definition);
        let (label, at) = self.notes.definitions[definition];
        let (message, help) = if self.notes.by_label.get(label) == Some(&definition) {
            let help = words!("write `[^{label}]` where it belongs, or take the note out");
            (words!("nothing refers to the footnote `[^{label}]`"), help)
        } else {
            let help = "give it a label of its own; references lead to the first".to_owned();
            (words!("the footnote `[^{label}]` is defined twice"), help)
        };
        let span = self.file_range(at);
        let diagnostic = Diagnostic::warning("footnote/unused", span, message).with_help(help);
        self.document.diagnostics.push(diagnostic);
        true
    }
}

/// The way back to a place that refers to a note or a work.
pub(crate) fn back_link(kind: &str, number: usize, repeat: usize) -> String {
    let id = place_id(kind, number, repeat);
    let sign = if repeat == 1 { "↩".to_owned() } else { format!("↩<sup>{repeat}</sup>") };
    let label = if repeat == 1 { format!("{number}") } else { format!("{number}-{repeat}") };
    format!(
        " <a class=\"footnote-backref\" href=\"#{id}\" aria-label=\"Back to reference {label}\">{sign}</a>"
    )
}
