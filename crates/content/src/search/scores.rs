//! Adding up what the words of a query give to sections.

/// What must be found of a query, as a part of what the best section has, for a section to be shown.
const MIN_COVERAGE: f32 = 0.75;

/// Scores of all sections, word by word of the query.
pub(super) struct Scores {
    score: Vec<f32>,
    /// The weight of the words that a section has.
    covered: Vec<f32>,
    /// The best impact of the current word on each section, and on which it has any.
    impact: Vec<f32>,
    touched: Vec<usize>,
    /// The weight of the current word, and whether it is asked for.
    weight: f32,
    counts: bool,
    /// What the current word gives to sections that its list does not name, because the list was cut.
    floor: f32,
    /// The weights of all words.
    total: f32,
    /// Score and weight that all sections have from words whose lists were cut.
    assumed: f32,
    assumed_cover: f32,
}

impl Scores {
    pub(super) fn new(sections: usize) -> Self {
        Self {
            score: vec![0.0; sections],
            covered: vec![0.0; sections],
            impact: vec![0.0; sections],
            touched: Vec::new(),
            weight: 0.0,
            counts: false,
            floor: 0.0,
            total: 0.0,
            assumed: 0.0,
            assumed_cover: 0.0,
        }
    }

    pub(super) fn begin_term(&mut self, weight: f32, counts: bool) {
        (self.weight, self.counts, self.floor) = (weight, counts, 0.0);
        self.total += if counts { weight } else { 0.0 };
    }

    /// Notes that a section has the word, or one that stands for it.
    pub(super) fn note(&mut self, section: usize, impact: f32) {
        // A list that names sections beyond the last one is of another build.
        let Some(best) = self.impact.get_mut(section) else { return };
        if *best == 0.0 {
            self.touched.push(section);
        }
        *best = best.max(impact);
    }

    /// Sections that the list does not name may have the word with at most this impact.
    pub(super) fn assume(&mut self, impact: f32) {
        self.floor = self.floor.max(impact);
    }

    pub(super) fn end_term(&mut self) {
        let is_cut = self.floor > 0.0;
        for section in self.touched.drain(..) {
            let impact = std::mem::take(&mut self.impact[section]);
            self.score[section] += (impact - self.floor).max(0.0) * self.weight;
            self.covered[section] += if is_cut || !self.counts { f32::MIN_POSITIVE } else { self.weight };
        }
        if is_cut && self.counts {
            self.assumed += self.floor * self.weight;
            self.assumed_cover += self.weight;
        }
    }

    /// The sections that have enough of the query, with their scores, in no order.
    pub(super) fn rank(&self) -> Vec<(usize, f32)> {
        let best = self.covered.iter().copied().fold(0.0, f32::max) + self.assumed_cover;
        let mut ranked = Vec::new();
        for (section, (&score, &covered)) in self.score.iter().zip(&self.covered).enumerate() {
            let coverage = covered + self.assumed_cover;
            if covered > 0.0 && coverage >= best * MIN_COVERAGE {
                let part = coverage / self.total;
                ranked.push((section, (score + self.assumed) * part * part));
            }
        }
        ranked
    }
}
