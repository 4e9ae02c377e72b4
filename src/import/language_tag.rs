//! Tags of languages as pages, feeds and files write them, in their usual spelling.

/// A BCP 47 tag, if it is one: “EN_gb” is “en-GB”.
pub(super) fn language_tag(written: &str) -> Option<String> {
    let written = written.split(',').next()?.trim();
    let mut parts = written.split(['-', '_']);
    let name = parts.next().filter(|name| matches!(name.len(), 2 | 3) && is_letters(name))?;
    let mut tag = name.to_ascii_lowercase();
    for part in parts {
        if !matches!(part.len(), 2..=8) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        tag.push_str(&usual(part)?);
    }
    Some(tag)
}

/// A country in capitals, a script with a capital first, anything else small.
fn usual(part: &str) -> Option<String> {
    Some(match part.len() {
        2 if is_letters(part) => part.to_ascii_uppercase(),
        4 if is_letters(part) => {
            let (first, rest) = part.split_at_checked(1)?;
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        }
        _ => part.to_ascii_lowercase(),
    })
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_get_their_usual_spelling_and_anything_else_is_none() {
        let tags = [("en", "en"), ("EN_gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("de-DE, en", "de-DE")];
        for (written, tag) in tags {
            assert_eq!(language_tag(written).as_deref(), Some(tag), "{written}");
        }
        for written in ["", "english", "e", "x-", "en--gb", "{{lang}}", "日本"] {
            assert_eq!(language_tag(written), None, "{written}");
        }
    }
}
