//! A signal that ends the program takes its temporary files along.

/// Waits for signals on a thread of its own; then removes the temporary files, and ends the
/// program as the signal would.
#[cfg(unix)]
pub(crate) fn remove_temporary_files_on_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // Without the thread a signal leaves a temporary file at worst.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // Kept to the end: nothing may take its place any more.
            let _open = workload_core::export::remove_temporary_files();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Other systems end the program at once.
#[cfg(not(unix))]
pub(crate) fn remove_temporary_files_on_signals() {}
