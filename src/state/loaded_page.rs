//! A page that has been loaded for the reader, and what loads it.

use std::{future::Future, pin::Pin, sync::Arc};

use studybuddy_content::{page::Page, settings::Settings};

use crate::{
    fetch::LoadError,
    paths::{Place, Site},
    state::{drawn_page::DrawnPage, library::Library},
};

/// A page with all that has to be known to show it.
pub type PageResult = Result<LoadedPage, LoadError>;

/// A loaded page.
pub struct LoadedPage {
    /// What to show.
    pub page: DrawnPage,
    /// What is still to be filled in when the page is shown.
    pub unfinished: Option<Box<dyn Unfinished>>,
}

impl LoadedPage {
    /// A page in which nothing is missing.
    pub fn finished(page: Page, settings: &Settings) -> Self {
        Self { page: DrawnPage::new(page, settings), unfinished: None }
    }
}

/// The rest of a page that is shown before all of it is ready.
pub trait Unfinished {
    /// Fills in what is on the screen, at once: the page is in the document, but has not been painted.
    fn fill_screen(&self);
    /// Fills in everything else, in slices, as long as the page is the one shown.
    fn fill_rest(self: Box<Self>, is_shown: Box<dyn Fn() -> bool>) -> Pin<Box<dyn Future<Output = ()>>>;
}

/// Loads the page at a place, whose top is shown or another part of it.
pub type LoadPage = fn(Site, Library, Place, bool) -> Pin<Box<dyn Future<Output = PageResult>>>;

/// Prepares for a post of the site that the reader is likely to go to.
pub type Rehearse = fn(&Site);

/// What stands in `<main>`.
#[derive(Clone)]
pub enum Shown {
    /// The finished page that the document came with, untouched.
    TakenOver,
    /// A page drawn by the app.
    Page(Arc<DrawnPage>),
    /// The reason why there is no page.
    Failure(LoadError),
}
