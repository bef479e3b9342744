use std::{
    fs::{self, File},
    io::{self, Write as _},
};

use anyhow::{Context as _, Result, bail};
use studybuddy_content::slug::Slug;

use super::{New, Outcome, Run};
use crate::site::clock;

const TEMPLATE: &str = include_str!("../../templates/post.md");

impl Run for New {
    fn run(&self) -> Result<Outcome> {
        let Some(slug) = Slug::new(&self.title) else { bail!("a post needs a title") };
        let path = self.posts.join(format!("{slug}.md"));
        let write = || format!("could not write `{}`", path.display());
        fs::create_dir_all(&self.posts).with_context(write)?;
        let mut file = match File::create_new(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                bail!("`{}` exists already; give the new post another title", path.display());
            }
            Err(error) => return Err(error).with_context(write),
        };
        // A string of JSON is one of YAML.
        let title = serde_json::to_string(&self.title)?;
        let text = TEMPLATE
            .replace("{title}", &title)
            .replace("{date}", &clock::iso_date(clock::now()))
            .replace("{slug}", slug.as_str());
        file.write_all(text.as_bytes()).with_context(write)?;
        Ok(Outcome { output: format!("wrote {}\n", path.display()), ..Outcome::default() })
    }
}
