//! What a person set for the program on this machine: kept apart from every project.

use crate::model::Annotator;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The environment variable that names the annotator.
const ANNOTATOR: &str = "PRESSMARK_ANNOTATOR";

/// The settings file as it stands on disk; missing fields are as new.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The annotator's name; empty until asked.
    pub annotator: String,
    /// Light, dark, or as the system says.
    pub theme: ThemeChoice,
    /// 1 is 100 %.
    pub zoom: f32,
    /// Size of the article's type in points.
    pub text_size: f32,
    /// Width of the reading column in characters.
    pub line_chars: f32,
    /// Whether articles are set in the sans face rather than the serif.
    pub sans: bool,
    /// Whether selections made by hand are widened to whole words.
    pub snap_to_words: bool,
    /// Whether the files that articles come from are kept in the project.
    pub keep_sources: bool,
    /// No motion at all.
    pub less_motion: bool,
    /// Whether the list of articles is shown.
    pub articles_shown: bool,
    /// Whether suggestions are shown in the text.
    pub suggestions_shown: bool,
    /// Whether relations are drawn beside the text.
    pub relations_shown: bool,
    /// Whether the inspector is shown.
    pub inspector_shown: bool,
    /// Width of the list of articles in points.
    pub articles_width: f32,
    /// Width of the inspector in points.
    pub inspector_width: f32,
    /// Width and height of the window in points.
    pub window: (f32, f32),
    /// Whether the window fills the screen.
    pub maximized: bool,
    /// Projects opened, the last first.
    pub recent: Vec<PathBuf>,
}

/// Which theme is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ThemeChoice {
    Light,
    Dark,
    #[default]
    System,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            annotator: String::new(),
            theme: ThemeChoice::System,
            zoom: 1.0,
            text_size: 17.0,
            line_chars: 68.0,
            sans: false,
            snap_to_words: false,
            keep_sources: false,
            less_motion: false,
            articles_shown: true,
            suggestions_shown: true,
            relations_shown: true,
            inspector_shown: true,
            articles_width: 268.0,
            inspector_width: 300.0,
            window: (1280.0, 800.0),
            maximized: false,
            recent: Vec::new(),
        }
    }
}

impl Settings {
    /// How many recent projects are kept.
    const RECENT: usize = 12;

    /// Where the settings are kept: `$PRESSMARK_CONFIG`, or the system's folder for settings.
    pub fn file() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        let chosen = std::env::var_os("PRESSMARK_CONFIG").map(PathBuf::from);
        let standard = || etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("pressmark"));
        chosen.or_else(standard).map(|folder| folder.join("settings.ron"))
    }

    /// Reads the settings; as new, with words about why, when the file cannot be read.
    pub fn load(file: &Path) -> (Self, Option<String>) {
        match std::fs::read_to_string(file) {
            Ok(text) => match ron::from_str::<Self>(&text) {
                Ok(mut settings) => {
                    settings.keep_sane();
                    (settings, None)
                }
                Err(error) => {
                    let words = format!("The settings in {} could not be read ({error}); they are as new", file.display());
                    (Self::default(), Some(words))
                }
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Self::default(), None),
            Err(error) => (Self::default(), Some(format!("The settings in {} could not be read: {error}", file.display()))),
        }
    }

    /// Writes the settings, whole or not at all.
    pub fn save(&self, file: &Path) -> std::io::Result<()> {
        let folder = file.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default()).map_err(std::io::Error::other)?;
        let mut written = tempfile::NamedTempFile::new_in(folder)?;
        std::io::Write::write_all(&mut written, text.as_bytes())?;
        written.persist(file).map(drop).map_err(|error| error.error)
    }

    /// Who works here: named by `$PRESSMARK_ANNOTATOR`, else as set, else by the login name. The error is a name that was
    /// given and cannot be one: a near one would send the work to somebody else's file.
    pub fn whoever_works(&self) -> Result<Annotator, String> {
        self.whoever(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    fn whoever(&self, variable: impl Fn(&str) -> Option<String>) -> Result<Annotator, String> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let named = |name: &str, from: &str| Annotator::new(name.trim()).ok_or_else(|| format!("“{name}” ({from})"));
        if let Some(name) = set(ANNOTATOR) {
            return named(&name, ANNOTATOR);
        }
        if !self.annotator.trim().is_empty() {
            return named(&self.annotator, "settings");
        }
        let login = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(set);
        Ok(Annotator::nearest(login.as_deref().unwrap_or_default()))
    }

    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|other| other != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(Self::RECENT);
    }

    /// Keeps figures within what can be shown, also those of a hand-edited file.
    pub fn keep_sane(&mut self) {
        let fresh = Self::default();
        let within = |value: f32, low: f32, high: f32, new: f32| if value.is_finite() { value.clamp(low, high) } else { new };
        self.zoom = within(self.zoom, 0.5, 4.0, fresh.zoom);
        self.text_size = within(self.text_size, 12.0, 28.0, fresh.text_size);
        self.line_chars = within(self.line_chars, 40.0, 100.0, fresh.line_chars);
        self.articles_width = within(self.articles_width, 160.0, 600.0, fresh.articles_width);
        self.inspector_width = within(self.inspector_width, 200.0, 700.0, fresh.inspector_width);
        self.window.0 = within(self.window.0, 480.0, 10_000.0, fresh.window.0);
        self.window.1 = within(self.window.1, 320.0, 10_000.0, fresh.window.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_to_hand_wins_and_an_unfit_one_is_refused() {
        let whoever = |set: &str, pairs: &'static [(&str, &str)]| {
            let settings = Settings { annotator: set.to_owned(), ..Settings::default() };
            let variable = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
            settings.whoever(variable).ok().map(|annotator| annotator.to_string())
        };
        assert_eq!(whoever("amy", &[(ANNOTATOR, "ben"), ("USER", "root")]).as_deref(), Some("ben"));
        assert_eq!(whoever("amy", &[("USER", "root")]).as_deref(), Some("amy"));
        assert_eq!(whoever("", &[(ANNOTATOR, ""), ("USER", "José Núñez")]).as_deref(), Some("José-Núñez"));
        assert_eq!(whoever("", &[]).as_deref(), Some("annotator"));
        assert_eq!(whoever("", &[(ANNOTATOR, "a/b")]), None);
    }

    #[test]
    fn what_was_set_comes_back_and_nonsense_does_not_break_the_window() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new folder").join("settings.ron");
        assert_eq!(Settings::load(&file), (Settings::default(), None));
        let mut settings = Settings { zoom: 1.25, theme: ThemeChoice::Dark, ..Settings::default() };
        settings.remember(Path::new("/tmp/a"));
        settings.remember(Path::new("/tmp/b"));
        settings.remember(Path::new("/tmp/a"));
        settings.save(&file).unwrap();
        assert_eq!(settings.recent, [PathBuf::from("/tmp/a"), PathBuf::from("/tmp/b")]);
        assert_eq!(Settings::load(&file), (settings, None));
        std::fs::write(&file, "(zoom: NaN, text_size: 900.0)").unwrap();
        let (sane, problem) = Settings::load(&file);
        assert_eq!((sane.zoom, sane.text_size, problem), (1.0, 28.0, None));
        std::fs::write(&file, "(zoom: ").unwrap();
        let (fresh, problem) = Settings::load(&file);
        assert_eq!(fresh, Settings::default());
        assert!(problem.unwrap().contains("settings.ron"));
    }
}
