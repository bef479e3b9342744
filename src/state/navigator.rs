//! Going from page to page without loading documents.
//!
//! A click on a link of the site loads the next page while the old one stays; when it is ready, the address and the
//! page change together. The last click wins: each has a number, and an answer to an older one is dropped. Every
//! entry of the browser's history has a key under which the reader's place in it is kept.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use studybuddy_content::route::Route;

use crate::{
    fetch::LoadError,
    interop::{
        clipboard, copying, finder, frame, head,
        history::{self, EntryKey},
        layout::{self, Exposure, fetch_faces},
        listener::Listener,
        prefetch, reading, reload, renderer, scroll,
        scrollspy::Scrollspy,
        timing, transition,
    },
    paths::{Place, Site},
    state::{
        ahead,
        library::Library,
        loaded_page::{LoadPage, PageResult, Rehearse, Shown, Unfinished},
        scroll_places::ScrollPlaces,
    },
};

/// Why a place is gone to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// A link: the history gets an entry.
    Link,
    /// Back, forward, or another try: the address is there already.
    History,
}

impl Cause {
    /// Whether a place is shown from its top: not one inside of the page, nor where the reader was before.
    fn leads_to_top(self, place: &Place) -> bool {
        self == Self::Link && place.fragment.is_empty()
    }
}

/// Knows where the reader is and goes elsewhere.
#[derive(Clone)]
pub struct Navigator {
    /// What stands in `<main>`.
    pub shown: ArcRwSignal<Shown>,
    /// Whether a page is being loaded.
    pub is_loading: ArcRwSignal<bool>,
    /// What a screen reader is told about the last change of page, or what was copied.
    pub announcement: ArcRwSignal<String>,
    inner: Rc<Inner>,
}

struct Inner {
    site: Site,
    library: Library,
    load: LoadPage,
    rehearse: Rehearse,
    place: RefCell<Place>,
    scroll_places: ScrollPlaces,
    /// Whether the document was opened at its top; not after a reload or a return, whose entry of the history was there
    /// before. Asked before the app changes anything: later the browser would have to lay the page out for the answer.
    is_opened: bool,
    /// Whether the reader has gone to a part of the page that has not come.
    awaits_target: Cell<bool>,
    /// The number of the last click.
    latest: Cell<u32>,
    /// What follows the page that is shown as the reader scrolls.
    followers: RefCell<Option<(Option<Scrollspy>, Option<Exposure>)>>,
    /// Puts the view of pages into the document, behind the finished page and still empty. Not before it is needed.
    mount_pages: Cell<Option<Box<dyn FnOnce()>>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Navigator {
    /// A navigator at the place where the document is.
    pub fn new(site: Site, load: LoadPage, rehearse: Rehearse) -> Self {
        let place = history::place(&site);
        let scroll_places = ScrollPlaces::of_document();
        let inner = Inner {
            is_opened: scroll_places.is_new() && scroll::is_at_top(),
            site,
            library: Library::default(),
            load,
            rehearse,
            place: RefCell::new(place),
            scroll_places,
            awaits_target: Cell::default(),
            latest: Cell::new(0),
            followers: RefCell::default(),
            mount_pages: Cell::new(None),
            // Now, as it asks for the layout: later the browser would have to look through the page's styles for the answer.
            listeners: RefCell::new(layout::keep_outline_open().into_iter().collect()),
        };
        Self {
            shown: ArcRwSignal::new(Shown::TakenOver),
            is_loading: ArcRwSignal::new(false),
            announcement: ArcRwSignal::default(),
            inner: Rc::new(inner),
        }
    }

    /// Takes over from the browser: links, back and forward, the reader's place in each page.
    /// `mount_pages` is called when the first page of the app is on its way.
    pub fn start(&self, mount_pages: impl FnOnce() + 'static) {
        self.inner.mount_pages.set(Some(Box::new(mount_pages)));
        frame::make_links_absolute();
        let [links, traversals, leaving, ahead] = [self.clone(), self.clone(), self.clone(), self.clone()];
        let copied = self.announcement.clone();
        clipboard::on_copy_click(move |outcome| copied.set(outcome));
        let listeners = [
            history::on_link_click(move |url| links.follow(url)),
            history::on_traversal(move || traversals.traverse()),
            history::on_leaving(move || leaving.keep_scroll_places()),
            copying::on_copy(),
        ];
        let intents = prefetch::on_intent(move |url| ahead.fetch_ahead(url));
        self.inner.listeners.borrow_mut().extend(listeners.into_iter().chain(intents).flatten());
        history::restore_scroll_ourselves();
        self.find_place_again();
        self.follow_reader();
        finder::page_shown();
        let place = self.inner.place.borrow().clone();
        let is_page = self.inner.site.is_page_of(&place);
        if is_page {
            reading::page_shown(self.inner.is_opened);
        }
        frame::set_ready();
        if !is_page {
            self.go(place, Cause::History);
        }
        ahead::prepare(&self.inner.site, &self.inner.library, self.inner.rehearse);
    }

    /// The browser has gone to the fragment, or after a reload to a place in pixels, before all was laid out.
    fn find_place_again(&self) {
        let fragment = self.inner.place.borrow().fragment.clone();
        match self.inner.scroll_places.kept() {
            Some(spot) if !frame::reader_has_moved() => scroll::to_spot(&spot),
            None if !fragment.is_empty() && !scroll::has_exact_target(&fragment) => {
                scroll::to_fragment(&fragment);
            }
            _ => {}
        }
    }

    /// Loads the page that could not be loaded once more.
    pub fn retry(&self) {
        let place = self.inner.place.borrow().clone();
        self.go(place, Cause::History);
    }

    /// A click on a link. True if the app deals with it; else the browser does.
    fn follow(&self, url: &str) -> bool {
        let place = history::place_of(&self.inner.site, url);
        if place.route.is_none() {
            return false;
        }
        if !self.is_here(&place) {
            self.go(place, Cause::Link);
            return true;
        }
        // The browser's own jump is right for a fragment that is there; the place left has to be kept before it.
        self.inner.scroll_places.keep();
        if !self.inner.place.borrow().is_same_document(&place) {
            // Another query of this page: the browser would load it anew.
            self.enter(place, history::push(url));
            self.scroll_to_place(Cause::Link);
            finder::page_shown();
        } else if place.fragment.is_empty() {
            scroll::to_top();
        } else if scroll::has_exact_target(&place.fragment) || !scroll::to_fragment(&place.fragment) {
            return false;
        } else {
            self.enter(place, history::push(url));
        }
        true
    }

    /// A link that the reader points at: its post may be wanted next.
    fn fetch_ahead(&self, url: &str) {
        let Inner { site, library, .. } = &*self.inner;
        let place = history::place_of(site, url);
        if let Some(Route::Post(slug)) = &place.route
            && !self.is_here(&place)
        {
            ahead::fetch_manifest(site, library);
            prefetch::fetch_ahead(&site.source_url(slug));
            renderer::start();
        }
    }

    /// Back, forward, or the browser's own jump to a fragment.
    fn traverse(&self) {
        let place = history::place(&self.inner.site);
        if !self.is_here(&place) {
            return self.go(place, Cause::History);
        }
        let is_new = !history::has_entry_key();
        if is_new {
            let is_missing = !place.fragment.is_empty() && !scroll::has_exact_target(&place.fragment);
            self.inner.awaits_target.set(is_missing);
            return self.enter(place, history::entry_key());
        }
        self.inner.scroll_places.keep();
        self.enter(place, history::entry_key());
        self.scroll_to_place(Cause::History);
        finder::page_shown();
    }

    fn is_here(&self, place: &Place) -> bool {
        let failed = matches!(*self.shown.read_untracked(), Shown::Failure(_));
        // A page that is being loaded is where the reader is going, so even the page shown is gone to.
        !failed && !*self.is_loading.read_untracked() && self.inner.place.borrow().is_same_page(place)
    }

    fn go(&self, place: Place, cause: Cause) {
        let number = self.inner.latest.get() + 1;
        self.inner.latest.set(number);
        self.inner.awaits_target.set(false);
        self.inner.scroll_places.keep();
        reading::keep();
        self.is_loading.set(true);
        frame::set_busy(true);
        frame::set_going(Some(&place.url));
        let (site, library) = (self.inner.site.clone(), self.inner.library.clone());
        let loading = (self.inner.load)(site, library, place.clone(), cause.leads_to_top(&place));
        let navigator = self.clone();
        spawn_local(async move {
            // What is needed is asked for; until it comes there is nothing to do.
            timing::pause().await;
            frame::load_kept_fonts();
            navigator.mount_pages();
        });
        let navigator = self.clone();
        spawn_local(async move {
            let result = loading.await;
            if navigator.inner.latest.get() != number {
                return;
            }
            if matches!(result, Err(LoadError::NewBuild)) {
                reload::load(&place.url, cause == Cause::Link);
            } else {
                navigator.show(number, place, cause, result).await;
            }
        });
    }

    /// Shows what was loaded by a click of this number: address, head, page, place and focus change together.
    async fn show(&self, number: u32, place: Place, cause: Cause, result: PageResult) {
        let transition = transition::begin().await;
        if self.inner.latest.get() != number {
            return;
        }
        let is_at_top = cause.leads_to_top(&place);
        if is_at_top {
            // The page before is laid out: to ask the new one would be to lay it out now, and once more when it is painted.
            scroll::to_top();
        }
        frame::focus_main();
        let entry = if cause == Cause::Link { history::push(&place.url) } else { history::entry_key() };
        frame::mark_current(&place.url);
        let scroll = || {
            if !is_at_top {
                self.scroll_to_place(cause);
            }
        };
        self.enter(place, entry);
        self.inner.followers.take();
        self.mount_pages();
        if matches!(*self.shown.read_untracked(), Shown::TakenOver) {
            frame::remove_finished_page();
        }
        // With the page before, the browser would look through it once more.
        frame::show_kept_fonts();
        let mut unfinished = None;
        match result {
            Ok(loaded) => {
                head::set(&loaded.page.title, &loaded.page.head);
                frame::set_language(&loaded.page.language);
                self.announcement.set(loaded.page.heading.clone());
                self.shown.set(Shown::Page(Arc::new(loaded.page)));
                unfinished = loaded.unfinished;
            }
            Err(error) => {
                head::set(LoadError::HEADING, "");
                self.announcement.set(LoadError::HEADING.to_owned());
                self.shown.set(Shown::Failure(error));
            }
        }
        // Views change in a task of their own, before the browser paints.
        tick().await;
        layout::open_outline();
        scroll();
        if let Some(unfinished) = &unfinished {
            unfinished.fill_screen();
            scroll();
        }
        reading::page_shown(cause == Cause::Link);
        self.is_loading.set(false);
        frame::set_busy(false);
        transition.end().await;
        // The reader sees the first screen before anything else is begun, also before what has come of the rest is worked off.
        timing::painted().await;
        if self.inner.latest.get() != number {
            return;
        }
        self.follow_reader();
        if let Some(unfinished) = unfinished {
            self.fill_rest(unfinished, number).await;
        }
        if self.inner.latest.get() == number {
            frame::set_going(None);
            finder::page_shown();
            ahead::fetch_posts(&self.inner.site, &self.inner.library);
        }
    }

    fn mount_pages(&self) {
        if let Some(mount_pages) = self.inner.mount_pages.take() {
            mount_pages();
        }
    }

    async fn fill_rest(&self, unfinished: Box<dyn Unfinished>, number: u32) {
        let navigator = self.clone();
        let is_shown = move || navigator.inner.latest.get() == number;
        unfinished.fill_rest(Box::new(is_shown)).await;
        if self.inner.latest.get() == number {
            self.follow_reader();
            if self.inner.awaits_target.take() {
                scroll::to_fragment(&self.inner.place.borrow().fragment);
            }
        }
    }

    fn follow_reader(&self) {
        *self.inner.followers.borrow_mut() = Some((Scrollspy::start(), Exposure::start()));
        fetch_faces();
    }

    fn enter(&self, place: Place, entry: EntryKey) {
        *self.inner.place.borrow_mut() = place;
        self.inner.scroll_places.enter(entry);
    }

    fn scroll_to_place(&self, cause: Cause) {
        let kept = if cause == Cause::History { self.inner.scroll_places.kept() } else { None };
        let fragment = self.inner.place.borrow().fragment.clone();
        match kept {
            Some(spot) => scroll::to_spot(&spot),
            None if fragment.is_empty() || !scroll::to_fragment(&fragment) => scroll::to_top(),
            None => {}
        }
    }

    /// The document is being left: a reload, or a link to elsewhere.
    fn keep_scroll_places(&self) {
        reading::keep();
        self.inner.scroll_places.keep();
        self.inner.scroll_places.store();
    }
}
