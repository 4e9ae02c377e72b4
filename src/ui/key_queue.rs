//! Keys that come faster than frames are taken one after the other, each by the window as the key before left it: what is
//! typed right behind Ctrl+F goes into the field that it opens, and an arrow behind Escape moves the caret.
//!
//! A widget that is given the keyboard can claim its arrow keys from egui only in the frame after; so between two keys that
//! do something there is a frame that sees neither, and more of them while the keyboard goes from one widget to another.

use egui::{Event, Id, Key, Modifiers};

/// So many frames are waited for a keyboard that comes to no rest.
const RESTLESS: u8 = 4;

/// Input that waits for the frame after.
#[derive(Default)]
pub struct KeyQueue {
    waiting: Vec<Event>,
    /// The key that the frame before saw.
    before: Option<(Key, Modifiers)>,
    /// The widget that had the keyboard when the frame before began.
    keyboard: Option<Id>,
    /// For how many frames it has not been the same.
    restless: u8,
}

impl KeyQueue {
    /// Takes what arrived and leaves what this frame is to see; all of it in the order in which it came. `keyboard` is the
    /// widget that has it; `typing` says that this is a field, whose letters need not wait for one another.
    pub fn pass(&mut self, events: &mut Vec<Event>, keyboard: Option<Id>, typing: bool) {
        self.waiting.append(events);
        let rests = std::mem::replace(&mut self.keyboard, keyboard) == keyboard || self.restless >= RESTLESS;
        self.restless = if rests { 0 } else { self.restless + 1 };
        let mut passed = Passed { steered: self.before.take(), typed: false };
        let waits = |event: &Event| passed.holds_up(event, typing) || (!rests && is_press(event));
        let seen = self.waiting.iter().position(waits).unwrap_or(self.waiting.len());
        events.extend(self.waiting.drain(..seen));
        self.before = events.iter().rev().find_map(|event| steering(event, typing));
    }

    /// Whether another frame is needed at once.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

/// What has been let through to this frame.
struct Passed {
    /// The last key that does something, of this frame or the one before.
    steered: Option<(Key, Modifiers)>,
    /// Whether letters went into a field, which only this frame puts there.
    typed: bool,
}

impl Passed {
    /// Whether an event depends on what those before it do. A key that repeats itself does not.
    fn holds_up(&mut self, event: &Event, typing: bool) -> bool {
        match event {
            Event::Key { key, modifiers, pressed: true, .. } => {
                let steers = steering(event, typing);
                let waits = self.steered.is_some_and(|before| before != (*key, *modifiers)) || (steers.is_some() && self.typed);
                self.steered = steers.or(self.steered);
                waits
            }
            // The letter of a key that this frame sees itself comes right behind it.
            Event::Text(_) => {
                self.typed |= typing;
                typing && self.steered.is_some()
            }
            Event::Paste(_) | Event::Cut | Event::Copy | Event::PointerButton { pressed: true, .. } => self.steered.is_some(),
            _ => false,
        }
    }
}

fn is_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. } | Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy)
}

/// The key of an event that goes somewhere or does something.
fn steering(event: &Event, typing: bool) -> Option<(Key, Modifiers)> {
    match event {
        Event::Key { key, modifiers, pressed: true, .. } => {
            let steers = !typing || modifiers.command || modifiers.alt || !is_typed(*key);
            steers.then_some((*key, *modifiers))
        }
        _ => None,
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
            queue.pass(&mut arriving, None, typing(frames.len()));
            frames.push(std::mem::take(&mut arriving));
            assert!(frames.len() <= 2 * events.len(), "it comes to an end");
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
        let seen = frames(&events, |frame| (1..6).contains(&frame));
        // Enter waits until the field has the letters.
        assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 4, 1, 0, 1, 0, 1]);
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
    fn keys_of_two_frames_have_one_between_them() {
        let mut queue = KeyQueue::default();
        let mut see = |arriving: &[Event]| {
            let mut events = arriving.to_vec();
            queue.pass(&mut events, None, false);
            events
        };
        assert_eq!(see(&[plain(Key::Escape)]), [plain(Key::Escape)]);
        assert_eq!(see(&[plain(Key::ArrowLeft)]), []);
        assert_eq!(see(&[]), [plain(Key::ArrowLeft)]);
        assert_eq!(see(&[plain(Key::ArrowLeft)]), [plain(Key::ArrowLeft)], "a key that is held does not wait");
        assert_eq!(see(&[]), []);
        assert_eq!(see(&[plain(Key::Q)]), [plain(Key::Q)], "nor one that comes later");
    }

    #[test]
    fn keys_wait_while_the_keyboard_goes_from_one_widget_to_another() {
        let (mut queue, field, text) = (KeyQueue::default(), Some(Id::unique("field")), Some(Id::unique("text")));
        let mut see = |arriving: &[Event], keyboard| {
            let mut events = arriving.to_vec();
            queue.pass(&mut events, keyboard, keyboard == field);
            events
        };
        see(&[], field);
        assert_eq!(see(&[plain(Key::Escape), plain(Key::ArrowLeft)], field), [plain(Key::Escape)]);
        assert_eq!(see(&[], None), [], "the field is gone");
        assert_eq!(see(&[], text), [], "the text has just been given it");
        assert_eq!(see(&[], text), [plain(Key::ArrowLeft)]);
        let restless = (0..20).map(|at| see(if at == 0 { &[Event::Cut] } else { &[] }, Some(Id::unique(at))));
        assert_eq!(restless.filter(|seen| !seen.is_empty()).count(), 1, "it does not wait for ever");
    }

    #[test]
    fn commands_of_one_letter_are_taken_one_by_one() {
        let seen = frames(&[plain(Key::N), text("n"), plain(Key::Q), text("q")], |_| false);
        assert_eq!(seen, [vec![plain(Key::N), text("n")], vec![], vec![plain(Key::Q), text("q")]]);
        assert_eq!(frames(&[plain(Key::N), Event::Paste("words".to_owned())], |_| false).len(), 3);
    }
}
