//! The program: the command line in, the window or one headless command out.

#![forbid(unsafe_code)]

use clap::Parser;
use pressmark::cli::{self, Cli};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    env_logger::init();
    let Cli { project, sample, command } = Cli::parse();
    match (command, sample) {
        (Some(command), _) => cli::run(&command),
        (None, None) => open_window(project).unwrap_or_else(|error| cli::failed(&error)),
        (None, Some(folder)) => {
            let opened = cli::sample(&folder).and_then(|()| open_window(Some(folder)));
            opened.unwrap_or_else(|error| cli::failed(&error))
        }
    }
}

/// Opens the window on a project, or on the start screen.
#[cfg(feature = "gui")]
fn open_window(project: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    pressmark::ui::run(project).map(|()| ExitCode::SUCCESS)
}

/// Says what this build cannot do.
#[cfg(not(feature = "gui"))]
fn open_window(_project: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    anyhow::bail!(
        "cannot open a window: this build was made without one (--no-default-features); build with the feature “gui”, \
         or see pressmark --help for what works without a window"
    )
}
