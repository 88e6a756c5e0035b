import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCli } from './run-cli.js';

test('the program knows its version and can be started as a script', async () => {
  const { version, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    version: string;
    bin: { nfold: string };
  };
  assert.equal((await runCli(['--version'])).stdout, `${version}\n`);
  assert.ok(readFileSync(bin.nfold, 'utf8').startsWith('#!/usr/bin/env node\n'));
});
