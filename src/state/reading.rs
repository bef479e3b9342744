//! The memory for the reader: where they stopped in each post, which posts they know. What is decided is in
//! `content::memory`; it is kept in the browser's storage, which is read anew each time: another tab may have written.

use std::cell::RefCell;

use studybuddy_content::{
    memory::{self, Mark, Memory},
    route::Route,
};

use crate::{
    interop::{history, reading, storage, timing},
    paths::{Place, Site},
};

/// Follows what is read on a site.
pub struct Reading {
    site: Site,
    /// The name of the memory in the storage.
    key: String,
    /// The post that is shown: its slug, and since when.
    post: RefCell<Option<(String, f64)>>,
}

impl Reading {
    /// Of a site.
    pub fn new(site: &Site) -> Self {
        Self { site: site.clone(), key: memory::storage_key(site.root()), post: RefCell::default() }
    }

    /// A page is shown: its posts are marked. On a post that is opened at its top, where the reader stopped is offered.
    pub fn page_shown(&self, place: &Place, is_opened: bool) {
        let mut memory = Memory::parse(&storage::get(&self.key).unwrap_or_default());
        memory.begin_or_go_on(reading::minute(), &reading::today());
        let word = |[url, day]: [String; 2]| match history::place_of(&self.site, &url).route {
            Some(Route::Post(slug)) => memory.mark(slug.as_str(), &day).map_or("", Mark::as_str).to_owned(),
            _ => String::new(),
        };
        reading::mark(reading::listed().into_iter().map(word).collect());
        reading::withdraw();
        let slug = match &place.route {
            // A post can be missing, or fail to load.
            Some(Route::Post(slug)) if reading::is_post() => Some(slug.as_str()),
            _ => None,
        };
        if let Some(slug) = slug {
            memory.open(slug);
            let is_at_top = is_opened && place.fragment.is_empty();
            if let Some(stopped) = memory.place(slug).filter(|_| is_at_top) {
                let (key, slug) = (self.key.clone(), slug.to_owned());
                reading::offer(stopped, move || {
                    change(&key, |memory| {
                        memory.forget_place(&slug);
                        true
                    });
                });
            }
        }
        storage::set(&self.key, &memory.to_text());
        self.post.replace(slug.map(|slug| (slug.to_owned(), timing::now())));
    }

    /// Keeps where the reader is.
    pub fn keep(&self) {
        let post = self.post.borrow();
        let Some((slug, since)) = &*post else { return };
        let Some(glance) = reading::glance(*since) else { return };
        let (minute, today) = (reading::minute(), reading::today());
        change(&self.key, |memory| {
            memory.begin_or_go_on(minute, &today);
            let has_changed = memory.note(slug, &glance);
            if has_changed {
                reading::withdraw();
            }
            has_changed
        });
    }
}

/// Changes what is kept. Where nothing is kept any more the reader has asked to forget, and nothing begins anew before
/// the next page.
fn change(key: &str, change: impl FnOnce(&mut Memory) -> bool) {
    let Some(text) = storage::get(key) else { return };
    let mut memory = Memory::parse(&text);
    if change(&mut memory) {
        storage::set(key, &memory.to_text());
    }
}
