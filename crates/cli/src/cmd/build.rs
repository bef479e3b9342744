use std::{collections::HashMap, time::Instant};

use anyhow::Result;
use studybuddy_content::{
    diagnostic::Diagnostic, manifest::Manifest, page::document::AppConfig, post::Post, settings::Settings,
};

use super::{Build, Outcome, Run};
use crate::{
    report::{File, Report, counted},
    site::{
        clock, discovery,
        feeds::Feeds,
        output::Output,
        pages::Writer,
        parts::{Parts, short_hash},
        render::{parse_posts, thread_pool},
        sources::{Audience, Sources},
        staging::Staging,
    },
};

impl Run for Build {
    fn run(&self) -> Result<Outcome> {
        let started = Instant::now();
        let staging = Staging::beside(&self.dist, self.force)?;
        let parts = Parts::load(&self.web, &self.app)?;
        let mut report = Report::default();
        let audience = if self.drafts { Audience::Author } else { Audience::Readers { now: clock::now() } };
        let sources = Sources::load(&self.source.posts, &self.source.site, audience, &mut report)?;
        let output = Output::new(staging.path());
        let pages = thread_pool()?.install(|| self.write(&sources, &parts, &output, &mut report))?;
        staging.publish()?;

        let mut line = format!(
            "built {}, {} in {:.2} s into {}",
            counted(sources.posts.len(), "post"),
            counted(pages, "page"),
            started.elapsed().as_secs_f64(),
            self.dist.display()
        );
        let summary = report.summary();
        if !summary.is_empty() {
            line.push_str(&format!(" ({summary})"));
        }
        Ok(Outcome { findings: report.render(), output: line + "\n", failed: report.has_errors() })
    }
}

impl Build {
    /// Writes the whole site; says how many pages it has.
    fn write(&self, sources: &Sources, parts: &Parts, output: &Output, report: &mut Report) -> Result<usize> {
        let posts = parse_posts(sources, &self.public);
        let summaries = posts.iter().map(Post::summary).collect();
        let manifest = Manifest::new(build_id(sources, parts, self), sources.settings.clone(), summaries);
        let config = AppConfig { build: manifest.build.clone(), assets: parts.assets.clone(), page: None };
        let public = discovery::public_manifest(&manifest, &posts);
        let feeds = Feeds::new(&public);
        let base = base_path(self.base.as_deref(), &sources.settings);
        let writer = Writer {
            manifest: &manifest,
            config: &config,
            output,
            feeds: feeds.as_ref(),
            live_reload: self.live_reload,
            home_root: self.base.as_ref().map(|_| base.as_str()),
        };

        let mut entries = HashMap::new();
        for ((source, post), written) in sources.posts.iter().zip(&posts).zip(writer.write_posts(&posts)?) {
            report.add(&source.file, post.diagnostics().iter().cloned().chain(written.problems));
            entries.extend(written.entry.map(|entry| (&post.head.slug, entry)));
        }
        let lists = writer.write_lists()?;
        writer.write_not_found(&base)?;
        writer.write_data(sources)?;
        parts.write(output)?;
        writer.write_files(sources, &self.public, &base, report)?;
        match &feeds {
            Some(feeds) => feeds.write(&entries, output)?,
            None => self.explain_missing_feeds(report),
        }
        discovery::write_lists(&manifest, &public, &posts, output)?;
        writer.write_redirects(&posts)?;
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

/// The path that the site is served under, with slashes at its ends.
fn base_path(given: Option<&str>, settings: &Settings) -> String {
    let of_url = || settings.url.as_deref()?.split("://").nth(1)?.split_once('/').map(|(_, path)| path);
    match given.or_else(of_url).unwrap_or_default().trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// A name for this build: equal for equal input, and different if a page could be.
fn build_id(sources: &Sources, parts: &Parts, options: &Build) -> String {
    let settings = serde_json::to_string(&sources.settings).unwrap_or_default();
    let options = format!("{} {:?} {}", env!("CARGO_PKG_VERSION"), options.base, options.live_reload);
    let posts = sources.posts.iter().flat_map(|post| [&*post.head.file, &*post.file.text]);
    let inputs: Vec<&[u8]> = [settings.as_str(), options.as_str()]
        .into_iter()
        .chain(parts.paths())
        .chain(posts)
        .map(str::as_bytes)
        .collect();
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
