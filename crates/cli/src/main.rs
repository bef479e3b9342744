//! The author's tool: builds a site, checks posts, starts new ones. Start at [`cmd`].

mod atomic;
mod bibliography;
mod cmd;
mod highlight;
mod import;
mod lint;
mod progress;
mod report;
mod site;
mod typeset;
mod verify;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Parser as _;

use cmd::{Outcome, Run as _};

fn main() -> ExitCode {
    let outcome = cmd::Cmd::parse().run().and_then(|outcome| {
        print(&outcome)?;
        Ok(outcome)
    });
    match outcome {
        Ok(Outcome { code: Some(code), .. }) => ExitCode::from(code),
        Ok(outcome) if outcome.failed => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        // Whoever reads our output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Without a place to write there is nobody to tell.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Findings go to standard error, what a program may read to standard output.
fn print(outcome: &Outcome) -> anyhow::Result<()> {
    // Colours are for terminals, unless `NO_COLOR` is set.
    anstream::stderr().write_all(outcome.findings.as_bytes())?;
    io::stdout().write_all(outcome.output.as_bytes())?;
    Ok(io::stdout().flush()?)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
