//! `command`, `args`, `working_dir`: what a container's process is.

use super::on_container::on_container;
use crate::describe::description::TextPlace;
use crate::describe::parts::Words;
use crate::k8s::values::MountPath;

on_container! {
    /// `command = ["redis-server"]`: what runs instead of the image's entry point.
    pub fn command(&mut self, command: Words) {
        self.addresses.retain(|(place, _)| !matches!(place, TextPlace::Command(_)));
        let addresses = command.addresses().into_iter();
        self.addresses.extend(addresses.map(|(at, text)| (TextPlace::Command(at), text)));
        self.raw.command = Some(command.into());
        self.note("command")
    }

    /// `args = ["--appendonly", "yes"]`: what the process is given instead of the image's arguments.
    pub fn args(&mut self, args: Words) {
        self.addresses.retain(|(place, _)| !matches!(place, TextPlace::Arg(_)));
        let addresses = args.addresses().into_iter();
        self.addresses.extend(addresses.map(|(at, text)| (TextPlace::Arg(at), text)));
        self.raw.args = Some(args.into());
        self.note("args")
    }

    /// `working_dir = "/srv"`: where the process starts.
    pub fn working_dir(&mut self, path: MountPath) {
        self.raw.working_dir = Some(path.into());
        self.note("workingDir")
    }

    /// `stdin`: keeps the process's input open.
    pub fn stdin(&mut self, on: bool) {
        self.raw.stdin = Some(on);
        self.note("stdin")
    }

    /// `stdin_once`: closes the process's input when the first one attached to it leaves.
    pub fn stdin_once(&mut self, on: bool) {
        self.raw.stdin_once = Some(on);
        self.note("stdinOnce")
    }

    /// `tty`: gives the process a terminal.
    pub fn tty(&mut self, on: bool) {
        self.raw.tty = Some(on);
        self.note("tty")
    }
}
