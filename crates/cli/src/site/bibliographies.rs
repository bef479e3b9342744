//! The bibliographies of posts: where they stand, and what posts learn from them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use studybuddy_content::{
    image_file::ImageFile, link::PostLookup, markdown::CodeRun, reference::Reference, slug::Slug,
};

use super::{parts::short_hash, sources::SourcePost};
use crate::{
    bibliography::Bibliography,
    report::{File, Report},
};

/// The files for posts that name none, beside the posts or one folder up, as jekyll-scholar has them.
const USUAL: [&str; 3] = ["_bibliography/papers.bib", "_bibliography/references.bib", "references.bib"];

/// The bibliographies that were asked for. Many posts may have one.
#[derive(Debug, Default)]
pub struct Bibliographies {
    folder: PathBuf,
    public: PathBuf,
    /// By path; `None` for files that are not there.
    known: Mutex<BTreeMap<PathBuf, Option<Arc<Bibliography>>>>,
}

impl Bibliographies {
    /// Those of the posts in a folder. Files may lie in the `public` folder, too.
    pub fn new(folder: &Path, public: &Path) -> Self {
        Self { folder: folder.to_owned(), public: public.to_owned(), known: Mutex::default() }
    }

    /// The bibliography that a post names, else that of the site; `None` if it is not there.
    pub fn of(&self, source: &SourcePost) -> Option<Arc<Bibliography>> {
        let names = &source.head.front_matter.bibliography;
        if names.is_empty() {
            let folders = [Some(self.folder.as_path()), self.folder.parent()];
            let mut paths =
                folders.into_iter().flatten().flat_map(|folder| USUAL.map(|name| folder.join(name)));
            return paths.find_map(|path| self.read(path));
        }
        self.together(names.iter().filter_map(|name| self.named(source, name)).collect())
    }

    /// The files that a post names and that are not there.
    pub fn missing<'s>(&self, source: &'s SourcePost) -> Vec<&'s str> {
        let names = source.head.front_matter.bibliography.iter();
        names.map(String::as_str).filter(|name| self.named(source, name).is_none()).collect()
    }

    /// The bibliography that a post calls by this name.
    fn named(&self, source: &SourcePost, name: &str) -> Option<Arc<Bibliography>> {
        let places = [
            // Not by its name: a post that `check` is asked about may lie outside of the folder of posts.
            source.path.with_file_name(name),
            self.folder.join(name),
            self.folder.join("_bibliography").join(name),
            self.public.join(name),
            // Where al-folio keeps them.
            self.public.join("assets/bibliography").join(name),
        ];
        places.into_iter().find_map(|path| self.read(path))
    }

    fn together(&self, files: Vec<Arc<Bibliography>>) -> Option<Arc<Bibliography>> {
        if files.len() < 2 {
            return files.into_iter().next();
        }
        let path: PathBuf = files.iter().map(|file| &*file.file.path).collect::<Vec<_>>().join("\n").into();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(path).or_insert_with(|| Some(Arc::new(Bibliography::together(&files)))).clone()
    }

    /// Tells what is wrong in the files that were read.
    pub fn report(&self, report: &mut Report) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for bibliography in known.values().flatten() {
            report.add(&bibliography.file, bibliography.problems.iter().cloned());
        }
    }

    /// Changes with the files that were read.
    pub fn hash(&self) -> String {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let texts: Vec<&[u8]> = known.values().flatten().map(|one| one.file.text.as_bytes()).collect();
        short_hash(&texts)
    }

    fn read(&self, path: PathBuf) -> Option<Arc<Bibliography>> {
        // A thread that panicked while it held the lock had not begun to change the map.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bibliography) = known.get(&path) {
            return bibliography.clone();
        }
        let bibliography = fs::read(&path).ok().map(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            Arc::new(Bibliography::parse(File { path: path.display().to_string(), text: Arc::from(text) }))
        });
        known.insert(path, bibliography.clone());
        bibliography
    }
}

/// What stands around a post, and its bibliography.
pub struct Citing<'a> {
    /// Posts and files.
    pub around: &'a dyn PostLookup,
    /// What it cites from.
    pub bibliography: Option<&'a Bibliography>,
}

impl PostLookup for Citing<'_> {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self.around.slug_of(file)
    }

    fn image(&self, path: &str) -> Option<ImageFile> {
        self.around.image(path)
    }

    fn code_run(&self, block: usize) -> Option<CodeRun> {
        self.around.code_run(block)
    }

    fn reference(&self, key: &str) -> Option<Reference> {
        self.bibliography?.reference(key)
    }
}
