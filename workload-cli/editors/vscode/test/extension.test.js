// The extension without VS Code: what it starts, and how it fails.

const assert = require('node:assert');
const Module = require('node:module');
const { test } = require('node:test');

/** The extension with an editor that records what is asked of it. */
function load(settings, failure) {
  const seen = { clients: [], commands: {}, errors: [], stopped: 0 };
  const stubs = {
    vscode: {
      commands: { registerCommand: (name, run) => ((seen.commands[name] = run), { dispose() {} }) },
      window: { showErrorMessage: (message) => seen.errors.push(message) },
      workspace: {
        getConfiguration: () => ({ get: (name, fallback) => settings[name] ?? fallback }),
        onDidChangeConfiguration: (listen) => ((seen.change = listen), { dispose() {} }),
      },
    },
    'vscode-languageclient/node': {
      TransportKind: { stdio: 0 },
      LanguageClient: class {
        constructor(id, name, server, client) {
          seen.clients.push({ id, name, server, client });
        }
        async start() {
          if (failure) throw new Error(failure);
        }
        async stop() {
          seen.stopped += 1;
        }
      },
    },
  };
  const original = Module._load;
  Module._load = (request, ...rest) => stubs[request] ?? original(request, ...rest);
  try {
    delete require.cache[require.resolve('../extension.js')];
    return { seen, extension: require('../extension.js') };
  } finally {
    Module._load = original;
  }
}

test('the server is started for YAML and JSON, and again when its path changes', async () => {
  const { seen, extension } = load({ path: '/opt/workload' });
  await extension.activate({ subscriptions: [] });
  const [{ server, client }] = seen.clients;
  assert.deepStrictEqual([server.run.command, server.run.args], ['/opt/workload', ['lsp']]);
  assert.deepStrictEqual(client.documentSelector.map((one) => one.language), ['yaml', 'json']);
  await seen.change({ affectsConfiguration: (name) => name === 'workload.path' });
  await seen.commands['workload.restart']();
  assert.deepStrictEqual([seen.clients.length, seen.stopped], [3, 2]);
  await extension.deactivate();
  assert.strictEqual(seen.stopped, 3);
});

test('a server that is not there is told of with what to do', async () => {
  const { seen, extension } = load({}, 'spawn workload ENOENT');
  await extension.activate({ subscriptions: [] });
  assert.match(seen.errors[0], /cannot start `workload lsp`.*ENOENT.*workload\.path/);
});
