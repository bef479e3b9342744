use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use studybuddy_content::{
    diagnostic::{Edit, Position},
    front_matter::{Visibility, edit},
    route::Route,
};

use super::{Check, Format, Outcome, Publish, Run, Source};
use crate::{
    atomic,
    report::Report,
    site::{clock, sources::SourcePost},
};

impl Run for Publish {
    fn run(&self) -> Result<Outcome> {
        let path = &self.post;
        let label = path.display().to_string();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(source) = SourcePost::load(path, &name, label.clone(), &mut Report::default())? else {
            bail!("`{label}` is not a post: posts are `.md` files, and not hidden");
        };
        let checked = self.check().run()?;
        if checked.failed {
            let output = format!("{label} is not published: mend the errors first\n");
            return Ok(Outcome { output, ..checked });
        }
        let text = &*source.file.text;
        let now = clock::now();
        let front_matter = &source.head.front_matter;
        let is_out = front_matter.date.as_ref().is_some_and(|date| date.unix_seconds() <= now);
        if is_out && front_matter.visibility != Visibility::Draft && self.date.is_none() {
            return Ok(Outcome { output: format!("{label} is published already\n"), ..checked });
        }
        let date = match &self.date {
            Some(date) if is_iso_date(date) => date.clone(),
            Some(date) => bail!("`{date}` is not a date; write `2024-01-31`"),
            None => clock::iso_date(now),
        };
        let edits = edit::published(text, &date);
        let changes = changes(text, &edits);
        if self.dry_run {
            return Ok(Outcome { output: format!("{label} would change:\n{changes}"), ..checked });
        }
        // What the author saved since is not ours to replace.
        let current = fs::read(path).with_context(|| format!("could not read `{label}`"))?;
        if current != text.as_bytes() {
            bail!("`{label}` was changed meanwhile; run it again");
        }
        atomic::write(path, edit::apply(text, &edits))?;
        let address = Route::Post(source.head.slug.clone()).path();
        let output = format!("published {label}:\n{changes}The next build has it at /{address}\n");
        Ok(Outcome { output, ..checked })
    }
}

impl Publish {
    fn check(&self) -> Check {
        let Source { posts, site } = &self.source;
        Check {
            files: vec![self.post.clone()],
            source: Source { posts: posts.clone(), site: site.clone() },
            public: self.public.clone(),
            format: Format::Text,
            strict: false,
            deny: None,
            hints: false,
            fix: false,
            stats: false,
            online: false,
            cache: PathBuf::new(),
        }
    }
}

fn is_iso_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.len() == 10
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-'
}

/// The edits as lines that go (`-`) and come (`+`).
fn changes(text: &str, edits: &[Edit]) -> String {
    let mut lines = String::new();
    for edit in edits {
        let number = Position::of(text, edit.span.start).line;
        let start = text[..edit.span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[edit.span.end.max(start)..].find('\n').map_or(text.len(), |at| edit.span.end + at);
        let is_whole_line = edit.span.start == start && text[..edit.span.end].ends_with('\n');
        let before = if is_whole_line { text[edit.span.clone()].trim_end() } else { &text[start..end] };
        let after = format!(
            "{}{}{}",
            &text[start..edit.span.start],
            edit.text,
            &text[edit.span.end..end.max(edit.span.end)]
        );
        if !edit.span.is_empty() || !edit.text.ends_with('\n') {
            lines.push_str(&format!("  {number}: - {}\n", before.trim_end()));
        }
        if !edit.text.is_empty() {
            let after = if edit.text.ends_with('\n') { edit.text.as_str() } else { after.as_str() };
            lines.push_str(&format!("  {number}: + {}\n", after.trim_end()));
        }
    }
    lines
}
