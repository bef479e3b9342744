use std::{
    env,
    io::{self, BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};
use studybuddy_content::route::Route;

use super::{Outcome, Preview, Run};
use crate::{report::Report, site::sources::SourcePost};

/// What `cargo xtask serve` writes before the address, once the site can be seen.
const SERVING: &str = "Serving ";

impl Run for Preview {
    /// Leaves building, serving and reloading to `cargo xtask serve`, and opens the post there.
    fn run(&self) -> Result<Outcome> {
        let page = match &self.post {
            Some(post) => {
                let name = post.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let label = post.display().to_string();
                let Some(source) = SourcePost::load(post, &name, label.clone(), &mut Report::default())?
                else {
                    bail!("`{label}` is not a post: posts are `.md` files, and not hidden");
                };
                Route::Post(source.head.slug).path()
            }
            None => String::new(),
        };
        let mut serve = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        serve.args(["xtask", "serve", "--port", &self.port.to_string()]);
        serve.arg("--posts").arg(&self.source.posts).arg("--site").arg(&self.source.site);
        let mut child =
            serve.stdout(Stdio::piped()).spawn().context("could not start `cargo xtask serve`")?;
        let lines = child.stdout.take().map(BufReader::new);
        for line in lines.into_iter().flat_map(BufReader::lines) {
            let line = line.context("could not read what `cargo xtask serve` says")?;
            writeln!(io::stdout(), "{line}")?;
            if let Some(address) = line.strip_prefix(SERVING) {
                let address = format!("{}{page}", address.trim());
                writeln!(io::stdout(), "{address}")?;
                if !self.no_open
                    && let Err(error) = open::that_detached(&address)
                {
                    writeln!(io::stderr(), "no browser could be opened ({error}); go to {address}")?;
                }
            }
        }
        let status = child.wait().context("could not wait for `cargo xtask serve`")?;
        Ok(Outcome { failed: !status.success(), ..Outcome::default() })
    }
}
