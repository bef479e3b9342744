//! Places of a page that is shown already where a formula, a block of code or the rest of the text is still to be filled
//! in. Those of formulas and code hold the source until then.

use web_sys::Element;

use super::{document, each};

/// What a place waits for: the number of a formula, of a block of code, or of a part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// A formula.
    Formula(usize),
    /// A block of code.
    Code(usize),
    /// A part of the text, and the place of all that follows.
    Text(usize),
}

impl Missing {
    /// Its name, such as `formula-3`.
    pub fn name(self) -> String {
        match self {
            Self::Formula(index) => format!("formula-{index}"),
            Self::Code(index) => format!("code-{index}"),
            Self::Text(index) => format!("text-{index}"),
        }
    }

    /// What has this name.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, index) = name.split_once('-')?;
        let index = index.parse().ok()?;
        match kind {
            "formula" => Some(Self::Formula(index)),
            "code" => Some(Self::Code(index)),
            "text" => Some(Self::Text(index)),
            _ => None,
        }
    }
}

/// The HTML of a place that holds `source`, HTML itself.
pub fn place(missing: Missing, source: &str) -> String {
    format!("<span data-pending=\"{}\">{source}</span>", missing.name())
}

/// A place in the page.
pub struct Place {
    /// What it waits for.
    pub missing: Missing,
    /// Whether a reader sees it now.
    pub is_on_screen: bool,
    element: Element,
}

impl Place {
    fn of(element: &Element) -> Option<Self> {
        let missing = Missing::parse(&element.get_attribute("data-pending")?)?;
        Some(Self { missing, is_on_screen: false, element: element.clone() })
    }

    /// Puts in what the place waited for.
    pub fn fill(&self, html: &str) {
        self.element.set_outer_html(html);
    }
}

/// The place of the page that waits for something.
pub fn find(missing: Missing) -> Option<Place> {
    let selector = format!("[data-pending=\"{}\"]", missing.name());
    Place::of(&document()?.query_selector(&selector).ok().flatten()?)
}

/// The places of the page, in the order in which a reader comes to them: on the screen, below it, above it.
pub fn places() -> Vec<Place> {
    let height = document()
        .and_then(|document| document.document_element())
        .map_or(0.0, |root| f64::from(root.client_height()));
    let (mut seen, mut below, mut above) = (Vec::new(), Vec::new(), Vec::new());
    each("page", "[data-pending]", |element: &Element| {
        let Some(place) = Place::of(element) else { return };
        let block = block_of(element).get_bounding_client_rect();
        if block.bottom() < 0.0 {
            above.push(place);
        } else if block.top() < height {
            seen.push(Place { is_on_screen: true, ..place });
        } else {
            below.push(place);
        }
    });
    seen.into_iter().chain(below).chain(above).collect()
}

/// The block of the post that an element is in. To ask for the element's own place would lay out blocks that
/// `style/room.css` leaves out.
fn block_of(element: &Element) -> Element {
    element.closest(".prose > *").ok().flatten().unwrap_or_else(|| element.clone())
}
