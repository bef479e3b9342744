use std::{collections::HashMap, iter, time::Instant};

use anyhow::Result;
use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    connections::{PostFacts, connect},
    diagnostic::Diagnostic,
    manifest::{Manifest, PostSummary},
    page::document::AppConfig,
    settings::Settings,
    slug::Slug,
};

use super::{Build, Outcome, Run};
use crate::{
    progress::Progress,
    report::{File, Report, counted},
    site::{
        articles::{Articles, TOOL},
        cache::Cache,
        clock, discovery,
        feeds::Feeds,
        output::Output,
        pages::Writer,
        parts::{Parts, short_hash},
        precompress::precompress,
        render::thread_pool,
        search,
        sources::{Audience, SourcePost, Sources},
        staging::Staging,
    },
};

impl Run for Build {
    fn run(&self) -> Result<Outcome> {
        let started = Instant::now();
        let staging = Staging::beside(&self.dist, self.force)?;
        let parts = Parts::load(&self.web, &self.app)?;
        let cache = Cache::open(&self.cache)?;
        let mut report = Report::default();
        let audience = if self.drafts { Audience::Author } else { Audience::Readers { now: clock::now() } };
        let output = staging.output();
        let (posts, pages) = thread_pool()?.install(|| {
            let sources = Sources::load_heads(&self.source.posts, &self.source.site, audience, &mut report)?;
            let pages = self.write(&sources, &parts, &cache, &output, &mut report)?;
            if self.precompress {
                precompress(&output)?;
            }
            anyhow::Ok((sources.posts.len(), pages))
        })?;
        staging.publish(output.files())?;
        cache.sweep(posts)?;

        let mut line = format!(
            "built {}, {} in {:.2} s into {}",
            counted(posts, "post"),
            counted(pages, "page"),
            started.elapsed().as_secs_f64(),
            self.dist.display()
        );
        let summary = report.summary();
        if !summary.is_empty() {
            line.push_str(&format!(" ({summary})"));
        }
        Ok(Outcome {
            findings: report.render(),
            output: line + "\n",
            failed: report.has_errors(),
            ..Outcome::default()
        })
    }
}

impl Build {
    /// Writes the whole site; says how many pages it has.
    fn write(
        &self,
        sources: &Sources,
        parts: &Parts,
        cache: &Cache,
        output: &Output,
        report: &mut Report,
    ) -> Result<usize> {
        let posts = &sources.posts;
        let articles = Articles::new(sources, &self.public, cache)?;
        let (summaries, facts) = summaries(posts, &articles, report)?;
        articles.bibliographies().report(report);
        let settings = sources.settings.clone();
        let shell = shell_id(&settings, parts);
        let build = build_id(&shell, sources, &articles.bibliographies().hash(), self);
        let mut manifest = Manifest { shell, ..Manifest::new(build, settings, summaries.clone()) };
        connect(&mut manifest, &facts, &|count, related| (0..count).into_par_iter().map(related).collect());
        drop(facts);
        let config = AppConfig {
            shell: manifest.shell.clone(),
            assets: parts.assets.clone(),
            page: None,
            ahead: Vec::new(),
        };
        let base = base_path(self.base.as_deref(), &sources.settings);
        let writer = Writer {
            manifest: &manifest,
            config: &config,
            output,
            live_reload: self.live_reload,
            home_root: self.base.as_ref().map(|_| base.as_str()),
        };

        writer.write_posts(posts, &articles)?;
        search::write_index(&manifest, posts, &articles, output)?;
        let lists = writer.write_lists()?;
        writer.write_not_found(&base)?;
        writer.write_data(sources)?;
        parts.write(output)?;
        writer.write_files(sources, &self.public, &base, report)?;
        writer.write_redirects(posts, &summaries)?;
        let public = discovery::public_manifest(&manifest, posts, summaries);
        match Feeds::new(&manifest, &public) {
            Some(feeds) => {
                let by_slug: HashMap<&Slug, &SourcePost> =
                    posts.iter().map(|post| (&post.head.slug, post)).collect();
                let entry = |slug: &Slug| match by_slug.get(slug) {
                    Some(post) => articles.entry(post),
                    None => Ok(None),
                };
                feeds.write(entry, output)?;
            }
            None => self.explain_missing_feeds(report),
        }
        discovery::write_lists(&public, posts, output)?;
        Ok(posts.len() + lists + 1)
    }

    fn explain_missing_feeds(&self, report: &mut Report) {
        // Whoever writes and looks at the site at home needs no feeds, and would read this at each saved file.
        if self.live_reload {
            return;
        }
        let name = self.source.site.file_name().unwrap_or_default().to_string_lossy();
        let hint = format!("say `url:` in {name} to get feeds and a sitemap");
        report.add(&File::without_text(name.clone()), [Diagnostic::hint("site/url", 0..0, hint)]);
    }
}

/// Renders all posts, on all cores; what is wrong with them goes to the report. Only what lists say of them stays in
/// memory, in the same order, and what connects them: the rest is in the cache.
fn summaries(
    posts: &[SourcePost],
    articles: &Articles<'_>,
    report: &mut Report,
) -> Result<(Vec<PostSummary>, HashMap<Slug, PostFacts>)> {
    let progress = Progress::new("rendered", posts.len());
    let render = |post: &SourcePost| {
        let mut head = articles.head(post)?;
        progress.step();
        if posts.len() > Manifest::MAX_POSTS {
            // They are read from the cache again when the data of the page is written.
            head.summary.references.clear();
        }
        let facts = PostFacts {
            keywords: head.keywords,
            links: head.linked_pages,
            aliases: post.head.front_matter.aliases.clone(),
        };
        anyhow::Ok((head.summary, head.problems, facts))
    };
    let rendered = posts.par_iter().map(render).collect::<Result<Vec<_>>>()?;
    let mut summaries = Vec::with_capacity(posts.len());
    let mut all_facts = HashMap::with_capacity(posts.len());
    for (post, (summary, problems, facts)) in posts.iter().zip(rendered) {
        if !problems.is_empty() {
            report.add(&post.with_text()?.file, problems);
        }
        all_facts.insert(summary.slug.clone(), facts);
        summaries.push(summary);
    }
    Ok((summaries, all_facts))
}

/// The path that the site is served under, with slashes at its ends.
fn base_path(given: Option<&str>, settings: &Settings) -> String {
    let of_url = || settings.url.as_deref()?.split("://").nth(1)?.split_once('/').map(|(_, path)| path);
    match given.or_else(of_url).unwrap_or_default().trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// A name for what all pages have in common: what they load, and the settings that they show.
fn shell_id(settings: &Settings, parts: &Parts) -> String {
    let settings = serde_json::to_string(settings).unwrap_or_default();
    let inputs: Vec<&[u8]> = iter::once(settings.as_str()).chain(parts.paths()).map(str::as_bytes).collect();
    short_hash(&inputs)
}

/// A name for this build: equal for equal input, and different if a page could be.
fn build_id(shell: &str, sources: &Sources, bibliographies: &str, options: &Build) -> String {
    let options = format!("{TOOL} {:?} {}", options.base, options.live_reload);
    let posts = sources.posts.iter().flat_map(|post| [&*post.head.file, &*post.hash]);
    let inputs = [shell, options.as_str(), bibliographies].into_iter().chain(posts);
    let inputs: Vec<&[u8]> = inputs.map(str::as_bytes).collect();
    short_hash(&inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_is_given_or_taken_from_the_url() {
        let at = |url: Option<&str>| Settings { url: url.map(str::to_owned), ..Settings::default() };
        for (given, url, base) in [
            (None, None, "/"),
            (None, Some("https://example.org/"), "/"),
            (None, Some("https://example.org/a/b/"), "/a/b/"),
            (Some("notes"), Some("https://example.org/blog/"), "/notes/"),
            (Some("/"), Some("https://example.org/blog/"), "/"),
        ] {
            assert_eq!(base_path(given, &at(url)), base, "{given:?} {url:?}");
        }
    }
}
