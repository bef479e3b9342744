//! The index as far as it has been fetched.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use studybuddy_content::search::{Answer, Found, Label, Piece, Query, Searcher};

use crate::interop::pieces::{self, PieceError};

/// What is read first, below the site's root.
const ROOT: &str = "search/root.bin";

/// The index of a site.
#[derive(Clone)]
pub struct Index {
    root: Rc<str>,
    searcher: Rc<RefCell<Searcher>>,
    labels_were_seen: Rc<Cell<bool>>,
}

impl Index {
    /// The index of the site with this root.
    pub fn new(root: &str) -> Self {
        Self { root: root.into(), searcher: Rc::default(), labels_were_seen: Rc::default() }
    }

    /// URL of the site's root.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// All tags and categories, if they are there already.
    pub fn labels(&self) -> Vec<Label> {
        self.searcher.borrow().labels().unwrap_or_default().to_vec()
    }

    /// Whether labels have come since this was last asked.
    pub fn has_new_labels(&self) -> bool {
        !self.labels_were_seen.replace(true)
    }

    /// Fetches what every search needs.
    pub async fn warm_up(&self) -> Result<(), PieceError> {
        if self.searcher.borrow().folder().is_none() {
            self.load(&[Piece::Root]).await?;
        }
        if self.searcher.borrow().labels().is_none() {
            self.load(&[Piece::Labels]).await?;
        }
        Ok(())
    }

    /// What there is for a query, as `draw` shows it. Fetches what is missing, as long as `is_wanted`; `None` if that
    /// ended before.
    pub async fn ask<T>(
        &self,
        query: &Query,
        limit: usize,
        is_wanted: &dyn Fn() -> bool,
        draw: &dyn Fn(&Found<'_>) -> T,
    ) -> Result<Option<T>, PieceError> {
        let mut was_built_anew = false;
        loop {
            let missing = match self.searcher.borrow().search(query, limit) {
                Ok(Answer::Found(found)) => return Ok(Some(draw(&found))),
                Ok(Answer::Missing(missing)) => missing,
                Err(_) => return Err(PieceError::Malformed),
            };
            if !is_wanted() {
                return Ok(None);
            }
            match self.load(&missing).await {
                // The site was built anew since the root was read: everything has another name now.
                Err(PieceError::Missing | PieceError::Malformed)
                    if !was_built_anew && !missing.contains(&Piece::Root) =>
                {
                    was_built_anew = true;
                    self.searcher.replace(Searcher::default());
                }
                result => result?,
            }
        }
    }

    /// Fetches pieces, all at once.
    async fn load(&self, missing: &[Piece]) -> Result<(), PieceError> {
        let folder = self.searcher.borrow().folder().unwrap_or_default().to_owned();
        let url = |piece: &Piece| match piece {
            Piece::Root => [&*self.root, ROOT].concat(),
            piece => [&*self.root, &folder, "/", &piece.path()].concat(),
        };
        let fetched =
            pieces::fetch(missing.iter().map(url).collect(), missing.contains(&Piece::Root)).await?;
        let mut searcher = self.searcher.borrow_mut();
        for (&piece, bytes) in missing.iter().zip(fetched) {
            searcher.insert(piece, bytes).map_err(|_| PieceError::Malformed)?;
        }
        Ok(())
    }
}

/// What readers are told when the index cannot be had.
pub fn explain(error: PieceError) -> &'static str {
    match error {
        PieceError::Network => "The search cannot reach the site. Check your connection and try again.",
        PieceError::Missing => {
            "The site's search index is not there. It may be being updated: try again in a minute."
        }
        PieceError::Malformed => "The site's search index cannot be read. Reload the page and try again.",
    }
}
