//! Keys that a slow frame brings together are taken one after the other, each by the window as the key before left it: what
//! is typed right behind Ctrl+F goes into the field that it opens, and an arrow behind Escape moves the caret.

use egui::{Event, Key, Modifiers};

/// Input that waits for the frame after.
#[derive(Default)]
pub struct KeyQueue {
    waiting: Vec<Event>,
}

impl KeyQueue {
    /// Takes what arrived and leaves what this frame is to see; all of it in the order in which it came. `typing` says that a
    /// field has the keyboard: its letters need not wait for one another.
    pub fn pass(&mut self, events: &mut Vec<Event>, typing: bool) {
        self.waiting.append(events);
        let mut steered = None;
        let seen = self.waiting.iter().position(|event| must_wait(event, typing, &mut steered)).unwrap_or(self.waiting.len());
        events.extend(self.waiting.drain(..seen));
    }

    /// Whether another frame is needed at once.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

/// Whether an event depends on what the key before it does. A key that repeats itself does not.
fn must_wait(event: &Event, typing: bool, steered: &mut Option<(Key, Modifiers)>) -> bool {
    match event {
        Event::Key { key, modifiers, pressed: true, .. } => {
            let steers = !typing || modifiers.command || modifiers.alt || !is_typed(*key);
            let waits = steered.is_some_and(|before| before != (*key, *modifiers));
            if steers {
                *steered = Some((*key, *modifiers));
            }
            waits
        }
        // The letter of a key that this frame sees itself comes right behind it.
        Event::Text(_) => typing && steered.is_some(),
        Event::Paste(_) | Event::Cut | Event::Copy => steered.is_some(),
        Event::PointerButton { pressed: true, .. } => steered.is_some(),
        _ => false,
    }
}

/// Whether a key writes a letter, as against one that goes somewhere or does something.
fn is_typed(key: Key) -> bool {
    key == Key::Space || key.name().chars().count() == 1 || key.symbol_or_name().chars().all(|c| c.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn plain(name: Key) -> Event {
        key(name, Modifiers::NONE)
    }

    fn text(letters: &str) -> Event {
        Event::Text(letters.to_owned())
    }

    /// What each frame sees when all of it arrives at once.
    fn frames(events: &[Event], typing: impl Fn(usize) -> bool) -> Vec<Vec<Event>> {
        let (mut queue, mut frames) = (KeyQueue::default(), Vec::new());
        let mut arriving = events.to_vec();
        loop {
            queue.pass(&mut arriving, typing(frames.len()));
            frames.push(std::mem::take(&mut arriving));
            assert!(frames.len() <= events.len(), "it comes to an end");
            if !queue.is_waiting() {
                assert_eq!(frames.concat(), events, "nothing is lost, and the order stays");
                return frames;
            }
        }
    }

    #[test]
    fn what_is_typed_behind_a_command_waits_for_the_field_it_opens() {
        let find = key(Key::F, Modifiers::COMMAND);
        let events = [
            find,
            plain(Key::A),
            text("a"),
            plain(Key::B),
            text("b"),
            plain(Key::Enter),
            plain(Key::Escape),
            plain(Key::ArrowLeft),
        ];
        let seen = frames(&events, |frame| frame == 1 || frame == 2);
        assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [1, 5, 1, 1]);
        assert_eq!(seen[1].last(), Some(&plain(Key::Enter)));
    }

    #[test]
    fn letters_in_a_field_and_a_key_that_is_held_come_together() {
        let word = [plain(Key::O), text("o"), plain(Key::K), text("k"), plain(Key::Space), text(" ")];
        assert_eq!(frames(&word, |_| true).len(), 1);
        let held = vec![plain(Key::ArrowDown); 9];
        assert_eq!(frames(&held, |_| false).len(), 1);
        let mouse = Event::PointerMoved(egui::pos2(1.0, 2.0));
        assert_eq!(frames(&[plain(Key::Q), text("q"), mouse], |_| false).len(), 1);
    }

    #[test]
    fn commands_of_one_letter_are_taken_one_by_one() {
        let seen = frames(&[plain(Key::N), text("n"), plain(Key::Q), text("q")], |_| false);
        assert_eq!(seen, [vec![plain(Key::N), text("n")], vec![plain(Key::Q), text("q")]]);
        assert_eq!(frames(&[plain(Key::N), Event::Paste("words".to_owned())], |_| false).len(), 2);
    }
}
