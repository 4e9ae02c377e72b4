//! On whose behalf a command works.

use crate::model::Annotator;
use anyhow::anyhow;

/// The environment variable that names the annotator.
const VARIABLE: &str = "PRESSMARK_ANNOTATOR";

/// The annotator asked for, else the one of the environment, else the login name.
pub(super) fn choose(asked: Option<&str>) -> anyhow::Result<Annotator> {
    choose_from(asked, |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

fn choose_from(asked: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Annotator> {
    if let Some(name) = asked {
        return named(name, "--annotator");
    }
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(name) = set(VARIABLE) {
        return named(&name, VARIABLE);
    }
    let login = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(set);
    Ok(Annotator::nearest(login.as_deref().unwrap_or_default()))
}

/// Takes a name as it was given, never a near one: the work would go to somebody else's file.
pub(super) fn named(name: &str, from: &str) -> anyhow::Result<Annotator> {
    let unfit = || anyhow!("“{name}” ({from}) cannot be an annotator's name; use letters, digits, “-”, “_” and “.”");
    Annotator::new(name).ok_or_else(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_to_hand_wins() {
        let environment = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string())
        };
        let chosen = |asked, pairs| choose_from(asked, environment(pairs)).map(|annotator| annotator.to_string()).ok();
        assert_eq!(chosen(Some("amy"), &[(VARIABLE, "ben"), ("USER", "root")]).as_deref(), Some("amy"));
        assert_eq!(chosen(None, &[(VARIABLE, "ben"), ("USER", "root")]).as_deref(), Some("ben"));
        assert_eq!(chosen(None, &[(VARIABLE, ""), ("USER", "José Núñez")]).as_deref(), Some("José-Núñez"));
        assert_eq!(chosen(None, &[]).as_deref(), Some("annotator"));
        assert_eq!(chosen(Some("../amy"), &[]), None);
        assert_eq!(chosen(None, &[(VARIABLE, "a/b")]), None);
    }
}
