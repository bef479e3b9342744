//! What a reader's browser remembers of the posts that were opened in it: where one stopped, and what was read to its
//! end. It is kept in that browser and nowhere else.
//!
//! Kept is a text of lines whose fields are separated by tabs. The first holds the version, the last sign of the reader
//! (a minute since 1970, and its day) and the day of the last sign in the visit before; each other line a post: slug,
//! state, and, if one stopped inside, the place. What cannot be read is left out.

use std::fmt::Write as _;

/// The version of what is kept; another one is not read.
const VERSION: &str = "1";
/// How many posts are remembered: those opened last.
const MOST: usize = 300;
/// A visit ends when the reader is away for this many minutes.
const PAUSE: u64 = 60;
/// A reader is well inside a post when this many screens of it are above.
const INSIDE: f64 = 1.5;
/// The id of a heading that is longer than this many bytes is not kept.
const LONGEST_ID: usize = 200;

/// The name under which a browser keeps the memory of the site with this root: sites of one host have one storage.
#[must_use]
pub fn storage_key(root: &str) -> String {
    ["reading ", root].concat()
}

/// Everything that is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The last sign of the reader, in minutes since 1970.
    last: u64,
    /// Its day, as `2026-03-04`.
    last_day: String,
    /// The day of the last sign in the visit before this one; empty on the first.
    day_before: String,
    /// The one opened last first.
    posts: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    slug: String,
    is_read: bool,
    place: Option<Place>,
}

/// A place in a post that survives edits elsewhere in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id of the heading above; empty before the first.
    pub section: String,
    /// How many blocks it is below that heading; from 0 for the heading itself, or for the first block of the post.
    pub block: u32,
}

/// What is seen of a post at a moment.
#[derive(Clone, Debug)]
pub struct Glance {
    /// What stands at the top of the screen.
    pub place: Place,
    /// How much of the post is above the screen, in screens.
    pub screens_above: f64,
    /// Whether its end is on the screen, or above.
    pub end_is_seen: bool,
    /// How long it has been open, in seconds.
    pub seconds: f64,
    /// How long it takes to read, in minutes.
    pub minutes: f64,
}

/// What a list says of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Published since the visit before, and not opened yet.
    New,
    /// The reader stopped well inside.
    Started,
    /// The reader came to its end.
    Read,
}

impl Mark {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Started => "Started",
            Self::Read => "Read",
        }
    }
}

impl Glance {
    /// Whether the post was read, and not only jumped through: a tenth of the time that it takes, at most a minute.
    fn is_end_of_reading(&self) -> bool {
        self.end_is_seen && self.seconds >= (self.minutes * 6.0).min(60.0)
    }
}

impl Memory {
    /// Reads what was kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let mut head = lines.next().unwrap_or_default().split('\t');
        if head.next() != Some(VERSION) {
            return Self::default();
        }
        let last = head.next().and_then(|minute| minute.parse().ok()).unwrap_or_default();
        let mut day = || head.next().unwrap_or_default().to_owned();
        let (last_day, day_before) = (day(), day());
        Self { last, last_day, day_before, posts: lines.filter_map(Entry::parse).take(MOST).collect() }
    }

    /// What is to be kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // A String takes all.
        _ = write!(out, "{VERSION}\t{}\t{}\t{}", self.last, self.last_day, self.day_before);
        for Entry { slug, is_read, place } in &self.posts {
            _ = write!(out, "\n{slug}\t{}", if *is_read { "read" } else { "" });
            if let Some(Place { section, block }) = place {
                _ = write!(out, "\t{block}\t{section}");
            }
        }
        out
    }

    /// The reader is here: at a minute since 1970, which is on `day` where the reader is.
    pub fn begin_or_go_on(&mut self, minute: u64, day: &str) {
        if minute.saturating_sub(self.last) > PAUSE {
            self.day_before = std::mem::take(&mut self.last_day);
        }
        self.last_day = day.to_owned();
        self.last = minute;
    }

    /// A post is opened.
    pub fn open(&mut self, slug: &str) {
        let entry = match self.posts.iter().position(|entry| entry.slug == slug) {
            Some(index) => self.posts.remove(index),
            None => Entry { slug: slug.to_owned(), ..Entry::default() },
        };
        self.posts.insert(0, entry);
        self.posts.truncate(MOST);
    }

    /// Notes what is seen of an open post; says whether that changed anything. A reader who has gone to the top, or has
    /// jumped to the end, has not stopped there: the place from before stays.
    pub fn note(&mut self, slug: &str, glance: &Glance) -> bool {
        let Some(entry) = self.posts.iter_mut().find(|entry| entry.slug == slug) else { return false };
        let before = entry.clone();
        if glance.is_end_of_reading() {
            entry.is_read = true;
            entry.place = None;
        } else if !glance.end_is_seen && glance.screens_above >= INSIDE && glance.place.can_be_kept() {
            entry.place = Some(glance.place.clone());
        }
        *entry != before
    }

    /// Where the reader stopped in a post, if that was well inside.
    #[must_use]
    pub fn place(&self, slug: &str) -> Option<&Place> {
        self.entry(slug)?.place.as_ref()
    }

    /// Forgets where the reader stopped in a post.
    pub fn forget_place(&mut self, slug: &str) {
        if let Some(entry) = self.posts.iter_mut().find(|entry| entry.slug == slug) {
            entry.place = None;
        }
    }

    /// What a list says of a post that was published on a day; the day may be empty.
    #[must_use]
    pub fn mark(&self, slug: &str, day: &str) -> Option<Mark> {
        match self.entry(slug) {
            Some(entry) if entry.is_read => Some(Mark::Read),
            Some(entry) => entry.place.is_some().then_some(Mark::Started),
            // What came later on the day of the last visit cannot be told from what was there: it counts as new.
            None => (!self.day_before.is_empty() && *day >= *self.day_before).then_some(Mark::New),
        }
    }

    fn entry(&self, slug: &str) -> Option<&Entry> {
        self.posts.iter().find(|entry| entry.slug == slug)
    }
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let slug = fields.next().filter(|slug| !slug.is_empty())?.to_owned();
        let is_read = fields.next() == Some("read");
        let block = fields.next().and_then(|block| block.parse().ok());
        let section = fields.next().unwrap_or_default().to_owned();
        Some(Self { slug, is_read, place: block.map(|block| Place { section, block }) })
    }
}

impl Place {
    fn can_be_kept(&self) -> bool {
        self.section.len() <= LONGEST_ID && !self.section.contains(char::is_control)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(section: &str, block: u32) -> Glance {
        let place = Place { section: section.to_owned(), block };
        Glance { place, screens_above: 2.0, end_is_seen: false, seconds: 9.0, minutes: 10.0 }
    }

    fn at_end(seconds: f64) -> Glance {
        Glance { end_is_seen: true, seconds, ..inside("end", 3) }
    }

    fn opened(slug: &str) -> Memory {
        let mut memory = Memory::default();
        memory.begin_or_go_on(1_000, "2026-03-04");
        memory.open(slug);
        memory
    }

    #[test]
    fn a_place_is_kept_once_the_reader_is_well_inside() {
        let mut memory = opened("a");
        assert!(!memory.note("a", &Glance { screens_above: 1.4, ..inside("one", 2) }));
        assert_eq!((memory.place("a"), memory.mark("a", "2026-03-04")), (None, None));
        assert!(memory.note("a", &inside("one", 2)));
        assert!(!memory.note("a", &inside("one", 2)));
        assert_eq!(memory.place("a"), Some(&Place { section: "one".into(), block: 2 }));
        assert_eq!(memory.mark("a", ""), Some(Mark::Started));
        memory.open("a");
        memory.note("a", &Glance { screens_above: 0.0, ..inside("", 0) });
        assert_eq!(memory.place("a").unwrap().section, "one");
        memory.forget_place("a");
        assert_eq!(memory.mark("a", ""), None);
    }

    #[test]
    fn a_post_is_read_when_its_end_is_seen_after_a_while() {
        let mut memory = opened("a");
        memory.note("a", &inside("one", 2));
        assert!(!memory.note("a", &at_end(59.0)), "jumped there");
        assert_eq!(memory.place("a").unwrap().section, "one");
        assert!(memory.note("a", &at_end(60.0)));
        assert_eq!((memory.place("a"), memory.mark("a", "")), (None, Some(Mark::Read)));
        memory.note("a", &inside("two", 0));
        assert_eq!(memory.mark("a", ""), Some(Mark::Read), "it stays read, however often it is opened");
        assert_eq!(memory.place("a").unwrap().section, "two");
        let short = Glance { minutes: 1.0, ..at_end(6.0) };
        memory.open("b");
        assert!(memory.note("b", &short));
    }

    #[test]
    fn posts_are_new_that_came_since_the_visit_before() {
        let mut memory = Memory::default();
        memory.begin_or_go_on(10_000, "2026-03-04");
        assert_eq!(memory.mark("a", "2026-03-05"), None, "on a first visit nothing is");
        memory.begin_or_go_on(10_060, "2026-03-04");
        assert_eq!(memory.mark("a", "2026-03-05"), None, "the visit goes on");
        memory.begin_or_go_on(14_000, "2026-03-07");
        memory.begin_or_go_on(14_030, "2026-03-07");
        assert_eq!(memory.mark("a", "2026-03-03"), None);
        assert_eq!(memory.mark("a", ""), None);
        assert_eq!(memory.mark("a", "2026-03-04"), Some(Mark::New));
        memory.open("a");
        assert_eq!(memory.mark("a", "2026-03-05"), None);
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let mut memory = opened("a");
        memory.open("b");
        memory.note("b", &inside("größe-x", 7));
        memory.open("c");
        memory.note("c", &at_end(100.0));
        memory.begin_or_go_on(5_000, "2026-03-09");
        assert_eq!(memory.to_text(), "1\t5000\t2026-03-09\t2026-03-04\nc\tread\nb\t\t7\tgröße-x\na\t");
        assert_eq!(Memory::parse(&memory.to_text()), memory);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for text in ["", "2\t5\tx\ty\na\tread", "{\"posts\":[]}", "\0", "1"] {
            assert_eq!(Memory::parse(text), Memory::default(), "{text}");
        }
        let memory = Memory::parse("1\tsoon\t\t\n\n\tread\na\tread\nb\tno\tmany\tx\nc\t\t3");
        assert_eq!(memory.mark("a", ""), Some(Mark::Read));
        assert_eq!((memory.place("b"), memory.place("c").unwrap().block), (None, 3));
        assert_eq!(memory.posts.len(), 3);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut memory = opened("first");
        for number in 0..MOST {
            memory.open(&format!("post-{number}"));
            memory.note(&format!("post-{number}"), &inside(&"x".repeat(LONGEST_ID + 1), 1));
        }
        assert!(!memory.note("first", &inside("one", 2)));
        let longer = memory.to_text() + &"\nanother\tread".repeat(10);
        assert_eq!(Memory::parse(&longer).posts.len(), MOST);
        assert_eq!(memory.place("post-7"), None, "an id of any length would not be bounded");
        memory.note("post-7", &inside("a\tb", 1));
        assert_eq!(memory.place("post-7"), None, "and a tab would break the line");
    }

    #[test]
    fn sites_of_one_host_do_not_share_it() {
        assert_ne!(storage_key("https://example.org/"), storage_key("https://example.org/notes/"));
    }
}
