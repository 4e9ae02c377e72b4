//! The real program in a real window: from process start to the first painted frame, what it takes while nothing happens,
//! how large it is. Needs Linux with Xvfb and xdotool; without them it says so.
//!
//! A window is shown only after its first frame has been painted, so the first look that finds it visible ends the wait.

mod support;

use anyhow::{Context as _, ensure};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::figures::{Figures, Table, preface, ratio, shown, sized, wall_ms};
use support::invented::{Size, project};

const PROGRAM: &str = env!("CARGO_BIN_EXE_pressmark");

fn main() -> anyhow::Result<()> {
    preface("start");
    println!("the program: {:.1} MiB", std::fs::metadata(PROGRAM)?.len() as f64 / 1_048_576.0);
    let Some(display) = Display::begin() else {
        println!("Nothing more was measured: Xvfb and xdotool are needed.");
        return Ok(());
    };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let place = folder.path().join("harbour-strike");
    let size = Size { articles: sized(1_000, 20), bytes: 5_000, annotations: 20 };
    pressmark::store::Storage::create(&place, &project(size))?;
    start(&display, folder.path(), &place)?;
    idle(&display, folder.path(), &place)
}

/// From process start to a visible window.
fn start(display: &Display, home: &Path, place: &Path) -> anyhow::Result<()> {
    let rounds = sized(20, 2);
    let bare = || display.time("xmessage", Command::new("xmessage").arg("harbour"));
    let (mut trivial, mut empty, mut full, mut spawn) = <(Figures, Figures, Figures, Figures)>::default();
    for _ in 0..rounds {
        // Turn by turn, since what else the machine does changes.
        if let Ok(passed) = bare() {
            trivial.push(passed);
        }
        empty.push(display.time("Pressmark", &mut program(home))?);
        full.push(display.time("Pressmark", program(home).arg(place))?);
        spawn.push(wall_ms(|| Command::new("true").status()).0);
    }
    let window = Started::of(display, program(home).arg(place))?;
    display.wait("Pressmark")?;
    let look: Figures = (0..rounds).map(|_| wall_ms(|| display.sees("Pressmark")).0).collect();
    drop(window);
    let table = Table::new("from process start to visible window, ms", &["median", "p99", "to bare"]);
    for (name, figures) in [
        ("pressmark, start screen", &empty),
        ("pressmark, on a project of 1,000 articles", &full),
        ("xmessage", &trivial),
        ("the process “true”", &spawn),
        ("one look for a window, which all but it hold", &look),
    ] {
        table.row(name, [shown(figures.median()), shown(figures.p99()), ratio(figures.median(), trivial.median())]);
    }
    Ok(())
}

/// What an open project takes while nobody touches it.
fn idle(display: &Display, home: &Path, place: &Path) -> anyhow::Result<()> {
    let window = Started::of(display, program(home).arg(place))?;
    display.wait("Harbour")?;
    // Fonts are still being looked for, and a first pause in the work is waited for.
    std::thread::sleep(Duration::from_secs(8));
    let seconds = sized(10, 2);
    let before = window.ticks()?;
    std::thread::sleep(Duration::from_secs(seconds as u64));
    let ticks = window.ticks()? - before;
    let status = std::fs::read_to_string(format!("/proc/{}/status", window.0.id()))?;
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    println!(
        "\nidle for {seconds} s with the project open: {ticks} ticks of 10 ms; memory {}, of it its own {}",
        of("VmRSS:"),
        of("RssAnon:")
    );
    Ok(())
}

fn program(home: &Path) -> Command {
    let mut program = Command::new(PROGRAM);
    program.env("PRESSMARK_CONFIG", home.join("settings")).env("PRESSMARK_ANNOTATOR", "amy").env_remove("WAYLAND_DISPLAY");
    program
}

/// A display of our own, gone when left.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn begin() -> Option<Self> {
        Command::new("xdotool").arg("--version").output().ok()?;
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-noreset", "-screen", "0", "1280x800x24"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = server.spawn().ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        Some(Self { server, name: format!(":{}", number.trim()) })
    }

    /// Whether a window of that title is visible.
    fn sees(&self, title: &str) -> bool {
        let mut look = Command::new("xdotool");
        look.args(["search", "--onlyvisible", "--name", title]).env("DISPLAY", &self.name);
        look.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    fn wait(&self, title: &str) -> anyhow::Result<()> {
        let until = Instant::now() + Duration::from_secs(20);
        while !self.sees(title) {
            ensure!(Instant::now() < until, "no window “{title}” in 20 s");
        }
        Ok(())
    }

    fn time(&self, title: &str, program: &mut Command) -> anyhow::Result<f64> {
        let from = Instant::now();
        let window = Started::of(self, program)?;
        self.wait(title)?;
        let passed = from.elapsed().as_secs_f64() * 1e3;
        drop(window);
        Ok(passed)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A program that was started, ended when left.
struct Started(Child);

impl Started {
    fn of(display: &Display, program: &mut Command) -> anyhow::Result<Self> {
        program.env("DISPLAY", &display.name).stdout(Stdio::null()).stderr(Stdio::null());
        program.spawn().map(Self).with_context(|| format!("starting {:?}", program.get_program()))
    }

    /// Processor time so far, of user and system, in ticks.
    fn ticks(&self) -> anyhow::Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        let behind_name = stat.rsplit_once(')').context("no process name")?.1;
        let mut fields = behind_name.split_whitespace().skip(11);
        let mut next = || fields.next().context("a field is missing");
        Ok(next()?.parse::<u64>()? + next()?.parse::<u64>()?)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
