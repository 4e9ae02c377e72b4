//! A glimpse of a text on one line, for lists.

use unicode_segmentation::UnicodeSegmentation;

/// Of a cluster heaped with combining signs only so many characters are shown.
const LONGEST_CLUSTER: usize = 32;

/// Returns `text` on one line, every run of white space being one space, cut after `max` grapheme clusters with “…”.
///
/// ```
/// assert_eq!(pressmark::model::text::excerpt("The port\nis shut for now.", 12), "The port is…");
/// ```
pub fn excerpt(text: &str, max: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    let mut gap = false;
    for cluster in text.trim().graphemes(true) {
        if cluster.starts_with(char::is_whitespace) {
            gap = true;
            continue;
        }
        let width = 1 + usize::from(gap);
        if count + width > max {
            line.push('…');
            return line;
        }
        if gap {
            line.push(' ');
        }
        line.extend(cluster.chars().take(LONGEST_CLUSTER));
        count += width;
        gap = false;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn short_texts_stay_as_they_are() {
        assert_eq!(excerpt("  Two\r\n\n words ", 9), "Two words");
        assert_eq!(excerpt("", 9), "");
    }

    #[test]
    fn long_texts_are_cut_between_clusters() {
        assert_eq!(excerpt("Two words", 8), "Two word…");
        assert_eq!(excerpt("Two words", 4), "Two…");
        assert_eq!(excerpt("👩‍👧👩‍👧👩‍👧", 2), "👩‍👧👩‍👧…");
    }
}
