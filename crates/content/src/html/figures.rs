//! Figures that their authors have written as paragraphs: `<p><img><figcaption>…</figcaption></p>`.

use super::raw::RawHtml;

impl RawHtml {
    /// Makes the paragraph that is open a figure, for a caption in it. Browsers would end it there, and leave the caption
    /// outside.
    pub(super) fn make_figure(&mut self, out: &mut String) {
        let is_start = |&(at, start): &(usize, &str)| out[at + start.len()..].starts_with([' ', '>']);
        // One that has its end is another.
        let start = out.rmatch_indices("<p").find(is_start).map(|(at, _)| at);
        let start = start.filter(|&start| !out[start..].contains("</p>"));
        if let (Some(start), Some(open)) = (start, self.open.last_mut()) {
            out.replace_range(start + 1..start + 2, "figure");
            "figure".clone_into(open);
            self.captioned = Some(self.open.len() - 1);
        }
    }
}
