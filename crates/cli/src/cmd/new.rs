use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result, bail};
use studybuddy_content::slug::Slug;

use super::{New, Outcome, Run};
use crate::site::clock;

const POST: &str = include_str!("../../templates/post.md");
/// The files of a study.
const STUDY: [(&str, &str); 4] = [
    ("map.md", include_str!("../../templates/study/map.md")),
    ("sources.md", include_str!("../../templates/study/sources.md")),
    ("questions.md", include_str!("../../templates/study/questions.md")),
    ("notes.md", include_str!("../../templates/study/notes.md")),
];

impl Run for New {
    fn run(&self) -> Result<Outcome> {
        match (&self.title, &self.study) {
            (_, Some(topic)) => self.start_study(topic),
            (Some(title), None) => self.start_post(title),
            (None, None) => bail!("a post needs a title"),
        }
    }
}

impl New {
    fn start_post(&self, title: &str) -> Result<Outcome> {
        let Some(slug) = Slug::new(title) else { bail!("a post needs a title") };
        let path = self.posts.join(format!("{slug}.md"));
        // A string of JSON is one of YAML.
        let quoted = serde_json::to_string(title)?;
        let text = POST
            .replace("{title}", &quoted)
            .replace("{date}", &clock::iso_date(clock::now()))
            .replace("{slug}", slug.as_str());
        if !create(&path, &text)? {
            bail!("`{}` exists already; give the new post another title", path.display());
        }
        Ok(Outcome { output: format!("wrote {}\n", path.display()), ..Outcome::default() })
    }

    /// Makes the folder of a study. Files that are there stay, so that a study can be completed.
    fn start_study(&self, topic: &str) -> Result<Outcome> {
        let Some(slug) = Slug::new(topic) else { bail!("a study needs a topic") };
        let folder = self.studies.join(slug.as_str());
        let mut output = String::new();
        for (name, template) in STUDY {
            let path = folder.join(name);
            let text = template.replace("{topic}", topic).replace("{date}", &clock::iso_date(clock::now()));
            if create(&path, &text)? {
                output.push_str(&format!("wrote {}\n", path.display()));
            }
        }
        if output.is_empty() {
            bail!("the study `{}` exists already", folder.display());
        }
        Ok(Outcome { output, ..Outcome::default() })
    }
}

/// Writes a file that is not there; `false` if it is.
fn create(path: &Path, text: &str) -> Result<bool> {
    let write = || format!("could not write `{}`", path.display());
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).with_context(write)?;
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error).with_context(write),
    };
    file.write_all(text.as_bytes()).with_context(write)?;
    Ok(true)
}
