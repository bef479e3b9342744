//! Feeds: the newest posts in full, for readers who subscribe. The site has them in Atom, RSS 2.0 and JSON Feed;
//! each tag and each category has an Atom feed of its own.
//!
//! When a post is rendered for its page, it becomes an [`Entry`], too. [`Feeds::new`] chooses the posts of each feed,
//! and [`Feeds::write`] asks for their entries, one feed at a time: those of all posts would not fit into memory.

mod atom;
mod body;
mod entry;
mod json;
mod rss;

use std::{cmp::Reverse, collections::HashMap};

use anyhow::Result;
use atom_syndication::FixedDateTime;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    date::PostDate,
    manifest::{Label, Manifest, PostSummary},
    route::Route,
    settings::Settings,
    slug::Slug,
};

pub use entry::Entry;
use entry::xml_text;

use super::{address::Addresses, output::Output};

/// How many posts a feed holds at most. Readers ask for it every hour and have read all but the newest; with long
/// posts in full, twenty of them are a megabyte.
const MAX_ENTRIES: usize = 20;

/// The feeds of a site.
#[derive(Debug)]
pub struct Feeds<'a> {
    settings: &'a Settings,
    addresses: Addresses<'a>,
    plans: Vec<Plan<'a>>,
}

/// A feed before its posts are rendered.
#[derive(Debug)]
struct Plan<'a> {
    title: String,
    /// The page that shows the same posts; the feed's files stand beside it.
    page: Route,
    posts: Vec<&'a Slug>,
}

/// A feed with its entries, for any format.
struct Channel<'a> {
    /// What it is called.
    title: &'a str,
    /// What it is about; may be empty.
    description: String,
    /// The language of entries that name none.
    language: &'a str,
    /// Who writes it.
    author: String,
    /// The address of the page that shows the same posts; names the feed for good.
    page: String,
    /// When an entry changed last; `None` if there is none.
    updated: Option<PostDate>,
    /// Newest first.
    entries: &'a [Entry],
}

impl<'a> Feeds<'a> {
    /// Chooses the posts of each feed. `public` holds those that everybody is meant to find; posts without any date
    /// stand in no feed, because each entry must say when it changed (RFC 4287, 4.1.2). Every tag and category of
    /// `all` posts has a feed, since its page names one: it may be empty.
    ///
    /// `None` while the owner has not said where the site will be: feeds need absolute addresses.
    pub fn new(all: &'a Manifest, public: &'a Manifest) -> Option<Self> {
        let settings = &public.settings;
        let addresses = Addresses::new(settings)?;
        let site = Plan {
            title: xml_text(&settings.title),
            page: Route::HOME,
            posts: newest(public.posts.iter().collect()),
        };
        let mut plans = vec![site];
        let mut add = |all: Vec<Label<'a>>, public: Vec<Label<'a>>, page: fn(Slug) -> Route| {
            let mut posts: HashMap<Slug, _> =
                public.into_iter().map(|label| (label.slug, label.posts)).collect();
            plans.extend(all.into_iter().map(|Label { slug, name, .. }| Plan {
                title: xml_text(&format!("{name} · {}", settings.title)),
                posts: newest(posts.remove(&slug).unwrap_or_default()),
                page: page(slug),
            }));
        };
        add(all.tags(), public.tags(), Route::Tag);
        add(all.categories(), public.categories(), Route::Category);
        Some(Self { settings, addresses, plans })
    }

    /// Writes all feeds, where nothing else is. `entry` gives the entry of a post.
    ///
    /// # Errors
    /// A file cannot be written, or an entry not be given.
    pub fn write(
        &self,
        entry: impl Fn(&Slug) -> Result<Option<Entry>> + Sync,
        output: &Output,
    ) -> Result<()> {
        self.plans.par_iter().try_for_each(|plan| {
            let entries = plan.posts.iter().map(|slug| entry(slug)).collect::<Result<Vec<_>>>()?;
            let entries: Vec<Entry> = entries.into_iter().flatten().collect();
            let channel = self.channel(plan, &entries);
            let folder = plan.page.path();
            let write = |name: &str, draw: &dyn Fn(&Channel<'_>, &str) -> Result<Vec<u8>>| {
                let path = format!("{folder}{name}");
                let own_address = self.addresses.file(&path);
                output.write(&path, draw(&channel, &own_address)?).map(|_| ())
            };
            write("feed.xml", &atom::draw)?;
            if plan.page == Route::HOME {
                write("rss.xml", &rss::draw)?;
                write("feed.json", &json::draw)?;
            }
            Ok(())
        })
    }

    fn channel<'b>(&'b self, plan: &'b Plan<'_>, entries: &'b [Entry]) -> Channel<'b> {
        Channel {
            title: &plan.title,
            description: xml_text(&self.settings.description),
            language: &self.settings.language,
            author: site_author(self.settings),
            page: self.addresses.page(&plan.page),
            updated: entries.iter().map(|entry| entry.updated).max(),
            entries,
        }
    }
}

/// The newest posts that have a date, newest first.
fn newest(mut posts: Vec<&PostSummary>) -> Vec<&Slug> {
    posts.retain(|post| published(post.date, post.updated).is_some());
    posts.sort_by_key(|post| Reverse(published(post.date, post.updated)));
    posts.truncate(MAX_ENTRIES);
    posts.into_iter().map(|post| &post.slug).collect()
}

/// When a post came out; a post that names only its last change came out then.
fn published(date: Option<PostDate>, updated: Option<PostDate>) -> Option<PostDate> {
    date.or(updated)
}

/// Who writes posts that name no author.
fn site_author(settings: &Settings) -> String {
    xml_text(settings.author.as_ref().unwrap_or(&settings.title))
}

/// A date with its time and zone. Every date of the calendar is one.
fn instant(date: &PostDate) -> FixedDateTime {
    FixedDateTime::parse_from_rfc3339(&date.rfc3339()).unwrap_or_default()
}
