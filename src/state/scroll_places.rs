//! Where the reader was in each entry of the browser's history.

use std::{
    cell::{Cell, LazyCell, RefCell},
    collections::HashMap,
};

use crate::interop::{
    history::{self, EntryKey},
    scroll::{self, Spot},
};

/// The places that were left, and the entry that is shown.
pub struct ScrollPlaces {
    entry: RefCell<EntryKey>,
    /// Whether the document opened that entry: nothing can be known of it.
    is_new: Cell<bool>,
    left: RefCell<HashMap<EntryKey, Spot>>,
    /// What earlier documents of this tab have left. Read when it is first needed: to open the tab's storage takes a phone ten
    /// milliseconds.
    earlier: LazyCell<HashMap<EntryKey, Spot>>,
}

impl ScrollPlaces {
    /// Those of a document that has just come.
    pub fn of_document() -> Self {
        Self {
            is_new: Cell::new(!history::has_entry_key()),
            entry: RefCell::new(history::entry_key()),
            left: RefCell::default(),
            earlier: LazyCell::new(history::kept_scroll_places),
        }
    }

    /// Whether the document opened the entry that is shown: not after a reload or a return.
    pub fn is_new(&self) -> bool {
        self.is_new.get()
    }

    /// Another entry is shown.
    pub fn enter(&self, entry: EntryKey) {
        *self.entry.borrow_mut() = entry;
        self.is_new.set(false);
    }

    /// Where the reader was when the entry that is shown was left.
    pub fn kept(&self) -> Option<Spot> {
        let entry = self.entry.borrow();
        let kept = || self.left.borrow().get(&*entry).or_else(|| self.earlier.get(&*entry)).cloned();
        if self.is_new() { None } else { kept() }
    }

    /// Takes down where the reader is, before the entry that is shown is left.
    pub fn keep(&self) {
        self.left.borrow_mut().insert(self.entry.borrow().clone(), scroll::spot());
    }

    /// Hands all places on to the documents that this tab shows next.
    pub fn store(&self) {
        let mut places = self.earlier.clone();
        places.extend(self.left.borrow().clone());
        history::keep_scroll_places(&places);
    }
}
