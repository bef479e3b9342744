//! Posts that the page has open by itself: all of their text is there at once, formulas and code are filled in, what is on
//! the screen first, then the rest in slices that leave the browser room.

use std::{future::Future, pin::Pin};

use crate::{
    fetch::LoadError,
    interop::{
        pending::{self, Place},
        renderer::Opened,
        timing::Slice,
    },
    state::{
        drawn_page::DrawnPage,
        loaded_page::{LoadedPage, Unfinished},
        order::Order,
    },
};

/// A post that is open, and its page.
pub struct OpenedPost {
    /// The page, with the rest.
    pub page: LoadedPage,
    /// Whether all that it needs has come.
    pub is_complete: bool,
}

impl OpenedPost {
    /// Opens a post.
    ///
    /// # Errors
    /// The renderer could not be loaded; its answer, or the post, could not be read.
    pub async fn open(order: &Order) -> Result<Self, LoadError> {
        let opened = Opened::open(order.to_texts()).await.map_err(|_| LoadError::Network)?;
        let opened = opened.ok_or(LoadError::Malformed)?;
        let page = DrawnPage::from_texts(opened.page()).ok_or(LoadError::Malformed)?;
        let is_complete = !opened.lacks_part();
        Ok(Self { page: LoadedPage { page, unfinished: Some(Box::new(Rest(opened))) }, is_complete })
    }
}

struct Rest(Opened);

impl Rest {
    fn fill(&self, place: &Place) {
        place.fill(&self.0.html(&place.missing.name()));
    }
}

impl Unfinished for Rest {
    fn fill_screen(&self) {
        pending::places().iter().filter(|place| place.is_on_screen).for_each(|place| self.fill(place));
    }

    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            let mut slice = Slice::start();
            // The places of another page would get this post's formulas.
            if !is_shown() {
                return;
            }
            for place in pending::places() {
                self.fill(&place);
                slice.pause().await;
                if !is_shown() {
                    return;
                }
            }
        })
    }
}
