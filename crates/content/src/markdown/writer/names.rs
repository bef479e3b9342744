//! The names of places in a page: ids of headings and of equations, given before anything is written.

use std::{collections::HashSet, ops::Range};

use super::{super::headings::Slugger, *};
use crate::{
    html::FRAME_ID_PREFIX,
    link::{folded, percent_decode},
};

/// The ids and texts of the headings in each block of raw HTML, by the event that starts it.
pub(super) type RawHeadings = HashMap<usize, Vec<(Option<String>, String)>>;

/// The ids that authors gave to headings, each of which counts once.
#[derive(Default)]
struct Given<'a>(HashSet<&'a str>);

impl<'a> Given<'a> {
    /// The id, if this is the first heading that has it.
    fn take(&mut self, id: Option<&'a str>) -> Option<String> {
        id.filter(|id| !id.starts_with(FRAME_ID_PREFIX) && self.0.insert(id)).map(str::to_owned)
    }
}

impl Writer<'_> {
    /// Gives all headings and equations their ids: ids that authors set come first, and an anchor in raw HTML that has
    /// the id of a heading gives way to it.
    pub(super) fn name_places(&mut self, title: &Range<usize>, raw: &RawHeadings) {
        let mut slugger = Slugger::default();
        APP_IDS.iter().for_each(|id| slugger.reserve(id));
        let headings = || self.events.iter().enumerate().filter(|(at, _)| !title.contains(at));
        for (_, (event, _)) in headings() {
            if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
                slugger.reserve(id);
            }
        }
        let written = raw.values().flatten().filter_map(|(id, _)| id.as_deref());
        written.for_each(|id| slugger.reserve(id));
        let mut given = Given::default();
        for (at, (event, _)) in headings() {
            if let Some(headings) = raw.get(&at) {
                let mut ids = Vec::new();
                for (id, text) in headings {
                    let id = given.take(id.as_deref());
                    ids.push(id.or_else(|| (!text.is_empty()).then(|| slugger.id(text))));
                }
                self.raw.ids.extend(ids.iter().flatten().cloned());
                self.raw_heading_ids.insert(at, ids);
            }
            let Event::Start(Tag::Heading { id, .. }) = event else { continue };
            let id = given.take(id.as_deref()).unwrap_or_else(|| slugger.id(&self.heading_text(at)));
            self.raw.ids.insert(id.clone());
            self.heading_ids.insert(at, id);
        }
        for (index, formula) in self.protected.formulas.iter().enumerate() {
            let Some(label) = &formula.label else { continue };
            // Labels such as `eq:loss` are ids as they are.
            let is_free = !label.contains(char::is_whitespace)
                && !label.starts_with(FRAME_ID_PREFIX)
                && !self.raw.ids.contains(label);
            let id = if is_free { label.clone() } else { slugger.id("equation") };
            self.raw.ids.insert(id.clone());
            self.equation_ids.insert(index, id);
        }
        self.fold_ids();
    }

    pub(super) fn raw_headings(&self) -> RawHeadings {
        let blocks =
            (0..self.events.len()).filter(|&at| matches!(self.events[at].0, Event::Start(Tag::HtmlBlock)));
        blocks.map(|at| (at, self.raw_headings_at(at))).collect()
    }

    fn raw_headings_at(&self, at: usize) -> Vec<(Option<String>, String)> {
        let html = self.html_source(at);
        if !html.contains("<h") && !html.contains("<H") {
            return Vec::new();
        }
        let headings = crate::html::raw_headings(&html).into_iter();
        let mut headings: Vec<_> = headings.map(|(id, text)| (id, self.markers().with_tex(&text))).collect();
        // Markdown in a heading over several lines is a paragraph.
        let next = self.end_of(at) + 1;
        if let Some((_, text)) = headings.last_mut().filter(|(_, text)| text.is_empty())
            && let Some(end) = self.paragraph_end(next)
            && self.html_source(end + 1).starts_with("</h")
        {
            *text = self.heading_text(next);
        }
        headings
    }

    /// The fragment to write in place of one that names a heading as another engine does.
    pub(super) fn folded_fragment(&self, target: &Target) -> Option<String> {
        let Target::Fragment(href) = target else { return None };
        let name = href.strip_prefix('#')?;
        let id = self.folded_ids.get(&folded(&percent_decode(name)))?;
        (!id.is_empty() && !self.raw.ids.contains(name)).then(|| format!("#{id}"))
    }

    /// The ids of the page as they are folded, empty where another one or one in raw HTML may be meant instead.
    fn fold_ids(&mut self) {
        for id in &self.raw.ids {
            let known = self.folded_ids.entry(folded(id)).or_insert_with(|| id.clone());
            if known != id {
                known.clear();
            }
        }
        // The title of the page was a heading with an id of its own.
        if let Some(title) = &self.document.title {
            self.folded_ids.entry(folded(title)).or_insert_with(|| "top".to_owned());
        }
        self.folded_ids.remove("");
        for start in ["id=\"", "name=\"", "id='", "name='"] {
            let text = &self.protected.text;
            let mut from = 0;
            while let Some(at) = studybuddy_text::find(text, start, from) {
                from = at + start.len();
                let name = text[from..].split(['"', '\'']).next().unwrap_or_default();
                if let Some(id) = self.folded_ids.get_mut(&folded(name)).filter(|id| *id != name) {
                    id.clear();
                }
            }
        }
    }

    /// Puts the headings of raw HTML into the outline, when nothing more is to be written to this text: the places of
    /// headings count in it alone. One that is still open has no end.
    pub(super) fn list_all_raw_headings(&mut self) {
        self.raw.give_up_headings();
        self.list_raw_headings();
    }

    /// Puts the headings of the raw HTML that was just written into the outline.
    pub(super) fn list_raw_headings(&mut self) {
        for heading in self.raw.take_headings() {
            let text = plain_text(self.out.get(heading.inside).unwrap_or_default());
            let markers = Markers { protected: self.protected, ids: &self.equation_ids };
            let mut html = String::new();
            markers.write_text(text.trim(), false, &mut html);
            let text = markers.with_tex(text.trim());
            let (level, id) = (heading.level, heading.id);
            self.headings.push(TocEntry { level, id, text, html, children: Vec::new() });
        }
    }
}
