//! `pressmark new`: makes an empty project.

use super::output::{Output, say};
use super::{Ended, annotator};
use crate::model::Project;
use crate::store::{self, Storage};
use anyhow::bail;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `new` takes.
#[derive(Args, Debug)]
pub struct New {
    /// Folder to make; it must not exist or be empty
    pub project: PathBuf,
    /// Name shown in the window; without it, the folder's name
    #[arg(long)]
    pub name: Option<String>,
    /// Whose project it is; without it $PRESSMARK_ANNOTATOR, else the login name
    #[arg(long)]
    pub annotator: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl New {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Ended> {
        let annotator = annotator::choose(self.annotator.as_deref())?;
        let name = self.name.clone().unwrap_or_else(|| folder_name(&self.project));
        if name.trim().is_empty() {
            bail!("cannot make {}: its name is empty; give one with --name", self.project.display());
        }
        let project = Project::new(name, store::default_scheme());
        Storage::create(&self.project, &project)?;
        if self.json {
            let path = self.project.to_string_lossy();
            output.json(&json!({ "project": path, "name": project.name, "annotator": annotator.as_str() }))?;
        } else {
            output.line(&self.project.display().to_string())?;
        }
        say(&format!("Made the project “{}”", project.name));
        Ok(Ended::Done)
    }
}

fn folder_name(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
