import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'nfold';

/** Runs something where the process seems to be another runtime's. */
function pretending(properties: object, run: () => void): void {
  const before = Object.entries(properties).map(
    ([name]) => [name, Object.getOwnPropertyDescriptor(process, name)] as const,
  );
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(process, name, { value, configurable: true });
  try {
    run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(process, name);
      else Object.defineProperty(process, name, descriptor);
    }
  }
}

const fixed = 'deno' in process.versions && 'Deno lets nothing pretend to be another process object';

test('limits on memory are refused where the runtime would ignore them', { skip: fixed }, () => {
  const resourceLimits = { maxOldGenerationSizeMb: 64 };
  const bun = { versions: { node: '24.0.0', bun: '1.4.5' }, allowedNodeEnvironmentFlags: new Set<string>() };
  pretending(bun, () => {
    for (const backend of ['threads', 'processes'] as const) {
      assert.throws(() => new Pool({ backend, resourceLimits }), {
        code: 'ERR_UNSUPPORTED',
        message:
          'resourceLimits would have no effect: Bun 1.4.5 does not limit the memory of workers; leave them out',
      });
      assert.equal(new Pool({ backend, workers: 1 }).workers, 1);
    }
    // A backend of one's own may see to it by itself.
    const own = { name: 'own', start: () => assert.fail('nothing is to run') };
    assert.equal(new Pool({ backend: own, workers: 2, resourceLimits }).workers, 2);
  });
  pretending({ allowedNodeEnvironmentFlags: new Set(['--max-old-space-size']) }, () => {
    assert.equal(new Pool({ resourceLimits, workers: 1 }).workers, 1);
  });
});
