//! Drawing posts, in the renderer: an order comes, texts go back. It never touches the page.
//!
//! On a second thread it draws a post from its top to its end, in parts ([`draw`]). On the page's own, where it can be told
//! what is on the screen, it has all of the text at once and the formulas as they are asked for ([`open`]).

mod parts;
mod toolbox;
mod typesetting;

use studybuddy_content::{
    manifest::{Manifest, PostShard},
    page::Window,
    post::{Post, PostHead},
    route::Route,
    settings::Settings,
    slug::Slug,
};

use crate::{fetch::parse_json, interop::timing, paths::Site, state::order::Order};
use parts::Parts;
use toolbox::Toolbox;
pub use typesetting::OpenedPost;

/// A post that has been read, and what it is drawn with.
struct ReadPost {
    post: Post,
    shard: PostShard,
    settings: Settings,
    toolbox: Toolbox,
    window: Window,
}

impl ReadPost {
    /// Reads what was ordered, and loads what it needs. `None` if the file is not one of a post, or the order none.
    async fn load(order: Vec<String>) -> Option<Self> {
        let Order { root, config, manifest, slug, shard, markdown, is_wide } = Order::from_texts(order)?;
        let site = Site::new(root, parse_json(&config).ok()?);
        let manifest: Manifest = parse_json(&manifest).ok()?;
        let slug = Slug::new(&slug)?;
        let shard = if shard.is_empty() { manifest.post(&slug)? } else { parse_json(&shard).ok()? };
        let head = PostHead::read(&shard.summary.source, &markdown)?;
        let post = Post::render(head, &markdown, &Route::Post(slug).root(), &shard);
        let toolbox = Toolbox::load(&site, &manifest.settings, &post).await;
        let window = if is_wide { Window::Wide } else { Window::Narrow };
        Some(Self { post, shard, settings: manifest.settings, toolbox, window })
    }
}

/// Answers an order with the page as far as its first screen, then with what it misses, then with nothing. `answer` says
/// whether anybody waits for more. False, before anything is answered, if there is no such page; or if KaTeX or the highlighter
/// did not come, and `is_whole` says that another one had better try.
pub async fn draw(order: Vec<String>, is_whole: bool, answer: impl Fn(Vec<String>) -> bool) -> bool {
    let Some(read) = ReadPost::load(order).await else { return false };
    if is_whole && read.toolbox.lacks_part {
        return false;
    }
    let (page, parts) = Parts::open(read);
    let mut is_wanted = answer(page.into_texts());
    for (missing, html) in parts {
        // Another order may have come, or word that this one is no longer wanted.
        timing::pause().await;
        if !is_wanted {
            return true;
        }
        is_wanted = answer(vec![missing.name(), html]);
    }
    answer(Vec::new());
    true
}

/// Opens a post, typeset as far as it is seen first. `None` if there is no such page.
pub async fn open(order: Vec<String>) -> Option<OpenedPost> {
    Some(OpenedPost::open(ReadPost::load(order).await?).await)
}
