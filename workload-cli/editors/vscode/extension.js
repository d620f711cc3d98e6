// Starts `workload lsp` and connects VS Code with it; everything else is the server's.

const { commands, window, workspace } = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

/** The client of a server that is started with this command. */
function newClient(command) {
  const run = { command, args: ['lsp'], transport: TransportKind.stdio };
  const files = ['yaml', 'json'].map((language) => ({ scheme: 'file', language }));
  return new LanguageClient('workload', 'workload', { run, debug: run }, { documentSelector: files });
}

async function start() {
  const command = workspace.getConfiguration('workload').get('path', 'workload');
  client = newClient(command);
  try {
    await client.start();
  } catch (error) {
    const help = 'Install workload, or set `workload.path` to the program.';
    window.showErrorMessage(`workload: cannot start \`${command} lsp\`: ${error.message ?? error}. ${help}`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  // A client that could not start cannot be stopped either.
  await running?.stop().catch(() => {});
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(commands.registerCommand('workload.restart', restart));
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('workload.path') && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
