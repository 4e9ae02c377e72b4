//! The whole window on a project on disk: idle, scrolling, jumping, tagging, opening another article.

use crate::Case;
use crate::screen::{Compared, Screen, button, key, wheel};
use crate::support::figures::{Figures, sized};
use crate::support::invented::{Dice, project_of, text};
use anyhow::{Context as _, ensure};
use egui::{Event, Key, Modifiers, Ui, pos2};
use pressmark::model::{AnnotationSet, Article};
use pressmark::store::Storage;
use pressmark::store::settings::{Settings, ThemeChoice};
use pressmark::ui::{App, Beginning, SystemClipboard, SystemPicker};
use std::sync::Arc;
use std::time::Duration;

const WIDTH: f32 = 1280.0;
const HEIGHT: f32 = 800.0;

/// Prints the table of frames.
pub fn run(cases: &[Case]) -> anyhow::Result<()> {
    let mut table = Compared::new("whole window, 1280 x 800", &["idle", "scroll", "jump"]);
    for case in cases {
        let mut desk = Desk::open([crate::made(case)])?;
        let idle = desk.frames(sized(1000, 10), |_| Vec::new());
        let jump = desk.jumps(sized(400, 10));
        desk.frame(vec![Event::PointerMoved(pos2(WIDTH / 2.0, HEIGHT / 2.0))]);
        let long = case.text.len() > 20_000;
        let by = |number: usize| if long || (number / 20).is_multiple_of(2) { -60.0 } else { 60.0 };
        let scroll = desk.frames(sized(1000, 10), |number| vec![wheel(by(number))]);
        table.row(case.name, &[idle, scroll, jump]);
    }
    Ok(())
}

/// Prints what it takes to tag something and to open an article.
pub fn tag_and_open() -> anyhow::Result<()> {
    let mut table = Compared::new("whole window, key to painted frame", &["tag", "undo", "open"]);
    let many = sized(50_000, 1_500);
    for (name, size, annotations) in [
        ("10 KB, 50 annotations", 10_000, 50),
        ("1 MB, 10,000", sized(1_000_000, 100_000), sized(10_000, 1_000)),
        ("10 MB, 50,000", sized(10_000_000, 300_000), many),
    ] {
        let small = Case { name, text: text(10_000, 600, 5), annotations: 50 };
        let large = Case { name, text: text(size, 600, 6), annotations };
        let mut desk = Desk::open([crate::made(&large), crate::made(&small)])?;
        let (mut tag, mut undo, mut open) = (Figures::default(), Figures::default(), Figures::default());
        for _ in 0..sized(200, 5) {
            desk.select_a_word();
            tag.push(desk.answer(key(Key::Q, Modifiers::NONE)));
            undo.push(desk.answer(key(Key::Z, Modifiers::COMMAND)));
        }
        for _ in 0..sized(100, 3) {
            desk.answer(key(Key::N, Modifiers::NONE));
            desk.frames(20, |_| Vec::new());
            open.push(desk.answer(key(Key::P, Modifiers::NONE)));
            desk.frames(20, |_| Vec::new());
        }
        table.row(name, &[tag, undo, open]);
    }
    println!("The key arrives in one frame and what it did is painted in the next; both are counted.");
    Ok(())
}

struct Desk {
    screen: Screen,
    app: App,
    /// Removed with all in it when the desk is left.
    _folder: tempfile::TempDir,
}

impl Desk {
    fn open(articles: impl IntoIterator<Item = (Article, AnnotationSet)>) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let place = folder.path().join("harbour-strike");
        Storage::create(&place, &project_of(articles)).context("making the project")?;
        let screen = Screen::new(WIDTH, HEIGHT);
        let settings = Settings { annotator: "amy".to_owned(), theme: ThemeChoice::Light, ..Settings::default() };
        let beginning = Beginning {
            settings,
            settings_file: None,
            fault: None,
            project: Some(place),
            picker: Box::new(SystemPicker),
            clipboard: Arc::new(SystemClipboard),
        };
        let app = App::new(&screen.ctx, beginning);
        let mut desk = Self { screen, app, _folder: folder };
        for _ in 0..3000 {
            desk.frame(Vec::new());
            if desk.screen.title.starts_with("Harbour") {
                desk.frames(300, |_| Vec::new());
                return Ok(desk);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        ensure!(false, "the project was not opened");
        Ok(desk)
    }

    fn frame(&mut self, events: Vec<Event>) -> f64 {
        let app = &mut self.app;
        self.screen.frame(events, &mut |ui: &mut Ui| app.frame(ui))
    }

    fn frames(&mut self, count: usize, events: impl FnMut(usize) -> Vec<Event>) -> Figures {
        let app = &mut self.app;
        self.screen.frames(count, &mut |ui: &mut Ui| app.frame(ui), events)
    }

    /// A key, and the frame that shows what it did.
    fn answer(&mut self, key: Event) -> f64 {
        let taken = self.frame(vec![key]);
        taken + self.frame(Vec::new())
    }

    /// Presses the pointer somewhere on the map of the article, again and again.
    fn jumps(&mut self, count: usize) -> Figures {
        let mut dice = Dice::new(11);
        let x = WIDTH - Settings::default().inspector_width - 8.0;
        let one = |_| {
            let y = 60.0 + dice.below(HEIGHT as usize - 140) as f32;
            let cost = self.frame(button(x, y, true));
            self.frame(button(x, y, false));
            cost
        };
        (0..count).map(one).collect()
    }

    fn select_a_word(&mut self) {
        let (plain, shift) = (Modifiers::COMMAND, Modifiers::COMMAND | Modifiers::SHIFT);
        self.frame(vec![key(Key::Escape, Modifiers::NONE)]);
        for modifiers in [plain, plain, shift] {
            self.frame(vec![key(Key::ArrowRight, modifiers)]);
        }
        self.frame(Vec::new());
    }
}
