use std::time::Instant;

use anyhow::Result;
use studybuddy_content::{manifest::Manifest, page::document::AppConfig, post::Post, settings::Settings};

use super::{Build, Outcome, Run};
use crate::{
    report::{Report, counted},
    site::{
        clock,
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
        let posts = parse_posts(sources);
        let summaries = posts.iter().map(Post::summary).collect();
        let manifest = Manifest::new(build_id(sources, parts, self), sources.settings.clone(), summaries);
        let config = AppConfig { build: manifest.build.clone(), assets: parts.assets.clone() };
        let writer = Writer { manifest: &manifest, config: &config, output, live_reload: self.live_reload };
        let base = base_path(self.base.as_deref(), &sources.settings);

        let formula_problems = writer.write_posts(&posts)?;
        for ((source, post), problems) in sources.posts.iter().zip(&posts).zip(formula_problems) {
            report.add(&source.file, post.diagnostics().iter().cloned().chain(problems));
        }
        let lists = writer.write_lists()?;
        writer.write_not_found(&base)?;
        writer.write_data(sources)?;
        parts.write(output)?;
        writer.write_files(sources, &self.public, &base, report)?;
        writer.write_redirects(&posts)?;
        Ok(posts.len() + lists + 1)
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
