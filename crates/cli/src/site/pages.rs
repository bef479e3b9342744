//! All pages of a site, and the files that stand beside them.

use std::{collections::BTreeMap, path::Path};

use anyhow::Result;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    connections::Connector,
    diagnostic::Diagnostic,
    lists::{List, Lists},
    manifest::{Manifest, PostShard, PostSummary},
    page::{
        self, Page,
        document::{AppConfig, Frame, html_document},
    },
    route::Route,
    settings::Settings,
};

use super::{
    articles::Articles,
    headers::{FAVICON, headers_file, robots_file},
    output::Output,
    redirects::Redirect,
    sources::{SourcePost, Sources, label},
    walk,
};
use crate::{
    progress::Progress,
    report::{File, Report},
};

/// What all pages have in common.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    pub manifest: &'a Manifest,
    pub config: &'a AppConfig,
    pub output: &'a Output,
    pub live_reload: bool,
    /// The root as the first page names it, if the owner gave one. Some hosts answer every unknown address with that
    /// page: its parts have to be found from any depth.
    pub home_root: Option<&'a str>,
}

impl Writer<'_> {
    /// Writes the pages of all posts, on all cores.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write_posts(&self, posts: &[SourcePost], articles: &Articles<'_>) -> Result<()> {
        let connector = Connector::new(self.manifest);
        let progress = Progress::new("wrote", posts.len());
        posts.par_iter().try_for_each(|post| {
            let slug = &post.head.slug;
            let article = articles.get(post)?;
            let connections = connector.connections(slug);
            if let (Some(card), Some(path)) = (&article.card, article.head.summary.card_path()) {
                self.output.write(&path, card)?;
            }
            let has_math = article.head.summary.math;
            if self.manifest.is_large() {
                let (summary, links) = (article.head.summary, article.links);
                let shard = PostShard { summary, links, connections: connections.clone() };
                self.output.write(&format!("posts/{slug}.json"), serde_json::to_string(&shard)?)?;
            }
            let page = article.page.into_page(&connections);
            self.write_page(&Route::Post(slug.clone()), &page, has_math, &[])?;
            progress.step();
            Ok(())
        })
    }

    /// Writes all pages that are not posts; says how many there are.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write_lists(&self) -> Result<usize> {
        let lists = Lists::new(self.manifest);
        let routes = lists.routes();
        routes.par_iter().try_for_each(|route| match lists.list(route) {
            Some(list) => self.write_list(route, &list),
            None => Ok(()),
        })?;
        let settings = &self.manifest.settings;
        self.write_page(&Route::About, &page::about_page(settings), false, &[])?;
        self.write_page(&Route::Search, &page::search_page(settings), false, &[])?;
        Ok(routes.len() + 2)
    }

    fn write_list(&self, route: &Route, list: &List) -> Result<()> {
        if self.manifest.is_large() {
            self.output.write(&route.list_file(), serde_json::to_string(list)?)?;
        }
        match page::list_page(&self.manifest.settings, route, list) {
            Some(page) => self.write_page(route, &page, false, list.posts()),
            None => Ok(()),
        }
    }

    fn write_page(&self, route: &Route, page: &Page, has_math: bool, listed: &[PostSummary]) -> Result<()> {
        let root = match self.home_root {
            Some(root) if *route == Route::HOME => root.to_owned(),
            _ => route.root(),
        };
        let html = html_document(Frame { listed, ..self.frame(&root, has_math) }, page);
        self.output.write(&format!("{}index.html", route.path()), html)?;
        Ok(())
    }

    /// Writes `404.html`, which hosts show at any depth: its addresses start with the base.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_not_found(&self, base: &str) -> Result<()> {
        let page = page::not_found_page(&self.manifest.settings, base);
        self.output.write("404.html", html_document(self.frame(base, false), &page))?;
        Ok(())
    }

    fn frame<'b>(&'b self, root: &'b str, has_math: bool) -> Frame<'b> {
        Frame {
            settings: &self.manifest.settings,
            config: self.config,
            root,
            has_math,
            listed: &[],
            live_reload: self.live_reload,
        }
    }

    /// Writes what the app fetches: the manifest, and the posts as they were written.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write_data(&self, sources: &Sources) -> Result<()> {
        self.output.write("posts/manifest.json", serde_json::to_string(&self.manifest.served())?)?;
        sources.posts.par_iter().try_for_each(|post| {
            let source = sources.folder.join(&post.head.file);
            self.output.copy(&source, &format!("posts/{}.md", post.head.slug)).map(|_| ())
        })
    }

    /// Copies the files of the public folder and those beside the posts, and writes what hosts look for. A file that
    /// would take the place of another is reported.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write_files(
        &self,
        sources: &Sources,
        public: &Path,
        base: &str,
        report: &mut Report,
    ) -> Result<()> {
        if public.is_dir() {
            for path in walk::files(public)?.paths {
                self.copy(&public.join(&path), &path, &label(public, &path), report)?;
            }
        }
        for path in &sources.companions {
            let label = label(&sources.folder, path);
            self.copy(&sources.folder.join(path), &format!("posts/{path}"), &label, report)?;
        }
        self.write_images()?;
        self.output.write("favicon.svg", FAVICON)?;
        let sitemap = self.manifest.settings.absolute_url("sitemap.xml");
        self.output.write("robots.txt", robots_file(sitemap.as_deref()))?;
        self.output.write("_headers", headers_file(base))?;
        // Without it GitHub Pages would leave out names that start with `_`.
        self.output.write(".nojekyll", "")?;
        Ok(())
    }

    fn copy(&self, source: &Path, path: &str, label: &str, report: &mut Report) -> Result<()> {
        if !self.output.copy(source, path)? {
            let message = format!("not copied: the site has `{path}` already");
            report.add(&File::without_text(label), [Diagnostic::warning("file/taken", 0..0, message)]);
        }
        Ok(())
    }

    /// Gives the images that posts show their served names. They keep their own, too: the Markdown beside the pages
    /// names them so, and so may other sites.
    fn write_images(&self) -> Result<()> {
        let shown = self.manifest.posts.iter().flat_map(|post| &post.images);
        // Several posts may show one image.
        let served: BTreeMap<String, &String> =
            shown.filter_map(|(path, image)| Some((image.served_path(path)?, path))).collect();
        served.iter().try_for_each(|(served, path)| self.output.link(path, served).map(|_| ()))
    }

    /// Writes pages at the old addresses of posts and at those in the settings, where nothing else is. `summaries`
    /// are those of `posts`, in the same order.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write_redirects(&self, posts: &[SourcePost], summaries: &[PostSummary]) -> Result<()> {
        let settings = &self.manifest.settings;
        for (post, summary) in posts.iter().zip(summaries) {
            let path = Route::Post(post.head.slug.clone()).path();
            for alias in &post.head.front_matter.aliases {
                self.write_redirect(alias, &path, &summary.title)?;
            }
        }
        settings.redirects.iter().try_for_each(|(from, to)| self.write_redirect(from, to, &settings.title))
    }

    fn write_redirect(&self, from: &str, to: &str, title: &str) -> Result<()> {
        if let Some(redirect) = Redirect::new(from, to) {
            let canonical = absolute_url(&self.manifest.settings, to);
            self.output.write(&redirect.file, redirect.page(title, canonical.as_deref()))?;
        }
        Ok(())
    }
}

/// The whole address of a place on this site; `None` if the site's own is not known, or the place is elsewhere.
fn absolute_url(settings: &Settings, to: &str) -> Option<String> {
    let is_here = !to.contains("://");
    is_here.then(|| settings.absolute_url(to.trim_start_matches('/'))).flatten()
}
