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
    let mut dice = Dice::new(5);
    for _ in 0..sized(4000, 40) {
        // In no order, so that whatever else the disk does hits all alike.
        match dice.below(4) {
            0 => small.tag()?,
            1 => small.by_hand()?,
            2 => large.tag()?,
            _ => large.by_hand()?,
        }
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
    lines: u64,
    tag: Figures,
    command: Figures,
    bare_append: Figures,
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
        let (tag, command, bare_append) = Default::default();
        Ok(Self { session, folder, dice: Dice::new(3), bare, journal, lines: 0, tag, command, bare_append })
    }

    /// Tags somewhere and waits for the disk.
    fn tag(&mut self) -> anyhow::Result<()> {
        let length = self.session.text().len();
        let anchor = self.session.text().floor_char_boundary(self.dice.below(length - 200));
        let head = self.session.text().floor_char_boundary(anchor + 20 + self.dice.below(150));
        self.session.run(&Command::Select { anchor, head });
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
        self.lines += 1;
        Ok(())
    }

    /// Writes as many bytes as a line of the journal has on average.
    fn by_hand(&mut self) -> anyhow::Result<()> {
        let written = std::fs::metadata(&self.journal).map_or(400, |file| file.len());
        let line = vec![b'x'; (written / self.lines.max(1)) as usize];
        let (passed, written) = wall_ms(|| self.bare.write_all(&line).and_then(|()| self.bare.sync_data()));
        written?;
        self.bare_append.push(passed);
        Ok(())
    }

    fn report(&self, name: &str, small: f64, table: &mut Table) {
        let (tag, bare) = (self.tag.median(), self.bare_append.median());
        let cells = [tag, self.tag.p99()].map(shown).into_iter();
        table.row(name, cells.chain([ratio(tag, bare), ratio(tag, small), shown(self.command.median())]));
        let cells = [bare, self.bare_append.p99()].map(shown).into_iter();
        table.row("    bare append and fdatasync there", cells.chain(["1.00 x".to_owned()]));
    }
}
