//! How well a section fits a word: BM25 for its text, and what titles and headings add to it.

/// Where in a section a word stands, and how often.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Occurrences {
    /// In prose.
    pub prose: f32,
    /// In formulas.
    pub source: f32,
    /// What it adds by standing in a title, a heading or a label.
    pub bonus: f32,
}

impl Occurrences {
    /// Whether nothing has been counted yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.prose == 0.0 && self.source == 0.0 && self.bonus == 0.0
    }
}

/// What stands in formulas says less about what a section is about.
const SOURCE_WEIGHT: f32 = 0.7;
/// BM25's saturation: the fifth occurrence of a word says less than the first.
const K1: f32 = 1.2;
/// BM25's weight of a section's length.
const B: f32 = 0.6;
/// The length of a usual section in words. A constant, not the site's average: so a section's impacts depend on it
/// alone.
const USUAL_LENGTH: f32 = 200.0;

/// Impacts are kept as bytes, in steps of this size.
const STEPS: f32 = 28.0;

/// The bonus of a word in a text of `count` words that names its section: the more of the name, the better.
pub(super) fn name_bonus(weight: f32, count: usize) -> f32 {
    weight * (0.35 + 0.65 / as_f32(count.max(1)).sqrt())
}

/// The title of a post, in the section that starts it.
pub(super) const TITLE: f32 = 4.5;
/// The title of a post, in all its other sections.
pub(super) const TITLE_ELSEWHERE: f32 = 0.5;
/// The heading of the section.
pub(super) const HEADING: f32 = 3.6;
/// A heading above it.
pub(super) const HEADING_ABOVE: f32 = 0.5;
/// A tag or a category, in the section that starts the post.
pub(super) const LABEL: f32 = 1.5;

/// The impact of a word on a section of `length` words.
pub(super) fn impact(occurrences: Occurrences, length: usize) -> u8 {
    let weight = occurrences.prose + SOURCE_WEIGHT * occurrences.source;
    let norm = K1 * (1.0 - B + B * as_f32(length) / USUAL_LENGTH);
    let text = weight * (K1 + 1.0) / (weight + norm);
    // Clamped into the range of a byte.
    ((text + occurrences.bonus) * STEPS).round().clamp(1.0, 255.0) as u8
}

/// How much a word tells: BM25's inverse document frequency, in the unit in which impacts are kept.
pub(super) fn weight(sections_with_it: usize, sections: usize) -> f32 {
    let (with, all) = (as_f32(sections_with_it), as_f32(sections));
    (1.0 + (all - with + 0.5).max(0.5) / (with + 0.5)).ln() / STEPS
}

pub(super) fn as_f32(count: usize) -> f32 {
    // Counts of words and sections: far below where the type becomes coarse.
    count as f32
}
