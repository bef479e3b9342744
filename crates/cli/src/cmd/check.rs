use std::{collections::HashMap, fs, path::Path};

use anyhow::{Result, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{diagnostic::Diagnostic, post::Post, settings::Settings, slug::Slug};

use super::{Check, Format, Outcome, Run, Source};
use crate::{
    report::{Report, counted},
    site::{
        facts::PostFacts,
        render::{Rendered, parse_post, thread_pool},
        sources::{Audience, SourcePost, Sources, load_settings},
    },
};

/// What is to be checked, and what its links may lead to.
struct Task {
    settings: Settings,
    posts: Vec<SourcePost>,
    slugs: HashMap<String, Slug>,
}

impl Run for Check {
    fn run(&self) -> Result<Outcome> {
        let mut report = Report::default();
        let task =
            if self.files.is_empty() { self.all_posts(&mut report)? } else { self.named_posts(&mut report)? };
        let check = |source: &SourcePost| {
            let post = parse_post(source, &|file: &str| task.slugs.get(file).cloned());
            let rendered = Rendered::new(&task.settings, &post);
            (post, rendered)
        };
        let checked: Vec<(Post, Rendered)> =
            thread_pool()?.install(|| task.posts.par_iter().map(check).collect());
        for (source, (post, rendered)) in task.posts.iter().zip(&checked) {
            report.add(&source.file, post.diagnostics().iter().cloned().chain(rendered.diagnostics(post)));
        }
        let output = match self.format {
            Format::Text => summary(checked.len(), &report),
            Format::Json => {
                let posts = task.posts.iter().zip(&checked);
                let facts: Vec<PostFacts<'_>> = posts
                    .map(|(SourcePost { file, .. }, (post, rendered))| {
                        PostFacts::new(file, post, rendered, report.about(&file.path))
                    })
                    .collect();
                serde_json::to_string_pretty(&facts)? + "\n"
            }
        };
        Ok(Outcome { findings: report.render(), output, failed: report.has_errors() })
    }
}

impl Check {
    fn all_posts(&self, report: &mut Report) -> Result<Task> {
        let sources = Sources::load(&self.source.posts, &self.source.site, Audience::Author, report)?;
        Ok(Task { slugs: slugs(&sources), settings: sources.settings, posts: sources.posts })
    }

    /// The posts named on the command line, and the addresses of all others if there is a folder of posts.
    fn named_posts(&self, report: &mut Report) -> Result<Task> {
        let Source { posts: folder, site } = &self.source;
        let slugs = if folder.is_dir() {
            // What is wrong with the others was not asked for.
            slugs(&Sources::load(folder, site, Audience::Author, &mut Report::default())?)
        } else {
            HashMap::new()
        };
        let mut posts = Vec::with_capacity(self.files.len());
        for path in &self.files {
            let name = name_in(folder, path);
            let Some(post) = SourcePost::load(path, &name, path.display().to_string(), report)? else {
                bail!("`{}` is not a post: posts are `.md` files, and not hidden", path.display());
            };
            report.add(&post.file, same_slug(&post, &name, &slugs));
            posts.push(post);
        }
        Ok(Task { settings: load_settings(site, report)?, posts, slugs })
    }
}

fn slugs(sources: &Sources) -> HashMap<String, Slug> {
    sources.slugs().into_iter().map(|(file, slug)| (file.to_owned(), slug.clone())).collect()
}

/// A file's path in the folder of posts; for one that is elsewhere its name.
fn name_in(folder: &Path, path: &Path) -> String {
    let inside = fs::canonicalize(folder).ok().zip(fs::canonicalize(path).ok()).and_then(|(folder, path)| {
        let parts: Vec<_> =
            path.strip_prefix(folder).ok()?.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    });
    inside.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

fn same_slug(post: &SourcePost, name: &str, slugs: &HashMap<String, Slug>) -> Option<Diagnostic> {
    let is_other = |(file, slug): &(&String, &Slug)| **slug == post.head.slug && *file != name;
    let (file, slug) = slugs.iter().find(is_other)?;
    let message = format!("`{file}` has the same slug: `{slug}`; only one of them is built");
    Some(Diagnostic::error("post/slug", 0..0, message))
}

fn summary(count: usize, report: &Report) -> String {
    let found = report.summary();
    let found = if found.is_empty() { "all is well" } else { &found };
    format!("checked {}: {found}\n", counted(count, "post"))
}
