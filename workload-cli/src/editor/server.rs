//! The server's main thread: messages of the editor, and what the other thread found.

use std::path::PathBuf;

use crossbeam_channel::{Receiver, select, unbounded};
use gen_lsp_types::Uri;
use lsp_server::{Connection, Message, ProtocolError};
use serde_json::{Value, json};

use super::capabilities::capabilities;
use super::client::Client;
use super::events::{Disk, Event, Work};
use super::judge::judge;
use super::outgoing::Outgoing;
use super::session::Session;
use super::uri::to_path;
use super::{notifications, publish, requests};
use crate::Outcome;
use crate::error::{CliError, Result};

/// Serves an editor over standard input and output until it ends the session.
pub(crate) fn serve() -> Result<Outcome> {
    let (connection, threads) = Connection::stdio();
    let outcome = converse(connection)?;
    threads.join().map_err(|error| CliError::new(format!("cannot write to the editor: {error}")))?;
    Ok(outcome)
}

/// The whole session.
fn converse(connection: Connection) -> Result<Outcome> {
    let (id, params) = connection.initialize_start().map_err(broken)?;
    let client = Client::new(&params["capabilities"]);
    connection.initialize_finish(id, capabilities(client)).map_err(broken)?;
    let (jobs, received) = unbounded();
    let (sender, events) = unbounded();
    std::thread::spawn(move || judge(&received, &sender));
    let Connection { sender, receiver } = connection;
    let mut session = Session::new(client, folders(&params), Outgoing::new(sender), jobs);
    watch_files(&mut session);
    session.check(Disk::default());
    Ok(converse_on(&mut session, &receiver, &events))
}

/// Handles what comes until the editor ends the session or is gone.
fn converse_on(session: &mut Session, messages: &Receiver<Message>, events: &Receiver<Event>) -> Outcome {
    loop {
        select! {
            recv(messages) -> message => match message {
                Ok(Message::Request(request)) => requests::handle(session, request),
                Ok(Message::Notification(one)) if one.method == "exit" => return status(session),
                Ok(Message::Notification(notification)) => notifications::handle(session, notification),
                Ok(Message::Response(_)) => {}
                Err(_) => return status(session),
            },
            recv(events) -> event => if let Ok(event) = event {
                take(session, event);
            },
        }
    }
}

/// An end without a request for it is status 1, as the protocol wants it.
fn status(session: &Session) -> Outcome {
    if session.is_shut_down { Outcome::Clean } else { Outcome::Found }
}

/// Takes over what the other thread found.
fn take(session: &mut Session, event: Event) {
    match event {
        Event::Began(root, work) if session.client.progress => {
            session.progress.begin(&mut session.outgoing, root, work);
        }
        Event::Began(..) => {}
        Event::Judged(judged) => {
            let (root, ends) = (judged.root.clone(), judged.ends);
            if let Some(custom) = judged.custom.clone() {
                session.custom.insert(root.clone(), custom);
            }
            session.results.add(judged);
            session.progress.end(&session.outgoing, &root, ends, session.results.checked(&root));
        }
        Event::Failed(root, message) => {
            session.results.remove(&root);
            session.custom.remove(&root);
            for work in [Work::Reading, Work::Rendering] {
                session.progress.end(&session.outgoing, &root, Some(work), 0);
            }
            session.outgoing.show_warning(&message);
        }
        Event::Done(generation) => {
            session.done = generation;
            publish::publish(session);
            for request in session.ready() {
                requests::answer(session, request);
            }
        }
    }
}

/// The folders that are open in the editor.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| to_path(&Uri(uri.as_str()?.to_owned()));
    match params["workspaceFolders"].as_array() {
        Some(folders) => folders.iter().filter_map(|folder| path(&folder["uri"])).collect(),
        None => path(&params["rootUri"]).into_iter().collect(),
    }
}

/// Asks the editor to tell what changes on the disk.
fn watch_files(session: &mut Session) {
    if session.client.watches {
        let watchers: Vec<_> = ["**/*.{yaml,yml,json,tpl}", "**/workload.toml"]
            .iter()
            .map(|glob| json!({ "globPattern": glob }))
            .collect();
        let method = "workspace/didChangeWatchedFiles";
        let registration =
            json!({ "id": "files", "method": method, "registerOptions": { "watchers": watchers } });
        session.outgoing.request("client/registerCapability", json!({ "registrations": [registration] }));
    }
}

fn broken(error: ProtocolError) -> CliError {
    CliError::new(format!("the editor did not begin the session as the protocol has it: {error}"))
}
