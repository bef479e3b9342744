use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use studybuddy_content::diagnostic::Diagnostic;

use super::{Outcome, Run};
use crate::{
    import::{
        checkout::{Checkout, Engine},
        placing::{Staging, is_taken},
        plan,
    },
    report::{File, Report, counted},
};

/// Take over the posts of a Jekyll, Hugo, Zola, Quarto or Hugging Face blog.
///
/// Posts come with the files that they show. Front matter is written anew with our keys, links and pictures are led to
/// where they are now, old addresses become `aliases`. Nothing is overwritten: a post whose place is taken is left out.
/// What a human has to look at is reported with its place.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  studybuddy import ../my-jekyll-blog --dry-run")]
pub struct Import {
    /// The checkout of the blog
    #[arg(value_name = "DIR")]
    pub checkout: PathBuf,
    /// Folder of posts
    #[arg(long, value_name = "DIR", default_value = "posts")]
    pub posts: PathBuf,
    /// What the blog is written for [default: found out]
    #[arg(long, value_enum)]
    pub from: Option<Engine>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl Run for Import {
    fn run(&self) -> Result<Outcome> {
        let engine = self.from.map_or_else(|| Engine::detect(&self.checkout), Ok)?;
        let mut report = Report::default();
        let checkout = Checkout::load(&self.checkout, engine, &mut report)?;
        let folder = self.posts.display().to_string();
        let planned = plan(&checkout, &folder, &mut report);
        let staging = if self.dry_run { None } else { Some(Staging::beside(&self.posts)?) };
        let (mut output, mut imported) = (String::new(), 0);
        for (post, source) in planned.iter().zip(&checkout.files) {
            let done = match &staging {
                Some(staging) => staging.place(post, &self.posts)?,
                None => !is_taken(&self.posts, &post.slug),
            };
            if done {
                imported += 1;
                let files = if post.files.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", counted(post.files.len(), "file"))
                };
                output.push_str(&format!("{} -> {folder}/{}{files}\n", source.path, post.file()));
            } else {
                let message = format!("it is left out: there is a post `{}` already", post.slug);
                report.add(
                    &File::without_text(&source.path),
                    [Diagnostic::warning("import/taken", 0..0, message)],
                );
            }
        }
        let left_out: Vec<String> =
            checkout.keys_left_out().iter().map(|(key, count)| format!("`{key}` ({count})")).collect();
        if !left_out.is_empty() {
            output.push_str(&format!("keys that mean nothing here are left out: {}\n", left_out.join(", ")));
        }
        let verb = if self.dry_run { "would import" } else { "imported" };
        output
            .push_str(&format!("{verb} {imported} of {} from {engine:?}\n", counted(planned.len(), "post")));
        Ok(Outcome { findings: report.render(), output, failed: report.has_errors(), ..Outcome::default() })
    }
}
