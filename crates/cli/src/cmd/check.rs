use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Result;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    diagnostic::{Diagnostic, Severity},
    post_name::{PostName, is_markdown},
};

use super::{Check, Format, Outcome, Run, Source};
use crate::{
    atomic,
    lint::{Checked, Site, fix, online, together},
    progress::Progress,
    report::{File, Report, counted},
    site::{
        facts::{Facts, stats},
        render::thread_pool,
        sources::{SourcePost, load_settings},
        walk,
    },
    verify::record,
};

/// How often a post is mended again, for repairs that got into each other's way.
const FIX_PASSES: usize = 4;

/// What is to be checked, against what.
struct Task {
    site: Site,
    posts: Vec<Target>,
    /// All posts of the site, for what they can only say together.
    all: Vec<SourcePost>,
    /// Named files that are no posts.
    unread: Vec<File>,
}

/// A post and where it is on the disk.
struct Target {
    path: PathBuf,
    source: SourcePost,
}

impl Run for Check {
    fn run(&self) -> Result<Outcome> {
        let mut report = Report::default();
        let mut task =
            if self.files.is_empty() { self.all_posts(&mut report)? } else { self.named_posts(&mut report)? };
        let pool = thread_pool()?;
        let check = |task: &Task| -> Vec<Checked> {
            let progress = Progress::new("checking", task.posts.len());
            pool.install(|| {
                let check = |target: &Target| {
                    let checked = task.site.check(&target.source);
                    progress.step();
                    checked
                };
                task.posts.par_iter().map(check).collect()
            })
        };
        let mut checked = check(&task);
        let mut mended = Report::default();
        if self.fix {
            for _ in 0..FIX_PASSES {
                if !task.fix(&checked, &mut mended)? {
                    break;
                }
                checked = check(&task);
            }
        }
        for (target, checked) in task.posts.iter().zip(&checked) {
            report.add(&target.source.file, checked.findings.iter().cloned());
            report.add(
                &target.source.file,
                record::diagnostics(&record::text(&target.path), &checked.post, &target.source.file.text),
            );
        }
        task.site.bibliographies().report(&mut report);
        for (index, finding) in together::check(&task.all) {
            let about = &task.all[index];
            if task.posts.iter().any(|target| target.source.head.file == about.head.file) {
                report.add(&about.file, [finding]);
            }
        }
        if self.online {
            let documents = checked.iter().map(|checked| &checked.post.document);
            for (index, finding) in online::check(documents, &self.cache)? {
                report.add(&task.posts[index].source.file, [finding]);
            }
        }
        if !self.hints {
            report.drop_hints();
        }
        let summary = summary(checked.len(), &report, &mended);
        let posts = || task.posts.iter().map(|target| &target.source.file).zip(&checked);
        let output = match self.format {
            Format::Text if self.stats => {
                posts().map(|(file, checked)| stats(file, &checked.post)).collect::<String>() + &summary
            }
            Format::Text => summary,
            Format::Github => report.render_for_github() + &summary,
            Format::Json => json(posts(), &task.unread, &report)?,
        };
        let findings = match self.format {
            Format::Text => mended.render_as_fixed() + &report.render(),
            Format::Json => mended.render_as_fixed() + &report.render(),
            Format::Github => mended.render_as_fixed(),
        };
        let is_strict = self.strict || self.deny.is_some();
        let failed = report.has_errors() || is_strict && report.count(Severity::Warning) > 0;
        Ok(Outcome { findings, output, failed, ..Outcome::default() })
    }
}

fn json<'a>(
    posts: impl Iterator<Item = (&'a File, &'a Checked)>,
    unread: &'a [File],
    report: &'a Report,
) -> Result<String> {
    let posts = posts.map(|(file, checked)| Facts::of_post(file, checked, report.about(&file.path)));
    let unread = unread.iter().map(|file| Facts::of_file(file, report.about(&file.path)));
    let facts: Vec<Facts<'_>> = posts.chain(unread).collect();
    Ok(serde_json::to_string_pretty(&facts)? + "\n")
}

fn summary(count: usize, report: &Report, mended: &Report) -> String {
    let found = report.summary();
    let found = if found.is_empty() { "all is well" } else { &found };
    let fixed = match mended.len() {
        0 => String::new(),
        fixed => format!("; fixed {}", counted(fixed, "finding")),
    };
    format!("checked {}: {found}{fixed}\n", counted(count, "post"))
}

impl Task {
    /// Mends what can be mended in all files; whether anything was.
    fn fix(&mut self, checked: &[Checked], mended: &mut Report) -> Result<bool> {
        let mut any = false;
        for (target, checked) in self.posts.iter_mut().zip(checked) {
            let text = &target.source.file.text;
            let Some(fixed) = fix::apply(text, &checked.findings) else { continue };
            // What the author saved meanwhile, or what could not be read as text, is not ours to replace.
            if !fs::read(&target.path).is_ok_and(|bytes| bytes == text.as_bytes()) {
                continue;
            }
            atomic::write(&target.path, &fixed.text)?;
            mended
                .add(&target.source.file, fixed.mended.iter().map(|&index| checked.findings[index].clone()));
            let name = target.source.head.file.clone();
            let label = target.source.file.path.clone();
            if let Some(source) = SourcePost::load(&target.path, &name, label, &mut Report::default())? {
                if let Some(other) = self.all.iter_mut().find(|other| other.head.file == name) {
                    *other = source.clone();
                }
                target.source = source;
            }
            any = true;
        }
        Ok(any)
    }
}

impl Check {
    fn all_posts(&self, report: &mut Report) -> Result<Task> {
        let Source { posts: folder, site } = &self.source;
        let (site, all) = Site::load(folder, site, &self.public, report)?;
        let target =
            |source: &SourcePost| Target { path: folder.join(&source.head.file), source: source.clone() };
        Ok(Task { site, posts: all.iter().map(target).collect(), all, unread: Vec::new() })
    }

    /// The posts named on the command line, and all others for links, if there is a folder of posts.
    fn named_posts(&self, report: &mut Report) -> Result<Task> {
        let Source { posts: folder, site: settings } = &self.source;
        let (site, all) = if folder.is_dir() {
            // What is wrong with the others was not asked for.
            let (site, all) = Site::load(folder, settings, &self.public, &mut Report::default())?;
            load_settings(settings, report)?;
            (site, all)
        } else {
            (Site::bare(load_settings(settings, report)?), Vec::new())
        };
        let files = self.named_files()?;
        let mut posts = Vec::with_capacity(files.len());
        let mut unread = Vec::new();
        for path in files {
            let name = name_in(folder, &path);
            let label = path.display().to_string();
            let problem = match SourcePost::load(&path, &name, label.clone(), report) {
                Ok(Some(source)) => {
                    report.add(&source.file, same_slug(&source, &name, &site));
                    posts.push(Target { path, source });
                    continue;
                }
                Ok(None) => {
                    "it is not a post: posts are Markdown (`.md`, `.markdown`, `.mdx`, `.qmd`)".to_owned()
                }
                Err(error) => format!("{error:#}"),
            };
            let file = File { path: label, text: Arc::from("") };
            report.add(&file, [Diagnostic::error("post/file", 0..0, problem)]);
            unread.push(file);
        }
        // Findings name the files as they were named here.
        let all = all.into_iter().map(|post| {
            match posts.iter().find(|target| target.source.head.file == post.head.file) {
                Some(target) => target.source.clone(),
                None => post,
            }
        });
        Ok(Task { all: all.collect(), site, posts, unread })
    }

    /// The files on the command line; a folder stands for the Markdown files in it.
    fn named_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for path in &self.files {
            if path.is_dir() {
                let inside = walk::files(path)?.paths.into_iter().filter(|name| is_markdown(name));
                files.extend(inside.map(|name| path.join(name)));
            } else {
                files.push(path.clone());
            }
        }
        Ok(files)
    }
}

/// A file's path in the folder of posts; for one that is elsewhere, or that a build would pass over, a name that says
/// as much as possible.
fn name_in(folder: &Path, path: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let inside = fs::canonicalize(folder).ok().and_then(|folder| {
        let parts: Vec<_> =
            full.strip_prefix(folder).ok()?.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    });
    let file = full.file_name().unwrap_or_default().to_string_lossy();
    let parent = full.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let beside = format!("{parent}/{file}");
    // `a/index.md` and `a/README.md` are called by their folder.
    let is_index = PostName::parse(&beside).is_some_and(|name| name.is_index);
    let bare = file.trim_start_matches(['.', '_', '#']).to_owned();
    let named = if is_index { beside } else { file.into_owned() };
    let is_post = |name: &String| PostName::parse(name).is_some();
    inside.into_iter().chain([named, bare.clone()]).find(is_post).unwrap_or(bare)
}

fn same_slug(post: &SourcePost, name: &str, site: &Site) -> Option<Diagnostic> {
    let slug = &post.head.slug;
    let other = site.owner(slug).filter(|other| other.head.file != name)?;
    let message = format!("`{}` has the same slug: `{slug}`; only one of them is built", other.head.file);
    Some(
        Diagnostic::error("post/slug", 0..0, message)
            .with_help("rename one of the files, or give one of them a `slug` in its front matter"),
    )
}
