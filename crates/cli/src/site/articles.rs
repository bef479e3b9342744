//! Posts as articles: rendered once, and taken from the cache until something that they show changes.

use std::{cell::RefCell, collections::BTreeMap, path::Path, sync::Arc};

use anyhow::Result;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;
use studybuddy_content::{
    connections::{Keywords, linked_pages},
    diagnostic::Diagnostic,
    image_file::ImageFile,
    link::PostLookup,
    manifest::PostSummary,
    markdown::CodeRun,
    page::{PageMeta, PostArticle, post_article},
    reference::Reference,
    search::{PostIndex, PostTexts, PostWords},
    settings::Settings,
    slug::Slug,
};

use super::{
    address::Addresses,
    bibliographies::{Bibliographies, Citing},
    cache::{Cache, Kept, Part},
    cards::Card,
    discovery::is_public,
    feeds::Entry,
    images::Surroundings,
    parts::short_hash,
    render::{Rendered, parse_post},
    search::index_post,
    sources::{SourcePost, Sources},
};
use crate::{bibliography::Bibliography, verify::record};

/// The version of this tool, by its sources: what another one rendered may be different.
pub const TOOL: &str = env!("STUDYBUDDY_TOOL");

/// The parts of an article in the cache, in the order in which they are written.
const ANSWERS: usize = 0;
const HEAD: usize = 1;
const PAGE: usize = 2;
const CARD: usize = 3;
const WORDS: usize = 4;
const TEXTS: usize = 5;
const ENTRY: usize = 6;

/// What is read of a rendered post when its page is written.
#[derive(Debug)]
pub struct Article {
    /// What others ask of it.
    pub head: Head,
    /// Its page, but for what it says of other posts.
    pub page: PostArticle,
    /// The picture of its link previews, a PNG file, if its author names none.
    pub card: Option<ByteBuf>,
    /// The posts that it links to, by file.
    pub links: BTreeMap<String, Slug>,
}

/// A rendered post. It depends on the post's file, the record of its code's runs, the settings, and the answers it got to what it looked up.
struct Whole {
    answers: Answers,
    head: Head,
    page: PostArticle,
    card: Option<ByteBuf>,
    /// What the search finds of it; `None` if it must not be found.
    words: Option<PostWords>,
    texts: Option<PostTexts>,
    /// What feeds show of it; `None` if it must not stand in one.
    entry: Option<Entry>,
}

/// The small part of an article.
#[derive(Debug, Serialize, Deserialize)]
pub struct Head {
    /// What lists say of it.
    pub summary: PostSummary,
    /// What the author should know of it.
    pub problems: Vec<Diagnostic>,
    /// The words that weigh most in it.
    pub keywords: Keywords,
    /// The pages of this site that it links to.
    pub linked_pages: Vec<String>,
}

/// What a post asked about other files, and what it was told.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Answers {
    slugs: Vec<(String, Option<Slug>)>,
    images: BTreeMap<String, Option<ImageFile>>,
    references: BTreeMap<String, Option<Reference>>,
}

impl Answers {
    /// Whether everything is still as it was.
    fn hold(&self, lookup: &dyn PostLookup) -> bool {
        self.slugs.iter().all(|(file, slug)| lookup.slug_of(file) == *slug)
            && self.images.iter().all(|(path, image)| lookup.image(path) == *image)
            && self.references.iter().all(|(key, reference)| lookup.reference(key) == *reference)
    }

    /// The works that the post cites, as its summary has them.
    fn found_references(&self) -> BTreeMap<String, String> {
        let found = self.references.iter();
        found
            .filter_map(|(key, reference)| Some((key.clone(), reference.as_ref()?.lines().to_owned())))
            .collect()
    }

    /// The images of this site that the post shows.
    fn found_images(&self) -> BTreeMap<String, ImageFile> {
        self.images.iter().filter_map(|(path, image)| Some((path.clone(), image.clone()?))).collect()
    }

    /// The posts that it links to, by file.
    fn links(&self) -> BTreeMap<String, Slug> {
        let found = self.slugs.iter();
        found.filter_map(|(file, slug)| Some((file.clone(), slug.clone()?))).collect()
    }
}

/// Answers what a post asks, and notes it.
struct Notes<'a> {
    lookup: &'a dyn PostLookup,
    answers: RefCell<Answers>,
}

impl PostLookup for Notes<'_> {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        let slug = self.lookup.slug_of(file);
        self.answers.borrow_mut().slugs.push((file.to_owned(), slug.clone()));
        slug
    }

    fn image(&self, path: &str) -> Option<ImageFile> {
        let image = self.lookup.image(path);
        self.answers.borrow_mut().images.insert(path.to_owned(), image.clone());
        image
    }

    fn reference(&self, key: &str) -> Option<Reference> {
        let reference = self.lookup.reference(key);
        self.answers.borrow_mut().references.insert(key.to_owned(), reference.clone());
        reference
    }
}

/// The surroundings of a post whose code was run.
struct Verified<'a> {
    surroundings: &'a dyn PostLookup,
    runs: Vec<CodeRun>,
}

impl PostLookup for Verified<'_> {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self.surroundings.slug_of(file)
    }

    fn image(&self, path: &str) -> Option<ImageFile> {
        self.surroundings.image(path)
    }

    fn code_run(&self, block: usize) -> Option<CodeRun> {
        self.runs.iter().find(|run| run.block == block).cloned()
    }

    fn reference(&self, key: &str) -> Option<Reference> {
        self.surroundings.reference(key)
    }
}

/// What an article is made of, beside what is looked up.
struct Origin {
    /// Its place in the cache.
    key: String,
    /// The record of its code's runs.
    record: String,
    bibliography: Option<Arc<Bibliography>>,
}

/// The articles of a site.
pub struct Articles<'a> {
    settings: &'a Settings,
    surroundings: Surroundings<'a>,
    bibliographies: Bibliographies,
    cache: &'a Cache,
    /// What is in the key of every article.
    common_key: String,
}

impl<'a> Articles<'a> {
    /// The articles of these posts, whose images may lie in the `public` folder, too.
    ///
    /// # Errors
    /// None that could happen: settings are plain data.
    pub fn new(sources: &'a Sources, public: &'a Path, cache: &'a Cache) -> Result<Self> {
        let settings = serde_json::to_string(&sources.settings)?;
        Ok(Self {
            settings: &sources.settings,
            surroundings: Surroundings::new(sources, public),
            bibliographies: Bibliographies::new(&sources.folder, public),
            cache,
            common_key: short_hash(&[TOOL.as_bytes(), settings.as_bytes()]),
        })
    }

    /// The bibliographies of the posts that were asked for.
    pub fn bibliographies(&self) -> &Bibliographies {
        &self.bibliographies
    }

    /// The head of a post's article, from the cache or rendered now.
    ///
    /// # Errors
    /// The post cannot be read, or its article not be kept in the cache.
    pub fn head(&self, source: &SourcePost) -> Result<Head> {
        self.part(source, HEAD, |whole| whole.head)
    }

    /// The article of a post, from the cache or rendered now.
    ///
    /// # Errors
    /// The post cannot be read, or its article not be kept in the cache.
    pub fn get(&self, source: &SourcePost) -> Result<Article> {
        let read = |(answers, mut kept): (Answers, Kept)| {
            let (head, page, card) = (kept.read(HEAD)?, kept.read(PAGE)?, kept.read(CARD)?);
            Some(Article { head, page, card, links: answers.links() })
        };
        let origin = self.origin(source);
        if let Some(article) = self.kept(&origin).and_then(read) {
            return Ok(article);
        }
        let Whole { answers, head, page, card, .. } = self.render_and_keep(source, &origin)?;
        Ok(Article { head, page, card, links: answers.links() })
    }

    /// What finds a post, from the cache or rendered now; `None` if it must not be found.
    ///
    /// # Errors
    /// The post cannot be read, or its article not be kept in the cache.
    pub fn words(&self, source: &SourcePost) -> Result<Option<PostWords>> {
        self.part(source, WORDS, |whole| whole.words)
    }

    /// What results of the search show of a post, from the cache or rendered now; `None` if it must not be found.
    ///
    /// # Errors
    /// The post cannot be read, or its article not be kept in the cache.
    pub fn texts(&self, source: &SourcePost) -> Result<Option<PostTexts>> {
        self.part(source, TEXTS, |whole| whole.texts)
    }

    /// What feeds show of a post, from the cache or rendered now; `None` if it must not stand in one.
    ///
    /// # Errors
    /// The post cannot be read, or its article not be kept in the cache.
    pub fn entry(&self, source: &SourcePost) -> Result<Option<Entry>> {
        self.part(source, ENTRY, |whole| whole.entry)
    }

    fn part<T: DeserializeOwned>(
        &self,
        source: &SourcePost,
        number: usize,
        take: impl FnOnce(Whole) -> T,
    ) -> Result<T> {
        let origin = self.origin(source);
        match self.kept(&origin).and_then(|(_, mut kept)| kept.read(number)) {
            Some(part) => Ok(part),
            None => Ok(take(self.render_and_keep(source, &origin)?)),
        }
    }

    fn origin(&self, source: &SourcePost) -> Origin {
        let record = record::text(&source.path);
        let texts = [&*self.common_key, &source.head.file, &source.hash, &record];
        let bibliography = self.bibliographies.of(source);
        Origin { key: short_hash(&texts.map(str::as_bytes)), record, bibliography }
    }

    /// What a post is told of others.
    fn lookup<'o>(&'o self, origin: &'o Origin) -> Citing<'o> {
        Citing { around: &self.surroundings, bibliography: origin.bibliography.as_deref() }
    }

    /// What the cache has of a post, if it still holds.
    fn kept(&self, origin: &Origin) -> Option<(Answers, Kept)> {
        let mut kept = self.cache.get(&origin.key)?;
        let answers: Answers = kept.read(ANSWERS)?;
        answers.hold(&self.lookup(origin)).then_some((answers, kept))
    }

    fn render_and_keep(&self, source: &SourcePost, origin: &Origin) -> Result<Whole> {
        let whole = self.render(&source.with_text()?, origin);
        let Whole { answers, head, page, card, words, texts, entry } = &whole;
        let parts = [
            Part::new(answers)?,
            Part::new(head)?,
            Part::new(page)?,
            Part::new(card)?,
            Part::new(words)?,
            Part::new(texts)?,
            Part::new(entry)?,
        ];
        self.cache.put(&origin.key, &parts)?;
        Ok(whole)
    }

    /// The card of a post that has no picture. Previews ask for absolute addresses: without the site's own there is
    /// none.
    fn card(&self, meta: &PageMeta) -> Option<Vec<u8>> {
        let is_wanted = self.settings.cards && self.settings.url.is_some() && meta.image.is_none();
        let date = meta.published.map(|date| date.human()).unwrap_or_default();
        let card = Card { title: &meta.heading, date: &date, site: &self.settings.title };
        is_wanted.then(|| card.png()).flatten()
    }

    fn render(&self, source: &SourcePost, origin: &Origin) -> Whole {
        let lookup = self.lookup(origin);
        let notes = Notes { lookup: &lookup, answers: RefCell::default() };
        let mut post = parse_post(source, &notes);
        let runs = record::code_runs(&origin.record, &post, &source.file.text);
        if !runs.is_empty() {
            // Which runs still hold is known once the code has been found.
            post = parse_post(source, &Verified { surroundings: &notes, runs });
        }
        let mut rendered = Rendered::new(self.settings, &post);
        let mut page = post_article(self.settings, &post, &mut rendered);
        let addresses = Addresses::new(self.settings).filter(|_| is_public(&post.head));
        let entry = addresses
            .and_then(|addresses| Entry::new(self.settings, addresses, &post, &page.meta, &rendered));
        let mut summary = post.summary();
        let answers = notes.answers.into_inner();
        summary.images = answers.found_images();
        summary.references = answers.found_references();
        let card = self.card(&page.meta);
        if let Some(card) = &card {
            summary.card = Some(short_hash(&[card]));
            page.meta.show_card(&summary, self.settings);
        }
        let problems = post.diagnostics().iter().cloned().chain(rendered.diagnostics(&post)).collect();
        let (words, texts) = match index_post(&post, &rendered) {
            Some(PostIndex { words, texts }) => (Some(words), Some(texts)),
            None => (None, None),
        };
        let keywords =
            words.as_ref().and_then(|words| Some(Keywords::new(words.weights().ok()?.into_iter())));
        let head = Head {
            summary,
            problems,
            keywords: keywords.unwrap_or_default(),
            linked_pages: linked_pages(&post.document, self.settings),
        };
        Whole { answers, head, page, card: card.map(ByteBuf::from), words, texts, entry }
    }
}
