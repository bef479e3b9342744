//! The command line, read by hand: a parser crate would double the time that xtask takes to compile.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
Usage: cargo xtask <COMMAND>

Commands:
  serve    Set up, build, serve on this machine, and reload when a file is saved
           [--port 8080] and the options of `build`
  build    Set up and build the complete site
           [--posts DIR]  [posts]      the Markdown files
           [--site FILE]  [site.yaml]  the owner's settings
           [--public DIR] [public]     files copied as they are
           [--dist DIR]   [dist]       where the site goes
           [--base PATH]               the path it will be served under, such as /notes/
           [--precompress]             with .br and .gz copies beside texts
           [--drafts]                  with drafts and posts of the future
           [--release]                 accepted for scripts: the app is always built for release
  check    The quick part of `test`: formatting, lints, unit tests
  test     Everything that has to pass before a change goes in
           [STEP…]                     only these steps, e.g. `test unit` (an unknown name lists them)
           [-- ARGS…]                  handed to the program of the one step, e.g. `test e2e -- -g toc`
  cases    Run acceptance cases: `cases DIR [--area a,b] [--only ID]`
  fuzz     Search for inputs that break us: `fuzz [TARGET] [--seconds 60]`
  bench    Measure pages and parser in Chromium: `bench [PART…] [--runs 5]`
           reading: a long post against plain pages; lengths: of 2,500 to 40,000 words;
           scale: sites of 12 to 10,000 posts; parser: by itself and against JavaScript's
  setup    Install the tools, and nothing else

Examples:
  cargo xtask serve
  cargo xtask build --base /notes/";

/// One parsed command line.
#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    Setup,
    Build(Site),
    Serve { site: Site, port: u16 },
    Check,
    Test { only: Vec<String>, extra: Vec<String> },
    Cases(Cases),
    Fuzz(Fuzz),
    Bench(Bench),
}

/// What a site is made of and where it goes. `None` stands for the place in the repository.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    pub posts: Option<PathBuf>,
    pub site: Option<PathBuf>,
    pub public: Option<PathBuf>,
    pub dist: Option<PathBuf>,
    pub base: Option<String>,
    pub drafts: bool,
    pub live_reload: bool,
    pub precompress: bool,
}

/// Which acceptance cases to run.
#[derive(Debug, PartialEq)]
pub struct Cases {
    pub folder: PathBuf,
    /// Comma-separated names of areas; all if `None`.
    pub areas: Option<String>,
    /// The id of the one case to run.
    pub only: Option<String>,
}

/// Which fuzz target to run, and how long.
#[derive(Debug, PartialEq)]
pub struct Fuzz {
    /// All targets if `None`.
    pub target: Option<String>,
    /// For each target.
    pub seconds: u32,
}

/// How to measure.
#[derive(Debug, PartialEq)]
pub struct Bench {
    /// What to measure; everything if empty.
    pub parts: Vec<String>,
    /// Cold loads of each page; `None` for as many as the part is usually given.
    pub runs: Option<u32>,
}

/// Reads the arguments that follow `cargo xtask`.
///
/// # Errors
/// An unknown command or option, or an option without its value; the message says which.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Task> {
    let mut words = Words { rest: split_values(arguments).into_iter() };
    let Some(command) = words.next() else { return Ok(Task::Help) };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "setup" => words.end().map(|()| Task::Setup),
        "check" => words.end().map(|()| Task::Check),
        "build" => Ok(Task::Build(parse_site(&mut words, &mut None)?)),
        "serve" => {
            let mut port = Some(8080);
            let site = parse_site(&mut words, &mut port)?;
            Ok(Task::Serve { site, port: port.unwrap_or_default() })
        }
        "test" => {
            let only = words.rest.by_ref().take_while(|word| word != "--").collect();
            Ok(Task::Test { only, extra: words.rest.collect() })
        }
        "fuzz" => parse_fuzz(&mut words).map(Task::Fuzz),
        "bench" => parse_bench(&mut words).map(Task::Bench),
        "cases" => parse_cases(&mut words).map(Task::Cases),
        other => bail!("unknown command `{other}`\n\n{HELP}"),
    }
}

/// `port` is `Some` where the command has such an option.
fn parse_site(words: &mut Words, port: &mut Option<u16>) -> Result<Site> {
    let mut site = Site::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--posts" => site.posts = Some(words.value(&word)?.into()),
            "--site" => site.site = Some(words.value(&word)?.into()),
            "--public" => site.public = Some(words.value(&word)?.into()),
            "--dist" => site.dist = Some(words.value(&word)?.into()),
            "--base" => site.base = Some(words.value(&word)?),
            "--drafts" => site.drafts = true,
            "--precompress" => site.precompress = true,
            "--release" => {}
            "--port" if port.is_some() => {
                let value = words.value(&word)?;
                *port = Some(value.parse().with_context(|| format!("`--port {value}` is no port number"))?);
            }
            other => bail!("unknown argument `{other}`; `cargo xtask help` lists what there is"),
        }
    }
    Ok(site)
}

fn parse_cases(words: &mut Words) -> Result<Cases> {
    let (mut folder, mut areas, mut only) = (None, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--area" => areas = Some(words.value(&word)?),
            "--only" => only = Some(words.value(&word)?),
            other if other.starts_with("--") || folder.is_some() => bail!("unknown argument `{other}`"),
            other => folder = Some(PathBuf::from(other)),
        }
    }
    let folder = folder.context("which folder? For example `cargo xtask cases tests/cases`")?;
    Ok(Cases { folder, areas, only })
}

fn parse_fuzz(words: &mut Words) -> Result<Fuzz> {
    let mut fuzz = Fuzz { target: None, seconds: 60 };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => {
                let value = words.value(&word)?;
                fuzz.seconds =
                    value.parse().with_context(|| format!("`--seconds {value}` is no whole number"))?;
            }
            other if other.starts_with("--") || fuzz.target.is_some() => bail!("unknown argument `{other}`"),
            other => fuzz.target = Some(other.to_owned()),
        }
    }
    Ok(fuzz)
}

fn parse_bench(words: &mut Words) -> Result<Bench> {
    let mut bench = Bench { parts: Vec::new(), runs: None };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--runs" => {
                let value = words.value(&word)?;
                let runs = value.parse().with_context(|| format!("`--runs {value}` is no whole number"))?;
                bench.runs = Some(runs);
            }
            other if other.starts_with("--") => bail!("unknown argument `{other}`"),
            other => bench.parts.push(other.to_owned()),
        }
    }
    Ok(bench)
}

/// Takes `--key=value` apart, up to a lone `--`.
fn split_values(arguments: impl Iterator<Item = String>) -> Vec<String> {
    let mut words = Vec::new();
    let mut verbatim = false;
    for argument in arguments {
        verbatim |= argument == "--";
        match argument.split_once('=') {
            Some((key, value)) if !verbatim && key.starts_with("--") => {
                words.extend([key.to_owned(), value.to_owned()]);
            }
            _ => words.push(argument),
        }
    }
    words
}

struct Words {
    rest: std::vec::IntoIter<String>,
}

impl Words {
    fn next(&mut self) -> Option<String> {
        self.rest.next()
    }

    fn value(&mut self, option: &str) -> Result<String> {
        self.next().with_context(|| format!("`{option}` needs a value"))
    }

    fn end(&mut self) -> Result<()> {
        match self.next() {
            Some(word) => bail!("unknown argument `{word}`"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn site_options_with_blank_and_equals_sign() {
        let site =
            Site { posts: Some("a".into()), base: Some("/notes/".into()), drafts: true, ..Site::default() };
        assert_eq!(parsed("build --posts a --base=/notes/ --drafts --release").unwrap(), Task::Build(site));
    }

    #[test]
    fn only_serve_has_a_port() {
        assert_eq!(parsed("serve --port 81").unwrap(), Task::Serve { site: Site::default(), port: 81 });
        assert!(parsed("build --port 81").is_err());
        assert!(parsed("serve --port x").is_err());
    }

    #[test]
    fn what_follows_two_dashes_is_handed_on() {
        let task = Task::Test { only: vec!["e2e".into()], extra: vec!["--grep=toc".into()] };
        assert_eq!(parsed("test e2e -- --grep=toc").unwrap(), task);
    }

    #[test]
    fn fuzzing_is_bounded_in_time() {
        assert_eq!(parsed("fuzz").unwrap(), Task::Fuzz(Fuzz { target: None, seconds: 60 }));
        let post = Fuzz { target: Some("post".into()), seconds: 5 };
        assert_eq!(parsed("fuzz post --seconds 5").unwrap(), Task::Fuzz(post));
        assert!(parsed("fuzz --seconds x").is_err());
    }

    #[test]
    fn parts_of_the_bench_can_be_run_alone() {
        assert_eq!(parsed("bench").unwrap(), Task::Bench(Bench { parts: Vec::new(), runs: None }));
        let lengths = Bench { parts: vec!["lengths".into(), "parser".into()], runs: Some(3) };
        assert_eq!(parsed("bench lengths parser --runs 3").unwrap(), Task::Bench(lengths));
        assert!(parsed("bench --runs x").is_err());
    }

    #[test]
    fn cases_need_a_folder() {
        assert!(parsed("cases --area toc").is_err());
        let cases = Cases { folder: "x".into(), areas: Some("toc,code".into()), only: None };
        assert_eq!(parsed("cases x --area toc,code").unwrap(), Task::Cases(cases));
    }
}
