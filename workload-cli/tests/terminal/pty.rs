//! A program on a pseudo-terminal of 100 columns.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// How long something may take that must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a screen must stay as it is to count as finished.
const QUIET: Duration = Duration::from_millis(300);

/// A program that runs, and what it has shown so far.
pub struct Pty {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
}

/// What a program left behind.
pub struct Shown {
    pub text: String,
    pub status: i32,
}

impl Pty {
    pub fn run(command: &mut Command) -> Self {
        let master: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let end = || OpenOptions::new().read(true).write(true).open(&name).unwrap();
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        let keyboard = File::from(master);
        let mut reader = keyboard.try_clone().unwrap();
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails once nobody has the other end any more.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        // The command holds the other end too.
        command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::null());
        Self { child, keyboard, screen, shown: String::new() }
    }

    /// Waits until `text` was shown.
    pub fn expect(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.shown.contains(text) {
            assert!(Instant::now() < until, "`{text}` does not come: {}", self.shown);
            self.take(QUIET);
        }
    }

    pub fn has(&self, text: &str) -> bool {
        self.shown.contains(text)
    }

    /// Waits until nothing more comes.
    pub fn settle(&mut self) {
        while self.take(QUIET) {}
    }

    /// Presses keys.
    pub fn send(&mut self, keys: &str) {
        // A program that has ended reads none.
        let _ = self.keyboard.write_all(keys.as_bytes());
    }

    /// Waits for the end.
    pub fn finish(mut self) -> Shown {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            self.take(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > until {
                self.child.kill().unwrap();
                panic!("it does not end: {}", self.shown);
            }
        };
        self.settle();
        Shown { text: self.shown, status: status.code().unwrap() }
    }

    /// Ends the program, which would go on for ever; gives what it has shown.
    #[allow(dead_code, reason = "not every test that has a terminal needs it")]
    pub fn stop(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.settle();
        self.shown
    }

    fn take(&mut self, patience: Duration) -> bool {
        let Ok(bytes) = self.screen.recv_timeout(patience) else { return false };
        let text = String::from_utf8_lossy(&bytes);
        // A terminal answers where its cursor is.
        if text.contains("\u{1b}[6n") {
            self.send("\u{1b}[1;1R");
        }
        self.shown.push_str(&text);
        true
    }
}
