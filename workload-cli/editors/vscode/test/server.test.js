// The server as the library behind VS Code's client speaks with it. WORKLOAD names the program.

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const protocol = require('vscode-languageserver-protocol/node');

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    imag: a\n';

test('a manifest is checked and completed', { timeout: 60_000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workload-'));
  const uri = pathToFileURL(path.join(folder, 'pod.yaml')).href;
  const server = spawn(process.env.WORKLOAD ?? 'workload', ['lsp'], { cwd: folder });
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(server.stdout),
    new protocol.StreamMessageWriter(server.stdin),
  );
  const found = new Promise((resolve) =>
    connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
      if (params.uri === uri) resolve(params.diagnostics);
    }),
  );
  connection.listen();
  try {
    const { capabilities } = await connection.sendRequest(protocol.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
    });
    assert.ok(capabilities.completionProvider && capabilities.renameProvider && capabilities.hoverProvider);
    await connection.sendNotification(protocol.InitializedNotification.type, {});
    await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text: POD },
    });
    assert.ok((await found).some((one) => one.code === 'V04' && one.range.start.line === 6));
    const completed = await connection.sendRequest(protocol.CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 6, character: 8 },
    });
    assert.ok(completed.items.some((item) => item.label === 'image'));
    await connection.sendRequest(protocol.ShutdownRequest.type);
    await connection.sendNotification(protocol.ExitNotification.type);
    assert.strictEqual(await new Promise((resolve) => server.on('exit', resolve)), 0);
  } finally {
    server.kill();
    connection.dispose();
    fs.rmSync(folder, { recursive: true });
  }
});
