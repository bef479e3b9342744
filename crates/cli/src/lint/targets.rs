//! Where links and pictures of a post lead: posts, files beside them, places in pages.

use std::{collections::HashSet, ops::Range};

use studybuddy_content::{
    diagnostic::Diagnostic,
    link::{Target, folded},
    lint::nearest,
    post::Post,
    route::Route,
};

use super::Site;

/// What a build writes at the root besides pages.
const WRITTEN: [&str; 10] = [
    "404.html",
    "_headers",
    "feed.json",
    "feed.xml",
    "favicon.ico",
    "favicon.svg",
    "llms.txt",
    "robots.txt",
    "rss.xml",
    "sitemap.xml",
];

/// `ids` are those of the post.
pub fn check(site: &Site, source: &str, post: &Post, ids: &HashSet<String>, found: &mut Vec<Diagnostic>) {
    let document = &post.document;
    let checker = Checker { site, source, post, ids };
    for link in &document.links {
        checker.target(&link.url, &link.target, &link.span, "link", found);
    }
    for image in &document.images {
        checker.target(&image.url, &image.target, &image.span, "picture", found);
    }
    if let Some(image) = &post.head.front_matter.image {
        let place = post.head.place("../../", &|_: &str| None);
        let span = source.find(&image.path).map_or(0..0, |at| at..at + image.path.len());
        checker.target(&image.path, &place.resolve(&image.path, true), &span, "picture", found);
    }
}

struct Checker<'a> {
    site: &'a Site,
    source: &'a str,
    post: &'a Post,
    /// What links within the post can name.
    ids: &'a HashSet<String>,
}

impl Checker<'_> {
    fn target(
        &self,
        url: &str,
        target: &Target,
        span: &Range<usize>,
        what: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
        match target {
            Target::MissingPost { file, .. } => found.push(self.missing_post(url, file, span)),
            Target::Post { slug, .. } => {
                self.fragment(url, fragment, &self.site.ids_of(slug), Some(slug.as_str()), span, found)
            }
            Target::Fragment(_) if !fragment.is_empty() => {
                self.fragment(url, fragment, self.ids, None, span, found);
            }
            Target::File { path, .. } => self.file(url, path, fragment, span, what, found),
            Target::External(url) => self.own_address(url, span, found),
            Target::Fragment(_) | Target::Unsafe => {}
        }
    }

    /// The address itself inside of a link or picture.
    fn place(&self, url: &str, span: &Range<usize>) -> Range<usize> {
        let written = self.source.get(span.clone()).unwrap_or_default();
        written.rfind(url).map_or(span.clone(), |at| span.start + at..span.start + at + url.len())
    }

    fn missing_post(&self, url: &str, file: &str, span: &Range<usize>) -> Diagnostic {
        let diagnostic = Diagnostic::error("link/post", span.clone(), format!("no post stands in `{file}`"));
        let files: Vec<&str> = self.site.slugs.keys().map(String::as_str).collect();
        let same_name = |other: &&&str| other.rsplit('/').next() == file.rsplit('/').next();
        let meant = files
            .iter()
            .find(|other| other.eq_ignore_ascii_case(file))
            .or_else(|| files.iter().find(same_name))
            .copied()
            .or_else(|| nearest(file, files.iter().copied()));
        match meant {
            Some(meant) => {
                let place = self.place(url, span);
                let suffix = &url[url.find(['?', '#']).unwrap_or(url.len())..];
                let relative = self.relative(meant) + suffix;
                diagnostic.with_help(format!("did you mean `{relative}`?")).with_fix(place, relative)
            }
            None => diagnostic
                .with_help("name the file as it stands in the folder of posts, from the place of this file"),
        }
    }

    /// The way from this post's file to another one in the folder of posts.
    fn relative(&self, file: &str) -> String {
        let folder: Vec<&str> = self
            .post
            .head
            .file
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
        let parts: Vec<&str> = file.split('/').collect();
        let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        "../".repeat(folder.len() - shared) + &parts[shared..].join("/")
    }

    fn fragment(
        &self,
        url: &str,
        fragment: &str,
        ids: &HashSet<String>,
        page: Option<&str>,
        span: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        let decoded = studybuddy_content::link::percent_decode(fragment);
        if fragment.is_empty() || ids.contains(&decoded) || fragment.starts_with(":~:") || decoded == "top" {
            return;
        }
        let title = self.post.document.title.as_deref().filter(|_| page.is_none());
        if title.is_some_and(|title| folded(title) == folded(&decoded)) {
            return;
        }
        let place = page.map_or("this post".to_owned(), |page| format!("the post `{page}`"));
        let message = format!("nothing in {place} has the id `{decoded}`");
        let name = folded(&decoded);
        let is_meant = |id: &&String| !name.is_empty() && folded(id) == name;
        let mut alike = ids.iter().filter(is_meant);
        let alike = alike.next().filter(|_| alike.next().is_none());
        let diagnostic = match alike {
            // Such a link is led to its place; one from elsewhere is not.
            Some(id) if page.is_none() => Diagnostic::hint(
                "link/fragment",
                span.clone(),
                format!("this link is led to `#{id}`, one from another page to `#{decoded}` would not be"),
            ),
            _ => Diagnostic::error("link/fragment", span.clone(), message),
        };
        let meant = alike.map(String::as_str).or_else(|| nearest(&decoded, ids.iter().map(String::as_str)));
        found.push(match meant {
            Some(meant) => {
                let place = self.place(url, span);
                let start = place.end - fragment.len().min(place.len());
                let mended = diagnostic.with_help(format!("did you mean `#{meant}`?"));
                // Only what differs in signs or case is nothing that anybody has to think about.
                if alike.is_some() { mended.with_fix(start..place.end, meant) } else { mended }
            }
            None => {
                diagnostic.with_help("link to the id of a heading: its words in small letters, with hyphens")
            }
        });
    }

    fn file(
        &self,
        url: &str,
        path: &str,
        fragment: &str,
        span: &Range<usize>,
        what: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        // Without the folders of a site nothing is known of its files.
        if self.site.folder.as_os_str().is_empty()
            || self.site.files.contains(path)
            || WRITTEN.contains(&path)
            || path.ends_with("feed.xml")
            || self.site.redirects.contains(path.trim_matches('/'))
        {
            return;
        }
        if what == "link" {
            match Route::parse(path) {
                Some(Route::Post(slug)) => match self.site.posts.get(&slug) {
                    Some(_) => {
                        return self.fragment(
                            url,
                            fragment,
                            &self.site.ids_of(&slug),
                            Some(slug.as_str()),
                            span,
                            found,
                        );
                    }
                    None => {
                        let message = format!("no post has the address `{path}`");
                        let slugs = self.site.posts.keys().map(studybuddy_content::slug::Slug::as_str);
                        let help = match nearest(slug.as_str(), slugs) {
                            Some(meant) => format!("did you mean `{}`?", url.replace(slug.as_str(), meant)),
                            None => "link to the post's file: `[…](other-post.md)`".to_owned(),
                        };
                        found.push(Diagnostic::error("link/post", span.clone(), message).with_help(help));
                        return;
                    }
                },
                // Which tags and pages there are is not a matter of this post.
                Some(_) => return,
                None => {}
            }
        }
        let code = if what == "link" { "link/file" } else { "image/missing" };
        let diagnostic = Diagnostic::error(code, span.clone(), format!("there is no file `{path}`"));
        let same = self.site.files.iter().find(|file| file.eq_ignore_ascii_case(path));
        let name = path.rsplit('/').next().unwrap_or(path);
        let elsewhere = || self.site.files.iter().find(|file| file.rsplit('/').next() == Some(name));
        let near = || nearest(path, self.site.files.iter().map(String::as_str)).map(str::to_owned);
        let diagnostic = match same {
            Some(same) => {
                let place = self.place(url, span);
                let length = url[..url.find(['?', '#']).unwrap_or(url.len())].len();
                let tail = &same[same.len() - path.len().min(same.len())..];
                let mended: String = if url.len() >= name.len() {
                    same[same.len() - name.len()..].to_owned()
                } else {
                    tail.to_owned()
                };
                let folder_is_same = same[..same.len() - name.len()] == path[..path.len() - name.len()];
                let diagnostic = diagnostic.with_help(format!(
                    "did you mean `{same}`? Most servers tell capitals from small letters"
                ));
                if folder_is_same && place.len() == url.len() {
                    diagnostic.with_fix(place.start + length - name.len()..place.start + length, mended)
                } else {
                    diagnostic
                }
            }
            None => match elsewhere().cloned().or_else(near) {
                Some(meant) => diagnostic.with_help(format!(
                    "did you mean `{meant}`? Write the way to it from the file of the post"
                )),
                None => diagnostic.with_help(
                    "put the file there, beside the post or in the public folder, or correct the address",
                ),
            },
        };
        found.push(diagnostic);
    }

    /// An absolute address on this very site: it leads to the published page also while one writes.
    fn own_address(&self, url: &str, span: &Range<usize>, found: &mut Vec<Diagnostic>) {
        let Some(own) = &self.site.settings.url else { return };
        let Some(path) =
            url.strip_prefix(own.as_str()).or_else(|| (url == own.trim_end_matches('/')).then_some(""))
        else {
            return;
        };
        let relative = format!("/{path}");
        let place = self.place(url, span);
        let message = format!("`{url}` is an address on this site");
        let diagnostic = Diagnostic::warning("link/own", place.clone(), message).with_help(format!(
            "write `{relative}`, or the file of the post: it then works wherever the site is"
        ));
        found.push(if place.len() == url.len() { diagnostic.with_fix(place, relative) } else { diagnostic });
    }
}
