//! On whose behalf a command works.

use crate::model::Annotator;
use crate::store::settings::Settings;
use anyhow::anyhow;

/// The annotator asked for, else the one of the environment, the settings or the login name.
pub(super) fn choose(asked: Option<&str>) -> anyhow::Result<Annotator> {
    match asked {
        Some(name) => named(name, "--annotator"),
        None => {
            Settings::file().map(|file| Settings::load(&file).0).unwrap_or_default().whoever_works().map_err(|name| unfit(&name))
        }
    }
}

/// Takes a name as it was given, never a near one: the work would go to somebody else's file.
pub(super) fn named(name: &str, from: &str) -> anyhow::Result<Annotator> {
    Annotator::new(name).ok_or_else(|| unfit(&format!("“{name}” ({from})")))
}

fn unfit(name: &str) -> anyhow::Error {
    anyhow!("{name} cannot be an annotator's name; use letters, digits, “-”, “_” and “.”")
}
