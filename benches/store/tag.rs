//! One tag, from the command to the synced line of the journal, against appending and syncing as many bytes by hand.

use crate::support::figures::{Figures, Table, ratio, shown, sized, wall_ms};
use crate::support::invented::{Dice, Size, amy, project};
use crate::support::journal::{Folder, session};
use anyhow::{Context as _, ensure};
use pressmark::model::Progress;
use pressmark::session::{Command, Outcome, Session};
use pressmark::store::Storage;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Prints the table.
pub fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut small = Desk::open(&folder.path().join("small"), sized(1_000, 50))?;
    let mut large = Desk::open(&folder.path().join("large"), sized(100_000, 500))?;
    for _ in 0..sized(1000, 10) {
        // Turn by turn, so that whatever else the disk does hits all alike.
        small.turn()?;
        large.turn()?;
    }
    let mut table = Table::new("one tag, milliseconds", &["median", "p99", "to bare", "to small", "cpu"]);
    small.report("1,000 articles", small.tag.median(), &mut table);
    large.report("100,000 articles", small.tag.median(), &mut table);
    println!("“cpu” is what the command costs the window's thread; the rest passes on the journal's.");
    Ok(())
}

struct Desk {
    session: Session,
    folder: Folder,
    dice: Dice,
    bare: File,
    journal: PathBuf,
    tag: Figures,
    command: Figures,
    by_hand: Figures,
}

impl Desk {
    fn open(place: &Path, articles: usize) -> anyhow::Result<Self> {
        let made = project(Size { articles, bytes: sized(5_000, 1_000), annotations: sized(20, 2) });
        Storage::create(place, &made).context("making the project")?;
        drop(made);
        let opened = Storage::open(place, &amy(), &Progress::default(), &|_, _| {}).context("opening the project")?;
        ensure!(opened.problems.is_empty(), "problems: {:?}", opened.problems.first());
        let (mut session, folder) = session(opened);
        session.run(&Command::NextArticle);
        let bare = File::options().create(true).append(true).open(place.join("journal").join("bare"))?;
        let journal = place.join("journal").join("amy.ronl");
        let (tag, command, by_hand) = Default::default();
        Ok(Self { session, folder, dice: Dice::new(3), bare, journal, tag, command, by_hand })
    }

    /// Tags somewhere and waits for the disk; then writes as many bytes by hand.
    fn turn(&mut self) -> anyhow::Result<()> {
        let length = self.session.text().len();
        let anchor = self.session.text().floor_char_boundary(self.dice.below(length - 200));
        let head = self.session.text().floor_char_boundary(anchor + 20 + self.dice.below(150));
        self.session.run(&Command::Select { anchor, head });
        let before = std::fs::metadata(&self.journal).map_or(0, |file| file.len());
        let tag = Command::Tag("quote".into());
        let mut command = 0.0;
        let (passed, done) = wall_ms(|| {
            let (cost, outcome) = crate::support::figures::cpu_ms(|| self.session.run(&tag));
            command = cost;
            let synced = self.folder.storage().flush(Duration::from_secs(10));
            synced && outcome == Outcome::Done
        });
        ensure!(done, "not tagged: {:?}", self.session.notice());
        self.tag.push(passed);
        self.command.push(command);
        let line = vec![b'x'; (std::fs::metadata(&self.journal)?.len() - before) as usize];
        let (passed, written) = wall_ms(|| self.bare.write_all(&line).and_then(|()| self.bare.sync_data()));
        written?;
        self.by_hand.push(passed);
        Ok(())
    }

    fn report(&self, name: &str, small: f64, table: &mut Table) {
        let (tag, bare) = (self.tag.median(), self.by_hand.median());
        let cells = [tag, self.tag.p99()].map(shown).into_iter();
        table.row(name, cells.chain([ratio(tag, bare), ratio(tag, small), shown(self.command.median())]));
        let cells = [bare, self.by_hand.p99()].map(shown).into_iter();
        table.row("    bare append and fdatasync there", cells.chain(["1.00 x".to_owned()]));
    }
}
